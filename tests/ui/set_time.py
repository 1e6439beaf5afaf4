"""The time of a person, as a test sets it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, tzinfo

from exist_desktop.domain.day import Zone, ZoneSource

IN_UTC = Zone(UTC, "UTC", ZoneSource.PROFILE)


@dataclass(frozen=True)
class SetTime:
    """`clock` gives seconds since 1970; days are counted in `days`, the computer's own zone is `computer`."""

    clock: Callable[[], float]
    days: Zone = IN_UTC
    computer: Callable[[], tzinfo] | None = None
    ends_at: int = 3

    def now(self) -> float:
        return self.clock()

    def zone(self) -> Zone:
        return self.days

    def computer_zone(self) -> tzinfo:
        return self.computer() if self.computer is not None else self.days.info

    def day_ends_at(self) -> int:
        return self.ends_at
