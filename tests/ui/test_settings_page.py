"""The Settings page at 360 pixels: nothing is cut, everything has a name, and the keyboard reaches all of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QFont, QFontMetrics, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from exist_desktop.app.desktop.autostart import XdgAutostart
from exist_desktop.domain.account import Imperial
from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.history.progress import HistoryProgress, HistoryState
from exist_desktop.domain.reminders import Reminder
from exist_desktop.domain.value_types import ValueType
from exist_desktop.settings import Preferences, Settings
from exist_desktop.store.reading.attribute_list import AttributeRow
from exist_desktop.store.reading.views import Views
from exist_desktop.store.store import Store
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.format import QtFormats
from exist_desktop.ui.global_key.binding import Binding, Desktop
from exist_desktop.ui.global_key.global_key import GlobalKey, KeyGiver
from exist_desktop.ui.pages.settings.about import UsedLibrary
from exist_desktop.ui.pages.settings.add_steps import AT_ONCE, StepRow
from exist_desktop.ui.pages.settings.page import PageContext, SettingsPage
from exist_desktop.ui.pages.settings.parts import ActButton
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.ui.widgets.controls.combo_box import ComboBox
from exist_desktop.words.language import UNTRANSLATED, Language
from exist_desktop.words.pages.settings import AccountState
from tests.patience import until
from tests.translations import ByRule
from tests.ui.offscreen import quiet
from tests.ui.parts import part
from tests.ui.set_time import SetTime
from tests.using import At, Using

pytestmark = quiet

NOW = 1_763_820_000.0
LONG = "W" * 200
RIGHT_TO_LEFT = "שלום עולם " * 20
LANGUAGE = Language(UNTRANSLATED, QtFormats(QLocale.c()))
STRETCHED = Language(
    ByRule(lambda sentence: sentence + " und Ausführungsbestimmungsverordnung"), QtFormats(QLocale.c())
)
STANDING = AccountState(
    LONG, f"https://{'w' * 180}.test", signed_in=True, since=NOW, expires_at=NOW + 9e6, renews=True, scopes=frozenset()
)


PROGRESS = HistoryProgress(HistoryState.COPYING, done=430, total=1000, seconds_left=5400.0)


class Program:
    """What the page asks of the program."""

    def check_server(self, typed: str) -> tuple[str, str]:
        return "", typed

    async def account_state(self) -> AccountState:
        return STANDING

    async def filled_here(self) -> Sequence[AttributeRow]:
        return ()

    async def unsent(self) -> int:
        return 1234

    async def history_progress(self) -> HistoryProgress:
        return PROGRESS

    def used_libraries(self) -> Sequence[UsedLibrary]:
        return [UsedLibrary(LONG, "1", RIGHT_TO_LEFT)]


@asynccontextmanager
async def page_of(
    qtbot: QtBot,
    folder: Path,
    *,
    language: Language = LANGUAGE,
    width: int = 360,
    giver: KeyGiver = KeyGiver.NOBODY,
) -> AsyncIterator[SettingsPage]:
    store, bridge, preferences = Store(folder), Bridge(), Preferences(folder)
    await store.open(NOW)

    surroundings = PageContext(
        server="https://exist.io",
        folder=folder / LONG,
        log=folder / LONG / "log",
        version="1.2.3",
        source=Program(),
        login=XdgAutostart(("exist-desktop",), folder / "autostart"),
        key=GlobalKey(preferences, bridge, giver, "exist-desktop", "", bridge),
        binding=Binding(f"/{LONG}/exist-desktop quick", Desktop.GNOME),
    )
    views = Views(store, Using(), At(NOW))
    page = SettingsPage(preferences, views, bridge, language, surroundings, SetTime(lambda: NOW))
    qtbot.addWidget(page)
    page.resize(width, 640)
    page.show()
    await bridge.stop()
    page.steps.show_attributes([attribute(LONG), attribute(RIGHT_TO_LEFT), attribute("Water", "water")])
    page.account.sign_out_wanted.emit()
    page.account.removal_wanted.emit()
    await bridge.stop()
    for _ in range(3):
        QApplication.sendPostedEvents()
    try:
        yield page
    finally:
        page.hide()
        await store.close()


def attribute(label: str, template: str | None = None) -> Attribute:
    return Attribute(template or label, label, Group("food", "Food", 1), ValueType.QUANTITY, template, manual=True)


def name_of(part: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)


def label_of(select: ComboBox) -> str:
    """What a screen reader says before the value."""
    relations = QAccessible.queryAccessibleInterface(select).relations(QAccessible.RelationFlag.Label)
    return " ".join(one[0].text(QAccessible.Text.Name) for one in relations)


def controls(page: SettingsPage) -> list[QWidget]:
    found = [*page.findChildren(QLineEdit), *page.findChildren(QAbstractButton), *page.findChildren(ComboBox)]
    return [one for one in found if one.isVisible()]


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("language", [LANGUAGE, STRETCHED], ids=["English", "long words"])
async def test_no_text_is_cut_at_360_pixels(
    tmp_path: Path, direction: Qt.LayoutDirection, language: Language, qtbot: QtBot
) -> None:
    async with page_of(qtbot, tmp_path, language=language) as page:
        page.setLayoutDirection(direction)
        page.day.show_mood(nine=True)
        part(page.about, Chip).setChecked(True)
        page.connection.server.inline_message.tell(LONG)
        page.connection.secret.findChildren(ActButton)[0].click()
        for _ in range(3):
            QApplication.sendPostedEvents()

        assert page.horizontalScrollBar().maximum() == 0
        shown_parts = [*page.findChildren(TextBlock), *controls(page)]
        for shown in shown_parts:
            if not shown.isVisible():
                continue
            left = shown.mapTo(page, shown.rect().topLeft()).x()
            assert left >= 0
            assert left + shown.width() <= page.width(), name_of(shown)
            if isinstance(shown, TextBlock):
                assert shown.height() >= shown.heightForWidth(shown.width()), shown.text()


async def test_every_control_has_a_name_of_its_own_and_is_reached_by_tab(tmp_path: Path, qtbot: QtBot) -> None:
    async with page_of(qtbot, tmp_path) as page:
        selects = page.findChildren(ComboBox)
        labels = [label_of(one) for one in selects]
        assert labels == [one.accessibleName() for one in selects]
        names = labels + [name_of(one) for one in controls(page) if not isinstance(one, ComboBox)]
        assert all(names)
        assert len(set(names) - {"Keep everything"}) >= len(names) - 1
        reached: set[QWidget | None] = set()
        page.activateWindow()
        page.look.findChildren(QAbstractButton)[0].setFocus()
        for _ in range(2 * len(names)):
            reached.add(QApplication.focusWidget())
            QTest.keyClick(page, Qt.Key.Key_Tab)
        assert [name_of(one) for one in controls(page) if one not in reached] == []


async def test_the_wheel_scrolls_the_page_and_changes_nothing(tmp_path: Path, qtbot: QtBot) -> None:
    async with page_of(qtbot, tmp_path) as page:
        select = page.units.findChildren(ComboBox)[0]
        select.setFocus()
        event = QWheelEvent(
            QPointF(5, 5),
            select.mapToGlobal(QPointF(5, 5)),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(select, event)
        assert select.currentIndex() == 0
        assert not event.isAccepted()


async def test_escape_takes_a_question_back(tmp_path: Path, qtbot: QtBot) -> None:
    async with page_of(qtbot, tmp_path) as page:
        removed: list[bool] = []
        page.removed.connect(removed.append)
        keep = next(one for one in controls(page) if name_of(one) == "Keep everything")
        QTest.keyClick(keep, Qt.Key.Key_Escape)
        assert not keep.isVisible()
        assert removed == []


async def test_units_say_which_ones_exist_has(tmp_path: Path, qtbot: QtBot) -> None:
    async with page_of(qtbot, tmp_path) as page:
        page.units.show_profile(Imperial(distance=True))
        shown = {one.accessibleName(): one.itemText(0) for one in page.units.findChildren(ComboBox)}
        assert shown["Distance"] == "As in Exist (mi)"
        assert shown["Weight"] == "As in Exist (kg)"


async def test_what_is_typed_stays_when_the_attributes_are_read_again(tmp_path: Path, qtbot: QtBot) -> None:
    async with page_of(qtbot, tmp_path) as page:
        edit = next(one for one in page.steps.findChildren(QLineEdit) if name_of(one) == "Step of Water")
        edit.setText("33")
        page.steps.show_attributes([attribute(LONG), attribute(RIGHT_TO_LEFT), attribute("Water", "water")])
        assert edit.text() == "33"
        assert edit.placeholderText() == "250"


MANY = 10_000


def steps_of(page: SettingsPage) -> list[str]:
    return [row.edit.accessibleName().removeprefix("Step of ") for row in page.steps.findChildren(StepRow)]


async def test_of_ten_thousand_attributes_some_have_a_line_and_each_can_be_found(tmp_path: Path, qtbot: QtBot) -> None:
    async with page_of(qtbot, tmp_path) as page:
        assert not page.steps.search.isVisible(), "a few are all there"
        page.steps.show_settings(Settings(add_steps={"n9000": 5}))
        page.steps.show_attributes([replace(attribute(f"Number {one:05}"), name=f"n{one}") for one in range(MANY)])
        await settled()
        assert steps_of(page) == [*(f"Number {one:05}" for one in range(AT_ONCE - 1)), "Number 09000"]
        (more,) = [one for one in page.steps.findChildren(TextBlock) if one.objectName() == "moreSteps"]
        assert more.text() == "9,970 more. Type a part of the name."

        QTest.keyClicks(page.steps.search, "number 0777")
        await settled()

        assert steps_of(page) == [f"Number {one:05}" for one in range(7770, 7780)]
        assert not more.isVisible()
        edit = next(one for one in page.steps.findChildren(QLineEdit) if name_of(one) == "Step of Number 07777")
        QTest.keyClicks(edit, "no number")
        page.steps.search.setText("nothing has that")
        await settled()
        assert steps_of(page) == ["Number 07777"], "what is typed is not lost"
        assert more.text() == "No attribute that you can add to has this in its name."

        page.steps.search.clear()
        await settled()
        assert len(steps_of(page)) == AT_ONCE + 1
        assert edit.text() == "no number"


async def test_what_a_reminder_can_ask_for_is_measured_once(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured: list[str] = []

    class Counting(QFontMetrics):
        def horizontalAdvance(self, text: str) -> int:  # type: ignore[override]
            measured.append(text)
            return super().horizontalAdvance(text)

    monkeypatch.setattr("exist_desktop.ui.widgets.controls.combo_box.QFontMetrics", Counting)
    async with page_of(qtbot, tmp_path) as page:
        page.reminders.show_settings(Settings(reminders=(Reminder(21 * 60),)))
        measured.clear()
        page.reminders.show_attributes([attribute(f"Number {one:05}") for one in range(MANY)])
        for width in (360, 500, 800):
            page.resize(width, 640)
            await settled()
        assert measured.count("Number 09999") == 1
        (row,) = page.reminders.rows
        row.about.setFont(QFont(row.about.font().family(), 30))
        await settled()
        row.about.sizeHint()
        assert measured.count("Number 09999") == 2


async def settled() -> None:
    """Lets Qt take away what is not shown any more."""
    for _ in range(3):
        await asyncio.sleep(0)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


async def test_an_address_that_is_half_typed_waits_for_the_person_to_come_back(tmp_path: Path, qtbot: QtBot) -> None:
    async with page_of(qtbot, tmp_path) as page:
        address = next(one for one in page.findChildren(QLineEdit) if name_of(one) == "Server address")
        address.setFocus()
        QTest.keyClicks(address, ".test")
        elsewhere = QWidget()
        qtbot.addWidget(elsewhere)
        elsewhere.show()
        elsewhere.activateWindow()
        await until(lambda: not address.hasFocus())
        next(one for one in page.findChildren(QAbstractButton) if one.text() == "Dark").click()
        assert address.text() == "https://exist.io.test"
