"""The pages Find, History, Insights and Attributes, loaded when one is first opened: no start waits for them."""

from __future__ import annotations

from datetime import date
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from exist_desktop.app.presenters.ownership.acts import OwnershipActs
from exist_desktop.app.runtime import Runtime
from exist_desktop.ui.pages.lazy_page import LazyPage
from exist_desktop.ui.pages.today.page import TodayPage


@runtime_checkable
class HistoryOfOne(Protocol):
    """The page History, whose module is not loaded yet."""

    def show_attribute(self, name: str) -> None:
        """Shows an attribute."""


def add_look_back_pages(runtime: Runtime, today: TodayPage, acts: OwnershipActs) -> None:
    """Adds the pages to the window. A day that is chosen there opens in Today, an attribute in History.

    `acts` does what is wanted on the page Attributes.
    """
    engine, window, say = runtime.engine, runtime.window, runtime.language.say

    def find() -> QWidget:
        from exist_desktop.app.presenters.find_presenter import find_page

        page = find_page(runtime, today)
        page.history_wanted.connect(open_history)
        return page

    def history() -> QWidget:
        from exist_desktop.store.reading.whole_series import SeriesViews
        from exist_desktop.ui.pages.history.page import HistoryPage

        views = SeriesViews(engine.store, engine)
        page = HistoryPage(views, runtime.bridge, runtime.language, runtime.days, engine.preferences)
        page.day_opened.connect(open_day)
        return page

    def insights() -> QWidget:
        from exist_desktop.app.presenters.findings.insights import EngineInsights
        from exist_desktop.ui.pages.insights.page import InsightsPage

        views = EngineInsights(engine)
        page = InsightsPage(views, runtime.bridge, runtime.language, runtime.days, engine.preferences)
        page.day_opened.connect(open_day)
        page.history_wanted.connect(open_history)
        return page

    def attributes() -> QWidget:
        from exist_desktop.app.presenters.ownership.attributes_page import AttributesPresenter

        page = AttributesPresenter(runtime, acts).page
        page.history_wanted.connect(open_history)
        return page

    def open_day(day: date) -> None:
        today.go_to(day)
        window.open_page("today")
        today.go_on()

    def open_history(name: str) -> None:
        window.open_page("history")
        page = history_page.page
        if isinstance(page, HistoryOfOne):
            page.show_attribute(name)

    history_page = LazyPage(history)
    window.add_page("find", say("Find"), LazyPage(find))
    window.add_page("history", say("History"), history_page)
    window.add_page("insights", say("Insights"), LazyPage(insights))
    window.add_page("attributes", say("Attributes"), LazyPage(attributes))
