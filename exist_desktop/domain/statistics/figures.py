"""Figures of a series: average, median, best and worst day, total, and the trend.

Only finished days count: an unfinished day would lower the figures. The numbers are those of the axis
(`series.on_axis`), so times of day need no special treatment.
"""

from __future__ import annotations

from array import array
from statistics import median

from msgspec import Struct

from exist_desktop.domain.statistics.series import Measure, Series

TREND_DAYS = (30, 90)
LEAST_FOR_TREND = 5
"""A trend needs this many values on either side; for longer periods, a sixth of the days."""


class Extreme(Struct, frozen=True):
    """A number, and the latest day with it, an ordinal."""

    day: int
    number: float


class Trend(Struct, frozen=True):
    """The average of the last finished days, and of the same number of days before them."""

    days: int
    before: float
    now: float

    @property
    def difference(self) -> float:
        """The increase; negative for a decrease."""
        return self.now - self.before

    @property
    def share(self) -> float | None:
        """The difference as a share of the earlier average; None if that is not above zero."""
        return self.difference / self.before if self.before > 0 else None


class Figures(Struct, frozen=True):
    """The figures of the finished days of a period.

    `days` counts them, `read` those that are known, and `given` those with a value of their own. The others are None if
    no day has a number, or if the measure has no such figure.
    """

    days: int
    read: int
    given: int
    average: float | None = None
    median: float | None = None
    highest: Extreme | None = None
    lowest: Extreme | None = None
    total: float | None = None


def figures(series: Series, measure: Measure, first: int, last: int, today: int) -> Figures:
    """Returns the figures of the finished days from `first` to `last`."""
    last = min(last, today - 1)
    days = max(last - first + 1, 0)
    inside = slice(max(first - series.first, 0), max(last + 1 - series.first, 0))
    numbers, filled = series.numbers[inside], series.filled[inside] or bytes(len(series.numbers[inside]))
    read = series.read[inside].count(1)
    there = [number for number in numbers if number == number]
    own = [number for number, stands_in in zip(numbers, filled, strict=True) if number == number and not stands_in]
    if not there or measure is Measure.WORDS:
        return Figures(days, read, len(own))
    average = sum(there) / len(there)
    if measure is Measure.YES_NO:
        return Figures(days, read, sum(map(bool, there)), average=average, total=sum(there))
    start = series.first + inside.start
    return Figures(
        days,
        read,
        len(own),
        min(max(average, min(there)), max(there)),
        median(there),
        _latest(start, numbers, filled, max(own)) if own else None,
        _latest(start, numbers, filled, min(own)) if own else None,
        sum(there) if measure is Measure.AMOUNT else None,
    )


def _latest(start: int, numbers: array[float], filled: bytes, number: float) -> Extreme:
    """Returns the number with the latest day that has it as its own value; `start` is the day of the first number."""
    for index in range(len(numbers) - 1, -1, -1):
        if numbers[index] == number and not filled[index]:
            return Extreme(start + index, number)
    raise ValueError(number)


def trend(series: Series, days: int, today: int) -> Trend | None:
    """Compares the last finished days with the same number of days before; None if either has too few values."""
    now = [number for number in series.within(today - days, today - 1) if number == number]
    before = [number for number in series.within(today - 2 * days, today - days - 1) if number == number]
    if min(len(now), len(before)) < max(LEAST_FOR_TREND, days // 6):
        return None
    return Trend(days, sum(before) / len(before), sum(now) / len(now))
