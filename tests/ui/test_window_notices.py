"""The message line tells one thing at a time: what was saved for some seconds, trouble until it is closed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from exist_desktop.ui.format import QtFormats
from exist_desktop.ui.notice import NoticeLine, Saved
from exist_desktop.words import Language
from exist_desktop.words.troubles import Message

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
