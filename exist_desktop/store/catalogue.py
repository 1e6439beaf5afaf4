"""What Exist has said: attributes with their owners, templates, averages; values of days are in `history`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.domain.arranging.arrangement import Placed
from exist_desktop.domain.attributes import Attribute, Service, Template
from exist_desktop.domain.ownership.rules import Ownership
from exist_desktop.domain.statistics.averages import ALL_DAYS, UsualValue
from exist_desktop.store import rows
from exist_desktop.store.ownership.moved import ask_again
from exist_desktop.store.ownership.record import given_back_since, note_reading
from exist_desktop.store.transaction import Transaction

if TYPE_CHECKING:
    from exist_desktop.domain.statistics.correlations import Average

_NAMES = (
    "SELECT name, shown_as, part_of FROM arranged_attribute WHERE account = ? AND (shown_as <> '' OR part_of <> '')"
)
OLDEST_LIST_SECONDS = 60.0
"""By how much a list of Exist's may be older than what it has said before."""


class Owned(Struct, frozen=True):
    """The attributes that this client owns, by an answer. It is not `whole` if some of its rows made no sense."""

    names: frozenset[str]
    whole: bool


def names_of(tx: Transaction, owned: Owned) -> frozenset[str]:
    """Returns the names that this client owns. Those that it owned before still count if the answer is not whole."""
    known = () if owned.whole else attributes(tx).values()
    return owned.names | {item.name for item in known if item.owned}


def attributes(tx: Transaction) -> dict[str, Attribute]:
    """Returns the account's attributes by name, in Exist's order, with inactive and low-priority ones.

    They are called as the person calls them, and tags that are part of another are among them.
    """
    rows_found = tx.execute("SELECT * FROM attribute WHERE account = ? ORDER BY position", (tx.account.id,))
    found = {row["name"]: rows.attribute(row) for row in rows_found}
    if not (names := _names(tx)):
        return found
    from exist_desktop.domain.arranging.names import called  # few people have given names, and a start need not wait

    return called(found, names)


def _names(tx: Transaction) -> dict[str, Placed]:
    """Returns what was chosen for those that have a name of the person's own or are shown as one with another."""
    return {
        row["name"]: Placed(shown_as=row["shown_as"], part_of=row["part_of"])
        for row in tx.execute(_NAMES, (tx.account.id,))
    }


def attribute(tx: Transaction, name: str) -> Attribute | None:
    """Returns the attribute of that name, or None."""
    if _names(tx):
        return attributes(tx).get(name)
    row = tx.execute("SELECT * FROM attribute WHERE account = ? AND name = ?", (tx.account.id, name)).fetchone()
    return rows.attribute(row) if row else None


def ownerships(tx: Transaction) -> dict[str, Ownership]:
    """Returns what is known about the owners, by attribute name."""
    found = tx.execute(
        "SELECT name, was_owned, denied_at, reacquired_at, given_back_at FROM attribute WHERE account = ?",
        (tx.account.id,),
    )
    return {
        row["name"]: Ownership(bool(row["was_owned"]), row["denied_at"], row["reacquired_at"], row["given_back_at"])
        for row in found
    }


def templates(tx: Transaction) -> dict[str, Template]:
    """Returns the templates by name, as far as they have been read."""
    found = tx.execute("SELECT * FROM template WHERE account = ?", (tx.account.id,))
    return {row["name"]: rows.template(row) for row in found}


def available(tx: Transaction) -> dict[str, tuple[Service, ...]]:
    """Returns the services that can fill each attribute, as far as Exist has said."""
    found = tx.execute(
        "SELECT name, available FROM attribute WHERE account = ? AND available IS NOT NULL", (tx.account.id,)
    )
    return {row["name"]: tuple(Service(*parts) for parts in json.loads(row["available"])) for row in found}


def put_attributes(tx: Transaction, read: Iterable[Attribute], owned: Iterable[str], now: float | None = None) -> None:
    """Saves attributes that were just read. This client owns those named in `owned`, and no others of `read`.

    `now` is the instant for the record of owners; without it nothing is recorded.
    """
    known, mine = attributes(tx), frozenset(owned)
    for item in _certain(tx, read, mine, now):
        _put(tx, replace(item, owned=item.name in mine), known, now)


def put_some(tx: Transaction, read: Iterable[Attribute], owned: Iterable[str], now: float | None = None) -> None:
    """Saves the attributes of a partial answer. Known ones keep their position; new ones go last."""
    known = attributes(tx)
    last = max((item.position for item in known.values()), default=-1)
    mine = frozenset(owned)
    for item in _certain(tx, read, mine, now):
        place = known[item.name].position if item.name in known else (last := last + 1)
        _put(tx, replace(item, position=place, owned=item.name in mine), known, now)


def _certain(
    tx: Transaction, read: Iterable[Attribute], mine: frozenset[str], now: float | None
) -> Iterable[Attribute]:
    """Leaves out what a list calls this client's that was given back so lately that the list may be older."""
    lately = given_back_since(tx, now - OLDEST_LIST_SECONDS) if now is not None else frozenset()
    return [item for item in read if item.name not in lately & mine]


def forget_missing(tx: Transaction, named: Iterable[str]) -> None:
    """Makes attributes inactive that a complete list does not name any more. Their values and entries stay.

    A tag that is gone is not shown as one with another any more.
    """
    present = set(named)
    known = tx.execute("SELECT name FROM attribute WHERE account = ?", (tx.account.id,)).fetchall()
    gone = [row["name"] for row in known if row["name"] not in present]
    for name in gone:
        tx.execute("UPDATE attribute SET active = 0 WHERE account = ? AND name = ?", (tx.account.id, name))
    apart = [(tx.account.id, name) for name, one in _names(tx).items() if {name, one.part_of} & set(gone)]
    tx.executemany("UPDATE arranged_attribute SET part_of = '' WHERE account = ? AND name = ?", apart)


def put_templates(tx: Transaction, read: Iterable[Template]) -> None:
    """Saves the templates in place of all former ones."""
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
    """Saves averages in place of all former ones."""
    tx.execute("DELETE FROM average WHERE account = ?", (tx.account.id,))
    put_some_averages(tx, read, now)


def put_some_averages(tx: Transaction, read: Iterable[Average], now: float) -> None:
    """Saves the averages of a partial answer. The latest of each attribute count from now on, the others stay."""
    read = list(read)
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
    tx.executemany(
        "INSERT OR REPLACE INTO past_average (account, attribute, day, weekday, value) VALUES (?, ?, ?, ?, ?)",
        [
            (tx.account.id, average.attribute, average.day.isoformat(), weekday, value)
            for average in read
            for weekday, value in enumerate((*average.weekdays, average.overall))
            if value is not None
        ],
    )


def averages(tx: Transaction, day: date) -> dict[str, UsualValue]:
    """Returns the average of the day's weekday for each attribute, or the average of all days if that is not known."""
    found = tx.execute(
        "SELECT attribute, weekday, value, (SELECT max(day) FROM past_average AS past "
        "WHERE past.account = average.account AND past.attribute = average.attribute) AS made FROM average "
        "WHERE account = ? AND weekday IN (?, ?) ORDER BY weekday DESC",
        (tx.account.id, day.weekday(), ALL_DAYS),
    )
    return {
        row["attribute"]: UsualValue(
            row["value"],
            None if row["weekday"] == ALL_DAYS else day,
            made=None if row["made"] is None else date.fromisoformat(row["made"]),
        )
        for row in found
    }


def _put(tx: Transaction, item: Attribute, known: Mapping[str, Attribute], now: float | None) -> None:
    if now is not None and item.name in known:
        note_reading(tx, known[item.name], item, now)
        ask_again(tx, known[item.name], item)
        if item.owned and not known[item.name].owned:  # the consent to take it over is used up
            tx.execute("DELETE FROM consent WHERE account = ? AND attribute = ?", (tx.account.id, item.name))
    services = None if item.available is None else [[one.name, one.label] for one in item.available]
    tx.execute(
        """
        INSERT INTO attribute (account, name, label, group_name, group_label, group_priority, value_type, template,
            priority, manual, active, service_name, service_label, owned, position, was_owned, available)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (account, name) DO UPDATE SET
            label = excluded.label, group_name = excluded.group_name, group_label = excluded.group_label,
            group_priority = excluded.group_priority, value_type = excluded.value_type, template = excluded.template,
            priority = excluded.priority, manual = excluded.manual, active = excluded.active,
            service_name = excluded.service_name, service_label = excluded.service_label, owned = excluded.owned,
            position = excluded.position, was_owned = max(was_owned, excluded.was_owned),
            available = ifnull(excluded.available, available),
            given_back_at = CASE WHEN excluded.owned THEN NULL ELSE given_back_at END
        """,
        (
            tx.account.id,
            item.name,
            item.as_in_exist.label,
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
            item.owned,
            item.position,
            item.owned,
            None if services is None else json.dumps(services, ensure_ascii=False),
        ),
    )
