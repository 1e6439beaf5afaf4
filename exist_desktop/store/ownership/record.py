"""The record of owners: who filled an attribute, from when, and why that changed.

Each function is one part of a transaction. Answers of Exist write the record, and nothing else does.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from exist_desktop.domain.attributes import Attribute, Owner, Service
from exist_desktop.domain.ownership.record import Filler, OwnerChange, Why
from exist_desktop.store.transaction import Transaction

MOST_CHANGES = 1000
"""How many changes are listed, the newest."""


def note(tx: Transaction, attribute: str, before: Attribute | None, after: Filler, why: Why, now: float) -> None:
    """Records that the owner of an attribute has changed. `before` is the attribute as last known, None for a new one.

    Only a loss waits to be shown to the person, unless they want to give the attribute back anyway.
    """
    told = why is not Why.LOST or _is_to_be_given_back(tx, attribute)
    former = Filler.of(before)
    tx.execute(
        "INSERT INTO owner_change (account, attribute, at, before_name, before_label, before_ours, after_name, "
        "after_label, after_ours, why, manual, active, seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(tx.account.id, attribute, now, *_columns(former), *_columns(after), why),
            *(None if before is None else before.manual, before is None or before.active, told),
        ),
    )


def note_reading(tx: Transaction, known: Attribute, read: Attribute, now: float) -> None:
    """Records a change of owner that a reading shows. What this client asked for lately explains it."""
    before, after = Filler.of(known), Filler.of(read)
    moved = before.owner is Owner.ANOTHER_SERVICE and _name(before) != _name(after)
    if before.owner is after.owner and not moved:
        return
    note(tx, read.name, known, after, _explained(tx, read.name, before, after), now)


def _is_to_be_given_back(tx: Transaction, name: str) -> bool:
    wish = "account = ? AND attribute = ? AND kind = 'give-back' AND state NOT IN ('sent', 'undone')"
    return tx.execute(f"SELECT 1 FROM owner_entry WHERE {wish}", (tx.account.id, name)).fetchone() is not None


def given_back_since(tx: Transaction, since: float) -> frozenset[str]:
    """Returns the attributes that this client has given back after that instant, and has not asked for again."""
    found = tx.execute(
        "SELECT name FROM attribute WHERE account = :account AND given_back_at > :since AND NOT owned AND NOT EXISTS "
        "(SELECT 1 FROM owner_fence WHERE account = :account AND attribute = name AND kind = 'acquire' AND flying > 0)",
        {"account": tx.account.id, "since": since},
    )
    return frozenset(row["name"] for row in found)


def _name(filler: Filler) -> str | None:
    return filler.service.name if filler.service else None


def _explained(tx: Transaction, name: str, before: Filler, after: Filler) -> Why:
    asked = tx.execute(
        "SELECT kind FROM owner_fence WHERE account = :account AND attribute = :name AND flying > 0 UNION "
        "SELECT iif(kind = 'give-back', 'release', 'acquire') FROM owner_entry WHERE account = :account "
        "AND attribute = :name AND state IN ('sending', 'checking')",
        {"account": tx.account.id, "name": name},
    )
    kinds = {row["kind"] for row in asked}
    if after.owner is Owner.THIS_CLIENT:
        return Why.TAKEN_OVER if "acquire" in kinds else Why.ELSEWHERE
    if before.owner is Owner.THIS_CLIENT:
        return Why.GIVEN_BACK if "release" in kinds else Why.LOST
    return Why.ELSEWHERE


def _columns(filler: Filler) -> tuple[str | None, str | None, bool]:
    name, label = (filler.service.name, filler.service.label) if filler.service else (None, None)
    return name, label, filler.owner is Owner.THIS_CLIENT


def changes(tx: Transaction, attribute: str | None = None) -> tuple[OwnerChange, ...]:
    """Returns the changes of one attribute or of all, the newest first."""
    of_one = "" if attribute is None else "AND attribute = :attribute "
    found = tx.execute(
        f"SELECT * FROM owner_change WHERE account = :account {of_one}ORDER BY id DESC LIMIT {MOST_CHANGES}",
        {"account": tx.account.id, "attribute": attribute},
    )
    return tuple(_change(row) for row in found)


def lost(tx: Transaction) -> tuple[OwnerChange, ...]:
    """Returns losses that were not shown yet and are still true, the oldest first."""
    found = tx.execute(
        "SELECT * FROM owner_change AS lost WHERE account = ? AND seen = 0 AND NOT EXISTS (SELECT 1 FROM owner_change "
        "WHERE account = lost.account AND attribute = lost.attribute AND id > lost.id AND after_ours) ORDER BY id",
        (tx.account.id,),
    )
    return tuple(_change(row) for row in found)


def mark_seen(tx: Transaction, ids: Sequence[int]) -> None:
    """Saves that these losses were shown to the person."""
    tx.executemany(
        "UPDATE owner_change SET seen = 1 WHERE account = ? AND id = ?", [(tx.account.id, one) for one in ids]
    )


def since_ours(tx: Transaction) -> dict[str, OwnerChange]:
    """Returns for each attribute the change by which this client last became its owner."""
    found = tx.execute(
        "SELECT *, max(id) FROM owner_change WHERE account = ? AND after_ours GROUP BY attribute", (tx.account.id,)
    )
    return {row["attribute"]: _change(row) for row in found}


def manual_before(tx: Transaction, attribute: str) -> bool | None:
    """Returns whether the attribute was manual when this client took it over; None if it was not taken over."""
    row = tx.execute(
        "SELECT manual, why FROM owner_change WHERE account = ? AND attribute = ? AND after_ours "
        "ORDER BY id DESC LIMIT 1",
        (tx.account.id, attribute),
    ).fetchone()
    return None if row is None or row["why"] != Why.TAKEN_OVER or row["manual"] is None else bool(row["manual"])


def _change(row: sqlite3.Row) -> OwnerChange:
    return OwnerChange(
        id=row["id"],
        attribute=row["attribute"],
        at=row["at"],
        before=_filler(row, "before"),
        after=_filler(row, "after"),
        why=Why(row["why"]),
        manual=None if row["manual"] is None else bool(row["manual"]),
        active=bool(row["active"]),
        seen=bool(row["seen"]),
    )


def _filler(row: sqlite3.Row, side: str) -> Filler:
    name = row[f"{side}_name"]
    service = None if name is None else Service(name, row[f"{side}_label"])
    if row[f"{side}_ours"]:
        return Filler(Owner.THIS_CLIENT, service)
    return Filler(Owner.NOBODY if service is None else Owner.ANOTHER_SERVICE, service)
