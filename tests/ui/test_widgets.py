"""Faces, note, tags, chips and the flow: what they show and what they emit."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyleFactory, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from exist_desktop.domain.projection import Tile
from exist_desktop.domain.values import NOT_READ
from exist_desktop.ui import theme
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.controls.buttons import AccentButton, Chip, PlainButton
from exist_desktop.ui.widgets.controls.checkbox import CheckBox
from exist_desktop.ui.widgets.flow import FlowLayout
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from exist_desktop.ui.widgets.mood.faces import FacesRow, paint_mood
from exist_desktop.ui.widgets.mood.mood_card import MoodCard
from exist_desktop.ui.widgets.mood.note_box import NoteBox
from exist_desktop.ui.widgets.mood.tags import TagChips
from exist_desktop.ui.widgets.painting import set_tip
from tests.ui.made_tiles import LANGUAGE, MOOD, SUNDAY, TIRED, VALUES, WALK, day_view, tile
from tests.ui.offscreen import quiet
from tests.ui.parts import text_named

pytestmark = quiet


@pytest.fixture
def card(qtbot: QtBot) -> MoodCard:
    card = MoodCard(LANGUAGE)
    qtbot.addWidget(card)
    card.set_day(day_view(SUNDAY, VALUES), "How was today?")
    card.resize(900, 160)
    card.show()
    return card


@pytest.fixture
def note(qtbot: QtBot) -> Iterator[NoteBox]:
    page = QWidget()
    qtbot.addWidget(page)
    box, other = NoteBox(LANGUAGE), PlainButton("Elsewhere")
    column = QVBoxLayout(page)
    column.addWidget(box)
    column.addWidget(other)
    box.set_note("Long walk", 1000)
    page.show()
    with qtbot.waitActive(page):
        page.activateWindow()
    box.edit.setFocus()
    yield box
    page.close()


def checked(row: FacesRow) -> list[int]:
    return [face.step for face in row.faces if face.isChecked()]


def test_faces_are_named_and_checkable(card: MoodCard) -> None:
    assert [face.accessibleName() for face in card.faces.faces] == [f"Mood {step}" for step in range(1, 6)]
    assert all(face.isCheckable() for face in card.faces.faces)
    assert checked(card.faces) == [4]


@pytest.mark.parametrize("step", [1, 5])
def test_a_small_face_has_smooth_edges_whoever_paints_it(qapp: QApplication, step: int) -> None:
    image = QImage(24, 24, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.LIGHT.card))
    with QPainter(image) as painter:
        paint_mood(painter, QRectF(1, 1, 22, 22), step, theme.LIGHT, weight=1.5)
    colours = {image.pixel(x, y) for x in range(24) for y in range(24)}
    assert len(colours) > 12, "a circle of a few colours has steps for edges"


def test_a_press_asks_and_what_is_kept_answers(card: MoodCard, qtbot: QtBot) -> None:
    with qtbot.waitSignal(card.mood_chosen) as asked:
        QTest.mouseClick(card.faces.faces[1], Qt.MouseButton.LeftButton)
    assert asked.args == [2]
    assert checked(card.faces) == [4]
    card.set_day(day_view(SUNDAY, VALUES | {MOOD: 3}), "How was today?")
    assert checked(card.faces) == [2]


def test_an_even_value_lies_between_two_faces_and_says_so(card: MoodCard) -> None:
    card.set_day(day_view(SUNDAY, VALUES | {MOOD: 6}), "How was today?")
    assert checked(card.faces) == [3, 4]
    assert "Between 3 · Okay and 4 · Good." in [label.text() for label in card.findChildren(TextBlock)]


def test_no_mood_leaves_all_faces_empty(card: MoodCard) -> None:
    card.set_day(day_view(SUNDAY, VALUES | {MOOD: None}), "How was today?")
    assert checked(card.faces) == []


def test_what_was_not_read_looks_and_is_named_so_and_a_press_saves_all_the_same(card: MoodCard, qtbot: QtBot) -> None:
    day = day_view(SUNDAY, VALUES | {MOOD: None, WALK: None})
    parts = (*card.faces.faces, card.tags.chips["walk"])
    card.set_day(day, "How was that day?", steps=9)
    none = [QImage(part.grab().toImage()) for part in parts]
    steps = [QImage(chip.grab().toImage()) for chip in card.nine.chips.values()]
    assert not any("not read yet" in part.accessibleDescription() for part in parts)
    assert day.mood is not None
    unread = replace(
        day, mood=replace(day.mood, value=NOT_READ), tags=tuple(replace(t, value=NOT_READ) for t in day.tags)
    )
    card.set_day(unread, "How was that day?", steps=9)
    assert checked(card.faces) == []
    for part in (*parts, *card.nine.chips.values()):
        assert part.accessibleDescription().endswith("not read yet")
        assert "not read yet" in part.toolTip()
    assert not any(part.grab().toImage() == before for part, before in zip(parts, none, strict=True))
    assert not any(chip.grab().toImage() == was for chip, was in zip(card.nine.chips.values(), steps, strict=True))
    with qtbot.waitSignal(card.mood_chosen) as asked:
        QTest.mouseClick(card.faces.faces[1], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(card.tag_toggled) as toggled:
        QTest.mouseClick(card.tags.chips["walk"], Qt.MouseButton.LeftButton)
    assert (asked.args, toggled.args) == ([2], ["walk", True])
    card.set_day(day, "How was that day?", steps=9)
    assert not any("not read yet" in part.accessibleDescription() + part.toolTip() for part in parts)
    assert [part.grab().toImage() for part in card.faces.faces] == none[:5]


def test_a_screen_reader_toggles_a_face_by_asking_too(card: MoodCard, qtbot: QtBot) -> None:
    face = QAccessible.queryAccessibleInterface(card.faces.faces[1])
    with qtbot.waitSignal(card.mood_chosen) as asked:
        face.actionInterface().doAction(face.actionInterface().toggleAction())
    assert asked.args == [2]
    assert checked(card.faces) == [4]


def test_a_screen_reader_toggles_a_tag(card: MoodCard, qtbot: QtBot) -> None:
    chip = QAccessible.queryAccessibleInterface(card.tags.chips["tired"])
    with qtbot.waitSignal(card.tag_toggled) as toggled:
        chip.actionInterface().doAction(chip.actionInterface().toggleAction())
    assert toggled.args == ["tired", True]


def test_digits_choose_a_face_while_the_focus_is_in_the_card(card: MoodCard, qtbot: QtBot) -> None:
    with qtbot.waitSignal(card.mood_chosen) as asked:
        QTest.keyClick(card.tags.chips["walk"], Qt.Key.Key_5)
    assert asked.args == [5]


def test_digits_in_the_note_are_text(card: MoodCard, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(card.mood_chosen):
        QTest.keyClicks(card.note.edit, "5")


@pytest.mark.parametrize(
    ("direction", "key", "reached"),
    [
        (Qt.LayoutDirection.LeftToRight, Qt.Key.Key_Right, 2),
        (Qt.LayoutDirection.RightToLeft, Qt.Key.Key_Left, 2),
        (Qt.LayoutDirection.LeftToRight, Qt.Key.Key_Left, 1),
    ],
)
def test_arrows_move_the_focus_among_faces(
    card: MoodCard, qtbot: QtBot, direction: Qt.LayoutDirection, key: Qt.Key, reached: int
) -> None:
    card.faces.setLayoutDirection(direction)
    card.faces.faces[0].setFocus()
    QTest.keyClick(card.faces.faces[0], key)
    assert has_keyboard_focus(card.faces.faces[reached - 1])


def test_a_narrow_row_shows_digits_and_tells_the_words(qtbot: QtBot) -> None:
    row = FacesRow(LANGUAGE)
    qtbot.addWidget(row)
    row.resize(row.sizeHint().width(), 90)
    row.show()
    assert row.faces[3].shown_text() == "4 · Good"
    row.resize(row.minimumSizeHint().width(), 90)
    assert row.faces[3].shown_text() == "4"
    assert "Good" in row.faces[3].toolTip()


def test_the_card_shows_only_what_the_account_has(qtbot: QtBot) -> None:
    card = MoodCard(LANGUAGE)
    qtbot.addWidget(card)
    card.set_day(day_view(SUNDAY, {MOOD: 7}), "How was today?")
    card.show()
    assert card.faces.isVisible()
    assert not card.note.isVisible()
    assert list(card.tags.chips) == []


def test_a_refusal_shows_what_is_kept_again(card: MoodCard, qtbot: QtBot) -> None:
    QTest.mouseClick(card.tags.chips["tired"], Qt.MouseButton.LeftButton)
    card.refuse("Not saved: the disk is full.")
    assert not card.tags.chips["tired"].isChecked()
    assert text_named(card, "moodProblem").isVisible()
    assert text_named(card, "moodProblem").text() == "Not saved: the disk is full."


def test_save_is_there_while_the_note_differs(note: NoteBox, qtbot: QtBot) -> None:
    assert note.edit.accessibleName() == "Mood note"
    assert not note.save.isVisible()
    QTest.keyClicks(note.edit, "!")
    assert note.save.isVisible()
    QTest.keyClick(note.edit, Qt.Key.Key_Backspace)
    assert not note.save.isVisible()


def test_ctrl_enter_saves_once(note: NoteBox, qtbot: QtBot) -> None:
    written: list[str] = []
    note.written.connect(written.append)
    note.edit.setPlainText("Wrote for two hours.")
    QTest.keyClick(note.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(note.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert written == ["Wrote for two hours."]


def test_leaving_saves_and_going_to_its_button_does_not(note: NoteBox, qtbot: QtBot) -> None:
    note.edit.setPlainText("Wrote")
    with qtbot.assertNotEmitted(note.written, wait=20):
        note.save.setFocus()
    note.edit.setFocus()
    with qtbot.waitSignal(note.written) as written:
        note.window().findChildren(PlainButton)[-1].setFocus()
    assert written.args == ["Wrote"]


def test_a_refused_note_stays_and_can_be_saved_again(note: NoteBox) -> None:
    written: list[str] = []
    note.written.connect(written.append)
    note.edit.setPlainText("Wrote")
    note.flush()
    note.refuse("Not saved: the disk is full.")
    assert note.edit.toPlainText() == "Wrote"
    assert note.save.isVisible()
    assert text_named(note, "noteProblem").text() == "Not saved: the disk is full."
    note.flush()
    assert written == ["Wrote", "Wrote"]


def test_a_draft_survives_what_is_read_meanwhile(note: NoteBox) -> None:
    note.edit.setPlainText("Half writ")
    note.set_note("Changed on the phone", 1000)
    assert note.edit.toPlainText() == "Half writ"
    assert note.draft == "Half writ"


def test_too_long_a_note_says_the_limit_and_is_not_saved(note: NoteBox, qtbot: QtBot) -> None:
    note.set_note("Long walk", 255)
    note.edit.setPlainText("x" * 256)
    assert not note.save.isEnabled()
    assert text_named(note, "charactersLeft").text() == "1 character too long (255 at most)"
    with qtbot.assertNotEmitted(note.written):
        note.flush()


def test_characters_left_are_counted(note: NoteBox) -> None:
    note.set_note("Long walk", 255)
    note.edit.setPlainText("x" * 250)
    assert "5 characters left" in [label.text() for label in note.findChildren(TextBlock)]


def test_tags_are_chips_by_their_labels(qtbot: QtBot) -> None:
    chips = TagChips(LANGUAGE)
    qtbot.addWidget(chips)
    chips.set_tags([tile(WALK, 1), tile(TIRED, None)])
    assert [(chip.accessibleName(), chip.isChecked()) for chip in chips.chips.values()] == [
        ("walk", True),
        ("tired", False),
    ]
    with qtbot.waitSignal(chips.toggled) as toggled:
        QTest.mouseClick(chips.chips["tired"], Qt.MouseButton.LeftButton)
    assert toggled.args == ["tired", True]


def _many_tags(*on: int) -> list[Tile]:
    numbered = ((n, replace(WALK, name=f"tag_{n}", label=f"Tag {n}")) for n in range(4_000))
    return [tile(tag, 1 if n in on else None) for n, tag in numbered]


def test_of_thousands_of_tags_some_are_made_and_those_of_the_day(qtbot: QtBot) -> None:
    chips = TagChips(LANGUAGE)
    qtbot.addWidget(chips)
    chips.set_tags(_many_tags(3, 3_000))
    assert len(chips.findChildren(Chip)) < 200
    assert [name for name, chip in chips.chips.items() if chip.isChecked()] == ["tag_3", "tag_3000"]
    assert list(chips.chips)[:2] == ["tag_0", "tag_1"], "in their order"
    kept = dict(chips.chips)
    chips.set_tags(_many_tags(3))
    assert chips.chips == kept, "what was switched off stays under the pointer"


def test_further_tags_come_when_they_are_wanted_and_the_keyboard_goes_on_there(qtbot: QtBot) -> None:
    chips = TagChips(LANGUAGE)
    qtbot.addWidget(chips)
    chips.set_tags(_many_tags())
    shown = len(chips.chips)
    assert chips.more.accessibleName() == f"Show {4_000 - shown:,} more tags"
    chips.show()
    chips.activateWindow()
    QTest.keyClick(chips.more, Qt.Key.Key_Space)
    assert has_keyboard_focus(chips.chips[f"tag_{shown}"])
    assert shown < len(chips.chips) <= 2 * shown
    chips.set_tags([tile(WALK, 1)])
    assert list(chips.chips) == ["walk"]
    assert chips.more.isHidden()


def test_a_chip_is_the_same_one_after_news(qtbot: QtBot) -> None:
    chips = TagChips(LANGUAGE)
    qtbot.addWidget(chips)
    chips.set_tags([tile(WALK, 1)])
    walk = chips.chips["walk"]
    chips.set_tags([tile(TIRED, 1), tile(WALK, 0)])
    assert chips.chips["walk"] is walk
    assert list(chips.chips) == ["tired", "walk"]
    assert not walk.isChecked()


def test_a_flow_breaks_lines_and_bounds_what_is_wider_than_one(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box)
    for text in ("one", "two", "x" * 200):
        flow.addWidget(Chip(text))
    box.resize(200, flow.heightForWidth(200))
    box.show()
    one, two, long = box.findChildren(Chip)
    assert one.y() == two.y() < long.y()
    assert long.width() <= 200
    assert long.shown_text().endswith("…")
    assert "x" * 200 in long.toolTip()


def test_a_flow_from_the_right_starts_at_the_right(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    box.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    flow = FlowLayout(box)
    flow.addWidget(Chip("one"))
    flow.addWidget(Chip("two"))
    box.resize(300, 40)
    box.show()
    one, two = box.findChildren(Chip)
    assert one.geometry().right() == 299
    assert two.x() < one.x()


@pytest.mark.parametrize("kind", [PlainButton, AccentButton, Chip])
@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_space_and_enter_press(qtbot: QtBot, kind: type[PlainButton], key: Qt.Key) -> None:
    button = kind("Press")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, key)


def test_a_text_of_several_lines_is_as_wide_as_the_longest_of_them(qtbot: QtBot) -> None:
    both, longer = (
        TextBlock("29 days in a row: Water\n15 days in a row: Daily note"),
        TextBlock("15 days in a row: Daily note"),
    )
    for text in (both, longer):
        qtbot.addWidget(text)
    assert both.natural_width() == longer.natural_width()


def test_tooltips_show_markup_as_it_was_typed(qapp: QApplication, qtbot: QtBot) -> None:
    button = PlainButton("Press")
    qtbot.addWidget(button)
    set_tip(button, "<img src='file:///etc/passwd'>")
    assert "<img" not in button.toolTip()
    assert "&lt;img" in button.toolTip()


@pytest.mark.parametrize("scheme", [theme.LIGHT, theme.DARK])
def test_the_edge_of_an_empty_tick_box_stands_out(qtbot: QtBot, scheme: theme.Theme) -> None:
    style = QStyleFactory.create("Fusion")
    box = CheckBox("Start at login")
    qtbot.addWidget(box)
    box.setStyle(style)
    box.setPalette(theme.palette(scheme))
    image = QImage(box.sizeHint(), QImage.Format.Format_RGB32)
    image.fill(QColor(scheme.card))
    box.resize(image.size())
    box.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    shades = [image.pixelColor(x, image.height() // 2).lightness() for x in range(6)]
    assert max(abs(shade - QColor(scheme.card).lightness()) for shade in shades) > 60


def test_a_tick_boxs_lines_end_between_words(qtbot: QtBot) -> None:
    box = CheckBox("Keep running in the tray when the window is closed")
    qtbot.addWidget(box)
    widest = box.fontMetrics().horizontalAdvance
    indent = box._indent()
    closed = widest("Keep running in the tray when the window is clo") + indent
    assert box.heightForWidth(closed) > box.heightForWidth(widest(box.text()) + 2 * indent)
    box.resize(closed, box.heightForWidth(closed))
    assert not box._flags(closed - indent) & Qt.TextFlag.TextWrapAnywhere.value
    assert box._flags(widest("runni")) & Qt.TextFlag.TextWrapAnywhere.value
