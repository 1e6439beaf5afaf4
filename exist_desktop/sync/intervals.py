"""How soon after a save it is sent, and how often everything is read."""

from __future__ import annotations

from msgspec import Struct

from exist_desktop.domain.day import HOUR_SECONDS
from exist_desktop.domain.outbox.undo import UNDO_SECONDS

READ_SECONDS = HOUR_SECONDS
"""Time between readings of everything while the window is visible."""
REFRESH_SECONDS = 60.0
"""The least time between readings that the person asks for."""
USUAL_REQUESTS = 3
"""How many requests a reading of everything takes at least: profile, owners, values."""
NEVER = float("inf")


class Intervals(Struct, frozen=True):
    """How long after a save it is sent, and how often everything is read, in seconds. `NEVER` is only when asked."""

    send_after: float = UNDO_SECONDS
    read_every: float = READ_SECONDS

    @property
    def sends(self) -> bool:
        """Whether entries are sent without being asked."""
        return self.send_after < NEVER

    @property
    def reads(self) -> bool:
        """Whether Exist is read without being asked."""
        return self.read_every < NEVER


USUAL = Intervals()
