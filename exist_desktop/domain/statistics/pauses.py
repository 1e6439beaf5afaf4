"""Pauses: times that a streak skips, such as an illness or a holiday, of one attribute or of all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.domain.statistics.streaks import Period

UNTIL_FURTHER_NOTICE = None
"""The last day of a pause that is not over."""


class Pause(Struct, frozen=True):
    """The days from `first` to `last`, both included. `attribute` is None for a pause of all attributes.

    Raises `ValueError` if it ends before it begins.
    """

    first: date
    last: date | None = UNTIL_FURTHER_NOTICE
    attribute: str | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise ValueError(self)

    def concerns(self, attribute: str) -> bool:
        """Whether it is a pause of that attribute."""
        return self.attribute in (None, attribute)

    def is_on(self, day: date) -> bool:
        """Whether the day is in it."""
        return self.first <= day and (self.last is None or day <= self.last)

    def ended_before(self, day: date) -> Pause | None:
        """Returns the pause with the day before `day` as its last; None if nothing is left of it."""
        last = day - timedelta(days=1)
        return replace(self, last=last) if last >= self.first else None


def periods(pauses: Iterable[Pause], attribute: str) -> tuple[Period, ...]:
    """Returns the paused days of an attribute as ordinals."""
    return tuple(
        (one.first.toordinal(), (one.last or date.max).toordinal()) for one in pauses if one.concerns(attribute)
    )
