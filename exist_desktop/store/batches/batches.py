"""Batches by themselves: added, paused, and listed with how far each is."""

from __future__ import annotations

import sqlite3

from exist_desktop.domain.outbox.batches import BatchLine, NewBatch
from exist_desktop.domain.outbox.ops import EntryState, OpState, Outcome, entry_state
from exist_desktop.store.transaction import Transaction

COLUMNS = "batch.uid AS batch_uid, batch.file AS batch_file, batch.at AS batch_at, undone.uid AS batch_undoes"
JOINED = "LEFT JOIN batch ON batch.id = entry.batch LEFT JOIN batch AS undone ON undone.id = batch.undoes"
"""What belongs to an entry of its batch, for `of_row`."""
_LISTED = (
    "SELECT batch.id, batch.paused, batch.uid AS batch_uid, batch.file AS batch_file, batch.at AS batch_at, "
    "undone.uid AS batch_undoes, (SELECT count(*) FROM batch AS other WHERE other.undoes = batch.id) AS undone_by "
    "FROM batch LEFT JOIN batch AS undone ON undone.id = batch.undoes WHERE batch.account = :account "
)
_RECENT = (
    "AND (batch.at >= :since OR EXISTS (SELECT 1 FROM op WHERE batch = batch.id AND state NOT IN ('done', 'dropped')) "
    "OR EXISTS (SELECT 1 FROM entry JOIN op ON op.id = entry.op WHERE entry.batch = batch.id "
    "AND (op.settled_at >= :since OR entry.undone_at >= :since))) ORDER BY batch.id DESC"
)
_COUNTED = (
    "SELECT op.state, op.outcome, entry.undone_at NOTNULL AS undone, count(*) AS n "
    "FROM entry JOIN op ON op.id = entry.op WHERE entry.batch = ? GROUP BY 1, 2, 3"
)
_TAKEN_BACK = (
    "SELECT count(*) FROM batch AS other JOIN entry ON entry.batch = other.id "
    "WHERE other.undoes = ? AND entry.undone_at IS NULL"
)


def find(tx: Transaction, uid: str) -> int | None:
    """Returns the number of the batch with that uid, or None if there is none here."""
    row = tx.execute("SELECT id FROM batch WHERE uid = ?", (uid,)).fetchone()
    return None if row is None else int(row["id"])


def find_or_add(tx: Transaction, batch: NewBatch) -> int:
    """Returns the number of a batch, which is added if it is not here yet."""
    number = find(tx, batch.uid)
    if number is None:
        undoes = find(tx, batch.undoes) if batch.undoes else None
        made = tx.execute(
            "INSERT INTO batch (uid, account, file, at, undoes) VALUES (?, ?, ?, ?, ?) RETURNING id",
            (batch.uid, tx.account.id, batch.file, batch.at, undoes),
        )
        number = int(made.fetchone()["id"])
    return number


def times_undone(tx: Transaction, number: int) -> int:
    """Returns how many batches take back a part of this one."""
    return int(tx.execute("SELECT count(*) FROM batch WHERE undoes = ?", (number,)).fetchone()[0])


def of_row(row: sqlite3.Row) -> NewBatch:
    """Returns the batch of a row with `COLUMNS`."""
    return NewBatch(row["batch_uid"], row["batch_file"], row["batch_at"], row["batch_undoes"] or "")


def pause(tx: Transaction, number: int, *, paused: bool) -> None:
    """Lets a batch wait until further notice, or go on."""
    tx.execute("UPDATE batch SET paused = ? WHERE account = ? AND id = ?", (paused, tx.account.id, number))


def read_batches(tx: Transaction, since: float) -> tuple[BatchLine, ...]:
    """Returns the batches of which something is not in Exist yet, or has changed since an instant; newest first."""
    found = tx.execute(_LISTED + _RECENT, {"account": tx.account.id, "since": since}).fetchall()
    return tuple(_line(tx, row) for row in found)


def read_batch(tx: Transaction, number: int) -> BatchLine | None:
    """Returns the batch of that number, or None if the account has none."""
    row = tx.execute(_LISTED + "AND batch.id = :number", {"account": tx.account.id, "number": number}).fetchone()
    return None if row is None else _line(tx, row)


def _line(tx: Transaction, row: sqlite3.Row) -> BatchLine:
    counts = dict.fromkeys(EntryState, 0)
    kept = 0
    for one in tx.execute(_COUNTED, (row["id"],)):
        if one["outcome"] == Outcome.KEPT:
            kept += one["n"]
        else:
            counts[EntryState.UNDONE if one["undone"] else entry_state(OpState(one["state"]))] += one["n"]
    return BatchLine(
        id=row["id"],
        batch=of_row(row),
        is_paused=bool(row["paused"]),
        total=kept + sum(counts.values()),
        sent=counts[EntryState.SENT],
        kept=kept,
        undone=counts[EntryState.UNDONE],
        held=counts[EntryState.HELD],
        taken_back=tx.execute(_TAKEN_BACK, (row["id"],)).fetchone()[0] if row["undone_by"] else 0,
    )
