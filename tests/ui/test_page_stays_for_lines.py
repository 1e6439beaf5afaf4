"""A line that comes or goes moves nothing that is under the pointer, on any page and in quick entry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from exist_desktop.domain.statistics.memories import Ago, Memory
from exist_desktop.ui.pages.outbox.page import Banner, SignInBanner
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.ui.pages.welcome.page import WelcomePage
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.controls.page_scroll import PageScroll
from exist_desktop.ui.widgets.inline_message import InlineMessage
from exist_desktop.words.error_messages import Message
from exist_desktop.words.pages.sign_in import SignInWords
from tests.patience import until
from tests.ui.offscreen import quiet
from tests.ui.outbox_on_store import add
from tests.ui.parts import content_of, open_panel, part, scroll_of, text_named
from tests.ui.quick_entry_on_store import quick_at_hand
from tests.ui.test_outbox_page import opened as outbox_opened
from tests.ui.test_page_stays import LONG_VALUES
from tests.ui.test_settings_page import LANGUAGE, page_of
from tests.ui.today_on_store import Home, rested

pytestmark = quiet


def drawn() -> None:
    """What was asked for of the layouts is done, through all of their levels, and nothing else: no task goes on."""
    for _ in range(6):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def pointed_at(widget: QWidget) -> QPoint:
    """Puts the pointer on a widget, and says where that is."""
    drawn()
    spot, button = QPointF(widget.rect().center()), Qt.MouseButton.NoButton
    move = QMouseEvent(
        QEvent.Type.MouseMove, spot, widget.mapToGlobal(spot), button, button, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(widget, move)  # QTest would let tasks go on within the one that moves
    return place(widget)


def place(widget: QWidget) -> QPoint:
    drawn()
    return widget.mapToGlobal(QPoint())


def seen(scroll: PageScroll, widget: QWidget, down: int = 200) -> None:
    """Scrolls until a widget is that far below the upper edge."""
    content = scroll.widget()
    assert content is not None
    drawn()
    scroll.verticalScrollBar().setValue(widget.mapTo(content, QPoint()).y() - down)


def refuse_mood(page: TodayPage) -> None:
    page.card.refuse("The disk is full. What was saved before is safe, and this one was not saved: make room first.")


def between(page: TodayPage) -> None:
    part(page.card, InlineMessage, "moodBetween").tell("Between 3 · Okay and 4 · Good.")


def refuse_note(page: TodayPage) -> None:
    page.card.note.refuse("The disk is full. What was saved before is safe.")


def refuse_group(page: TodayPage) -> None:
    page.board.refuse("coffees", "That would make less than nothing of it, which nobody can drink.")


def come_clean(page: TodayPage) -> None:
    part(page.card, InlineMessage, "moodProblem").tell("")
    part(page.card, InlineMessage, "moodBetween").tell("")
    part(page.card.note, InlineMessage, "noteProblem").tell("")
    for group in page.board.groups.values():
        part(group, InlineMessage, "groupProblem").tell("")


LINES = (refuse_mood, between, refuse_note, refuse_group)


async def narrow(home: Home, width: int) -> TodayPage:
    page = await home.opened()
    page.resize(width, 640)
    await home.settled()
    page.board.build_all()
    drawn()
    return page


@pytest.mark.parametrize("width", [360, 900])
@pytest.mark.parametrize("line", LINES, ids=lambda line: line.__name__)
async def test_on_today(home: Home, line: Callable[[TodayPage], None], width: int) -> None:
    home.values = LONG_VALUES
    page = await narrow(home, width)
    tile = page.board.tile("water")
    assert tile is not None
    for thing in (page.card.faces.faces[2], page.card.tags.chips["walk"], tile.button):
        seen(scroll_of(page), thing, down=400)
        before = pointed_at(thing)
        line(page)
        assert place(thing) == before, "it comes"
        come_clean(page)
        assert place(thing) == before, "it goes"


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.__name__)
async def test_on_today_where_the_page_is_at_its_top(home: Home, line: Callable[[TodayPage], None]) -> None:
    """It came while the pointer was above it, and goes by a press below: the page has nowhere to scroll to."""
    home.values = LONG_VALUES
    page = await narrow(home, 360)
    face = page.card.faces.faces[2]
    before = pointed_at(face)
    line(page)
    assert place(face) == before
    assert scroll_of(page).verticalScrollBar().value() == 0
    chip = page.card.tags.chips["walk"]
    before = pointed_at(chip)
    come_clean(page)
    assert place(chip) == before


async def test_the_room_of_a_line_that_went_is_given_back_with_the_day(home: Home) -> None:
    home.values = LONG_VALUES
    page = await narrow(home, 360)
    chip = page.card.tags.chips["walk"]
    before = chip.mapTo(content_of(page), QPoint())
    refuse_mood(page)
    drawn()
    come_clean(page)
    drawn()
    assert chip.mapTo(content_of(page), QPoint()) != before
    page.go_to(page.day.replace(day=page.day.day - 1))
    await home.settled()
    drawn()
    assert chip.mapTo(content_of(page), QPoint()) == before


async def test_a_mood_that_was_refused_and_then_saved_moves_no_tag(home: Home) -> None:
    home.values = LONG_VALUES
    page = await narrow(home, 360)
    home.disk.full = True
    QTest.mouseClick(page.card.faces.faces[4], Qt.MouseButton.LeftButton)
    await home.settled()
    assert text_named(page.card, "moodProblem").isVisible()
    chip = page.card.tags.chips["walk"]
    before = pointed_at(chip)
    home.disk.full = False
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    await home.settled()
    assert not text_named(page.card, "moodProblem").isVisible()
    assert place(chip) == before


async def test_a_memory_that_is_put_away_moves_nothing_below_it(home: Home) -> None:
    page = await narrow(home, 360)
    words = "Walked to the river with Ann and the dog, and back by the old mill, before the rain began at last."
    page.card.memory.tell(Memory(Ago.YEAR, date(2025, 11, 22), 4, words))
    drawn()
    chip = page.card.tags.chips["walk"]
    before = place(chip)
    QTest.mouseClick(page.card.memory.away, Qt.MouseButton.LeftButton)
    assert place(chip) == before
    QTest.mouseClick(page.card.memory.back, Qt.MouseButton.LeftButton)
    assert place(chip) == before


@pytest.mark.parametrize("typed", ["3", "x"])
async def test_what_an_editor_says_moves_none_of_its_buttons(home: Home, typed: str) -> None:
    page = await narrow(home, 360)
    tile = page.board.tile("coffees")
    assert tile is not None
    seen(scroll_of(page), tile)
    QTest.mouseClick(tile.button, Qt.MouseButton.LeftButton)
    drawn()
    panel = open_panel(page)
    assert panel is not None
    await home.settled()
    before = pointed_at(panel.close_button)
    QTest.keyClicks(panel.first_stop, typed)
    assert place(panel.close_button) == before
    QTest.keyClick(panel.first_stop, Qt.Key.Key_Backspace)
    assert place(panel.close_button) == before


async def test_in_the_outbox(tmp_path: Path, qtbot: QtBot) -> None:
    async with outbox_opened(tmp_path, qtbot, 360) as (hand, page):
        for _ in range(30):
            await hand.journal.save(add("coffees"))
        await until(lambda: len(page.list.rows()) > 8)
        await rested(hand.bridge)  # what is read again later moves the rows, and for a reason
        row = page.list.rows()[2]
        seen(page, row)
        before = pointed_at(row)
        (banner,) = (one for one in page.findChildren(Banner) if not isinstance(one, SignInBanner))
        banner.tell(Message("1 entry needs you", "Another service fills Steps."))
        assert place(row) == before, "it comes"
        banner.tell(None)
        assert place(row) == before, "it goes"


async def test_a_row_of_the_outbox_that_grows_moves_nothing_below_it(tmp_path: Path, qtbot: QtBot) -> None:
    async with outbox_opened(tmp_path, qtbot, 360) as (hand, page):
        for _ in range(30):
            await hand.journal.save(add("coffees"))
        await until(lambda: len(page.list.rows()) > 8)
        await rested(hand.bridge)  # what is read again later moves the rows, and for a reason
        above, below = page.list.rows()[2], page.list.rows()[4]
        seen(page, below, 320)
        before, height = pointed_at(below), above.height()
        state = above.findChildren(TextBlock)[3]
        state.say("Exist said no to this one, in a sentence that needs a line more than the one before it did.")
        await until(lambda: above.height() > height)
        assert place(below) == before, "it grows"
        state.say("waiting")
        await until(lambda: above.height() == height)
        assert place(below) == before, "it shrinks"


async def test_in_settings(tmp_path: Path, qtbot: QtBot) -> None:
    async with page_of(qtbot, tmp_path) as page:
        row = page.steps.rows[0]
        below = page.steps.rows[2].edit
        seen(page, below)
        before = pointed_at(below)
        row.inline_message.tell("A step is a number, such as 1 or 250; 0 takes the button away.")
        assert place(below) == before, "it comes"
        row.inline_message.tell("")
        assert place(below) == before, "it goes"
        page.connection.server.inline_message.tell("That is no address.")
        assert place(below) == before


def test_on_welcome(qtbot: QtBot) -> None:
    page = WelcomePage(LANGUAGE, SignInWords(LANGUAGE).permissions())
    qtbot.addWidget(page)
    page.resize(360, 640)
    page.show()
    drawn()
    first, *_, last = [edit for edit in page.findChildren(QLineEdit) if edit.isVisible()]
    seen(page, last)
    before = pointed_at(last)
    page.form.sign_in.client_id.inline_message.tell("Enter the client ID. You find it on your client's page in Exist.")
    assert place(last) == before, "it comes"
    QTest.keyClicks(first, "a")
    assert place(last) == before, "it goes"


async def test_in_quick_entry(tmp_path: Path, qtbot: QtBot) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.open()
        quick.window.form.memory.tell(Memory(Ago.YEAR, date(2025, 11, 22), 4, "Long walk by the river"))
        drawn()
        save = quick.window.form.save
        before = place(save)
        await quick.press("4")
        assert not quick.window.form.memory.isVisible()
        assert place(save) == before


@pytest.mark.parametrize("line", ["cof", "steps 9000", "cofees +1", "#yoga", "tomorrow coffees +1"])
async def test_what_quick_entry_says_of_a_line_moves_no_save(tmp_path: Path, line: str) -> None:
    """A suggestion, what would be held, and offers come for the first time, and go."""
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.open()
        drawn()
        form = quick.window.form
        before = place(form.save)
        for letter in line:
            await quick.press(letter)
            assert place(form.save) == before
        assert form.suggestions.isVisible() or form.take_over.isVisible() or form.offer_buttons
        form.line.clear()
        await quick.settled()
        assert place(form.save) == before
