"""The History page as a person uses it, by keyboard and by pointer, over a real store."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.day import choose_zone
from exist_desktop.domain.statistics.correlations import Average
from exist_desktop.domain.statistics.span import Range
from exist_desktop.domain.value_types import EmptyDay, ValueType
from exist_desktop.domain.values import Value
from exist_desktop.settings import Preferences, load
from exist_desktop.store import catalogue, history
from exist_desktop.store.changes import Change
from exist_desktop.store.reading.whole_series import SeriesViews
from exist_desktop.store.transaction import Transaction
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.pages.history import past_averages
from exist_desktop.ui.pages.history.chart.card import ChartCard
from exist_desktop.ui.pages.history.figures import FigureLabel
from exist_desktop.ui.pages.history.page import HistoryPage
from exist_desktop.ui.pages.history.past_averages import AverageViews
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.accessible_roles import announce_roles
from tests.patience import PATIENCE, until
from tests.qt_events import delivered
from tests.ui.made_tiles import LANGUAGE
from tests.ui.offscreen import quiet
from tests.ui.outbox_on_store import NOW, TODAY, AtHand, outbox_at_hand
from tests.ui.set_time import SetTime

pytestmark = quiet
FOOD, CUSTOM = Group("food", "Food and drink", 1), Group("custom", "Custom tags", 2)
COFFEES = Attribute("coffees", "Coffees", FOOD, ValueType.QUANTITY, "coffees", manual=True, position=0)
WALK = Attribute("walk", "Walk", CUSTOM, ValueType.BOOLEAN, manual=True, position=1)
MOOD = Attribute("mood", "Mood", Group("mood", "Mood", 0), ValueType.QUANTITY, "mood", manual=True, position=2)
NOTE = Attribute("mood_note", "Daily note", MOOD.group, ValueType.TEXT, "mood_note", manual=True, position=3)
NEVER = Attribute("never", "Never read 🌵", FOOD, ValueType.DECIMAL, manual=True, position=4)


@pytest.fixture(scope="module", autouse=True)
def _announced() -> None:
    """As the program does when it starts."""
    announce_roles()


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@dataclass
class Opened:
    home: AtHand
    page: HistoryPage
    opened: list[date]

    async def settled(self) -> None:
        for _ in range(4):
            await asyncio.sleep(0)
            await self.home.bridge.stop()
        for _ in range(3):
            await delivered()

    async def show(self, name: str, chosen: Range = Range.MONTH) -> None:
        self.page.show_attribute(name)
        await self.settled()
        self.page.show_range(chosen)
        await self.settled()

    @property
    def card(self) -> ChartCard:
        return self.page.card

    def said(self, name: str) -> str:
        label = self.page.findChild(TextBlock, name)
        assert isinstance(label, TextBlock)
        return label.text()

    @property
    def figures(self) -> list[str]:
        labels = [one for one in self.page.findChildren(FigureLabel) if one.isVisibleTo(self.page)]
        return [" ".join(filter(None, (part.text() for part in one.findChildren(TextBlock)))) for one in labels]

    async def put(self, values: Mapping[str, Mapping[date, Value | None]]) -> None:
        def write(tx: Transaction) -> None:
            for name, days in values.items():
                history.put(tx, name, days, NOW)

        await self.home.store.write(self.home.account, write, Change(days=None))
        await self.settled()


YEAR: dict[date, Value | None] = {ago(days): days % 7 for days in range(400)}


@asynccontextmanager
async def history_of(
    folder: Path,
    values: Mapping[str, Mapping[date, Value | None]],
    *,
    kept_seconds: float = 600,
    averages: AverageViews | None = None,
) -> AsyncIterator[Opened]:
    async with outbox_at_hand(folder) as home:

        def prepare(tx: Transaction) -> None:
            catalogue.put_attributes(tx, [COFFEES, WALK, MOOD, NOTE, NEVER], ())

        await home.store.write(home.account, prepare, Change(catalogue=True))
        zone = choose_zone("UTC", None, ZoneInfo("UTC"))
        days = DayClock(SetTime(lambda: NOW, zone), home.bridge)
        views = SeriesViews(home.store, home)
        shared, kept = (home.bridge, LANGUAGE, days, Preferences(folder)), kept_seconds
        page = HistoryPage(views, *shared, averages=averages, kept_seconds=kept)
        shown = Opened(home, page, [])
        page.day_opened.connect(shown.opened.append)
        await shown.put(values)
        page.resize(1000, 900)
        page.show()
        await shown.settled()
        try:
            yield shown
        finally:
            page.hide()
            page.deleteLater()
            QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)


def press(widget: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(widget, key)


async def test_the_keys_read_the_days_and_open_one(tmp_path: Path) -> None:
    async with history_of(tmp_path, {"coffees": YEAR}) as shown:
        await shown.show("coffees")
        chart = shown.card.chart
        press(chart, Qt.Key.Key_Left)
        assert shown.said("historyReadout").startswith("Sunday 22 Nov: 0")
        press(chart, Qt.Key.Key_Left, Qt.Key.Key_Left)
        assert shown.said("historyReadout").startswith("Friday 20 Nov: 2 · average of 7 days")
        press(chart, Qt.Key.Key_Return)
        assert shown.opened == [ago(2)]
        press(chart, Qt.Key.Key_Home)
        assert shown.said("historyReadout").startswith("Friday 23 Oct: ")
        press(chart, Qt.Key.Key_Left)
        assert chart.span.first == ago(31).toordinal()


async def test_the_wheel_zooms_where_the_pointer_is_and_the_end_of_it_scrolls_the_page(tmp_path: Path) -> None:
    async with history_of(tmp_path, {"coffees": YEAR}) as shown:
        await shown.show("coffees", Range.ALL)
        chart = shown.card.chart
        chart.grab()
        whole = chart.span
        assert turn(chart, 240)
        assert chart.span.days < whole.days
        assert not any(chip.isChecked() for chip in shown.page.ranges.values())
        assert turn(chart, -240 * 9)
        assert chart.span == whole
        assert shown.page.ranges[Range.ALL].isChecked()
        assert not turn(chart, -240)


def turn(chart: QWidget, by: int) -> bool:
    middle = QPointF(chart.rect().center())
    event = QWheelEvent(
        *(middle, chart.mapToGlobal(middle), QPoint(), QPoint(0, by), Qt.MouseButton.NoButton),
        *(Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False),
    )
    chart.wheelEvent(event)  # a person's wheel would go on to the page where the chart leaves it
    return event.isAccepted()


async def test_a_drag_moves_the_days_and_a_click_opens_one(tmp_path: Path) -> None:
    async with history_of(tmp_path, {"coffees": YEAR}) as shown:
        await shown.show("coffees", Range.MONTH)
        chart = shown.card.chart
        chart.grab()
        start = chart.rect().center()
        QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(chart, start + QPoint(60, 0))
        QTest.mouseMove(chart, start + QPoint(200, 0))
        QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=start + QPoint(200, 0))
        assert shown.opened == []
        assert chart.span.end < TODAY.toordinal()
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=start)
        assert len(shown.opened) == 1


async def test_plus_and_minus_zoom_and_page_keys_move(tmp_path: Path) -> None:
    async with history_of(tmp_path, {"coffees": YEAR}) as shown:
        await shown.show("coffees", Range.YEAR)
        chart = shown.card.chart
        days = chart.span.days
        press(chart, Qt.Key.Key_Plus)
        assert chart.span.days < days
        end = chart.span.end
        press(chart, Qt.Key.Key_PageUp)
        assert chart.span.end < end
        press(chart, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, *[Qt.Key.Key_Minus] * 20)
        assert chart.span == chart.bounds


async def test_a_chart_is_called_by_what_it_shows_and_described_in_a_sentence(tmp_path: Path) -> None:
    async with history_of(tmp_path, {"coffees": YEAR}) as shown:
        await shown.show("coffees")
        interface = QAccessible.queryAccessibleInterface(shown.card.chart)
        assert interface.role() is QAccessible.Role.Chart
        assert interface.text(QAccessible.Text.Name) == (
            "Coffees from 23 Oct to 22 Nov. In the last 30 days it was 2.9 on average, 3.03 in the 30 days before."
        )
        described = interface.text(QAccessible.Text.Description)
        assert described.startswith("30 of 30 days have data. The average is ")


async def test_up_to_sixty_days_are_found_in_the_chart_each_where_it_is_painted(tmp_path: Path) -> None:
    async with history_of(tmp_path, {"coffees": YEAR | {ago(2): None}, "walk": {ago(1): 1}}) as shown:
        await shown.show("coffees", Range.WEEK)
        chart = shown.card.chart
        interface = QAccessible.queryAccessibleInterface(chart)
        steps = [interface.child(number) for number in range(interface.childCount())]
        said = [step.text(QAccessible.Text.Name) for step in steps]
        assert said[0] == "Monday 16 Nov: 6"
        assert said[4:] == ["Friday 20 Nov: none", "Saturday 21 Nov: 1", "Sunday 22 Nov: 0"]
        assert {step.role() for step in steps} == {QAccessible.Role.ListItem}
        assert not any(step.state().invisible or step.state().focusable for step in steps)
        lefts = [step.rect().left() for step in steps]
        assert lefts == sorted(set(lefts))
        await shown.show("coffees", Range.MONTH)
        assert interface.childCount() == 31
        shown.page.show_second("walk")
        await shown.settled()
        assert interface.child(29).text(QAccessible.Text.Name) == "Saturday 21 Nov: 1 · Walk: on"
        assert interface.text(QAccessible.Text.Name).startswith("Coffees and Walk from 23 Oct to 22 Nov. In the last")
        await shown.show("coffees", Range.FOUR_MONTHS)
        assert interface.childCount() == 0


async def test_a_click_among_the_days_goes_to_the_chart(tmp_path: Path) -> None:
    async with history_of(tmp_path, {"coffees": YEAR}) as shown:
        await shown.show("coffees", Range.WEEK)
        chart = shown.card.chart
        handle, middle = shown.page.windowHandle(), chart.mapTo(shown.page, chart.rect().center())
        QTest.mouseMove(handle, middle)
        QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=middle)
        assert shown.opened == [ago(3)]


async def test_the_table_is_one_key_away(tmp_path: Path) -> None:
    async with history_of(tmp_path, {"coffees": YEAR}) as shown:
        await shown.show("coffees", Range.WEEK)
        shown.card.chart.setFocus()
        press(shown.card.chart, Qt.Key.Key_F4)
        assert shown.card.table.hasFocus()
        press(shown.card.table, Qt.Key.Key_Return)
        assert shown.opened == [TODAY]
        press(shown.card.table, Qt.Key.Key_F4)
        assert shown.card.chart.hasFocus()


async def test_figures_are_of_the_finished_days_in_view(tmp_path: Path) -> None:
    async with history_of(tmp_path, {"coffees": YEAR | {ago(0): 400}}) as shown:
        await shown.show("coffees", Range.WEEK)
        assert "average 3.5" in shown.figures
        assert "days with data 6 of 6" in shown.figures
        assert "highest day 6 16 Nov" in shown.figures


async def test_what_an_empty_day_counts_as_is_chosen_and_kept(tmp_path: Path) -> None:
    days: dict[date, Value | None] = {ago(days): None for days in range(40)}
    async with history_of(tmp_path, {"coffees": days | {ago(31): 2, ago(20): 2, ago(1): 2}}) as shown:
        await shown.show("coffees", Range.MONTH)
        assert "average 0.13" in shown.figures
        box = shown.card.meaning
        assert box.accessibleName() == "Days without a value count as"
        box.setFocus()
        press(box, Qt.Key.Key_Up)
        assert "average 2" in shown.figures
        assert "days with data 2 of 30" in shown.figures
        assert load(tmp_path).empty_days == {"coffees": "nothing"}


async def test_the_table_has_the_same_values_and_opens_a_day(tmp_path: Path) -> None:
    values: dict[date, Value | None] = {ago(0): 1, ago(1): None, ago(3): 5}
    async with history_of(tmp_path, {"coffees": values}) as shown:
        await shown.show("coffees", Range.WEEK)
        press(shown.card.as_table, Qt.Key.Key_Space)
        table = shown.card.table
        assert table.isVisible()
        assert not shown.card.chart.isVisible()
        model = table.days
        assert [model.data(model.index(row, 1)) for row in range(4)] == ["1", "none", "… (not read yet)", "5"]
        assert model.data(model.index(0, 0)) == "Sunday 22 Nov"
        table.setFocus()
        press(table, Qt.Key.Key_Down, Qt.Key.Key_Return)
        assert shown.opened == [ago(1)]


async def test_the_cursor_stays_where_the_keys_left_it_while_the_table_is_looked_at(tmp_path: Path) -> None:
    async with history_of(tmp_path, {"coffees": YEAR}) as shown:
        await shown.show("coffees", Range.WEEK)
        chart = shown.card.chart
        press(chart, Qt.Key.Key_Left, Qt.Key.Key_Left)
        press(shown.card.as_table, Qt.Key.Key_Space, Qt.Key.Key_Space)
        QApplication.sendEvent(chart, QEvent(QEvent.Type.Leave))
        press(chart, Qt.Key.Key_Return)
        assert shown.opened == [ago(1)]


async def test_a_pause_is_set_changed_and_removed_where_the_attribute_is_looked_at(tmp_path: Path) -> None:
    done: dict[date, Value | None] = {ago(days): int(not 3 <= days <= 5) for days in range(40)}
    async with history_of(tmp_path, {"coffees": done}) as shown:
        await shown.show("coffees")
        assert "in a row now 3 days 27 of the last 30 days" in shown.figures
        box = shown.page.pauses
        press(box.add, Qt.Key.Key_Space)
        assert box.form.first.text == "22 Nov"
        box.form.first.edit.setText("19 Nov")
        box.form.last.edit.setText("16 Nov")
        press(box.form.last.edit, Qt.Key.Key_Return)
        assert shown.said("pauseProblem") == "The last day is before the first one."
        box.form.first.edit.setText("soon")
        press(box.form.last.edit, Qt.Key.Key_Return)
        assert shown.said("pauseProblem") == "“soon” is no day. Write it as 22 Nov."
        box.form.first.edit.setText("2026-11-17")
        box.form.last.edit.setText("19 nov")
        press(box.form.last.edit, Qt.Key.Key_Return)
        await shown.settled()
        assert not box.form.isVisible()
        assert "in a row now 37 days 27 of the last 30 days · 3 days paused" in shown.figures
        assert [chip.text() for chip in box.chips] == ["17 Nov to 19 Nov · Coffees ×"]
        assert box.chips[0].accessibleName() == "Remove the pause: 17 Nov to 19 Nov · Coffees"
        box.chips[0].setFocus()
        await shown.show("coffees")
        assert shown.page.window().focusWidget() is box.chips[0], "reading again takes no focus away"
        press(box.chips[0], Qt.Key.Key_Space)
        await shown.settled()
        assert "in a row now 3 days 27 of the last 30 days" in shown.figures
        assert box.chips == []


async def test_a_pause_of_all_attributes_goes_on_until_it_is_ended(tmp_path: Path) -> None:
    done: dict[date, Value | None] = {ago(days): int(days >= 4) for days in range(40)}
    async with history_of(tmp_path, {"coffees": done, "walk": done}) as shown:
        await shown.show("coffees")
        box = shown.page.pauses
        press(box.add, Qt.Key.Key_Space)
        box.form.first.edit.setText("19 Nov")
        box.form.scope.setCurrentIndex(1)
        press(box.form.first.edit, Qt.Key.Key_Return)
        await shown.settled()
        await shown.show("walk")
        assert "in a row now 36 days paused now · 26 of the last 30 days · 4 days paused" in shown.figures
        days = "from 19 Nov until further notice · all attributes"
        assert [chip.accessibleName() for chip in box.chips] == [f"Remove the pause: {days}", f"End the pause: {days}"]
        press(box.chips[1], Qt.Key.Key_Space)
        await shown.settled()
        assert "in a row now 36 days 26 of the last 30 days · 3 days paused" in shown.figures
        assert [chip.text() for chip in box.chips] == ["19 Nov to 21 Nov · all attributes ×"]


async def test_a_holiday_that_is_planned_lies_ahead(tmp_path: Path) -> None:
    async with history_of(tmp_path, {"coffees": {ago(days): 1 for days in range(9)}}) as shown:
        await shown.show("coffees")
        box = shown.page.pauses
        press(box.add, Qt.Key.Key_Space)
        box.form.first.edit.setText("20 Dec")
        box.form.last.edit.setText("3 Jan")
        press(box.form.save, Qt.Key.Key_Space)
        await shown.settled()
        assert [chip.text() for chip in box.chips] == ["20 Dec to 3 Jan 2027 · Coffees ×"]
        assert "in a row now 9 days 9 of the last 30 days" in shown.figures


async def test_what_was_made_ready_while_choosing_is_not_shown_when_it_has_changed(tmp_path: Path) -> None:
    async with history_of(tmp_path, {"coffees": YEAR, "mood": YEAR}) as shown:
        await shown.show("coffees")
        await shown.show("mood")
        QTest.mouseClick(shown.page.attribute, Qt.MouseButton.LeftButton)
        await shown.settled()
        await shown.put({"coffees": {ago(days): 40 for days in range(1, 30)}})
        await shown.show("coffees")
        assert any("40" in figure for figure in shown.figures)
        meaning = shown.figures
        shown.card.meaning_chosen.emit(EmptyDay.NOTHING)
        await shown.settled()
        assert shown.figures != meaning, "nor with what an empty day meant before"


async def test_texts_are_a_list(tmp_path: Path) -> None:
    async with history_of(tmp_path, {"mood_note": {ago(1): "Long\nwalk <b>", ago(2): "", ago(3): "Regen"}}) as shown:
        await shown.show("mood_note")
        model = shown.card.table.days
        assert [model.data(model.index(row, 1)) for row in range(model.rowCount())] == ["Long walk <b>", "Regen"]
        assert "&lt;b&gt;" in str(model.data(model.index(0, 1), Qt.ItemDataRole.ToolTipRole))
        assert not shown.card.chart.isVisible()


async def test_an_attribute_is_found_by_a_part_of_its_name_and_the_last_ones_come_first(tmp_path: Path) -> None:
    async with history_of(tmp_path, {"coffees": YEAR, "walk": {ago(1): 1}}) as shown:
        await shown.show("coffees")
        press(shown.page.attribute, Qt.Key.Key_Space)
        search = shown.page.chooser.search
        QTest.keyClicks(search, "wÁlk")
        press(search, Qt.Key.Key_Return)
        await shown.settled()
        assert shown.page.heading.text() == "Walk"
        assert not shown.page.chooser.isVisible()
        press(shown.page.attribute, Qt.Key.Key_Space)
        model = shown.page.chooser.model
        assert [model.data(model.index(row)) for row in range(2)] == ["Walk · Custom tags", "Coffees · Food and drink"]
        QTest.keyClicks(search, "nothing like it")
        assert model.rowCount() == 0
        press(search, Qt.Key.Key_Escape)
        assert not shown.page.chooser.isVisible()
        assert load(tmp_path).history_recent == ("walk", "coffees")


async def test_a_second_attribute_lies_over_the_first_and_goes_again(tmp_path: Path) -> None:
    async with history_of(tmp_path, {"coffees": YEAR, "walk": {ago(1): 1}}) as shown:
        await shown.show("coffees")
        press(shown.page.compare, Qt.Key.Key_Space)
        QTest.keyClicks(shown.page.second_chooser.search, "walk")
        press(shown.page.second_chooser.search, Qt.Key.Key_Return)
        await shown.settled()
        press(shown.card.chart, Qt.Key.Key_End, Qt.Key.Key_Left)
        assert "Walk: on" in shown.said("historyReadout")
        assert shown.card.table.days.columnCount() in (1, 3)
        press(shown.page.compare, Qt.Key.Key_Space)
        press(shown.page.second_chooser.search, Qt.Key.Key_Return)
        await shown.settled()
        press(shown.card.chart, Qt.Key.Key_End)
        assert "Walk" not in shown.said("historyReadout")


async def test_the_second_attribute_is_in_the_legend_and_usual_values_say_where_they_come_from(tmp_path: Path) -> None:
    async with history_of(tmp_path, {"coffees": YEAR, "walk": {ago(1): 1}, "mood": {ago(1): 3}}) as shown:
        await shown.show("coffees", Range.WEEK)
        assert (
            "Short strokes: the average of the weekday in the three months before, computed here."
            in shown.card.legend.text()
        )
        press(shown.card.chart, Qt.Key.Key_End, Qt.Key.Key_Left)
        assert shown.said("historyReadout") == "Saturday 21 Nov: 1 · average of 7 days 3 · usually 1"
        shown.page.show_second("mood")
        await shown.settled()
        assert shown.card.legend.text().endswith("Mood: dashed, with the axis on the right.")
        shown.page.show_second("walk")
        await shown.settled()
        assert shown.card.legend.text().endswith("Walk: dots, with the axis on the right.")

        def exist_says(tx: Transaction) -> None:
            catalogue.put_averages(tx, [Average("coffees", TODAY, 4, (4, 4, 4, 4, 4, 5, 6))], NOW)

        await shown.home.store.write(shown.home.account, exist_says, Change(days=None))
        await shown.settled()
        assert "Short strokes: what Exist calls usual for the weekday." in shown.card.legend.text()


class PastOfCoffees:
    """What is kept of averages over time, and what Exist has by now."""

    def __init__(self, *found: Average) -> None:
        self.found = found
        self.asked = asyncio.Event()

    async def kept(self, name: str) -> Sequence[Average]:
        return self.found[1:] if name == "coffees" else ()

    async def newest(self, name: str) -> Sequence[Average]:
        self.asked.set()
        return self.found if name == "coffees" else ()


async def test_what_was_usual_is_a_line_over_the_years_and_says_who_computed_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(past_averages, "IN_VIEW_MS", 0)
    past = PastOfCoffees(*(Average("coffees", ago(days), 9, (1, 2, 3, 4, 5, days, 7)) for days in (8, 100, 200)))
    async with history_of(tmp_path, {"coffees": YEAR, "mood": {ago(n): 3 for n in range(300)}}, averages=past) as shown:
        await shown.show("coffees", Range.YEAR)
        card = shown.card
        assert "Thin line: what Exist called usual over all days at the time." in card.legend.text()
        card.usual_of.chosen.emit(5)
        assert "Thin line: what Exist called usual for a Saturday at the time." in card.legend.text()
        await asyncio.wait_for(past.asked.wait(), PATIENCE)
        await shown.settled()
        frame = card.chart.frame(1.0)
        assert frame is not None
        usual = [frame.content.main.usual_at(ago(days).toordinal()) for days in (1, 29, 127, 211)]
        assert usual == [8, 100, 200, None], "each Saturday has what was usual then"
        await shown.show("mood", Range.YEAR)
        assert (
            "Thin line: the average of each Saturday in the three months before, computed here." in card.legend.text()
        )
        await shown.show("mood", Range.WEEK)
        assert "Thin line" not in card.legend.text()
        assert not card.usual_of.isVisible()


async def test_small_numbers_are_no_zeros(tmp_path: Path) -> None:
    doses: dict[date, Value | None] = {ago(days): 0.0004 + 0.0001 * (days % 2) for days in range(20)}
    async with history_of(tmp_path, {"never": doses}) as shown:
        await shown.show("never")
        assert "highest day 0.0005 21 Nov" in shown.figures
        assert "average 0.00045" in shown.figures


async def test_what_comes_later_is_shown_where_somebody_looks(tmp_path: Path) -> None:
    async with history_of(tmp_path, {}) as shown:
        await shown.show("coffees")
        assert shown.said("historyEmpty").startswith("Not read yet")
        await shown.put({"coffees": {ago(2): 4}})
        assert shown.card.chart.isVisible()
        assert "total 4" in shown.figures


async def test_what_changes_elsewhere_paints_nothing_anew(tmp_path: Path) -> None:
    async with history_of(tmp_path, {"coffees": YEAR}) as shown:
        await shown.show("coffees")
        shown.card.chart.grab()
        span_before = shown.card.chart.span
        press(shown.card.chart, Qt.Key.Key_Plus)
        shown.card.chart.grab()
        zoomed = shown.card.chart.span
        await shown.put({"walk": {ago(1): 1}})
        assert shown.card.chart.span == zoomed != span_before
        await shown.put({"coffees": {ago(1): 400}})
        assert shown.card.chart.span == zoomed
        press(shown.card.chart, Qt.Key.Key_End, Qt.Key.Key_Left)
        assert "400" in shown.said("historyReadout") or zoomed.last < ago(1).toordinal()


async def test_ten_minutes_after_it_was_left_nothing_of_the_days_is_held(tmp_path: Path) -> None:
    async with history_of(tmp_path, {"coffees": YEAR}, kept_seconds=0.01) as shown:
        await shown.show("coffees")
        assert shown.card.chart.frame(1) is not None
        shown.page.hide()
        await until(lambda: shown.card.chart.frame(1) is None)
        shown.page.show()
        await shown.settled()
        assert shown.card.chart.frame(1) is not None


async def test_a_year_in_pixels_is_read_by_day_and_by_week(tmp_path: Path) -> None:
    moods: dict[date, Value | None] = {ago(days): 1 + days % 5 for days in range(700)}
    async with history_of(tmp_path, {"mood": moods, "coffees": YEAR}) as shown:
        await shown.show("coffees")
        pixels = shown.page.year.pixels
        press(pixels, Qt.Key.Key_Left)
        assert shown.said("yearReadout") == "Sunday 22 Nov: 1"
        press(pixels, Qt.Key.Key_Up)
        assert shown.said("yearReadout") == "Sunday 15 Nov: 3"
        assert pixels.digit_of(ago(7).toordinal()) == "3"
        press(pixels, Qt.Key.Key_Home)
        assert shown.said("yearReadout").startswith("Sunday 1 Nov: ")
        press(pixels, Qt.Key.Key_Return)
        assert shown.opened == [date(2026, 11, 1)]
        press(pixels, Qt.Key.Key_PageUp)
        assert pixels.year == 2025
        assert pixels.accessibleName() == "Mood, 2025 in pixels"
        press(shown.page.year.which[1], Qt.Key.Key_Space)
        assert pixels.accessibleName() == "Coffees, 2025 in pixels"


async def test_rows_and_pictures_are_kept_as_files(tmp_path: Path) -> None:
    values: dict[date, Value | None] = {ago(0): 1, ago(1): None, ago(3): 5}
    async with history_of(tmp_path / "home", {"coffees": values}) as shown:
        await shown.show("coffees", Range.WEEK)
        shown.card.save_rows_to(str(tmp_path / "rows.csv"))
        for name in ("chart.png", "chart.svg", "chart.SVG", "chart.jpeg"):
            shown.card.save_picture_to(str(tmp_path / name))
        with (tmp_path / "rows.csv").open(encoding="utf-8", newline="") as file:
            assert list(csv.reader(file)) == [
                ["date", "Coffees"],
                *([str(ago(days)), value] for days, value in ((0, "1"), (1, ""), (3, "5"))),
            ]
        assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")
        assert b"<svg" in (tmp_path / "chart.svg").read_bytes()
        assert b"<svg" in (tmp_path / "chart.SVG").read_bytes()
        assert (tmp_path / "chart.jpeg").read_bytes().startswith(b"\x89PNG")
        shown.card.save_rows_to(str(tmp_path / "no such folder" / "rows.csv"))
        assert "Not saved" in shown.said("historyMessage")


async def test_nothing_in_an_svg_leaves_the_chart(tmp_path: Path) -> None:
    """Qt writes no clipping into it; with half a day in view, a line would run over the labels of the axis."""
    steps: dict[date, Value | None] = {ago(days): days % 9 for days in range(400)}
    async with history_of(tmp_path / "home", {"coffees": steps, "mood": {ago(days): 3 for days in range(99)}}) as shown:
        for name, second in (("coffees", "mood"), ("mood", "")):
            await shown.show(name)
            shown.page.show_second(second)
            await shown.settled()
            shown.card.chart.zoom(0.43)
            shown.card.save_picture_to(str(tmp_path / "chart.svg"))
            drawn = ET.parse(tmp_path / "chart.svg")
            lines = [one.get("points", "") for one in drawn.iter("{http://www.w3.org/2000/svg}polyline")]
            grid, *others = ([float(pair.partition(",")[0]) for pair in points.split()] for points in lines)
            assert others
            assert min(map(min, others)) >= min(grid) - 0.01
            assert max(map(max, others)) <= max(grid) + 0.01


async def test_no_spreadsheet_computes_what_a_text_says(tmp_path: Path) -> None:
    notes = ["=1+1", "+49 30", "-- x", "@me", " =2", "\t=3", "＝4", 'plain, "quoted"\nline', "-0.5", "+1e3"]
    values: dict[date, Value | None] = {ago(days): note for days, note in enumerate(notes, 1)}
    async with history_of(tmp_path / "home", {"mood_note": values}) as shown:
        await shown.show("mood_note")
        shown.card.save_rows_to(str(tmp_path / "rows.txt"))
        with (tmp_path / "rows.txt").open(encoding="utf-8", newline="") as file:
            cells = [cell for _, cell in list(csv.reader(file))[1:]]
        assert cells == [*(f"'{note}" for note in notes[:7]), *notes[7:]]


async def test_a_picture_is_copied(tmp_path: Path) -> None:
    async with history_of(tmp_path, {"coffees": YEAR}) as shown:
        await shown.show("coffees")
        press(shown.card.copy, Qt.Key.Key_Space)
        assert QGuiApplication.clipboard().mimeData().hasImage()


@pytest.mark.parametrize("values", [{}, {ago(3): 1}, {ago(4000): 1, ago(1): 1}, dict.fromkeys(map(ago, range(50)), 3)])
async def test_whatever_there_is_it_is_painted(tmp_path: Path, values: Mapping[date, Value | None]) -> None:
    names = ("coffees", "walk", "mood", "never", "mood_note")
    given = {name: dict.fromkeys(values, "text") if name == "mood_note" else values for name in names}
    async with history_of(tmp_path, given) as shown:
        for name in names:
            await shown.show(name)
            for chosen in Range:
                shown.page.show_range(chosen)
                shown.page.grab()


class ChangedMeanwhile:
    """Averages during whose reading something else changes, as a copy of the history does all the time."""

    def __init__(self) -> None:
        self.change: Callable[[], None] | None = None

    async def kept(self, _name: str) -> Sequence[Average]:
        change, self.change = self.change, None
        if change is not None:
            change()
        return ()

    async def newest(self, _name: str) -> Sequence[Average]:
        return ()


@pytest.mark.parametrize("meanwhile", [(1,), (1, 2), (1, 2, 3)])
async def test_a_change_while_the_page_reads_leaves_it_in_view(tmp_path: Path, meanwhile: Sequence[int]) -> None:
    averages = ChangedMeanwhile()
    async with history_of(tmp_path, {"coffees": YEAR, "mood": YEAR}, averages=averages) as opened:
        changed = partial(opened.home.bridge.changed.emit, Change(days=frozenset({ago(3)})))
        await opened.show("coffees")
        for days in meanwhile:
            averages.change = changed
            await opened.put({"coffees": {ago(500 + days): 7}})
            assert averages.change is None, "nothing was read"
            assert opened.card.chart.isVisible()
        averages.change = changed
        opened.page.drop()
        await opened.settled()
        assert opened.card.chart.isVisible()
