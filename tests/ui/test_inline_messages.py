"""Words that join a text while another one is being typed over it: neither is lost, whatever way the page is left."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from exist_desktop.domain.commands import Append, Key, SetValue
from exist_desktop.domain.draft import Draft
from exist_desktop.domain.values import NOT_READ, Value
from exist_desktop.errors import ChangedMeanwhileError
from exist_desktop.store.changes import Change
from exist_desktop.store.drafts import Drafts
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.editors.editor import Editor
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.ui.widgets.newer_text import NewerText
from tests.store.notebook import TODAY, Notebook, query, with_notebook
from tests.ui.offscreen import quiet
from tests.ui.parts import open_panel, part, text_named
from tests.ui.today_on_store import page_over, rested

pytestmark = quiet
CLICK = Qt.MouseButton.LeftButton
NOTE = Key("mood_note", TODAY)
WORDS = Append(NOTE, "short walk", "12:34")


async def note_is(book: Notebook, bridge: Bridge, text: str) -> None:
    await book.say(text, "mood_note")
    bridge.publish_change(Change(days=None))
    await rested(bridge)


def press_save(page: TodayPage) -> None:
    QTest.mouseClick(page.card.note.save, CLICK)


def go_elsewhere(page: TodayPage) -> None:
    page.go_to(TODAY - timedelta(days=1))


def close(page: TodayPage) -> None:
    page.hide()


def quit_by_leaving(page: TodayPage) -> None:
    page.leave()


WAYS = [press_save, go_elsewhere, close, quit_by_leaving]


@pytest.mark.parametrize("way", WAYS)
async def test_words_that_joined_a_note_stay_in_it(tmp_path: Path, way: Callable[[TodayPage], None]) -> None:
    async with page_over(tmp_path / "data") as (page, book, bridge):
        await note_is(book, bridge, "Slept well")
        QTest.keyClicks(page.card.note.edit, "I ")
        await book.journal.save(WORDS)
        way(page)
        await rested(bridge)
        assert await book.shown("mood_note") == "I Slept well\n12:34 short walk"
        assert query(book.path, "SELECT count(*) FROM draft") == [(0,)]
        if way is press_save:
            assert page.card.note.edit.toPlainText() == "I Slept well\n12:34 short walk"
            assert page.card.note.draft is None


async def test_words_that_were_sent_meanwhile_stay_too(tmp_path: Path) -> None:
    async with page_over(tmp_path / "data") as (page, book, bridge):
        await note_is(book, bridge, "Slept well")
        QTest.keyClicks(page.card.note.edit, "I ")
        await note_is(book, bridge, "Slept well\n12:34 short walk")
        page.leave()
        await rested(bridge)
        assert await book.shown("mood_note") == "I Slept well\n12:34 short walk"


async def test_words_that_wait_for_a_day_not_read_stay(tmp_path: Path) -> None:
    async with page_over(tmp_path / "data") as (page, book, bridge):
        away = TODAY - timedelta(days=47)
        page.go_to(away)
        await rested(bridge)
        QTest.keyClicks(page.card.note.edit, "Slept well")
        await book.journal.save(Append(Key("mood_note", away), "short walk", "12:34"))
        assert await book.shown("mood_note", away) is NOT_READ
        page.leave()
        await rested(bridge)
        assert await book.shown("mood_note", away) == "Slept well\n12:34 short walk"


@pytest.mark.parametrize(("answer", "kept"), [("mine", "I Slept well"), ("both", "From the phone\nI Slept well")])
async def test_a_note_that_was_changed_in_both_places_is_asked_about(tmp_path: Path, answer: str, kept: str) -> None:
    async with page_over(tmp_path / "data") as (page, book, bridge):
        await note_is(book, bridge, "Slept well")
        note = page.card.note
        QTest.keyClicks(note.edit, "I ")
        await note_is(book, bridge, "From the phone")
        press_save(page)
        await rested(bridge)
        assert await book.views.outbox() == ()
        assert "From the phone" in text_named(note, "newerText").text()
        assert note.draft == "I Slept well"
        button = part(note, NewerText).mine if answer == "mine" else part(note, NewerText).both
        assert button.isVisible()
        QTest.mouseClick(button, CLICK)
        await rested(bridge)
        assert await book.shown("mood_note") == kept
        assert note.edit.toPlainText() == kept
        assert not button.isVisible()
        (line,) = await book.views.outbox()
        assert line.entry.shown == "From the phone", "the person has seen it, and is not asked once more"


@pytest.mark.parametrize("way", [go_elsewhere, close, quit_by_leaving])
async def test_where_nobody_can_be_asked_it_stays_a_draft(tmp_path: Path, way: Callable[[TodayPage], None]) -> None:
    async with page_over(tmp_path / "data") as (page, book, bridge):
        await note_is(book, bridge, "Slept well")
        QTest.keyClicks(page.card.note.edit, "I ")
        await note_is(book, bridge, "From the phone")
        way(page)
        await rested(bridge)
        page.hide()
        await rested(bridge)
        assert await book.views.outbox() == ()
        found = await Drafts(book.store, book).read()
        assert found.drafts == (Draft(TODAY, "mood_note", "I Slept well", "Slept well"),)


async def test_an_editor_of_a_text_joins_too_and_asks_in_its_place(tmp_path: Path) -> None:
    async with page_over(tmp_path / "data") as (page, book, bridge):
        await note_is(book, bridge, "Slept well")
        tile = (await book.views.day(TODAY)).tile("mood_note")
        assert tile is not None
        page._presenter._open_editor_at(tile, page.card.tags.new)
        editor = open_panel(page)
        assert isinstance(editor, Editor)
        QTest.keyClicks(editor.first_stop, "I ")
        await book.journal.save(WORDS)
        await note_is(book, bridge, "From the phone")
        QTest.keyClick(editor.first_stop, Qt.Key.Key_Return)
        await rested(bridge)
        assert editor.isVisible()
        assert "From the phone" in text_named(editor, "newerText").text()
        QTest.mouseClick(part(editor, NewerText).both, CLICK)
        await rested(bridge)
        assert await book.shown("mood_note") == "From the phone\n12:34 short walk\nI Slept well"
        assert open_panel(page) is None
        assert query(book.path, "SELECT count(*) FROM draft") == [(0,)]


@pytest.mark.parametrize(("shown", "now"), [("Slept well", "From the phone"), (NOT_READ, "From the phone")])
@with_notebook
async def test_another_process_may_have_changed_it_just_before(book: Notebook, shown: Value, now: str) -> None:
    await book.say(now, "mood_note")
    with pytest.raises(ChangedMeanwhileError) as raised:
        await book.journal.save(SetValue(NOTE, "I Slept well"), shown={NOTE: shown})
    assert (raised.value.what, raised.value.theirs) == ("Daily note", "From the phone")
    assert await book.views.outbox() == ()
