"""From what was understood to what is saved: the commands of a phrase, and the words that join a day's note."""

from __future__ import annotations

import re
from datetime import date

from exist_desktop.domain.attributes import MOOD_NOTE, Attribute, is_count
from exist_desktop.domain.commands import Command, Increment, Key, SetValue
from exist_desktop.domain.parsing import Total, clean_text
from exist_desktop.domain.phrase import Phrase
from exist_desktop.domain.ranges import Kept, checked, range_of
from exist_desktop.domain.values import NotRead, Number, Problem, Seen, ValueProblem, ValueType, sum_of


def commands(phrase: Phrase, day: date, note: str) -> tuple[Command, ...]:
    """What a phrase asks for on a day; `note` is the whole note where the phrase has words for it, else empty."""
    key = Key(phrase.attribute, day)
    if not isinstance(phrase.amount, Total):
        return (Increment(key, phrase.amount.delta),)
    amount = SetValue(key, phrase.amount.value)
    return (amount, SetValue(Key(MOOD_NOTE, day), note)) if note else (amount,)


def joined_note(former: Seen, words: str, clock: str, longest: int) -> str:
    """The note with words added: on a line of their own with the time, where there is something before them.

    Raises `ValueProblem` where that is longer than `longest` characters.
    """
    words = clean_text(words)
    text = f"{former}\n{clock} {words}" if isinstance(former, str) and former.strip() else words
    if len(text) > longest:
        raise ValueProblem(Problem.TOO_LONG, ValueType.TEXT, high=longest)
    return text


def added_words(former: Seen, note: str) -> str:
    """The words that `joined_note` added, without their time; the whole note where it was written anew."""
    if not (isinstance(former, str) and former.strip() and note.startswith(former)):
        return note
    added = note.removeprefix(former).strip()
    clock, _, words = added.partition(" ")
    return words if re.fullmatch("[0-9]{2}:[0-9]{2}", clock) else added


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
    """The total after an addition, as far as it can be told. Raises `ValueProblem` where it leaves the range."""
    after = sum_of(before, delta)
    if isinstance(after, NotRead):
        return after
    if after < min(0, range_of(attribute)[0]):
        raise ValueProblem(Problem.BELOW_ZERO, attribute.value_type)
    checked(after, attribute)
    return after
