"""The steps of the worker, and the circumstances in which the next one is chosen."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from exist_desktop.api.batches import MOST_ITEMS, Acquire
from exist_desktop.domain.commands import Key
from exist_desktop.domain.creation import PendingAttribute
from exist_desktop.domain.outbox.increment_check import SETTLING_SECONDS
from exist_desktop.domain.outbox.op_outcome import OpOutcome
from exist_desktop.domain.ownership.outcomes import OwnerOutcome
from exist_desktop.store.outbox.ops import Dispatch

STRANGE_LIMIT = 3
"""After so many answers that make no sense the person is asked."""


class Permissions(Struct, frozen=True):
    """What the token in use allows. `granted` are its scopes, or None if the server has not said."""

    granted: frozenset[str] | None = None
    read_only: bool = False


class PlanContext(Struct, frozen=True):
    """The circumstances of a decision.

    `owners_read` has the instant at which each owner was last read, `unreadable` the names whose values Exist does not
    show to this token. `batch` is how many items a call may have: fewer while a bad one is looked for. `blind` means
    that Exist just failed to give values; what needs none goes on. `began` is when this run began. Anything may have
    changed between two commands of a shell, so the second compares totals with its own reading.
    """

    now: float
    rights: Permissions = Permissions()
    settling: float = SETTLING_SECONDS
    owners_read: Mapping[str, float] = field(default_factory=dict)
    unreadable: frozenset[str] = frozenset()
    batch: int = MOST_ITEMS
    blind: bool = False
    began: float = 0.0


class SettleOps(Struct, frozen=True):
    """Save these outcomes, which are known without a request."""

    found: tuple[OpOutcome, ...]


class ReadOwners(Struct, frozen=True):
    """Read who owns these attributes now, before one is acquired."""

    names: tuple[str, ...]


class SettleOwners(Struct, frozen=True):
    """Save these outcomes of take-overs and give-backs, which are known without a request."""

    found: tuple[OwnerOutcome, ...]


class AcquireOwnership(Struct, frozen=True):
    """Acquire these attributes. `entries` has the take-overs, and give-backs that restore `manual`, by attribute."""

    items: tuple[Acquire, ...]
    entries: Mapping[str, int] = field(default_factory=dict)


class ReleaseOwnership(Struct, frozen=True):
    """Release these attributes, by the numbers of the give-backs."""

    entries: Mapping[str, int]


class CreateAttributes(Struct, frozen=True):
    """Create these attributes, which the person wants and Exist does not have."""

    items: tuple[PendingAttribute, ...]


class HoldCreations(Struct, frozen=True):
    """Hold these creations, which the scopes do not allow."""

    items: tuple[PendingAttribute, ...]


class ReadValues(Struct, frozen=True):
    """Read the values of these keys: for bases, lost additions, and totals that waited long."""

    keys: tuple[Key, ...]


class SendTotals(Struct, frozen=True):
    """Send these totals in one call. Lines are sent as the text that they result in."""

    dispatches: tuple[Dispatch, ...]


class SendIncrements(Struct, frozen=True):
    """Send these additions in one call; no name comes twice."""

    dispatches: tuple[Dispatch, ...]


class Idle(Struct, frozen=True):
    """Nothing to do before that instant, or None if only a new entry or the person can change anything."""

    until: float | None


Step = (
    SettleOps
    | SettleOwners
    | ReadOwners
    | AcquireOwnership
    | ReleaseOwnership
    | CreateAttributes
    | HoldCreations
    | ReadValues
    | SendTotals
    | SendIncrements
    | Idle
)
