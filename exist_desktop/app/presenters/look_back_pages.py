"""The pages Find and History, loaded when one is first opened, so that no start waits for them."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from exist_desktop.app.runtime import Runtime
from exist_desktop.ui.pages.lazy_page import LazyPage
from exist_desktop.ui.pages.today.page import TodayPage


def add_look_back_pages(runtime: Runtime, today: TodayPage) -> None:
    """Adds Find and History to the window. A day that is chosen there opens in Today."""
    engine, window, say = runtime.engine, runtime.window, runtime.language.say

    def find() -> QWidget:
        from exist_desktop.app.presenters.find_presenter import find_page

        return find_page(runtime, today)

    def history() -> QWidget:
        from exist_desktop.store.reading.whole_series import SeriesViews
        from exist_desktop.ui.pages.history.page import HistoryPage

        views = SeriesViews(engine.store, engine)
        page = HistoryPage(views, runtime.bridge, runtime.language, runtime.days, engine.preferences)
        page.day_opened.connect(open_day)
        return page

    def open_day(day: date) -> None:
        today.go_to(day)
        window.open_page("today")
        today.go_on()

    window.add_page("find", say("Find"), LazyPage(find))
    window.add_page("history", say("History"), LazyPage(history))
