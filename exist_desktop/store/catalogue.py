"""What Exist has said: attributes with their owners, templates, averages; `history` has its values of days."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from exist_desktop.domain.account import Account
from exist_desktop.domain.attributes import Attribute, Template
from exist_desktop.domain.statistics.averages import UsualValue
from exist_desktop.store import rows

if TYPE_CHECKING:
    from exist_desktop.domain.statistics.correlations import Average

ALL_DAYS = 7
"""The weekday under which an average over all days is kept."""


@dataclass(frozen=True)
class Ownership:
    """What is known here about the owner of an attribute, beyond the server's last word.

    `was_owned` tells that this client has been the owner. Instants are seconds since 1970: when a write failed for want
    of ownership, and when the attribute was last acquired again after that.
    """

    was_owned: bool = False
    denied_at: float | None = None
    reacquired_at: float | None = None


def attributes(connection: sqlite3.Connection, account: Account) -> dict[str, Attribute]:
    """The account's attributes by name, in the server's order, inactive and low-priority ones included."""
    found = connection.execute("SELECT * FROM attribute WHERE account = ? ORDER BY position", (account.id,))
    return {row["name"]: rows.attribute(row) for row in found}


def attribute(connection: sqlite3.Connection, account: Account, name: str) -> Attribute | None:
    """The attribute of that name, or None."""
    row = connection.execute("SELECT * FROM attribute WHERE account = ? AND name = ?", (account.id, name)).fetchone()
    return rows.attribute(row) if row else None


def ownerships(connection: sqlite3.Connection, account: Account) -> dict[str, Ownership]:
    """What is known about the owners, by attribute name."""
    found = connection.execute(
        "SELECT name, was_owned, denied_at, reacquired_at FROM attribute WHERE account = ?", (account.id,)
    )
    return {row["name"]: Ownership(bool(row["was_owned"]), row["denied_at"], row["reacquired_at"]) for row in found}


def templates(connection: sqlite3.Connection, account: Account) -> dict[str, Template]:
    """The service's templates by name, as far as they have been read."""
    found = connection.execute("SELECT * FROM template WHERE account = ?", (account.id,))
    return {row["name"]: rows.template(row) for row in found}


def put_attributes(
    connection: sqlite3.Connection, account: Account, read: Iterable[Attribute], owned: Iterable[str]
) -> None:
    """Keeps attributes just read; those named in `owned` are this client's, all others in `read` are not."""
    mine = frozenset(owned)
    for item in read:
        _put(connection, account, item, owned=item.name in mine)


def put_some(connection: sqlite3.Connection, account: Account, read: Iterable[Attribute], owned: Iterable[str]) -> None:
    """Keeps attributes of a partial answer, whose order says nothing: known ones keep their place, new ones go last."""
    known = attributes(connection, account)
    last = max((item.position for item in known.values()), default=-1)
    mine = frozenset(owned)
    for item in read:
        place = known[item.name].position if item.name in known else (last := last + 1)
        _put(connection, account, replace(item, position=place), owned=item.name in mine)


def put_acquired(connection: sqlite3.Connection, account: Account, item: Attribute) -> None:
    """Keeps an attribute that this client has just become the owner of."""
    put_some(connection, account, [item], [item.name])


def mark_acquired(connection: sqlite3.Connection, account: Account, name: str, now: float) -> None:
    """Notes that this client has become the owner; the consent, if it needed one, is used up."""
    connection.execute(
        "UPDATE attribute SET owned = 1, was_owned = 1, active = 1, "
        "reacquired_at = CASE WHEN denied_at IS NULL THEN reacquired_at ELSE ? END, denied_at = NULL "
        "WHERE account = ? AND name = ?",
        (now, account.id, name),
    )
    connection.execute("DELETE FROM consent WHERE account = ? AND attribute = ?", (account.id, name))


def mark_denied(connection: sqlite3.Connection, account: Account, name: str, now: float) -> None:
    """Notes that Exist refused a write because this client is not the owner."""
    connection.execute(
        "UPDATE attribute SET owned = 0, denied_at = ? WHERE account = ? AND name = ?",
        (now, account.id, name),
    )


def forget_missing(connection: sqlite3.Connection, account: Account, named: Iterable[str]) -> None:
    """Marks attributes inactive that a complete list no longer names; readings and entries of theirs stay."""
    present = set(named)
    for row in connection.execute("SELECT name FROM attribute WHERE account = ?", (account.id,)).fetchall():
        if row["name"] not in present:
            connection.execute(
                "UPDATE attribute SET active = 0 WHERE account = ? AND name = ?", (account.id, row["name"])
            )


def put_templates(connection: sqlite3.Connection, account: Account, read: Iterable[Template]) -> None:
    """Keeps the service's templates in place of those kept before."""
    connection.execute("DELETE FROM template WHERE account = ?", (account.id,))
    connection.executemany(
        "INSERT INTO template VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (account.id, t.name, t.label, t.group.name, t.group.label, t.group.priority, int(t.value_type), t.priority)
            for t in read
        ],
    )


def put_averages(connection: sqlite3.Connection, account: Account, read: Iterable[Average], now: float) -> None:
    """Keeps averages just read in place of all that were kept before."""
    connection.execute("DELETE FROM average WHERE account = ?", (account.id,))
    put_some_averages(connection, account, read, now)


def put_some_averages(connection: sqlite3.Connection, account: Account, read: Iterable[Average], now: float) -> None:
    """Keeps averages of a partial answer, of each attribute the latest; those of others stay."""
    latest = {average.attribute: average for average in sorted(read, key=lambda average: average.day)}
    connection.executemany(
        "DELETE FROM average WHERE account = ? AND attribute = ?", [(account.id, name) for name in latest]
    )
    connection.executemany(
        "INSERT INTO average (account, attribute, weekday, value, read_at) VALUES (?, ?, ?, ?, ?)",
        [
            (account.id, average.attribute, weekday, value, now)
            for average in latest.values()
            for weekday, value in enumerate((*average.weekdays, average.overall))
            if value is not None
        ],
    )


def averages(connection: sqlite3.Connection, account: Account, day: date) -> dict[str, UsualValue]:
    """What is usual on a day's weekday, by attribute; where that is not known, what is usual on all days."""
    found = connection.execute(
        "SELECT attribute, weekday, value FROM average WHERE account = ? AND weekday IN (?, ?) ORDER BY weekday DESC",
        (account.id, day.weekday(), ALL_DAYS),
    )
    return {row["attribute"]: UsualValue(row["value"], None if row["weekday"] == ALL_DAYS else day) for row in found}


def _put(connection: sqlite3.Connection, account: Account, item: Attribute, *, owned: bool) -> None:
    connection.execute(
        """
        INSERT INTO attribute (account, name, label, group_name, group_label, group_priority, value_type, template,
            priority, manual, active, service_name, service_label, owned, position, was_owned)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (account, name) DO UPDATE SET
            label = excluded.label, group_name = excluded.group_name, group_label = excluded.group_label,
            group_priority = excluded.group_priority, value_type = excluded.value_type, template = excluded.template,
            priority = excluded.priority, manual = excluded.manual, active = excluded.active,
            service_name = excluded.service_name, service_label = excluded.service_label, owned = excluded.owned,
            position = excluded.position, was_owned = max(was_owned, excluded.was_owned)
        """,
        (
            account.id,
            item.name,
            item.label,
            item.group.name,
            item.group.label,
            item.group.priority,
            int(item.value_type),
            item.template,
            item.priority,
            item.manual,
            item.active,
            item.service.name if item.service else None,
            item.service.label if item.service else None,
            owned,
            item.position,
            owned,
        ),
    )
