"""Find by keyboard, over a real store: days to leaf through, words that are found, filters, and the day that opens."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from exist_desktop.domain.values import Seen
from exist_desktop.store import history
from exist_desktop.store.reading.find import FindViews
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.format import QtFormats
from exist_desktop.ui.pages.find.page import MOST_OFFERED, FindPage
from exist_desktop.ui.pages.find.row import DayRow
from exist_desktop.ui.pages.today.head.calendar import CalendarPanel
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.patience import until
from tests.store.notebook import NOW, TODAY, Notebook, notebook, put
from tests.ui.made_tiles import next_stop
from tests.ui.offscreen import quiet
from tests.ui.parts import part, scroll_of
from tests.ui.set_time import SetTime

pytestmark = quiet
LANGUAGE = Language(UNTRANSLATED, QtFormats(QLocale.c()))
TEN_YEARS = 3_650
FEW_ROWS = 60
"""More are never near a view of this height."""
NAME = QAccessible.Text.Name
HEADING = 60
"""The name of a month is not as high."""
Said = Mapping[str, Mapping[date, Seen]]


@dataclass
class Found:
    """The page over its account, and what it has said."""

    book: Notebook
    page: FindPage
    bridge: Bridge
    figures: list[str]
    opened: list[date] = field(default_factory=list)

    async def put(self, name: str, values: Mapping[date, Seen]) -> None:
        """Exist has said what these days have."""
        await self.book.store.write(self.book.account, lambda tx: history.put(tx, name, values, NOW))

    async def shows(self, *days: date) -> None:
        """Waits until exactly these days are listed."""
        await until(lambda: [row.text_shown.day for row in rows(self.page) if row.text_shown] == list(days))

    async def type(self, text: str) -> None:
        self.page.head.edit.setFocus()
        self.page.head.edit.selectAll()
        QTest.keyClicks(self.page.head.edit, text) if text.isascii() else self.page.head.edit.insert(text)


@dataclass
class Figures:
    """The attributes that are shown beside each day."""

    names: list[str]

    def chosen(self) -> Sequence[str]:
        return tuple(self.names)

    def choose(self, figures: Sequence[str]) -> None:
        self.names[:] = figures


@asynccontextmanager
async def opened(
    folder: Path, qtbot: QtBot, said: Said | None = None, forget_after: int = 600_000
) -> AsyncIterator[Found]:
    async with notebook(folder) as book:
        bridge = Bridge()
        book.store.subscribe(bridge.publish_change)
        days = DayClock(SetTime(lambda: NOW), bridge)
        figures: list[str] = []
        views = FindViews(book.store, book)
        page = FindPage(views, bridge, LANGUAGE, days, Figures(figures), book.views, forget_after=forget_after)
        found = Found(book, page, bridge, figures)
        page.day_chosen.connect(found.opened.append)
        for name, values in (said or {}).items():
            await found.put(name, values)
        qtbot.addWidget(page)
        page.resize(1000, 640)
        page.show()
        yield found
        page.hide()
        await bridge.stop()
        days.stop()


def rows(page: FindPage) -> list[DayRow]:
    return page.list.rows()


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def press(widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)


def focused_day(page: FindPage) -> date | None:
    return next((row.text_shown.day for row in rows(page) if has_keyboard_focus(row) and row.text_shown), None)


async def focused_on(page: FindPage, day: date) -> None:
    await until(lambda: focused_day(page) == day)


def label(page: FindPage, name: str) -> QLabel:
    found = page.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found


async def test_ten_years_are_leafed_through_with_few_rows(tmp_path: Path, qtbot: QtBot) -> None:
    notes = {ago(days): f"Day {days}. " + "More of it. " * (days % 40) for days in range(TEN_YEARS)}
    async with opened(tmp_path, qtbot, {"mood_note": notes}) as found:
        page = found.page
        await until(lambda: rows(page))
        bar = scroll_of(page).verticalScrollBar()
        assert bar.maximum() > TEN_YEARS * 20
        for place in range(12):
            bar.setValue(bar.maximum() * place // 11)
            await until(lambda: _fills(page))
            assert len(page.findChildren(DayRow)) < FEW_ROWS
        rows(page)[0].setFocus()
        press(rows(page)[0], Qt.Key.Key_End)
        await focused_on(page, ago(TEN_YEARS - 1))
        assert len(page.findChildren(DayRow)) < FEW_ROWS


def _fills(page: FindPage) -> bool:
    """Whether rows, or headings above them, stand from the top of what is in view to its end."""
    top = scroll_of(page).verticalScrollBar().value() - page.list.y()
    there = [row.geometry() for row in rows(page)]
    bottom = min(top + scroll_of(page).viewport().height(), page.list.height() - HEADING)
    return bool(there) and there[0].top() <= top + HEADING and there[-1].bottom() >= bottom


async def test_words_are_found_as_they_are_typed_and_enter_opens_the_day(tmp_path: Path, qtbot: QtBot) -> None:
    notes = {ago(1): "A long walk", ago(400): "Walked to the Café", ago(2): "Read a book"}
    async with opened(tmp_path, qtbot, {"mood_note": notes}) as found:
        await found.type("wal")
        await found.shows(ago(1), ago(400))
        assert label(found.page, "foundDays").text() == "2 days with ‘wal’"
        await found.type("cafe")
        await found.shows(ago(400))
        press(found.page.head.edit, Qt.Key.Key_Return)
        await until(lambda: focused_day(found.page) == ago(400))
        press(rows(found.page)[0], Qt.Key.Key_Return)
        assert found.opened == [ago(400)]


async def test_arrows_go_through_the_days_and_back_to_the_field(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot, {"mood_note": {ago(days): "word" for days in range(900)}}) as found:
        page = found.page
        await found.type("word")
        await until(lambda: label(page, "foundDays").text() == "900 days with ‘word’" and rows(page))
        press(page.head.edit, Qt.Key.Key_Down)
        await until(lambda: focused_day(page) == TODAY)
        for expected in range(1, 40):
            press(page.focusWidget(), Qt.Key.Key_Down)
            await focused_on(page, ago(expected))
        press(page.focusWidget(), Qt.Key.Key_End)
        await until(lambda: focused_day(page) == ago(899))
        press(page.focusWidget(), Qt.Key.Key_Home)
        await until(lambda: focused_day(page) == TODAY)
        press(page.focusWidget(), Qt.Key.Key_Up)
        await until(lambda: has_keyboard_focus(page.head.edit))


async def test_one_row_is_a_stop_of_tab(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as found:
        await until(lambda: len(rows(found.page)) > 5)
        stops = [row for row in rows(found.page) if row.focusPolicy() & Qt.FocusPolicy.TabFocus]
        assert stops == rows(found.page)[:1]


@pytest.mark.parametrize(
    ("typed", "day"),
    [("3 March 2024", date(2024, 3, 3)), ("yesterday", ago(1)), ("2019-05-04", date(2019, 5, 4))],
)
async def test_a_day_that_is_typed_is_offered_and_enter_opens_it(
    typed: str, day: date, tmp_path: Path, qtbot: QtBot
) -> None:
    async with opened(tmp_path, qtbot) as found:
        await found.type(typed)
        assert [chip.text() for chip in found.page.offers.chips] == [
            f"Open {LANGUAGE.formats.long_day(day)}" + (f" {day.year}" if day.year != TODAY.year else "")
        ]
        press(found.page.head.edit, Qt.Key.Key_Return)
        assert found.opened == [day]


async def test_a_day_that_may_be_two_is_asked_about(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as found:
        await found.type("4.3.2024")
        first, second = found.page.offers.chips
        press(found.page.head.edit, Qt.Key.Key_Return)
        assert found.opened == []
        assert has_keyboard_focus(first)
        second.click()
        assert found.opened == [date(2024, 4, 3)]


async def test_what_is_saved_is_found_at_once(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as found:
        await found.type("swifts")
        await until(lambda: label(found.page, "findEmpty").text() == "No day with ‘swifts’.")
        await found.book.journal.save(put("Swifts over the roofs", "mood_note", ago(3)))
        await found.shows(ago(3))


async def test_hits_are_texts_and_never_markup(tmp_path: Path, qtbot: QtBot) -> None:
    wild = "<b>walk</b> <img src='file:///etc/passwd'>\x02 &lt; {walk} %s"
    async with opened(tmp_path, qtbot, {"mood_note": {TODAY: wild}}) as found:
        await found.type("<b>walk")
        await found.shows(TODAY)
        (row,) = rows(found.page)
        assert "<b>walk</b>" in QAccessible.queryAccessibleInterface(row).text(QAccessible.Text.Name)
        assert row.text_shown is not None
        (block,) = row.text_shown.blocks
        assert block.text[: len("<b>walk")] == "<b>walk"
        assert block.marks == ((0, 7),)
        assert "‘<b>walk’" in label(found.page, "foundDays").text()
        assert label(found.page, "foundDays").textFormat() is Qt.TextFormat.PlainText
        assert row.toolTip() == "" or "&lt;b&gt;" in row.toolTip()


async def test_filters_leave_days_out_and_say_how_many_there_are(tmp_path: Path, qtbot: QtBot) -> None:
    said: Said = {
        "mood": {ago(1): 5, ago(2): 2},
        "walk": {ago(2): 1},
        "mood_note": {ago(1): "x", ago(2): "x", ago(3): "x"},
    }
    async with opened(tmp_path, qtbot, said) as found:
        page, filters = found.page, found.page.filters
        await found.type("x")
        await found.shows(ago(1), ago(2), ago(3))
        page.head.filters.click()
        assert filters.isVisible()
        filters.lowest.setFocus()
        press(filters.lowest, Qt.Key.Key_End)
        await found.shows(ago(1))
        assert page.head.filters.text() == "Filters: 1"
        filters.clear.click()
        await found.shows(ago(1), ago(2), ago(3))
        assert page.head.filters.text() == "Filters"
        await until(lambda: filters.with_tag.count() == 2)
        filters.with_tag.setFocus()
        press(filters.with_tag, Qt.Key.Key_Down)
        await found.shows(ago(2))
        filters.clear.click()
        filters.first.setText(ago(2).isoformat())
        filters.last.setText("yesterday")
        await found.shows(ago(1), ago(2))
        filters.first.setText("4.3.")
        await found.shows(ago(1), ago(2), ago(3))


async def test_notes_and_tags_are_looked_through_apart(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot, {"mood_note": {ago(1): "a walk"}, "walk": {ago(2): 1}}) as found:
        chips = {chip.text(): chip for chip in found.page.head.scopes.values()}
        await found.type("walk")
        await found.shows(ago(1), ago(2))
        chips["Notes"].click()
        await found.shows(ago(1))
        chips["Tags"].click()
        await found.shows(ago(2))
        assert [name for name, chip in chips.items() if chip.isChecked()] == ["Tags"]


async def test_moods_and_months_are_told(tmp_path: Path, qtbot: QtBot) -> None:
    said: Said = {
        "mood": {ago(days): 5 if days < 8 else 3 for days in range(40)},
        "mood_note": {ago(days): "sun" for days in range(8)} | {ago(60): "sun"},
    }
    async with opened(tmp_path, qtbot, said) as found:
        await found.type("sun")
        await until(lambda: label(found.page, "foundDays").text() == "9 days with ‘sun’")
        assert label(found.page, "foundMoods").text() == "Mood on these days 5 (8 days), on the others 3 (32 days)"
        bars = found.page.summary.bars
        assert bars.accessibleName() == (
            "Days per month from September 2026 to November 2026; most in November 2026: 8 days"
        )
        bars.setFocus(Qt.FocusReason.TabFocusReason)
        press(bars, Qt.Key.Key_Left)
        assert bars.accessibleName() == "November 2026: 8 days"
        for _ in range(2):
            press(bars, Qt.Key.Key_Left)
        assert bars.accessibleName() == "September 2026: 1 day"


async def test_figures_are_chosen_and_taken_off(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot, {"steps": {TODAY: 8412}}) as found:
        page = found.page
        page.head.figures.click()
        await until(lambda: page.figures.more.count() > 1)
        page.figures.more.setCurrentIndex(page.figures.more.findData("steps"))
        page.figures.more.chosen.emit("steps")
        await until(lambda: rows(page) and "Steps 8412" in rows(page)[0].accessibleName().replace(",", ""))
        assert found.figures == ["steps"]
        await until(lambda: "steps" in page.figures.chips)
        page.figures.chips["steps"].click()
        await until(lambda: "Steps" not in rows(page)[0].accessibleName())


async def test_a_day_that_was_not_read_is_not_shown_as_empty(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot, {"mood_note": {ago(60): "First"}}) as found:
        page = found.page
        await until(lambda: rows(page))
        assert rows(page)[0].accessibleName().endswith("Nothing entered")
        found.page.list.go_to(ago(50))
        await until(lambda: focused_day(page) == ago(50))
        row = next(row for row in rows(page) if has_keyboard_focus(row))
        assert row.accessibleName().endswith("Not read yet")


async def test_the_calendar_leads_to_a_day_of_the_list(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot, {"mood_note": {ago(700): "First"}}) as found:
        page = found.page
        await until(lambda: rows(page))
        page.head.calendar.click()
        part(page.window(), CalendarPanel).chosen.emit(ago(500))
        await until(lambda: focused_day(page) == ago(500))
        assert not page.head.calendar.isChecked()


async def test_what_was_read_is_forgotten_after_a_while_and_read_anew(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot, {"mood_note": {TODAY: "word"}}, forget_after=0) as found:
        page = found.page
        await found.type("word")
        await found.shows(TODAY)
        page.hide()
        await until(lambda: not page.findChildren(DayRow))
        page.show()
        await found.shows(TODAY)


async def test_right_to_left_rows_begin_at_the_right(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> None:
    async with opened(tmp_path, qtbot, {"mood_note": {TODAY: "שלום עולם"}}) as found:
        found.page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        await found.type("שלום")
        await found.shows(TODAY)
        assert rows(found.page)[0].text_shown.blocks[0].marks == ((0, 4),)  # type: ignore[union-attr]


@pytest.mark.parametrize("width", [1200, 500])
async def test_tab_goes_through_the_page_as_it_is_laid_out(width: int, tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot, {"mood_note": {TODAY: "word", ago(3): "word"}}) as found:
        page = found.page
        page.resize(width, 640)
        await found.type("word")
        await found.shows(TODAY, ago(3))
        page.head.filters.click()
        page.head.edit.setFocus()
        walked: list[QWidget] = [page.head.edit]
        while len(walked) < 20 and (stop := next_stop(walked[-1])) is not page.head.edit and stop is not None:
            walked.append(stop)
        named = [stop.accessibleName() or QAccessible.queryAccessibleInterface(stop).text(NAME) for stop in walked]
        head = ["Find text", "Everything", "Notes", "Tags", "Period", "Filters", "Figures", "Go to a day"]
        moods = ["Mood from", "Mood to", "With the tag", "Without the tag", "Weekday", "First day", "Last day"]
        bars = "November 2026: 2 days"
        assert named == [*head, *moods, "Clear filters", bars, "Save as PDF…", "Sun 22 Nov, word"]


async def test_labels_of_attributes_are_found_by_a_part_whatever_the_accents(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot, {"mood_note": {ago(1): "coffee again"}}) as found:
        wanted: list[str] = []
        found.page.history_wanted.connect(wanted.append)
        await found.shows(TODAY, ago(1))
        await found.type("cöff")
        await until(lambda: [chip.text() for chip in found.page.offers.chips] == ["Coffees in History"])
        await found.shows(ago(1))
        press(found.page.head.edit, Qt.Key.Key_Return)
        await focused_on(found.page, ago(1))
        press(found.page.offers.chips[0], Qt.Key.Key_Space)
        assert wanted == ["coffees"]
        await found.type("e")
        await until(lambda: len(found.page.offers.chips) == MOST_OFFERED)
        found.page.head.edit.clear()
        await until(found.page.offers.isHidden)
