"""Memories on Today: reads the one for the day in view, and lets the person have none."""

from __future__ import annotations

import contextlib
from datetime import date

from PySide6.QtCore import QObject

from exist_desktop.engine import Engine
from exist_desktop.settings import Preferences
from exist_desktop.store.quick_views import QuickViews
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.pages.today import TodayPage


class TodayMemories(QObject):
    """Shows a memory below the faces, as long as they are wanted."""

    def __init__(self, engine: Engine, page: TodayPage, bridge: Bridge) -> None:
        super().__init__(page)
        self._views = QuickViews(engine.store.database, lambda: engine.account, engine.clock.wall)
        self._preferences = engine.preferences
        self._page = page
        self._bridge = bridge
        page.day_shown.connect(self._on_day_shown)
        page.card.memory.unwanted.connect(lambda: forget(self._preferences))
        unsubscribe = self._preferences.subscribe(self._refresh)
        self.destroyed.connect(unsubscribe)
        self._refresh()

    def _on_day_shown(self, _day: date) -> None:
        self._refresh()

    def _refresh(self) -> None:
        self._bridge.run_in(self, self._show())

    async def _show(self) -> None:
        day = self._page.day
        found = await self._views.memory(day) if self._preferences.chosen.show_memories else None
        if day == self._page.day:
            self._page.card.memory.tell(found)


def forget(preferences: Preferences) -> None:
    """The person wants no memories; where the disk does not take that, none for this run."""
    with contextlib.suppress(OSError):
        preferences.change(show_memories=False)
