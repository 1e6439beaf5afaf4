"""The Today page over a real store and its journal, for tests of what is saved there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent

from exist_desktop.domain.day import choose_zone
from exist_desktop.store.drafts import Drafts
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.pages.today.page import TodayPage
from tests.store.notebook import Notebook, notebook
from tests.ui.set_time import SetTime
from tests.ui.today_world import LANGUAGE


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
            page.deleteLater()
            QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)  # here, where Qt lives


async def rested(bridge: Bridge) -> None:
    """Waits until every save has come to its end and what it changed is shown."""
    for _ in range(5):
        await asyncio.sleep(0)
        await bridge.stop()
