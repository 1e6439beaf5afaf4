"""Time, handed in: one clock for days and one that no adjustment of the computer's clock can disturb."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Both are in seconds since 1970."""

    def wall(self) -> float:
        """What the computer's clock says; for days, and for what people read."""

    def now(self) -> float:
        """Never jumps while the program runs; for waiting, fences and ages."""


class ComputerClock:
    """The computer's clock, and one that was set by it once and runs by itself since."""

    def __init__(self) -> None:
        self._offset = time.time() - time.monotonic()

    def wall(self) -> float:
        """What the computer's clock says."""
        return time.time()

    def now(self) -> float:
        """The time by the clock that runs by itself."""
        return self._offset + time.monotonic()
