"""The state of the connection to Exist, as facts that a window can put into words."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from exist_desktop.domain.history.progress import HistoryProgress
from exist_desktop.domain.outbox.ops import Counts

CLOCK_APART_SECONDS = 5 * 60.0
"""By how much this computer's clock may differ from Exist's before the person is told."""


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
    """A later version of this program has changed the data, so this one writes and sends nothing more."""
    FAULT = "fault"
    """The last try ended with a bug of this program. Its traceback is in the log."""


@dataclass(frozen=True)
class SyncStatus:
    """The worker's state. `last_sync` and `until` are instants in seconds since 1970; `until` ends a pause.

    `clock_ahead` is by how many seconds this computer's clock is ahead of Exist's, or None if it is right.
    """

    condition: Condition = Condition.STARTING
    counts: Counts = field(default_factory=Counts)
    last_sync: float | None = None
    until: float | None = None
    clock_ahead: float | None = None
    history: HistoryProgress = field(default_factory=HistoryProgress)

    @property
    def offline(self) -> bool:
        """Whether Exist cannot be reached."""
        return self.condition is Condition.OFFLINE
