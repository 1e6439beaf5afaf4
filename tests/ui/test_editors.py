"""Editors: what they expect, how they understand it, and what they ask for."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.commands import Command, Increment, Key, SetValue
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Value
from exist_desktop.ui.editors.answers import LineAnswer, StepAnswer, TextAnswer
from exist_desktop.ui.editors.editor import Editor
from exist_desktop.ui.editors.explanation import Explanation
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.controls.buttons import AccentButton
from tests.ui import made_tiles as world
from tests.ui.made_tiles import SUNDAY
from tests.ui.offscreen import quiet
from tests.ui.parts import text_named

pytestmark = quiet


def editor_of(qtbot: QtBot, attribute: Attribute, value: Value | None) -> tuple[Editor, list[Command]]:
    editor = Editor(world.LANGUAGE, world.tile(attribute, value), SUNDAY)
    qtbot.addWidget(editor)
    editor.show()
    submitted: list[Command] = []
    editor.submitted.connect(lambda command, _shown: submitted.append(command))
    return editor, submitted


def line(editor: Editor) -> QLineEdit:
    assert isinstance(editor.answer, LineAnswer)
    return editor.answer.edit


def typed(editor: Editor, text: str) -> None:
    line(editor).setText(text)


@pytest.mark.parametrize(
    ("attribute", "text", "value"),
    [
        (world.COFFEES, "3", 3),
        (world.WATER, "1,500", 1500),
        (world.PROTEIN, "81.5", 81.5),
        (world.ASLEEP, "7:30", 450),
        (world.ASLEEP, "7h30", 450),
        (world.ASLEEP, "90", 90),
        (world.BEDTIME, "23:08", 668),
        (world.BEDTIME, "11pm", 660),
        (world.BODY_FAT, "21%", 0.21),
    ],
)
def test_a_bare_answer_is_the_days_total(qtbot: QtBot, attribute: Attribute, text: str, value: Value) -> None:
    editor, submitted = editor_of(qtbot, attribute, None)
    typed(editor, text)
    QTest.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    assert submitted == [SetValue(Key(attribute.name, SUNDAY), value)]


@pytest.mark.parametrize(
    ("attribute", "text", "delta"),
    [(world.COFFEES, "+1", 1), (world.COFFEES, "-1", -1), (world.ASLEEP, "+15", 15), (world.PROTEIN, "+2.5", 2.5)],
)
def test_a_signed_answer_is_added(qtbot: QtBot, attribute: Attribute, text: str, delta: float) -> None:
    editor, submitted = editor_of(qtbot, attribute, 30)
    typed(editor, text)
    QTest.keyClick(line(editor), Qt.Key.Key_Return)
    assert submitted == [Increment(Key(attribute.name, SUNDAY), delta)]


def test_entering_twice_adds_once(qtbot: QtBot) -> None:
    editor, submitted = editor_of(qtbot, world.COFFEES, 2)
    typed(editor, "+1")
    QTest.keyClick(line(editor), Qt.Key.Key_Return)
    editor.set_tile(world.tile(world.COFFEES, 3))
    QTest.keyClick(line(editor), Qt.Key.Key_Return)
    QTest.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    assert len(submitted) == 1


def test_the_preview_shows_before_and_after(qtbot: QtBot) -> None:
    editor, _ = editor_of(qtbot, world.WATER, 1250)
    typed(editor, "+250")
    assert text_named(editor, "preview").text() == "1,250 ml → 1,500 ml"
    typed(editor, "250")
    assert text_named(editor, "preview").text() == "1,250 ml → 250 ml"


def test_the_preview_follows_news(qtbot: QtBot) -> None:
    editor, _ = editor_of(qtbot, world.COFFEES, 2)
    typed(editor, "+1")
    editor.set_tile(world.tile(world.COFFEES, 5))
    assert text_named(editor, "preview").text() == "5 → 6"


@pytest.mark.parametrize(
    ("attribute", "text", "begins"),
    [
        (world.COFFEES, "many", "Not understood."),
        (world.COFFEES, "-3", "Coffees would go below zero."),
        (world.ASLEEP, "25:00", "Out of range."),
        (world.BEDTIME, "+1", "Bedtime cannot be added to."),
        (world.BODY_FAT, "140%", "Out of range."),
    ],
)
def test_a_wrong_answer_is_told_while_it_is_typed_and_kept(
    qtbot: QtBot, attribute: Attribute, text: str, begins: str
) -> None:
    editor, submitted = editor_of(qtbot, attribute, 2 if attribute is world.COFFEES else None)
    typed(editor, text)
    assert text_named(editor, "editorProblem").isVisible()
    assert text_named(editor, "editorProblem").text().startswith(begins)
    assert not editor.save.isEnabled()
    QTest.keyClick(line(editor), Qt.Key.Key_Return)
    assert submitted == []
    assert editor.answer.draft == text


def test_nothing_typed_is_not_wrong_until_it_is_entered(qtbot: QtBot) -> None:
    editor, submitted = editor_of(qtbot, world.COFFEES, 2)
    assert not text_named(editor, "editorProblem").isVisible()
    assert any(one.isVisible() and one.text().startswith("A whole number") for one in editor.findChildren(TextBlock))
    QTest.keyClick(line(editor), Qt.Key.Key_Return)
    assert text_named(editor, "editorProblem").text().startswith("Nothing was typed.")
    assert submitted == []


def test_names(qtbot: QtBot) -> None:
    editor, _ = editor_of(qtbot, world.COFFEES, 2)
    assert editor.save.accessibleName() == "Save Coffees"
    assert line(editor).accessibleName() == "Coffees"
    assert line(editor).placeholderText() == "2"


@pytest.mark.parametrize(
    ("attribute", "chips"),
    [
        (world.ENERGY, [str(step) for step in range(1, 10)]),
        (world.PILL, ["Yes", "No"]),
        (world.MOOD, ["1 · Awful", "2 · Low", "3 · Okay", "4 · Good", "5 · Great"]),
    ],
)
def test_few_answers_are_steps(qtbot: QtBot, attribute: Attribute, chips: list[str]) -> None:
    editor, _ = editor_of(qtbot, attribute, None)
    assert isinstance(editor.answer, StepAnswer)
    assert [chip.text() for chip in editor.answer.chips] == chips


@pytest.mark.parametrize(("attribute", "key", "value"), [(world.ENERGY, "8", 8), (world.MOOD, "4", 7)])
def test_digits_choose_a_step_and_enter_saves_it(qtbot: QtBot, attribute: Attribute, key: str, value: int) -> None:
    editor, submitted = editor_of(qtbot, attribute, None)
    assert isinstance(editor.answer, StepAnswer)
    QTest.keyClicks(editor.answer.chips[0], key)
    QTest.keyClick(editor.answer.chips[0], Qt.Key.Key_Return)
    assert submitted == [SetValue(Key(attribute.name, SUNDAY), value)]


def test_no_is_a_value(qtbot: QtBot) -> None:
    editor, submitted = editor_of(qtbot, world.PILL, 1)
    assert isinstance(editor.answer, StepAnswer)
    assert editor.answer.chips[0].isChecked()
    QTest.mouseClick(editor.answer.chips[1], Qt.MouseButton.LeftButton)
    QTest.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    assert submitted == [SetValue(Key("pill", SUNDAY), 0)]


def test_text_is_edited_whole_and_enter_saves(qtbot: QtBot) -> None:
    editor, submitted = editor_of(qtbot, world.PLACE, "By the river")
    assert isinstance(editor.answer, TextAnswer)
    editor.answer.edit.setPlainText("By the sea")
    QTest.keyClick(editor.answer.edit, Qt.Key.Key_Return)
    assert submitted == [SetValue(Key("place", SUNDAY), "By the sea")]


@pytest.mark.parametrize("typed", ["", "  ", "\n", "\N{NO-BREAK SPACE}"])
@pytest.mark.parametrize("value", [None, ""])
def test_nothing_over_nothing_is_not_saved(qtbot: QtBot, value: str | None, typed: str) -> None:
    editor, submitted = editor_of(qtbot, world.PLACE, value)
    assert isinstance(editor.answer, TextAnswer)
    editor.answer.edit.setPlainText(typed)
    assert not editor.save.isEnabled()
    QTest.keyClick(editor.answer.edit, Qt.Key.Key_Return)
    assert submitted == []


def test_a_text_can_be_emptied(qtbot: QtBot) -> None:
    editor, submitted = editor_of(qtbot, world.PLACE, "By the river")
    assert isinstance(editor.answer, TextAnswer)
    editor.answer.edit.clear()
    QTest.keyClick(editor.answer.edit, Qt.Key.Key_Return)
    assert submitted == [SetValue(Key("place", SUNDAY), "")]


def test_a_refusal_keeps_what_was_typed_and_can_be_tried_again(qtbot: QtBot) -> None:
    editor, submitted = editor_of(qtbot, world.COFFEES, 2)
    typed(editor, "3")
    QTest.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    editor.refuse("Not saved: the disk is full.")
    assert text_named(editor, "editorProblem").text() == "Not saved: the disk is full."
    assert editor.answer.draft == "3"
    QTest.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    assert len(submitted) == 2


def test_esc_closes(qtbot: QtBot) -> None:
    editor, _ = editor_of(qtbot, world.COFFEES, 2)
    with qtbot.waitSignal(editor.closed):
        QTest.keyClick(line(editor), Qt.Key.Key_Escape)


def test_the_day_is_the_one_it_was_opened_for(qtbot: QtBot) -> None:
    editor = Editor(world.LANGUAGE, world.tile(world.COFFEES, 2), SUNDAY - timedelta(days=3))
    qtbot.addWidget(editor)
    assert editor.key == Key("coffees", SUNDAY - timedelta(days=3))


def test_an_automatic_attribute_is_explained_with_a_way(qtbot: QtBot) -> None:
    explanation = Explanation(world.LANGUAGE, world.tile(world.STEPS, 8412))
    qtbot.addWidget(explanation)
    assert "Filled by Fitbit." in [label.text() for label in explanation.findChildren(TextBlock)]
    (take_over,) = explanation.findChildren(AccentButton)
    with qtbot.waitSignal(explanation.take_over_wanted) as wanted:
        QTest.mouseClick(take_over, Qt.MouseButton.LeftButton)
    assert wanted.args == [world.tile(world.STEPS, 8412)]


def test_a_type_from_the_future_is_only_shown(qtbot: QtBot) -> None:
    unknown = world.attribute("new", "New", "health", ValueType.UNKNOWN)
    explanation = Explanation(world.LANGUAGE, world.tile(unknown, None))
    qtbot.addWidget(explanation)
    assert not explanation.findChildren(AccentButton)
