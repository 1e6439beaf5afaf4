"""What an answer, or its absence, means for the ops of a call: pure functions, and the only place that decides it.

What was not surely refused may have been applied. Then a total is sent again after a fence, and an addition is not
repeated before its value was read.
"""

from __future__ import annotations

from collections.abc import Sequence

from exist_desktop.api.batches import Accepted, Batch, ItemResult, Rejected, Unanswered
from exist_desktop.domain.commands import Increment, Lines, SetValue
from exist_desktop.domain.day import DAY_SECONDS, HOUR_SECONDS
from exist_desktop.domain.outbox.op_outcome import (
    AnswerLost,
    Arrived,
    CheckGoesOn,
    IsDoubtful,
    NotApplied,
    OpOutcome,
    WasHeld,
)
from exist_desktop.domain.outbox.ops import Op, OpState, Outcome, Phase, Reason
from exist_desktop.domain.values import total
from exist_desktop.errors import RequestError, RequestErrorKind

NOT_THE_OWNER = "unauthorised"
"""The error code of a write to an attribute that this client does not own."""

REASONS = {
    "validation": Reason.INVALID,
    "missing_field": Reason.INVALID,
    "not_allowed": Reason.SCOPE,
    "not_found": Reason.NOT_FOUND,
}
"""Error codes after which the person has to decide, and the reason that they see."""


def of_error(ops: Sequence[Op], error: RequestError, now: float, settling: float) -> list[OpOutcome]:
    """Returns the outcomes of the ops of a call that failed as a whole."""
    kind = error.kind
    if kind.one_item_may_be_why and len(ops) == 1:
        return [WasHeld(op.id, reason_of_refusal(error), error.text) for op in ops]
    if kind.refused_whole and not kind.one_item_may_be_why:
        return [WasHeld(op.id, Reason.ENDPOINT, error.text, until=now + DAY_SECONDS) for op in ops]
    if kind.surely_not_applied:
        return [NotApplied(op.id) for op in ops]
    return [AnswerLost(op.id, now + settling, strange=kind is RequestErrorKind.STRANGE) for op in ops]


def reason_of_refusal(error: RequestError) -> Reason:
    """Returns why the items of a refused call are held."""
    return Reason.SCOPE if error.kind is RequestErrorKind.FORBIDDEN else Reason.REFUSED


def of_batch(ops: Sequence[Op], fates: Batch, now: float, settling: float) -> list[OpOutcome]:
    """Returns the outcomes of the ops of a call that was answered, item by item in the order of the call."""
    return [_of_item(op, fate, now, settling) for op, fate in zip(ops, fates, strict=True)]


def denied(ops: Sequence[Op], fates: Batch) -> list[str]:
    """Returns the attributes of a call that this client does not own, as the answer shows."""
    pairs = zip(ops, fates, strict=True)
    return [op.key.attribute for op, fate in pairs if isinstance(fate, Rejected) and fate.code == NOT_THE_OWNER]


def _of_item(op: Op, fate: ItemResult, now: float, settling: float) -> OpOutcome:
    match fate:
        case Accepted():
            return _arrived(op, fate, now, settling)
        case Rejected(code=code, text=text):
            return _rejected(op, code, text, now)
        case Unanswered():
            return AnswerLost(op.id, now + settling, strange=True)


def _arrived(op: Op, fate: Accepted, now: float, settling: float) -> OpOutcome:
    if not isinstance(op.command, Increment):
        return Arrived(op.id, Outcome.ANSWERED, as_total(op).value)
    expected = total(op.before, op.command.delta)
    if not isinstance(fate.current, int | float | None):
        return AnswerLost(op.id, now + settling, strange=True)
    current = fate.current
    if op.phase is not None and op.phase.resent:
        if current is not None and abs(current - float(expected)) > 1e-6:
            return IsDoubtful(op.id, Reason.MAYBE_TWICE, str(current))
        return CheckGoesOn(op.id, Phase.ANSWERED, checked_at=now, not_before=now)
    return Arrived(op.id, Outcome.ANSWERED, expected if current is None else current)


def as_total(op: Op) -> SetValue:
    """Returns what is sent for an op that is no addition: its total, or the text that its lines result in."""
    if isinstance(op.command, SetValue):
        return op.command
    assert isinstance(op.total, str)
    return SetValue(op.key, op.total)


def _rejected(op: Op, code: str, text: str, now: float) -> OpOutcome:
    if code == NOT_THE_OWNER:
        return NotApplied(op.id)
    if isinstance(op.command, Lines) and op.total == "":
        return WasHeld(op.id, Reason.LAST_TEXT, text)
    if (reason := REASONS.get(code)) is not None:
        return WasHeld(op.id, reason, text or code)
    if op.strange == 0:
        return NotApplied(op.id, not_before=now + HOUR_SECONDS, strange=True, detail=text or code)
    return WasHeld(op.id, Reason.REFUSED, text or code)


def of_odd_values(ops: Sequence[Op], now: float, settling: float) -> list[OpOutcome]:
    """Returns the outcomes of ops whose key was read and has something that is not a value of its type."""
    found: list[OpOutcome] = []
    for op in ops:
        if op.state is OpState.PENDING:
            found.append(NotApplied(op.id, not_before=now + settling, strange=True))
        elif op.state is OpState.UNKNOWN and op.phase is not None:
            found.append(CheckGoesOn(op.id, op.phase, now, not_before=now + settling, strange=True))
    return found


def of_rejected_ownership(ops: Sequence[Op], fate: Rejected) -> list[OpOutcome]:
    """Returns the outcomes of ops whose attribute could not be acquired."""
    return [WasHeld(op.id, REASONS.get(fate.code, Reason.REFUSED), fate.text or fate.code) for op in ops]
