"""The message line tells one thing at a time: what was saved for some seconds, trouble until it is closed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from exist_desktop.ui.format import QtFormats
from exist_desktop.ui.notice import NoticeLine, Saved
from exist_desktop.ui.text import TextBlock
from exist_desktop.words import Language
from exist_desktop.words.troubles import Message
from tests.ui.offscreen import quiet

FULL = Message("Not saved: the disk is full", "What you typed is still there.")
PORT = Message("Port 8000 is in use", "Another program listens there.")


@pytest.fixture
def notices(qtbot: QtBot) -> Iterator[NoticeLine]:
    host = QWidget()
    qtbot.addWidget(host)
    line = NoticeLine(Language(str, QtFormats(QLocale.c())), host, undo_seconds=0.05)
    host.show()
    yield line
    host.hide()


def told(notices: NoticeLine) -> str:
    label = notices.findChild(QLabel, "notice")
    assert isinstance(label, QLabel)
    return label.text() if notices.isVisible() else ""


def button(notices: NoticeLine, name: str) -> QAbstractButton:
    return next(one for one in notices.findChildren(QAbstractButton) if (one.accessibleName() or one.text()) == name)


def nothing() -> None:
    """An undo that nobody presses."""


def test_the_time_to_take_back_begins_when_a_question_is_answered(notices: NoticeLine, qtbot: QtBot) -> None:
    notices.tell_saved(Saved("Mood 4 saved", nothing))
    notices.wait(True)
    with qtbot.assertNotEmitted(notices.undo_ended, wait=200):
        notices.tell_saved(Saved("Mood 5 saved", nothing))
    assert told(notices) == "Mood 5 saved"
    with qtbot.waitSignal(notices.undo_ended):
        notices.wait(False)


def test_what_was_saved_goes_by_itself(notices: NoticeLine, qtbot: QtBot) -> None:
    with qtbot.waitSignal(notices.undo_ended):
        notices.tell_saved(Saved("Mood 4 saved", nothing))
        assert told(notices) == "Mood 4 saved"
    assert told(notices) == ""


def test_undo_takes_back_what_was_saved_last(notices: NoticeLine, qtbot: QtBot) -> None:
    undone: list[str] = []
    notices.tell_saved(Saved("Mood 4 saved", lambda: undone.append("mood")))
    notices.tell_saved(Saved("Coffees +1 saved", lambda: undone.append("coffees")))

    with qtbot.waitSignal(notices.undo_ended):
        button(notices, "Undo").click()

    assert undone == ["coffees"]
    assert told(notices) == ""


def test_it_can_be_taken_back_after_the_line_has_gone(notices: NoticeLine, qtbot: QtBot) -> None:
    undone: list[str] = []
    with qtbot.waitSignal(notices.undo_ended):
        notices.tell_saved(Saved("Mood 4 saved", lambda: undone.append("mood")))

    notices.undo()

    assert undone == ["mood"]


def test_undo_goes_back_a_step_each_time_and_says_when_there_is_none(notices: NoticeLine) -> None:
    undone: list[str] = []
    for what in ("mood", "coffees", "walk"):
        notices.tell_saved(Saved(f"{what} saved", lambda what=what: undone.append(what)))  # type: ignore[misc]
    for _ in range(3):
        notices.undo()
    assert undone == ["walk", "coffees", "mood"]

    notices.undo()

    assert undone == ["walk", "coffees", "mood"]
    assert told(notices) == "Nothing more to undo here. The Outbox has the rest."


def test_what_was_done_is_said_and_goes_by_itself(notices: NoticeLine, qtbot: QtBot) -> None:
    notices.tell(FULL)
    notices.say("Undone: Mood 4")
    assert told(notices) == "Undone: Mood 4"
    assert not button(notices, "Undo").isVisible()
    qtbot.waitUntil(lambda: told(notices).startswith("Not saved: the disk is full."))


def test_what_was_only_said_ends_when_it_need_not_be_read(notices: NoticeLine) -> None:
    notices.say("Exist Desktop keeps running.")
    notices.end_said()
    assert told(notices) == ""
    notices.tell(FULL)
    notices.end_said()
    assert told(notices).startswith("Not saved")


@quiet
def test_a_notice_of_what_was_saved_is_no_tower_and_the_next_has_its_own_height(notices: NoticeLine) -> None:
    host = notices.parentWidget()
    assert host is not None
    column = QVBoxLayout(host)
    column.addStretch(1)
    column.addWidget(notices)
    host.resize(360, 480)
    heights = []
    for sentence in ("Mood 4", "word " * 200, "Mood 4"):
        notices.tell_saved(Saved(sentence, nothing))
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        heights.append(notices.height())
    one, long, again = heights
    assert one == again
    assert long < 5 * one


def test_trouble_stays_until_it_is_closed_and_is_told_once(notices: NoticeLine) -> None:
    for message in (FULL, PORT, FULL):
        notices.tell(message)

    assert told(notices) == "Not saved: the disk is full. What you typed is still there."
    assert not button(notices, "Undo").isVisible()
    button(notices, "Close message").click()
    assert told(notices).startswith("Port 8000 is in use.")
    button(notices, "Close message").click()
    assert told(notices) == ""


def test_trouble_waits_while_something_can_be_undone(notices: NoticeLine, qtbot: QtBot) -> None:
    notices.tell(FULL)
    with qtbot.waitSignal(notices.undo_ended):
        notices.tell_saved(Saved("Mood 4 saved", nothing))
        assert told(notices) == "Mood 4 saved"
    assert told(notices).startswith("Not saved: the disk is full.")


def test_closing_ends_the_offer_to_undo(notices: NoticeLine, qtbot: QtBot) -> None:
    notices.tell_saved(Saved("Mood 4 saved", nothing))
    with qtbot.waitSignal(notices.undo_ended):
        button(notices, "Close message").click()
    assert told(notices) == ""


@quiet
@pytest.mark.parametrize("stretch", ["", " und die zugehörigen Ausführungsbestimmungen"], ids=["English", "long words"])
@pytest.mark.parametrize("points", [0, 5], ids=["usual letters", "large letters"])
def test_what_needs_the_person_is_read_whole_in_a_narrow_window(qtbot: QtBot, stretch: str, points: int) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    font = window.font()
    font.setPointSizeF(font.pointSizeF() + points)
    window.setFont(font)
    line = NoticeLine(Language(lambda sentence: sentence + stretch[:12], QtFormats(QLocale.c())), window)
    column = QVBoxLayout(window)
    column.addStretch(1)
    column.addWidget(line)
    window.resize(360, 640)
    window.show()
    line.tell_saved(
        Saved(f"Mood 4 · Good. Saved on this computer. To send it, decide who fills Mood.{stretch}", nothing)
    )
    for _ in range(4):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    text = line.findChild(TextBlock, "notice")
    assert text is not None
    window.grab()
    assert text.toolTip() == "", "all of it is shown"
    assert text.height() >= text.heightForWidth(text.width())
    line.close_message()
