"""What views and the command line read: a day, the outbox, the counts. Each is one visit to the database's thread."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from exist_desktop.domain.account import Account, Profile
from exist_desktop.domain.attributes import LOW_PRIORITY, Attribute, Template
from exist_desktop.domain.commands import Key
from exist_desktop.domain.day import DAY_SECONDS
from exist_desktop.domain.month import DayMark
from exist_desktop.domain.outbox.ops import Counts, Entry, Op, OutboxLine
from exist_desktop.domain.projection import RECENT_DAYS, DayView, day_view, project
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Seen
from exist_desktop.store import accounts, catalogue, history
from exist_desktop.store.file.database import Database
from exist_desktop.store.outbox import creations, ops, slots
from exist_desktop.store.outbox.outbox_lines import LINE, line_of
from exist_desktop.store.reading.attribute_lookup import known, known_one, nameless
from exist_desktop.store.reading.months import marks
from exist_desktop.store.reading.outbox_list import OPEN_ROWS, read_counts, read_held, read_lines, read_order

_UNSENT = (
    "SELECT entry.id FROM op JOIN entry ON entry.op = op.id "
    f"WHERE op.account = :account AND {slots.UNFINISHED} AND entry.undone_at IS NULL"
)
_RECENT = (  # each by an index of its own
    "SELECT id FROM entry WHERE account = :account AND at >= :since "
    "UNION SELECT id FROM entry WHERE account = :account AND undone_at >= :since "
    "UNION SELECT entry.id FROM op JOIN entry ON entry.op = op.id WHERE op.account = :account AND settled_at >= :since"
)
FINISHED_DAYS = 7
"""How many days finished entries stay in the Outbox's list."""


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

    async def month(self, first: date, last: date) -> Mapping[date, DayMark]:
        """The days of a calendar that have something."""
        account = self._account()
        if account is None:
            return {}
        return await self._database.read(lambda connection: marks(connection, account, first, last))

    async def outbox(self, *, finished: bool = False) -> tuple[OutboxLine, ...]:
        """The entries that are not in Exist yet, newest first; with `finished`, also those done in the last days."""
        account = self._account()
        if account is None:
            return ()
        since = self._clock() - FINISHED_DAYS * DAY_SECONDS if finished else None
        return await self._database.read(lambda connection: read_outbox(connection, account, since))

    async def open_rows(self) -> tuple[OutboxLine, ...]:
        """The entries that are not in Exist yet, newest first, without those that a later one replaces."""
        account = self._account()
        if account is None:
            return ()
        return await self._database.read(lambda connection: read_outbox(connection, account, None, OPEN_ROWS))

    async def lines(self, entries: Sequence[Entry]) -> tuple[OutboxLine, ...]:
        """These entries in their order, as they stand now: they may have gone on since they were saved."""
        account = self._account()
        if account is None:
            return ()
        return await self._database.read(lambda c: read_lines(c, account, [entry.id for entry in entries]))

    async def outbox_order(self) -> Sequence[int]:
        """The numbers of the entries that have a row in the Outbox, from its top, those of the last days included."""
        account = self._account()
        if account is None:
            return ()
        since = self._clock() - FINISHED_DAYS * DAY_SECONDS
        return await self._database.read(lambda connection: read_order(connection, account, since))

    async def held(self, most: int) -> tuple[OutboxLine, ...]:
        """The newest of the entries that need the person."""
        account = self._account()
        if account is None:
            return ()
        return await self._database.read(lambda connection: read_held(connection, account, most))

    async def outbox_lines(self, numbers: Sequence[int]) -> tuple[OutboxLine, ...]:
        """What the rows of these entries say; those that are not there are left out."""
        account = self._account()
        if account is None:
            return ()
        return await self._database.read(lambda connection: read_lines(connection, account, numbers))

    async def profile(self) -> Profile | None:
        """The account's profile as last read."""
        account = self._account()
        if account is None:
            return None
        return await self._database.read(lambda connection: accounts.profile(connection, account))

    async def counts(self) -> Counts:
        """How many entries stand where."""
        account = self._account()
        if account is None:
            return Counts()
        return await self._database.read(lambda connection: read_counts(connection, account))

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
    wanted = creations.makings(connection, account).values()
    return catalogue.attributes(connection, account) | {pending.name: pending.attribute for pending in wanted}


def read_day(connection: sqlite3.Connection, account: Account, day: date) -> DayView:
    """The page of a day: active attributes, and others where the day has something of theirs."""
    unfinished: dict[str, tuple[Op, ...]] = {}
    for op in ops.unfinished(connection, account, day):
        unfinished[op.key.attribute] = (*unfinished.get(op.key.attribute, ()), op)
    recent = history.between(connection, account, day - timedelta(days=min(RECENT_DAYS - 1, day.toordinal() - 1)), day)
    attributes = catalogue.attributes(connection, account)
    shown = [a for a in attributes.values() if (a.active and a.priority < LOW_PRIORITY) or a.name in unfinished]
    shown += [pending.attribute for pending in creations.makings(connection, account).values()]
    names = {a.name for a in shown}
    coming = [known_one(connection, account, name) for name in unfinished if name not in names]
    shown += [attribute for attribute in coming if attribute is not None]
    recent |= {a.name: (None,) * RECENT_DAYS for a in shown if a.name not in attributes}  # Exist does not have it yet
    return day_view(day, shown, recent, unfinished, catalogue.averages(connection, account, day))


def read_value(connection: sqlite3.Connection, account: Account, key: Key) -> Seen:
    """The projected value of one key."""
    here = slots.of_key(connection, account, key)
    attribute = catalogue.attribute(connection, account, key.attribute)
    kind = attribute.value_type if attribute else ValueType.UNKNOWN
    waiting = [op for op in (here.in_flight, here.waiting) if op is not None]
    return project(_reading(connection, account, key, attribute), waiting, kind).value


def _reading(connection: sqlite3.Connection, account: Account, key: Key, attribute: Attribute | None) -> Seen:
    """What Exist said of a key; of an attribute that the account does not have yet, that there is none."""
    return history.seen(connection, account, key) if attribute is not None else None


def read_outbox(
    connection: sqlite3.Connection, account: Account, since: float | None, unsent: str = _UNSENT
) -> tuple[OutboxLine, ...]:
    """Entries that are not in Exist yet, newest first; with `since`, also those that changed after it.

    `unsent` is the statement for the numbers of the former.
    """
    attributes = known(connection, account)
    which = unsent if since is None else f"{unsent} UNION {_RECENT}"
    found = connection.execute(
        f"{LINE} WHERE entry.id IN ({which}) ORDER BY entry.id DESC", {"account": account.id, "since": since}
    )
    return tuple(line_of(row, attributes.get(row["attribute"]) or nameless(row["attribute"])) for row in found)
