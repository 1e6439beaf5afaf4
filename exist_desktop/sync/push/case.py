"""One op's case, and what can be decided about it: the words that `plan` and `readiness` have in common."""

from __future__ import annotations

from dataclasses import dataclass

from exist_desktop.api.batches import Acquire
from exist_desktop.domain.commands import Key
from exist_desktop.domain.creation import PendingAttribute
from exist_desktop.domain.outbox.op_outcome import OpOutcome
from exist_desktop.domain.values import NotRead
from exist_desktop.store.history import Reading
from exist_desktop.store.outbox.ops import Dispatch, Outbox
from exist_desktop.sync.push.steps import PlanContext

FRESH_SECONDS = 60.0
"""How old a base, what a total is compared with, or the word on an owner, may be."""


@dataclass(frozen=True)
class Ready:
    """It leaves with the next call."""

    dispatch: Dispatch


@dataclass(frozen=True)
class Later:
    """Nothing to do for it before that instant; None where something else must happen first."""

    until: float | None


@dataclass(frozen=True)
class NeedsOwner:
    """Who fills the attribute is to be asked first."""

    name: str


@dataclass(frozen=True)
class NeedsOwnership:
    """The attribute is to be acquired first."""

    item: Acquire


@dataclass(frozen=True)
class NeedsValue:
    """What it rests on is to be read first."""

    key: Key


@dataclass(frozen=True)
class NeedsCreation:
    """The attribute is to be made first."""

    pending: PendingAttribute


Decision = OpOutcome | NeedsCreation | Ready | Later | NeedsOwner | NeedsOwnership | NeedsValue


@dataclass(frozen=True)
class Case:
    """A part of the outbox at a moment, with the keys that have something in flight or a newer total waiting."""

    outbox: Outbox
    moment: PlanContext
    in_flight: frozenset[Key]
    totals: frozenset[Key]

    def fence(self, key: Key) -> float:
        """Until when the key takes no request."""
        return self.outbox.fences.get(key, 0.0)

    def fresh(self, key: Key, since: float = 0.0) -> Reading | None:
        """What Exist said about the key, where that was a moment ago and not before `since`."""
        reading = self.outbox.readings.get(key)
        oldest = max(self.moment.now - FRESH_SECONDS, since)
        if reading is None or isinstance(reading.value, NotRead) or reading.at < oldest:
            return None
        return reading
