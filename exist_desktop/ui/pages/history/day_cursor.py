"""The day under the pointer or under the cursor of the keys, in a chart and in a year in pixels."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.words.language import Language


class DayCursor(QWidget):
    """A painted widget of many days, of which one is pointed at.

    Signals:
        day_pointed(object): the day under the pointer or the cursor, an ordinal; None for none.
        day_read(int): the cursor was moved to that day by a key; a screen reader should speak it.
        day_opened(int): the person wants to see that day.
    """

    accessible_role = "Chart"
    """Named after Qt's role; see `ui/widgets/heading.py`."""

    day_pointed = Signal(object)
    day_read = Signal(int)
    day_opened = Signal(int)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._cursor: int | None = None
        self._gone_to: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def _point_at(self, day: int | None) -> None:
        if day != self._cursor:
            self._cursor = day
            self.update()
            self.day_pointed.emit(day)

    def _read(self, day: int) -> None:
        """Moves the cursor by a key; when the pointer leaves the widget, the cursor returns to that day."""
        self._gone_to = day
        self._point_at(day)
        self.day_read.emit(day)

    def _open(self) -> bool:
        """Opens the day under the cursor; returns whether there is one."""
        if self._cursor is None:
            return False
        self.day_opened.emit(self._cursor)
        return True

    def _forget_cursor(self) -> None:
        self._cursor = self._gone_to = None

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at(self._gone_to)
