"""The moods of one day in their order: Exist keeps the last one, the entries of this computer tell the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from exist_desktop.domain import mood
from exist_desktop.domain.attributes import MOOD, MOOD_NOTE
from exist_desktop.domain.entering import added_words
from exist_desktop.domain.outbox import Entry
from exist_desktop.domain.values import ValueType

TOGETHER_SECONDS = 120.0
"""Words that were saved so soon after a mood belong to it."""


@dataclass(frozen=True)
class EarlierMood:
    """A mood that was logged: the instant in seconds since 1970, the step, and the words that came with it."""

    at: float
    step: float
    words: str = ""


def earlier_moods(entries: Iterable[Entry], mood_type: ValueType) -> tuple[EarlierMood, ...]:
    """The moods among a day's standing entries, oldest first; the words are those of the note entry that followed."""
    found: list[EarlierMood] = []
    for entry in sorted(entries, key=lambda entry: entry.id):
        if entry.key.attribute == MOOD:
            step = mood.from_wire(entry.amount, mood_type)
            found += [EarlierMood(entry.at, step)] if step is not None else []
        elif entry.key.attribute == MOOD_NOTE and found and entry.at - found[-1].at <= TOGETHER_SECONDS:
            last = found[-1]
            found[-1] = EarlierMood(last.at, last.step, added_words(entry.shown, str(entry.amount)))
    return tuple(found)
