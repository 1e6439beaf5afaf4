"""How things stand with Exist, as facts that a window can put into words."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from exist_desktop.domain.outbox.ops import Counts

CLOCK_APART_SECONDS = 5 * 60.0
"""By how much this computer's clock may differ from Exist's before that is worth a word."""


class Condition(StrEnum):
    """The one thing that matters most about the connection right now."""

    STARTING = "starting"
    IDLE = "idle"
    SENDING = "sending"
    READING = "reading"
    OFFLINE = "offline"
    PAUSED = "paused"
    TROUBLE = "trouble"
    NOT_PRIVATE = "not_private"
    SIGNED_OUT = "signed_out"
    READ_ONLY = "read_only"
    UPDATED = "updated"
    """A later version of this program has changed the data; this one writes no more, and so it sends no more."""
    FAULT = "fault"
    """A bug of this program ended the last try; its traceback is in the log."""


@dataclass(frozen=True)
class SyncStatus:
    """The worker's state. `last_sync` and `until` are instants in seconds since 1970; `until` ends a pause.

    `clock_ahead` is there while this computer's clock is wrong: by how many seconds it is ahead of Exist's.
    """

    condition: Condition = Condition.STARTING
    counts: Counts = field(default_factory=Counts)
    last_sync: float | None = None
    until: float | None = None
    clock_ahead: float | None = None

    @property
    def offline(self) -> bool:
        """Whether Exist cannot be reached."""
        return self.condition is Condition.OFFLINE
