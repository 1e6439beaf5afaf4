"""Sending: ops are marked before a request leaves (T2), and what came of them is written after its answer (T3).

Each function is one part of a transaction. T2 commits before the first byte of a request leaves.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence

from exist_desktop.domain.account import Account
from exist_desktop.domain.commands import Lines, SetValue
from exist_desktop.domain.outbox.op_outcome import (
    AnswerLost,
    Arrived,
    CheckGoesOn,
    FoundThere,
    IsDoubtful,
    NotApplied,
    OpOutcome,
    WasHeld,
)
from exist_desktop.domain.outbox.ops import Op, OpState, Outcome, Phase, Reason
from exist_desktop.store import history
from exist_desktop.store.outbox import consent, slots
from exist_desktop.store.outbox.ops import Dispatch, unfinished
from exist_desktop.store.outbox.transitions import Transition, move


def begin(connection: sqlite3.Connection, dispatches: Iterable[Dispatch], now: float) -> tuple[Op, ...]:
    """T2: marks ops as sending, with the instant and the bases. Those that have changed in the meantime stay behind."""
    begun = []
    for dispatch in dispatches:
        op = slots.get(connection, dispatch.op)
        again = op.state is OpState.UNKNOWN
        if not again and (op.state is not OpState.PENDING or op.command != dispatch.command):
            continue
        base, total = (op.base, op.total) if again else (dispatch.base, dispatch.total)
        phase = Phase.RESENT if again else (op.phase if isinstance(op.command, SetValue) else Phase.LOST)
        move(connection, op.id, Transition.BEGIN, sent_at=now, base=base, total=total, phase=phase)
        if dispatch.room is not None and not again:
            _hold_the_rest(connection, op, dispatch)
        begun.append(slots.get(connection, op.id))
    return tuple(begun)


def _hold_the_rest(connection: sqlite3.Connection, op: Op, dispatch: Dispatch) -> None:
    """The lines that the text has no room for stay behind, and need the person."""
    assert isinstance(op.command, Lines)
    assert dispatch.room is not None
    rest = slots.part(connection, op, range(dispatch.room, len(op.command.changes)))
    slots.hold(connection, slots.get(connection, rest), Reason.TOO_LONG, dispatch.total or "")
    slots.refold(connection, op.id)


def settle(connection: sqlite3.Connection, account: Account, found: Sequence[OpOutcome], now: float) -> None:
    """T3: keeps what became of ops, and notes the attempt in their history.

    Where the person was faster than what was found out without a request, it is found out anew.
    """
    for settlement in found:
        op = slots.get(connection, settlement.op)
        if not _still_holds(connection, account, op, settlement):
            continue
        _settle_one(connection, account, op, settlement, now)
        connection.execute("INSERT INTO attempt VALUES (?, ?, ?)", (op.id, now, _result(settlement)))


def _still_holds(connection: sqlite3.Connection, account: Account, op: Op, settlement: OpOutcome) -> bool:
    """Whether the op still stands, and is still without effect where that was found."""
    if op.state in (OpState.DONE, OpState.DROPPED):
        return False
    match settlement:
        case Arrived(outcome=Outcome.MOOT):
            waiting = slots.of_key(connection, account, op.key).waiting
            return waiting is not None and isinstance(waiting.command, SetValue)
        case Arrived(outcome=Outcome.CANCELLED_OUT):
            return op.state is OpState.PENDING and settlement.of == op.command
        case FoundThere(of=of):
            return op.state is OpState.PENDING and op.command == of
    return True


def _settle_one(connection: sqlite3.Connection, account: Account, op: Op, settlement: OpOutcome, now: float) -> None:
    match settlement:
        case Arrived(outcome=outcome, total=total):
            if total is not None:
                history.put_written(connection, account, op.key, total, now)
            slots.finish(connection, op, outcome, total, now)
            if outcome is Outcome.MOOT:
                _accept_base(connection, account, op)
            consent.use_up_consent(connection, account, op.key.attribute)
        case NotApplied(not_before=not_before, strange=strange, detail=detail):
            waiting = slots.back_to_waiting(connection, account, op)
            _delay(connection, waiting, not_before, strange=strange)
            slots.note(connection, waiting, detail)
        case AnswerLost(fence_until=until, strange=strange):
            _answer_lost(connection, account, op, until, strange=strange)
        case CheckGoesOn(phase=phase, checked_at=checked_at, not_before=not_before, strange=strange):
            move(
                connection,
                op.id,
                Transition.GO_ON_CHECKING,
                phase=phase,
                checked_at=checked_at,
                not_before=not_before,
                strange=op.strange + strange,
            )
        case WasHeld(reason=reason, detail=detail, until=until):
            slots.hold_waiting(connection, account, op, reason, detail, until)
        case IsDoubtful(reason=reason, detail=detail):
            slots.doubt(connection, op, reason, detail)
        case FoundThere(places=places):
            _part_found(connection, op, places, now)


def _part_found(connection: sqlite3.Connection, op: Op, places: Collection[int], now: float) -> None:
    """What was found in Exist is settled; the others wait as if they had never left."""
    assert isinstance(op.command, Lines)
    others = set(range(len(op.command.changes))) - set(places)
    connection.execute("UPDATE op SET phase = NULL WHERE id = ?", (op.id,))
    if not places:
        return
    slots.finish(connection, op, Outcome.COMPARED, None, now)
    if others:
        slots.part(connection, op, others)
        slots.refold(connection, op.id)


def _accept_base(connection: sqlite3.Connection, account: Account, overtaken: Op) -> None:
    """The total that made a doubtful addition moot also replaces what was there if that one never arrived.

    Undoing it must put right what has become of the addition, as if it had left itself.
    """
    waiting = slots.of_key(connection, account, overtaken.key).waiting
    if waiting is not None:
        connection.execute(
            "UPDATE op SET accepted = ifnull(accepted, ?), phase = ? WHERE id = ?",
            (overtaken.base, Phase.LOST, waiting.id),
        )


def _answer_lost(connection: sqlite3.Connection, account: Account, op: Op, until: float, *, strange: bool) -> None:
    slots.fence(connection, account, op.key, until)
    if isinstance(op.command, SetValue):
        waiting = slots.back_to_waiting(connection, account, op)
        connection.execute("UPDATE op SET phase = ? WHERE id = ?", (Phase.LOST, waiting))
        connection.execute("INSERT OR IGNORE INTO unanswered VALUES (?, ?)", (waiting, op.command.value))
        _delay(connection, waiting, 0.0, strange=strange)
        return
    move(connection, op.id, Transition.LOSE_ANSWER, strange=op.strange + strange)


def _delay(connection: sqlite3.Connection, op_id: int, not_before: float, *, strange: bool) -> None:
    connection.execute("UPDATE op SET not_before = ?, strange = strange + ? WHERE id = ?", (not_before, strange, op_id))


def _result(settlement: OpOutcome) -> str:
    """The settlement as a word for the history of attempts."""
    match settlement:
        case Arrived(outcome=outcome):
            return outcome
        case WasHeld(reason=reason) | IsDoubtful(reason=reason):
            return f"held: {reason}"
        case _:
            return type(settlement).__name__


def recover(connection: sqlite3.Connection, account: Account, fence_until: float, now: float) -> int:
    """Treats ops that were being sent when the program ended as without an answer; how many there were."""
    found = [op for op in unfinished(connection, account) if op.state is OpState.SENDING]
    settle(connection, account, [AnswerLost(op.id, fence_until) for op in found], now)
    return len(found)


def drop_old_fences(connection: sqlite3.Connection, account: Account, now: float) -> None:
    """Forgets fences that lie in the past."""
    connection.execute("DELETE FROM fence WHERE account = ? AND until <= ?", (account.id, now))
