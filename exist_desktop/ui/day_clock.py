"""The person's day: which one is proposed, the last one that can be chosen, and when that changes."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from exist_desktop.domain.day import Zone, latest_day, local, proposed_day, seconds_to_next_roll, today

LONGEST_SLEEP = 60.0
"""Seconds after which the time is looked at anyway: clocks are set, computers sleep, people travel.

A timer stands still while the computer sleeps, and a window that was in front stays there: nothing else would tell a
person who opens the lid in the morning that the day on the page is yesterday's.
"""


class WallTime(Protocol):
    """The time that the computer shows."""

    def now(self) -> float:
        """Seconds since 1970."""

    def computer_zone(self) -> tzinfo:
        """The computer's own zone."""


class PersonTime(WallTime, Protocol):
    """The time by which a person counts their days."""

    def zone(self) -> Zone:
        """The zone that days are counted in."""

    def day_ends_at(self) -> int:
        """The hour at which the person's day ends, 0 to 23."""


class DayClock(QObject):
    """Knows the day in the account's zone.

    Signals:
        rolled(): the proposed day, or the last one that entries are accepted for, is another.
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
        """The zone in use now."""
        return self._time.zone()

    @property
    def day_ends_at(self) -> int:
        """The hour at which the person's day ends."""
        return self._time.day_ends_at()

    def proposed(self) -> date:
        """The day that a new entry belongs to unless the person says otherwise."""
        return proposed_day(self._time.now(), self.zone.info, self.day_ends_at)

    def calendar_day(self) -> date:
        """The date in the zone in use."""
        return today(self._time.now(), self.zone.info)

    def latest(self) -> date:
        """The last day that entries are accepted for."""
        return latest_day(self._time.now(), self.zone.info)

    def here(self) -> datetime:
        """The wall-clock time in the zone in use."""
        return local(self._time.now(), self.zone.info)

    def computer_time(self) -> datetime:
        """The wall-clock time of the computer's zone."""
        return local(self._time.now(), self._time.computer_zone())

    @property
    def elsewhere(self) -> bool:
        """Whether the computer's wall clock shows another time than the zone in use."""
        apart = self.here().utcoffset() or timedelta()
        return apart != (self.computer_time().utcoffset() or timedelta())

    def look(self) -> None:
        """Compares the time with the one seen last; called by the timer, and when a window becomes active."""
        seen = (self.proposed(), self.latest())
        if seen != self._seen:
            self._seen = seen
            self.rolled.emit()
        self._wind()

    def _wind(self) -> None:
        seconds = seconds_to_next_roll(self._time.now(), self.zone.info, self.day_ends_at)
        self._timer.start(round(min(max(seconds, 0.0), LONGEST_SLEEP) * 1000) + 50)

    def stop(self) -> None:
        """Ends the timer."""
        self._timer.stop()
