"""A clock in the test's hand."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from exist_desktop.store.outbox.clock_correction import Uptime

NOON_IN_MELBOURNE = datetime(2026, 11, 22, 1, 0, tzinfo=UTC).timestamp()


class SteppedClock:
    """Time that passes when a test says so; beside that each look takes a moment, as it does on a computer.

    `wall` is what the person can set; `now` goes on by itself, whatever the wall clock says. `system_started` is when
    the computer did, by this clock, where it tells that.
    """

    def __init__(self, start: float = NOON_IN_MELBOURNE, *, system_started: float | None = None) -> None:
        self._now = start
        self._system_started = system_started
        self._ahead = 0.0
        self._sleeper: tuple[asyncio.Event, float] | None = None

    def uptime(self) -> Uptime | None:
        if self._system_started is None:
            return None
        return Uptime("its only start", self._now - self._system_started)

    def wall(self) -> float:
        return self._now + self._ahead

    def now(self) -> float:
        self._now += 0.001
        return self._now

    async def wait(self, event: asyncio.Event, until: float) -> None:
        self._sleeper = event, until
        while not event.is_set() and self._now < until:  # noqa: ASYNC110 - the test lets the time pass
            await asyncio.sleep(0)
        self._sleeper = None

    @property
    def wakes_at(self) -> float | None:
        """Until when somebody sleeps by this clock, None while there is something to do."""
        if self._sleeper is None or self._sleeper[0].is_set() or self._sleeper[1] <= self._now:
            return None
        return self._sleeper[1]

    def true(self) -> float:
        """The time at the server, which nobody sets."""
        return self._now

    def pass_(self, **span: float) -> None:
        self._now += timedelta(**span).total_seconds()

    def pass_until(self, instant: float) -> None:
        self._now = max(self._now, instant)

    def set_wall(self, **ahead: float) -> None:
        """The person sets the computer's clock."""
        self._ahead = timedelta(**ahead).total_seconds()
