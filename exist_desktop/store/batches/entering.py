"""Enters a batch: all of its entries in one commit, in both copies, so that a crash leaves all of them or none.

Ten years of days are some ten thousand entries. What a single save looks up for each of them is looked up once here:
which keys have something waiting, whether an attribute's owner must be asked.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from exist_desktop.domain.account import Account
from exist_desktop.domain.commands import Key
from exist_desktop.domain.outbox.batches import BatchMember, Differing, NewBatch
from exist_desktop.domain.outbox.ops import fold
from exist_desktop.domain.transfer.mapping import OnDifference
from exist_desktop.domain.transfer.proposed import Entering
from exist_desktop.errors import NotSavedError
from exist_desktop.files import file_fault
from exist_desktop.long_work import Pace
from exist_desktop.store import rows
from exist_desktop.store.batches import batches
from exist_desktop.store.changes import Change
from exist_desktop.store.outbox import consent, creations, entries, slots
from exist_desktop.store.outbox.entries import NewEntry
from exist_desktop.store.outbox.transitions import Transition, move
from exist_desktop.store.store import Store, TransactionWork
from exist_desktop.store.transaction import Transaction
from exist_desktop.store.unsent.companion import AppendedLines

_INSERT_OP = (
    "INSERT INTO op (id, account, attribute, day, kind, value, state, since, shown, batch, differing) "
    "VALUES (?, ?, ?, ?, ?, ?, 'pending', ?, ?, ?, ?)"
)
_DIFFERING = {
    OnDifference.KEEP: Differing.KEEP,
    OnDifference.REPLACE: Differing.REPLACE,
    OnDifference.JOIN: Differing.ASK,
}
T = TypeVar("T")


async def enter(store: Store, account: Account, batch: NewBatch, entering: Entering, zone: str) -> int:
    """Saves what an import enters, with the creations and take-overs that it needs. Returns how many entries.

    If a batch with its uid is here nothing is saved. Raises `NotSavedError`, and then nothing of it is saved.
    """

    def preparing(tx: Transaction) -> list[NewEntry]:
        for name in entering.take_over:
            consent.give_consent(tx, name, batch.at)
        for pending in entering.creations:
            creations.want_again(tx, pending, batch.at)
        return list(_all_new(batch, entering, zone))

    return await save(store, account, batch, preparing)


def _all_new(batch: NewBatch, entering: Entering, zone: str) -> Iterator[NewEntry]:
    members = {decided: BatchMember(batch, _DIFFERING[decided]) for decided in OnDifference}
    for number, command in enumerate(_resting(entering.commands)):
        decided = entering.decided.get(command.key.attribute, OnDifference.KEEP)
        shown = entering.shown.get(command.key)
        yield NewEntry(entries.uid_of(batch.uid, number), command, shown, batch.at, zone, members[decided])


async def save(store: Store, account: Account, batch: NewBatch, preparing: TransactionWork[Sequence[NewEntry]]) -> int:
    """Saves the entries of a batch (T1), which `preparing` returns, unless one with its uid is here.

    Returns how many were saved. Raises `NotSavedError`, and then nothing of it is saved.
    """
    appended = AppendedLines(store.unsent_log)

    def work(connection: sqlite3.Connection) -> int:
        tx = Transaction(connection, account)
        all_new = preparing(tx) if batches.find(tx, batch.uid) is None else ()
        if all_new:
            names = dict.fromkeys(new.command.key.attribute for new in all_new)
            appended.append(connection, account, _resting(all_new), creations.among(tx, names))
            _write(tx, batch, all_new)
        return len(all_new)

    try:
        saved = await store.database.write(work, outside=appended)
    except OSError as error:
        raise NotSavedError(file_fault(error), str(store.folder)) from error
    if saved:
        store.publish(Change(days=None, outbox=True))
    return saved


def _resting(of: Iterable[T]) -> Iterator[T]:
    """Yields the same, and lets the window go first meanwhile."""
    pace = Pace()
    for one in of:
        pace.rest()
        yield one


def _write(tx: Transaction, batch: NewBatch, all_new: Sequence[NewEntry]) -> None:
    """Writes the entries of a batch; those for which something waits already are folded in one by one."""
    number = batches.find_or_add(tx, batch)
    occupied = _occupied(tx)
    alone: dict[Key, NewEntry] = {}
    others: list[NewEntry] = []
    for new in all_new:
        key = new.command.key
        if key in occupied or key in alone:
            others.append(new)
        else:
            alone[key] = new
    _write_alone(tx, number, list(alone.values()))
    entries.save(tx, others)


def _occupied(tx: Transaction) -> set[Key]:
    """Returns the keys for which something waits."""
    found = tx.execute(
        f"SELECT attribute, day FROM op WHERE account = ? AND state IN ('pending', 'held') AND {slots.UNFINISHED}",
        (tx.account.id,),
    )
    return {rows.key(row) for row in found}


def _write_alone(tx: Transaction, number: int, all_new: Sequence[NewEntry]) -> None:
    """Writes entries that have an op each, and holds those whose attribute's owner has to be asked."""
    row = tx.execute("SELECT seq FROM sqlite_sequence WHERE name = 'op'").fetchone()
    first = 1 + (0 if row is None else int(row[0]))
    made = [(op, new, _place(number, new)) for op, new in enumerate(all_new, first)]
    tx.executemany(_INSERT_OP, (_op_row(tx, op, new, of) for op, new, of in made))
    tx.executemany(entries.INSERT_ENTRY, (entries.entry_row(tx, new, op, of) for op, new, of in made))
    by_name: dict[str, list[int]] = {}
    for op, new, _ in made:
        by_name.setdefault(new.command.key.attribute, []).append(op)
    for name, ops in by_name.items():
        asked = consent.what_is_asked(tx, name)
        if asked is not None:
            for op in ops:
                move(tx, op, Transition.HOLD, reason=asked[0], detail=asked[1])


def _place(number: int, new: NewEntry) -> slots.InBatch:
    assert new.of is not None
    return slots.InBatch(number, new.of.differing)


def _op_row(tx: Transaction, op: int, new: NewEntry, of: slots.InBatch) -> tuple[object, ...]:
    parts = rows.parts(fold((new.command,)))
    return (
        *(op, tx.account.id, parts.attribute, parts.day, parts.kind, parts.value),
        *(new.at, rows.kept(new.shown), of.number, of.differing),
    )
