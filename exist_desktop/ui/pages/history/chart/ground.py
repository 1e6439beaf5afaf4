"""Where days and numbers are on a chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isnan

from PySide6.QtCore import QRectF

from exist_desktop.domain.statistics.axis import Axis
from exist_desktop.domain.statistics.span import Span
from exist_desktop.ui import theme


@dataclass(frozen=True)
class Ground:
    """Coordinates of days and numbers: rectangle, days in view, axis, and screen pixels per unit."""

    rect: QRectF
    span: Span
    axis: Axis
    ratio: float
    colours: theme.Theme

    @cached_property
    def pace(self) -> float:
        """The width of a day."""
        return self.rect.width() / self.span.days

    def x(self, day: float) -> float:
        """Returns the left edge of a day."""
        return self.rect.left() + (day - self.span.start) * self.pace

    def middle(self, day: int) -> float:
        """Returns the middle of a day."""
        return self.x(day + 0.5)

    def y(self, number: float) -> float:
        """Returns the height of a number, limited to the rectangle."""
        low, high = self.axis.low, self.axis.high
        inside = low if number < low else min(number, high)
        bottom, height = self._upright
        return bottom - (inside - low) * height / (high - low)

    def within(self, left: float, right: float) -> tuple[float, float] | None:
        """Returns the part of a stretch that is in the rectangle, or None: Qt's SVG knows no clipping."""
        inside = max(left, self.rect.left()), min(right, self.rect.right())
        return inside if inside[0] < inside[1] else None

    def has(self, x: float) -> bool:
        """Whether a place is in the rectangle."""
        return self.rect.left() <= x <= self.rect.right()

    def heights(self, numbers: Sequence[float]) -> list[float]:
        """Returns the heights of numbers, limited to the rectangle; NaN stays NaN."""
        low, high = self.axis.low, self.axis.high
        bottom, height = self._upright
        unit = height / (high - low)
        if numbers and not isnan(sum(numbers)) and low <= min(numbers) <= max(numbers) <= high:
            return [bottom - (one - low) * unit for one in numbers]
        return [bottom - ((low if one < low else min(one, high)) - low) * unit for one in numbers]

    def pixels(self, numbers: Sequence[float]) -> list[int]:
        """Returns the heights of numbers in screen pixels; none of them may be NaN."""
        ratio = self.ratio
        return [round(height * ratio) for height in self.heights(numbers)]

    @cached_property
    def _upright(self) -> tuple[float, float]:
        """The lower edge and the height, stored: asking Qt for each of thousands of days takes too long."""
        return self.rect.bottom(), self.rect.height()

    def snapped(self, place: float) -> float:
        """Returns the nearest edge between two screen pixels."""
        return round(place * self.ratio) / self.ratio
