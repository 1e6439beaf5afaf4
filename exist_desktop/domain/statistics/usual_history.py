"""What was usual in each week of the past: by weekday and over all days, as Exist said or as computed here.

Numbers are those of the axis (`series.on_axis`).
"""

from __future__ import annotations

import math
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


class UsualComputed(Struct, frozen=True):
    """The averages of the days before each week; `first` is the day of the first of the numbers.

    `totals` and `counts` are the sums of the numbers before each place, and how many there are.
    """

    first: int
    today: int
    numbers: array[float]
    totals: Sequence[float]
    counts: Sequence[int]

    @property
    def is_known(self) -> bool:
        """Whether there is any number."""
        return self.counts[-1] >= LEAST_OF_WEEKDAY

    @property
    def changes(self) -> bool:
        """Whether it says more than what is usual now."""
        return self.is_known and len(self.numbers) >= DAYS

    def at(self, day: int, place: int) -> float:
        """Returns what was usual on a day; NaN if it is not known."""
        before = day - (day - 1) % 7 - self.first  # the days before its Monday; ordinal 1 is a Monday
        if place == ALL_DAYS:
            end = min(max(before, 0), len(self.numbers))
            begin = min(max(before - DAYS, 0), end)
            count = self.counts[end] - self.counts[begin]
            return (self.totals[end] - self.totals[begin]) / count if count >= LEAST else NONE
        begin = (place - (self.first - 1)) % 7
        weeks = -(-(before - begin) // 7)
        numbers = self.numbers[begin + 7 * max(weeks - DAYS // 7, 0) : max(begin + 7 * weeks, 0) : 7]
        there = [number for number in numbers if number == number]
        return sum(there) / len(there) if len(there) >= LEAST_OF_WEEKDAY else NONE

    def line(self, first: int, days: int, place: int) -> array[float]:
        """Returns what was usual on each of so many days from `first` on, up to today."""
        numbers = array("d")
        day, last = first, min(first + days, self.today + 1)
        while day < last:
            end = min(day + 7 - (day - 1) % 7, last)
            numbers.extend((self.at(day, place),) * (end - day))
            day = end
        numbers.extend((NONE,) * (days - len(numbers)))
        return numbers


def computed(series: Series, today: int) -> UsualComputed:
    """Returns the averages of the days before each week, as a series has them."""
    numbers, counts = series.numbers, range(len(series.numbers) + 1)
    if not math.isnan(sum(numbers)):
        return UsualComputed(series.first, today, numbers, array("d", accumulate(numbers, initial=0.0)), counts)
    there = [number == number for number in numbers]
    known = (number if number == number else 0.0 for number in numbers)
    totals = array("d", accumulate(known, initial=0.0))
    return UsualComputed(series.first, today, numbers, totals, array("l", accumulate(there, initial=0)))
