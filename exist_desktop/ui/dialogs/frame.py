"""What dialogs share: the desktop's frame around them, and the keys that were typed when one came by itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

CLOSED_ONLY = (
    Qt.WindowType.Dialog
    | Qt.WindowType.CustomizeWindowHint
    | Qt.WindowType.WindowTitleHint
    | Qt.WindowType.WindowCloseButtonHint
)
"""A title and a button that closes; a dialog is made no smaller than it is, and not as large as the screen."""

CALM = 500
"""Milliseconds without a key after which keys are the dialog's. Within a word, pauses are shorter."""

SETTLED = 150
"""In milliseconds: a desktop minimises the windows that belong together one after the other."""


def frame(dialog: QDialog) -> None:
    """Lets a dialog be closed, and nothing else.

    Some desktops draw a button that minimises, whatever a window asks for. Openbox minimises the window below with it;
    where a desktop does not, that window would wait for an answer to a question that nobody sees: it comes back.
    """
    dialog.setWindowFlags(CLOSED_ONLY)
    dialog.installEventFilter(_Back(dialog))


class _Back(QObject):
    """Brings a dialog back that was minimised by itself; one that went with its window comes back with that."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Checks after the desktop has minimised everything that belongs together."""
        if event.type() is QEvent.Type.WindowStateChange and self._dialog.isMinimized():
            QTimer.singleShot(SETTLED, self, self._look)
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        owner: QWidget | None = self._dialog.parentWidget()
        if self._dialog.isMinimized() and (owner is None or not owner.window().isMinimized()):
            self._dialog.setWindowState(self._dialog.windowState() & ~Qt.WindowState.WindowMinimized)
            self._dialog.activateWindow()


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
