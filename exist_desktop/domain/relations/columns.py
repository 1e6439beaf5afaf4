"""The series that are compared: numbers by day, gaps where nothing is known, and who measures the same."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.relations.student import Numbers
from exist_desktop.domain.statistics.series import Measure, Series, measure_of


class Column(Struct, frozen=True, eq=False):
    """One attribute's days. `numbers` is NaN where there is none; `first` is the ordinal of the first."""

    attribute: Attribute
    first: int
    numbers: Numbers

    @property
    def name(self) -> str:
        """The attribute's name."""
        return self.attribute.name

    @property
    def is_used(self) -> bool:
        """Whether any day has a number."""
        return bool(np.isfinite(self.numbers).any())

    @property
    def is_yes_or_no(self) -> bool:
        """Whether each day is 0 or 1."""
        return measure_of(self.attribute) is Measure.YES_NO


class Common(Struct, frozen=True, eq=False):
    """The days on which both have a value: the first on a day of `days`, the second so many days later."""

    first: Numbers
    second: Numbers
    days: Numbers


def column_of(attribute: Attribute, series: Series, today: int) -> Column | None:
    """Returns the finished days of a series on its axis; None for words, which have no order."""
    if measure_of(attribute) is Measure.WORDS:
        return None
    numbers = np.array(series.within(series.first, today - 1), dtype=np.float64)
    return Column(attribute, series.first, numbers)


def common(earlier: Column, later: Column, days_later: int = 0) -> Common:
    """Returns the common days of two columns, the second `days_later` days after the first."""
    first = max(earlier.first, later.first - days_later)
    end = min(earlier.first + len(earlier.numbers), later.first - days_later + len(later.numbers))
    one = earlier.numbers[first - earlier.first : max(end, first) - earlier.first]
    shift = first + days_later - later.first
    two = later.numbers[shift : shift + len(one)]
    both = np.isfinite(one) & np.isfinite(two)
    return Common(one[both], two[both], np.flatnonzero(both).astype(np.float64) + first)
