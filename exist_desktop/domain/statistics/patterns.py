"""Patterns: averages by weekday and month, and the rolling average."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate, chain, repeat
from operator import sub, truediv

from msgspec import Struct

from exist_desktop.domain.statistics.series import NONE, Series

LEAST_SHARE = 3
"""A rolling average needs values on at least a third of its days."""


class Part(Struct, frozen=True):
    """The average of one weekday or month, None if no day has a number, and the number of days with one."""

    average: float | None
    days: int


def by_weekday(series: Series, today: int, since: int = 0) -> tuple[Part, ...]:
    """Returns the averages of the finished days by weekday, Monday first; `since` is the first day that counts."""
    sums, counts = [0.0] * 7, [0] * 7
    first = max(series.first, since)
    for index, number in enumerate(series.within(first, today - 1)):
        if number == number:
            weekday = (first + index - 1) % 7  # ordinal 1 is a Monday
            sums[weekday] += number
            counts[weekday] += 1
    return _parts(sums, counts)


def by_month(series: Series, today: int) -> tuple[Part, ...]:
    """Returns the averages of the finished days by month of the year, January first."""
    sums, counts = [0.0] * 12, [0] * 12
    for index, number in enumerate(series.within(series.first, today - 1)):
        if number == number:
            month = date.fromordinal(series.first + index).month - 1
            sums[month] += number
            counts[month] += 1
    return _parts(sums, counts)


def _parts(sums: list[float], counts: list[int]) -> tuple[Part, ...]:
    return tuple(Part(total / n if n else None, n) for total, n in zip(sums, counts, strict=True))


def rolling(series: Series, days: int, today: int) -> array[float]:
    """Returns, for each day of the series, the average of the `days` that end with it.

    NaN if fewer than a third of them have a number, and from today on.
    """
    numbers, least = series.numbers[: max(today - series.first, 0)], max(days // LEAST_SHARE, 1)
    later = array("d", [NONE]) * (len(series.numbers) - len(numbers))
    if not math.isnan(sum(numbers)):
        means = array("d", map(truediv, _moving(numbers, days), chain(range(1, days), repeat(days))))
        means[: least - 1] = array("d", [NONE]) * min(least - 1, len(means))
        return means + later
    sums = _moving([number if number == number else 0.0 for number in numbers], days)
    counts = _moving([number == number for number in numbers], days)
    return array("d", [total / n if n >= least else NONE for total, n in zip(sums, counts, strict=True)]) + later


def _moving(numbers: Sequence[float], days: int) -> Iterator[float]:
    """Returns the sum of each number and those before it, so many in all. Ten years take a third of a millisecond."""
    sums = list(accumulate(numbers))
    return map(sub, sums, chain(repeat(0, days), sums))


LEVELS = 5


def thresholds(series: Series, today: int) -> tuple[float, ...]:
    """Returns the lower limits of levels 2 to 5; each level has the same share of the different numbers."""
    numbers = sorted({number for number in series.within(series.first, today - 1) if number == number})
    return tuple(numbers[len(numbers) * level // LEVELS] for level in range(1, LEVELS)) if numbers else ()


def level(number: float, limits: tuple[float, ...]) -> int:
    """Returns the level of a number, 1 to 5."""
    return 1 + sum(1 for limit in limits if number >= limit)
