"""The days that a chart shows, and how zooming and moving change them."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

SHORTEST = 5.0
"""The smallest number of days shown."""


class Range(Enum):
    """The named ranges and their numbers of days; None means all days."""

    WEEK = 7
    MONTH = 31
    FOUR_MONTHS = 122
    YEAR = 366
    ALL = None


class Span(Struct, frozen=True):
    """From the beginning of day `start` to before `end`; ordinals, with fractions while the person zooms."""

    start: float
    end: float

    @property
    def days(self) -> float:
        """The number of days."""
        return self.end - self.start

    @property
    def first(self) -> int:
        """The first day that is at least partly visible."""
        return int(self.start)

    @property
    def last(self) -> int:
        """The last day that is at least partly visible."""
        return int(self.end) - (self.end == int(self.end))

    def zoomed(self, factor: float, about: float, bounds: Span) -> Span:
        """Returns the span made `factor` times longer around the moment `about`, within the bounds."""
        days = min(max(self.days * factor, SHORTEST), bounds.days)
        share = (about - self.start) / self.days
        return _within(about - days * share, days, bounds)

    def moved(self, days: float, bounds: Span) -> Span:
        """Returns the span moved that many days later, or earlier if negative, within the bounds."""
        return _within(self.start + days, self.days, bounds)

    def with_day(self, day: int, bounds: Span) -> Span:
        """Returns the span moved as little as possible to show the whole day."""
        if day < self.start:
            return self.moved(day - self.start, bounds)
        return self.moved(day + 1 - self.end, bounds) if day + 1 > self.end else self


def _within(start: float, days: float, bounds: Span) -> Span:
    days = min(days, bounds.days)
    start = max(min(start, bounds.end - days), bounds.start)
    return Span(start, start + days)


def bounds_of(first: int | None, today: int) -> Span:
    """Returns the span from the first day with a value to the end of today, at least the last month."""
    return Span(
        float(min(first if first is not None else today, today - (Range.MONTH.value or 0) + 1)), float(today + 1)
    )


def span_of(chosen: Range, bounds: Span) -> Span:
    """Returns the last days of the bounds, as many as the range has."""
    days = bounds.days if chosen.value is None else min(float(chosen.value), bounds.days)
    return Span(bounds.end - days, bounds.end)


def range_of(span: Span, bounds: Span) -> Range | None:
    """Returns the range that a span shows; None if the person has zoomed or moved."""
    return next((one for one in Range if span_of(one, bounds) == span), None)
