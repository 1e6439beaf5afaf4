"""The message line tells one thing at a time: what was saved for some seconds, trouble until it is closed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from exist_desktop.ui.format import QtFormats
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.windows.toast import SavedToast, Toast
from exist_desktop.words.error_messages import Message
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.translations import ByRule
from tests.ui.offscreen import quiet

FULL = Message("Not saved: the disk is full", "What you typed is still there.")
PORT = Message("Port 8000 is in use", "Another program listens there.")


@pytest.fixture
def toasts(qtbot: QtBot) -> Iterator[Toast]:
    host = QWidget()
    qtbot.addWidget(host)
    line = Toast(Language(UNTRANSLATED, QtFormats(QLocale.c())), host, undo_seconds=0.05)
    host.show()
    yield line
    host.hide()


def told(toasts: Toast) -> str:
    label = toasts.findChild(QLabel, "toast")
    assert isinstance(label, QLabel)
    return label.text() if toasts.isVisible() else ""


def button(toasts: Toast, name: str) -> QAbstractButton:
    return next(one for one in toasts.findChildren(QAbstractButton) if (one.accessibleName() or one.text()) == name)


def undone_by(toasts: Toast) -> list[str]:
    """What the person has wanted to undo, from now on."""
    undone: list[str] = []
    toasts.undo_wanted.connect(lambda saved: undone.append(saved.what))
    return undone


def test_the_time_to_take_back_begins_when_a_question_is_answered(toasts: Toast, qtbot: QtBot) -> None:
    toasts.tell_saved(SavedToast("Mood 4 saved"))
    toasts.wait(True)
    with qtbot.assertNotEmitted(toasts.undo_ended, wait=200):
        toasts.tell_saved(SavedToast("Mood 5 saved"))
    assert told(toasts) == "Mood 5 saved"
    with qtbot.waitSignal(toasts.undo_ended):
        toasts.wait(False)


def test_what_was_saved_goes_by_itself(toasts: Toast, qtbot: QtBot) -> None:
    with qtbot.waitSignal(toasts.undo_ended):
        toasts.tell_saved(SavedToast("Mood 4 saved"))
        assert told(toasts) == "Mood 4 saved"
    assert told(toasts) == ""


def test_undo_takes_back_what_was_saved_last(toasts: Toast, qtbot: QtBot) -> None:
    undone = undone_by(toasts)
    toasts.tell_saved(SavedToast("Mood 4 saved", "mood"))
    toasts.tell_saved(SavedToast("Coffees +1 saved", "coffees"))

    with qtbot.waitSignal(toasts.undo_ended):
        button(toasts, "Undo").click()

    assert undone == ["coffees"]
    assert told(toasts) == ""


def test_it_can_be_taken_back_after_the_line_has_gone(toasts: Toast, qtbot: QtBot) -> None:
    undone = undone_by(toasts)
    with qtbot.waitSignal(toasts.undo_ended):
        toasts.tell_saved(SavedToast("Mood 4 saved", "mood"))

    toasts.undo()

    assert undone == ["mood"]


def test_undo_goes_back_a_step_each_time_and_says_when_there_is_none(toasts: Toast) -> None:
    undone = undone_by(toasts)
    for what in ("mood", "coffees", "walk"):
        toasts.tell_saved(SavedToast(f"{what} saved", what))
    for _ in range(3):
        toasts.undo()
    assert undone == ["walk", "coffees", "mood"]

    toasts.undo()

    assert undone == ["walk", "coffees", "mood"]
    assert told(toasts) == "Nothing more to undo here. The Outbox has the rest."


def test_what_was_done_is_said_and_goes_by_itself(toasts: Toast, qtbot: QtBot) -> None:
    toasts.tell(FULL)
    toasts.tell_done("Undone: Mood 4")
    assert told(toasts) == "Undone: Mood 4"
    assert not button(toasts, "Undo").isVisible()
    qtbot.waitUntil(lambda: told(toasts).startswith("Not saved: the disk is full."))


def test_what_was_only_said_ends_when_it_need_not_be_read(toasts: Toast) -> None:
    toasts.tell_done("Exist Desktop keeps running.")
    toasts.end_done()
    assert told(toasts) == ""
    toasts.tell(FULL)
    toasts.end_done()
    assert told(toasts).startswith("Not saved")


@quiet
def test_a_notice_of_what_was_saved_is_no_tower_and_the_next_has_its_own_height(toasts: Toast) -> None:
    host = toasts.parentWidget()
    assert host is not None
    column = QVBoxLayout(host)
    column.addStretch(1)
    column.addWidget(toasts)
    host.resize(360, 480)
    heights = []
    for sentence in ("Mood 4", "word " * 200, "Mood 4"):
        toasts.tell_saved(SavedToast(sentence))
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        heights.append(toasts.height())
    one, long, again = heights
    assert one == again
    assert long < 5 * one


def test_trouble_stays_until_it_is_closed_and_is_told_once(toasts: Toast) -> None:
    for message in (FULL, PORT, FULL):
        toasts.tell(message)

    assert told(toasts) == "Not saved: the disk is full. What you typed is still there."
    assert not button(toasts, "Undo").isVisible()
    button(toasts, "Close message").click()
    assert told(toasts).startswith("Port 8000 is in use.")
    button(toasts, "Close message").click()
    assert told(toasts) == ""


def test_trouble_waits_while_something_can_be_undone(toasts: Toast, qtbot: QtBot) -> None:
    toasts.tell(FULL)
    with qtbot.waitSignal(toasts.undo_ended):
        toasts.tell_saved(SavedToast("Mood 4 saved"))
        assert told(toasts) == "Mood 4 saved"
    assert told(toasts).startswith("Not saved: the disk is full.")


def test_closing_ends_the_offer_to_undo(toasts: Toast, qtbot: QtBot) -> None:
    toasts.tell_saved(SavedToast("Mood 4 saved"))
    with qtbot.waitSignal(toasts.undo_ended):
        button(toasts, "Close message").click()
    assert told(toasts) == ""


@quiet
@pytest.mark.parametrize("stretch", ["", " und die zugehörigen Ausführungsbestimmungen"], ids=["English", "long words"])
@pytest.mark.parametrize("points", [0, 5], ids=["usual letters", "large letters"])
def test_what_needs_the_person_is_read_whole_in_a_narrow_window(qtbot: QtBot, stretch: str, points: int) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    font = window.font()
    font.setPointSizeF(font.pointSizeF() + points)
    window.setFont(font)
    line = Toast(Language(ByRule(lambda sentence: sentence + stretch[:12]), QtFormats(QLocale.c())), window)
    column = QVBoxLayout(window)
    column.addStretch(1)
    column.addWidget(line)
    window.resize(360, 640)
    window.show()
    line.tell_saved(SavedToast(f"Mood 4 · Good. Saved on this computer. To send it, decide who fills Mood.{stretch}"))
    for _ in range(4):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    text = line.findChild(TextBlock, "toast")
    assert text is not None
    window.grab()
    assert text.toolTip() == "", "all of it is shown"
    assert text.height() >= text.heightForWidth(text.width())
    line.close_message()
