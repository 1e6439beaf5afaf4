"""The small window that says that the program runs on: it goes by itself."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from exist_desktop.domain.outbox.undo import UNDO_SECONDS
from exist_desktop.ui.windows.toast_window import ToastWindow
from tests.ui.made_tiles import LANGUAGE
from tests.ui.offscreen import quiet

pytestmark = quiet


def test_the_word_goes_by_itself_in_good_time(qtbot: QtBot) -> None:
    assert UNDO_SECONDS <= 15
    word = ToastWindow(LANGUAGE, undo_seconds=0.01)
    qtbot.addWidget(word)
    with qtbot.waitSignal(word.gone):
        word.line.tell_done("Exist Desktop keeps running. Press its icon in the tray for quick entry.")
        assert word.isVisible()
    assert not word.isVisible()


def test_the_word_goes_when_the_window_is_back(qtbot: QtBot) -> None:
    word = ToastWindow(LANGUAGE)
    qtbot.addWidget(word)
    word.line.tell_done("Exist Desktop keeps running. Press its icon in the tray for quick entry.")
    with qtbot.waitSignal(word.gone):
        word.line.end_done()
    assert not word.isVisible()


def test_a_notice_is_as_large_as_its_words_and_cannot_be_resized(qtbot: QtBot) -> None:
    """A tiling desktop lets only such a window float."""
    word = ToastWindow(LANGUAGE)
    qtbot.addWidget(word)
    word.fit()
    word.line.tell_done("Kept")
    short = word.height()
    word.line.tell_done("Kept on this computer until there is a connection. " * 4)
    qtbot.waitUntil(lambda: word.height() > short > 0)
    assert word.minimumSize() == word.maximumSize() == word.size()
