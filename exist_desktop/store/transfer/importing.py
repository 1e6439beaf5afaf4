"""Takes in what a file of this program's own brings. What Exist has said here since stays as it is.

Values come into the copy of the history as if they had been read when the file was made, so that they are soon read
again. Entries become history: none of them waits again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from exist_desktop.domain.account import Account, Profile
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.commands import Key
from exist_desktop.domain.findings.remembered import Decision
from exist_desktop.domain.outbox.ops import fold
from exist_desktop.domain.transfer.imports import EndedEntry
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Value
from exist_desktop.store import accounts, catalogue, rows
from exist_desktop.store.changes import Change
from exist_desktop.store.findings import relation_choices
from exist_desktop.store.history import WINDOW_DAYS, series_of
from exist_desktop.store.outbox.entries import uid_of
from exist_desktop.store.store import Store
from exist_desktop.store.transaction import Transaction
from exist_desktop.store.transfer import archived
from exist_desktop.store.transfer.section_inserts import INSERTS
from exist_desktop.store.transfer.sections import RELATION_CHOICES

_HERE = "SELECT 1 FROM entry WHERE uid IN (?, ?)"
_KNOWN = (
    "SELECT window, days FROM covered WHERE series = ?",
    "SELECT day FROM fresh WHERE series = ? AND read_at NOTNULL",
    "SELECT day, value FROM history WHERE series = ?",
)


class Compared(Struct, frozen=True):
    """How many values are new here, equal to what is here, or different from it."""

    new: int = 0
    equal: int = 0
    different: int = 0


class ImportWriter:
    """What comes to one account. Everything raises `NotSavedError`, and then nothing of it is written."""

    def __init__(self, store: Store, account: Account) -> None:
        self._store = store
        self._account = account

    async def known(self) -> dict[str, Attribute]:
        """Returns the attributes that the account has here."""
        return await self._store.read(self._account, catalogue.attributes)

    async def add_attributes(self, found: Sequence[Attribute]) -> None:
        """Adds attributes that the account does not have here."""

        def work(tx: Transaction) -> None:
            there = catalogue.attributes(tx)
            new = [one for one in found if one.name not in there]
            catalogue.put_some(tx, new, [one.name for one in new if one.owned])

        await self._store.write(self._account, work)

    async def compare(self, name: str, days: Mapping[date, Value | None]) -> Compared:
        """Compares the days of an attribute with what is here."""
        return await self._store.read(self._account, lambda tx: _compare(tx, name, days)[0])

    async def fill(self, name: str, days: Mapping[date, Value | None], read_at: float) -> Compared:
        """Fills the days of an attribute that were not read here, and compares the others."""

        def work(tx: Transaction) -> Compared:
            compared, unread = _compare(tx, name, days)
            _fill(tx, series_of(tx, name), unread, read_at)
            return compared

        return await self._store.write(self._account, work)

    async def archive(self, name: str, days: Mapping[date, Value], made: date) -> Compared:
        """Keeps what an archive has of the days of an attribute that were not read, and compares the others."""

        def work(tx: Transaction) -> Compared:
            compared, unread = _compare(tx, name, days)
            kept = {day: value for day, value in unread.items() if value is not None}
            archived.put(tx, series_of(tx, name), kept, made)
            return compared

        return await self._store.write(self._account, work)

    async def archive_names(self, found: Mapping[str, ValueType]) -> None:
        """Keeps the names of an archive that the account does not have."""

        def work(tx: Transaction) -> None:
            for name, value_type in found.items():
                archived.put_attribute(tx, name, value_type)

        await self._store.write(self._account, work)

    async def add_entries(self, found: Iterable[EndedEntry]) -> int:
        """Adds entries that are over, as history; those that are here already are left out. Returns how many."""

        def work(tx: Transaction) -> int:
            return sum(_add_entry(tx, one) for one in found)

        return await self._store.write(self._account, work)

    async def unknown(self, uids: Sequence[str]) -> frozenset[str]:
        """Returns those of the entries that are not here, and were not entered again."""

        def work(tx: Transaction) -> frozenset[str]:
            return frozenset(uid for uid in uids if not tx.execute(_HERE, (uid, uid_of(uid, 0))).fetchone())

        return await self._store.read(self._account, work)

    async def add_rows(self, section: str, found: Sequence[Mapping[str, object]], read_at: float) -> None:
        """Adds rows of a section but those that are here."""
        given = [{**row, "account": self._account.id, "read_at": read_at} for row in found]

        def work(tx: Transaction) -> None:
            if section == RELATION_CHOICES.key:
                _add_choices(tx, found)
                return
            for statement in INSERTS[section]:
                tx.executemany(statement, given)

        await self._store.write(self._account, work)

    def publish(self, names: Iterable[str]) -> None:
        """Says that the account has more than before."""
        self._store.publish(Change(days=None, catalogue=True, outbox=True, history=frozenset(names)))


async def account_of(store: Store, server: str, username: str, zone: str | None) -> Account:
    """Returns the account of a file on a computer on which nobody has signed in; it is in use from now on.

    Raises `NotSavedError`.
    """

    def work(connection: sqlite3.Connection) -> Account:
        account = accounts.find_or_add(connection, server, username)
        tx = Transaction(connection, account)
        accounts.use(tx)
        if accounts.profile(tx) is None:
            accounts.set_profile(tx, Profile(username, timezone=zone))
        return account

    account = await store.database.write(work)
    store.publish(Change(days=None, catalogue=True, session=True))
    return account


def _compare(tx: Transaction, name: str, days: Mapping[date, Value | None]) -> tuple[Compared, dict[int, Value | None]]:
    """Returns the comparison, and the days that were not read here, by their ordinals."""
    row = tx.execute("SELECT id FROM series WHERE account = ? AND name = ?", (tx.account.id, name)).fetchone()
    windows, looked_at, there = ([*tx.execute(query, (row and row["id"],))] for query in _KNOWN)
    bits, looked, values = dict(map(tuple, windows)), {day for (day,) in looked_at}, dict(map(tuple, there))
    equal = different = 0
    unread: dict[int, Value | None] = {}
    for day, value in days.items():
        number = day.toordinal()
        if not (bits.get(number // WINDOW_DAYS, 0) >> number % WINDOW_DAYS & 1 or number in looked):
            unread[number] = value
        elif value is not None:
            is_equal = values.get(number) == value
            equal += is_equal
            different += not is_equal
    new = sum(value is not None for value in unread.values())
    return Compared(new, equal, different), unread


def _fill(tx: Transaction, series: int, unread: Mapping[int, Value | None], read_at: float) -> None:
    """Writes days that were not read here. A window is as old as its oldest day."""
    windows: dict[int, int] = {}
    for day in unread:
        windows[day // WINDOW_DAYS] = windows.get(day // WINDOW_DAYS, 0) | 1 << day % WINDOW_DAYS
    tx.executemany(
        "INSERT INTO history VALUES (?, ?, ?) ON CONFLICT (series, day) DO UPDATE SET value = excluded.value",
        [(series, day, value) for day, value in unread.items() if value is not None],
    )
    tx.executemany(
        "DELETE FROM history WHERE series = ? AND day = ?",
        [(series, day) for day, value in unread.items() if value is None],
    )
    tx.executemany(
        "INSERT INTO covered (series, window, days, read_at) VALUES (?, ?, ?, ?) ON CONFLICT (series, window) "
        "DO UPDATE SET read_at = iif(days, min(read_at, excluded.read_at), excluded.read_at), "
        "days = days | excluded.days",
        [(series, window, bits, read_at) for window, bits in windows.items()],
    )


def _add_choices(tx: Transaction, found: Sequence[Mapping[str, object]]) -> None:
    """Adds what was decided about relations of which nothing is decided here."""
    for row in found:
        one, two = sorted((str(row["attribute"]), str(row["attribute2"])))
        if relation_choices.decided(tx).of((one, two)) is None:
            relation_choices.decide(tx, (one, two), Decision.KEPT if row["choice"] == "kept" else Decision.HIDDEN)


def _add_entry(tx: Transaction, ended: EndedEntry) -> bool:
    """Adds an entry with an op of its own that is over. Returns whether it is new here."""
    entry = ended.entry
    if tx.execute("SELECT 1 FROM entry WHERE uid = ?", (entry.uid,)).fetchone():
        return False
    command = rows.entered(entry.kind, Key(entry.attribute, entry.day), entry.value, entry.clock)
    parts, op = rows.parts(command), rows.parts(fold([command]))
    settled = (None, None) if ended.undone else (ended.settled_at, "answered")
    made = tx.execute(
        "INSERT INTO op (account, attribute, day, kind, value, since, state, settled_at, outcome, total) "
        "VALUES (?, ?, ?, ?, ?, ?, iif(?, 'dropped', 'done'), ?, ?, ?) RETURNING id",
        (tx.account.id, op.attribute, op.day, op.kind, op.value, ended.at, ended.undone, *settled, ended.total),
    ).fetchone()
    tx.execute(
        "INSERT INTO entry (uid, account, attribute, day, kind, value, clock, at, zone, op, undone_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(entry.uid, tx.account.id, parts.attribute, parts.day, parts.kind, parts.value, parts.clock),
            *(ended.at, ended.zone, made["id"], ended.settled_at if ended.undone else None),
        ),
    )
    return True
