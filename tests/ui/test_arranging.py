"""Today is arranged by keys, menus and mouse: it is shown at once, kept, and undone; what is hidden comes back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from exist_desktop.domain.arranging import moves
from exist_desktop.domain.arranging.actions import ArrangeAction, Rearranged
from exist_desktop.domain.arranging.arrangement import FAVOURITES, NOTHING_ARRANGED, TileSize
from exist_desktop.domain.projection import TileGroup
from exist_desktop.domain.value_types import ValueType
from exist_desktop.store.arranging.arrangement import Arrangements
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.ui.widgets.arranging.bar import ArrangeBar
from exist_desktop.ui.widgets.arranging.hidden import HiddenAttributes
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from exist_desktop.ui.widgets.tiles.tile_board import TileBoard
from tests.ui.made_tiles import COFFEES, LANGUAGE, attribute, next_stop, tile
from tests.ui.parts import open_panel, part
from tests.ui.today_on_store import Home
from tests.using import Using

pytestmark = pytest.mark.qt_log_ignore(
    r"does not support (propagateSizeHints|raise|grabbing the keyboard)", extend=True
)
"""What Qt's offscreen platform says of windows and of menus."""
ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier


def order(page: TodayPage) -> dict[str, list[str]]:
    """What is shown, as a person reads it."""
    return {
        name: [view.tile.attribute.name for view in group.columns.in_order()]
        for name, group in page.board.groups.items()
    }


async def arranging(home: Home) -> TodayPage:
    page = await home.opened()
    page.board.foot.arrange.click()
    await home.settled()
    return page


def button(page: TodayPage, name: str) -> QWidget:
    view = page.board.tile(name)
    assert view is not None
    return view.button


def choose(text: str) -> None:
    """Chooses a line of the menu that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(line for line in menu.actions() if line.text() == text).trigger()
    menu.close()


def move(target: QWidget, kind: QEvent.Type, at: QPoint) -> None:
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
    pressed = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    place = QPointF(at)
    event = QMouseEvent(kind, place, QPointF(target.mapToGlobal(at)), pressed, held, NONE)
    QApplication.sendEvent(target, event)


def drag(page: TodayPage, here: QWidget, there: QPoint, *, drop: bool = True) -> QWidget:
    """Drags a part of the board to a point of it."""
    layer = page.board.layer
    assert layer is not None
    start = here.mapTo(page.board, here.rect().center())
    move(layer, QEvent.Type.MouseButtonPress, start)
    for step in range(1, 6):
        move(layer, QEvent.Type.MouseMove, start + (there - start) * step / 5)
    if drop:
        move(layer, QEvent.Type.MouseButtonRelease, there)
    return layer


def centre(page: TodayPage, name: str) -> QPoint:
    tile = button(page, name)
    return tile.mapTo(page.board, tile.rect().center())


async def test_alt_and_an_arrow_move_a_tile_and_keep_the_focus_on_it(home: Home) -> None:
    page = await arranging(home)
    assert order(page)["food"] == ["coffees", "water", "protein"]
    button(page, "coffees").setFocus()
    QTest.keyClick(button(page, "coffees"), Qt.Key.Key_Down, ALT)
    QTest.keyClick(button(page, "coffees"), Qt.Key.Key_Down, ALT)
    assert order(page)["food"] == ["water", "protein", "coffees"], "at once"
    QTest.keyClick(button(page, "coffees"), Qt.Key.Key_Down, ALT)
    QTest.keyClick(button(page, "coffees"), Qt.Key.Key_Up, ALT)
    await home.settled()
    assert order(page)["food"] == ["water", "coffees", "protein"]
    assert has_keyboard_focus(button(page, "coffees"))
    assert (await home.views.day(page.day)).arrangement.attributes["coffees"].place == 1
    page.arranging.end()
    water = page.board.tile("water")
    assert water is not None
    assert water.add is not None
    assert next_stop(water.add) is button(page, "coffees"), "Tab follows"


async def test_without_the_mode_the_same_keys_do_nothing_and_a_tile_opens_its_editor(home: Home) -> None:
    page = await home.opened()
    QTest.keyClick(button(page, "coffees"), Qt.Key.Key_Down, ALT)
    assert order(page)["food"][0] == "coffees"
    page.arranging.open_menu("coffees")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [line.text() for line in menu.actions() if line.text()] == [
        *("Add to favourites", "Hide", "History", "Arrange…"),
        *("Shown here as…", "Rename or delete in Exist…"),
    ]
    menu.close()
    page.board.tile("coffees").button.click()  # type: ignore[union-attr]
    assert open_panel(page) is not None
    page.board.foot.arrange.click()
    assert open_panel(page) is None, "nothing covers what is arranged"
    page.board.tile("coffees").button.click()  # type: ignore[union-attr]
    assert open_panel(page) is None
    choose("Hide")
    await home.settled()


@pytest.mark.parametrize("way", ["above", "key"])
async def test_arranging_begins_at_the_top_of_the_page_or_by_a_key_and_ends_where_it_began(
    home: Home, way: str
) -> None:
    page = await home.opened()
    above = page.header.arrange
    assert above.isVisible()
    above.setFocus()
    if way == "above":
        QTest.keyClick(above, Qt.Key.Key_Space)
    else:
        assert page.take_key(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, NONE, "a"))
    assert (page.arranging.active, above.isVisible(), page.board.foot.arrange.isVisible()) == (True, False, False)
    assert not page.take_key(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, NONE, "a"))
    QTest.keyClick(page.board, Qt.Key.Key_Escape)
    assert not page.arranging.active
    assert has_keyboard_focus(above)
    page.card.note.edit.setFocus()
    assert not page.take_key(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, NONE, "a"))


async def test_favourites_stand_above_all_and_what_is_hidden_is_counted_and_comes_back(home: Home) -> None:
    page = await arranging(home)
    done: list[Rearranged] = []
    page.rearranged.connect(lambda change, _: done.append(change))
    assert next(iter(page.board.groups)) == FAVOURITES.name, "a place to drop them"
    page.arranging.open_menu("water")
    choose("Add to favourites")
    page.arranging.open_menu("coffees")
    choose("Hide")
    await home.settled()
    assert order(page)[FAVOURITES.name] == ["water"]
    assert order(page)["food"] == ["protein"]
    assert page.board.foot.hidden.text() == "1 hidden"
    page.arranging.end()
    page.board.foot.hidden.click()
    (chip,) = part(page, HiddenAttributes).chips
    assert (chip.text(), chip.accessibleName()) == ("Coffees", "Show Coffees again")
    chip.click()
    await home.settled()
    assert order(page)["food"] == ["coffees", "protein"]
    assert page.board.foot.hidden.isHidden()
    assert [one.action for one in done] == [ArrangeAction.PIN, ArrangeAction.HIDE, ArrangeAction.SHOW]
    assert done[0].before == NOTHING_ARRANGED


async def test_a_tile_is_dragged_within_its_group_and_onto_the_favourites_and_out_again(home: Home) -> None:
    page = await arranging(home)
    drag(page, button(page, "coffees"), centre(page, "protein"))
    assert order(page)["food"] == ["water", "protein", "coffees"]
    await home.settled()
    favourites = page.board.groups[FAVOURITES.name]
    drag(page, button(page, "water"), favourites.geometry().center())
    await home.settled()
    assert order(page)[FAVOURITES.name] == ["water"]
    drag(page, button(page, "water"), centre(page, "steps"))
    await home.settled()
    assert "water" in order(page)["food"]
    drag(page, button(page, "water"), centre(page, "steps"))
    await home.settled()
    assert "water" in order(page)["food"], "Exist's groups are Exist's"


async def test_escape_ends_a_drag_and_then_the_mode(home: Home) -> None:
    page = await arranging(home)
    drag(page, button(page, "coffees"), centre(page, "protein"), drop=False)
    assert order(page)["food"][-1] == "coffees"
    QTest.keyClick(button(page, "steps"), Qt.Key.Key_Escape)
    assert order(page)["food"][0] == "coffees"
    assert page.arranging.active
    QTest.keyClick(button(page, "steps"), Qt.Key.Key_Escape)
    assert not page.arranging.active
    assert page.findChild(ArrangeBar) is None or part(page, ArrangeBar).isHidden()
    await home.settled()
    assert (await home.views.day(page.day)).arrangement == NOTHING_ARRANGED


async def test_groups_move_by_key_menu_and_mouse(home: Home) -> None:
    page = await arranging(home)
    names = [name for name in page.board.groups if name != FAVOURITES.name]
    handle = page.board.groups[names[0]].handle
    assert handle is not None
    assert handle.accessibleName() == "Arrange Activity"
    handle.setFocus()
    QTest.keyClick(handle, Qt.Key.Key_Down, ALT)
    assert list(page.board.groups)[1:3] == [names[1], names[0]]
    handle.click()
    choose("Move up")
    assert list(page.board.groups)[1:3] == names[:2]
    heading = page.board.groups[names[0]].findChildren(QWidget)[0]
    drag(page, heading, page.board.groups[names[-1]].geometry().center())
    await home.settled()
    assert list(page.board.groups)[-1] == names[0]


async def test_an_order_that_the_disk_refuses_is_not_shown_as_kept(home: Home) -> None:
    page = await arranging(home)
    errors: list[object] = []
    home.bridge.error_raised.connect(errors.append)
    home.disk.full = True
    QTest.keyClick(button(page, "coffees"), Qt.Key.Key_Down, ALT)
    button(page, "coffees").setFocus()
    QTest.keyClick(button(page, "coffees"), Qt.Key.Key_Down, ALT)
    await home.settled()
    assert order(page)["food"][0] == "coffees"
    assert errors
    home.disk.full = False


async def test_a_change_from_elsewhere_is_shown_and_the_size_of_the_disk_is_in_the_bar(home: Home) -> None:
    page = await arranging(home)
    await Arrangements(home.store, Using(home.account)).put(
        moves.all_sized(moves.hidden(NOTHING_ARRANGED, "water"), TileSize.COMPACT)
    )
    await home.settled()
    assert "water" not in order(page)["food"]
    assert part(page, ArrangeBar).compact.isChecked()
    page.hide()
    assert not page.arranging.active


def test_three_hundred_tiles_are_moved_and_not_built_anew(qtbot: QtBot) -> None:
    many = tuple(tile(attribute(f"n{n}", f"Number {n}", "food", ValueType.QUANTITY), n) for n in range(300))
    board = TileBoard(LANGUAGE)
    qtbot.addWidget(board)
    board.resize(1034, 860)
    board.set_groups((TileGroup(COFFEES.group, many),))
    board.show()
    board.build_all()
    board.set_arranging(arranging=True)
    views = dict(board.groups["food"].columns.views)
    places = {name: view.geometry() for name, view in views.items()}
    parts = {name: view.button.parts for name, view in views.items()}
    board.set_groups((TileGroup(COFFEES.group, (many[1], many[0], *many[2:])),))
    board.build_in_view()
    after = board.groups["food"].columns.views
    assert [name for name in views if after[name] is not views[name]] == []
    assert [name for name, view in after.items() if view.geometry() != places[name]] == ["n0", "n1"]
    assert [name for name, view in after.items() if view.button.parts is not parts[name]] == [], "no text is laid out"
    assert not board.groups["food"].columns.behind()
