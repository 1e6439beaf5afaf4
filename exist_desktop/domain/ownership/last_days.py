"""The last days of an attribute, which people look at before they take it over."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from exist_desktop.domain.values import NotRead, Seen, Value

LAST_DAYS = 14
"""How many days are shown."""


class LastDays(Struct, frozen=True):
    """What Exist said of an attribute's last days, the oldest first.

    `read_at` is when the least recently read of them was read, in seconds since 1970; None if one was not read.
    """

    days: tuple[tuple[date, Seen], ...]
    read_at: float | None = None

    @property
    def read(self) -> int:
        """How many of the days were read."""
        return sum(not isinstance(seen, NotRead) for _, seen in self.days)

    @property
    def filled(self) -> tuple[tuple[date, Value], ...]:
        """The days with a value, the oldest first."""
        return tuple((day, seen) for day, seen in self.days if not isinstance(seen, NotRead | None) and seen != "")


def days_until(last: date, number: int = LAST_DAYS) -> list[date]:
    """Returns that many days, the oldest first."""
    return [last - timedelta(days=ago) for ago in reversed(range(number))]
