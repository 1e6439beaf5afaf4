"""The person's day: the proposed day, the last day that can be chosen, and when they change."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from exist_desktop.domain.day import Zone, latest_day, local, proposed_day, seconds_to_next_roll, today

LONGEST_SLEEP = 60.0
"""Seconds after which the time is checked anyway: clocks are set, computers sleep, people travel.

A timer does not run while the computer sleeps, and a window in front stays in front: without this, a person who opens
the lid in the morning would still see yesterday's day on the page.
"""


class WallTime(Protocol):
    """The time that the computer shows."""

    def now(self) -> float:
        """Seconds since 1970."""

    def computer_zone(self) -> tzinfo:
        """Returns the computer's own zone."""


class PersonTime(WallTime, Protocol):
    """The zone and the end of day by which a person counts their days."""

    def zone(self) -> Zone:
        """Returns the zone that days are counted in."""

    def day_ends_at(self) -> int:
        """Returns the hour at which the person's day ends, 0 to 23."""


class DayClock(QObject):
    """The current day in the account's zone.

    Signals:
        rolled(): the proposed day, or the last day that entries are accepted for, has changed.
    """

    rolled = Signal()

    def __init__(self, time: PersonTime, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._time = time
        self._seen = (self.proposed(), self.latest())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self.look)
        self._wind()

    @property
    def zone(self) -> Zone:
        """The current zone."""
        return self._time.zone()

    @property
    def day_ends_at(self) -> int:
        """The hour at which the person's day ends."""
        return self._time.day_ends_at()

    def proposed(self) -> date:
        """Returns the day that a new entry belongs to unless the person chooses another."""
        return proposed_day(self._time.now(), self.zone.info, self.day_ends_at)

    def calendar_day(self) -> date:
        """Returns the date in the current zone."""
        return today(self._time.now(), self.zone.info)

    def latest(self) -> date:
        """Returns the last day that entries are accepted for."""
        return latest_day(self._time.now(), self.zone.info)

    def here(self) -> datetime:
        """Returns the wall-clock time in the current zone."""
        return local(self._time.now(), self.zone.info)

    def computer_time(self) -> datetime:
        """Returns the wall-clock time of the computer's zone."""
        return local(self._time.now(), self._time.computer_zone())

    @property
    def elsewhere(self) -> bool:
        """Whether the computer's wall clock differs from the time in the current zone."""
        apart = self.here().utcoffset() or timedelta()
        return apart != (self.computer_time().utcoffset() or timedelta())

    def look(self) -> None:
        """Compares the time with the last one seen; called by the timer, and when a window becomes active."""
        seen = (self.proposed(), self.latest())
        if seen != self._seen:
            self._seen = seen
            self.rolled.emit()
        self._wind()

    def _wind(self) -> None:
        seconds = seconds_to_next_roll(self._time.now(), self.zone.info, self.day_ends_at)
        self._timer.start(round(min(max(seconds, 0.0), LONGEST_SLEEP) * 1000) + 50)

    def stop(self) -> None:
        """Stops the timer."""
        self._timer.stop()
