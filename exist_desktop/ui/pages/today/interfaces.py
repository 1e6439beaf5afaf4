"""The interfaces that the Today page needs, and the usual choices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from exist_desktop.domain import mood
from exist_desktop.domain.attributes import Attribute, add_step
from exist_desktop.domain.month import DayMark
from exist_desktop.domain.projection import DayView


class Days(Protocol):
    """What the page reads from the store."""

    async def day(self, day: date) -> DayView:
        """Returns a day as it is shown: unsent entries laid over Exist's values."""

    async def month(self, first: date, last: date) -> Mapping[date, DayMark]:
        """Returns the marks of the days of a calendar."""

    async def last_use(self, tag: str, before: date) -> date | None:
        """Returns the last day before another on which a tag is on; None if it is not known."""


class DayChoices(Protocol):
    """The settings that this page needs."""

    def mood_steps(self) -> int:
        """Returns how many steps of mood are offered, 5 or 9."""

    def add_step(self, attribute: Attribute) -> int | float | None:
        """Returns what the add button adds; None for no button."""


class UsualChoices:
    """The default settings."""

    def mood_steps(self) -> int:
        """Returns 5."""
        return len(mood.STEPS)

    def add_step(self, attribute: Attribute) -> int | float | None:
        """Returns the usual step of the attribute's type."""
        return add_step(attribute)
