"""The owner dialog: what it says, and what its buttons mean."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from exist_desktop.ui.dialogs.keys import KeysDialog
from exist_desktop.ui.ownership.take_over import TakeOverDialog
from tests.ui.made_tiles import LANGUAGE, PHONE, PLACE, STEPS
from tests.ui.offscreen import quiet

pytestmark = quiet


def texts(dialog: TakeOverDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def test_an_automatic_attribute_stops_being_filled(qtbot: QtBot) -> None:
    dialog = TakeOverDialog(LANGUAGE, STEPS)
    qtbot.addWidget(dialog)
    assert "Fitbit stops filling Steps until you give it back." in texts(dialog)


def test_a_manual_attribute_changes_its_source(qtbot: QtBot) -> None:
    dialog = TakeOverDialog(LANGUAGE, PLACE)
    qtbot.addWidget(dialog)
    assert "Exist will show Exist Desktop as its source; other Exist apps may show it differently." in texts(dialog)


def test_a_waiting_entry_and_a_lost_attribute_are_said(qtbot: QtBot) -> None:
    dialog = TakeOverDialog(LANGUAGE, replace(STEPS, service=PHONE), kept=True, lost=True)
    qtbot.addWidget(dialog)
    assert "Steps is now filled by Exist for Android" in texts(dialog)
    assert "Your entry is saved on this computer." in texts(dialog)


def test_buttons(qtbot: QtBot) -> None:
    dialog = TakeOverDialog(LANGUAGE, STEPS)
    qtbot.addWidget(dialog)
    assert (dialog.take_over.accessibleName(), dialog.not_now.accessibleName()) == ("Take over", "Not now")
    dialog.open()
    with qtbot.waitSignal(dialog.accepted):
        QTest.mouseClick(dialog.take_over, Qt.MouseButton.LeftButton)


def test_not_now_and_esc_change_nothing(qtbot: QtBot) -> None:
    dialog = TakeOverDialog(LANGUAGE, STEPS)
    qtbot.addWidget(dialog)
    dialog.open()
    with qtbot.assertNotEmitted(dialog.accepted), qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_labels_show_markup_as_it_is(qtbot: QtBot) -> None:
    dialog = TakeOverDialog(LANGUAGE, replace(STEPS, label="<img src=x>"))
    qtbot.addWidget(dialog)
    assert {label.textFormat() for label in dialog.findChildren(QLabel)} == {Qt.TextFormat.PlainText}
    assert all(label.accessibleName() in ("", label.text()) for label in dialog.findChildren(QLabel))


def type_into_window(dialog: TakeOverDialog, *keys: Qt.Key) -> None:
    """As a keyboard does: the window gets the keys, and gives them to what has the focus."""
    for key in keys:
        QTest.keyClick(dialog.windowHandle(), key)


def test_keys_that_are_typed_on_answer_nothing(qtbot: QtBot) -> None:
    dialog = TakeOverDialog(LANGUAGE, STEPS)
    qtbot.addWidget(dialog)
    answers: list[int] = []
    dialog.finished.connect(answers.append)
    dialog.open()
    type_into_window(dialog, Qt.Key.Key_A, Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert not answers
    qtbot.waitUntil(lambda: dialog.first_keys.over)
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Space)
    assert answers == [TakeOverDialog.DialogCode.Rejected]


def test_escape_is_heard_at_once(qtbot: QtBot) -> None:
    dialog = TakeOverDialog(LANGUAGE, STEPS)
    qtbot.addWidget(dialog)
    dialog.open()
    with qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Escape)


@pytest.mark.parametrize("make", [lambda: TakeOverDialog(LANGUAGE, STEPS), lambda: KeysDialog(LANGUAGE)])
def test_a_dialog_is_neither_minimised_nor_maximised(qtbot: QtBot, make: Callable[[], QDialog]) -> None:
    dialog = make()
    qtbot.addWidget(dialog)
    flags = dialog.windowFlags()
    assert flags & Qt.WindowType.WindowCloseButtonHint
    assert not flags & Qt.WindowType.WindowMinMaxButtonsHint
    assert dialog.windowType() == Qt.WindowType.Dialog
