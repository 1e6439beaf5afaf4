"""Circular statistics for times of day: the average of 23:50 and 0:10 is midnight, not noon."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence

from exist_desktop.domain.value_types import MINUTES_PER_DAY

LEAST_LENGTH = 1e-6
"""Times that are spread more evenly than this have no average."""


def circular_mean(minutes: Iterable[float]) -> float | None:
    """Returns the average of times in minutes from midnight, from 0 to below 1440; None if there is no average."""
    x = y = 0.0
    count = 0
    for minute in minutes:
        if minute == minute:
            angle = minute * math.tau / MINUTES_PER_DAY
            x, y, count = x + math.cos(angle), y + math.sin(angle), count + 1
    if not count or math.hypot(x, y) < LEAST_LENGTH * count:
        return None
    return math.atan2(y, x) * MINUTES_PER_DAY / math.tau % MINUTES_PER_DAY


def unrolled(minutes: Sequence[float]) -> array[float]:
    """Returns the times on a line that is cut opposite their average, so that plain arithmetic works.

    They lie within twelve hours of the average, and may be below 0, or 1440 and more. NaN stays NaN.
    """
    middle = circular_mean(minutes)
    if middle is None:
        return array("d", minutes)
    half = MINUTES_PER_DAY / 2
    return array("d", [(minute - middle + half) % MINUTES_PER_DAY - half + middle for minute in minutes])
