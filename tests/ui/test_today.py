"""The Today page: days, saving, refusals, the owner question, midnight, and what it reads when."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.commands import Increment, Key, SetValue
from exist_desktop.domain.outbox.op_outcome import WasHeld
from exist_desktop.domain.outbox.ops import Entry, Reason
from exist_desktop.store import history
from exist_desktop.store.changes import Change
from exist_desktop.ui.editors.answers import LineAnswer
from exist_desktop.ui.editors.editor import Editor
from exist_desktop.ui.ownership.take_over import TakeOverDialog
from exist_desktop.ui.pages.today.interfaces import UsualChoices
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.ui.widgets.controls.buttons import AccentButton
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from exist_desktop.ui.widgets.tiles.tile import TileView
from tests.patience import until
from tests.ui import made_tiles
from tests.ui.made_tiles import PHONE, SUNDAY, TIRED
from tests.ui.offscreen import quiet
from tests.ui.parts import open_panel, text_named
from tests.ui.today_on_store import Home, by_phone

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


async def test_it_shows_the_proposed_day(home: Home) -> None:
    page = await home.opened()
    assert page.header.heading.text() == "Sunday, 22 November"
    assert page.header.today.is_there
    assert page.header.zone.text() == "Melbourne · 20:14"
    tile = page.board.tile("steps")
    assert tile is not None
    assert tile.button.accessibleName() == "Steps: 8,412"


async def test_buttons_of_the_header_have_their_names(home: Home) -> None:
    header = (await home.opened()).header
    names = [button.accessibleName() or button.text() for button in (header.previous, header.next, header.today)]
    assert names == ["Previous day", "Next day", "Go to today"]


async def test_a_day_of_another_year_says_it(home: Home) -> None:
    page = await home.opened()
    page.go_to(SUNDAY.replace(year=2016))
    await home.settled()
    assert page.header.heading.text() == "Tuesday, 22 November 2016"


async def test_days_go_back_and_at_most_one_ahead(home: Home) -> None:
    page = await home.opened()
    QTest.mouseClick(page.header.previous, CLICK)
    await home.settled()
    assert page.header.heading.text() == "Saturday, 21 November"
    assert not page.header.today.is_there
    QTest.mouseClick(page.header.today, CLICK)
    QTest.mouseClick(page.header.next, CLICK)
    await home.settled()
    assert page.day == SUNDAY + timedelta(days=1)
    assert not page.header.next.isEnabled()


async def test_a_face_saves_when_it_is_pressed(qtbot: QtBot, home: Home) -> None:
    page = await home.opened()
    with qtbot.waitSignal(page.saved, timeout=0, raising=False) as saved:
        QTest.mouseClick(page.card.faces.faces[4], CLICK)
        await home.settled()
    assert await home.saved() == [SetValue(Key("mood", SUNDAY), 9)]
    assert saved.args is not None
    assert isinstance(saved.args[0][0], Entry)
    assert page.card.faces.faces[4].isChecked()


async def test_a_tag_saves_when_it_is_toggled(home: Home) -> None:
    page = await home.opened()
    QTest.mouseClick(page.card.tags.chips["walk"], CLICK)
    QTest.mouseClick(page.card.tags.chips["tired"], CLICK)
    await home.settled()
    assert await home.saved() == [SetValue(Key("walk", SUNDAY), 0), SetValue(Key("tired", SUNDAY), 1)]


async def test_the_note_is_kept_and_then_no_draft(home: Home) -> None:
    page = await home.opened()
    page.card.note.edit.setPlainText("Wrote")
    QTest.mouseClick(page.card.note.save, CLICK)
    await home.settled()
    assert await home.saved() == [SetValue(Key("mood_note", SUNDAY), "Wrote")]
    assert page.card.note.draft is None
    assert not page.card.note.save.isVisible()


async def test_going_out_of_sight_saves_what_was_written(home: Home) -> None:
    page = await home.opened()
    page.card.note.edit.setPlainText("Wrote")
    page.hide()
    await home.settled()
    assert await home.saved() == [SetValue(Key("mood_note", SUNDAY), "Wrote")]


async def test_the_add_button_adds(home: Home) -> None:
    page = await home.opened()
    view = page.board.tile("water")
    assert view is not None
    assert view.add is not None
    QTest.mouseClick(view.add, CLICK)
    await home.settled()
    assert await home.saved() == [Increment(Key("water", SUNDAY), 250)]
    assert view.button.accessibleName() == "Water: 1,500 ml"


async def test_an_editor_saves_closes_and_gives_the_focus_back(home: Home) -> None:
    page = await home.opened()
    editor = editor_on(page, "coffees")
    assert has_keyboard_focus(line(editor))
    QTest.keyClicks(line(editor), "+2")
    QTest.keyClick(line(editor), Qt.Key.Key_Return)
    await home.settled()
    assert await home.saved() == [Increment(Key("coffees", SUNDAY), 2)]
    assert open_panel(page) is None
    view = page.board.tile("coffees")
    assert view is not None
    assert has_keyboard_focus(view.button)
    assert view.button.accessibleName() == "Coffees: 4"


async def test_esc_keeps_what_was_typed_until_the_editor_opens_again(home: Home) -> None:
    page = await home.opened()
    editor = editor_on(page, "coffees")
    QTest.keyClicks(line(editor), "7x")
    QTest.keyClick(line(editor), Qt.Key.Key_Escape)
    assert open_panel(page) is None
    assert line(editor_on(page, "coffees")).text() == "7x"


async def test_a_full_disk_is_told_at_the_editor_and_the_text_stays(home: Home) -> None:
    home.disk.full = True
    page = await home.opened()
    editor = editor_on(page, "coffees")
    QTest.keyClicks(line(editor), "3")
    QTest.keyClick(line(editor), Qt.Key.Key_Return)
    await home.settled()
    assert "disk is full" in text_named(editor, "editorProblem").text()
    assert line(editor).text() == "3"
    home.disk.full = False
    QTest.keyClick(line(editor), Qt.Key.Key_Return)
    await home.settled()
    assert await home.saved() == [SetValue(Key("coffees", SUNDAY), 3)]


async def test_a_full_disk_is_told_at_the_mood_card(home: Home) -> None:
    home.disk.full = True
    page = await home.opened()
    QTest.mouseClick(page.card.faces.faces[0], CLICK)
    QTest.mouseClick(page.card.tags.chips["tired"], CLICK)
    await home.settled()
    assert "disk is full" in text_named(page.card, "moodProblem").text()
    assert page.card.faces.faces[3].isChecked()
    assert not page.card.tags.chips["tired"].isChecked()


async def test_a_note_that_cannot_be_saved_stays_with_its_day(home: Home) -> None:
    home.disk.full = True
    page = await home.opened()
    page.card.note.edit.setPlainText("Wrote")
    QTest.mouseClick(page.header.previous, CLICK)
    await home.settled()
    assert page.card.note.edit.toPlainText() == "Long walk"
    assert "Sunday, 22 November" in page.inline_message.text()
    QTest.mouseClick(page.header.next, CLICK)
    await home.settled()
    assert page.card.note.edit.toPlainText() == "Wrote"
    page.hide()
    await home.settled()


async def test_an_addition_that_cannot_be_saved_is_told_at_its_group(home: Home) -> None:
    home.disk.full = True
    page = await home.opened()
    view = page.board.tile("coffees")
    assert view is not None
    assert view.add is not None
    QTest.mouseClick(view.add, CLICK)
    await home.settled()
    assert text_named(page.board.groups["food"], "groupProblem").isVisible()
    assert not text_named(page.board.groups["activity"], "groupProblem").isVisible()


@pytest.mark.parametrize("reason", [Reason.OWNER, Reason.OWNER_LOST])
async def test_an_entry_held_for_its_owner_asks(home: Home, reason: Reason) -> None:
    home.values = by_phone(TIRED) if reason is Reason.OWNER else home.values
    page = await home.opened()
    await home.fills(replace(TIRED, owned=False, service=PHONE))
    QTest.mouseClick(page.card.tags.chips["tired"], CLICK)
    await home.settled()
    (line,) = await home.views.outbox()
    assert line.entry.reason is reason
    QTest.mouseClick(owner_dialog(page).take_over, CLICK)
    await home.settled()
    assert home.taken_over() == ["tired"]


async def test_not_now_leaves_the_entry_held(home: Home) -> None:
    home.values = by_phone(TIRED)
    page = await home.opened()
    QTest.mouseClick(page.card.tags.chips["tired"], CLICK)
    await home.settled()
    QTest.mouseClick(owner_dialog(page).not_now, CLICK)
    await home.settled()
    assert home.taken_over() == []
    assert await home.saved() == [SetValue(Key("tired", SUNDAY), 1)]


async def test_other_reasons_ask_nothing_here(home: Home) -> None:
    page = await home.opened()
    QTest.mouseClick(page.card.tags.chips["tired"], CLICK)
    await home.settled()
    await home.settle_last(WasHeld, Reason.SCOPE, "")
    assert not page.findChildren(QDialog)


async def test_take_over_and_type_opens_the_editor_after_the_question(home: Home) -> None:
    page = await home.opened()
    view = page.board.tile("steps")
    assert view is not None
    QTest.keyClick(view.button, Qt.Key.Key_Return)
    panel = open_panel(page)
    assert panel is not None
    QTest.mouseClick(panel.findChildren(AccentButton)[0], CLICK)
    QTest.mouseClick(owner_dialog(page).take_over, CLICK)
    await home.settled()
    assert home.taken_over() == ["steps"]
    assert isinstance(open_panel(page), Editor)


async def test_at_midnight_the_day_stays_until_it_ends(home: Home) -> None:
    page = await home.opened()
    home.later(hours=4)
    home.days.look()
    await home.settled()
    assert page.day == SUNDAY
    assert page.inline_message.text() == "It is past midnight. Until 03:00 entries go to Sunday, 22 November."
    home.later(hours=3)
    home.days.look()
    await home.settled()
    assert page.header.heading.text() == "Monday, 23 November"
    assert not page.inline_message.isVisible()


async def test_a_half_written_note_keeps_its_day_and_says_so(home: Home) -> None:
    page = await home.opened()
    page.card.note.edit.setPlainText("Half writ")
    home.later(hours=8)
    home.days.look()
    await home.settled()
    assert page.day == SUNDAY
    assert page.card.note.edit.toPlainText() == "Half writ"
    assert page.inline_message.text() == (
        "It is Monday, 23 November now. What you are typing stays with Sunday, 22 November."
    )
    QTest.mouseClick(page.header.today, CLICK)
    await home.settled()
    assert await home.saved() == [SetValue(Key("mood_note", SUNDAY), "Half writ")]
    assert page.header.heading.text() == "Monday, 23 November"


async def test_a_day_that_was_chosen_does_not_roll(home: Home) -> None:
    page = await home.opened()
    page.go_to(date(2026, 11, 20))
    home.later(hours=8)
    home.days.look()
    await home.settled()
    assert page.day == date(2026, 11, 20)


async def test_waking_up_rolls_the_day(home: Home, qapp: QApplication) -> None:
    page = await home.opened()
    page.activateWindow()
    await until(page.isActiveWindow)
    home.later(hours=12)
    QCoreApplication.sendEvent(page, QEvent(QEvent.Type.ActivationChange))
    await home.settled()
    assert page.header.heading.text() == "Monday, 23 November"


async def behind(home: Home, value: int) -> None:
    """Exist has another number of coffees, and the page is not told."""
    await home.store.write(home.account, lambda tx: history.put(tx, "coffees", {SUNDAY: value}, home.time.now))


def coffees(page: TodayPage) -> str:
    tile = page.board.tile("coffees")
    assert tile is not None
    return tile.button.accessibleName()


async def test_it_reads_what_concerns_it_and_nothing_else(home: Home) -> None:
    page = await home.opened()
    await behind(home, 5)
    home.bridge.publish_change(Change(days=frozenset({SUNDAY - timedelta(days=1)}), outbox=True))
    await home.settled()
    assert coffees(page) == "Coffees: 2"
    for number, change in enumerate((Change(days=None), Change(catalogue=True), Change(days=frozenset({SUNDAY}))), 6):
        await behind(home, number)
        home.bridge.publish_change(change)
        await home.settled()
        assert coffees(page) == f"Coffees: {number}"


async def test_a_hidden_page_waits_until_it_is_seen(home: Home) -> None:
    page = await home.opened()
    page.hide()
    await behind(home, 5)
    home.bridge.publish_change(Change(days=frozenset({SUNDAY})))
    await home.settled()
    assert coffees(page) == "Coffees: 2"
    page.show()
    await home.settled()
    assert coffees(page) == "Coffees: 5"


async def test_an_account_without_attributes_gets_a_kind_sentence(home: Home) -> None:
    home.values = {}
    page = await home.opened()
    assert text_named(page, "emptyDay").isVisible()
    assert not page.card.isVisible()


async def test_tab_goes_down_the_page(home: Home) -> None:
    page = await home.opened()
    first_tile = page.board.tile("steps")
    assert first_tile is not None
    expected = [
        page.header.previous,
        page.header.next,
        page.header.day,
        page.header.today,
        page.header.zone,
        page.header.arrange,
        page.header.refresh,
        *page.card.faces.faces,
        page.card.note.edit,
        *page.card.tags.chips.values(),
        page.card.tags.new,
        first_tile.button,
    ]
    reached = [expected[0]]
    while len(reached) < len(expected):
        reached.append(made_tiles.next_stop(reached[-1]))
    assert reached == expected


async def test_refresh_is_passed_on(qtbot: QtBot, home: Home) -> None:
    page = await home.opened()
    with qtbot.waitSignal(page.refresh_requested, timeout=0):
        QTest.mouseClick(page.header.refresh, CLICK)


class HalfACoffee(UsualChoices):
    def add_step(self, attribute: Attribute) -> float | None:
        return 0.5 if attribute.name == "coffees" else None


async def test_an_add_button_adds_what_the_person_chose(home: Home) -> None:
    page = await home.opened(HalfACoffee())
    coffees = page.board.tile("coffees")
    assert coffees is not None
    assert coffees.add is not None
    assert coffees.add.accessibleName() == "Add 0.5 to Coffees"
    assert [view.add for view in page.findChildren(TileView) if view is not coffees and view.add] == []
