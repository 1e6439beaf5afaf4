"""Attributes over a real store: what is listed and how, what waits, several at once, all of it by keyboard."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from exist_desktop.domain.arranging import moves
from exist_desktop.domain.arranging.actions import ArrangeAction
from exist_desktop.domain.arranging.arrangement import NOTHING_ARRANGED
from exist_desktop.domain.attributes import Attribute, Group, Service
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Value
from exist_desktop.store import catalogue, history
from exist_desktop.store.arranging.arrangement import Arrangements
from exist_desktop.store.changes import Change
from exist_desktop.store.reading.attribute_list import OwnerViews
from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.format import QtFormats
from exist_desktop.ui.pages.attributes.listing import Filter, Sort
from exist_desktop.ui.pages.attributes.menu import RowMenu
from exist_desktop.ui.pages.attributes.page import AttributesPage
from exist_desktop.ui.pages.attributes.row import OwnerRow
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.patience import until
from tests.store.notebook import NOW, TODAY, Notebook, notebook
from tests.ui.offscreen import quiet
from tests.ui.parts import part, text_named
from tests.ui.set_time import SetTime

pytestmark = quiet
LANGUAGE = Language(UNTRANSLATED, QtFormats(QLocale.c()))
ONLINE = SyncStatus(Condition.IDLE, last_sync=NOW - 60)
OFFLINE = SyncStatus(Condition.OFFLINE, last_sync=NOW - 3600)
FEW_ROWS = 60
"""More are never near a view of this height."""
BY_GROUP = ["Coffees", "Weight", "Steps", "Tweets", "Mood", "Daily note", "Walk"]


@dataclass
class Shown:
    """The page over its account, and what was wanted there."""

    book: Notebook
    page: AttributesPage
    bridge: Bridge
    wanted: list[object] = field(default_factory=list)

    def names(self) -> list[str]:
        return [row.accessibleName() for row in self.page.list.rows()]

    def labels(self) -> list[str]:
        return [name.partition(", filled by")[0] for name in self.names()]

    def row(self, label: str) -> OwnerRow:
        return next(row for row in self.page.list.rows() if row.accessibleName().startswith(f"{label}, filled by"))

    def texts(self, label: str) -> str:
        shown = self.row(label).text_shown
        assert shown is not None
        return "\n".join(filter(None, shown.texts))

    def button(self, name: str) -> QAbstractButton:
        """A visible button by its accessible name, or by the text on it."""
        found = [one for one in self.page.findChildren(QAbstractButton) if one.isVisible()]
        return next(one for one in found if name in (one.accessibleName(), one.text()))

    def focused(self) -> str:
        row = next((one for one in self.page.list.rows() if has_keyboard_focus(one)), None)
        return "" if row is None else row.accessibleName()

    async def say(self, name: str, value: Value) -> None:
        """Exist says what an attribute has today."""
        await self.book.store.write(
            self.book.account, lambda tx: history.put(tx, name, {TODAY: value}, NOW), Change(days=frozenset({TODAY}))
        )
        await self.bridge.stop()

    async def put(self, *attributes: Attribute, owned: Iterable[str] = ()) -> None:
        """Exist says what these attributes are."""
        await self.book.store.write(
            self.book.account, lambda tx: catalogue.put_some(tx, attributes, owned, NOW), Change(catalogue=True)
        )
        await self.bridge.stop()


@asynccontextmanager
async def opened(folder: Path, qtbot: QtBot, status: SyncStatus = ONLINE) -> AsyncIterator[Shown]:
    async with notebook(folder) as book:
        bridge = Bridge()
        book.store.subscribe(bridge.publish_change)
        bridge.publish_status(status)
        time = SetTime(lambda: NOW)
        days = DayClock(time, bridge)
        page = AttributesPage(OwnerViews(book.store, book), bridge, LANGUAGE, days, time)
        shown = Shown(book, page, bridge)
        for signal in (page.take_over_wanted, page.give_back_wanted, page.undo_wanted, page.changes_wanted):
            signal.connect(shown.wanted.append)
        qtbot.addWidget(page)
        page.resize(1000, 640)
        page.show()
        await bridge.stop()
        yield shown
        page.hide()
        await bridge.stop()
        days.stop()


async def test_rows_and_acts_are_called_as_other_programs_know_them(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as shown:
        assert shown.labels() == BY_GROUP
        assert "Steps, filled by Fitbit" in shown.names()
        assert "Coffees, filled by Exist Desktop" in shown.names()
        await shown.put(Attribute("water", "Water", Group("food", "Food and drink", 1), ValueType.QUANTITY, "water"))
        assert "Water, filled by nobody" in shown.names()
        for act in ("Take over Steps", "Give back Coffees", "Fill Water from here", "New attribute", "New tag"):
            assert shown.button(act).isEnabled()
        shown.button("Take over Steps").click()
        shown.button("Fill Water from here").click()
        shown.button("Give back Coffees").click()
        assert shown.wanted == [("steps",), ("water",), ("coffees",)]


async def test_a_row_says_kind_owner_others_and_last_value(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as shown:
        await shown.say("weight", 71.4)
        oura, apple = Service("oura", "Oura"), Service("apple", "Apple Health")
        fitbit = Attribute(
            "steps", "Steps", Group("food", "Food and drink", 1), ValueType.QUANTITY, "steps", position=5
        )
        await shown.put(replace(fitbit, service=oura, available=(apple, oura)))
        assert shown.texts("Weight").splitlines() == [
            *("Weight", "by hand · template", "Number, kg", "Exist Desktop", "71.4 kg · today")
        ]
        assert shown.texts("Steps").splitlines() == [
            *("Steps", "automatic · template", "Count", "Oura", "could be Apple Health", "no value yet")
        ]
        assert "inactive" in shown.texts("Tweets")
        assert "Tag" in shown.texts("Walk")
        assert "Scale 1–5" in shown.texts("Mood")


async def test_every_type_of_values_is_shown(tmp_path: Path, qtbot: QtBot) -> None:
    label = "🪴 " + "שלום " * 40
    strange = [
        Attribute(f"of_{kind.name}", f"{label}{kind.name}", Group("new", "New", 0), kind, position=-1)
        for kind in ValueType
    ]
    async with opened(tmp_path, qtbot) as shown:
        await shown.put(*strange)
        for one in strange:
            await shown.say(one.name, "words" if one.value_type is ValueType.TEXT else 1)
        texts = [row.text_shown for row in shown.page.list.rows() if row.text_shown]
        first = {text.attribute: text for text in texts if text.attribute.name.startswith("of_")}
        assert [one.label for one in first] == [one.label for one in strange]
        assert all(text.kind and "today" in text.last for text in first.values())
        row = shown.page.list.rows()[0]
        row.grab()
        assert label.strip() in row.toolTip(), "what is cut is told"


async def test_what_is_listed_and_in_which_order(tmp_path: Path, qtbot: QtBot) -> None:
    hidden = Attribute("rare", "Ärger", Group("food", "Food and drink", 1), ValueType.SCALE, priority=10, position=9)
    async with opened(tmp_path, qtbot) as shown:
        head = shown.page.head
        await shown.put(hidden, replace(hidden, name="off", label="Off", priority=1, active=False))
        assert shown.labels() == BY_GROUP, "what Exist hides is shown on wish"
        head.hidden.click()
        assert {"Ärger", "Off"} <= set(shown.labels())
        head.hidden.click()
        head.edit.setText("arg")
        assert shown.labels() == ["Ärger"], "who looks for something finds it"
        head.edit.setText("fitbit")
        assert shown.labels() == ["Steps"]
        head.edit.setText("nothing like this")
        assert "Nothing has “nothing like this”" in text_named(shown.page, "attributesEmpty").text()
        head.edit.clear()
        for chosen, labels in {
            Filter.FROM_HERE: [label for label in BY_GROUP if label != "Steps"],
            Filter.BY_OTHERS: ["Steps"],
            Filter.BY_HAND: ["Coffees", "Weight", "Mood", "Daily note", "Walk"],
            Filter.TAGS: ["Walk"],
            Filter.INACTIVE: ["Tweets", "Off"],
        }.items():
            head.filters[chosen].click()
            assert shown.labels() == labels
        head.filters[Filter.ALL].click()
        await shown.say("steps", 3)
        for sort, first in {Sort.LABEL: "Coffees", Sort.LAST_VALUE: "Steps", Sort.OWNER: "Coffees"}.items():
            head.sort.show_value(sort)
            head.sort.chosen.emit(sort)
            assert shown.labels()[0] == first
        assert shown.labels()[-1] == "Steps", "sorted by who fills it"


async def test_what_waits_is_seen_in_its_row_and_can_be_undone(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot, OFFLINE) as shown:
        assert "Offline" in text_named(shown.page, "attributesNotice").text()
        (entry,) = await shown.book.journal.owners.acquire("steps")
        await shown.bridge.stop()
        assert "Will be taken over when you are online" in shown.texts("Steps")
        shown.button("Undo what is wanted of Steps").click()
        assert shown.wanted == [entry.id]
        shown.bridge.publish_status(ONLINE)
        assert "Take over · Waiting" in shown.texts("Steps")
        assert not text_named(shown.page, "attributesNotice").isVisible()
        await shown.book.journal.undo(entry.id)
        await shown.bridge.stop()
        assert shown.button("Take over Steps").isEnabled()


async def test_several_are_selected_and_acted_on_together(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as shown:
        assert not shown.page.bar.isVisible()
        for label in ("Steps", "Coffees", "Mood"):
            shown.row(label).click()
        assert shown.row("Mood").isChecked()
        assert text_named(shown.page, "attributesSelected").text() == "3 selected · Coffees, Steps and Mood"
        shown.button("Take over the selected").click()
        shown.button("Give back the selected").click()
        assert shown.wanted == [("steps",), ("coffees", "mood")]
        await shown.book.journal.owners.acquire("steps")
        await shown.bridge.stop()
        assert not shown.row("Steps").isChecked(), "what is asked for is not asked for again"
        assert shown.row("Mood").isChecked()
        shown.button("Select none").setFocus()
        shown.button("Select none").click()
        assert not shown.page.bar.isVisible()
        assert shown.focused(), "the focus of the bar is in the list again"


@pytest.mark.qt_log_ignore(r"does not support (propagateSizeHints|raise|grabbing the keyboard)", extend=True)
async def test_all_of_it_works_by_keyboard(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as shown:
        page = shown.page
        page.head.edit.setFocus()
        press(page.head.edit, Qt.Key.Key_Down)
        assert shown.focused() == "Coffees, filled by Exist Desktop"
        press(shown.row("Coffees"), Qt.Key.Key_Down)
        press(shown.row("Weight"), Qt.Key.Key_Down)
        press(shown.row("Steps"), Qt.Key.Key_Space)
        assert shown.row("Steps").isChecked()
        press(shown.row("Steps"), Qt.Key.Key_Return)
        menu = part(page, RowMenu)
        assert [action.text() for action in menu.actions() if action.text()] == [
            *("Take over…", "Who filled it…", "Show its history"),
            *("Add to favourites", "Hide on Today", "Move up on Today", "Move down on Today"),
            *("Shown here as…", "Rename or delete in Exist…", "Selected"),
        ]
        press(menu, Qt.Key.Key_Return)
        assert shown.wanted == [("steps",)]
        assert shown.row("Steps").nextInFocusChain() is shown.row("Steps").action
        press(shown.row("Steps").action, Qt.Key.Key_Up)
        assert shown.focused() == "Weight, filled by Exist Desktop"
        press(shown.row("Weight"), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        assert all(row.isChecked() for row in page.list.rows())
        press(shown.row("Weight"), Qt.Key.Key_Escape)
        assert not any(row.isChecked() for row in page.list.rows())
        press(shown.row("Weight"), Qt.Key.Key_Home)
        press(shown.row("Coffees"), Qt.Key.Key_Up)
        assert has_keyboard_focus(page.head.edit)


async def test_with_300_the_page_stays_where_it_is_and_has_few_rows(tmp_path: Path, qtbot: QtBot) -> None:
    food = Group("food", "Food and drink", 1)
    many = [
        Attribute(f"a{number}", f"A{number}", food, ValueType.QUANTITY, position=number + 10, manual=True)
        for number in range(300)
    ]
    async with opened(tmp_path, qtbot) as shown:
        await shown.put(*many)
        page, bar = shown.page, shown.page.view.verticalScrollBar()
        assert "307 attributes" in text_named(page, "attributesCount").text()
        bar.setValue(bar.maximum() // 2)
        await until(lambda: shown.labels()[0].startswith("A") and len(shown.labels()) > 20)
        row = next(row for row in page.list.rows() if row.y() > bar.value() + 200)
        label = row.accessibleName().partition(",")[0]
        row.setFocus()
        before = row.y() - bar.value()
        await shown.put(replace(many[299], label="Last", service=Service("oura", "Oura")))
        assert row.y() - bar.value() == before
        assert shown.focused() == f"{label}, filled by nobody"
        await shown.book.store.write(
            shown.book.account,
            lambda tx: tx.execute("DELETE FROM attribute WHERE label = ?", (label,)),
            Change(catalogue=True),
        )
        await shown.bridge.stop()
        assert shown.focused() == f"A{int(label[1:]) + 1}, filled by nobody", "the focus stays at its height"
        assert abs(shown.row(shown.focused().partition(",")[0]).y() - bar.value() - before) < 2
        assert len(page.findChildren(OwnerRow)) < FEW_ROWS


async def test_where_there_is_nothing_it_is_said_why(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as shown:
        empty = text_named(shown.page, "attributesEmpty")
        shown.page.head.filters[Filter.INACTIVE].click()
        assert not empty.isVisible()
        await shown.book.store.write(
            shown.book.account, lambda tx: tx.execute("DELETE FROM attribute"), Change(catalogue=True)
        )
        await shown.bridge.stop()
        for status, words in {
            SyncStatus(Condition.SIGNED_OUT): "Sign in",
            SyncStatus(Condition.OFFLINE): "as soon as Exist can be reached",
            SyncStatus(Condition.READING): "being read",
            ONLINE: "nothing in your account yet",
        }.items():
            shown.bridge.publish_status(status)
            assert empty.isVisible()
            assert words in empty.text()


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifier)


async def test_the_order_of_today_is_the_order_here_and_is_changed_from_here(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as shown:
        arrangement = moves.hidden(moves.pinned(NOTHING_ARRANGED, "coffees"), "steps")
        arrangement = moves.in_this_order(arrangement, ["steps", "weight"])
        wanted: list[tuple[ArrangeAction, str]] = []
        shown.page.arrange_wanted.connect(lambda act, name: wanted.append((act, name)))
        await Arrangements(shown.book.store, shown.book).put(arrangement)
        await shown.bridge.stop()
        assert [label for label in shown.labels() if label in BY_GROUP[:3]] == ["Steps", "Weight", "Coffees"]
        assert "favourite" in shown.texts("Coffees")
        assert "hidden on Today" in shown.texts("Steps")
        shown.page.head.show_filter(Filter.OFF_TODAY)
        assert shown.labels() == ["Steps"]
        shown.row("Steps").setFocus()
        press(shown.row("Steps"), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        assert wanted == [(ArrangeAction.DOWN, "steps")]
