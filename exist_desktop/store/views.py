"""What views and the command line read: a day, the outbox, the counts. Each is one visit to the database's thread."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from exist_desktop.domain.account import Account, Profile
from exist_desktop.domain.attributes import LOW_PRIORITY, Attribute, Template
from exist_desktop.domain.commands import Key
from exist_desktop.domain.outbox import (
    Doubt,
    Entry,
    EntryState,
    Kind,
    Op,
    OpState,
    OutboxLine,
    Outcome,
    Phase,
    entry_state,
)
from exist_desktop.domain.projection import RECENT_DAYS, DayView, day_view, project
from exist_desktop.domain.values import Seen, ValueType
from exist_desktop.store import accounts, catalogue, history, makings, ops, rows, slots
from exist_desktop.store.database import Database
from exist_desktop.store.known import known, known_one, nameless

FINISHED_DAYS = 7
"""How many days finished entries stay in the Outbox's list."""


@dataclass(frozen=True)
class Tally:
    """How many entries stand where; `waiting` includes those being sent."""

    waiting: int = 0
    checking: int = 0
    held: int = 0

    @property
    def open(self) -> int:
        """All entries that are not in Exist yet."""
        return self.waiting + self.checking + self.held


class Views:
    """Readings for views, of the account that `account` names at that moment; empty ones where nobody signed in."""

    def __init__(self, database: Database, account: Callable[[], Account | None], clock: Callable[[], float]) -> None:
        self._database = database
        self._account = account
        self._clock = clock

    async def day(self, day: date) -> DayView:
        """A whole day, projected."""
        account = self._account()
        if account is None:
            return day_view(day, (), {}, {})
        return await self._database.read(lambda connection: read_day(connection, account, day))

    async def outbox(self, *, finished: bool = False) -> tuple[OutboxLine, ...]:
        """The entries that are not in Exist yet, newest first; with `finished`, also those done in the last days."""
        account = self._account()
        if account is None:
            return ()
        since = self._clock() - FINISHED_DAYS * 86_400 if finished else None
        return await self._database.read(lambda connection: read_outbox(connection, account, since))

    async def lines(self, entries: Sequence[Entry]) -> tuple[OutboxLine, ...]:
        """These entries in their order, as they stand now: they may have gone on since they were saved."""
        account = self._account()
        if account is None:
            return ()
        return await self._database.read(lambda c: read_lines(c, account, [entry.id for entry in entries]))

    async def profile(self) -> Profile | None:
        """The account's profile as last read."""
        account = self._account()
        if account is None:
            return None
        return await self._database.read(lambda connection: accounts.profile(connection, account))

    async def tally(self) -> Tally:
        """How many entries stand where."""
        account = self._account()
        if account is None:
            return Tally()
        return await self._database.read(lambda connection: read_tally(connection, account))

    async def last_sync(self) -> float | None:
        """When everything was last read from Exist, in seconds since 1970."""
        account = self._account()
        if account is None:
            return None
        return await self._database.read(lambda c: accounts.instant(c, account.id, accounts.LAST_SYNC))

    async def catalogue(self) -> tuple[dict[str, Attribute], dict[str, Template]]:
        """All attributes and all templates, by name."""
        account = self._account()
        if account is None:
            return {}, {}
        return await self._database.read(lambda c: (_attributes(c, account), catalogue.templates(c, account)))


def _attributes(connection: sqlite3.Connection, account: Account) -> dict[str, Attribute]:
    wanted = makings.makings(connection, account).values()
    return catalogue.attributes(connection, account) | {making.name: making.attribute for making in wanted}


def read_day(connection: sqlite3.Connection, account: Account, day: date) -> DayView:
    """The page of a day: active attributes, and others where the day has something of theirs."""
    unfinished: dict[str, tuple[Op, ...]] = {}
    for op in ops.unfinished(connection, account, day):
        unfinished[op.key.attribute] = (*unfinished.get(op.key.attribute, ()), op)
    recent = history.between(connection, account, day - timedelta(days=min(RECENT_DAYS - 1, day.toordinal() - 1)), day)
    attributes = catalogue.attributes(connection, account)
    shown = [a for a in attributes.values() if (a.active and a.priority < LOW_PRIORITY) or a.name in unfinished]
    shown += [making.attribute for making in makings.makings(connection, account).values()]
    names = {a.name for a in shown}
    coming = [known_one(connection, account, name) for name in unfinished if name not in names]
    shown += [attribute for attribute in coming if attribute is not None]
    recent |= {a.name: (None,) * RECENT_DAYS for a in shown if a.name not in attributes}  # Exist does not have it yet
    return day_view(day, shown, recent, unfinished, catalogue.averages(connection, account, day))


def read_value(connection: sqlite3.Connection, account: Account, key: Key) -> Seen:
    """The projected value of one key."""
    here = slots.slots(connection, account, key)
    attribute = catalogue.attribute(connection, account, key.attribute)
    kind = attribute.value_type if attribute else ValueType.UNKNOWN
    waiting = [op for op in (here.in_flight, here.waiting) if op is not None]
    return project(_reading(connection, account, key, attribute), waiting, kind).value


def _reading(connection: sqlite3.Connection, account: Account, key: Key, attribute: Attribute | None) -> Seen:
    """What Exist said of a key; of an attribute that the account does not have yet, that there is none."""
    return history.seen(connection, account, key) if attribute is not None else None


_LINE = (
    "SELECT entry.*, op.state, op.reason, op.detail, op.settled_at, op.outcome, op.total, op.base, "
    "op.phase, op.kind AS op_kind, op.value AS op_value FROM entry JOIN op ON op.id = entry.op "
)


def read_outbox(connection: sqlite3.Connection, account: Account, since: float | None) -> tuple[OutboxLine, ...]:
    """Entries that are not in Exist yet, newest first; with `since`, also those that changed after it."""
    attributes = known(connection, account)
    recent = "" if since is None else "OR :since <= max(entry.at, ifnull(op.settled_at, 0), ifnull(entry.undone_at, 0))"
    found = connection.execute(
        f"{_LINE} WHERE entry.account = :account "
        f"AND ((entry.undone_at IS NULL AND {slots.UNFINISHED}) {recent}) ORDER BY entry.id DESC",
        {"account": account.id, "since": since},
    )
    return tuple(_line(row, attributes) for row in found)


def read_lines(connection: sqlite3.Connection, account: Account, numbers: Sequence[int]) -> tuple[OutboxLine, ...]:
    """The entries of those numbers, in their order; those that are not there are left out."""
    attributes = known(connection, account)
    wanted = (connection.execute(f"{_LINE} WHERE entry.id = ?", (number,)).fetchone() for number in numbers)
    return tuple(_line(row, attributes) for row in wanted if row is not None)


def _line(row: sqlite3.Row, attributes: dict[str, Attribute]) -> OutboxLine:
    entry = rows.entry(row)
    attribute = attributes.get(entry.key.attribute) or nameless(entry.key.attribute)
    if row["state"] == OpState.DOUBT and row["op_kind"] == Kind.ADD:
        return OutboxLine(entry, attribute, doubt=Doubt(row["base"], row["op_value"]))
    if entry.state is not EntryState.SENT:
        unanswered = row["state"] == OpState.PENDING and row["phase"] == Phase.LOST
        return OutboxLine(entry, attribute, unanswered=unanswered)
    return OutboxLine(entry, attribute, row["settled_at"], row["total"], Outcome(row["outcome"]))


def read_tally(connection: sqlite3.Connection, account: Account) -> Tally:
    """How many standing entries are waiting, being checked, and held."""
    found = connection.execute(
        "SELECT op.state, count(*) AS n FROM entry JOIN op ON op.id = entry.op "
        f"WHERE entry.account = ? AND entry.undone_at IS NULL AND {slots.UNFINISHED} GROUP BY op.state",
        (account.id,),
    )
    count = dict.fromkeys(EntryState, 0)
    for row in found:
        count[entry_state(OpState(row["state"]))] += row["n"]
    waiting = count[EntryState.WAITING] + count[EntryState.SENDING]
    return Tally(waiting, count[EntryState.CHECKING], count[EntryState.HELD])
