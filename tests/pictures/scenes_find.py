"""Scenes of Find: leafing through days, hits in notes of all kinds, filters, and nothing to show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from exist_desktop.domain.values import Value
from exist_desktop.store import history
from exist_desktop.store.file.database import Connection
from exist_desktop.store.reading.find import FindViews
from exist_desktop.store.transaction import Transaction
from exist_desktop.store.transfer import archived
from exist_desktop.ui.pages.find.page import FindPage
from exist_desktop.ui.windows.main_window import MainWindow
from tests.pictures.home import NOW, TODAY, Home
from tests.pictures.stage import Scene, Stage
from tests.ui.test_find_page import Figures

NOTES = (
    "Long walk by the river, then wrote for two hours.",
    "First frost. Walked to the market and back with Ana, who told me everything about the new flat and its garden.",
    "Too tired for a walk; read instead.\nDinner with the neighbours.\nBed at ten, for once.",
    "<b>walk</b> &amp; <img src=x> are only text",
    "שבת שקטה, הליכה ארוכה, walk עם החברים לאורך הנהר",
    "今日は公園を散歩した walk 🎉",
    "Evening walk, swifts over the roofs. " * 12,
)


async def leafing(stage: Stage) -> QWidget:
    """All days, nothing typed."""
    return await _shown(stage, "")


async def hits(stage: Stage) -> QWidget:
    """A word that is in notes of two years."""
    return await _shown(stage, "walk")


async def filters(stage: Stage) -> QWidget:
    """The filters and the figures are open."""
    page = await _page(stage, "walk")
    page.head.filters.setChecked(True)
    page.head.figures.setChecked(True)
    page.filters.lowest.setCurrentIndex(2)
    page.filters.lowest.chosen.emit(2)
    await stage.settled()
    return page.window()


async def calendar(stage: Stage) -> QWidget:
    """The calendar from which one goes to a day."""
    page = await _page(stage, "")
    page.head.calendar.setChecked(True)
    await stage.settled()
    return page.window()


async def typed_day(stage: Stage) -> QWidget:
    """A day is typed that can be read in two ways."""
    return await _shown(stage, "4.3.2026")


async def no_hits(stage: Stage) -> QWidget:
    """Nothing is found."""
    return await _shown(stage, "Wolkenkuckucksheim" * 6)


async def of_an_archive(stage: Stage) -> QWidget:
    """A word that is in days that only an archive has."""
    home = await stage.home()
    then = TODAY - timedelta(days=1000)
    kept: dict[str, dict[date, Value]] = {
        "mood_note": {then: NOTES[2], then - timedelta(days=1): NOTES[4]},
        "mood": {then: 4},
    }
    for name, values in kept.items():
        await home.store.write(home.account, partial(_keep, name, values))
    return (await _page_of(stage, home, "walk")).window()


def _keep(name: str, values: Mapping[date, Value], tx: Transaction) -> None:
    by_day = {day.toordinal(): value for day, value in values.items()}
    archived.put(tx, history.series_of(tx, name), by_day, date(2024, 5, 3))


async def empty(stage: Stage) -> QWidget:
    """Nothing was read yet."""
    home = await stage.home()
    await home.store.database.write(_forget_all)
    return (await _page_of(stage, home, "")).window()


def _forget_all(connection: Connection) -> None:
    for table in ("history", "covered", "fresh"):
        connection.execute(f"DELETE FROM {table}")


async def _shown(stage: Stage, text: str) -> QWidget:
    return (await _page(stage, text)).window()


async def _page(stage: Stage, text: str) -> FindPage:
    home = await stage.home()
    notes = {TODAY - timedelta(days=index * (1 if index < 4 else 60)): note for index, note in enumerate(NOTES)}
    more = {TODAY - timedelta(days=17 * index + 5): f"A walk, the {index}th of many." for index in range(30)}
    moods = {TODAY - timedelta(days=17 * index + 5): index % 5 + 1 for index in range(30)}
    await home.store.write(home.account, partial(_put, "mood_note", more | notes))
    await home.store.write(home.account, partial(_put, "mood", moods))
    return await _page_of(stage, home, text)


def _put(name: str, values: Mapping[date, Value], tx: Transaction) -> None:
    history.put(tx, name, values, NOW)


async def _page_of(stage: Stage, home: Home, text: str) -> FindPage:
    window: MainWindow = stage.furnished(home)[0]
    page = FindPage(
        FindViews(home.store, home),
        stage.bridge,
        stage.language,
        stage.days(),
        Figures(["steps", "sleep", "coffees"]),
        home.views,
    )
    window.add_page("find", "Find", page)
    window.open_page("find")
    page.head.edit.setText(text)
    await stage.show(window)
    return page


SCENES: dict[str, Scene] = {
    "find/hits": hits,
    "find/leafing": leafing,
    "find/filters": filters,
    "find/calendar": calendar,
    "find/a day typed": typed_day,
    "find/no hits": no_hits,
    "find/of an archive": of_an_archive,
    "find/empty": empty,
}
