"""A list of tens of thousands of rows in a scrolled page, of which only those near the view exist."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from exist_desktop.ui.widgets.card import Card
from exist_desktop.ui.widgets.lists.row_places import Places


class LongList(Card):
    """The part of such a list that knows no rows: which numbers are near the view, and which texts were requested.

    Signals:
        wanted(list[int]): the texts of the rows of these numbers are needed.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places = Places()
        self._asked: set[int] = set()
        self._view = range(0)
        self._filling = QTimer(self, singleShot=True, interval=0)
        self._filling.timeout.connect(self._fill)

    def look_at(self, view: range) -> None:
        """Sets the visible part of the list, in pixels from its top; rows exist there and a view's height around it."""
        if view != self._view:
            self._view = view
            self._ask(self._near())
            self._filling.start()

    def _fill(self) -> None:
        """Removes rows far from the view and fills some of the missing ones; the others follow later."""
        raise NotImplementedError

    def _settle(self) -> None:
        """Measures and places the existing rows."""
        raise NotImplementedError

    def _top(self) -> int:
        """Returns the top of the first row in pixels."""
        raise NotImplementedError

    def _near(self) -> list[int]:
        """Returns the numbers whose rows are in view or near it, those in view first."""
        top, margin = self._top(), len(self._view)
        inside = self._places.between(self._view.start - top, self._view.stop - top)
        around = self._places.between(self._view.start - top - margin, self._view.stop - top + margin)
        return list(dict.fromkeys([*inside, *around]))

    def _ask(self, numbers: Iterable[int]) -> None:
        """Requests the texts of these rows, each once."""
        asked = [number for number in dict.fromkeys(numbers) if number not in self._asked]
        if asked:
            self._asked.update(asked)
            self.wanted.emit(asked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._places.forget_heights()
            self._settle()
