"""Compact tiles: sixty attributes on one screen, chosen for all or for a group, with the same names and no text cut."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from exist_desktop.domain.arranging import moves
from exist_desktop.domain.arranging.arrangement import NOTHING_ARRANGED, TileSize
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.commands import Increment, Key
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Value
from exist_desktop.store.arranging.arrangement import put_arrangement
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.ui.widgets.arranging.bar import ArrangeBar
from exist_desktop.ui.widgets.tiles.tile_parts import Role
from tests.qt_events import delivered
from tests.ui.made_tiles import SUNDAY, VALUES, attribute
from tests.ui.offscreen import quiet
from tests.ui.parts import content_of, part, scroll_of
from tests.ui.test_today_fits import ARABIC, HEBREW, LONG, _text_size, cut_texts, labelled, outside_of  # noqa: F401
from tests.ui.today_on_store import Home

pytestmark = quiet
SIDEBAR = 206
"""What a window of 1280 pixels keeps for its sidebar."""


async def compact(home: Home) -> TodayPage:
    await home.open_store()
    arranged = moves.all_sized(NOTHING_ARRANGED, TileSize.COMPACT)
    await home.store.write(home.account, lambda tx: put_arrangement(tx, arranged))
    return await home.opened()


def sizes(page: TodayPage) -> dict[str, TileSize]:
    return {name: group.columns.size_shown for name, group in page.board.groups.items()}


def sixty() -> dict[Attribute, Value | None]:
    """Sixty attributes in twelve groups, beside mood and note."""
    names = (
        "activity",
        "sleep",
        "food",
        "health",
        "mood",
        "media",
        "social",
        "events",
        "weather",
        "finance",
        "place",
        "own",
    )
    each = (9, 8, 8, 7, 3, 3, 3, 3, 6, 2, 4, 4)
    made = {
        attribute(f"{name}{n}", f"{name} {n}", name, ValueType.QUANTITY): 100 * n
        for name, count in zip(names, each, strict=True)
        for n in range(count)
    }
    return made | {one: value for one, value in VALUES.items() if one.name in ("mood", "mood_note")}


async def test_sixty_attributes_fit_a_screen(home: Home) -> None:
    home.values = sixty()
    page = await compact(home)
    page.resize(1280 - SIDEBAR, 860)
    await home.settled()
    await delivered()
    tiles = [view for group in page.board.groups.values() for view in group.columns.in_order()]
    assert len(tiles) == 60
    viewport = scroll_of(page).viewport()
    lowest = max(view.mapTo(content_of(page), QPoint(0, view.height())).y() for view in tiles)
    assert lowest <= viewport.height()


@pytest.mark.parametrize("width", [360, 1240])
@pytest.mark.parametrize("label", ["", LONG, HEBREW, ARABIC], ids=["usual", "long", "hebrew", "arabic"])
@pytest.mark.usefixtures("_text_size")
async def test_no_text_is_cut(home: Home, width: int, label: str) -> None:
    home.values = labelled(label[:200]) if label else VALUES
    page = await compact(home)
    if label in (HEBREW, ARABIC):
        page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    page.resize(width, 900)
    await home.journal.save(Increment(Key("coffees", SUNDAY), 1))
    await home.settled()
    assert set(sizes(page).values()) == {TileSize.COMPACT}
    assert cut_texts(page) == []
    assert outside_of(page) == []


async def test_a_compact_tile_has_its_name_its_value_its_mark_and_adds(home: Home) -> None:
    page = await compact(home)
    coffees, water, steps = (page.board.tile(name) for name in ("coffees", "water", "steps"))
    assert coffees is not None
    assert water is not None
    assert steps is not None
    assert steps.button.accessibleName() == "Steps: 8,412"
    assert "from Fitbit" in steps.button.toolTip(), "what is not painted is in the tooltip"
    assert coffees.add is not None
    assert water.add is not None
    assert (coffees.add.text(), coffees.add.accessibleName()) == ("+1", "Add 1 to Coffees")
    assert (water.add.text(), water.add.accessibleName()) == ("+", "Add 250 to Water")
    QTest.mouseClick(coffees.add, Qt.MouseButton.LeftButton)
    await home.settled()
    assert await home.saved() == [Increment(Key("coffees", SUNDAY), 1)]
    roles = {made.role: made.whole for made in coffees.button.parts}
    assert roles == {Role.LABEL: "Coffees", Role.VALUE: "3", Role.MARK: "waiting"}


@pytest.mark.qt_log_ignore(r"does not support (propagateSizeHints|raise|grabbing the keyboard)", extend=True)
async def test_the_size_is_chosen_for_all_and_for_one_group(home: Home) -> None:
    page = await home.opened()
    page.arranging.begin()
    bar = part(page, ArrangeBar)
    bar.compact.click()
    await home.settled()
    assert set(sizes(page).values()) == {TileSize.COMPACT}
    handle = page.board.groups["food"].handle
    assert handle is not None
    handle.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(line for line in menu.actions() if line.text() == "Large tiles").trigger()
    menu.close()
    await home.settled()
    assert {name for name, size in sizes(page).items() if size is TileSize.USUAL} == {"food"}
    tile = page.board.tile("coffees")
    assert tile is not None
    assert tile.height() > page.board.groups["sleep"].columns.place(0).height()
    bar.compact.click()
    await home.settled()
    assert set(sizes(page).values()) == {TileSize.USUAL}
