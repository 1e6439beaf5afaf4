"""Shared parts of dialogs: the window frame, and ignoring keys typed just as a dialog opens by itself."""

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
"""Only a title and a close button: a dialog can be neither minimised nor maximised."""

CALM = 500
"""Milliseconds without a key after which the dialog takes keys. Pauses within a word are shorter."""

SETTLED = 150
"""In milliseconds: a desktop minimises related windows one after the other."""


def frame(dialog: QDialog) -> None:
    """Lets a dialog be closed, but not minimised or maximised.

    Some desktops draw a minimise button whatever a window asks for. Openbox minimises the window below with it;
    elsewhere that window would wait for an answer to a question that nobody sees, so the dialog is brought back.
    """
    dialog.setWindowFlags(CLOSED_ONLY)
    dialog.installEventFilter(_Back(dialog))


class _Back(QObject):
    """Brings back a dialog that was minimised alone; one that was minimised with its window comes back with it."""

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
        """Whether the dialog takes keys now."""
        return not self._calm.isActive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Starts when the dialog is shown; from then on keys are filtered as they enter its window."""
        if isinstance(watched, QDialog):
            if event.type() == QEvent.Type.Show:
                self._calm.start()
                watched.windowHandle().installEventFilter(self)
            return False
        if not isinstance(event, QKeyEvent) or self.over or event.key() == Qt.Key.Key_Escape:
            return False
        self._calm.start()
        return True
