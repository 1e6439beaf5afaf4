"""Quick entry over a real store: opened, typed into, and judged by what the disk has."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from exist_desktop.domain.day import choose_zone
from exist_desktop.store.reading.quick_views import QuickViews
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.quick_entry.window import QuickWindow
from tests.qt_events import delivered
from tests.store.notebook import Notebook, notebook
from tests.ui.made_tiles import LANGUAGE
from tests.ui.set_time import SetTime


@dataclass
class Quick:
    """The window, and what is below it. `remembers` is whether memories are wanted."""

    book: Notebook
    bridge: Bridge
    days: DayClock
    remembers: bool = True

    def __post_init__(self) -> None:
        self.tokens: list[str] = []
        self.window = self.make()

    def make(self) -> QuickWindow:
        views = QuickViews(self.book.store, self.book, self.book)
        window = QuickWindow(views, self.book.journal, self.bridge, LANGUAGE, self.days, self)
        window.activation_wanted.connect(window.activateWindow)
        window.activation_wanted.connect(self.tokens.append)
        return window

    def wanted_on(self, _day: date) -> bool:
        return self.remembers

    async def open(self, token: str = "") -> None:
        self.window.open(token)
        await self.settled()

    async def settled(self) -> None:
        for _ in range(4):
            await asyncio.sleep(0)
            await self.bridge.stop()
        await delivered()

    async def restart(self) -> None:
        """What is half written outlives the window."""
        await self.settled()
        self.close()
        self.window = self.make()

    def close(self) -> None:
        self.window.hide()
        self.window.stop()
        self.window.deleteLater()

    async def press(self, *keys: Qt.Key | str) -> None:
        """Presses keys in whatever has the focus; a text is typed letter by letter."""
        for key in keys:
            for one in key if isinstance(key, str) else (key,):
                target = self.window.focusWidget()
                assert target is not None
                if isinstance(one, str):
                    QTest.keyClicks(target, one)
                else:
                    QTest.keyClick(target, one)
            await self.settled()

    @property
    def says(self) -> str:
        return self.window.form.says.text()

    async def shown(self, name: str, day: date) -> object:
        return await self.book.shown(name, day)


@asynccontextmanager
async def quick_at_hand(folder: Path) -> AsyncIterator[Quick]:
    async with notebook(folder) as book:
        bridge = Bridge()
        book.store.subscribe(bridge.publish_change)
        zone = choose_zone("Europe/Berlin", None, UTC)
        days = DayClock(SetTime(lambda: book.now, zone), bridge)
        quick = Quick(book, bridge, days)
        try:
            yield quick
        finally:
            quick.close()
            await bridge.stop()
            days.stop()
