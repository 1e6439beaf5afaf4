"""Keys with digits on them choose faces and steps on every keyboard: Latin, Persian, French with Shift and without."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from exist_desktop.domain.parsing.value_parser import Total
from exist_desktop.domain.value_types import ValueType
from exist_desktop.ui.editors.answers import answer_for
from exist_desktop.ui.format import QtFormats
from exist_desktop.ui.keys import digit_of
from exist_desktop.ui.quick_entry.form import QuickForm
from exist_desktop.ui.widgets.mood.mood_card import MoodCard
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.ui.made_tiles import LANGUAGE, SUNDAY, day_view
from tests.ui.offscreen import quiet
from tests.ui.test_scale_picker import SCALE

pytestmark = quiet
ROW = 10
"""X11's code of the key with 1 on it; those of 2 to 9 follow."""
NO_KEY, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
ALT_GR, CAPS_LOCK, SECOND_LAYOUT = 0x80, 0x02, 0x2000


def pressed(text: str, place: int = 0, held: Qt.KeyboardModifier = NO_KEY, native: int = 0) -> QKeyEvent:
    code = ROW - 1 + place if place else 0
    return QKeyEvent(QEvent.Type.KeyPress, 0, held, code, 0, native, text)


def press(widget: QWidget, event: QKeyEvent) -> None:
    QCoreApplication.sendEvent(widget, event)


FOUR = {
    "Latin": pressed("4", 4),
    "keypad": pressed("4", held=Qt.KeyboardModifier.KeypadModifier),
    "Persian": pressed("۴", 4),
    "Arabic": pressed("٤", 4),
    "Hindi": pressed("४", 4),
    "wide": pressed("４"),
    "French": pressed("'", 4),
    "French, the second layout": pressed("'", 4, native=SECOND_LAYOUT),
    "French with Shift": pressed("4", 4, SHIFT),
    "French with Caps Lock": pressed("'", 4, native=CAPS_LOCK),
    "Czech": pressed("č", 4),
}
NO_DIGIT = {
    "a letter": pressed("a", 0),
    "a letter of another row": QKeyEvent(QEvent.Type.KeyPress, 0, NO_KEY, 38, 0, 0, "q"),
    "with Shift": pressed("$", 4, SHIFT),
    "with Control": pressed("4", 4, Qt.KeyboardModifier.ControlModifier),
    "with AltGr": pressed("#", 3, native=ALT_GR),
    "AltGr on Windows": pressed("#", 3, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier),
    "superscript": pressed("²", 0),
    "a key without a letter": pressed("", 4),
}


@pytest.mark.parametrize("key", FOUR)
def test_the_key_with_4_on_it_is_4(key: str) -> None:
    assert digit_of(FOUR[key]) == 4


@pytest.mark.parametrize("key", NO_DIGIT)
def test_other_keys_are_no_digits(key: str) -> None:
    assert digit_of(NO_DIGIT[key]) is None


@pytest.mark.parametrize("key", FOUR)
def test_it_chooses_the_face_in_quick_entry(qtbot: QtBot, key: str) -> None:
    form = QuickForm(LANGUAGE)
    qtbot.addWidget(form)
    form.show_earlier((), has_note=False, has_mood=True)
    press(form.line, FOUR[key])
    assert (form.draft.step, form.draft.line) == (4, "")
    press(form.faces.faces[0], FOUR[key])
    assert form.draft.step == 4


@pytest.mark.parametrize("key", FOUR)
def test_it_chooses_the_face_in_the_window_and_the_step_among_nine(qtbot: QtBot, key: str) -> None:
    card = MoodCard(LANGUAGE)
    qtbot.addWidget(card)
    card.set_day(day_view(SUNDAY, {SCALE: 6}), "How was today?", steps=9)
    with qtbot.waitSignal(card.mood_chosen) as face:
        press(card.faces.faces[0], FOUR[key])
    with qtbot.waitSignal(card.scale_chosen) as step:
        press(card.nine.chips[1], FOUR[key])
    assert (face.args, step.args) == ([4], [4])


@pytest.mark.parametrize("locale", ["en_US", "fa_IR", "ar_EG", "hi_IN"])
def test_it_chooses_the_step_of_a_scale_in_whatever_digits_that_is_shown(qtbot: QtBot, locale: str) -> None:
    language = Language(UNTRANSLATED, QtFormats(QLocale(locale)))
    scale = next(one for one in day_view(SUNDAY, {SCALE: 6}).every if one.attribute.value_type is ValueType.SCALE)
    answer = answer_for(replace(scale.attribute, name="energy_level"), None, language)
    qtbot.addWidget(answer)
    for key in FOUR.values():
        press(answer, pressed("9", 9))
        press(answer, key)
        assert answer.read() == Total(4)


def test_a_date_that_begins_with_the_digit_of_a_face_stays_in_its_script(qtbot: QtBot) -> None:
    form = QuickForm(LANGUAGE)
    qtbot.addWidget(form)
    form.show_earlier((), has_note=False, has_mood=True)
    press(form.line, pressed("۲", 2))
    press(form.faces.faces[1], pressed("۰", 10))
    assert (form.draft.step, form.draft.line) == (None, "۲۰")
