"""Two attributes on the days that both have: the points of a scatter, and the two kinds of days of a yes or no."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean, median

from msgspec import Struct

from exist_desktop.domain.statistics.series import Measure, Series

Point = tuple[float, float]
"""The number of the earlier attribute, and that of the later one."""


class Sides(Struct, frozen=True):
    """The numbers on days without something and on days with it."""

    without: tuple[float, ...]
    with_it: tuple[float, ...]


def points(earlier: Series, later: Series, days_later: int, today: int) -> tuple[Point, ...]:
    """Returns the numbers of the finished days on which both have one, the later attribute so many days later."""
    first = max(earlier.first, later.first - days_later)
    end = min(earlier.end, later.end - days_later, today - days_later)
    pairs = ((earlier.at(day), later.at(day + days_later)) for day in range(first, end))
    return tuple((one, two) for one, two in pairs if one == one and two == two)


def sides(found: Sequence[Point], *, by_later: bool) -> Sides:
    """Returns one attribute's numbers, kept apart by whether the other one, a yes or no, was yes."""
    kept = [(two, one) if by_later else (one, two) for one, two in found]
    return Sides(
        tuple(number for by, number in kept if not by),
        tuple(number for by, number in kept if by),
    )


def middle(numbers: Sequence[float], measure: Measure) -> float | None:
    """Returns the median, or the share of days with yes; None if there are no numbers."""
    if not numbers:
        return None
    return fmean(numbers) if measure is Measure.YES_NO else median(numbers)
