"""The commands of a parsed line, and what they do to the values of the day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from exist_desktop.domain.attributes import MOOD_NOTE, Attribute, is_count
from exist_desktop.domain.commands import Append, Command, Fold, Increment, Key, Lines, SetValue, TakeOut
from exist_desktop.domain.parsing.ranges import Checkable, checked, range_of
from exist_desktop.domain.parsing.value_parser import Total
from exist_desktop.domain.text.append import applied
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import InvalidValueError, InvalidValueKind, NotRead, Number, Seen, Value, sum_of

if TYPE_CHECKING:
    from exist_desktop.domain.parsing.line_parser import Phrase


def commands(phrase: Phrase, day: date, clock: str) -> tuple[Command, ...]:
    """Returns the commands of a phrase for a day; its words are appended to the note with the time in `clock`."""
    key = Key(phrase.attribute, day)
    if not isinstance(phrase.amount, Total):
        return (Increment(key, phrase.amount.delta),)
    amount = SetValue(key, phrase.amount.value)
    return (amount, Append(Key(MOOD_NOTE, day), phrase.words, clock)) if phrase.words else (amount,)


def with_room(command: Append, former: Seen, longest: int) -> Append:
    """Returns the command if the text, as far as it is known, has room for it. Raises `InvalidValueError` if not.

    If the text is too long already, the command may replace one that is held for that.
    """
    there = former if isinstance(former, str) and len(former) <= longest else ""
    if len(applied(there, (command,))) > longest:
        raise InvalidValueError(InvalidValueKind.TOO_LONG, ValueType.TEXT, high=longest)
    return command


def after(before: Seen, command: Command | Fold) -> Value | NotRead:
    """Returns the value after a command; NOT_READ if it depends on a value that is not known."""
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
    """Whether a bare number would lower a count, so that an addition was probably meant.

    A count that was not read is compared before the number is sent.
    """
    return (
        is_count(attribute)
        and isinstance(amount, Total)
        and isinstance(before, int | float)
        and isinstance(amount.value, int | float)
        and amount.value < before
    )


def increased(before: Seen, delta: Number, attribute: Checkable) -> Number | NotRead:
    """Returns the total after an addition; NOT_READ if not known. Raises `InvalidValueError` outside the range."""
    after = sum_of(before, delta)
    if isinstance(after, NotRead):
        return after
    if after < min(0, range_of(attribute)[0]):
        raise InvalidValueError(InvalidValueKind.BELOW_ZERO, attribute.value_type)
    checked(after, attribute)
    return after
