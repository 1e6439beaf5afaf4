"""Days to remember: how a person felt a year, two or five years, a month or a week ago."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import Enum, auto

from msgspec import Struct

from exist_desktop.domain import mood
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Seen


class Ago(Enum):
    """How long ago a memory is."""

    YEAR = auto()
    TWO_YEARS = auto()
    FIVE_YEARS = auto()
    MONTH = auto()
    WEEK = auto()


YEARS = (Ago.YEAR, Ago.TWO_YEARS, Ago.FIVE_YEARS)


class Memory(Struct, frozen=True):
    """A day of the past: its mood as one of five steps, halves included, and its note."""

    ago: Ago
    day: date
    step: float
    words: str = ""


class MoodThen(Struct, frozen=True):
    """Mood and note of a day, as Exist has them."""

    mood: Seen
    note: Seen = None


def worth_remembering(day: date) -> dict[Ago, date]:
    """Returns the days to look at, the best first; in shorter months it is the last day."""
    return {
        Ago.YEAR: _earlier(day, 12),
        Ago.TWO_YEARS: _earlier(day, 24),
        Ago.FIVE_YEARS: _earlier(day, 60),
        Ago.MONTH: _earlier(day, 1),
        Ago.WEEK: day - timedelta(days=7),
    }


def _earlier(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 - months
    first = date(number // 12, number % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def memory(day: date, felt: Mapping[date, MoodThen], mood_type: ValueType) -> Memory | None:
    """Returns the first of those days that has a known mood, one of years ago with words before one without.

    None if none has.
    """
    found = []
    for ago, then in worth_remembering(day).items():
        there = felt.get(then)
        step = mood.from_wire(there.mood, mood_type) if there else None
        if there is not None and step is not None:
            found.append(Memory(ago, then, step, there.note.strip() if isinstance(there.note, str) else ""))
    told = (one for one in found if one.words and one.ago in YEARS)
    return next(told, next(iter(found), None))
