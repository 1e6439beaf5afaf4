"""The two places of a key in the outbox, one waiting op and one in flight, and how entries fold into them.

Both the person's commands and the worker's answers move ops between these places.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence

from msgspec import Struct

from exist_desktop.domain.commands import Command, Key, SetValue
from exist_desktop.domain.outbox.batches import Differing
from exist_desktop.domain.outbox.ops import Op, OpState, Outcome, Reason, fold
from exist_desktop.domain.values import Seen, Value
from exist_desktop.store import rows
from exist_desktop.store.outbox.transitions import Transition, move
from exist_desktop.store.transaction import Transaction

_WAITING = (OpState.PENDING, OpState.HELD)
LONGEST_DETAIL = 2_000
"""The most characters stored beside a reason; a whole text of Exist fits."""
UNFINISHED = "op.state NOT IN ('done', 'dropped')"
_OF_KEY = " UNION ALL ".join(  # worded as the two indexes are, so that SQLite uses them
    f"SELECT {rows.OP_COLUMNS} FROM op WHERE account = :account AND attribute = :attribute AND day = :day "
    f"AND state IN ({states})"
    for states in ("'pending', 'held'", "'sending', 'unknown', 'doubt'")
)


class OpSlots(Struct, frozen=True):
    """The unfinished ops of one key."""

    waiting: Op | None
    in_flight: Op | None


def of_key(tx: Transaction, key: Key) -> OpSlots:
    """Returns the unfinished ops of a key."""
    found = tx.execute(
        _OF_KEY, {"account": tx.account.id, "attribute": key.attribute, "day": key.day.isoformat()}
    ).fetchall()
    ops = [rows.op(row) for row in found]
    waiting = next((op for op in ops if op.state in _WAITING), None)
    return OpSlots(waiting, next((op for op in ops if op.state not in _WAITING), None))


def get(tx: Transaction, op_id: int) -> Op:
    """Returns the op of that number."""
    return rows.op(tx.execute(f"SELECT {rows.OP_COLUMNS} FROM op WHERE id = ?", (op_id,)).fetchone())


class InBatch(Struct, frozen=True):
    """The batch of an entry, by its number, and what becomes of another value in Exist; or no batch."""

    number: int | None = None
    differing: Differing | None = None


OWN = InBatch()


def add_waiting(tx: Transaction, command: Command, at: float, shown: Seen, of: InBatch = OWN) -> int:
    """Adds the key's waiting op for its first entry. Returns its number."""
    parts = rows.parts(fold((command,)))
    made = tx.execute(
        "INSERT INTO op (account, attribute, day, kind, value, state, since, shown, batch, differing) "
        "VALUES (?, ?, ?, ?, ?, 'pending', ?, ?, ?, ?) RETURNING id",
        (
            *(tx.account.id, parts.attribute, parts.day, parts.kind, parts.value, at, rows.kept(shown)),
            *(of.number, of.differing),
        ),
    )
    return int(made.fetchone()[0])


def fold_in(tx: Transaction, waiting: Op, command: Command, at: float, shown: Seen, of: InBatch = OWN) -> None:
    """Folds one more entry, later than all others, into a waiting op. The result is the same as from `refold`."""
    together = OWN if waiting.batch is None else of
    parts = rows.parts(fold((waiting.command, command)))
    below_a_total = isinstance(waiting.command, SetValue) and not isinstance(command, SetValue)
    since, seen = (waiting.since, waiting.shown) if below_a_total else (at, shown)
    tx.execute(
        "UPDATE op SET kind = ?, value = ?, since = ?, shown = ?, batch = ?, differing = ? WHERE id = ?",
        (parts.kind, parts.value, since, rows.kept(seen), together.number, together.differing, waiting.id),
    )


def refold(tx: Transaction, op_id: int) -> bool:
    """Makes the op the fold of its entries again. Returns False if none is left, so that it was dropped."""
    standing = tx.execute("SELECT * FROM entry WHERE op = ? AND undone_at IS NULL ORDER BY id", (op_id,)).fetchall()
    if not standing:
        move(tx, op_id, Transition.DROP)
        return False
    parts = rows.parts(fold(rows.command(row) for row in standing))
    totals = [row for row in standing if isinstance(rows.command(row), SetValue)]
    seen = (totals or standing)[-1]
    together = _together(standing)
    tx.execute(
        "UPDATE op SET kind = ?, value = ?, since = ?, shown = ?, batch = ?, differing = ? WHERE id = ?",
        (parts.kind, parts.value, seen["at"], seen["shown"], together.number, together.differing, op_id),
    )
    return True


def _together(standing: Sequence[sqlite3.Row]) -> InBatch:
    """Returns the last batch of these entries, or none if the person has made one of them."""
    if any(row["batch"] is None for row in standing):
        return OWN
    return InBatch(standing[-1]["batch"], Differing(standing[-1]["differing"]))


def back_to_waiting(tx: Transaction, op: Op) -> int:
    """Lets an op wait again, and folds what was entered meanwhile into it. Returns the number of the waiting op."""
    waiting = of_key(tx, op.key).waiting
    phase = op.phase if isinstance(op.command, SetValue) else None
    if waiting is None or waiting.id == op.id:
        move(tx, op.id, Transition.RETURN, phase=phase)
        return op.id
    tx.execute("UPDATE entry SET op = ? WHERE op = ?", (waiting.id, op.id))
    tx.execute("UPDATE OR IGNORE unanswered SET op = ? WHERE op = ?", (waiting.id, op.id))
    move(tx, op.id, Transition.DROP)
    tx.execute(
        "UPDATE op SET attempts = attempts + ?, strange = max(strange, ?), phase = ?, accepted = ifnull(accepted, ?) "
        "WHERE id = ?",
        (op.attempts, op.strange, phase, op.accepted, waiting.id),
    )
    refold(tx, waiting.id)
    if waiting.reason is Reason.TOO_LONG:
        release(tx, waiting.id)  # what comes back is put before it, so the room is measured again
    return waiting.id


def release(tx: Transaction, op_id: int) -> None:
    """Lets a held op wait again, as if it had never been held."""
    move(tx, op_id, Transition.RELEASE)


def part(tx: Transaction, op: Op, places: Collection[int]) -> int:
    """Gives some entries of an op, by their places, a waiting op of their own. Returns its number.

    The op itself must not wait any more: a key has one place for what waits.
    """
    standing = tx.execute("SELECT * FROM entry WHERE op = ? AND undone_at IS NULL ORDER BY id", (op.id,))
    moved = [row for place, row in enumerate(standing.fetchall()) if place in places]
    parts, together = rows.parts(fold(rows.command(row) for row in moved)), _together(moved)
    made = tx.execute(
        "INSERT INTO op (account, attribute, day, kind, value, state, since, shown, batch, differing) "
        "SELECT account, attribute, day, ?, ?, 'pending', ?, ?, ?, ? FROM op WHERE id = ? RETURNING id",
        (parts.kind, parts.value, moved[-1]["at"], moved[-1]["shown"], together.number, together.differing, op.id),
    ).fetchone()[0]
    tx.executemany("UPDATE entry SET op = ? WHERE id = ?", [(made, row["id"]) for row in moved])
    return int(made)


def finish(tx: Transaction, op: Op, outcome: Outcome, total: Value | None, now: float) -> None:
    """Saves that the op is in Exist, or need not go there; `outcome` says why."""
    move(tx, op.id, Transition.FINISH, outcome=outcome, total=total, settled_at=now)


def hold(tx: Transaction, op: Op, reason: Reason, detail: str, until: float = 0) -> None:
    """Holds a waiting op, which was surely not applied, for the person; a probe may follow after `until`."""
    move(tx, op.id, Transition.HOLD, reason=reason, detail=detail[:LONGEST_DETAIL], not_before=until)


def doubt(tx: Transaction, op: Op, reason: Reason, detail: str) -> None:
    """Marks an op as doubtful: it may have been applied, and only the person can decide."""
    move(tx, op.id, Transition.DOUBT, reason=reason, detail=detail[:LONGEST_DETAIL], not_before=0.0)


def note(tx: Transaction, op_id: int, said: str) -> None:
    """Saves what Exist said about an op that it refused and that still waits."""
    tx.execute(
        "UPDATE op SET detail = ? WHERE id = ? AND state = 'pending' AND ? <> ''", (said[:LONGEST_DETAIL], op_id, said)
    )


def hold_waiting(tx: Transaction, op: Op, reason: Reason, detail: str, until: float = 0) -> None:
    """Holds an op that surely was not applied, with what was entered meanwhile."""
    held = get(tx, back_to_waiting(tx, op))
    hold(tx, held, reason, detail, until)


def fence(tx: Transaction, key: Key, until: float) -> None:
    """Allows no request for the key before `until`, since an earlier one may still be on its way."""
    tx.execute(
        "INSERT INTO fence VALUES (?, ?, ?, ?) "
        "ON CONFLICT (account, attribute, day) DO UPDATE SET until = max(until, excluded.until)",
        (tx.account.id, key.attribute, key.day.isoformat(), until),
    )
