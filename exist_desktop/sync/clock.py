"""Two clocks: one for days, and one that ignores changes of the computer's clock."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from functools import cache
from pathlib import Path
from typing import Protocol

from exist_desktop.domain.day import WallClock
from exist_desktop.store.outbox.clock_correction import Uptime

NAP_SECONDS = 60.0
"""How many seconds late an instant may be noticed that passed while the computer slept."""


class Clock(WallClock, Protocol):
    """The computer's clock, and one that ignores how it is set. Both are in seconds since 1970."""

    def now(self) -> float:
        """Returns a time that never jumps while the program runs, for waiting, fences and ages."""

    def uptime(self) -> Uptime | None:
        """Returns how long the system has been running, or None if its starts cannot be distinguished."""

    async def wait(self, event: asyncio.Event, until: float) -> None:
        """Waits for the event, at most until that instant of `now`."""


class ComputerClock:
    """The computer's clock, and one that was set by it once and has run by itself since."""

    def __init__(self) -> None:
        self._offset = time.time() - _running()

    def wall(self) -> float:
        """Returns the time by the computer's clock."""
        return time.time()

    def now(self) -> float:
        """Returns the time by the clock that runs by itself."""
        return self._offset + _running()

    def uptime(self) -> Uptime | None:
        """Returns how long the system has been running, on Linux."""
        start = _start()
        return None if start is None else Uptime(start, _running())

    async def wait(self, event: asyncio.Event, until: float) -> None:
        """Waits in short steps, because the loop's own time stops while the computer sleeps."""
        while not event.is_set() and (left := until - self.now()) > 0:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(min(left, NAP_SECONDS)):
                    await event.wait()


@cache
def _start() -> str | None:
    """Returns the name that Linux has given to its current run."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return None


def _running() -> float:
    """Returns monotonic seconds, including suspend where available."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()
