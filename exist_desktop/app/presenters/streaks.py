"""Streaks on Today and in quick entry, if the person wants them there, for the day that has not ended."""

from __future__ import annotations

import contextlib
from datetime import date

from PySide6.QtCore import QObject

from exist_desktop.app.runtime import Runtime
from exist_desktop.store.reading.quick_views import QuickViews
from exist_desktop.store.reading.streaks import RunningStreak
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.ui.widgets.mood.streak_line import StreakLine


class StreakPresenter(QObject):
    """Shows the longest running streaks in a line, and ends them when the person presses its button.

    `show_day` is connected to what says that another day, or another state of it, is in view.
    """

    def __init__(self, runtime: Runtime, views: QuickViews, line: StreakLine) -> None:
        super().__init__(line)
        self._runtime = runtime
        self._preferences = runtime.engine.preferences
        self._views = views
        self._line = line
        self._day: date | None = None
        line.unwanted.connect(self._on_unwanted)
        self.destroyed.connect(self._preferences.subscribe(self._refresh))

    def show_day(self, day: date) -> None:
        """Shows the streaks of a day; none for days that are over."""
        self._day = day
        self._refresh()

    def _refresh(self) -> None:
        if self._day is not None:
            self._runtime.bridge.run_in(self, self._show(self._day))

    async def _show(self, day: date) -> None:
        chosen = self._preferences.chosen
        found: tuple[RunningStreak, ...] = ()
        if chosen.show_streaks and day == self._runtime.days.proposed():
            found = await self._views.streaks(day)
        if day == self._day:
            self._line.tell([one for one in found if one.attribute.name not in chosen.streaks_hidden])

    def _on_unwanted(self) -> None:
        with contextlib.suppress(OSError):  # the choice lasts for this run then
            self._preferences.change(show_streaks=False)


def today_streaks(runtime: Runtime, page: TodayPage) -> None:
    """Shows streaks below the faces."""
    engine = runtime.engine
    views = QuickViews(engine.store, engine, engine.clock)
    streaks = StreakPresenter(runtime, views, page.card.streaks)
    page.day_shown.connect(streaks.show_day)
    streaks.show_day(page.day)
