"""What the worker has found out about take-overs and give-backs; the store applies them in one transaction."""

from __future__ import annotations

from msgspec import Struct

from exist_desktop.domain.outbox.ops import Reason


class OwnerDone(Struct, frozen=True):
    """The attribute has the owner that was wanted, as a reading or an answer says."""

    entry: int


class OwnerAnswered(Struct, frozen=True):
    """Exist said that it released the attribute. The next reading says who has it now."""

    entry: int


class OwnerRestored(Struct, frozen=True):
    """`manual` was asked for as it was before the take-over; the release comes next."""

    entry: int


class OwnerReturns(Struct, frozen=True):
    """It was not applied, or may be repeated, and waits again until `not_before`. `strange` as in `OwnerUnclear`."""

    entry: int
    not_before: float = 0.0
    strange: bool = False


class OwnerUnclear(Struct, frozen=True):
    """The request may have been applied: `owned/` decides. `strange` is whether the answer made no sense."""

    entry: int
    strange: bool = False


class OwnerHeld(Struct, frozen=True):
    """It was not applied and needs the person, or has to wait until `until`."""

    entry: int
    reason: Reason
    detail: str = ""
    until: float = 0.0


OwnerOutcome = OwnerDone | OwnerAnswered | OwnerRestored | OwnerReturns | OwnerUnclear | OwnerHeld
