"""What the service finds in the person's values: averages by weekday, insights, and what goes together with what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum


@dataclass(frozen=True)
class Average:
    """What is usual for an attribute, as of a day: overall, and by weekday from Monday on. They are medians."""

    attribute: str
    day: date
    overall: float | None
    weekdays: tuple[float | None, ...] = (None,) * 7

    def usual(self, day: date) -> float | None:
        """The average of that day's weekday, or the overall one where it is missing."""
        found = self.weekdays[day.weekday()]
        return self.overall if found is None else found


class InsightSpan(IntEnum):
    """How much time an insight is about, by the priority that the service gives it."""

    NOW = 1
    DAY = 2
    WEEK = 3
    MONTH = 4


@dataclass(frozen=True)
class Insight:
    """Something notable. `created` is an ISO 8601 instant, `priority` an `InsightSpan` or a number that came later."""

    created: str
    kind: str
    priority: int
    text: str
    target: date | None = None
    attribute: str | None = None


@dataclass(frozen=True)
class Correlation:
    """Two attributes that go together, from -1 to 1; never a cause. `offset` is by how many days the second follows."""

    attribute: str
    attribute2: str
    value: float
    day: date | None = None
    period: int | None = None
    offset: int = 0
    p: float | None = None
    stars: int | None = None
    sentence: str = ""
    strength: str = ""
    occurrence: str = ""
