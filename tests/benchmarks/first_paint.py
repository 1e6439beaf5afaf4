"""Tells on the standard output when a window has been painted for the first time, with all that is in it."""

import json
import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget


class FirstPaint(QObject):
    """Watches one window from before it is shown."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Looks for the paint, in which everything inside is still to follow."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))
        return False

    def event(self, event: QEvent) -> bool:
        """Says when this was, and what it took."""
        if event.type() is QEvent.Type.User:
            print(json.dumps({"at": time.monotonic(), "cpu": time.process_time()}), flush=True)
        return super().event(event)
