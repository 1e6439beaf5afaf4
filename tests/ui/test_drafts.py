"""Drafts: what a person has typed, known by their typing; looking at days and values makes none."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.commands import Key, SetValue
from exist_desktop.domain.values import Value
from exist_desktop.store.changes import Change
from exist_desktop.ui.editors.editor import Editor
from exist_desktop.ui.pages.today import TodayPage
from tests.ui import today_world as world
from tests.ui.offscreen import quiet
from tests.ui.today_world import LANGUAGE, SUNDAY, VALUES, World, opened, settled

pytestmark = quiet
CLICK = Qt.MouseButton.LeftButton
AS_OTHERS_WRITE = [
    "two lines\r\nof a form",
    "an old\rmachine",
    "a space at the end ",
    "\n\nlines around it\n",
    "a space\u00a0that does not break",
    "a tab\tand a bell\a",
    "two\u2028lines and\u2029two paragraphs",
    "e\u0301 in two parts, and \ufb01",
    "שלום\u200f, مرحبا",
    "\ufeffa mark in front",
    "\ufdd0 what Qt takes for the end of a line",
    "",
]
"""Notes as forms, phones and other programs write them."""


def account(note: str) -> World:
    return World(values=dict(VALUES) | {world.NOTE: note, world.PLACE: note})


@pytest.mark.parametrize("note", AS_OTHERS_WRITE)
async def test_looking_at_days_writes_nothing(qtbot: QtBot, note: str) -> None:
    home = account(note)
    page = await opened(home, qtbot)
    for button in (page.header.previous, page.header.previous, page.header.next, page.header.today):
        QTest.mouseClick(button, CLICK)
        await settled(home)
    page.card.note.edit.setFocus()
    page.card.tags.new.setFocus()
    home.bridge.publish_change(Change(days=None))
    await settled(home)
    home.later(hours=8)
    page._days.look()
    await settled(home)
    page.leave()
    page.hide()
    await settled(home)
    assert page.card.note.draft is None
    assert not page.card.note.save.isVisibleTo(page)
    assert home.saved == []


@pytest.mark.parametrize("note", AS_OTHERS_WRITE)
async def test_looking_at_an_editor_makes_no_draft(qtbot: QtBot, note: str) -> None:
    home = account(note)
    page = await opened(home, qtbot)
    editor = await editor_on(page, home, "place")
    assert editor.draft is None
    editor.set_tile(world.tile(world.PLACE, note + "!"))
    assert editor.draft is None
    assert editor.answer.draft.strip().endswith("!"), "an editor that nobody types in shows what is newer"


async def editor_on(page: TodayPage, home: World, name: str) -> Editor:
    editable = next(made for made in home.values if made.name == name)
    if not editable.editable:
        home.values[world.attribute(name, editable.label, editable.group.name, editable.value_type)] = home.values.pop(
            editable
        )
        home.bridge.publish_change(Change(days=None))
        await settled(home)
        page.board.build_all()
    view = page.board.tile(name)
    assert view is not None
    QTest.mouseClick(view.button, CLICK)
    panel = page._acts._panels.panel
    assert isinstance(panel, Editor)
    return panel


@pytest.mark.parametrize("name", ["coffees", "protein", "sleep", "sleep_start", "body_fat", "energy_level", "pill"])
async def test_opening_any_editor_makes_no_draft_and_leaving_it_saves_nothing(qtbot: QtBot, name: str) -> None:
    home = World()
    page = await opened(home, qtbot)
    assert (await editor_on(page, home, name)).draft is None
    assert not page._acts.typing
    QTest.mouseClick(page.header.previous, CLICK)
    await settled(home)
    assert home.saved == []


@pytest.mark.parametrize(
    ("attribute", "older", "newer", "shown"),
    [
        (world.ENERGY, 6, 7, "7"),
        (world.PILL, 1, 0, "No"),
        (world.PROTEIN, 70.5, 71, ""),
    ],
)
def test_an_editor_that_nobody_answered_shows_the_newer_value(
    qtbot: QtBot, attribute: Attribute, older: Value, newer: Value, shown: str
) -> None:
    editor = Editor(LANGUAGE, world.tile(attribute, older), SUNDAY)
    qtbot.addWidget(editor)
    editor.set_tile(world.tile(attribute, newer))
    assert (editor.answer.draft, editor.draft) == (shown, None)


def test_what_a_person_chose_stays_also_where_it_is_the_old_value(qtbot: QtBot) -> None:
    editor = Editor(LANGUAGE, world.tile(world.ENERGY, 6), SUNDAY)
    qtbot.addWidget(editor)
    QTest.keyClicks(editor.first_stop, "6")
    editor.set_tile(world.tile(world.ENERGY, 8))
    assert (editor.answer.draft, editor.draft) == ("6", "6")


def paste(page: TodayPage) -> None:
    QGuiApplication.clipboard().setText("Wrote")
    QTest.keySequence(page.card.note.edit, "Ctrl+A")
    QTest.keySequence(page.card.note.edit, "Ctrl+V")


def drop(page: TodayPage) -> None:
    page.card.note.edit.selectAll()
    data = QMimeData()
    data.setText("Wrote")
    page.card.note.edit.insertFromMimeData(data)


def compose(page: TodayPage) -> None:
    page.card.note.edit.selectAll()
    event = QInputMethodEvent()
    event.setCommitString("Wrote")
    QApplication.sendEvent(page.card.note.edit, event)


def take_back_and_again(page: TodayPage) -> None:
    page.card.note.edit.selectAll()
    QTest.keyClicks(page.card.note.edit, "Wrote")
    QTest.keySequence(page.card.note.edit, "Ctrl+Z")
    QTest.keySequence(page.card.note.edit, "Ctrl+Shift+Z")


@pytest.mark.parametrize("typing", [paste, drop, compose, take_back_and_again])
async def test_whatever_way_a_person_writes_is_a_draft(qtbot: QtBot, typing) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    home = account("Long walk")
    page = await opened(home, qtbot)
    page.card.note.edit.setFocus()
    typing(page)
    assert page.card.note.draft == "Wrote"
    page.leave()
    await settled(home)
    assert home.saved == [SetValue(Key("mood_note", SUNDAY), "Wrote")]


async def test_what_was_taken_back_is_no_draft(qtbot: QtBot) -> None:
    home = account("two lines\r\nof a form")
    page = await opened(home, qtbot)
    QTest.keyClicks(page.card.note.edit, "abc")
    assert page.card.note.draft is not None
    QTest.keySequence(page.card.note.edit, "Ctrl+Z")
    assert page.card.note.draft is None
    QTest.keyClicks(page.card.note.edit, " ")
    page.leave()
    await settled(home)
    assert home.saved == []


async def test_a_space_that_does_not_break_stays_one(qtbot: QtBot) -> None:
    home = account("10\u00a0km")
    page = await opened(home, qtbot)
    page.card.note.edit.moveCursor(page.card.note.edit.textCursor().MoveOperation.End)
    QTest.keyClicks(page.card.note.edit, ", slowly")
    page.leave()
    await settled(home)
    assert home.saved == [SetValue(Key("mood_note", SUNDAY), "10\u00a0km, slowly")]


async def test_a_refresh_while_typing_leaves_what_is_typed(qtbot: QtBot) -> None:
    home = account("Long walk")
    page = await opened(home, qtbot)
    QTest.keyClicks(page.card.note.edit, "A ")
    home.values[world.NOTE] = "Changed on the phone"
    home.bridge.publish_change(Change(days=None))
    await settled(home)
    assert page.card.note.draft == "A Long walk"
    page.hide()
    await settled(home)
    assert home.saved == [SetValue(Key("mood_note", SUNDAY), "A Long walk")]


async def test_a_note_that_came_back_another_than_it_was_saved_is_shown(qtbot: QtBot) -> None:
    home = account("Long walk")
    page = await opened(home, qtbot)
    page.card.note.edit.selectAll()
    QTest.keyClicks(page.card.note.edit, "Wrote")
    QTest.mouseClick(page.card.note.save, CLICK)
    await settled(home)
    home.values[world.NOTE] = "Wrote\nand more from the phone"
    home.bridge.publish_change(Change(days=None))
    await settled(home)
    assert page.card.note.edit.toPlainText() == "Wrote\nand more from the phone"
    assert len(home.saved) == 1
