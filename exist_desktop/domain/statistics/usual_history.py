"""What was usual in each week of the past: by weekday and over all days, as Exist said or as computed here.

Numbers are those of the axis (`series.on_axis`).
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Protocol

from msgspec import Struct

from exist_desktop.domain.statistics.averages import ALL_DAYS
from exist_desktop.domain.statistics.series import NONE, Series

DAYS = 91
"""Days before a week over which its usual values are computed here."""
LEAST_OF_WEEKDAY, LEAST = 3, 9
"""On how many of these days a weekday, and all days together, need a number."""


class UsualHistory(Protocol):
    """What was usual. A place is a weekday or `ALL_DAYS`, days are ordinals."""

    @property
    def is_known(self) -> bool:
        """Whether there is any number."""

    @property
    def changes(self) -> bool:
        """Whether it says more than what is usual now."""

    def at(self, day: int, place: int, /) -> float:
        """Returns what was usual on a day; NaN if it is not known."""

    def line(self, first: int, days: int, place: int, /) -> array[float]:
        """Returns what was usual on each of so many days from `first` on."""


class UsualByExist(Struct, frozen=True):
    """Eight numbers for each start, which hold until the next; starts are ascending."""

    starts: tuple[int, ...] = ()
    rows: tuple[tuple[float, ...], ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether there is any number."""
        return any(number == number for row in self.rows for number in row)

    @property
    def changes(self) -> bool:
        """Whether it says more than what is usual now."""
        return len(self.rows) > 1 and self.is_known

    def at(self, day: int, place: int) -> float:
        """Returns what was usual on a day; NaN if it is not known."""
        found = bisect_right(self.starts, day) - 1
        return self.rows[found][place] if found >= 0 else NONE

    def line(self, first: int, days: int, place: int) -> array[float]:
        """Returns what was usual on each of so many days from `first` on."""
        numbers = array("d", [NONE]) * days
        for start, end, row in zip(self.starts, (*self.starts[1:], first + days), self.rows, strict=True):
            left, right = max(start - first, 0), min(end - first, days)
            if left < right:
                numbers[left:right] = array("d", [row[place]]) * (right - left)
        return numbers


def always(row: Sequence[float]) -> UsualByExist:
    """Returns one row for all days, where nothing is known of the weeks before."""
    return UsualByExist((0,), (tuple(row),))


Sums = tuple[list[float], list[int]]
"""The sums and the counts of the numbers before each place."""


class UsualComputed(Struct, frozen=True):
    """The averages of the days before each week. The first sums are those of the weekday of `first`."""

    first: int
    today: int
    weekdays: tuple[Sums, ...]
    overall: Sums

    @property
    def is_known(self) -> bool:
        """Whether there is any number."""
        return self.overall[1][-1] >= LEAST_OF_WEEKDAY

    @property
    def changes(self) -> bool:
        """Whether it says more than what is usual now."""
        return self.is_known and len(self.overall[1]) > DAYS

    def at(self, day: int, place: int) -> float:
        """Returns what was usual on a day; NaN if it is not known."""
        before = day - (day - 1) % 7 - self.first  # the days before its Monday; ordinal 1 is a Monday
        if place == ALL_DAYS:
            return _mean(self.overall, before - DAYS, before, LEAST)
        begin = (place - (self.first - 1)) % 7
        end = -(-(before - begin) // 7)
        return _mean(self.weekdays[begin], end - DAYS // 7, end, LEAST_OF_WEEKDAY)

    def line(self, first: int, days: int, place: int) -> array[float]:
        """Returns what was usual on each of so many days from `first` on, up to today."""
        numbers = array("d", [NONE]) * days
        day = first
        while day < min(first + days, self.today + 1):
            end = min(day + 7 - (day - 1) % 7, first + days)
            numbers[day - first : end - first] = array("d", [self.at(day, place)]) * (end - day)
            day = end
        return numbers


def computed(series: Series, today: int) -> UsualComputed:
    """Returns the averages of the days before each week, as a series has them."""
    numbers = series.numbers
    return UsualComputed(series.first, today, tuple(_sums(numbers[begin::7]) for begin in range(7)), _sums(numbers))


def _sums(numbers: array[float]) -> Sums:
    totals = accumulate((number if number == number else 0.0 for number in numbers), initial=0.0)
    counts = accumulate((number == number for number in numbers), initial=0)
    return list(totals), list(counts)


def _mean(sums: Sums, begin: int, end: int, least: int) -> float:
    """Returns the average of some places; NaN if fewer than `least` of them have a number."""
    totals, counts = sums
    begin, end = (min(max(place, 0), len(totals) - 1) for place in (begin, end))
    count = counts[end] - counts[begin]
    return (totals[end] - totals[begin]) / count if count >= least else NONE
