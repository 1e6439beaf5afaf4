"""The Today page over a real store and its journal: a home with all kinds of attributes, and a notebook."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent
from shiboken6 import isValid

from exist_desktop.domain.account import Account, Profile
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.commands import Command
from exist_desktop.domain.day import choose_zone
from exist_desktop.domain.outbox.op_outcome import Arrived, OpOutcome, WasHeld
from exist_desktop.domain.outbox.ops import EntryState
from exist_desktop.domain.statistics.correlations import Average
from exist_desktop.domain.values import Value
from exist_desktop.journal.journal import Journal
from exist_desktop.store import accounts, catalogue, history
from exist_desktop.store.arranging.arrangement import Arrangements
from exist_desktop.store.changes import Change
from exist_desktop.store.drafts import Drafts
from exist_desktop.store.file.database import Connection
from exist_desktop.store.outbox import ops
from exist_desktop.store.reading.views import Views
from exist_desktop.store.store import DATABASE, Store
from exist_desktop.store.transaction import Transaction
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.pages.today.interfaces import DayChoices
from exist_desktop.ui.pages.today.page import TodayPage
from tests.store.notebook import SERVER, Notebook, notebook, query
from tests.store.ready_made import ready_made
from tests.ui.made_tiles import EVENING, LANGUAGE, MELBOURNE, PHONE, SUNDAY, VALUES
from tests.ui.set_time import SetTime
from tests.using import At, Using

Values = dict[Attribute, Value | None]
READ_DAYS = tuple(SUNDAY + timedelta(days=number) for number in range(-13, 3))
WITHOUT_MOOD = SUNDAY - timedelta(days=2)


@dataclass
class Disk:
    """A disk that tests fill up: while it is full, no commit finds room."""

    full: bool = False

    def opening(self, *arguments: Any, **named: Any) -> sqlite3.Connection:
        return _Connection(self, *arguments, **named)


class _Connection(sqlite3.Connection):
    def __init__(self, disk: Disk, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._disk = disk

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        if self._disk.full and statement == "COMMIT":
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        return super().execute(statement, *values)


def by_phone(*taken: Attribute) -> Values:
    """The usual values, of an account for which the phone fills these attributes and has always done so."""
    foreign = {one.name: replace(one, owned=False, service=PHONE) for one in taken}
    return {foreign.get(one.name, one): value for one, value in VALUES.items()}


def clock_of(time: At, bridge: Bridge, computer: ZoneInfo = MELBOURNE) -> DayClock:
    """The days of a person in Melbourne, at a computer that is set to that zone or to another."""
    zone = choose_zone("Australia/Melbourne", None, UTC)
    return DayClock(SetTime(lambda: time.now, zone, lambda: computer), bridge)


@dataclass
class Home:
    """An account on a Sunday evening, and the Today page over it. `values` are what it has on each of `read_days`.

    `averages` are what is usual on a Sunday. `opened` opens store and page; whoever makes a home closes it.
    """

    folder: Path
    bridge: Bridge = field(default_factory=Bridge)
    time: At = field(default_factory=lambda: At(EVENING))
    values: Values = field(default_factory=lambda: VALUES)
    averages: dict[str, float] = field(default_factory=dict)
    read_days: Sequence[date] = READ_DAYS
    disk: Disk = field(default_factory=Disk)
    is_open: bool = False
    store: Store = field(init=False)
    account: Account = field(init=False)
    journal: Journal = field(init=False)
    views: Views = field(init=False)
    days: DayClock = field(init=False)
    page: TodayPage | None = None

    async def open_store(self) -> None:
        """Opens the account without a page."""
        what = (*self.values.items(), *self.averages.items(), *self.read_days)
        await ready_made(self.folder, what, self._fill, self.time.now)
        self.store = Store(self.folder, opening=self.disk.opening)
        await self.store.open(self.time.now)
        self.is_open = True
        account = await self.store.accounts.current(SERVER)
        assert account is not None
        self.account = account
        self.journal = Journal(self.store, Using(account), self.time)
        self.views = Views(self.store, Using(account), self.time)
        self.store.subscribe(self.bridge.publish_change)

    async def opened(self, choices: DayChoices | None = None) -> TodayPage:
        """The page as it stands when it has been shown."""
        page = await self.made(choices)
        page.resize(1034, 860)
        page.show()
        await self.settled()
        page.board.build_all()
        return page

    async def made(self, choices: DayChoices | None = None) -> TodayPage:
        """The page before it is shown."""
        if not self.is_open:
            await self.open_store()
        self.days = clock_of(self.time, self.bridge)
        kept = Arrangements(self.store, Using(self.account))
        self.page = TodayPage(
            self.views, self.journal, self.bridge, LANGUAGE, self.days, choices=choices, arrangement=kept
        )
        return self.page

    async def settled(self) -> None:
        """Waits until every act has come to its end and what it changed is shown."""
        await rested(self.bridge)

    def later(self, **span: float) -> None:
        self.time.now += timedelta(**span).total_seconds()

    async def say(self, made: Attribute, value: Value | None, day: date = SUNDAY) -> None:
        """Exist says what a value is, and the page is told."""
        await self.store.write(self.account, lambda tx: history.put(tx, made.name, {day: value}, self.time.now))
        self.bridge.publish_change(Change(days=frozenset({day})))
        await self.settled()

    async def fills(self, *made: Attribute) -> None:
        """Exist says what its attributes are now, and the page is told."""
        owned = [one.name for one in made if one.owned]
        await self.store.write(self.account, lambda tx: catalogue.put_some(tx, made, owned))
        self.bridge.publish_change(Change(catalogue=True))
        await self.settled()

    async def settle_last(self, make: type[Arrived] | type[WasHeld], *details: object) -> None:
        """What became of the newest op, as the worker would note it."""
        standing = await self.store.read(self.account, ops.outbox)
        outcome: OpOutcome = make(standing.ops[-1].id, *details)  # type: ignore[arg-type]
        await self.store.settle(self.account, [outcome], self.time.now)
        await self.settled()

    async def saved(self) -> list[Command]:
        """What was entered and not undone, in order."""
        lines = await self.views.outbox(finished=True)
        kept = sorted((line.entry for line in lines if line.entry.state is not EntryState.UNDONE), key=lambda e: e.id)
        return [entry.command for entry in kept]

    def taken_over(self) -> list[str]:
        """What the person has agreed to take over, by name."""
        return [name for (name,) in query(self.folder / DATABASE, "SELECT attribute FROM consent ORDER BY attribute")]

    async def close(self) -> None:
        if self.page is not None and isValid(self.page):  # a window may have taken it along
            self.page.hide()
            self.days.stop()
            await self.settled()
            gone(self.page)
        await self.bridge.stop()
        if self.is_open:
            await self.store.close()

    async def _fill(self, store: Store) -> None:
        def work(connection: Connection) -> None:
            tx = Transaction(connection, accounts.find_or_add(connection, SERVER, "josh"))
            accounts.use(tx)
            accounts.set_profile(tx, Profile("josh", timezone="Australia/Melbourne"))
            placed = [replace(made, position=number) for number, made in enumerate(self.values)]
            catalogue.put_attributes(tx, placed, [made.name for made in placed if made.owned])
            for made, value in self.values.items():
                days: dict[date, Value | None] = dict.fromkeys(self.read_days, value)
                if made.name == "mood" and WITHOUT_MOOD in days:
                    days[WITHOUT_MOOD] = None
                history.put(tx, made.name, days, self.time.now)
            usual = [Average(name, SUNDAY, value, (value,) * 7) for name, value in self.averages.items()]
            catalogue.put_averages(tx, usual, self.time.now)

        await store.database.write(work)


@asynccontextmanager
async def page_over(folder: Path) -> AsyncIterator[tuple[TodayPage, Notebook, Bridge]]:
    """The page over a real store, as a start of the program makes it."""
    async with notebook(folder) as book:
        bridge = Bridge()
        book.store.subscribe(bridge.publish_change)
        zone = choose_zone("Europe/Berlin", None, UTC)
        days = DayClock(SetTime(lambda: book.now, zone), bridge)
        drafts = Drafts(book.store, book)
        page = TodayPage(book.views, book.journal, bridge, LANGUAGE, days, drafts=drafts)
        page.resize(1034, 860)
        await page.load()
        page.show()
        await rested(bridge)
        page.board.build_all()
        try:
            yield page, book, bridge
        finally:
            page.hide()
            days.stop()
            await rested(bridge)
            gone(page)


def gone(page: TodayPage) -> None:
    """Ends the page here, where Qt lives."""
    page.deleteLater()
    QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)


async def rested(bridge: Bridge) -> None:
    """Waits until every save has come to its end and what it changed is shown."""
    for _ in range(5):
        await asyncio.sleep(0)
        await bridge.stop()
