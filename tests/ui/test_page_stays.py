"""The Today page stays where it is: closing, saving, notices and resizing move nothing, and Tab goes on from there."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QCursor, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from exist_desktop.domain.commands import Key, SetValue
from exist_desktop.domain.outbox.ops import EntryState
from exist_desktop.ui.editors.panel import Panel
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from exist_desktop.ui.widgets.tiles.tile import TileButton, TileView
from exist_desktop.ui.widgets.tiles.tile_painting import Pill
from tests.patience import until
from tests.ui.made_tiles import MOOD, SUNDAY, VALUES, attribute, next_stop
from tests.ui.offscreen import quiet
from tests.ui.parts import content_of, open_panel, scroll_of
from tests.ui.today_on_store import Home, Values, by_phone

pytestmark = quiet
CLICK = Qt.MouseButton.LeftButton
OPENED = {
    "a line": "coffees",
    "a duration": "sleep",
    "a scale": "energy_level",
    "yes or no": "pill",
    "an explanation": "steps",
}
LONG_VALUES: Values = VALUES | {
    attribute(f"{group}_{number}", f"{group} {number}", group, made.value_type): 3
    for group in ("symptoms", "media", "weather", "finance", "location")
    for number, made in enumerate(made for made in VALUES if made.name in ("water", "coffees", "energy_level"))
}
"""An account whose page is several screens long."""


async def low_page(home: Home) -> TodayPage:
    page = await home.opened()
    page.resize(900, 500)
    page.activateWindow()
    await home.settled()
    await until(page.isActiveWindow)
    return page


def view_of(page: TodayPage, name: str) -> TileView:
    view = page.board.tile(name)
    assert view is not None
    return view


def scrolled_to(page: TodayPage, widget: QWidget) -> int:
    """Scrolls a part of the page to the middle, and says where it stands on the screen then."""
    bar = scroll_of(page).verticalScrollBar()
    bar.setValue(widget.mapTo(content_of(page), QPoint()).y() - scroll_of(page).viewport().height() // 2)
    QApplication.sendPostedEvents()
    return bar.value()


def panel_of(page: TodayPage) -> Panel:
    panel = open_panel(page)
    assert panel is not None
    return panel


def key(widget: QWidget, which: Qt.Key) -> None:
    QTest.keyClick(widget.window().focusWidget(), which)
    QApplication.sendPostedEvents()


@pytest.mark.parametrize("name", OPENED.values(), ids=OPENED.keys())
async def test_closing_an_editor_leaves_the_page_where_it_was(home: Home, name: str) -> None:
    home.values = LONG_VALUES
    page = await low_page(home)
    view = view_of(page, name)
    scrolled_to(page, view)
    QTest.mouseClick(view.button, CLICK)
    QApplication.sendPostedEvents()
    place = scroll_of(page).verticalScrollBar().value()
    assert place > 0
    key(page, Qt.Key.Key_Escape)
    assert scroll_of(page).verticalScrollBar().value() == place
    assert has_keyboard_focus(view.button)


async def test_saving_leaves_the_page_where_it_was_and_the_tile_in_view(home: Home) -> None:
    home.values = LONG_VALUES
    page = await low_page(home)
    view = view_of(page, "location_0")  # the last row: the panel reaches beyond the end of the page
    scroll_of(page).verticalScrollBar().setValue(scroll_of(page).verticalScrollBar().maximum())
    QTest.mouseClick(view.button, CLICK)
    QApplication.sendPostedEvents()
    place = scroll_of(page).verticalScrollBar().value()
    QTest.keyClicks(page.window().focusWidget(), "7")
    key(page, Qt.Key.Key_Return)
    await home.settled()
    QApplication.sendPostedEvents()
    assert open_panel(page) is None
    assert scroll_of(page).verticalScrollBar().value() == place
    assert scroll_of(page).viewport().rect().contains(view.mapTo(scroll_of(page).viewport(), view.rect().center()))


async def test_a_notice_that_comes_and_goes_moves_nothing(home: Home) -> None:
    """The room for the page becomes smaller and larger, whatever takes it; also where the page is at its end."""
    home.values = LONG_VALUES
    page = await low_page(home)
    bar = scroll_of(page).verticalScrollBar()
    toast = QWidget(page)
    toast.setFixedHeight(60)
    layout = page.layout()
    assert layout is not None
    layout.addWidget(toast)
    toast.show()
    QApplication.sendPostedEvents()
    bar.setValue(bar.maximum())
    place = bar.value()
    toast.hide()
    QApplication.sendPostedEvents()
    assert bar.value() == place
    bar.setValue(0)
    QApplication.sendPostedEvents()
    bar.setValue(bar.maximum())
    assert bar.value() < place, "what was held for a place that was left is let go"


async def test_hints_and_remarks_move_nothing(home: Home) -> None:
    page = await low_page(home)
    face = page.card.faces.faces[3]
    place = face.mapTo(page, QPoint())
    page.hint.tell("Press a face.")
    page.inline_message.tell("It is past midnight.")
    QApplication.sendPostedEvents()
    assert face.mapTo(page, QPoint()) == place
    page.hint.tell("")
    QApplication.sendPostedEvents()
    assert face.mapTo(page, QPoint()) == place


async def test_tab_goes_through_the_whole_page_before_what_stands_beside_it(qtbot: QtBot, home: Home) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    page = await home.made()
    page.setParent(window)
    beside = QPushButton("Outbox", window)
    page.resize(1034, 860)
    window.show()
    await home.settled()
    page.board.build_all()
    assert page.board.findChildren(TileButton), "made after what stands beside the page"
    stops: list[QWidget] = []
    at = page.header.previous.nextInFocusChain()
    while at is not None and at is not beside:
        stops.append(at)
        at = at.nextInFocusChain()
    missing = [tile.accessibleName() for tile in page.board.findChildren(TileButton) if tile not in stops]
    assert not missing
    assert page.board.new in stops


async def test_the_mark_that_comes_with_a_mood_moves_no_face(home: Home) -> None:
    page = await home.opened()
    view = await home.views.day(SUNDAY)
    assert view.mood is not None
    face, pill = page.card.faces.faces[3], page.card.findChild(Pill)
    place = face.mapTo(page, QPoint())
    page.card.set_day(replace(view, mood=replace(view.mood, mark=EntryState.HELD)), "How was today?")
    assert pill is not None
    assert pill.isVisibleTo(page)
    await home.settled()
    assert face.mapTo(page, QPoint()) == place


async def test_typing_and_saving_the_note_moves_nothing_below_it(home: Home) -> None:
    page = await low_page(home)
    chip = page.card.tags.chips["walk"]
    place = chip.mapTo(page, QPoint())
    QTest.keyClicks(page.card.note.edit, "!")
    QApplication.sendPostedEvents()
    assert page.card.note.save.isVisible()
    assert chip.mapTo(page, QPoint()) == place
    QTest.mouseClick(page.card.note.save, CLICK)
    await home.settled()
    QApplication.sendPostedEvents()
    assert not page.card.note.save.isVisible()
    assert chip.mapTo(page, QPoint()) == place


async def test_a_narrower_window_keeps_the_tile_one_was_at_in_view(home: Home) -> None:
    home.values = LONG_VALUES
    page = await low_page(home)
    view = view_of(page, "weather_1")
    scrolled_to(page, view)
    for width in (700, 400, 1100, 900):
        page.resize(width, 500)
        await home.settled()
        QApplication.sendPostedEvents()
        assert (
            scroll_of(page).viewport().rect().contains(view.mapTo(scroll_of(page).viewport(), view.rect().center()))
        ), width


def walk(page: TodayPage, start: QWidget, steps: int, *, back: bool = False) -> list[QWidget]:
    start.setFocus()
    reached: list[QWidget] = []
    for _ in range(steps):
        key(page, Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab)
        reached.append(page.window().focusWidget())
    return reached


@pytest.mark.parametrize("name", OPENED.values(), ids=OPENED.keys())
@pytest.mark.parametrize("by_mouse", [True, False], ids=["mouse", "keys"])
async def test_tab_goes_the_same_way_after_an_editor(home: Home, name: str, by_mouse: bool) -> None:
    home.values = LONG_VALUES
    page = await low_page(home)
    start = page.header.previous
    whole = len([stop for stop in page.findChildren(QWidget) if stop.focusPolicy() & Qt.FocusPolicy.TabFocus])
    before = walk(page, start, whole)
    button = view_of(page, name).button
    if by_mouse:
        QTest.mouseClick(button, CLICK)
    else:
        button.setFocus()
        key(page, Qt.Key.Key_Return)
    inside = panel_of(page).stops()
    assert has_keyboard_focus(inside[0]) or has_keyboard_focus(panel_of(page).first_stop)
    key(page, Qt.Key.Key_Escape)
    assert has_keyboard_focus(button)
    key(page, Qt.Key.Key_Tab)
    assert has_keyboard_focus(next_stop(button))
    assert walk(page, start, whole) == before
    ring = before[: before.index(start) + 1]
    assert walk(page, start, len(ring), back=True) == [*reversed(ring[:-1]), start]


async def test_tab_goes_through_an_open_editor_and_on_behind_it(home: Home) -> None:
    home.values = LONG_VALUES
    page = await low_page(home)
    button = view_of(page, "coffees").button
    QTest.mouseClick(button, CLICK)
    QTest.keyClicks(page.window().focusWidget(), "3")
    inside = panel_of(page).stops()
    assert [stop.accessibleName() or stop.text() for stop in inside] == ["Coffees", "Save Coffees", "Close"]  # type: ignore[attr-defined]
    for stop in inside[1:]:
        key(page, Qt.Key.Key_Tab)
        assert has_keyboard_focus(stop)
    key(page, Qt.Key.Key_Tab)
    behind = page.window().focusWidget()
    assert behind is not view_of(page, "coffees").add, "it is below the editor"
    assert is_seen_beside_the_panel(behind, page)
    for stop in reversed(inside):
        key(page, Qt.Key.Key_Backtab)
        assert has_keyboard_focus(stop)
    key(page, Qt.Key.Key_Backtab)
    before = page.window().focusWidget()
    assert before not in (*inside, button)
    assert is_seen_beside_the_panel(before, page)


def is_seen_beside_the_panel(stop: QWidget | None, page: TodayPage) -> bool:
    """Whether a part of it is not below the open panel."""
    assert stop is not None
    panel = panel_of(page)
    place = QRect(panel.mapFromGlobal(stop.mapToGlobal(QPoint())), stop.size())
    return not panel.rect().contains(place)


async def test_no_part_without_a_name_says_that_it_has_the_focus(home: Home) -> None:
    page = await low_page(home)
    view_of(page, "coffees").button.setFocus()
    assert [type(part) for part in page.findChildren(QWidget) if part.hasFocus()] == [TileButton]


async def test_a_key_typed_on_takes_nothing_over(home: Home) -> None:
    home.values = by_phone(MOOD)
    page = await low_page(home)
    QTest.mouseClick(page.card.faces.faces[0], CLICK)
    await home.settled()
    QApplication.sendPostedEvents()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Not now"
    QTest.keyClicks(focused, "abc def")
    await home.settled()
    assert home.taken_over() == []


async def test_entering_twice_at_an_automatic_tile_takes_nothing_over(home: Home) -> None:
    page = await low_page(home)
    view_of(page, "steps").button.setFocus()
    for _ in range(4):
        key(page, Qt.Key.Key_Return)
        await home.settled()
    assert home.taken_over() == []


async def test_an_automatic_tile_leads_to_its_history(home: Home) -> None:
    page = await low_page(home)
    view_of(page, "steps").button.click()
    way = next(stop for stop in panel_of(page).stops() if stop.accessibleName() == "History of Steps")
    wanted: list[str] = []
    page.arranging.history_wanted.connect(wanted.append)
    QTest.keyClick(way, Qt.Key.Key_Space)
    assert wanted == ["steps"]


async def test_what_the_pointer_left_by_scrolling_is_not_lit(home: Home) -> None:
    home.values = LONG_VALUES
    page = await low_page(home)
    view = view_of(page, "coffees")
    scrolled_to(page, view)
    QCursor.setPos(view.button.mapToGlobal(view.button.rect().center()))
    QApplication.sendEvent(view.button, QEvent(QEvent.Type.Enter))
    assert view.button.underMouse()
    bar = scroll_of(page).verticalScrollBar()
    bar.setValue(bar.value() + 300)
    lit = [other.button for other in page.findChildren(TileView) if other.button.underMouse()]
    under = QApplication.widgetAt(QCursor.pos())
    assert view.button not in lit
    assert lit == ([under] if isinstance(under, TileButton) else [])
    page.hide()
    assert not [other for other in page.findChildren(TileView) if other.button.underMouse()]


async def test_going_from_day_to_day_finds_the_arrows_in_the_same_place(home: Home) -> None:
    page = await home.opened()
    places = set()
    for _ in range(7):
        QTest.mouseClick(page.header.previous, CLICK)
        await home.settled()
        QApplication.sendPostedEvents()
        places.add((page.header.previous.mapTo(page, QPoint()).x(), page.header.next.mapTo(page, QPoint()).x()))
    assert len(places) == 1
    ((left, right),) = places
    assert right - left == page.header.previous.width() + 6


async def test_a_press_beside_the_note_leaves_it_and_tab_goes_on_from_there(home: Home) -> None:
    page = await low_page(home)
    note = page.card.note.edit
    note.setFocus()
    note.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(note, " by the sea")
    beside = content_of(page)
    QTest.mouseClick(beside, CLICK, pos=QPoint(2, beside.height() - 2))
    await home.settled()
    assert not has_keyboard_focus(note)
    assert await home.saved() == [SetValue(Key("mood_note", page.day), "Long walk by the sea")]
    key(page, Qt.Key.Key_Tab)
    assert page.window().focusWidget() is next_stop(note)
