"""The calendar: opened from the date, walked by keys, marked with moods and entries, and put away again."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exist_desktop.domain.commands import Increment, Key, SetValue
from exist_desktop.domain.day import EARLIEST_DAY
from exist_desktop.domain.month import DayMark, first_of, same_day_of, weeks
from exist_desktop.ui.format import QtFormats
from exist_desktop.ui.pages.today.head.calendar import CalendarPanel
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from exist_desktop.ui.widgets.month import DayCell, MonthGrid
from exist_desktop.ui.widgets.painting import mirrored
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.store.notebook import TODAY, notebook
from tests.ui.made_tiles import LANGUAGE, SUNDAY
from tests.ui.offscreen import quiet
from tests.ui.parts import button_named, open_panel, text_named
from tests.ui.today_on_store import Home

pytestmark = quiet
CLICK = Qt.MouseButton.LeftButton


async def calendar_on(page: TodayPage, home: Home) -> CalendarPanel:
    QTest.mouseClick(page.header.day, CLICK)
    await home.settled()
    panel = open_panel(page)
    assert isinstance(panel, CalendarPanel)
    return panel


def cell(calendar: CalendarPanel, day: date) -> DayCell:
    return next(one for one in calendar.grid.cells if one.day == day)


def here(calendar: CalendarPanel) -> date:
    return next(one.day for one in calendar.grid.cells if has_keyboard_focus(one))


async def test_the_date_opens_a_month_with_its_days_marked(home: Home) -> None:
    page = await home.opened()
    assert page.header.day.accessibleName() == "Sunday, 22 November"
    calendar = await calendar_on(page, home)
    assert text_named(calendar, "shownMonth").text() == "November 2026"
    today = cell(calendar, SUNDAY)
    assert has_keyboard_focus(today)
    assert today.accessibleName() == "Sunday, 22 November 2026, today"
    assert today.accessibleDescription() == "Mood 4, Good"
    assert cell(calendar, SUNDAY - timedelta(days=2)).accessibleDescription() == "with entries"
    assert not cell(calendar, SUNDAY + timedelta(days=2)).isEnabled(), "a day that has not begun cannot be filled"


async def test_a_day_is_gone_to_and_the_focus_comes_back_to_the_date(home: Home) -> None:
    page = await home.opened()
    calendar = await calendar_on(page, home)
    QTest.mouseClick(cell(calendar, date(2026, 11, 3)), CLICK)
    await home.settled()
    assert page.header.heading.text() == "Tuesday, 3 November"
    assert open_panel(page) is None
    assert has_keyboard_focus(page.header.day)
    assert await home.saved() == []


async def test_keys_go_through_days_and_months(home: Home) -> None:
    page = await home.opened()
    calendar = await calendar_on(page, home)
    for key, day in (
        (Qt.Key.Key_Left, date(2026, 11, 21)),
        (Qt.Key.Key_Up, date(2026, 11, 14)),
        (Qt.Key.Key_PageUp, date(2026, 10, 14)),
        (Qt.Key.Key_PageUp, date(2026, 9, 14)),
        (Qt.Key.Key_Down, date(2026, 9, 21)),
        (Qt.Key.Key_PageDown, date(2026, 10, 21)),
        (Qt.Key.Key_PageDown, date(2026, 11, 21)),
        (Qt.Key.Key_PageDown, date(2026, 11, 23)),
    ):
        QTest.keyClick(page.window().focusWidget(), key)
        await home.settled()
        assert here(calendar) == day
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Return)
    await home.settled()
    assert page.day == date(2026, 11, 23)


async def test_escape_and_a_second_press_close_it_where_it_was(home: Home) -> None:
    page = await home.opened()
    await calendar_on(page, home)
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Escape)
    assert open_panel(page) is None
    assert has_keyboard_focus(page.header.day)
    await calendar_on(page, home)
    QTest.mouseClick(page.header.day, CLICK)
    assert open_panel(page) is None
    assert page.day == SUNDAY


async def test_keys_change_the_day_but_not_while_somebody_types(home: Home) -> None:
    page = await home.opened()
    page.card.faces.faces[0].setFocus()
    for keys, day in (("Alt+Left", 21), ("Alt+Left", 20), ("Alt+Right", 21), ("Home", 22), ("Alt+Right", 23)):
        QTest.keySequence(page.window().focusWidget(), keys)
        await home.settled()
        assert page.day.day == day
    QTest.keySequence(page.window().focusWidget(), "Home")
    page.card.note.edit.setFocus()
    for keys in ("Alt+Left", "Home", "Alt+Right"):
        QTest.keySequence(page.card.note.edit, keys)
    await home.settled()
    assert page.day == SUNDAY
    view = page.board.tile("coffees")
    assert view is not None
    view.button.setFocus()
    QTest.keySequence(view.button, "Alt+Left")
    await home.settled()
    assert page.day == SUNDAY - timedelta(days=1), "an arrow with Alt does not go from tile to tile"


@pytest.mark.parametrize(("locale", "first"), [("en_GB", 1), ("en_US", 7), ("ar_EG", 6), ("he_IL", 7), ("de_DE", 1)])
def test_a_week_begins_as_the_locale_has_it(qtbot: QtBot, locale: str, first: int) -> None:
    grid = MonthGrid(Language(UNTRANSLATED, QtFormats(QLocale(locale))))
    qtbot.addWidget(grid)
    grid.show_month(SUNDAY, {}, today=SUNDAY, shown=SUNDAY, latest=SUNDAY)
    assert grid.cells[0].day.isoweekday() == first
    assert {one.day for one in grid.cells} >= {date(2026, 11, number) for number in range(1, 31)}


def test_right_to_left_the_first_day_is_on_the_right(qtbot: QtBot) -> None:
    grid = MonthGrid(LANGUAGE)
    qtbot.addWidget(grid)
    grid.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    grid.show_month(SUNDAY, {SUNDAY: DayMark(2.5)}, today=SUNDAY, shown=SUNDAY, latest=SUNDAY)
    grid.show()
    QApplication.sendPostedEvents()
    assert grid.cells[0].mapTo(grid, QPoint()).x() > grid.cells[6].mapTo(grid, QPoint()).x()
    grid.go_to(SUNDAY - timedelta(days=2))
    QTest.keyClick(grid.focusWidget(), Qt.Key.Key_Left)
    assert next(one.day for one in grid.cells if has_keyboard_focus(one)) == SUNDAY - timedelta(days=1)


def test_months_at_the_ends_of_time() -> None:
    assert first_of(date.min, -1) == date.min
    assert first_of(date.max, 1) == date(9999, 12, 1)
    assert same_day_of(date(2027, 2, 1), date(2026, 11, 30)) == date(2027, 2, 28)
    assert same_day_of(date(9999, 12, 1), date.max) == date.max
    for day in (date.min, date.max, date(2024, 2, 29)):
        assert day in weeks(day, 7)


async def test_the_store_marks_moods_and_what_was_entered_sent_or_not(tmp_path: Path) -> None:
    days = [TODAY - timedelta(days=number) for number in range(6)]
    async with notebook(tmp_path / "data") as book:
        await book.say(3, "mood", days[0])
        await book.say(2, "mood", days[1])
        await book.journal.save(SetValue(Key("mood", days[1]), 5))
        await book.say(2, "coffees", days[2])
        await book.say(0, "coffees", days[3])
        await book.say(9000, "steps", days[4])
        await book.journal.save(Increment(Key("coffees", days[5]), 1))
        found = await book.views.month(days[-1], days[0])
    assert found == {
        days[0]: DayMark(3, entered=True),
        days[1]: DayMark(5, entered=True),
        days[2]: DayMark(None, entered=True),
        days[5]: DayMark(None, entered=True),
    }


async def test_the_first_day_that_entries_are_taken_for_is_the_first_to_go_to(home: Home) -> None:
    page = await home.opened()
    page.go_to(date(1066, 10, 14))
    await home.settled()
    assert page.day == EARLIEST_DAY
    assert not page.header.previous.isEnabled()
    calendar = await calendar_on(page, home)
    assert not button_named(calendar, "Previous month").isEnabled()
    assert min(one.day for one in calendar.grid.cells if one.isEnabled()) == EARLIEST_DAY
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_PageUp):
        QTest.keyClick(cell(calendar, here(calendar)), key)
        await home.settled()
        assert here(calendar) == EARLIEST_DAY
    page.go_to(EARLIEST_DAY + timedelta(days=1))
    await home.settled()
    assert page.header.previous.isEnabled()


async def test_a_note_that_stays_with_a_day_of_another_year_says_which(home: Home) -> None:
    page = await home.opened()
    page.go_to(date(2025, 11, 22))
    await home.settled()
    QTest.keyClicks(page.card.note.edit, "tea")
    home.disk.full = True
    page.go_to_today()
    await home.settled()
    assert "22 November 2025" in page.inline_message.text()


async def test_the_mark_of_the_date_lies_beside_the_day_from_right_to_left_too(home: Home) -> None:
    page = await home.opened()
    day = page.header.day
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        page.setLayoutDirection(direction)
        await home.settled()
        assert not day.heading.geometry().intersects(mirrored(day.place_of_mark(), day))
