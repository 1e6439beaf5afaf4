"""Sending: ops are marked before a request leaves (T2), and what came of them is written after its answer (T3).

Each function is one part of a transaction. T2 commits before the first byte of a request leaves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from exist_desktop.domain.commands import Lines, SetValue
from exist_desktop.domain.outbox.op_outcome import (
    AnswerLost,
    Arrived,
    CheckGoesOn,
    FoundThere,
    GaveWay,
    IsDoubtful,
    NotApplied,
    OpOutcome,
    WasHeld,
)
from exist_desktop.domain.outbox.ops import Op, OpState, Outcome, Phase, Reason
from exist_desktop.store import history
from exist_desktop.store.outbox import consent, slots
from exist_desktop.store.outbox.ops import Dispatch, in_flight
from exist_desktop.store.outbox.transitions import Transition, move
from exist_desktop.store.transaction import Transaction


def begin(tx: Transaction, dispatches: Iterable[Dispatch], now: float) -> tuple[Op, ...]:
    """Marks ops as sending, with the instant and the bases (T2). Ops that have changed meanwhile are left out."""
    begun = []
    for dispatch in dispatches:
        op = slots.get(tx, dispatch.op)
        again = op.state is OpState.UNKNOWN
        if not again and (op.state is not OpState.PENDING or op.command != dispatch.command):
            continue
        base, total = (op.base, op.total) if again else (dispatch.base, dispatch.total)
        phase = Phase.RESENT if again else (op.phase if isinstance(op.command, SetValue) else Phase.LOST)
        move(tx, op.id, Transition.BEGIN, sent_at=now, base=base, total=total, phase=phase)
        if dispatch.room is not None and not again:
            _hold_the_rest(tx, op, dispatch)
        begun.append(slots.get(tx, op.id))
    return tuple(begun)


def _hold_the_rest(tx: Transaction, op: Op, dispatch: Dispatch) -> None:
    """Holds the lines for which the text has no room."""
    assert isinstance(op.command, Lines)
    assert dispatch.room is not None
    rest = slots.part(tx, op, range(dispatch.room, len(op.command.changes)))
    slots.hold(tx, slots.get(tx, rest), Reason.TOO_LONG, dispatch.total or "")
    slots.refold(tx, op.id)


def settle(tx: Transaction, found: Sequence[OpOutcome], now: float) -> None:
    """Saves what became of ops, and each attempt in their history (T3).

    What was found out without a request is dropped if the person has changed the op meanwhile.
    """
    for settlement in found:
        op = slots.get(tx, settlement.op)
        if not _still_holds(tx, op, settlement):
            continue
        _settle_one(tx, op, settlement, now)
        tx.execute("INSERT INTO attempt VALUES (?, ?, ?)", (op.id, now, _result(settlement)))


def _still_holds(tx: Transaction, op: Op, settlement: OpOutcome) -> bool:
    """Whether the op is unfinished, and is still what the outcome was found for."""
    if op.state in (OpState.DONE, OpState.DROPPED):
        return False
    match settlement:
        case Arrived(outcome=Outcome.MOOT):
            waiting = slots.of_key(tx, op.key).waiting
            return waiting is not None and isinstance(waiting.command, SetValue)
        case Arrived(outcome=Outcome.CANCELLED_OUT):
            return op.state is OpState.PENDING and settlement.of == op.command
        case FoundThere(of=of) | GaveWay(of=of):
            return op.state is OpState.PENDING and op.command == of
    return True


def _settle_one(tx: Transaction, op: Op, settlement: OpOutcome, now: float) -> None:
    match settlement:
        case Arrived():
            _arrived(tx, op, settlement, now)
        case NotApplied(not_before=not_before, strange=strange, detail=detail):
            waiting = slots.back_to_waiting(tx, op)
            _delay(tx, waiting, not_before, strange=strange)
            slots.note(tx, waiting, detail)
        case AnswerLost(fence_until=until, strange=strange):
            _answer_lost(tx, op, until, strange=strange)
        case CheckGoesOn(phase=phase, checked_at=checked_at, not_before=not_before, strange=strange):
            move(
                tx,
                op.id,
                Transition.GO_ON_CHECKING,
                phase=phase,
                checked_at=checked_at,
                not_before=not_before,
                strange=op.strange + strange,
            )
        case WasHeld(reason=reason, detail=detail, until=until):
            slots.hold_waiting(tx, op, reason, detail, until)
        case IsDoubtful(reason=reason, detail=detail):
            slots.doubt(tx, op, reason, detail)
        case FoundThere(places=places):
            _part_found(tx, op, places, now)
        case GaveWay():
            _gave_way(tx, op, now)


def _arrived(tx: Transaction, op: Op, found: Arrived, now: float) -> None:
    if found.total is not None:
        history.put_written(tx, op.key, found.total, now)
    slots.finish(tx, op, found.outcome, found.total, now)
    if found.outcome is Outcome.MOOT:
        _accept_base(tx, op)
    consent.use_up_consent(tx, op.key.attribute)


def _gave_way(tx: Transaction, op: Op, now: float) -> None:
    tx.execute("UPDATE entry SET undone_at = ? WHERE op = ? AND undone_at IS NULL", (now, op.id))
    move(tx, op.id, Transition.DROP, outcome=Outcome.KEPT)
    consent.use_up_consent(tx, op.key.attribute)


def _part_found(tx: Transaction, op: Op, places: Collection[int], now: float) -> None:
    """Finishes the lines that were found in Exist; the others wait as if they had never left."""
    assert isinstance(op.command, Lines)
    others = set(range(len(op.command.changes))) - set(places)
    tx.execute("UPDATE op SET phase = NULL WHERE id = ?", (op.id,))
    if not places:
        return
    slots.finish(tx, op, Outcome.COMPARED, None, now)
    if others:
        slots.part(tx, op, others)
        slots.refold(tx, op.id)


def _accept_base(tx: Transaction, overtaken: Op) -> None:
    """Lets the total that made a doubtful addition moot also replace the base, if the addition never arrived.

    Undoing it must correct whatever became of the addition, as if it had left itself.
    """
    waiting = slots.of_key(tx, overtaken.key).waiting
    if waiting is not None:
        tx.execute(
            "UPDATE op SET accepted = ifnull(accepted, ?), phase = ? WHERE id = ?",
            (overtaken.base, Phase.LOST, waiting.id),
        )


def _answer_lost(tx: Transaction, op: Op, until: float, *, strange: bool) -> None:
    slots.fence(tx, op.key, until)
    if isinstance(op.command, SetValue):
        waiting = slots.back_to_waiting(tx, op)
        tx.execute("UPDATE op SET phase = ? WHERE id = ?", (Phase.LOST, waiting))
        tx.execute("INSERT OR IGNORE INTO unanswered VALUES (?, ?)", (waiting, op.command.value))
        _delay(tx, waiting, 0.0, strange=strange)
        return
    move(tx, op.id, Transition.LOSE_ANSWER, strange=op.strange + strange)


def _delay(tx: Transaction, op_id: int, not_before: float, *, strange: bool) -> None:
    tx.execute("UPDATE op SET not_before = ?, strange = strange + ? WHERE id = ?", (not_before, strange, op_id))


def _result(settlement: OpOutcome) -> str:
    """Returns the outcome as a word for the history of attempts."""
    match settlement:
        case Arrived(outcome=outcome):
            return outcome
        case WasHeld(reason=reason) | IsDoubtful(reason=reason):
            return f"held: {reason}"
        case _:
            return type(settlement).__name__


def recover(tx: Transaction, fence_until: float, now: float) -> int:
    """Treats ops that were being sent when the program ended as unanswered. Returns how many there were."""
    found = [op for op in in_flight(tx) if op.state is OpState.SENDING]
    settle(tx, [AnswerLost(op.id, fence_until) for op in found], now)
    return len(found)


def drop_old_fences(tx: Transaction, now: float) -> None:
    """Deletes fences of the past."""
    tx.execute("DELETE FROM fence WHERE account = ? AND until <= ?", (tx.account.id, now))
