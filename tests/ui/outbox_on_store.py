"""A real store with a few attributes, its journal and its views, for pages that show and change entries."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from exist_desktop.domain.account import Account, Profile
from exist_desktop.domain.attributes import Attribute, Group, Service
from exist_desktop.domain.commands import Increment, Key, SetValue
from exist_desktop.domain.outbox.op_outcome import Arrived, OpOutcome, WasHeld
from exist_desktop.domain.outbox.ops import Outcome, Reason
from exist_desktop.domain.value_types import ValueType
from exist_desktop.journal.journal import Journal
from exist_desktop.store import accounts, catalogue
from exist_desktop.store.file.database import Connection
from exist_desktop.store.outbox import ops
from exist_desktop.store.reading.views import Views
from exist_desktop.store.store import Store
from exist_desktop.store.transaction import Transaction
from exist_desktop.ui.bridge import Bridge
from tests.store.ready_made import ready_made
from tests.using import At, Using

NOW = datetime(2026, 11, 22, 21, 50, tzinfo=UTC).timestamp()
TODAY = date(2026, 11, 22)
FOOD = Group("food", "Food and drink", 1)
LONG = "W" * 200
RIGHT_TO_LEFT = "שלום עולם " * 20
ATTRIBUTES = (
    Attribute("coffees", "Coffees", FOOD, ValueType.QUANTITY, "coffees", manual=True),
    Attribute("water", "Water", FOOD, ValueType.QUANTITY, "water", manual=True),
    Attribute("pages_read", "Pages read", FOOD, ValueType.QUANTITY, "pages_read", manual=True),
    Attribute("steps", "Steps", FOOD, ValueType.QUANTITY, "steps", service=Service("fitbit", "Fitbit")),
    Attribute("long", LONG, FOOD, ValueType.TEXT, manual=True),
    Attribute("rtl", RIGHT_TO_LEFT, FOOD, ValueType.QUANTITY, manual=True),
)


def key(name: str) -> Key:
    return Key(name, TODAY)


def add(name: str, delta: int = 1) -> Increment:
    return Increment(key(name), delta)


def put(name: str, value: int | str) -> SetValue:
    return SetValue(key(name), value)


@dataclass(frozen=True)
class AtHand:
    store: Store
    account: Account
    journal: Journal
    views: Views
    bridge: Bridge

    async def settle_last(self, make: type[Arrived] | type[WasHeld], *details: object) -> None:
        """What became of the newest op, as the worker would note it."""
        standing = await self.store.read(self.account, ops.outbox)
        outcome: OpOutcome = make(standing.ops[-1].id, *details)  # type: ignore[arg-type]
        await self.store.settle(self.account, [outcome], NOW - 600)

    async def hold_last(self, reason: Reason, detail: str = "") -> None:
        await self.settle_last(WasHeld, reason, detail)

    async def send_last(self, total: int) -> None:
        await self.settle_last(Arrived, Outcome.ANSWERED, total)


async def _fill(store: Store) -> None:
    def prepare(connection: Connection) -> None:
        account = accounts.find_or_add(connection, "https://exist.test", "josh")
        accounts.set_profile(Transaction(connection, account), Profile("josh", timezone="UTC"))
        catalogue.put_attributes(Transaction(connection, account), ATTRIBUTES, ())

    await store.database.write(prepare)


@asynccontextmanager
async def outbox_at_hand(folder: Path) -> AsyncIterator[AtHand]:
    await ready_made(folder, _fill, _fill, NOW)
    store = Store(folder)
    await store.open(NOW)
    (account,) = await store.accounts.everyone()
    bridge = Bridge()
    store.subscribe(bridge.publish_change)
    journal = Journal(store, Using(account), At(NOW))
    views = Views(store, Using(account), At(NOW))
    try:
        yield AtHand(store, account, journal, views, bridge)
    finally:
        await bridge.stop()
        await store.close()
