"""Turns of what goes on in the background for long: the copy of the history, and what batches send.

Everything else goes first. Such work takes a turn of a few seconds and leaves the process lock to others after it.
"""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

TURN_SECONDS = 5.0
"""How long a turn may hold the process lock."""
RETRY_SECONDS = 0.4
"""How soon a process asks again for the lock that another one holds; less than the breath, so it gets it."""
BREATH_SECONDS = 0.5
"""How long the lock is left to other processes after a turn."""


class Timetable(Protocol):
    """Knows what else is to be done, since all of that goes first."""

    def may_go_on(self, turn: Turn, /) -> bool:
        """Whether another request may be made in this turn."""


class Turn(Struct, frozen=True):
    """A turn, until an instant. If it `gives_way`, it ends when something else is due."""

    timetable: Timetable
    ends: float
    gives_way: bool

    @property
    def goes_on(self) -> bool:
        """Whether another request may be made."""
        return self.timetable.may_go_on(self)

    def wait(self, share_wait: float) -> float:
        """Returns the seconds until the next request, 0 for now, if the hour's share has room in `share_wait`."""
        return max(0.0 if self.goes_on else BREATH_SECONDS, share_wait)
