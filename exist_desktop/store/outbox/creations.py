"""Attributes that a person wants and Exist does not have yet, and their renaming when Exist has created them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.commands import Key
from exist_desktop.domain.creation import PendingAttribute, is_provisional
from exist_desktop.domain.outbox.ops import Reason
from exist_desktop.domain.ownership.record import Why
from exist_desktop.domain.value_types import ValueType
from exist_desktop.store import catalogue
from exist_desktop.store.outbox import slots
from exist_desktop.store.outbox.transitions import Transition, move
from exist_desktop.store.ownership import owners
from exist_desktop.store.ownership.transitions import WishTransition
from exist_desktop.store.ownership.transitions import move as move_wish
from exist_desktop.store.transaction import Transaction


def wanted(tx: Transaction) -> dict[str, PendingAttribute]:
    """Returns the attributes to create, by their provisional names, oldest first."""
    found = tx.execute("SELECT * FROM creation WHERE account = ? ORDER BY asked_at, name", (tx.account.id,))
    return {row["name"]: _pending(row) for row in found}


def _pending(row: sqlite3.Row) -> PendingAttribute:
    group = Group(row["group_name"], row["group_label"], row["group_priority"])
    return PendingAttribute(
        row["name"],
        row["label"],
        group,
        ValueType.from_wire(row["value_type"]),
        row["tries"],
        row["refused"],
        row["template"],
        bool(row["manual"]),
    )


def among(tx: Transaction, names: Iterable[str]) -> dict[str, PendingAttribute]:
    """Returns the creations that entries of these attributes wait for, by provisional name."""
    return wanted(tx) if any(map(is_provisional, names)) else {}


def want(tx: Transaction, pending: PendingAttribute, now: float) -> None:
    """Saves that the person wants this attribute."""
    group = pending.group
    tx.execute(
        "INSERT INTO creation (account, name, label, group_name, group_label, group_priority, value_type, asked_at, "
        "template, manual) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            tx.account.id,
            pending.name,
            pending.label,
            group.name,
            group.label,
            group.priority,
            int(pending.value_type),
            now,
            pending.template,
            pending.manual,
        ),
    )


def want_again(tx: Transaction, pending: PendingAttribute, asked_at: float) -> None:
    """Saves a creation that the database has lost; does nothing if it knows it."""
    if pending.name not in wanted(tx):
        want(tx, pending, asked_at)


def may_be_made(connection: sqlite3.Connection) -> None:
    """Marks all creations as possibly requested, so that each is looked for before it is requested."""
    connection.execute("UPDATE creation SET tries = max(tries, 1)")


def begin(tx: Transaction, name: str) -> None:
    """Marks a creation as requested, before the request leaves. From now on it is looked for first."""
    tx.execute("UPDATE creation SET tries = max(tries, 1) WHERE account = ? AND name = ?", (tx.account.id, name))


def not_understood(tx: Transaction, name: str) -> None:
    """Counts an answer that made no sense."""
    tx.execute("UPDATE creation SET tries = tries + 1 WHERE account = ? AND name = ?", (tx.account.id, name))


def refuse(tx: Transaction, name: str, reason: Reason, text: str) -> None:
    """Saves that Exist does not create it, and holds its entries for the person."""
    tx.execute("UPDATE creation SET refused = ? WHERE account = ? AND name = ?", (text, tx.account.id, name))
    for number in _waiting_wishes(tx, name):
        move_wish(tx, number, WishTransition.HOLD, reason=reason, detail=text)
    for row in _unfinished(tx, name):
        slots.hold(tx, slots.get(tx, row["id"]), reason, text)


def retry(tx: Transaction, name: str) -> None:
    """Lets a refused creation be tried again, as the person wants."""
    tx.execute(
        "UPDATE creation SET refused = NULL, tries = min(tries, 1) WHERE account = ? AND name = ?",
        (tx.account.id, name),
    )
    held = f"SELECT id FROM owner_entry WHERE {_OPEN} AND state = 'held'"
    for row in tx.execute(held, _of(tx, name)).fetchall():
        move_wish(tx, row["id"], WishTransition.RELEASE)


def permit(tx: Transaction, reasons: Sequence[Reason]) -> None:
    """Lets creations be tried again that were refused for these reasons, before what waits for them is released."""
    marks = ", ".join("?" for _ in reasons)
    tx.execute(
        "UPDATE creation SET refused = NULL, tries = min(tries, 1) WHERE account = ? AND name IN ("
        f"SELECT attribute FROM owner_entry WHERE kind = 'create' AND state = 'held' AND reason IN ({marks}) "
        f"UNION SELECT attribute FROM op WHERE state = 'held' AND reason IN ({marks}))",
        (tx.account.id, *reasons, *reasons),
    )


def forget(tx: Transaction, name: str) -> None:
    """Deletes a creation: the person does not want it, or it is done."""
    tx.execute("DELETE FROM creation WHERE account = ? AND name = ?", (tx.account.id, name))


def forget_unused(tx: Transaction, name: str) -> None:
    """Deletes a creation whose last entry was withdrawn before Exist had it, unless it was wanted for itself."""
    if is_provisional(name) and not _unfinished(tx, name) and not _waiting_wishes(tx, name):
        forget(tx, name)


def withdraw(tx: Transaction, name: str, now: float) -> None:
    """Deletes a creation that Exist was not asked for, or refused, with the entries that wait for it."""
    for row in _unfinished(tx, name):
        tx.execute("UPDATE entry SET undone_at = ? WHERE op = ? AND undone_at IS NULL", (now, row["id"]))
        move(tx, row["id"], Transition.DROP)
    forget(tx, name)


_OPEN = "account = ? AND attribute = ? AND kind = 'create' AND state IN ('waiting', 'held')"


def _of(tx: Transaction, name: str) -> tuple[object, ...]:
    return tx.account.id, name


def _waiting_wishes(tx: Transaction, name: str) -> list[int]:
    """Returns the numbers of the entries by which an attribute was wanted for itself."""
    return [row["id"] for row in tx.execute(f"SELECT id FROM owner_entry WHERE {_OPEN}", _of(tx, name)).fetchall()]


def made(tx: Transaction, name: str, attribute: Attribute, now: float) -> None:
    """Gives the entries the name that Exist has given. This client is the owner, unless it was there before."""
    if attribute.owned:
        owners.acquired(tx, attribute.name, attribute, now, Why.CREATED)
    else:
        catalogue.put_some(tx, [attribute], [])
    for number in _waiting_wishes(tx, name):
        move_wish(tx, number, WishTransition.FINISH, attribute=attribute.name, settled_at=now)
    renamed = (attribute.name, tx.account.id, name)
    tx.execute(
        "UPDATE entry SET attribute = ? WHERE op IN (SELECT id FROM op WHERE account = ? AND attribute = ?)", renamed
    )
    for row in _unfinished(tx, name):
        _move(tx, row["id"], attribute.name)
    tx.execute("UPDATE op SET attribute = ? WHERE account = ? AND attribute = ?", renamed)
    forget(tx, name)


def _unfinished(tx: Transaction, name: str) -> list[sqlite3.Row]:
    return tx.execute(
        f"SELECT id, day FROM op WHERE account = ? AND attribute = ? AND {slots.UNFINISHED}", (tx.account.id, name)
    ).fetchall()


def _move(tx: Transaction, op_id: int, name: str) -> None:
    """Gives a waiting op its real name. If one waits under that name already, they are folded into one."""
    op = slots.get(tx, op_id)
    there = slots.of_key(tx, Key(name, op.key.day)).waiting
    if there is None:
        tx.execute("UPDATE op SET attribute = ? WHERE id = ?", (name, op_id))
        return
    tx.execute("UPDATE entry SET op = ? WHERE op = ?", (there.id, op_id))
    move(tx, op_id, Transition.DROP)
    slots.refold(tx, there.id)
