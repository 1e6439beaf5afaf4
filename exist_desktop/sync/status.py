"""The state of the connection to Exist, as facts that a window can put into words."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from msgspec import Struct, field

from exist_desktop.domain.history.progress import HistoryProgress
from exist_desktop.domain.outbox.ops import Counts
from exist_desktop.errors import AppError, ErrorObserver

CLOCK_APART_SECONDS = 5 * 60.0
"""By how much this computer's clock may differ from Exist's before the window says so."""


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


class SyncStatus(Struct, frozen=True):
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


class SyncObserver(ErrorObserver, Protocol):
    """Shows what the worker does."""

    def publish_status(self, status: SyncStatus) -> None:
        """Called with each new status."""


class Unobserved:
    """Shows nothing, as in a shell, which asks for the results itself."""

    def publish_status(self, status: SyncStatus) -> None:
        """Does nothing."""

    def publish_error(self, error: AppError) -> None:
        """Does nothing."""


class SyncResult(Struct, frozen=True):
    """The result of an explicit sync, with the counts of entries after it.

    `next_at` is the earliest instant at which more can be done, or None if nothing is planned. `read_at` is when
    everything was last read. Both are in seconds since 1970.
    """

    condition: Condition
    waiting: int
    checking: int
    held: int
    next_at: float | None
    read_at: float | None

    @classmethod
    def after(cls, status: SyncStatus, next_at: float | None) -> SyncResult:
        """Returns the result of a sync that ended with that status."""
        counts = status.counts
        return cls(status.condition, counts.waiting, counts.checking, counts.held, next_at, status.last_sync)
