"""The Find page for the account's days. A day that is chosen there opens in Today."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import date

from exist_desktop.app.runtime import Runtime
from exist_desktop.store.reading.find import FindViews
from exist_desktop.ui.pages.find.page import FigureChoice, FindPage
from exist_desktop.ui.pages.today.page import TodayPage


def find_page(runtime: Runtime, today: TodayPage) -> FindPage:
    """Returns the page. It is created when it is first opened."""
    engine, preferences = runtime.engine, runtime.engine.preferences

    def keep(figures: Sequence[str]) -> None:
        with contextlib.suppress(OSError):  # the choice lasts for this run then
            preferences.change(find_figures=tuple(figures))

    def open_day(day: date) -> None:
        today.go_to(day)
        runtime.window.open_page("today")
        today.go_on()

    figures = FigureChoice(lambda: preferences.chosen.find_figures, keep)
    views = FindViews(engine.store, engine)
    page = FindPage(views, runtime.bridge, runtime.language, runtime.days, figures, engine.views)
    page.day_chosen.connect(open_day)
    return page
