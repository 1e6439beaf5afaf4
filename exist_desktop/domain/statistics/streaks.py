"""Streaks: the current and the longest run of days, and the last time. Pauses neither break a streak nor count."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct

from exist_desktop.domain.statistics.series import Measure, Series

RECENTLY = 30
Period = tuple[int, int]
"""The first and the last day of a time, as ordinals."""


class Streaks(Struct, frozen=True):
    """The current and the longest streak, how many of the last 30 days count, and the last day, an ordinal or None.

    `usual_gap` is the median number of days from one time to the next; None if there were fewer than three. `paused` is
    how many of the last 30 days were paused and do not count, `on_pause` whether this day is.
    """

    now: int = 0
    longest: int = 0
    recently: int = 0
    last: int | None = None
    usual_gap: float | None = None
    paused: int = 0
    on_pause: bool = False


def streaks(series: Series, today: int, pauses: Sequence[Period] = (), *, measure: Measure = Measure.AMOUNT) -> Streaks:
    """Returns the streaks of a series. Today counts once it is done, and breaks no streak before.

    Zero means not done for amounts and for yes or no; 0:00 and 0 °C are values. An unread day ends a streak.
    """
    zero_counts = measure not in (Measure.AMOUNT, Measure.YES_NO)
    done = [
        series.first + index
        for index, number in enumerate(series.numbers)
        if number == number and (number != 0 or zero_counts) and series.first + index <= today
    ]
    paused = frozenset(day for first, last in pauses for day in range(first, min(last, today) + 1))
    run = longest = 0
    former: int | None = None
    for day in done:
        if day in paused:
            continue
        run = run + 1 if former is not None and _all_paused(former + 1, day, paused) else 1
        longest, former = max(longest, run), day
    now = run if former is not None and (former == today or _all_paused(former + 1, today, paused)) else 0
    gaps = [later - earlier for earlier, later in pairwise(done)]
    lately = range(today - RECENTLY + 1, today + 1)
    return Streaks(
        now,
        longest,
        recently=len(done) - bisect_left(done, today - RECENTLY + 1),
        last=done[-1] if done else None,
        usual_gap=median(gaps) if len(gaps) > 1 else None,
        paused=len(paused.intersection(lately).difference(done)),
        on_pause=today in paused,
    )


def _all_paused(first: int, end: int, paused: frozenset[int]) -> bool:
    """Whether no day from `first` to before `end` counts."""
    return end - first <= len(paused) and all(day in paused for day in range(first, end))
