"""The Find page for the account's days. A day that is chosen there opens in Today."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import date

from exist_desktop.app.presenters.transfer.found_days import FoundOnPaper
from exist_desktop.app.runtime import Runtime
from exist_desktop.settings import Preferences
from exist_desktop.store.reading.find import FindViews
from exist_desktop.ui.pages.find.page import FindPage
from exist_desktop.ui.pages.today.page import TodayPage


class ChosenFigures:
    """The person's choice in the settings."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def chosen(self) -> Sequence[str]:
        """Returns the attributes whose values are shown."""
        return self._preferences.chosen.find_figures

    def choose(self, figures: Sequence[str]) -> None:
        """Stores another choice. If the disk refuses, it lasts for this run."""
        with contextlib.suppress(OSError):
            self._preferences.change(find_figures=tuple(figures))


def find_page(runtime: Runtime, today: TodayPage) -> FindPage:
    """Returns the page. It is created when it is first opened."""
    engine = runtime.engine

    def open_day(day: date) -> None:
        today.go_to(day)
        runtime.window.open_page("today")
        today.go_on()

    figures = ChosenFigures(engine.preferences)
    views = FindViews(engine.store, engine)
    page = FindPage(views, runtime.bridge, runtime.language, runtime.days, figures, engine.views)
    page.day_chosen.connect(open_day)
    FoundOnPaper(page, runtime)
    return page
