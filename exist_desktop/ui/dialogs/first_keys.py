"""Keys that are typed on when a dialog comes by itself: they were meant for something else, and press nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog

CALM = 500
"""Milliseconds without a key after which keys are the dialog's. Within a word, pauses are shorter."""


class FirstKeys(QObject):
    """Ignores the keys of a new dialog until there was a pause of half a second; Escape works at once."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM)
        dialog.installEventFilter(self)

    @property
    def over(self) -> bool:
        """Whether keys are the dialog's now."""
        return not self._calm.isActive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Starts when the dialog is shown; from then on keys are filtered where they enter its window."""
        if isinstance(watched, QDialog):
            if event.type() == QEvent.Type.Show:
                self._calm.start()
                watched.windowHandle().installEventFilter(self)
            return False
        if not isinstance(event, QKeyEvent) or self.over or event.key() == Qt.Key.Key_Escape:
            return False
        self._calm.start()
        return True
