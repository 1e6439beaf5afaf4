"""The pages on which people look back, loaded when somebody first opens one: no start waits for them."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from exist_desktop.engine import Engine
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.pages.lazy_page import LazyPage
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.ui.windows.main_window import MainWindow
from exist_desktop.words.language import Language


def add_look_back_pages(
    engine: Engine, bridge: Bridge, language: Language, days: DayClock, today: TodayPage, window: MainWindow
) -> None:
    """Adds Find and History to the window; a day that is chosen there opens in Today."""

    def find() -> QWidget:
        from exist_desktop.app.presenters.find_presenter import find_page

        return find_page(engine, bridge, language, days, today, window)

    def history() -> QWidget:
        from exist_desktop.store.reading.whole_series import SeriesViews
        from exist_desktop.ui.pages.history.page import HistoryPage

        views = SeriesViews(engine.store, lambda: engine.account)
        page = HistoryPage(views, bridge, language, days, engine.preferences)
        page.day_opened.connect(open_day)
        return page

    def open_day(day: date) -> None:
        today.go_to(day)
        window.open_page("today")
        today.go_on()

    window.add_page("find", language.say("Find"), LazyPage(find))
    window.add_page("history", language.say("History"), LazyPage(history))
