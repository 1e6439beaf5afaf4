"""The account that the gallery shows: read once from the demo server, then a data folder that is never online again."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.day import Zone, ZoneSource
from exist_desktop.domain.outbox.op_outcome import OpOutcome
from exist_desktop.engine import Engine
from exist_desktop.journal.journal import Journal
from exist_desktop.settings import Setup
from exist_desktop.store import catalogue
from exist_desktop.store.changes import Change
from exist_desktop.store.outbox import ops
from exist_desktop.store.reading.views import Views
from exist_desktop.store.repositories.readings import ReadingRepository
from exist_desktop.store.store import Store
from exist_desktop.store.transaction import Transaction
from exist_desktop.sync.pull import pull
from exist_desktop.ui.bridge import Bridge
from tests.demo_server import DemoServer
from tests.ui.outbox_on_store import AtHand
from tests.using import At, Using

ZONE = ZoneInfo("Australia/Melbourne")
EVENING = datetime(2026, 11, 22, 20, 14, tzinfo=ZONE)
NOW = EVENING.timestamp()
TODAY = EVENING.date()
PLACE = Zone(ZONE, ZONE.key, ZoneSource.PROFILE)


def now() -> float:
    """The moment at which every picture is taken."""
    return NOW


async def fill(folder: Path) -> None:
    """Reads the demo account into a data folder, as a first run does."""
    with DemoServer(clock=now) as server:
        engine = Engine(Setup(server.base_url, folder, token=server.token("josh")))
        await engine.open()
        await engine.connect()
        assert engine.link is not None
        await pull(engine.link.client, ReadingRepository(engine.store, engine.link.account), NOW)
        await engine.close()


class Home(AtHand):
    """The account at hand, and what becomes of the last entry."""

    async def settle(self, make: Callable[[int], OpOutcome]) -> None:
        """Sends the newest op, with this for its end."""
        last = max(await self.store.read(self.account, ops.unfinished), key=lambda op: op.id)
        await self.store.begin(self.account, [ops.Dispatch(last.id, last.command, base=2)], NOW - 605)
        await self.store.settle(self.account, [make(last.id)], NOW - 600)


@asynccontextmanager
async def at_home(filled: Path, folder: Path, say: Callable[[str], str]) -> AsyncIterator[Home]:
    """A copy of the account to work with, its labels in the language of the scene."""
    shutil.copytree(filled, folder)
    store = Store(folder)
    await store.open(NOW)
    account = (await store.accounts.everyone())[0]
    await store.write(account, lambda tx: _translate(tx, say), Change(catalogue=True))
    bridge = Bridge()
    store.subscribe(bridge.publish_change)
    journal = Journal(store, Using(account), At(NOW))
    try:
        yield Home(store, account, journal, Views(store, Using(account), At(NOW)), bridge)
    finally:
        await bridge.stop()
        await store.close()


def _translate(tx: Transaction, say: Callable[[str], str]) -> None:
    known = catalogue.attributes(tx).values()
    owned = [attribute.name for attribute in known if attribute.owned]
    catalogue.put_attributes(tx, [translated(attribute, say) for attribute in known], owned)


def translated(attribute: Attribute, say: Callable[[str], str]) -> Attribute:
    """An attribute as an account in that language has it."""
    service = attribute.service and replace(attribute.service, label=say(attribute.service.label))
    group = replace(attribute.group, label=say(attribute.group.label))
    return replace(attribute, label=say(attribute.label), group=group, service=service)
