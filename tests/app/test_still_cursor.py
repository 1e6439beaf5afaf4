"""Where the desktop asks for less motion, the text cursor stands still, and blinks again when it asks no more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusPendingCallWatcher
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exist_desktop.app.desktop.still_cursor import StillCursor
from tests.app.motion_portal import MotionPortal
from tests.patience import PATIENCE

pytestmark = pytest.mark.virtual_desktop


@pytest.fixture
def usual() -> Iterator[int]:
    """How long the cursor's blinking takes without a wish, in milliseconds."""
    usual = QApplication.cursorFlashTime()
    assert usual
    yield usual
    QApplication.setCursorFlashTime(usual)


def test_the_desktop_is_asked_and_followed(qtbot: QtBot, usual: int) -> None:
    with MotionPortal() as portal:
        parent = QObject()
        StillCursor(parent).listen()
        qtbot.waitUntil(lambda: QApplication.cursorFlashTime() == 0, timeout=round(PATIENCE * 1000))
        portal.set("enable-animations", True)
        qtbot.waitUntil(lambda: QApplication.cursorFlashTime() == usual, timeout=round(PATIENCE * 1000))
        portal.set("cursor-blink", False)
        qtbot.waitUntil(lambda: QApplication.cursorFlashTime() == 0, timeout=round(PATIENCE * 1000))
        parent.deleteLater()


def test_without_a_portal_it_blinks_as_usual(qtbot: QtBot, usual: int) -> None:
    parent = QObject()
    StillCursor(parent).listen()
    qtbot.waitUntil(lambda: not parent.findChildren(QDBusPendingCallWatcher), timeout=round(PATIENCE * 1000))
    assert QApplication.cursorFlashTime() == usual
    parent.deleteLater()
