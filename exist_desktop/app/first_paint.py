"""Waits for the first paint of the window. Slow work of a start begins after it."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

PAINT_MILLISECONDS = 1_000
"""How long to wait for the first paint. A window that starts covered or minimised may not be painted at all."""


class FirstPaint(QObject):
    """Sets `happened` when a widget is first painted, or after `PAINT_MILLISECONDS` if it is not."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.happened = asyncio.Event()
        self._widget = widget
        widget.installEventFilter(self)
        QTimer.singleShot(PAINT_MILLISECONDS, self._on_happened)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            QTimer.singleShot(0, self._on_happened)
        return super().eventFilter(watched, event)

    def _on_happened(self) -> None:
        self._widget.removeEventFilter(self)
        self.happened.set()
