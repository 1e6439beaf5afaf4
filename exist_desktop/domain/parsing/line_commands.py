"""From what was understood to what is saved: the commands of a phrase, and the words that join a day's note."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from exist_desktop.domain.attributes import MOOD_NOTE, Attribute, is_count
from exist_desktop.domain.commands import Append, Command, Fold, Increment, Key, Lines, SetValue, TakeOut
from exist_desktop.domain.parsing.ranges import Kept, checked, range_of
from exist_desktop.domain.parsing.value_parser import Total
from exist_desktop.domain.text.append import applied
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import InvalidValueError, InvalidValueKind, NotRead, Number, Seen, Value, sum_of

if TYPE_CHECKING:
    from exist_desktop.domain.parsing.line_parser import Phrase


def commands(phrase: Phrase, day: date, clock: str) -> tuple[Command, ...]:
    """What a phrase asks for on a day; its words join the note with the time of day that the clock shows."""
    key = Key(phrase.attribute, day)
    if not isinstance(phrase.amount, Total):
        return (Increment(key, phrase.amount.delta),)
    amount = SetValue(key, phrase.amount.value)
    return (amount, Append(Key(MOOD_NOTE, day), phrase.words, clock)) if phrase.words else (amount,)


def with_room(command: Append, former: Seen, longest: int) -> Append:
    """The command, where the text has room for it, as far as that is known. Raises `InvalidValueError`.

    Where others are held for want of room already, it may be what takes the place of one of them.
    """
    there = former if isinstance(former, str) and len(former) <= longest else ""
    if len(applied(there, (command,))) > longest:
        raise InvalidValueError(InvalidValueKind.TOO_LONG, ValueType.TEXT, high=longest)
    return command


def after(before: Seen, command: Command | Fold) -> Value | NotRead:
    """What a value is after a command, or after what several come to, as far as that can be told."""
    match command:
        case SetValue(value=value):
            return value
        case Increment(delta=delta):
            return sum_of(before, delta)
        case Append() | TakeOut():
            return before if isinstance(before, NotRead) else applied(before, (command,))
        case Lines(changes=changes):
            return before if isinstance(before, NotRead) else applied(before, changes)


def lowers(attribute: Attribute, before: Seen, amount: object) -> bool:
    """Whether a bare number would lower a count that is not zero; an addition was meant, probably.

    Of a count that was not read nobody can tell yet: it is compared before the number leaves.
    """
    return (
        is_count(attribute)
        and isinstance(amount, Total)
        and isinstance(before, int | float)
        and isinstance(amount.value, int | float)
        and amount.value < before
    )


def increased(before: Seen, delta: Number, attribute: Kept) -> Number | NotRead:
    """The total after an addition, as far as it can be told. Raises `InvalidValueError` where it leaves the range."""
    after = sum_of(before, delta)
    if isinstance(after, NotRead):
        return after
    if after < min(0, range_of(attribute)[0]):
        raise InvalidValueError(InvalidValueKind.BELOW_ZERO, attribute.value_type)
    checked(after, attribute)
    return after
