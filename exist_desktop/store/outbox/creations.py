"""Attributes that a person wants and Exist does not have yet; and their change of name when it has made them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from exist_desktop.domain.account import Account
from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.commands import Key
from exist_desktop.domain.creation import PendingAttribute, is_provisional
from exist_desktop.domain.outbox.ops import Reason
from exist_desktop.domain.value_types import ValueType
from exist_desktop.store import catalogue
from exist_desktop.store.outbox import slots
from exist_desktop.store.outbox.transitions import Transition, move


def makings(connection: sqlite3.Connection, account: Account) -> dict[str, PendingAttribute]:
    """The attributes to be made, by their provisional names, oldest first."""
    found = connection.execute("SELECT * FROM making WHERE account = ? ORDER BY asked_at, name", (account.id,))
    return {row["name"]: _pending(row) for row in found}


def _pending(row: sqlite3.Row) -> PendingAttribute:
    group = Group(row["group_name"], row["group_label"], row["group_priority"])
    return PendingAttribute(
        row["name"], row["label"], group, ValueType.from_wire(row["value_type"]), row["tries"], row["refused"]
    )


def among(connection: sqlite3.Connection, account: Account, names: Iterable[str]) -> dict[str, PendingAttribute]:
    """What has to be made before entries of these attributes can be sent, by provisional names."""
    return makings(connection, account) if any(map(is_provisional, names)) else {}


def want(connection: sqlite3.Connection, account: Account, pending: PendingAttribute, now: float) -> None:
    """The person wants this attribute."""
    group = pending.group
    connection.execute(
        "INSERT INTO making (account, name, label, group_name, group_label, group_priority, value_type, asked_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            account.id,
            pending.name,
            pending.label,
            group.name,
            group.label,
            group.priority,
            int(pending.value_type),
            now,
        ),
    )


def want_again(connection: sqlite3.Connection, account: Account, pending: PendingAttribute, asked_at: float) -> None:
    """An attribute that the database has forgotten is wanted; nothing changes where it remembers."""
    if pending.name not in makings(connection, account):
        want(connection, account, pending, asked_at)


def may_be_made(connection: sqlite3.Connection) -> None:
    """Requests to make these may have left unnoticed: each attribute is looked for before it is made."""
    connection.execute("UPDATE making SET tries = max(tries, 1)")


def begin(connection: sqlite3.Connection, account: Account, name: str) -> None:
    """A request to make it is about to leave: from now on it is looked for before it is asked for."""
    connection.execute("UPDATE making SET tries = max(tries, 1) WHERE account = ? AND name = ?", (account.id, name))


def not_understood(connection: sqlite3.Connection, account: Account, name: str) -> None:
    """The answer made no sense."""
    connection.execute("UPDATE making SET tries = tries + 1 WHERE account = ? AND name = ?", (account.id, name))


def refuse(connection: sqlite3.Connection, account: Account, name: str, reason: Reason, text: str) -> None:
    """Exist does not make it; its entries need the person."""
    connection.execute("UPDATE making SET refused = ? WHERE account = ? AND name = ?", (text, account.id, name))
    for row in _unfinished(connection, account, name):
        slots.hold(connection, slots.get(connection, row["id"]), reason, text)


def retry(connection: sqlite3.Connection, account: Account, name: str) -> None:
    """The person wants it tried again."""
    connection.execute(
        "UPDATE making SET refused = NULL, tries = min(tries, 1) WHERE account = ? AND name = ?", (account.id, name)
    )


def forget(connection: sqlite3.Connection, account: Account, name: str) -> None:
    """The person does not want it any more; nothing of it is left to send."""
    connection.execute("DELETE FROM making WHERE account = ? AND name = ?", (account.id, name))


def forget_unused(connection: sqlite3.Connection, account: Account, name: str) -> None:
    """Forgets an attribute whose last entry was withdrawn before Exist made it."""
    if is_provisional(name) and not _unfinished(connection, account, name):
        forget(connection, account, name)


def made(connection: sqlite3.Connection, account: Account, name: str, attribute: Attribute) -> None:
    """Exist has it: its entries go by its real name from now on, and this client is its owner."""
    catalogue.put_acquired(connection, account, attribute)
    catalogue.mark_acquired(connection, account, attribute.name, 0.0)
    renamed = (attribute.name, account.id, name)
    connection.execute(
        "UPDATE entry SET attribute = ? WHERE op IN (SELECT id FROM op WHERE account = ? AND attribute = ?)", renamed
    )
    for row in _unfinished(connection, account, name):
        _move(connection, account, row["id"], attribute.name)
    connection.execute("UPDATE op SET attribute = ? WHERE account = ? AND attribute = ?", renamed)
    forget(connection, account, name)


def _unfinished(connection: sqlite3.Connection, account: Account, name: str) -> list[sqlite3.Row]:
    return connection.execute(
        f"SELECT id, day FROM op WHERE account = ? AND attribute = ? AND {slots.UNFINISHED}", (account.id, name)
    ).fetchall()


def _move(connection: sqlite3.Connection, account: Account, op_id: int, name: str) -> None:
    """Gives a waiting op its real name; where one waits under that name already, they fold into one."""
    op = slots.get(connection, op_id)
    there = slots.of_key(connection, account, Key(name, op.key.day)).waiting
    if there is None:
        connection.execute("UPDATE op SET attribute = ? WHERE id = ?", (name, op_id))
        return
    connection.execute("UPDATE entry SET op = ? WHERE op = ?", (there.id, op_id))
    move(connection, op_id, Transition.DROP)
    slots.refold(connection, there.id)
