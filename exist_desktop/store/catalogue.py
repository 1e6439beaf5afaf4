"""What Exist has said: attributes with their owners, templates, averages; `history` has its values of days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from exist_desktop.domain.attributes import Attribute, Template
from exist_desktop.domain.statistics.averages import UsualValue
from exist_desktop.store import rows
from exist_desktop.store.transaction import Transaction

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


def attributes(tx: Transaction) -> dict[str, Attribute]:
    """The account's attributes by name, in the server's order, inactive and low-priority ones included."""
    found = tx.execute("SELECT * FROM attribute WHERE account = ? ORDER BY position", (tx.account.id,))
    return {row["name"]: rows.attribute(row) for row in found}


def attribute(tx: Transaction, name: str) -> Attribute | None:
    """The attribute of that name, or None."""
    row = tx.execute("SELECT * FROM attribute WHERE account = ? AND name = ?", (tx.account.id, name)).fetchone()
    return rows.attribute(row) if row else None


def ownerships(tx: Transaction) -> dict[str, Ownership]:
    """What is known about the owners, by attribute name."""
    found = tx.execute(
        "SELECT name, was_owned, denied_at, reacquired_at FROM attribute WHERE account = ?", (tx.account.id,)
    )
    return {row["name"]: Ownership(bool(row["was_owned"]), row["denied_at"], row["reacquired_at"]) for row in found}


def templates(tx: Transaction) -> dict[str, Template]:
    """The service's templates by name, as far as they have been read."""
    found = tx.execute("SELECT * FROM template WHERE account = ?", (tx.account.id,))
    return {row["name"]: rows.template(row) for row in found}


def put_attributes(tx: Transaction, read: Iterable[Attribute], owned: Iterable[str]) -> None:
    """Keeps attributes just read; those named in `owned` are this client's, all others in `read` are not."""
    mine = frozenset(owned)
    for item in read:
        _put(tx, item, owned=item.name in mine)


def put_some(tx: Transaction, read: Iterable[Attribute], owned: Iterable[str]) -> None:
    """Keeps attributes of a partial answer, whose order says nothing: known ones keep their place, new ones go last."""
    known = attributes(tx)
    last = max((item.position for item in known.values()), default=-1)
    mine = frozenset(owned)
    for item in read:
        place = known[item.name].position if item.name in known else (last := last + 1)
        _put(tx, replace(item, position=place), owned=item.name in mine)


def put_acquired(tx: Transaction, item: Attribute) -> None:
    """Keeps an attribute that this client has just become the owner of."""
    put_some(tx, [item], [item.name])


def mark_acquired(tx: Transaction, name: str, now: float) -> None:
    """Notes that this client has become the owner; the consent, if it needed one, is used up."""
    tx.execute(
        "UPDATE attribute SET owned = 1, was_owned = 1, active = 1, "
        "reacquired_at = CASE WHEN denied_at IS NULL THEN reacquired_at ELSE ? END, denied_at = NULL "
        "WHERE account = ? AND name = ?",
        (now, tx.account.id, name),
    )
    tx.execute("DELETE FROM consent WHERE account = ? AND attribute = ?", (tx.account.id, name))


def mark_denied(tx: Transaction, name: str, now: float) -> None:
    """Notes that Exist refused a write because this client is not the owner."""
    tx.execute(
        "UPDATE attribute SET owned = 0, denied_at = ? WHERE account = ? AND name = ?",
        (now, tx.account.id, name),
    )


def forget_missing(tx: Transaction, named: Iterable[str]) -> None:
    """Marks attributes inactive that a complete list no longer names; readings and entries of theirs stay."""
    present = set(named)
    for row in tx.execute("SELECT name FROM attribute WHERE account = ?", (tx.account.id,)).fetchall():
        if row["name"] not in present:
            tx.execute("UPDATE attribute SET active = 0 WHERE account = ? AND name = ?", (tx.account.id, row["name"]))


def put_templates(tx: Transaction, read: Iterable[Template]) -> None:
    """Keeps the service's templates in place of those kept before."""
    tx.execute("DELETE FROM template WHERE account = ?", (tx.account.id,))
    tx.executemany(
        "INSERT INTO template VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                tx.account.id,
                t.name,
                t.label,
                t.group.name,
                t.group.label,
                t.group.priority,
                int(t.value_type),
                t.priority,
            )
            for t in read
        ],
    )


def put_averages(tx: Transaction, read: Iterable[Average], now: float) -> None:
    """Keeps averages just read in place of all that were kept before."""
    tx.execute("DELETE FROM average WHERE account = ?", (tx.account.id,))
    put_some_averages(tx, read, now)


def put_some_averages(tx: Transaction, read: Iterable[Average], now: float) -> None:
    """Keeps averages of a partial answer, of each attribute the latest; those of others stay."""
    latest = {average.attribute: average for average in sorted(read, key=lambda average: average.day)}
    tx.executemany(
        "DELETE FROM average WHERE account = ? AND attribute = ?", [(tx.account.id, name) for name in latest]
    )
    tx.executemany(
        "INSERT INTO average (account, attribute, weekday, value, read_at) VALUES (?, ?, ?, ?, ?)",
        [
            (tx.account.id, average.attribute, weekday, value, now)
            for average in latest.values()
            for weekday, value in enumerate((*average.weekdays, average.overall))
            if value is not None
        ],
    )


def averages(tx: Transaction, day: date) -> dict[str, UsualValue]:
    """What is usual on a day's weekday, by attribute; where that is not known, what is usual on all days."""
    found = tx.execute(
        "SELECT attribute, weekday, value FROM average WHERE account = ? AND weekday IN (?, ?) ORDER BY weekday DESC",
        (tx.account.id, day.weekday(), ALL_DAYS),
    )
    return {row["attribute"]: UsualValue(row["value"], None if row["weekday"] == ALL_DAYS else day) for row in found}


def _put(tx: Transaction, item: Attribute, *, owned: bool) -> None:
    tx.execute(
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
            tx.account.id,
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
