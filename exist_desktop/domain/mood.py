"""Mood: five steps for people, five or nine at Exist; and the moods of one day in their order.

If the account's `mood` has value type 0, its values are the steps 1–5. If it has value type 8, they are 1–9: the five
steps are 1, 3, 5, 7, 9, and an even value lies between two steps.

Exist stores only the last mood of a day; the entries on this computer have the earlier ones.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.domain.attributes import MOOD
from exist_desktop.domain.commands import Append, TakeOut
from exist_desktop.domain.outbox.ops import Entry
from exist_desktop.domain.text.append import added_words
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import InvalidValueError, InvalidValueKind, Seen

STEPS = (1, 2, 3, 4, 5)
TOGETHER_SECONDS = 120.0
"""Words that were saved within this time after a mood belong to it."""


def to_wire(step: int, value_type: ValueType) -> int:
    """Returns Exist's value for a step from 1 to 5. Raises `InvalidValueError` for any other step."""
    if step not in STEPS:
        raise InvalidValueError(InvalidValueKind.OUT_OF_RANGE, ValueType.QUANTITY, STEPS[0], STEPS[-1])
    return step * 2 - 1 if value_type is ValueType.SCALE else step


def from_wire(value: Seen, value_type: ValueType) -> float | None:
    """Returns the step of a value of Exist's, a half if it lies between two faces; None if it is not a known mood."""
    if not isinstance(value, int | float):
        return None
    step = (value + 1) / 2 if value_type is ValueType.SCALE else value
    return step if STEPS[0] <= step <= STEPS[-1] else None


class EarlierMood(Struct, frozen=True):
    """A mood that was logged: the instant in seconds since 1970, the step, and the words that came with it."""

    at: float
    step: float
    words: str = ""


def earlier_moods(entries: Iterable[Entry], mood_type: ValueType) -> tuple[EarlierMood, ...]:
    """Returns the moods among a day's entries, oldest first, each with the words of the note entry that followed."""
    found: list[EarlierMood] = []
    lines: dict[str, int] = {}
    for entry in sorted(entries, key=lambda entry: entry.id):
        if entry.key.attribute == MOOD:
            step = from_wire(entry.amount, mood_type)
            found += [EarlierMood(entry.at, step)] if step is not None else []
        elif isinstance(entry.command, TakeOut):
            if (place := lines.pop(entry.command.line, None)) is not None:
                found[place] = replace(found[place], words="")
        elif found and entry.at - found[-1].at <= TOGETHER_SECONDS:
            found[-1] = replace(found[-1], words=_words(entry))
            if isinstance(entry.command, Append):
                lines[entry.command.line] = len(found) - 1
    return tuple(found)


def _words(entry: Entry) -> str:
    """Returns the appended words; for a note that was written as a whole, those that the former one lacks."""
    return entry.command.words if isinstance(entry.command, Append) else added_words(entry.shown, str(entry.amount))
