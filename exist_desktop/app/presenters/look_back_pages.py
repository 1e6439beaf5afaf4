"""The pages Find, History, Insights, Relations and Attributes, loaded when one is first opened: no start waits."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from exist_desktop.app.presenters.arranging.actions import ArrangingActions
from exist_desktop.app.presenters.ownership.actions import OwnershipActions
from exist_desktop.app.runtime import Runtime
from exist_desktop.ui.pages.lazy_page import LazyPage
from exist_desktop.ui.pages.today.page import TodayPage

if TYPE_CHECKING:
    from exist_desktop.domain.statistics.span import Range
    from exist_desktop.ui.pages.relations.views import Source


@runtime_checkable
class HistoryOfOne(Protocol):
    """The page History, whose module is not loaded yet."""

    def show_attribute(self, name: str) -> None:
        """Shows an attribute."""

    def show_second(self, name: str) -> None:
        """Shows another attribute over the first."""

    def show_range(self, chosen: Range) -> None:
        """Shows a range of days that ends today."""


@runtime_checkable
class FindsDays(Protocol):
    """The page Find, whose module is not loaded yet."""

    def show_tag(self, name: str) -> None:
        """Shows all days of a tag."""


@runtime_checkable
class RelationsOfOne(Protocol):
    """The page Relations, whose module is not loaded yet."""

    def compare(self, name: str, other: str) -> None:
        """Shows two attributes side by side."""

    def show_source(self, source: Source) -> None:
        """Shows the list of what was computed here, or of what Exist has found."""

    def ask_about(self, name: str) -> None:
        """Asks about another attribute."""


class LookBackPages(QObject):
    """Adds the pages to the window, and leads from one to another. A day that is chosen there opens in Today.

    `actions` and `arranging` do what is wanted on the page Attributes.
    """

    def __init__(
        self, runtime: Runtime, today: TodayPage, actions: OwnershipActions, arranging: ArrangingActions
    ) -> None:
        super().__init__()
        self._actions = actions
        self._arranging = arranging
        self._runtime = runtime
        self._today = today
        window, say = runtime.window, runtime.language.say
        self._history, self._relations = LazyPage(self._make_history), LazyPage(self._make_relations)
        self._find = LazyPage(self._make_find)
        window.add_page("find", say("Find"), self._find)
        window.add_page("history", say("History"), self._history)
        window.add_page("insights", say("Insights"), LazyPage(self._make_insights))
        window.add_page("relations", say("Relations"), self._relations)
        window.add_page("attributes", say("Attributes"), LazyPage(self._make_attributes))
        today.arranging.history_wanted.connect(self._open_history)
        today.tagging.days_wanted.connect(self._open_days)
        today.tagging.year_wanted.connect(self._open_year)
        today.tagging.day_wanted.connect(self._open_day)
        for naming in (today.tagging.named, today.arranging.named):
            naming.connect(arranging.perform_on_name)

    def _make_find(self) -> QWidget:
        from exist_desktop.app.presenters.find_presenter import find_page

        page = find_page(self._runtime, self._today)
        page.history_wanted.connect(self._open_history)
        return page

    def _make_history(self) -> QWidget:
        from exist_desktop.app.presenters.findings.averages import EngineAverages
        from exist_desktop.app.presenters.findings.relations import AccountRelations
        from exist_desktop.store.reading.whole_series import SeriesViews
        from exist_desktop.ui.pages.history.page import HistoryPage

        runtime, engine = self._runtime, self._runtime.engine
        views, averages = SeriesViews(engine.store, engine), EngineAverages(engine)
        shared = runtime.bridge, runtime.language, runtime.days, engine.preferences
        relations = AccountRelations(engine.store, engine, engine.relations, engine.findings)
        page = HistoryPage(views, *shared, averages=averages, relations=relations)
        page.day_opened.connect(self._open_day)
        page.compare_wanted.connect(self._compare)
        page.together.all_wanted.connect(self._list_of_exist)
        return page

    def _make_insights(self) -> QWidget:
        from exist_desktop.app.presenters.findings.insights import EngineInsights
        from exist_desktop.ui.pages.insights.page import InsightsPage

        runtime, engine = self._runtime, self._runtime.engine
        views = EngineInsights(engine)
        page = InsightsPage(views, runtime.bridge, runtime.language, runtime.days, engine.preferences)
        page.day_opened.connect(self._open_day)
        page.history_wanted.connect(self._open_history)
        return page

    def _make_relations(self) -> QWidget:
        from exist_desktop.app.presenters.findings.relations import AccountRelations
        from exist_desktop.ui.pages.relations.page import RelationsPage

        runtime, engine = self._runtime, self._runtime.engine
        views = AccountRelations(engine.store, engine, engine.relations, engine.findings)
        page = RelationsPage(views, runtime.bridge, runtime.language, runtime.days, engine.preferences)
        page.history_wanted.connect(self._open_both)
        return page

    def _make_attributes(self) -> QWidget:
        from exist_desktop.app.presenters.ownership.attributes_page import AttributesPresenter

        page = AttributesPresenter(self._runtime, self._actions).page
        page.history_wanted.connect(self._open_history)
        page.arrange_wanted.connect(self._arranging.perform)
        page.name_wanted.connect(self._arranging.perform_on_name)
        return page

    def _open_day(self, day: date) -> None:
        self._today.go_to(day)
        self._runtime.window.open_page("today")
        self._today.go_on()

    def _open_history(self, name: str) -> None:
        self._runtime.window.open_page("history")
        page = self._history.page
        if isinstance(page, HistoryOfOne):
            page.show_attribute(name)

    def _open_days(self, name: str) -> None:
        self._runtime.window.open_page("find")
        page = self._find.page
        if isinstance(page, FindsDays):
            page.show_tag(name)

    def _open_year(self, name: str) -> None:
        self._runtime.window.open_page("history")
        page = self._history.page
        if isinstance(page, HistoryOfOne):
            from exist_desktop.domain.statistics.span import Range

            page.show_range(Range.YEAR)
            page.show_attribute(name)

    def _compare(self, name: str, other: str) -> None:
        self._runtime.window.open_page("relations")
        page = self._relations.page
        if isinstance(page, RelationsOfOne):
            page.compare(name, other)

    def _list_of_exist(self, name: str) -> None:
        from exist_desktop.ui.pages.relations.views import Source

        self._runtime.window.open_page("relations")
        page = self._relations.page
        if isinstance(page, RelationsOfOne):
            page.show_source(Source.EXIST)
            page.ask_about(name)

    def _open_both(self, name: str, other: str) -> None:
        self._open_history(name)
        page = self._history.page
        if isinstance(page, HistoryOfOne):
            page.show_second(other)
