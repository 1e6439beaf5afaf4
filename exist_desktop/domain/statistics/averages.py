"""Compares a day's value with the average of its weekday: as a share, or as a difference.

Values that add up over a day, such as steps, are compared as a share; levels, such as a weight, and times of day as a
difference. For an unfinished day only the average is shown, never that the value is lower.
"""

from __future__ import annotations

import math
from datetime import date
from enum import Enum, auto

from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.value_types import MINUTES_PER_DAY, Form
from exist_desktop.domain.values import NotRead, Seen

ALL_DAYS = 7
"""The place of what is usual over all days, behind those of the weekdays; Monday is 0. It is in the database, too."""
CLOSE = 0.05
"""The largest share by which a value may differ from the average and still count as usual."""
CLOSE_MINUTES = 5
"""The same for times of day, in minutes."""
FEW = 10
"""Counts with a smaller average are compared by their difference."""
MUCH = 3.0
"""From this share on the difference is shown instead of a percentage."""

_LEVELS = ("heartrate", "weight", "lean_mass", "weather_", "menstrual_flow")
_NIGHT = "sleep"


class UsualValue(Struct, frozen=True):
    """The average of the weekday of `day`, or of all days if that is None; `so_far` if the day is not over.

    `made` is a day of the week in which Exist made it, if that is known.
    """

    value: float
    day: date | None = None
    so_far: bool = False
    made: date | None = None

    def running(self) -> UsualValue:
        """Returns the same average for an unfinished day."""
        return replace(self, so_far=True)


class ComparisonKind(Enum):
    """How a value compares with the average."""

    AS_USUAL = auto()
    SHARE = auto()
    ABOVE = auto()
    FEWER = auto()
    MORE = auto()
    EARLIER = auto()
    LATER = auto()
    LOWER = auto()
    HIGHER = auto()
    USUALLY = auto()
    """Only the average is shown."""


class AverageComparison(Struct, frozen=True):
    """How a value compares with the average; `share` is None if it means nothing, `difference` is never negative.

    A difference is in the attribute's own measure, in minutes for times of day.
    """

    kind: ComparisonKind
    share: float | None = None
    difference: float = 0.0


def compare(attribute: Attribute, value: Seen, usual: UsualValue) -> AverageComparison | None:
    """Returns the comparison of a day's value; None for texts, yes or no, and what was not read."""
    form = attribute.value_type.rules.form
    if form in (Form.TEXT, Form.YES_OR_NO, Form.UNKNOWN) or isinstance(value, str | NotRead):
        return None
    if value is None or not math.isfinite(value - usual.value):
        return AverageComparison(ComparisonKind.USUALLY)
    if form is Form.TIME_OF_DAY:
        return _by_the_clock(value, usual.value)
    if form is Form.PERCENTAGE:
        return AverageComparison(ComparisonKind.AS_USUAL if abs(value - usual.value) < 0.01 else ComparisonKind.USUALLY)
    if form is Form.STEP or is_level(attribute):
        return _level(attribute, value, usual.value)
    return _amount(attribute, value, usual)


def is_level(attribute: Attribute) -> bool:
    """Whether its number is a state, such as a weight, and does not add up over the day."""
    return (attribute.template or attribute.name).startswith(_LEVELS)


def _by_the_clock(value: float, usual: float) -> AverageComparison:
    """Compares times of day by the shorter way around the clock."""
    half = MINUTES_PER_DAY / 2
    apart = round((value - usual + half) % MINUTES_PER_DAY - half)
    if abs(apart) <= CLOSE_MINUTES:
        return AverageComparison(ComparisonKind.AS_USUAL)
    return AverageComparison(ComparisonKind.LATER if apart > 0 else ComparisonKind.EARLIER, difference=abs(apart))


def _level(attribute: Attribute, value: float, usual: float) -> AverageComparison:
    form = attribute.value_type.rules.form
    apart = round(value - usual, 0 if form in (Form.WHOLE_NUMBER, Form.STEP) else 1)
    close = CLOSE * abs(usual) if form is Form.WHOLE_NUMBER else 0
    if apart == 0 or abs(apart) <= close:
        return AverageComparison(ComparisonKind.AS_USUAL)
    return AverageComparison(ComparisonKind.HIGHER if apart > 0 else ComparisonKind.LOWER, difference=abs(apart))


def _amount(attribute: Attribute, value: float, usual: UsualValue) -> AverageComparison:
    share = value / usual.value if usual.value > 0 else None
    by_piece = attribute.value_type.rules.form is Form.WHOLE_NUMBER and usual.value < FEW
    grows = usual.so_far and attribute.group.name != _NIGHT
    apart = value - usual.value
    bar = None if value <= 0 or (by_piece and attribute.group.name == _NIGHT) else share
    if _is_close(attribute, apart, usual.value, by_piece=by_piece):
        return AverageComparison(ComparisonKind.AS_USUAL, None if bar is None else 1.0)
    if apart < 0 and (value <= 0 or by_piece):
        if by_piece and not grows:
            return AverageComparison(ComparisonKind.FEWER, bar, abs(apart))
        return AverageComparison(ComparisonKind.USUALLY, bar)
    if by_piece or share is None or share >= MUCH:
        return AverageComparison(ComparisonKind.MORE, bar, abs(apart))
    return AverageComparison(ComparisonKind.SHARE if share < 1 else ComparisonKind.ABOVE, bar, abs(apart))


def _is_close(attribute: Attribute, apart: float, usual: float, *, by_piece: bool) -> bool:
    """Whether a difference is within a twentieth, or within one for larger counts and lengths of time."""
    if by_piece:
        return abs(apart) < 1
    one = 0 if attribute.value_type.rules.fractions else 1
    return apart == 0 or (usual > 0 and abs(apart) <= max(CLOSE * usual, one))
