"""What the worker has found out about ops; the store applies the outcomes of a step in one transaction."""

from __future__ import annotations

from msgspec import Struct

from exist_desktop.domain.commands import Fold, Lines
from exist_desktop.domain.outbox.ops import Outcome, Phase, Reason
from exist_desktop.domain.values import Value


class Arrived(Struct, frozen=True):
    """It is in Exist, or need not be sent. `total` is what Exist has now, None if nothing was read or answered.

    `of` is the op's command if no request was needed to find that it has no effect.
    """

    op: int
    outcome: Outcome
    total: Value | None = None
    of: Fold | None = None


class NotApplied(Struct, frozen=True):
    """It was not applied and waits again until `not_before`; `strange` counts answers that made no sense.

    `detail` is what the server said if it refused for a reason that this program does not know.
    """

    op: int
    not_before: float = 0.0
    strange: bool = False
    detail: str = ""


class AnswerLost(Struct, frozen=True):
    """It may have been applied. No request for its key before `fence_until`: a total waits, an addition is checked."""

    op: int
    fence_until: float
    strange: bool = False


class CheckGoesOn(Struct, frozen=True):
    """A lost addition was looked for; the evidence so far, and the instant of the next look.

    `strange` is whether the answer made no sense.
    """

    op: int
    phase: Phase
    checked_at: float
    not_before: float
    strange: bool = False


class WasHeld(Struct, frozen=True):
    """It was not applied and needs the person, or has to wait until `until`."""

    op: int
    reason: Reason
    detail: str = ""
    until: float = 0.0


class IsDoubtful(Struct, frozen=True):
    """It may have been applied, and only the person can decide."""

    op: int
    reason: Reason
    detail: str = ""


class FoundThere(Struct, frozen=True):
    """Of the lines `of`, which may have been sent before data was lost, those at `places` are in Exist."""

    op: int
    of: Lines
    places: tuple[int, ...]


class GaveWay(Struct, frozen=True):
    """Exist has the value of the op `of` of a batch already, or another one that is to stay: the op is left out."""

    op: int
    of: Fold


OpOutcome = Arrived | NotApplied | AnswerLost | CheckGoesOn | WasHeld | IsDoubtful | FoundThere | GaveWay
