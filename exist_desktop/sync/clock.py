"""Time, handed in: one clock for days and one that no adjustment of the computer's clock can disturb."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from functools import cache
from pathlib import Path
from typing import Protocol

from exist_desktop.store.outbox.clock_correction import Uptime

NAP_SECONDS = 60.0
"""How late an instant may be noticed that passed while the computer slept."""


class Clock(Protocol):
    """Both are in seconds since 1970."""

    def wall(self) -> float:
        """What the computer's clock says; for days, and for what people read."""

    def now(self) -> float:
        """Never jumps while the program runs; for waiting, fences and ages."""

    def uptime(self) -> Uptime | None:
        """How long the system has been running; None where it does not tell one start of it from another."""

    async def wait(self, event: asyncio.Event, until: float) -> None:
        """Waits for the event, but not past that instant of `now`."""


class ComputerClock:
    """The computer's clock, and one that was set by it once and runs by itself since."""

    def __init__(self) -> None:
        self._offset = time.time() - _running()

    def wall(self) -> float:
        """What the computer's clock says."""
        return time.time()

    def now(self) -> float:
        """The time by the clock that runs by itself."""
        return self._offset + _running()

    def uptime(self) -> Uptime | None:
        """How long the system has been running, on Linux."""
        start = _start()
        return None if start is None else Uptime(start, _running())

    async def wait(self, event: asyncio.Event, until: float) -> None:
        """Waits in naps, for the loop's own time stands still while the computer sleeps."""
        while not event.is_set() and (left := until - self.now()) > 0:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(min(left, NAP_SECONDS)):
                    await event.wait()


@cache
def _start() -> str | None:
    """The name that Linux has given to its present run."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return None


def _running() -> float:
    """Seconds by a clock that nobody sets and that, where the system has one, goes on while the computer sleeps."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()
