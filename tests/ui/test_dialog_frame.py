"""A dialog can only be closed: it has no other buttons, and one that a desktop minimises all the same comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from exist_desktop.ui.dialogs.keys import KeysDialog
from exist_desktop.ui.ownership.take_over import TakeOverDialog
from exist_desktop.ui.widgets.controls.page_scroll import PageScroll
from tests.ui.made_tiles import LANGUAGE, STEPS
from tests.ui.offscreen import quiet
from tests.ui.parts import part

pytestmark = quiet
DIALOGS: dict[str, Callable[[QWidget], QDialog]] = {
    "take over": lambda parent: TakeOverDialog(LANGUAGE, STEPS, parent),
    "keys": lambda parent: KeysDialog(LANGUAGE, parent),
}


@pytest.fixture(params=DIALOGS.values(), ids=list(DIALOGS))
def dialog(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[QDialog]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    made: QDialog = request.param(window)
    made.open()
    yield made
    window.hide()


def test_it_has_a_title_and_close_alone(dialog: QDialog) -> None:
    kinds = Qt.WindowType
    assert dialog.windowFlags() & kinds.WindowCloseButtonHint
    assert dialog.windowFlags() & kinds.WindowTitleHint
    assert not dialog.windowFlags() & (kinds.WindowMinMaxButtonsHint | kinds.WindowContextHelpButtonHint)
    assert dialog.isModal()


def test_it_comes_back_where_it_was_minimised_alone(dialog: QDialog, qtbot: QtBot) -> None:
    dialog.showMinimized()
    qtbot.waitUntil(lambda: not dialog.isMinimized())
    assert dialog.isVisible(), "nothing was decided"


def test_the_keys_in_large_letters_are_scrolled_by_keys(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    letters = window.font()
    letters.setPointSizeF(letters.pointSizeF() * 2)
    window.setFont(letters)
    dialog = KeysDialog(LANGUAGE, window)
    dialog.open()
    dialog.resize(dialog.width(), 400)
    bar = part(dialog, PageScroll).verticalScrollBar()
    for key, reached in ((Qt.Key.Key_PageDown, 1), (Qt.Key.Key_End, bar.maximum())):
        focused = dialog.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        assert bar.value() >= reached
