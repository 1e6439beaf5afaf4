"""The decisions about an op and what they are based on: the types that `plan` and `readiness` share."""

from __future__ import annotations

from msgspec import Struct

from exist_desktop.api.batches import Acquire
from exist_desktop.domain.commands import Key
from exist_desktop.domain.creation import PendingAttribute
from exist_desktop.domain.outbox.op_outcome import OpOutcome
from exist_desktop.domain.ownership.entries import OwnerEntry, OwnerKind
from exist_desktop.domain.ownership.outcomes import OwnerOutcome
from exist_desktop.domain.values import NotRead
from exist_desktop.store.history import Reading
from exist_desktop.store.outbox.ops import Dispatch, Outbox
from exist_desktop.sync.push.steps import PlanContext

FRESH_SECONDS = 60.0
"""The greatest age of what a decision depends on: a base, the value before a total, an owner."""


class Ready(Struct, frozen=True):
    """It is sent with the next call."""

    dispatch: Dispatch


class LacksPermission(Struct, frozen=True):
    """The attribute may not be created with these scopes; the person has to know."""

    pending: PendingAttribute


class Later(Struct, frozen=True):
    """Nothing to do before that instant, or None if something else must happen first."""

    until: float | None


class NeedsOwner(Struct, frozen=True):
    """The owner of the attribute must be read first."""

    name: str


class NeedsOwnership(Struct, frozen=True):
    """The attribute must be acquired first."""

    item: Acquire
    entry: int | None = None


class NeedsRelease(Struct, frozen=True):
    """The attribute must be released, as the entry of that number says."""

    name: str
    entry: int


class NeedsValue(Struct, frozen=True):
    """The value that it depends on must be read first."""

    key: Key


class NeedsCreation(Struct, frozen=True):
    """The attribute must be created first."""

    pending: PendingAttribute


Decision = (
    OpOutcome
    | OwnerOutcome
    | NeedsCreation
    | LacksPermission
    | Ready
    | Later
    | NeedsOwner
    | NeedsOwnership
    | NeedsRelease
    | NeedsValue
)


class Case(Struct, frozen=True):
    """A part of the outbox at a moment, with the keys that have something in flight or a newer total waiting."""

    outbox: Outbox
    moment: PlanContext
    in_flight: frozenset[Key]
    totals: frozenset[Key]

    def fence(self, key: Key) -> float:
        """Returns the instant before which no request for the key may be sent."""
        return self.outbox.fences.get(key, 0.0)

    def wish(self, name: str) -> OwnerEntry | None:
        """Returns what is wanted of the attribute's owner before its entries are sent.

        That is a take-over that is not held, or a give-back that is on its way.
        """
        return next(
            (
                wish
                for wish in self.outbox.wishes
                if wish.attribute == name
                and (wish.in_flight or (wish.kind is OwnerKind.TAKE_OVER and wish.reason is None))
            ),
            None,
        )

    def fresh(self, key: Key, since: float = 0.0) -> Reading | None:
        """Returns the key's reading if it is fresh and not older than `since`."""
        reading = self.outbox.readings.get(key)
        oldest = max(self.moment.now - FRESH_SECONDS, since)
        if reading is None or isinstance(reading.value, NotRead) or reading.at < oldest:
            return None
        return reading
