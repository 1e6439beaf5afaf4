"""A field for what is looked for in the list below it: Down goes into the list, Esc empties the field."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from exist_desktop.ui.widgets.accessible_names import set_name

LONGEST = 200


class SearchField(QLineEdit):
    """The field, at most `LONGEST` characters long.

    Signals:
        left_downwards(): the person moves down from the field.
    """

    left_downwards = Signal()

    def __init__(self, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_name(self, name)
        self.setPlaceholderText(hint)
        self.setMaxLength(LONGEST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
