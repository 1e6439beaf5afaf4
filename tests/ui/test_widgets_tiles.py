"""Tiles: names, marks, add buttons, columns, and being built little by little."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.outbox.ops import EntryState
from exist_desktop.domain.projection import TileGroup
from exist_desktop.domain.values import Value
from exist_desktop.ui.widgets.controls.page_scroll import PageScroll
from exist_desktop.ui.widgets.tiles.tile import TileActions, TileView
from exist_desktop.ui.widgets.tiles.tile_board import TileBoard
from exist_desktop.ui.widgets.tiles.tile_parts import Role, TilePart
from tests.ui import made_tiles as world
from tests.ui.offscreen import quiet

pytestmark = quiet


def view_of(qtbot: QtBot, attribute: Attribute, value: Value | None, mark: EntryState | None = None) -> TileView:
    view = TileView(world.LANGUAGE, world.tile(attribute, value, mark), TileActions())
    qtbot.addWidget(view)
    view.resize(186, view.sizeHint().height())
    view.show()
    return view


def parts(view: TileView, role: Role) -> list[TilePart]:
    return [part for part in view.button.parts if part.role is role]


@pytest.mark.parametrize(
    ("attribute", "value", "name"),
    [
        (world.STEPS, 8412, "Steps: 8,412"),
        (world.DISTANCE, 6.1, "Distance: 6.1 km"),
        (world.ASLEEP, 441, "Time asleep: 7h 21"),
        (world.BEDTIME, 668, "Bedtime: 23:08"),
        (world.BODY_FAT, 0.21, "Body fat: 21%"),
        (world.PILL, 1, "Took pill: on"),
        (world.PROTEIN, None, "Protein: none"),
    ],
)
def test_a_tile_is_named_by_label_and_value(qtbot: QtBot, attribute: Attribute, value: Value | None, name: str) -> None:
    assert view_of(qtbot, attribute, value).button.accessibleName() == name


@pytest.mark.parametrize(
    ("template", "value", "shown"),
    [("steps_elevation", 0.03, "30 m"), ("active_energy", 1307.76, "1,308 kJ"), ("steps_distance", 6.1, "6.1 km")],
)
def test_the_name_says_what_is_seen_where_nobody_typed_it(
    qtbot: QtBot, template: str, value: float, shown: str
) -> None:
    automatic = replace(world.DISTANCE, template=template)
    view = view_of(qtbot, automatic, value)
    seen = " ".join(part.whole for part in (*parts(view, Role.VALUE), *parts(view, Role.UNIT)))
    assert view.button.accessibleName().replace("\N{NO-BREAK SPACE}", " ") == f"{automatic.label}: {shown}"
    assert seen == shown


def test_the_name_follows_the_value(qtbot: QtBot) -> None:
    view = view_of(qtbot, world.COFFEES, 2)
    view.set_tile(world.tile(world.COFFEES, 3))
    assert view.button.accessibleName() == "Coffees: 3"


@pytest.mark.parametrize(
    ("mark", "word"),
    [
        (EntryState.WAITING, "waiting"),
        (EntryState.SENDING, "sending"),
        (EntryState.CHECKING, "checking"),
        (EntryState.HELD, "needs you"),
    ],
)
def test_what_is_not_in_exist_is_marked_in_words(qtbot: QtBot, mark: EntryState, word: str) -> None:
    assert [part.whole for part in parts(view_of(qtbot, world.COFFEES, 2, mark), Role.MARK)] == [word]


def test_what_is_in_exist_has_no_mark(qtbot: QtBot) -> None:
    assert not parts(view_of(qtbot, world.COFFEES, 2), Role.MARK)


@pytest.mark.parametrize(
    ("attribute", "text", "name", "step"),
    [
        (world.COFFEES, "+1", "Add 1 to Coffees", 1),
        (world.WATER, "+250 ml", "Add 250 to Water", 250),
        (world.ASLEEP, "+15 min", "Add 15 to Time asleep", 15),
    ],
)
def test_the_add_button_adds_its_step(qtbot: QtBot, attribute: Attribute, text: str, name: str, step: int) -> None:
    view = view_of(qtbot, attribute, 2)
    assert view.add is not None
    assert (view.add.text(), view.add.accessibleName()) == (text, name)
    assert view.add.parent() is view.button.parent()
    with qtbot.waitSignal(view.tile_actions.stepped) as stepped:
        QTest.mouseClick(view.add, Qt.MouseButton.LeftButton)
    assert stepped.args == [attribute.name, step]


@pytest.mark.parametrize("attribute", [world.STEPS, world.BEDTIME, world.ENERGY, world.PROTEIN])
def test_where_adding_makes_no_sense_there_is_no_button(qtbot: QtBot, attribute: Attribute) -> None:
    assert view_of(qtbot, attribute, 2).add is None


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_tile_opens_by_the_keyboard(qtbot: QtBot, key: Qt.Key) -> None:
    view = view_of(qtbot, world.COFFEES, 2)
    with qtbot.waitSignal(view.tile_actions.opened) as opened:
        QTest.keyClick(view.button, key)
    assert opened.args == ["coffees"]


def test_large_numbers_shrink_and_are_never_cut(qtbot: QtBot) -> None:
    view = view_of(qtbot, world.COFFEES, 2_147_483_647)
    view.resize(120, view.height())
    (value,) = parts(view, Role.VALUE)
    assert value.lines == ("2,147,483,647",)
    assert value.rect.right() <= 120


def test_a_long_label_ends_in_dots_and_the_tooltip_tells_it_as_plain_text(qtbot: QtBot) -> None:
    label = "<b>" + "label " * 33
    view = view_of(qtbot, replace(world.COFFEES, label=label), 2)
    (shown,) = parts(view, Role.LABEL)
    assert shown.cut
    assert "&lt;b&gt;" in view.button.toolTip()
    assert view.button.accessibleName() == f"{label}: 2"


GROUPS = tuple(
    TileGroup(
        replace(world.COFFEES.group, name=f"group{index}"),
        tuple(world.tile(replace(world.COFFEES, name=f"coffees{index}_{n}"), n) for n in range(10)),
    )
    for index in range(10)
)


def board_of(qtbot: QtBot, width: int) -> TileBoard:
    board = TileBoard(world.LANGUAGE)
    qtbot.addWidget(board)
    board.resize(width, 900)
    board.set_groups(GROUPS)
    return board


def behind(board: TileBoard) -> int:
    return sum(len(group.columns.behind()) for group in board.groups.values())


def test_only_tiles_in_view_are_built_at_once_and_the_rest_soon(qtbot: QtBot) -> None:
    board = board_of(qtbot, 900)
    assert behind(board) == 100
    page = PageScroll(board)
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    assert board.tile("coffees0_0") is not None
    assert 40 <= behind(board) < 100
    qtbot.waitUntil(lambda: behind(board) == 0)


@pytest.mark.parametrize("width", [336, 358, 540, 820, 1240, 2400, 3840])
def test_columns_are_equally_wide_and_fill_the_width(qtbot: QtBot, width: int) -> None:
    board = board_of(qtbot, width)
    board.show()
    qtbot.waitUntil(lambda: behind(board) == 0)
    columns = board.groups["group0"].columns
    rects = [view.geometry() for view in columns.in_order()]
    first_row = [rect for rect in rects if rect.y() == 0]
    assert max(rect.width() for rect in rects) - min(rect.width() for rect in rects) <= 1
    assert min(rect.width() for rect in rects) >= 148
    assert len(first_row) == 10 or first_row[-1].right() == columns.width() - 1
    assert all(not one.intersects(two) for one in rects for two in rects if one is not two)


def test_news_change_tiles_in_place_those_in_view_first(qtbot: QtBot) -> None:
    board = board_of(qtbot, 900)
    page = PageScroll(board)
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    qtbot.waitUntil(lambda: behind(board) == 0)
    before = (board.tile("coffees0_0"), board.tile("coffees9_9"))
    news = tuple(replace(group, tiles=tuple(replace(tile, value=99) for tile in group.tiles)) for group in GROUPS)
    board.set_groups(news)
    board.build_in_view()
    first, last = (board.tile("coffees0_0"), board.tile("coffees9_9"))
    assert (first, last) == before
    assert first is not None
    assert last is not None
    assert first.button.accessibleName() == "Coffees: 99"
    assert 0 < behind(board) < 100
    qtbot.waitUntil(lambda: behind(board) == 0)
    assert last.button.accessibleName() == "Coffees: 99"


def test_tiles_come_go_and_move_with_the_catalogue(qtbot: QtBot) -> None:
    board = board_of(qtbot, 900)
    board.show()
    qtbot.waitUntil(lambda: behind(board) == 0)
    fewer = replace(GROUPS[0], tiles=GROUPS[0].tiles[:0:-1])
    board.set_groups((GROUPS[1], fewer))
    assert board.tile("coffees0_0") is None
    assert list(board.groups) == ["group1", "group0"]
    names = [view.tile.attribute.name for view in board.groups["group0"].columns.in_order()]
    assert names == [f"coffees0_{n}" for n in range(9, 0, -1)]


def test_tab_goes_from_tile_to_its_add_button_to_the_next_tile(qtbot: QtBot) -> None:
    board = board_of(qtbot, 900)
    board.show()
    qtbot.waitUntil(lambda: behind(board) == 0)
    one, two = board.tile("coffees0_0"), board.tile("coffees0_1")
    assert one is not None
    assert two is not None
    assert world.next_stop(one.button) is one.add
    assert one.add is not None
    assert world.next_stop(one.add) is two.button
