"""Streaks: the current and the longest run of days, and the last time. Pauses neither break a streak nor count."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct

from exist_desktop.domain.statistics.series import Series

RECENTLY = 30
Pause = tuple[int, int]
"""The first and the last day of a time that does not count, such as an illness or a holiday, as ordinals."""


class Streaks(Struct, frozen=True):
    """The current and the longest streak, how many of the last 30 days count, and the last day, an ordinal or None.

    `usual_gap` is the median number of days from one time to the next; None if there were fewer than three.
    """

    now: int = 0
    longest: int = 0
    recently: int = 0
    last: int | None = None
    usual_gap: float | None = None


def streaks(series: Series, today: int, pauses: Sequence[Pause] = ()) -> Streaks:
    """Returns the streaks of a series; zero means not done. Today counts once it is done, and breaks no streak before.

    An unread day ends a streak.
    """
    done = [
        series.first + index
        for index, number in enumerate(series.numbers)
        if number == number and number != 0 and series.first + index <= today
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
    return Streaks(
        now,
        longest,
        recently=len(done) - bisect_left(done, today - RECENTLY + 1),
        last=done[-1] if done else None,
        usual_gap=median(gaps) if len(gaps) > 1 else None,
    )


def _all_paused(first: int, end: int, paused: frozenset[int]) -> bool:
    """Whether no day from `first` to before `end` counts."""
    return end - first <= len(paused) and all(day in paused for day in range(first, end))
