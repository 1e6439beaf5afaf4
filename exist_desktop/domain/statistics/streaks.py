"""Streaks: the current and the longest run of days, and the last time. Pauses neither break a streak nor count."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct

from exist_desktop.domain.statistics.series import Measure, Series

RECENTLY = 30
Period = tuple[int, int]
"""The first and the last day of a time, as ordinals."""


class Running(Struct, frozen=True):
    """The current streak, and how many of the last 30 days count.

    `paused` is how many of these 30 were paused and do not count, `on_pause` whether this day is.
    """

    now: int = 0
    recently: int = 0
    paused: int = 0
    on_pause: bool = False


class Streaks(Running, frozen=True):
    """The current and the longest streak, and the last day that counts, an ordinal or None.

    `usual_gap` is the median number of days from one time to the next; None if there were fewer than three.
    """

    longest: int = 0
    last: int | None = None
    usual_gap: float | None = None


def is_done(number: float, measure: Measure) -> bool:
    """Whether a number counts. Zero means not done for amounts and for yes or no; 0:00 and 0 °C are values."""
    return number == number and (number != 0 or measure not in (Measure.AMOUNT, Measure.YES_NO))


def streaks(series: Series, today: int, pauses: Sequence[Period] = (), *, measure: Measure = Measure.AMOUNT) -> Streaks:
    """Returns the streaks of a series. Today counts once it is done, and breaks no streak before.

    An unread day ends a streak.
    """
    done = [
        series.first + index
        for index, number in enumerate(series.numbers[: max(today + 1 - series.first, 0)])
        if is_done(number, measure)
    ]
    found = running(done, today, pauses)
    gaps = [later - earlier for earlier, later in pairwise(done)]
    return Streaks(
        found.now,
        found.recently,
        found.paused,
        found.on_pause,
        longest=max((length for _, length in _runs(done, paused_days(pauses, today))), default=0),
        last=done[-1] if done else None,
        usual_gap=median(gaps) if len(gaps) > 1 else None,
    )


def running(done: Sequence[int], today: int, pauses: Sequence[Period]) -> Running:
    """Returns the current streak of days that count, ascending ordinals up to `today`."""
    paused = paused_days(pauses, today)
    runs = list(_runs(done, paused))
    last, length = runs[-1] if runs else (today, 0)
    lately = range(today - RECENTLY + 1, today + 1)
    return Running(
        length if last == today or _all_paused(last + 1, today, paused) else 0,
        recently=len(done) - bisect_left(done, lately.start),
        paused=len(paused.intersection(lately).difference(done)),
        on_pause=today in paused,
    )


def paused_days(pauses: Sequence[Period], today: int) -> frozenset[int]:
    """Returns the days of all pauses up to today."""
    return frozenset(day for first, last in pauses for day in range(first, min(last, today) + 1))


def _runs(done: Sequence[int], paused: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yields each day that counts with the length of its streak so far."""
    length, former = 0, None
    for day in done:
        if day not in paused:
            length = length + 1 if former is not None and _all_paused(former + 1, day, paused) else 1
            former = day
            yield day, length


def _all_paused(first: int, end: int, paused: frozenset[int]) -> bool:
    """Whether no day from `first` to before `end` counts."""
    return end - first <= len(paused) and all(day in paused for day in range(first, end))
