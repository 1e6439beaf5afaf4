"""What Exist computes from the person's values: averages by weekday, insights, and correlations."""

from __future__ import annotations

from datetime import date
from enum import IntEnum

from msgspec import Struct


class Average(Struct, frozen=True):
    """The average of an attribute, as of a day: overall, and by weekday from Monday on. They are medians."""

    attribute: str
    day: date
    overall: float | None
    weekdays: tuple[float | None, ...] = (None,) * 7

    def usual(self, day: date) -> float | None:
        """Returns the average of that day's weekday, or the overall one if that is missing."""
        found = self.weekdays[day.weekday()]
        return self.overall if found is None else found


class InsightSpan(IntEnum):
    """The time that an insight is about, by Exist's priority."""

    NOW = 1
    DAY = 2
    WEEK = 3
    MONTH = 4


class Insight(Struct, frozen=True):
    """A notable fact. `created` is an instant as Exist wrote it; `priority` is an `InsightSpan` or an unknown number.

    `day` is the day that it is about, or else that on which it was made.
    """

    created: str
    kind: str
    priority: int
    text: str
    day: date
    attribute: str | None = None


class Correlation(Struct, frozen=True):
    """A correlation of two attributes, from -1 to 1; never a cause. The second follows the first by `days_later`.

    `day` is that of the batch, `period` the number of days that were compared.
    """

    attribute: str
    attribute2: str
    value: float
    day: date | None = None
    period: int | None = None
    days_later: int = 0
    p: float | None = None
    stars: int | None = None
    sentence: str = ""
    strength: str = ""
    occurrence: str = ""
