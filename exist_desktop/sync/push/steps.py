"""The steps that the worker knows, and the circumstances in which the next one is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from exist_desktop.api.batches import MOST_ITEMS, Acquire
from exist_desktop.domain.commands import Key
from exist_desktop.domain.creation import PendingAttribute
from exist_desktop.domain.outbox.increment_check import SETTLING_SECONDS
from exist_desktop.domain.outbox.op_outcome import OpOutcome
from exist_desktop.store.outbox.ops import Dispatch

STRANGE_LIMIT = 3
"""Answers without sense after which the person is asked."""


@dataclass(frozen=True)
class Permissions:
    """What the token in use allows; `granted` are its scopes, None where the server never told them."""

    granted: frozenset[str] | None = None
    read_only: bool = False


@dataclass(frozen=True)
class PlanContext:
    """The circumstances of a decision.

    `owners_read` has when each owner was last asked for, `unreadable` the names whose values Exist does not show to
    this token, `batch` how many items a call may carry: fewer than usual while a bad one is being looked for. It is
    `blind` after Exist did not give values: what needs none of them goes on. `began` is when this run did: between two
    commands of a shell anything may have changed, so that a total is compared with what the second one has read.
    """

    now: float
    rights: Permissions = Permissions()
    settling: float = SETTLING_SECONDS
    owners_read: Mapping[str, float] = field(default_factory=dict)
    unreadable: frozenset[str] = frozenset()
    batch: int = MOST_ITEMS
    blind: bool = False
    began: float = 0.0


@dataclass(frozen=True)
class SettleOps:
    """Nothing to send: ops to settle from what is known already."""

    found: tuple[OpOutcome, ...]


@dataclass(frozen=True)
class ReadOwners:
    """Ask who owns these attributes now, before one is acquired."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class AcquireOwnership:
    """Become the owner of these."""

    items: tuple[Acquire, ...]


@dataclass(frozen=True)
class CreateAttributes:
    """Make these attributes, which the person wants and Exist does not have."""

    items: tuple[PendingAttribute, ...]


@dataclass(frozen=True)
class ReadValues:
    """Read the values of these keys: bases, lost additions, totals that waited long."""

    keys: tuple[Key, ...]


@dataclass(frozen=True)
class SendTotals:
    """Send these totals in one call; lines are sent as the text that they make."""

    dispatches: tuple[Dispatch, ...]


@dataclass(frozen=True)
class SendIncrements:
    """Send these additions in one call; no name comes twice."""

    dispatches: tuple[Dispatch, ...]


@dataclass(frozen=True)
class Idle:
    """Nothing to do before that instant; None where only a new entry, or the person, can change anything."""

    until: float | None


Step = SettleOps | ReadOwners | AcquireOwnership | CreateAttributes | ReadValues | SendTotals | SendIncrements | Idle
