"""The Relations page over a real store: a year of days that go together, and what Exist has found in them."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QEvent

from exist_desktop.app.presenters.findings.relations import AccountRelations
from exist_desktop.domain.account import Account
from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.day import choose_zone
from exist_desktop.domain.statistics.correlations import Correlation
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Value
from exist_desktop.findings import ExistFindings
from exist_desktop.relations import OwnRelations
from exist_desktop.settings import Preferences
from exist_desktop.store import catalogue, history
from exist_desktop.store.changes import Change
from exist_desktop.store.repositories.findings import FindingRepository
from exist_desktop.store.store import Store
from exist_desktop.store.transaction import Transaction
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.pages.relations.page import RelationsPage
from exist_desktop.ui.text import TextBlock
from tests.patience import PATIENCE
from tests.qt_events import delivered
from tests.ui.made_tiles import LANGUAGE
from tests.ui.outbox_on_store import NOW, TODAY, AtHand, outbox_at_hand
from tests.ui.set_time import SetTime
from tests.using import At

ACTIVITY, CUSTOM = Group("activity", "Activity", 1), Group("custom", "Custom tags", 3)
SLEEP = Group("sleep", "Sleep", 2)
ATTRIBUTES = (
    Attribute("mood", "Mood", Group("mood", "Mood", 0), ValueType.SCALE, "mood", manual=True, position=0),
    Attribute("mood_note", "Daily note", Group("mood", "Mood", 0), ValueType.TEXT, "mood_note", position=1),
    Attribute("steps", "Steps", ACTIVITY, ValueType.QUANTITY, "steps", position=2),
    Attribute("floors", "Floors", ACTIVITY, ValueType.QUANTITY, "floors", position=3),
    Attribute("sleep", "Time asleep", SLEEP, ValueType.DURATION, "sleep", position=4),
    Attribute("walk", "Walk", CUSTOM, ValueType.BOOLEAN, manual=True, position=5),
    Attribute("young", "Young", CUSTOM, ValueType.QUANTITY, manual=True, position=6),
)
DAYS = 250
Values = Mapping[str, Mapping[date, Value | None]]


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def life(days: int = DAYS) -> Values:
    """Steps go together with walks and floors on the same day, and with sleep on the next; mood goes its own way."""
    drawn = random.Random(7)
    found: dict[str, dict[date, Value | None]] = {one.name: {} for one in ATTRIBUTES if one.name != "mood_note"}
    tired = 0.0
    for back in range(days, 0, -1):
        day, walk, effort = ago(back), drawn.random() < 0.4, drawn.gauss(0, 1)
        steps = max(0, round(6000 + 3000 * walk + 1200 * effort))
        found["walk"][day] = int(walk)
        found["steps"][day] = steps
        found["floors"][day] = max(0, round(steps / 700 + drawn.gauss(0, 0.5)))
        found["sleep"][day] = round(420 + 25 * tired + drawn.gauss(0, 20))
        found["mood"][day] = min(max(round(drawn.gauss(5, 1.5)), 1), 9)
        if back <= 12:
            found["young"][day] = round(drawn.gauss(5, 1))
        tired = (steps - 7200) / 1800
    return found


BATCH = ago(7)
EXIST = (
    Correlation("walk", "steps", 0.74, BATCH, 240, 0, 1e-9, 5, "You walk more when you tag ‘walk’ more."),
    Correlation("steps", "sleep", 0.41, BATCH, 240, 1, 1e-4, 4, "You sleep longer on days after more steps."),
    Correlation("weekend", "mood", 0.12, BATCH, 240, 0, 0.04, 3, "Your mood is better on weekends."),
    Correlation("steps", "steps", 1.0, BATCH, 240, 0, 0.0, 5, "You have more steps when you have more steps."),
    Correlation("steps", "floors", 0.95, BATCH, 240, 0, 0.0, 5, "You climb more floors when you have more steps."),
)


@dataclass
class InUse:
    """The account whose relations are shown; this computer is not connected."""

    account: Account | None
    link: None = None


def relations_of(store: Store, account: Account | None, preferences: Preferences) -> AccountRelations:
    """What the page reads, as the program puts it together, but never connected to Exist."""
    in_use = InUse(account)
    exist = ExistFindings(store, in_use, At(NOW))
    return AccountRelations(store, in_use, OwnRelations(store, preferences, in_use), exist)


async def keep(home: AtHand, attributes: Iterable[Attribute], values: Values, found: Iterable[Correlation]) -> None:
    """Saves a life, and what Exist has found in it, as if both had been read."""

    def write(tx: Transaction) -> None:
        catalogue.put_attributes(tx, list(attributes), ())
        for name, days in values.items():
            history.put(tx, name, days, NOW)

    await home.store.write(home.account, write, Change(days=None, catalogue=True))
    await FindingRepository(home.store, home.account).put_correlations(found, NOW, TODAY)


@dataclass
class Opened:
    """The page, and what is below it."""

    home: AtHand
    page: RelationsPage

    async def settled(self) -> None:
        async with asyncio.timeout(PATIENCE):
            for _ in range(4):
                await asyncio.sleep(0)
                await self.home.bridge.stop()
        for _ in range(3):
            await delivered()

    @property
    def sentences(self) -> list[str]:
        return [row.accessibleName() for row in self.page.list.rows.rows]

    def said(self, name: str) -> str:
        label = self.page.findChild(TextBlock, name)
        assert isinstance(label, TextBlock)
        return label.text() if label.isVisibleTo(self.page) else ""


@asynccontextmanager
async def opened(
    folder: Path,
    values: Values,
    found: Iterable[Correlation] = (),
    *,
    signed_in: bool = True,
) -> AsyncIterator[Opened]:
    """The page, open on the attribute that was asked about last: steps."""
    async with outbox_at_hand(folder) as home:
        await keep(home, ATTRIBUTES, values, found)
        zone = choose_zone("UTC", None, ZoneInfo("UTC"))
        days = DayClock(SetTime(lambda: NOW, zone), home.bridge)
        preferences = Preferences(folder)
        preferences.change(history_recent=("steps",))
        views = relations_of(home.store, home.account if signed_in else None, preferences)
        page = RelationsPage(views, home.bridge, LANGUAGE, days, preferences)
        shown = Opened(home, page)
        page.resize(1100, 800)
        page.show()
        await shown.settled()
        try:
            yield shown
        finally:
            page.hide()
            await shown.settled()
            page.deleteLater()
            QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)
