"""Where the window is wide, groups of few tiles share a row; the tiles of all groups stand in the same columns."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exist_desktop.domain.attributes import Group
from exist_desktop.domain.projection import TileGroup
from exist_desktop.domain.value_types import ValueType
from exist_desktop.ui.widgets.tiles.tile_board import TileBoard
from tests.ui.made_tiles import LANGUAGE, attribute, tile
from tests.ui.offscreen import quiet

pytestmark = quiet


def board(qtbot: QtBot, width: int, **tiles: int) -> TileBoard:
    """A board with so many tiles in each of its groups."""
    shown = TileBoard(LANGUAGE)
    qtbot.addWidget(shown)
    shown.set_groups(shown_groups(**tiles))
    shown.resize(width, 900)
    shown.show()
    shown.build_all()
    return shown


def shown_groups(**tiles: int) -> tuple[TileGroup, ...]:
    """Groups with so many tiles."""
    return tuple(
        TileGroup(
            Group(name, name.capitalize(), 1),
            tuple(
                tile(attribute(f"{name}{number}", f"{name} {number}", name, ValueType.QUANTITY), 1)
                for number in range(count)
            ),
        )
        for name, count in tiles.items()
    )


def rows(shown: TileBoard) -> list[list[str]]:
    """The names of the groups, row by row."""
    found: dict[int, list[str]] = {}
    for name, group in shown.groups.items():
        found.setdefault(group.y(), []).append(name)
    return list(found.values())


def columns(shown: TileBoard) -> set[int]:
    views = [view for group in shown.groups.values() for view in group.columns.in_order()]
    return {view.mapTo(shown, QPoint(0, 0)).x() for view in views}


def test_groups_of_few_tiles_share_a_row_and_keep_their_order(qtbot: QtBot) -> None:
    shown = board(qtbot, 1600, food=3, mood=2, sleep=9, health=1, media=2)
    assert rows(shown) == [["food", "mood"], ["sleep"], ["health", "media"]]
    assert len(columns(shown)) == shown.groups["sleep"].columns.most(1600)


def test_on_a_narrow_window_each_group_has_its_own_row(qtbot: QtBot) -> None:
    shown = board(qtbot, 360, food=3, mood=2, media=2)
    assert rows(shown) == [["food"], ["mood"], ["media"]]
    assert len(columns(shown)) == 2


def test_a_group_that_has_moved_grows_with_its_tiles(qtbot: QtBot) -> None:
    shown = board(qtbot, 600, food=2, sleep=2)
    food, sleep = shown_groups(food=2, sleep=2)
    shown.set_groups((sleep, food))
    (more,) = shown_groups(food=9)
    shown.set_groups((sleep, more))
    shown.build_all()
    for _ in range(3):  # a layout tells the one around it, one round of events at a time
        QApplication.processEvents()
    rows_of_tiles = {view.y() for view in shown.groups["food"].columns.in_order()}
    assert len(rows_of_tiles) > 1
    last = max(view.geometry().bottom() for view in shown.groups["food"].columns.views.values())
    assert shown.groups["food"].columns.height() > last
