"""Closing the window where no tray was seen: minimised, unless the person wants the program to end with it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from exist_desktop.app.desktop.close_to_tray import CloseToTray
from exist_desktop.domain.account import Account
from exist_desktop.settings import Preferences, load
from exist_desktop.ui.format import QtFormats
from exist_desktop.ui.tray.host import TrayHost
from exist_desktop.words.error_messages import Message
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.ui.offscreen import quiet
from tests.using import Using

pytestmark = quiet

LANGUAGE = Language(UNTRANSLATED, QtFormats(QLocale.c()))


class Closed:
    """A window, and what became of it."""

    def __init__(self, qtbot: QtBot, folder: Path, *, signed_in: bool = True) -> None:
        self.preferences = Preferences(folder)
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.show()
        self.told: list[Message] = []
        self.ends = 0
        self._host = TrayHost(self.window)
        self.closing = CloseToTray(
            self.window,
            self._host,
            self.preferences,
            LANGUAGE,
            Using(Account(1, "https://exist.io", "josh") if signed_in else None),
        )
        self.closing.told.connect(self.told.append)
        self.closing.end_wanted.connect(self._end)

    def _end(self) -> None:
        self.ends += 1


def test_the_window_is_minimised_and_that_is_told_once(qtbot: QtBot, tmp_path: Path) -> None:
    closed = Closed(qtbot, tmp_path)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    for _ in range(2):
        closed.window.activateWindow()
        qtbot.waitUntil(closed.window.isActiveWindow)
        closed.closing.close()
        other.activateWindow()  # as the desktop does with the next window
        qtbot.waitUntil(other.isActiveWindow)
        assert closed.window.isVisible()
        assert closed.window.isMinimized()
        closed.window.showNormal()
    assert [one.sentence.partition(",")[0] for one in closed.told] == ["This desktop has no tray"]
    assert closed.ends == 0


@pytest.mark.skipif(os.environ.get("QT_QPA_PLATFORM") != "offscreen", reason="this desktop minimises windows")
def test_the_window_hides_where_nothing_minimises_it(qtbot: QtBot, tmp_path: Path) -> None:
    closed = Closed(qtbot, tmp_path)
    closed.window.activateWindow()
    qtbot.waitUntil(closed.window.isActiveWindow)
    closed.closing.close()
    qtbot.waitUntil(closed.window.isHidden)
    assert "minimises no windows, so the window is hidden" in closed.told[0].sentence
    assert closed.ends == 0
    assert load(tmp_path).told_minimised


def test_it_ends_where_the_person_chose_that(qtbot: QtBot, tmp_path: Path) -> None:
    closed = Closed(qtbot, tmp_path)
    closed.preferences.change(keep_running=False)
    closed.closing.close()
    assert closed.ends == 1


def test_it_ends_where_nobody_has_ever_signed_in(qtbot: QtBot, tmp_path: Path) -> None:
    closed = Closed(qtbot, tmp_path, signed_in=False)
    closed.closing.close()
    assert closed.ends == 1
    assert closed.told == []
