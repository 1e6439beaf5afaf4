"""The ends of a chart's axis, and the round numbers of its grid lines."""

from __future__ import annotations

import math
from collections.abc import Iterable
from enum import Enum, auto

from msgspec import Struct

from exist_desktop.domain.statistics.series import Measure
from exist_desktop.domain.value_types import MINUTES_PER_DAY

MOST_STEPS = 5
_ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)
_MINUTES = (5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 180.0, 240.0, 360.0, 720.0)
"""Steps for values in minutes; longer ones use whole days and round numbers of days."""
_HIGHEST_STEPS = (5, 9)
"""The number of steps of each scale."""


class Axis(Struct, frozen=True):
    """The numbers at both ends, and those with a grid line; `low` is always below `high`."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def share(self, number: float) -> float:
        """Returns the position of a number, 0 at the low end and 1 at the high end."""
        return (number - self.low) / (self.high - self.low)


class Steps(Enum):
    """The grid lines that make sense: at any number, at whole ones, or at full minutes and hours."""

    ANY = auto()
    WHOLE = auto()
    MINUTES = auto()


def axis_of(measure: Measure, numbers: Iterable[float], steps: Steps = Steps.ANY) -> Axis:
    """Returns an axis with room for the numbers, ignoring NaN."""
    there = [number for number in numbers if number == number]
    if measure in (Measure.YES_NO, Measure.WORDS):
        return Axis(0.0, 1.0, (0.0, 1.0))
    if measure is Measure.SCALE:
        most = next((steps for steps in _HIGHEST_STEPS if max(there, default=0) <= steps), _HIGHEST_STEPS[-1])
        return Axis(0.5, most + 0.5, tuple(float(step) for step in range(1, most + 1, 1 if most <= MOST_STEPS else 2)))
    low, high = min(there, default=0.0), max(there, default=0.0)
    if measure is Measure.AMOUNT:
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low < 1e-9 * max(abs(high), abs(low), 1e-9):
        low, high = _around(measure, low, high, steps)
    step = _step((high - low) / MOST_STEPS, steps)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return Axis(first * step, last * step, tuple(number * step for number in range(first, last + 1)))


def _around(measure: Measure, low: float, high: float, steps: Steps) -> tuple[float, float]:
    """Returns a range around a single number; above zero for amounts."""
    in_minutes = steps is Steps.MINUTES
    if measure is Measure.AMOUNT:
        return (low, high) if high > low else (0.0, 60.0 if in_minutes else 5.0)
    room = 30.0 if in_minutes else abs(low) * 0.05 or 1.0
    return low - room, high + room


def _step(least: float, steps: Steps) -> float:
    if steps is Steps.MINUTES:
        for minutes in _MINUTES:
            if minutes >= least:
                return minutes
        return MINUTES_PER_DAY * _step(least / MINUTES_PER_DAY, Steps.ANY)
    size = 10.0 ** math.floor(math.log10(least))
    step = next(step * size for step in _ROUND if step * size >= least * (1 - 1e-9))
    return step if steps is Steps.ANY else float(math.ceil(step))
