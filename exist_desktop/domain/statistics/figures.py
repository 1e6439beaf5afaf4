"""Figures of a series: average, median, best and worst day, total, and how the last days stand to those before.

They are of finished days alone: a day that still runs would pull them down. The numbers are those of the axis
(`series.on_axis`), so times of day need no care here.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from exist_desktop.domain.statistics.series import Measure, Series

TREND_DAYS = (30, 90)
LEAST_FOR_TREND = 5
"""Fewer values on either side say nothing about a trend; of more days, a sixth of them."""


@dataclass(frozen=True)
class Extreme:
    """A number, and the latest day that has it, an ordinal."""

    day: int
    number: float


@dataclass(frozen=True)
class Trend:
    """The average of the last finished days, and of as many before them."""

    days: int
    before: float
    now: float

    @property
    def difference(self) -> float:
        """By how much it has risen; negative where it has fallen."""
        return self.now - self.before

    @property
    def share(self) -> float | None:
        """The difference as a share of the former average; None where that is not above zero."""
        return self.difference / self.before if self.before > 0 else None


@dataclass(frozen=True)
class Figures:
    """What is said of the finished days of a period.

    `days` is how many there are, `read` how many of them are known, and `given` how many have a value of their own. The
    others are None where no day has a number or where the measure has no such figure.
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
    """The figures of the finished days from `first` to `last`."""
    last = min(last, today - 1)
    days = max(last - first + 1, 0)
    inside = range(max(first, series.first), min(last, series.end - 1) + 1)
    read = sum(series.read[day - series.first] for day in inside)
    given = sum(1 for day in inside if series.is_given(day))
    numbered = [(number, day) for day in inside if (number := series.at(day)) == number]
    if not numbered or measure is Measure.WORDS:
        return Figures(days, read, given)
    numbers = [number for number, _ in numbered]
    average = sum(numbers) / len(numbers)
    if measure is Measure.YES_NO:
        return Figures(days, read, given=sum(1 for number in numbers if number), average=average, total=sum(numbers))
    own = [(number, day) for number, day in numbered if series.is_given(day)]
    return Figures(
        days,
        read,
        given,
        min(max(average, min(numbers)), max(numbers)),
        median(numbers),
        _latest(own, max(_numbers_of(own), default=None)),
        _latest(own, min(_numbers_of(own), default=None)),
        sum(numbers) if measure is Measure.AMOUNT else None,
    )


def _numbers_of(own: list[tuple[float, int]]) -> list[float]:
    return [number for number, _ in own]


def _latest(own: list[tuple[float, int]], number: float | None) -> Extreme | None:
    """The highest or the lowest number that is a day's own, with the latest day that has it."""
    if number is None:
        return None
    return Extreme(max(day for other, day in own if other == number), number)


def trend(series: Series, days: int, today: int) -> Trend | None:
    """How the last finished days stand to as many before; None where either has too few values."""
    now = [number for number in series.within(today - days, today - 1) if number == number]
    before = [number for number in series.within(today - 2 * days, today - days - 1) if number == number]
    if min(len(now), len(before)) < max(LEAST_FOR_TREND, days // 6):
        return None
    return Trend(days, sum(before) / len(before), sum(now) / len(now))
