"""One message alone: a start has failed, there is no window to tell it in, and from a menu nobody reads a terminal."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from exist_desktop.words.error_messages import Message

TITLE = "Exist Desktop"


def message_box(message: Message) -> QMessageBox:
    """The message with a button that closes it; what stands in it is text, whatever a folder may be called."""
    box = QMessageBox(QMessageBox.Icon.Warning, TITLE, "", QMessageBox.StandardButton.Close)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"{message.title}.\n\n{message.sentence}")
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return box
