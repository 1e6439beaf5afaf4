"""Something new to track is made where it is missed: a tag beside the tags, an attribute below the tiles."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from exist_desktop.domain.attributes import Group
from exist_desktop.domain.draft import Draft
from exist_desktop.domain.value_types import ValueType
from exist_desktop.ui.editors.create_panel import CreateAttributePanel, CreatePanel
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.ui.widgets.controls.buttons import AccentButton
from exist_desktop.ui.widgets.controls.combo_box import ComboBox
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from exist_desktop.ui.widgets.inline_message import InlineMessage
from tests.ui.made_tiles import LANGUAGE, SUNDAY
from tests.ui.offscreen import quiet
from tests.ui.parts import text_named
from tests.ui.today_on_store import page_over, rested

pytestmark = quiet

FOOD, MIND = Group("food", "Food", 1), Group("mind", "Mind", 2)


def create_panel(page: TodayPage) -> CreatePanel:
    (found,) = page.findChildren(CreatePanel)
    assert isinstance(found, CreatePanel)
    return found


async def test_a_new_tag_is_set_for_the_day_in_view(tmp_path: Path) -> None:
    async with page_over(tmp_path) as (page, book, bridge):
        page.card.tags.new.click()
        panel = create_panel(page)
        assert has_keyboard_focus(panel.label)
        QTest.keyClicks(panel.label, "sea swimming")
        QTest.keyClick(panel.label, Qt.Key.Key_Return)
        await rested(bridge)
        (line,) = await book.views.outbox()
        assert (line.attribute.label, line.entry.key.day, line.entry.amount) == ("sea swimming", page.day, 1)
        assert "sea swimming" in [chip.text() for chip in page.card.tags.chips.values()]
        assert page.findChildren(CreatePanel) == []


async def test_what_cannot_be_made_is_told_and_stays_typed(tmp_path: Path) -> None:
    async with page_over(tmp_path) as (page, book, bridge):
        page.card.tags.new.click()
        panel = create_panel(page)
        panel.label.setText("Walk")
        QTest.keyClick(panel.label, Qt.Key.Key_Return)
        await rested(bridge)
        problem = panel.findChild(InlineMessage, "makerProblem")
        assert isinstance(problem, InlineMessage)
        assert problem.isVisible(), "there is a tag of that name"
        assert panel.label.text() == "Walk"
        assert await book.views.outbox() == ()


def test_an_attribute_is_asked_for_in_the_way_of_its_type(qtbot: QtBot) -> None:
    panel = CreateAttributePanel(LANGUAGE, [FOOD, MIND], SUNDAY)
    qtbot.addWidget(panel)
    make = next(button for button in panel.findChildren(AccentButton) if button.text() == "Make attribute")
    assert not make.isEnabled(), "it needs a name"
    panel.label.setText("Focus")
    for name in ("Time spent", "Mind"):
        choose(panel, name)
    assert not make.isEnabled(), "it needs a first value"
    first = next(edit for edit in panel.findChildren(QLineEdit) if edit.accessibleName() == "First value")
    first.setText("1h30")
    with qtbot.waitSignal(panel.wanted) as wanted:
        make.click()
    assert wanted.args == ["Focus", MIND, ValueType.DURATION, 90]


def test_a_wrong_first_value_is_told(qtbot: QtBot) -> None:
    panel = CreateAttributePanel(LANGUAGE, [FOOD], SUNDAY)
    qtbot.addWidget(panel)
    panel.show()
    panel.label.setText("Matcha")
    first = next(edit for edit in panel.findChildren(QLineEdit) if edit.accessibleName() == "First value")
    first.setText("many")
    with qtbot.assertNotEmitted(panel.wanted):
        QTest.keyClick(first, Qt.Key.Key_Return)
    assert any(inline_message.isVisible() for inline_message in panel.findChildren(InlineMessage))


def test_enter_goes_to_what_is_missing(qtbot: QtBot) -> None:
    panel = CreateAttributePanel(LANGUAGE, [FOOD], SUNDAY)
    qtbot.addWidget(panel)
    panel.show()
    with qtbot.waitActive(panel):
        panel.activateWindow()
    first = next(edit for edit in panel.findChildren(QLineEdit) if edit.accessibleName() == "First value")
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert has_keyboard_focus(panel.label)
    QTest.keyClicks(panel.label, "Matcha")
    QTest.keyClick(panel.label, Qt.Key.Key_Return)
    assert has_keyboard_focus(first)
    assert not any(inline_message.isVisible() for inline_message in panel.findChildren(InlineMessage)), (
        "nothing is wrong yet"
    )
    QTest.keyClicks(first, "2")
    with qtbot.waitSignal(panel.wanted) as wanted:
        QTest.keyClick(first, Qt.Key.Key_Return)
    assert wanted.args == ["Matcha", FOOD, ValueType.QUANTITY, 2]


@pytest.mark.parametrize("typed", ["", "   ", "\n"])
def test_a_text_without_words_is_no_first_value(qtbot: QtBot, typed: str) -> None:
    panel = CreateAttributePanel(LANGUAGE, [FOOD], SUNDAY)
    qtbot.addWidget(panel)
    panel.label.setText("Dream diary")
    choose(panel, "Text")
    (text,) = panel.findChildren(QPlainTextEdit)
    text.setPlainText(typed)
    make = next(button for button in panel.findChildren(AccentButton) if button.text() == "Make attribute")
    assert not make.isEnabled()


def choose(panel: CreateAttributePanel, name: str) -> None:
    (found,) = [select for select in panel.findChildren(ComboBox) if select.findText(name) >= 0]
    found.setCurrentIndex(found.findText(name))
    found.activated.emit(found.currentIndex())


async def test_a_new_attribute_may_be_in_a_group_that_the_page_does_not_show(tmp_path: Path) -> None:
    async with page_over(tmp_path) as (page, _book, _bridge):
        page.board.new.click()
        _types, groups = create_panel(page).findChildren(ComboBox)
        offered = [groups.itemText(place) for place in range(groups.count())]
        assert {"Food and drink", "Mood", "Health", "Custom tags", "Medication"} <= set(offered)
        assert offered[0] == "Food and drink", "in Exist's order"
        assert len(offered) == len(set(offered))


async def test_what_was_typed_for_a_tag_is_there_again_after_escape_and_goes_when_it_is_made(tmp_path: Path) -> None:
    async with page_over(tmp_path) as (page, book, bridge):
        page.card.tags.new.click()
        QTest.keyClicks(create_panel(page).label, "sea swim")
        QTest.keyClick(create_panel(page).label, Qt.Key.Key_Escape)
        await rested(bridge)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        page.card.tags.new.click()
        panel = create_panel(page)
        assert panel.label.text() == "sea swim"
        assert text_named(panel, "restoredDraft").isVisible()
        QTest.keyClicks(panel.label, "ming")
        assert not text_named(panel, "restoredDraft").isVisible()
        QTest.keyClick(panel.label, Qt.Key.Key_Return)
        await rested(bridge)
        (line,) = await book.views.outbox()
        assert line.attribute.label == "sea swimming"
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        page.card.tags.new.click()
        assert create_panel(page).label.text() == ""


@pytest.mark.parametrize("text", ["", "{", "[]", "[1, 2, 3, 4]", '["Focus", "OF_LATER", "food", null]'])
def test_a_draft_that_cannot_be_read_is_none(qtbot: QtBot, text: str) -> None:
    panel = CreateAttributePanel(LANGUAGE, [FOOD], SUNDAY)
    qtbot.addWidget(panel)
    panel.restore(Draft(SUNDAY, panel.key.attribute, text))
    assert panel.label.text() == ""
