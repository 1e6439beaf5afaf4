"""Which days a chart shows, and how zooming and moving change that."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

SHORTEST = 5.0
"""Days that are shown at least."""
LEAST_BOUNDS = 31
"""Days that can be gone through at least, also of what has just begun."""


class Range(Enum):
    """The ranges with a name, and how many days they have; all of them where that is None."""

    WEEK = 7
    MONTH = 31
    FOUR_MONTHS = 122
    YEAR = 366
    ALL = None


@dataclass(frozen=True)
class Span:
    """From the beginning of day `start` to before `end`, ordinals that may have fractions while somebody zooms."""

    start: float
    end: float

    @property
    def days(self) -> float:
        """How many days it has."""
        return self.end - self.start

    @property
    def first(self) -> int:
        """The first day of which anything is seen."""
        return int(self.start)

    @property
    def last(self) -> int:
        """The last day of which anything is seen."""
        return int(self.end) - (self.end == int(self.end))

    def zoomed(self, factor: float, about: float, bounds: Span) -> Span:
        """As many times longer, with the moment `about` in its place; not beyond the bounds."""
        days = min(max(self.days * factor, SHORTEST), bounds.days)
        share = (about - self.start) / self.days
        return _within(about - days * share, days, bounds)

    def moved(self, days: float, bounds: Span) -> Span:
        """So many days later, or earlier where that is negative; not beyond the bounds."""
        return _within(self.start + days, self.days, bounds)

    def with_day(self, day: int, bounds: Span) -> Span:
        """The same, moved as little as shows a day whole."""
        if day < self.start:
            return self.moved(day - self.start, bounds)
        return self.moved(day + 1 - self.end, bounds) if day + 1 > self.end else self


def _within(start: float, days: float, bounds: Span) -> Span:
    days = min(days, bounds.days)
    start = max(min(start, bounds.end - days), bounds.start)
    return Span(start, start + days)


def bounds_of(first: int | None, today: int) -> Span:
    """From the first day that has anything, and never less than the last month, to the end of today."""
    return Span(
        float(min(first if first is not None else today, today - (Range.MONTH.value or 0) + 1)), float(today + 1)
    )


def span_of(chosen: Range, bounds: Span) -> Span:
    """The last days of the bounds, as many as the range has."""
    days = bounds.days if chosen.value is None else min(float(chosen.value), bounds.days)
    return Span(bounds.end - days, bounds.end)


def range_of(span: Span, bounds: Span) -> Range | None:
    """The range that a span is; None where somebody has zoomed or moved."""
    return next((one for one in Range if span_of(one, bounds) == span), None)
