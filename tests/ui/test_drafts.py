"""Drafts: what a person has typed, known by their typing; looking at days and values makes none."""

import asyncio
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.commands import Key, SetValue
from exist_desktop.domain.draft import Draft
from exist_desktop.domain.outbox.op_outcome import Arrived
from exist_desktop.domain.outbox.ops import Outcome
from exist_desktop.domain.reminders import Reminder
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Value
from exist_desktop.settings import Settings
from exist_desktop.store import history
from exist_desktop.store.changes import Change
from exist_desktop.store.drafts import Drafts, drop_all
from exist_desktop.store.transaction import Transaction
from exist_desktop.ui.editors.answers import Answer
from exist_desktop.ui.editors.create_panel import CreateAttributePanel
from exist_desktop.ui.editors.editor import Editor
from exist_desktop.ui.pages.settings.add_steps import StepRow
from exist_desktop.ui.pages.settings.connection import ConnectionSection
from exist_desktop.ui.pages.settings.reminders import ReminderRow
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.ui.widgets.controls.combo_box import ComboBox
from tests.patience import PATIENCE
from tests.store.notebook import TODAY, Notebook, fill, query
from tests.ui import made_tiles
from tests.ui.made_tiles import LANGUAGE, SUNDAY
from tests.ui.offscreen import quiet
from tests.ui.parts import open_panel, part, text_named
from tests.ui.today_on_store import READ_DAYS, Home, page_over, rested

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


@pytest.mark.parametrize("note", AS_OTHERS_WRITE)
async def test_looking_at_days_writes_nothing(home: Home, note: str) -> None:
    page = await with_note(home, note)
    for button in (page.header.previous, page.header.previous, page.header.next, page.header.today):
        QTest.mouseClick(button, CLICK)
        await home.settled()
    page.card.note.edit.setFocus()
    page.card.tags.new.setFocus()
    home.bridge.publish_change(Change(days=None))
    await home.settled()
    home.later(hours=8)
    home.days.look()
    await home.settled()
    page.leave()
    page.hide()
    await home.settled()
    assert page.card.note.draft is None
    assert not page.card.note.save.isVisibleTo(page)
    assert await home.saved() == []


@pytest.mark.parametrize("note", AS_OTHERS_WRITE)
async def test_looking_at_an_editor_makes_no_draft(home: Home, note: str) -> None:
    page = await with_note(home, note)
    editor = editor_on(page, "place")
    assert editor.draft is None
    editor.set_tile(made_tiles.tile(made_tiles.PLACE, note + "!"))
    assert editor.draft is None
    assert editor.answer.draft.strip().endswith("!"), "an editor that nobody types in shows what is newer"


async def with_note(home: Home, note: str) -> TodayPage:
    """The page of an account whose note and whose place are that text on each day, both filled by this client."""
    await home.open_store()
    await home.fills(replace(made_tiles.PLACE, owned=True, service=None))

    def put(tx: Transaction) -> None:
        for made in (made_tiles.NOTE, made_tiles.PLACE):
            history.put(tx, made.name, dict.fromkeys(READ_DAYS, note), home.time.now)

    await home.store.write(home.account, put)
    return await home.opened()


def editor_on(page: TodayPage, name: str) -> Editor:
    view = page.board.tile(name)
    assert view is not None
    QTest.mouseClick(view.button, CLICK)
    panel = open_panel(page)
    assert isinstance(panel, Editor)
    return panel


@pytest.mark.parametrize("name", ["coffees", "protein", "sleep", "sleep_start", "body_fat", "energy_level", "pill"])
async def test_opening_any_editor_makes_no_draft_and_leaving_it_saves_nothing(home: Home, name: str) -> None:
    page = await home.opened()
    assert editor_on(page, name).draft is None
    QTest.mouseClick(page.header.previous, CLICK)
    await home.settled()
    assert await home.saved() == []


@pytest.mark.parametrize(
    ("attribute", "older", "newer", "shown"),
    [
        (made_tiles.ENERGY, 6, 7, "7"),
        (made_tiles.PILL, 1, 0, "No"),
        (made_tiles.PROTEIN, 70.5, 71, ""),
    ],
)
def test_an_editor_that_nobody_answered_shows_the_newer_value(
    qtbot: QtBot, attribute: Attribute, older: Value, newer: Value, shown: str
) -> None:
    editor = Editor(LANGUAGE, made_tiles.tile(attribute, older), SUNDAY)
    qtbot.addWidget(editor)
    editor.set_tile(made_tiles.tile(attribute, newer))
    assert (editor.answer.draft, editor.draft) == (shown, None)


def test_what_a_person_chose_stays_also_where_it_is_the_old_value(qtbot: QtBot) -> None:
    editor = Editor(LANGUAGE, made_tiles.tile(made_tiles.ENERGY, 6), SUNDAY)
    qtbot.addWidget(editor)
    QTest.keyClicks(editor.first_stop, "6")
    editor.set_tile(made_tiles.tile(made_tiles.ENERGY, 8))
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
async def test_whatever_way_a_person_writes_is_a_draft(home: Home, typing) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    page = await with_note(home, "Long walk")
    page.card.note.edit.setFocus()
    typing(page)
    assert page.card.note.draft == "Wrote"
    page.leave()
    await home.settled()
    assert await home.saved() == [SetValue(Key("mood_note", SUNDAY), "Wrote")]


async def test_what_was_taken_back_is_no_draft(home: Home) -> None:
    page = await with_note(home, "two lines\r\nof a form")
    QTest.keyClicks(page.card.note.edit, "abc")
    assert page.card.note.draft is not None
    QTest.keySequence(page.card.note.edit, "Ctrl+Z")
    assert page.card.note.draft is None
    QTest.keyClicks(page.card.note.edit, " ")
    page.leave()
    await home.settled()
    assert await home.saved() == []


async def test_a_space_that_does_not_break_stays_one(home: Home) -> None:
    page = await with_note(home, "10\u00a0km")
    page.card.note.edit.moveCursor(page.card.note.edit.textCursor().MoveOperation.End)
    QTest.keyClicks(page.card.note.edit, ", slowly")
    page.leave()
    await home.settled()
    assert await home.saved() == [SetValue(Key("mood_note", SUNDAY), "10\u00a0km, slowly")]


async def test_a_refresh_while_typing_leaves_what_is_typed(home: Home) -> None:
    page = await with_note(home, "Long walk")
    QTest.keyClicks(page.card.note.edit, "A ")
    await home.say(made_tiles.NOTE, "Long walk\nand a swim")
    assert page.card.note.draft == "A Long walk"
    page.hide()
    await home.settled()
    assert await home.saved() == [SetValue(Key("mood_note", SUNDAY), "A Long walk\nand a swim")]


async def test_a_note_that_came_back_another_than_it_was_saved_is_shown(home: Home) -> None:
    page = await with_note(home, "Long walk")
    page.card.note.edit.selectAll()
    QTest.keyClicks(page.card.note.edit, "Wrote")
    QTest.mouseClick(page.card.note.save, CLICK)
    await home.settled()
    await home.settle_last(Arrived, Outcome.ANSWERED, "Wrote")
    await home.say(made_tiles.NOTE, "Wrote\nand more from the phone")
    assert page.card.note.edit.toPlainText() == "Wrote\nand more from the phone"
    assert len(await home.saved()) == 1


async def on_the_disk(book: Notebook) -> dict[str, str]:
    """What another process would find; a process that is killed tidies nothing."""
    async with asyncio.timeout(PATIENCE):
        while not (found := query(book.path, "SELECT field, text FROM draft")):  # noqa: ASYNC110 - the disk tells nobody
            await asyncio.sleep(0.02)
    return dict(found)


async def test_a_note_that_was_being_typed_is_there_after_a_kill_and_is_no_entry(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    async with page_over(folder) as (page, book, bridge):
        QTest.keyClicks(page.card.note.edit, "Half a sen")
        assert await on_the_disk(book) == {"mood_note": "Half a sen"}
        shutil.copytree(folder, tmp_path / "killed")
        page.leave()
        await rested(bridge)
        assert query(book.path, "SELECT count(*) FROM draft") == [(0,)], "what is saved is no draft"
    async with page_over(tmp_path / "killed") as (page, book, bridge):
        note = page.card.note
        assert (note.edit.toPlainText(), note.draft) == ("Half a sen", "Half a sen")
        assert text_named(note, "charactersLeft").text().startswith("Not saved yet.")
        assert note.save.isVisible()
        note.edit.setFocus()
        page.card.tags.new.setFocus()
        page.go_to(page.day - timedelta(days=1))
        await rested(bridge)
        page.go_to_today()
        await rested(bridge)
        assert page.card.note.draft == "Half a sen"
        assert await book.views.outbox() == (), "nobody has looked at it: leaving it saves nothing"
        note.edit.moveCursor(note.edit.textCursor().MoveOperation.End)
        QTest.keyClicks(note.edit, "tence")
        page.leave()
        await rested(bridge)
        assert await book.shown("mood_note") == "Half a sentence"
        assert query(book.path, "SELECT count(*) FROM draft") == [(0,)]


async def test_save_keeps_a_draft_of_before_as_it_is(tmp_path: Path) -> None:
    async with page_over(tmp_path / "data") as (page, book, bridge):
        drafts = Drafts(book.store, book)
        await drafts.write(book.account, [Draft(TODAY, "mood_note", "Half a sen", None)], [])
        bridge.publish_change(Change(session=True))
        await rested(bridge)
        assert page.card.note.draft == "Half a sen"
        QTest.mouseClick(page.card.note.save, CLICK)
        await rested(bridge)
        assert await book.shown("mood_note") == "Half a sen"
        assert page.card.note.draft is None


async def test_what_was_typed_in_an_editor_is_there_after_a_kill(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    async with page_over(folder) as (page, book, _):
        await book.say(2)
        view = page.board.tile("coffees")
        assert view is not None
        QTest.mouseClick(view.button, CLICK)
        QTest.keyClicks(page.window().focusWidget(), "+1x")
        assert await on_the_disk(book) == {"coffees": "+1x"}
        shutil.copytree(folder, tmp_path / "killed")
    async with page_over(tmp_path / "killed") as (page, book, bridge):
        view = page.board.tile("coffees")
        assert view is not None
        QTest.mouseClick(view.button, CLICK)
        editor = open_panel(page)
        assert isinstance(editor, Editor)
        assert editor.draft == "+1x"
        assert text_named(editor, "restoredDraft").isVisible()
        QTest.keyClick(editor.first_stop, Qt.Key.Key_Backspace)
        assert not text_named(editor, "restoredDraft").isVisible()
        assert editor.draft is None
        page.leave()
        await rested(bridge)
        assert query(book.path, "SELECT count(*) FROM draft") == [(0,)]


async def test_what_was_typed_for_something_new_is_there_after_a_kill(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    async with page_over(folder) as (page, book, bridge):
        page.board.new.click()
        create_panel = open_panel(page)
        assert isinstance(create_panel, CreateAttributePanel)
        types, groups = create_panel.findChildren(ComboBox)
        QTest.keyClicks(create_panel.label, "Focus")
        types.setCurrentIndex(types.findData(ValueType.DURATION))
        types.activated.emit(types.currentIndex())
        groups.setCurrentIndex(groups.count() - 1)
        group = groups.currentText()
        QTest.keyClicks(part(create_panel, Answer).first_stop, "1h")
        assert (await on_the_disk(book)).keys() == {"new attribute"}
        page.hide()
        await rested(bridge)
        shutil.copytree(folder, tmp_path / "killed")
    async with page_over(tmp_path / "killed") as (page, book, bridge):
        assert await book.views.outbox() == (), "nothing is made of it"
        page.board.new.click()
        create_panel = open_panel(page)
        assert isinstance(create_panel, CreateAttributePanel)
        types, groups = create_panel.findChildren(ComboBox)
        assert (create_panel.label.text(), types.currentData()) == ("Focus", ValueType.DURATION)
        assert (groups.currentText(), part(create_panel, Answer).draft) == (group, "1h")
        assert text_named(create_panel, "restoredDraft").isVisible()
        create_panel.label.selectAll()
        QTest.keyClick(create_panel.label, Qt.Key.Key_Delete)
        part(create_panel, Answer).first_stop.setFocus()
        for _ in range(2):
            QTest.keyClick(part(create_panel, Answer).first_stop, Qt.Key.Key_Backspace)
        await rested(bridge)
        assert query(book.path, "SELECT count(*) FROM draft") == [(0,)], "what was taken out is no draft"


async def test_what_was_saved_just_before_a_kill_is_no_draft(tmp_path: Path) -> None:
    """The entry is on the disk before its draft is dropped."""
    async with page_over(tmp_path / "data") as (page, book, bridge):
        await book.journal.save(SetValue(Key("mood_note", TODAY), "Wrote"))
        drafts = Drafts(book.store, book)
        await drafts.write(book.account, [Draft(TODAY, "mood_note", "Wrote ", None)], [])
        bridge.publish_change(Change(session=True, days=None))
        await rested(bridge)
        assert page.card.note.draft is None
        page.leave()
        await rested(bridge)
        assert query(book.path, "SELECT count(*) FROM draft") == [(0,)]


async def test_drafts_are_of_one_account_and_go_with_the_sign_out(tmp_path: Path) -> None:
    async with page_over(tmp_path / "data") as (page, book, bridge):
        josh = book.account
        QTest.keyClicks(page.card.note.edit, "About josh")
        await on_the_disk(book)
        book.account = await fill(book.store, "belinda")
        bridge.publish_change(Change(session=True, days=None))
        await rested(bridge)
        assert page.card.note.edit.toPlainText() == ""
        assert page.card.note.draft is None
        page.leave()
        await rested(bridge)
        assert await book.views.outbox() == (), "what was typed for one is not saved for another"
        book.account = josh
        bridge.publish_change(Change(session=True, days=None))
        await rested(bridge)
        assert page.card.note.draft == "About josh"
        await book.store.write(josh, drop_all)
        bridge.publish_change(Change(session=True, days=None))
        await rested(bridge)
        assert page.card.note.edit.toPlainText() == ""
        assert page.card.note.draft is None
        page.leave()
        await rested(bridge)
        assert await book.views.outbox() == ()


async def test_a_reading_under_way_leaves_what_is_typed(tmp_path: Path) -> None:
    async with page_over(tmp_path / "data") as (page, book, bridge):
        QTest.keyClicks(page.card.note.edit, "Half")
        for _ in range(3):
            bridge.publish_change(Change(session=True, days=None, catalogue=True))
            QTest.keyClicks(page.card.note.edit, ".")
            await asyncio.sleep(0)
        await rested(bridge)
        assert page.card.note.draft == "Half..."
        page.leave()
        await rested(bridge)
        assert await book.shown("mood_note") == "Half..."


async def test_what_was_shown_when_typing_began_goes_with_the_entry(tmp_path: Path) -> None:
    """So that what came in meanwhile is asked about before it is replaced, and not taken for what the person saw."""
    async with page_over(tmp_path / "data") as (page, book, bridge):
        await book.say(2)
        bridge.publish_change(Change(days=None))
        await rested(bridge)
        view = page.board.tile("coffees")
        assert view is not None
        QTest.mouseClick(view.button, CLICK)
        QTest.keyClicks(page.window().focusWidget(), "1")
        await book.say(6)
        bridge.publish_change(Change(days=None))
        await rested(bridge)
        QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Return)
        await rested(bridge)
        shown = {line.entry.key.attribute: line.entry.shown for line in await book.views.outbox()}
        assert shown == {"coffees": 2}


class TakesAnything:
    def check_server(self, typed: str) -> tuple[str, str]:
        return typed, ""


def test_going_through_the_fields_of_settings_chooses_nothing(qtbot: QtBot) -> None:
    """A step is shown with two decimals, and may have more."""
    step = StepRow(LANGUAGE, made_tiles.PROTEIN, 0.125)
    reminder = ReminderRow(LANGUAGE, 1, Reminder(21 * 60), ((made_tiles.MOOD.name, "Mood"),))
    connection = ConnectionSection(LANGUAGE, "https://exist.io", TakesAnything())
    connection.show_settings(Settings())
    chosen: list[object] = []
    for section, signal in ((step, step.chosen), (reminder, reminder.changed), (connection, connection.chosen)):
        qtbot.addWidget(section)
        section.show()
        signal.connect(lambda *what: chosen.append(what))
        for edit in section.findChildren(QLineEdit):
            edit.setFocus()
            QTest.keyClick(edit, Qt.Key.Key_Return)
            edit.clearFocus()
    assert chosen == []
    QTest.keyClicks(step.edit, "5")
    QTest.keyClick(step.edit, Qt.Key.Key_Return)
    assert len(chosen) == 1
