"""Memories on Today and in quick entry: whether the person wants them, and the one for the day in view."""

from __future__ import annotations

import contextlib
from datetime import date
from typing import Protocol

from PySide6.QtCore import QObject

from exist_desktop.engine import Engine
from exist_desktop.settings import Preferences
from exist_desktop.store.reading.quick_views import QuickViews
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.ui.widgets.mood.memory_line import MemoryLine

MOST_PUT_AWAY = 31
"""How many days with a dismissed memory are remembered. Older ones are rarely opened again."""


class DayInView(Protocol):
    """A page or a window about one day."""

    @property
    def day(self) -> date:
        """The day in view."""


class MemoryChoices:
    """The person's choices about memories. If the disk refuses them, they last for this run."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def wanted_on(self, day: date) -> bool:
        """Whether the memory of that day should be shown."""
        chosen = self._preferences.chosen
        return chosen.show_memories and day.isoformat() not in chosen.memories_put_away

    def heed(self, line: MemoryLine, place: DayInView) -> None:
        """Connects the buttons of a line whose memory is about the day in view."""
        line.put_away.connect(lambda: self._put_away(place.day))
        line.brought_back.connect(lambda: self._bring_back(place.day))
        line.unwanted.connect(lambda: self._change(show_memories=False))

    def _put_away(self, day: date) -> None:
        former = self._preferences.chosen.memories_put_away
        self._change(memories_put_away=(*former, day.isoformat())[-MOST_PUT_AWAY:])

    def _bring_back(self, day: date) -> None:
        former = self._preferences.chosen.memories_put_away
        self._change(memories_put_away=tuple(kept for kept in former if kept != day.isoformat()))

    def _change(self, **choices: object) -> None:
        with contextlib.suppress(OSError):
            self._preferences.change(**choices)


class TodayMemories(QObject):
    """Shows a memory below the faces if the person wants memories."""

    def __init__(self, engine: Engine, page: TodayPage, bridge: Bridge) -> None:
        super().__init__(page)
        self._views = QuickViews(engine.store, engine, engine.clock)
        self._choices = MemoryChoices(engine.preferences)
        self._page = page
        self._bridge = bridge
        self._choices.heed(page.card.memory, page)
        page.day_shown.connect(self._on_day_shown)
        unsubscribe = engine.preferences.subscribe(self._refresh)
        self.destroyed.connect(unsubscribe)
        self._refresh()

    def _on_day_shown(self, _day: date) -> None:
        self._refresh()

    def _refresh(self) -> None:
        self._bridge.run_in(self, self._show())

    async def _show(self) -> None:
        day, line = self._page.day, self._page.card.memory
        found = await self._views.memory(day)
        if day != self._page.day:
            return
        if found is None or self._choices.wanted_on(day):
            line.tell(found)
        else:
            line.rest(found)
