"""The Today page: days, saving, refusals, the owner question, midnight, and what it reads when."""

import asyncio
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.commands import Increment, Key, SetValue
from exist_desktop.domain.outbox.ops import Entry, Reason
from exist_desktop.errors import DiskErrorKind, NotSavedError
from exist_desktop.store.changes import Change
from exist_desktop.ui.editors.answers import LineAnswer
from exist_desktop.ui.editors.editor import Editor
from exist_desktop.ui.ownership.take_over import TakeOverDialog
from exist_desktop.ui.pages.today.page import TodayPage, UsualChoices
from exist_desktop.ui.widgets.controls.buttons import AccentButton
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from exist_desktop.ui.widgets.tiles.tile import TileView
from tests.patience import PATIENCE
from tests.ui import today_world as world
from tests.ui.offscreen import quiet
from tests.ui.parts import open_panel, text_named
from tests.ui.today_world import LANGUAGE, SUNDAY, World, opened, settled

pytestmark = quiet
CLICK = Qt.MouseButton.LeftButton


def editor_on(page: TodayPage, name: str) -> Editor:
    view = page.board.tile(name)
    assert view is not None
    QTest.mouseClick(view.button, CLICK)
    panel = open_panel(page)
    assert isinstance(panel, Editor)
    return panel


def line(editor: Editor) -> QLineEdit:
    assert isinstance(editor.answer, LineAnswer)
    return editor.answer.edit


def owner_dialog(page: TodayPage) -> TakeOverDialog:
    (dialog,) = (dialog for dialog in page.findChildren(TakeOverDialog) if dialog.isVisible())
    return dialog


async def test_it_shows_the_proposed_day(qtbot: QtBot) -> None:
    page = await opened(World(), qtbot)
    assert page.header.heading.text() == "Sunday, 22 November"
    assert page.header.today.is_there
    assert page.header.zone.text() == "Melbourne · 20:14"
    tile = page.board.tile("steps")
    assert tile is not None
    assert tile.button.accessibleName() == "Steps: 8,412"


async def test_buttons_of_the_header_have_their_names(qtbot: QtBot) -> None:
    header = (await opened(World(), qtbot)).header
    names = [button.accessibleName() or button.text() for button in (header.previous, header.next, header.today)]
    assert names == ["Previous day", "Next day", "Go to today"]


async def test_a_day_of_another_year_says_it(qtbot: QtBot) -> None:
    account = World()
    page = await opened(account, qtbot)
    page.go_to(SUNDAY.replace(year=2016))
    await settled(account)
    assert page.header.heading.text() == "Tuesday, 22 November 2016"


async def test_days_go_back_and_at_most_one_ahead(qtbot: QtBot) -> None:
    account = World()
    page = await opened(account, qtbot)
    QTest.mouseClick(page.header.previous, CLICK)
    await settled(account)
    assert page.header.heading.text() == "Saturday, 21 November"
    assert not page.header.today.is_there
    QTest.mouseClick(page.header.today, CLICK)
    QTest.mouseClick(page.header.next, CLICK)
    await settled(account)
    assert page.day == SUNDAY + timedelta(days=1)
    assert not page.header.next.isEnabled()


async def test_a_face_saves_when_it_is_pressed(qtbot: QtBot) -> None:
    account = World()
    page = await opened(account, qtbot)
    with qtbot.waitSignal(page.saved, timeout=0, raising=False) as saved:
        QTest.mouseClick(page.card.faces.faces[4], CLICK)
        await settled(account)
    assert account.saved == [SetValue(Key("mood", SUNDAY), 9)]
    assert saved.args is not None
    assert isinstance(saved.args[0][0], Entry)
    assert page.card.faces.faces[4].isChecked()


async def test_a_tag_saves_when_it_is_toggled(qtbot: QtBot) -> None:
    account = World()
    page = await opened(account, qtbot)
    QTest.mouseClick(page.card.tags.chips["walk"], CLICK)
    QTest.mouseClick(page.card.tags.chips["tired"], CLICK)
    await settled(account)
    assert account.saved == [SetValue(Key("walk", SUNDAY), 0), SetValue(Key("tired", SUNDAY), 1)]


async def test_the_note_is_kept_and_then_no_draft(qtbot: QtBot) -> None:
    account = World()
    page = await opened(account, qtbot)
    page.card.note.edit.setPlainText("Wrote")
    QTest.mouseClick(page.card.note.save, CLICK)
    await settled(account)
    assert account.saved == [SetValue(Key("mood_note", SUNDAY), "Wrote")]
    assert page.card.note.draft is None
    assert not page.card.note.save.isVisible()


async def test_going_out_of_sight_saves_what_was_written(qtbot: QtBot) -> None:
    account = World()
    page = await opened(account, qtbot)
    page.card.note.edit.setPlainText("Wrote")
    page.hide()
    await settled(account)
    assert account.saved == [SetValue(Key("mood_note", SUNDAY), "Wrote")]


async def test_the_add_button_adds(qtbot: QtBot) -> None:
    account = World()
    page = await opened(account, qtbot)
    view = page.board.tile("water")
    assert view is not None
    assert view.add is not None
    QTest.mouseClick(view.add, CLICK)
    await settled(account)
    assert account.saved == [Increment(Key("water", SUNDAY), 250)]
    assert view.button.accessibleName() == "Water: 1,500 ml"


async def test_an_editor_saves_closes_and_gives_the_focus_back(qtbot: QtBot) -> None:
    account = World()
    page = await opened(account, qtbot)
    editor = editor_on(page, "coffees")
    assert has_keyboard_focus(line(editor))
    QTest.keyClicks(line(editor), "+2")
    QTest.keyClick(line(editor), Qt.Key.Key_Return)
    await settled(account)
    assert account.saved == [Increment(Key("coffees", SUNDAY), 2)]
    assert open_panel(page) is None
    view = page.board.tile("coffees")
    assert view is not None
    assert has_keyboard_focus(view.button)
    assert view.button.accessibleName() == "Coffees: 4"


async def test_esc_keeps_what_was_typed_until_the_editor_opens_again(qtbot: QtBot) -> None:
    page = await opened(World(), qtbot)
    editor = editor_on(page, "coffees")
    QTest.keyClicks(line(editor), "7x")
    QTest.keyClick(line(editor), Qt.Key.Key_Escape)
    assert open_panel(page) is None
    assert line(editor_on(page, "coffees")).text() == "7x"


async def test_a_full_disk_is_told_at_the_editor_and_the_text_stays(qtbot: QtBot) -> None:
    account = World(error=NotSavedError(DiskErrorKind.FULL))
    page = await opened(account, qtbot)
    editor = editor_on(page, "coffees")
    QTest.keyClicks(line(editor), "3")
    QTest.keyClick(line(editor), Qt.Key.Key_Return)
    await settled(account)
    assert "disk is full" in text_named(editor, "editorProblem").text()
    assert line(editor).text() == "3"
    account.error = None
    QTest.keyClick(line(editor), Qt.Key.Key_Return)
    await settled(account)
    assert account.saved == [SetValue(Key("coffees", SUNDAY), 3)]


async def test_a_full_disk_is_told_at_the_mood_card(qtbot: QtBot) -> None:
    account = World(error=NotSavedError(DiskErrorKind.FULL))
    page = await opened(account, qtbot)
    QTest.mouseClick(page.card.faces.faces[0], CLICK)
    QTest.mouseClick(page.card.tags.chips["tired"], CLICK)
    await settled(account)
    assert "disk is full" in text_named(page.card, "moodProblem").text()
    assert page.card.faces.faces[3].isChecked()
    assert not page.card.tags.chips["tired"].isChecked()


async def test_a_note_that_cannot_be_saved_stays_with_its_day(qtbot: QtBot) -> None:
    account = World(error=NotSavedError(DiskErrorKind.FULL))
    page = await opened(account, qtbot)
    page.card.note.edit.setPlainText("Wrote")
    QTest.mouseClick(page.header.previous, CLICK)
    await settled(account)
    assert page.card.note.edit.toPlainText() == "Long walk"
    assert "Sunday, 22 November" in page.inline_message.text()
    QTest.mouseClick(page.header.next, CLICK)
    await settled(account)
    assert page.card.note.edit.toPlainText() == "Wrote"
    page.hide()
    await settled(account)


async def test_an_addition_that_cannot_be_saved_is_told_at_its_group(qtbot: QtBot) -> None:
    account = World(error=NotSavedError(DiskErrorKind.FULL))
    page = await opened(account, qtbot)
    view = page.board.tile("coffees")
    assert view is not None
    assert view.add is not None
    QTest.mouseClick(view.add, CLICK)
    await settled(account)
    assert text_named(page.board.groups["food"], "groupProblem").isVisible()
    assert not text_named(page.board.groups["activity"], "groupProblem").isVisible()


@pytest.mark.parametrize("reason", [Reason.OWNER, Reason.OWNER_LOST])
async def test_an_entry_held_for_its_owner_asks(qtbot: QtBot, reason: Reason) -> None:
    account = World(held=reason)
    page = await opened(account, qtbot)
    QTest.mouseClick(page.card.tags.chips["tired"], CLICK)
    await settled(account)
    QTest.mouseClick(owner_dialog(page).take_over, CLICK)
    await settled(account)
    assert account.taken_over == ["tired"]


async def test_not_now_leaves_the_entry_held(qtbot: QtBot) -> None:
    account = World(held=Reason.OWNER)
    page = await opened(account, qtbot)
    QTest.mouseClick(page.card.tags.chips["tired"], CLICK)
    await settled(account)
    QTest.mouseClick(owner_dialog(page).not_now, CLICK)
    await settled(account)
    assert account.taken_over == []
    assert account.saved == [SetValue(Key("tired", SUNDAY), 1)]


async def test_other_reasons_ask_nothing_here(qtbot: QtBot) -> None:
    account = World(held=Reason.SCOPE)
    page = await opened(account, qtbot)
    QTest.mouseClick(page.card.tags.chips["tired"], CLICK)
    await settled(account)
    assert not page.findChildren(QDialog)


async def test_take_over_and_type_opens_the_editor_after_the_question(qtbot: QtBot) -> None:
    account = World()
    page = await opened(account, qtbot)
    view = page.board.tile("steps")
    assert view is not None
    QTest.keyClick(view.button, Qt.Key.Key_Return)
    panel = open_panel(page)
    assert panel is not None
    QTest.mouseClick(panel.findChildren(AccentButton)[0], CLICK)
    QTest.mouseClick(owner_dialog(page).take_over, CLICK)
    await settled(account)
    assert account.taken_over == ["steps"]
    assert isinstance(open_panel(page), Editor)


async def test_at_midnight_the_day_stays_until_it_ends(qtbot: QtBot) -> None:
    account = World()
    page = await opened(account, qtbot)
    account.later(hours=4)
    account.days.look()
    await settled(account)
    assert page.day == SUNDAY
    assert page.inline_message.text() == "It is past midnight. Until 03:00 entries go to Sunday, 22 November."
    account.later(hours=3)
    account.days.look()
    await settled(account)
    assert page.header.heading.text() == "Monday, 23 November"
    assert not page.inline_message.isVisible()


async def test_a_half_written_note_keeps_its_day_and_says_so(qtbot: QtBot) -> None:
    account = World()
    page = await opened(account, qtbot)
    page.card.note.edit.setPlainText("Half writ")
    account.later(hours=8)
    account.days.look()
    await settled(account)
    assert page.day == SUNDAY
    assert page.card.note.edit.toPlainText() == "Half writ"
    assert page.inline_message.text() == (
        "It is Monday, 23 November now. What you are typing stays with Sunday, 22 November."
    )
    QTest.mouseClick(page.header.today, CLICK)
    await settled(account)
    assert account.saved == [SetValue(Key("mood_note", SUNDAY), "Half writ")]
    assert page.header.heading.text() == "Monday, 23 November"


async def test_a_day_that_was_chosen_does_not_roll(qtbot: QtBot) -> None:
    account = World()
    page = await opened(account, qtbot)
    page.go_to(date(2026, 11, 20))
    account.later(hours=8)
    account.days.look()
    await settled(account)
    assert page.day == date(2026, 11, 20)


async def test_waking_up_rolls_the_day(qtbot: QtBot, qapp: QApplication) -> None:
    account = World()
    page = await opened(account, qtbot)
    page.activateWindow()
    async with asyncio.timeout(PATIENCE):
        while not page.isActiveWindow():  # noqa: ASYNC110 - Qt tells it to the page alone
            await asyncio.sleep(0.005)
    account.later(hours=12)
    QCoreApplication.sendEvent(page, QEvent(QEvent.Type.ActivationChange))
    await settled(account)
    assert page.header.heading.text() == "Monday, 23 November"


async def test_it_reads_what_concerns_it_and_nothing_else(qtbot: QtBot) -> None:
    account = World()
    await_first = await opened(account, qtbot)
    account.read.clear()
    account.bridge.publish_change(Change(days=frozenset({SUNDAY - timedelta(days=1)}), outbox=True))
    await settled(account)
    assert account.read == []
    account.bridge.publish_change(Change(days=None))
    account.bridge.publish_change(Change(catalogue=True))
    await settled(account)
    assert account.read
    assert set(account.read) == {await_first.day}


async def test_a_hidden_page_waits_until_it_is_seen(qtbot: QtBot) -> None:
    account = World()
    page = await opened(account, qtbot)
    page.hide()
    account.read.clear()
    account.bridge.publish_change(Change(days=frozenset({SUNDAY})))
    await settled(account)
    assert account.read == []
    page.show()
    await settled(account)
    assert account.read == [SUNDAY]


async def test_an_account_without_attributes_gets_a_kind_sentence(qtbot: QtBot) -> None:
    page = await opened(World(values={}), qtbot)
    assert page._empty.isVisible()
    assert not page.card.isVisible()


async def test_tab_goes_down_the_page(qtbot: QtBot) -> None:
    page = await opened(World(), qtbot)
    first_tile = page.board.tile("steps")
    assert first_tile is not None
    expected = [
        page.header.previous,
        page.header.next,
        page.header.day,
        page.header.today,
        page.header.zone,
        page.header.refresh,
        *page.card.faces.faces,
        page.card.note.edit,
        *page.card.tags.chips.values(),
        page.card.tags.new,
        first_tile.button,
    ]
    reached = [expected[0]]
    while len(reached) < len(expected):
        reached.append(world.next_stop(reached[-1]))
    assert reached == expected


async def test_refresh_is_passed_on(qtbot: QtBot) -> None:
    page = await opened(World(), qtbot)
    with qtbot.waitSignal(page.refresh_requested, timeout=0):
        QTest.mouseClick(page.header.refresh, CLICK)


async def test_an_add_button_adds_what_the_person_chose(qtbot: QtBot) -> None:
    home = World()

    class HalfACoffee(UsualChoices):
        def add_step(self, attribute: Attribute) -> float | None:
            return 0.5 if attribute.name == "coffees" else None

    page = TodayPage(home, home, home.bridge, LANGUAGE, home.clock(), choices=HalfACoffee())
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    await settled(home)
    page.board.build_all()
    coffees = page.board.tile("coffees")
    assert coffees is not None
    assert coffees.add is not None
    assert coffees.add.accessibleName() == "Add 0.5 to Coffees"
    assert [view.add for view in page.findChildren(TileView) if view is not coffees and view.add] == []
