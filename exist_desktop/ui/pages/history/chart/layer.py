"""One attribute on a chart: its place, and the marks that are painted there. They are made once and kept."""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass
from functools import cached_property

from exist_desktop.domain.statistics.averages import ALL_DAYS
from exist_desktop.domain.statistics.series import Measure
from exist_desktop.ui.pages.history.chart.columns import Bars, Columns, bars, columns
from exist_desktop.ui.pages.history.chart.ground import Ground
from exist_desktop.ui.pages.history.chart.lines import Line, average_line
from exist_desktop.ui.pages.history.chart.prepared import Prepared, window_for

DETAILED_FROM = 3.0
"""Device-independent pixels per day from which each day is drawn separately."""
USUAL_FROM = 12.0
"""The least width of a day for a stroke at its usual value, in device-independent pixels."""


@dataclass(frozen=True)
class Layer(Ground):
    """An attribute, where it is on a chart. `usual_of` is whose usual value is drawn over time, or `ALL_DAYS`."""

    shown: Prepared
    usual_of: int = ALL_DAYS

    @property
    def is_detailed(self) -> bool:
        """Whether each day is drawn separately."""
        return self.pace >= DETAILED_FROM

    @cached_property
    def columns(self) -> Columns:
        """The columns of pixels, where days are narrow."""
        return columns(self, self.shown.series.first, self.shown.series.numbers)

    @cached_property
    def bars(self) -> Bars:
        """The bars of these columns."""
        return bars(self, self.columns)

    @cached_property
    def average(self) -> Line:
        """The rolling average; nothing for words."""
        if self.shown.measure is Measure.WORDS:
            return Line([], [])
        return average_line(self, self.shown.series.first, self.shown.rolling(window_for(self.span)))

    @cached_property
    def usual(self) -> Line:
        """What was usual over time, where days are too narrow for strokes; nothing if it does not change."""
        if self.pace >= USUAL_FROM or not self.shown.usual_history.changes:
            return Line([], [])
        first, numbers = self.shown.series.first, self.shown.usual_line(self.usual_of)
        low, high = self.axis.low, self.axis.high
        begin = max(self.span.first - 1 - first, 0)
        seen = numbers[begin : max(self.span.last + 2 - first, 0)]
        if math.isnan(sum(seen)) or not low <= min(seen, default=low) <= max(seen, default=low) <= high:
            seen = array("d", [number if low <= number <= high else math.nan for number in seen])
        return average_line(self, first + begin, seen)

    def make_ready(self) -> None:
        """Makes the marks of a layer that is not in view yet."""
        if not self.is_detailed:
            _ = self.bars if self.shown.measure is Measure.AMOUNT else self.columns
        _ = self.average, self.usual
