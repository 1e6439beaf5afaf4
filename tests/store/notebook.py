"""A data folder with one account and a few attributes, at work on a real disk, and clocks that tests set."""

from __future__ import annotations

import asyncio
import functools
import inspect
import itertools
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Concatenate

from exist_desktop.domain.account import Account, Profile
from exist_desktop.domain.attributes import Attribute, Group, Service, Template
from exist_desktop.domain.commands import Increment, Key, SetValue
from exist_desktop.domain.outbox.op_outcome import OpOutcome
from exist_desktop.domain.outbox.ops import Entry, EntryState, Op, OutboxLine, Reason
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Seen, Value
from exist_desktop.journal.journal import Journal
from exist_desktop.store import accounts, catalogue, history
from exist_desktop.store.changes import Change
from exist_desktop.store.file.database import Connection
from exist_desktop.store.outbox import ops
from exist_desktop.store.outbox.ops import Dispatch
from exist_desktop.store.reading.views import Views
from exist_desktop.store.store import DATABASE, UNSENT_LOG, Store
from exist_desktop.store.transaction import Transaction
from tests.store.ready_made import ready_made

SERVER = "https://exist.example"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC).timestamp()
TODAY = date(2026, 11, 22)
LONG_AGO = 0.0
"""When everything was read, and nothing was there."""
FOOD = Group("food", "Food and drink", 1)
MOOD = Group("mood", "Mood", 3)
CUSTOM = Group("custom", "Custom tags", 3)
FITBIT = Service("fitbit", "Fitbit")
ATTRIBUTES = (
    Attribute("mood", "Mood", MOOD, ValueType.QUANTITY, "mood", manual=True, owned=True, position=0),
    Attribute("mood_note", "Daily note", MOOD, ValueType.TEXT, "mood_note", manual=True, owned=True, position=1),
    Attribute("walk", "Walk", CUSTOM, ValueType.BOOLEAN, manual=True, owned=True, position=2),
    Attribute("coffees", "Coffees", FOOD, ValueType.QUANTITY, "coffees", manual=True, owned=True, position=3),
    Attribute("weight", "Weight", FOOD, ValueType.DECIMAL, "weight", manual=True, owned=True, position=4),
    Attribute("steps", "Steps", FOOD, ValueType.QUANTITY, "steps", service=FITBIT, position=5),
    Attribute("tweets", "Tweets", FOOD, ValueType.QUANTITY, "tweets", active=False, owned=True, position=6),
)
TEMPLATES = (Template("water", "Water", FOOD, ValueType.QUANTITY),)


def key(name: str = "coffees", day: date = TODAY) -> Key:
    return Key(name, day)


def add(delta: float = 1, name: str = "coffees", day: date = TODAY) -> Increment:
    return Increment(Key(name, day), delta)


def put(value: Value, name: str = "coffees", day: date = TODAY) -> SetValue:
    return SetValue(Key(name, day), value)


@dataclass
class Notebook:
    """A store with its journal and views; `now` is the time that all of them see."""

    store: Store
    account: Account
    now: float = NOW
    changes: list[Change] = field(default_factory=list)
    uids: itertools.count[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.journal = Journal(self.store, self, self, new_uid=lambda: f"uid{next(self.uids)}")
        self.views = Views(self.store, self, self)
        self.store.subscribe(self.changes.append)

    def wall(self) -> float:
        return self.now

    @property
    def path(self) -> Path:
        return self.store.folder / DATABASE

    @property
    def copy(self) -> Path:
        return self.store.folder / UNSENT_LOG

    async def say(self, value: Value | None, name: str = "coffees", day: date = TODAY) -> None:
        """Exist says what a value is."""
        await self.store.write(self.account, lambda tx: history.put(tx, name, {day: value}, self.now))

    async def shown(self, name: str = "coffees", day: date = TODAY) -> Seen:
        tile = (await self.views.day(day)).tile(name)
        return tile.value if tile else None

    async def unfinished(self) -> tuple[Op, ...]:
        return await self.store.read(self.account, ops.unfinished)

    async def begin(self, base: Value | None = None) -> Op:
        """Lets the oldest waiting op leave."""
        op = next(op for op in await self.unfinished() if op.state in ("pending", "unknown"))
        (begun,) = await self.store.begin(self.account, [Dispatch(op.id, op.command, base)], self.now)
        return begun

    async def settle(self, *found: OpOutcome) -> None:
        await self.store.settle(self.account, found, self.now)

    async def line(self, entry: Entry) -> OutboxLine:
        """An entry as the Outbox lists it, finished ones included."""
        return next(line for line in await self.views.outbox(finished=True) if line.entry.id == entry.id)

    async def state(self, entry: Entry) -> tuple[EntryState, Reason | None]:
        found = (await self.line(entry)).entry
        return found.state, found.reason


async def fill(store: Store, username: str = "josh") -> Account:
    """Makes an account with attributes and templates the one in use."""

    def work(connection: Connection) -> Account:
        account = accounts.find_or_add(connection, SERVER, username)
        accounts.use(Transaction(connection, account))
        accounts.set_profile(Transaction(connection, account), Profile(username, timezone="Europe/Berlin"))
        owned = [attribute.name for attribute in ATTRIBUTES if attribute.owned]
        catalogue.put_attributes(Transaction(connection, account), ATTRIBUTES, owned)
        catalogue.put_templates(Transaction(connection, account), TEMPLATES)
        nothing = dict.fromkeys(TODAY - timedelta(days=ago) for ago in range(31))
        for attribute in ATTRIBUTES if not history.between(Transaction(connection, account), TODAY, TODAY) else ():
            history.put(Transaction(connection, account), attribute.name, nothing, LONG_AGO)
        return account

    return await store.database.write(work)


@asynccontextmanager
async def opened(folder: Path, now: float = NOW) -> AsyncIterator[Store]:
    store = Store(folder)
    await store.open(now)
    try:
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def notebook(folder: Path) -> AsyncIterator[Notebook]:
    await ready_made(folder, fill, fill, NOW)
    async with opened(folder) as store:
        yield Notebook(store, await fill(store))


def with_notebook(test: Callable[Concatenate[Notebook, ...], Awaitable[None]]) -> Callable[..., None]:
    """Runs an async test on a notebook of its own, without Qt."""

    @functools.wraps(test)
    def run(tmp_path: Path, **given: Any) -> None:
        bound: Callable[[Notebook], Awaitable[None]] = functools.partial(test, **given)

        async def with_a_new_one() -> None:
            async with notebook(tmp_path / "data") as book:
                await bound(book)

        asyncio.run(with_a_new_one())

    _, *others = inspect.signature(test).parameters.values()
    asked = inspect.Parameter("tmp_path", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    run.__signature__ = inspect.Signature([asked, *others])  # type: ignore[attr-defined]
    return run


def query(path: Path, statement: str) -> list[Any]:
    """What another program would read from the file."""
    with closing(sqlite3.connect(path)) as connection:
        return [tuple(row) for row in connection.execute(statement)]
