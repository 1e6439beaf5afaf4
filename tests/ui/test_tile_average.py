"""Averages and units on tiles: the bar, the words, what a screen reader says, and adding in the shown unit."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.commands import Increment, Key, SetValue
from exist_desktop.domain.projection import Tile
from exist_desktop.domain.statistics.averages import UsualValue
from exist_desktop.domain.units import METRIC, Quantity, Units
from exist_desktop.domain.values import Value
from exist_desktop.ui import theme
from exist_desktop.ui.editors.answers import LineAnswer
from exist_desktop.ui.editors.editor import Editor
from exist_desktop.ui.widgets.tiles.tile import TileActions, TileView
from exist_desktop.ui.widgets.tiles.tile_parts import BAR, PAD_X, Role, TilePart
from exist_desktop.words.language import Language
from tests.ui import made_tiles as world
from tests.ui.offscreen import quiet
from tests.ui.parts import text_named

pytestmark = quiet
SUNDAY = date(2026, 11, 22)
IMPERIAL = Units(frozenset(Quantity))
IN_IMPERIAL = replace(world.LANGUAGE, units=lambda: IMPERIAL)


def tile(attribute: Attribute, value: Value | None, usual: float | None) -> Tile:
    return replace(world.tile(attribute, value), usual=None if usual is None else UsualValue(usual, SUNDAY))


def view_of(qtbot: QtBot, shown: Tile, language: Language = world.LANGUAGE, width: int = 186) -> TileView:
    view = TileView(language, shown, TileActions())
    qtbot.addWidget(view)
    view.resize(width, view.sizeHint().height())
    view.show()
    return view


def caption(view: TileView) -> TilePart | None:
    return next((part for part in view.button.parts if part.role is Role.CAPTION), None)


def filled(view: TileView, colour: str) -> tuple[float, float]:
    """Where the bar's colour begins and ends, as shares of the track."""
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    said = caption(view)
    assert said is not None
    ratio = image.devicePixelRatio()
    y = round((said.rect.top() - BAR / 2 - 5) * ratio)
    columns = [x for x in range(image.width()) if image.pixelColor(x, y).name() == colour.lower()]
    track = view.width() - 2 * PAD_X
    if not columns:
        return 0, 0
    return (columns[0] / ratio - PAD_X) / track, ((columns[-1] + 1) / ratio - PAD_X) / track


@pytest.mark.parametrize(
    ("attribute", "value", "usual", "words"),
    [
        (world.STEPS, 8412, 9143, "92% of a usual Sunday"),
        (world.ASLEEP, 441, 450, "as usual"),
        (world.BEDTIME, 668, 703, "35 min earlier than usual"),
        (world.COFFEES, 2, 3, "1 fewer than usual"),
        (world.PROTEIN, None, 90, "usually 90 g on a Sunday"),
        (world.PROTEIN, None, None, "no value yet · type to add"),
        (world.STEPS, 8412, None, "from Fitbit"),
    ],
)
def test_the_words_below_the_value(
    qtbot: QtBot, attribute: Attribute, value: Value | None, usual: float | None, words: str
) -> None:
    view = view_of(qtbot, tile(attribute, value, usual), width=220)
    said = caption(view)
    assert said is not None
    assert said.whole == words
    assert words in view.button.accessibleDescription()


def test_who_fills_it_is_told_by_the_tooltip_where_the_average_stands(qtbot: QtBot) -> None:
    view = view_of(qtbot, tile(world.STEPS, 8412, 9143))
    assert "from Fitbit" in view.button.toolTip()
    assert view.button.accessibleDescription() == "92% of a usual Sunday, from Fitbit"
    assert view.button.accessibleName() == "Steps: 8,412"


def test_where_there_is_little_room_the_tooltip_says_it_whole(qtbot: QtBot) -> None:
    view = view_of(qtbot, tile(world.BEDTIME, 668, 703), width=120)
    said = caption(view)
    assert said is not None
    assert said.whole == "35 min earlier"
    assert "35 min earlier than usual" in view.button.toolTip()


@pytest.mark.parametrize(("value", "share"), [(2500, 0.25), (9000, 0.9), (10_000, 1.0), (20_000, 1.0)])
def test_the_bar_is_full_at_the_usual(qtbot: QtBot, value: int, share: float) -> None:
    view = view_of(qtbot, tile(world.STEPS, value, 10_000))
    start, end = filled(view, theme.LIGHT.group("activity"))
    assert start == pytest.approx(0, abs=0.03)
    assert end == pytest.approx(share, abs=0.03)


def test_the_bar_begins_on_the_right_where_the_page_is_mirrored(qtbot: QtBot) -> None:
    view = view_of(qtbot, tile(world.STEPS, 2500, 10_000))
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    start, end = filled(view, theme.LIGHT.group("activity"))
    assert start == pytest.approx(0.75, abs=0.03)
    assert end == pytest.approx(1, abs=0.03)


@pytest.mark.parametrize(
    "shown", [tile(world.BEDTIME, 668, 703), tile(world.COFFEES, None, 3), tile(world.ASLEEP, 0, 9)]
)
def test_where_a_share_says_nothing_there_is_no_bar(qtbot: QtBot, shown: Tile) -> None:
    assert view_of(qtbot, shown).button.share is None


def test_tiles_are_equally_high_with_and_without_averages(qtbot: QtBot) -> None:
    heights = {view_of(qtbot, tile(world.STEPS, 8412, usual)).sizeHint().height() for usual in (None, 9143)}
    assert len(heights) == 1


def test_a_tile_changes_in_place_when_the_units_do(qtbot: QtBot) -> None:
    units = METRIC
    view = view_of(qtbot, tile(world.WATER, 946, None), replace(world.LANGUAGE, units=lambda: units))
    assert view.button.accessibleName() == "Water: 946 ml"
    units = IMPERIAL
    view.set_tile(view.tile)
    assert view.button.accessibleName() == "Water: 32 fl oz"
    assert view.add is not None
    assert (view.add.text(), view.add.accessibleName()) == ("+8 fl oz", "Add 8 to Water")


def test_the_add_button_adds_whole_numbers_of_what_is_shown(qtbot: QtBot) -> None:
    view = view_of(qtbot, tile(world.WATER, 237, None), IN_IMPERIAL)
    assert view.add is not None
    with qtbot.waitSignal(view.tile_actions.stepped) as stepped:
        QTest.mouseClick(view.add, Qt.MouseButton.LeftButton)
    assert stepped.args == ["water", 236]


def editor_of(qtbot: QtBot, attribute: Attribute, value: Value | None) -> tuple[Editor, LineAnswer, list[object]]:
    editor = Editor(IN_IMPERIAL, world.tile(attribute, value), SUNDAY)
    qtbot.addWidget(editor)
    editor.show()
    submitted: list[object] = []
    editor.submitted.connect(lambda command, _shown: submitted.append(command))
    assert isinstance(editor.answer, LineAnswer)
    return editor, editor.answer, submitted


@pytest.mark.parametrize(
    ("text", "preview", "command"),
    [
        ("8", "none → 8 fl oz", SetValue(Key("water", SUNDAY), 237)),
        ("250 ml", "none → 8.5 fl oz", SetValue(Key("water", SUNDAY), 250)),
        ("+8", "none → 8 fl oz", Increment(Key("water", SUNDAY), 237)),
    ],
)
def test_an_editor_takes_and_shows_what_is_typed_in_the_shown_unit(
    qtbot: QtBot, text: str, preview: str, command: object
) -> None:
    editor, answer, submitted = editor_of(qtbot, world.WATER, None)
    answer.edit.setText(text)
    assert text_named(editor, "preview").text() == preview
    QTest.keyClick(answer.edit, Qt.Key.Key_Return)
    assert submitted == [command]


def test_an_addition_is_counted_from_the_newest_value(qtbot: QtBot) -> None:
    editor, answer, submitted = editor_of(qtbot, world.WATER, 0)
    answer.edit.setText("+8")
    editor.set_tile(world.tile(world.WATER, 237))
    QTest.keyClick(answer.edit, Qt.Key.Key_Return)
    assert submitted == [Increment(Key("water", SUNDAY), 236)]


def test_tooltip_and_screen_reader_say_which_week_the_average_is_of(qtbot: QtBot) -> None:
    shown = tile(world.STEPS, 4_000, 8_000.0)
    made = replace(shown, usual=UsualValue(8_000.0, SUNDAY, made=date(2026, 11, 16)))
    view = view_of(qtbot, made)
    assert "average of the week of 16 Nov" in view.button.toolTip()
    assert "average of the week of 16 Nov" in view.button.accessibleDescription()
    view.set_tile(shown)
    assert "average of the week" not in view.button.accessibleDescription()
