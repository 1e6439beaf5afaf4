"""A message box for a failed start: there is no window yet, and a start from a menu has no terminal."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from exist_desktop.words.error_messages import Message
from exist_desktop.words.language import Language

TITLE = "Exist Desktop"


def message_box(message: Message, language: Language) -> QMessageBox:
    """Returns a box with the message as plain text and a button that closes it."""
    box = QMessageBox(QMessageBox.Icon.Warning, TITLE, "", QMessageBox.StandardButton.Close)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"{language.as_sentence(message.title)}\n\n{message.sentence}")
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return box
