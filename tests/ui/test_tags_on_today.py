"""Tags on Today: found while their name is typed, switched or made by Enter, moved, hidden, and found all the same."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from exist_desktop.domain.arranging.names import NameAction
from exist_desktop.domain.commands import Key, SetValue
from exist_desktop.ui import theme
from exist_desktop.ui.editors.create_panel import CreatePanel
from exist_desktop.ui.pages.today.grid.dialog import TagGrid
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from exist_desktop.ui.widgets.mood.tag_field import TagField
from exist_desktop.ui.widgets.mood.tags import FIELD_FROM
from tests.ui.made_tiles import SUNDAY, TIRED, VALUES, next_stop
from tests.ui.parts import open_panel, part, text_named
from tests.ui.test_arranging import move
from tests.ui.today_on_store import Home

pytestmark = pytest.mark.qt_log_ignore(
    r"does not support (propagateSizeHints|raise|grabbing the keyboard)", extend=True
)
NAMES = ("coffee late", "Café", "tea", "teacher", "run")


async def with_tags(home: Home, *labels: str) -> TodayPage:
    tags = [replace(TIRED, name=f"tag_{n}", label=label) for n, label in enumerate(labels)]
    home.values = VALUES | dict.fromkeys(tags)
    return await home.opened()


def shown(page: TodayPage) -> list[str]:
    return [chip.text() for chip in page.card.tags.chips.values() if not chip.isHidden()]


def field(page: TodayPage) -> TagField:
    page.card.tags.begin_search()
    made = page.card.tags.field
    assert made is not None
    return made


def menu_of(page: TodayPage, name: str) -> QMenu:
    chip = page.card.tags.chips[name]
    chip.setFocus()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), chip.mapToGlobal(QPoint()))
    QApplication.sendEvent(page.card.tags, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(menu: QMenu, text: str) -> None:
    next(line for line in menu.actions() if line.text() == text).trigger()
    menu.close()


async def test_typing_filters_and_enter_switches_the_first_or_the_one_of_that_name(home: Home) -> None:
    page = await with_tags(home, *NAMES)
    edit = field(page)
    assert has_keyboard_focus(edit)
    QTest.keyClicks(edit, "cafe")
    assert shown(page) == ["Café"]
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == ""
    QTest.keyClicks(edit, "tea")
    assert shown(page) == ["tea", "teacher"]
    QTest.keyClick(edit, Qt.Key.Key_Return)
    await home.settled()
    assert await home.saved() == [SetValue(Key("tag_1", SUNDAY), 1), SetValue(Key("tag_2", SUNDAY), 1)]
    assert page.card.tags.chips["tag_2"].isChecked()
    assert next_stop(edit) is page.card.tags.first_stop or next_stop(edit) in page.card.tags.chips.values()


async def test_enter_makes_a_tag_of_a_name_that_is_not_there(home: Home) -> None:
    page = await with_tags(home, *NAMES)
    edit = field(page)
    QTest.keyClicks(edit, " sea  swimming ")
    assert page.card.tags.new.text() == "+ sea swimming"
    assert page.card.tags.new.accessibleName() == "New tag"
    QTest.keyClick(edit, Qt.Key.Key_Return)
    panel = open_panel(page)
    assert isinstance(panel, CreatePanel)
    assert panel.draft is not None
    assert "sea swimming" in panel.draft
    assert edit.text() == ""
    panel.closed.emit()
    await home.settled()


async def test_escape_clears_the_field_and_then_leaves_it(home: Home) -> None:
    page = await with_tags(home, *NAMES)
    edit = field(page)
    QTest.keyClicks(edit, "run")
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert len(shown(page)) == len(NAMES) + 2
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert has_keyboard_focus(next(iter(page.card.tags.chips.values())))


@pytest.mark.parametrize("more", [0, 1])
async def test_with_many_tags_the_field_is_there_from_the_beginning(home: Home, more: int) -> None:
    page = await with_tags(home, *(f"tag {n}" for n in range(FIELD_FROM - 2 + more)))
    assert (page.card.tags.field is not None) == bool(more)


async def test_a_hidden_tag_is_out_of_sight_and_found_by_its_name(home: Home) -> None:
    page = await with_tags(home, *NAMES)
    choose(menu_of(page, "tag_4"), "Hide")
    await home.settled()
    assert "run" not in shown(page)
    assert page.board.foot.hidden.text() == "1 hidden"
    edit = field(page)
    QTest.keyClicks(edit, "run")
    assert shown(page) == ["run"]
    QTest.keyClick(edit, Qt.Key.Key_Return)
    await home.settled()
    assert "run" in shown(page), "it is a tag of this day"
    page.go_to(SUNDAY.replace(day=21))
    await home.settled()
    assert "run" not in shown(page)


async def test_a_tag_is_moved_by_keys_and_stays_there_and_does_not_move_when_it_is_pressed(home: Home) -> None:
    page = await with_tags(home, *NAMES)
    before = list(page.card.tags.chips)
    chip = page.card.tags.chips["tag_0"]
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    await home.settled()
    place = before.index("tag_0")
    assert list(page.card.tags.chips)[place - 1 : place + 1] == ["tag_0", before[place - 1]]
    assert has_keyboard_focus(chip)
    after = list(page.card.tags.chips)
    page.card.tags.chips["tag_3"].click()
    await home.settled()
    assert list(page.card.tags.chips) == after


async def test_what_exist_alone_can_do_is_said_where_one_looks_for_it(home: Home) -> None:
    page = await with_tags(home, *NAMES)
    wanted: list[tuple[object, str]] = []
    page.tagging.days_wanted.connect(lambda name: wanted.append(("days", name)))
    page.tagging.year_wanted.connect(lambda name: wanted.append(("year", name)))
    page.tagging.named.connect(lambda act, name: wanted.append((act, name)))
    for line in ("All its days", "Its last year", "Shown here as…", "Show as one with…"):
        choose(menu_of(page, "tag_0"), line)
    choose(menu_of(page, "tag_0"), "Rename, delete or merge in Exist…")
    acts = (NameAction.RENAME, NameAction.JOIN, NameAction.IN_EXIST)
    assert wanted == [("days", "tag_0"), ("year", "tag_0"), *((act, "tag_0") for act in acts)]
    await home.settled()
    page.tagging.day_wanted.connect(page.go_to)
    menu = menu_of(page, "walk")  # which was on each day
    await home.settled()
    choose(menu, "Used last on Saturday, 21 November · 1 day before")
    await home.settled()
    assert page.day == SUNDAY.replace(day=21)


async def test_while_arranging_a_tag_is_dragged_and_a_click_opens_its_menu(home: Home) -> None:
    page = await with_tags(home, *NAMES)
    page.arranging.begin()
    tags = page.card.tags
    first, last = next(iter(tags.chips)), list(tags.chips)[-1]
    start, end = tags.chips[first].geometry().center(), tags.chips[last].geometry().center()
    move(tags, QEvent.Type.MouseButtonPress, start)
    move(tags, QEvent.Type.MouseMove, end)
    move(tags, QEvent.Type.MouseButtonRelease, end)
    await home.settled()
    assert list(tags.chips)[-1] == first
    assert (await home.views.day(page.day)).tags[-1].attribute.name == first
    place = tags.chips["tag_1"].geometry().center()
    move(tags, QEvent.Type.MouseButtonPress, place)
    move(tags, QEvent.Type.MouseButtonRelease, place)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    choose(menu, "Hide")
    await home.settled()
    page.arranging.end()
    QTest.mouseClick(tags.chips["tag_2"], Qt.MouseButton.LeftButton)
    await home.settled()
    assert await home.saved() == [SetValue(Key("tag_2", SUNDAY), 1)]


async def test_the_boxes_of_the_grid_are_seen_on_a_dark_window(home: Home) -> None:
    page = await with_tags(home, *NAMES)
    page.setPalette(theme.palette(theme.DARK))
    choose(menu_of(page, "tag_0"), "Tags of several days…")
    await home.settled()
    grid = part(page, TagGrid)
    grid.setPalette(theme.palette(theme.DARK))
    box = grid.table.viewport().grab(grid.table.visualRect(grid.model.index(1, 0))).toImage()
    shades = [box.pixelColor(x, y).lightness() for x in range(box.width()) for y in range(box.height())]
    assert max(shades) > 120, "no border stands out"
    grid.accept()
    await home.settled()


async def test_tags_of_several_days_are_switched_in_a_grid_by_keyboard(home: Home) -> None:
    page = await with_tags(home, *NAMES)
    choose(menu_of(page, "tag_0"), "Tags of several days…")
    await home.settled()
    grid = part(page, TagGrid)
    model, table = grid.model, grid.table
    assert (model.rowCount(), model.columnCount()) == (len(NAMES) + 2, 7)
    assert model.days[-1] == SUNDAY
    row = [tag.name for tag in model.tags].index("tag_2")
    table.setCurrentIndex(model.index(row, 6))
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Space, Qt.Key.Key_Up, Qt.Key.Key_Space):
        QTest.keyClick(table, key)
    await home.settled()
    above, saturday = model.tags[row - 1].name, SUNDAY.replace(day=21)
    assert await home.saved() == [
        SetValue(Key("tag_2", SUNDAY), 1),
        SetValue(Key("tag_2", saturday), 1),
        SetValue(Key(above, saturday), int(above != "walk")),
    ]
    assert model.data(model.index(row, 5), Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(model.index(row, 4)).center())
    await home.settled()
    assert (await home.saved())[3:] == [SetValue(Key("tag_2", SUNDAY.replace(day=20)), 1)]
    spoken = model.data(model.index(row, 5), Qt.ItemDataRole.AccessibleTextRole)
    assert all(word in str(spoken) for word in ("tea", "Saturday", "21 November"))
    home.disk.full = True
    QTest.keyClick(table, Qt.Key.Key_Space)
    await home.settled()
    assert text_named(grid, "tagGridProblem").text()
    assert len(await home.saved()) == 4
    home.disk.full = False
    grid.accept()
    await home.settled()
