"""Undo of a batch: what has not left is withdrawn; what is in Exist is taken back by another batch."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from exist_desktop.domain.account import Account
from exist_desktop.domain.attributes import MOOD, Attribute
from exist_desktop.domain.commands import SetValue
from exist_desktop.domain.outbox.batches import BatchMember, Differing, NewBatch
from exist_desktop.domain.value_types import EmptyDay, ValueType
from exist_desktop.domain.values import Value
from exist_desktop.store import rows
from exist_desktop.store.batches import batches, entering
from exist_desktop.store.changes import Change
from exist_desktop.store.outbox import consent, creations, slots
from exist_desktop.store.outbox.entries import NewEntry, uid_of
from exist_desktop.store.outbox.transitions import Transition, move
from exist_desktop.store.reading.attribute_lookup import known
from exist_desktop.store.store import Store
from exist_desktop.store.transaction import Transaction

_NOT_LEFT = (
    "SELECT DISTINCT op.id, op.attribute, NOT EXISTS (SELECT 1 FROM entry AS other WHERE other.op = op.id "
    "AND other.undone_at IS NULL AND other.batch IS NOT entry.batch) AS alone FROM entry JOIN op ON op.id = entry.op "
    "WHERE entry.batch = ? AND entry.undone_at IS NULL AND op.state IN ('pending', 'held') AND op.phase IS NULL"
)
_WITHDRAW = (  # by the index of ops
    "UPDATE entry SET undone_at = ? WHERE op = ? AND +batch = ? AND undone_at IS NULL RETURNING id"
)
_IN_EXIST = (
    "SELECT entry.*, op.base FROM entry JOIN op ON op.id = entry.op "
    "WHERE entry.batch = ? AND entry.undone_at IS NULL AND entry.kind = 'set' AND op.state = 'done' "
    "AND op.batch IS entry.batch AND NOT EXISTS (SELECT 1 FROM op AS newer JOIN entry AS other ON other.op = newer.id "
    "WHERE newer.account = op.account AND newer.attribute = op.attribute AND newer.day = op.day "
    "AND other.id > entry.id AND other.undone_at IS NULL) ORDER BY entry.id"
)
"""What of a batch is in Exist and nothing was entered since, with what was there before."""


async def withdraw(store: Store, account: Account, number: int, now: float) -> int:
    """Withdraws what of a batch has surely not been applied and is not on its way. Returns how many entries.

    Raises `NotSavedError`.
    """

    def work(tx: Transaction) -> list[int]:
        return _withdraw(tx, number, now)

    withdrawn = await store.write(account, work, Change(days=None, outbox=True))
    await store.tidy_copy_after(*withdrawn)
    return len(withdrawn)


def withdraw_all(tx: Transaction, now: float) -> None:
    """Withdraws what of all batches of an account has not left, in the transaction of a sign-out."""
    for row in tx.execute("SELECT id FROM batch WHERE account = ?", (tx.account.id,)).fetchall():
        _withdraw(tx, row["id"], now)


def _withdraw(tx: Transaction, number: int, now: float) -> list[int]:
    found = tx.execute(_NOT_LEFT, (number,)).fetchall()
    withdrawn: list[int] = []
    for row in found:
        withdrawn += (entry["id"] for entry in tx.execute(_WITHDRAW, (now, row["id"], number)).fetchall())
        if row["alone"]:
            move(tx, row["id"], Transition.DROP)
        else:
            slots.refold(tx, row["id"])
    for name in {row["attribute"] for row in found}:
        consent.use_up_consent(tx, name)
        creations.forget_unused(tx, name)
    return withdrawn


async def take_back(store: Store, account: Account, number: int, now: float, zone: str) -> int:
    """Enters another batch that takes back what of this one is in Exist. Returns how many entries that are.

    What was entered for the same key since stays, and so does what Exist cannot be without any more. Where Exist has
    another value by then, that stays. Raises `NotSavedError`.
    """

    def next_one(tx: Transaction) -> NewBatch | None:
        line = batches.read_batch(tx, number)
        if line is None or not line.may_be_taken_back:
            return None
        uid = f"{line.batch.uid}-reverse-{batches.times_undone(tx, number)}"
        return NewBatch(uid, line.batch.file, now, line.batch.uid)

    back = await store.read(account, next_one)
    if back is None:
        return 0
    taking = back

    def preparing(tx: Transaction) -> list[NewEntry]:
        return list(_taking_back(tx, number, taking, zone))

    return await entering.save(store, account, back, preparing)


def _taking_back(tx: Transaction, number: int, back: NewBatch, zone: str) -> Iterator[NewEntry]:
    member, attributes = BatchMember(back, Differing.KEEP), known(tx)
    for place, row in enumerate(tx.execute(_IN_EXIST, (number,)).fetchall()):
        former = _former(row, attributes.get(row["attribute"]))
        if former is not None:
            command = SetValue(rows.key(row), former)
            yield NewEntry(uid_of(back.uid, place), command, row["value"], back.at, zone, member)


def _former(row: sqlite3.Row, attribute: Attribute | None) -> Value | None:
    """Returns what was there before, or what means nothing; None if Exist has no such value."""
    if row["base"] is not None or attribute is None:
        return row["base"]  # type: ignore[no-any-return]
    if attribute.value_type is ValueType.TEXT:
        return ""
    is_zero = attribute.value_type.rules.empty_day is EmptyDay.ZERO and attribute.name != MOOD
    return 0 if is_zero else None
