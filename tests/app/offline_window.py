"""The window over the real engine with a small account on the disk, and nobody to talk to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QWidget

from exist_desktop.app.application import Application
from exist_desktop.app.presenters.ownership.losses import LossNotices
from exist_desktop.app.presenters.ownership.outcomes import OwnerOutcomes
from exist_desktop.domain.account import Account
from exist_desktop.domain.attributes import Attribute, Service
from exist_desktop.domain.outbox.ops import Reason
from exist_desktop.domain.ownership.outcomes import OwnerOutcome
from exist_desktop.engine import Engine
from exist_desktop.settings import Setup
from exist_desktop.store import catalogue
from exist_desktop.store.changes import Change
from exist_desktop.store.outbox import ops, slots
from exist_desktop.store.ownership import entries as owner_entries
from exist_desktop.store.transaction import Transaction
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.format import QtFormats
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.qt_events import delivered
from tests.store.notebook import NOW, SERVER, fill
from tests.sync.clocks import SteppedClock

LANGUAGE = Language(UNTRANSLATED, QtFormats(QLocale.c()))
Part = TypeVar("Part", bound=QWidget)


@dataclass(frozen=True)
class Offline:
    """The window, and what is below it."""

    application: Application
    engine: Engine
    bridge: Bridge
    clock: SteppedClock
    account: Account

    async def settle(self) -> None:
        """Waits until every act has come to its end and what it changed is shown."""
        for _ in range(4):
            await self.bridge.stop()
            await delivered()

    def dialog(self, kind: type[Part]) -> Part:
        """The one that is open."""
        (found,) = (one for one in self.application.window.findChildren(kind) if one.isVisible())
        return found

    async def wanted(self) -> list[tuple[str, str]]:
        """What waits for owners: kind and attribute, the oldest first."""
        lines = await self.engine.views.owner_lines()
        return sorted((line.entry.kind.value, line.attribute.label) for line in lines)

    async def in_background(self) -> None:
        """What the program does after its first paint."""
        LossNotices(self.application.runtime, self.application.ownership)
        OwnerOutcomes(self.application.runtime, self.application.ownership)
        await self.settle()

    async def read(self, *attributes: Attribute) -> None:
        """Exist has these attributes so now, as a reading finds them."""
        ours = [one.name for one in attributes if one.owned]
        now = self.clock.now()
        await self.engine.store.write(
            self.account, lambda tx: catalogue.put_some(tx, attributes, ours, now), Change(days=None, catalogue=True)
        )
        await self.settle()

    async def end(self, *outcomes: OwnerOutcome) -> None:
        """What was wanted of owners has left, and this came of it."""
        now = self.clock.now()

        def work(tx: Transaction) -> None:
            owner_entries.begin(tx, [outcome.entry for outcome in outcomes], now)
            owner_entries.settle(tx, outcomes, now)

        await self.engine.store.write(self.account, work, Change(days=None, catalogue=True, outbox=True))
        await self.settle()

    async def hold(self, name: str) -> None:
        """Exist has refused what waits for an attribute."""

        def work(tx: Transaction) -> None:
            for op in ops.outbox(tx).ops:
                if op.key.attribute == name:
                    slots.hold(tx, op, Reason.INVALID, "")

        await self.engine.store.write(self.account, work, Change(outbox=True))

    async def put(self, *attributes: Attribute, available: Mapping[str, Sequence[Service]] | None = None) -> None:
        """Exist has these attributes too, and says who could fill them."""
        could = {name: tuple(services) for name, services in (available or {}).items()}

        def work(tx: Transaction) -> None:
            known = {one.name: one for one in (*catalogue.attributes(tx).values(), *attributes)}
            said = [_with(one, could.get(one.name)) for one in known.values()]
            catalogue.put_attributes(tx, said, [one.name for one in said if one.owned])

        await self.engine.store.write(self.account, work, Change(catalogue=True))


def _with(attribute: Attribute, available: tuple[Service, ...] | None) -> Attribute:
    return attribute if available is None else replace(attribute, available=available)


@asynccontextmanager
async def offline(qapp: QApplication, folder: Path) -> AsyncIterator[Offline]:
    bridge, clock = Bridge(), SteppedClock(NOW)
    engine = Engine(Setup(SERVER, folder), observer=bridge, clock=clock)
    await engine.open()
    account = await fill(engine.store)
    await engine.find_account()
    application = Application(qapp, engine, bridge, LANGUAGE)
    shown = Offline(application, engine, bridge, clock, account)
    try:
        await application.show()
        await shown.settle()
        yield shown
    finally:
        await application.stop()
        await engine.close()
        application.window.deleteLater()


def texts(root: QWidget) -> str:
    """What can be read in a part of the window."""
    return "\n".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


def ticks(root: QWidget) -> dict[str, bool]:
    """The boxes of a part of the window that can be seen, by their text."""
    return {box.text(): box.isChecked() for box in root.findChildren(QCheckBox) if box.isVisible()}


def button(root: QWidget, name: str) -> QAbstractButton:
    """A button that can be seen, by its name or text."""
    return next(
        one
        for one in root.findChildren(QAbstractButton)
        if one.isVisible() and name in (one.accessibleName(), one.text())
    )
