"""A page with one long list on it: the list learns what of it is in view, and its rows are brought there."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from exist_desktop.ui.widgets.controls.page_scroll import PageScroll
from exist_desktop.ui.widgets.lists.row_list import RowList


class ListScroll(PageScroll):
    """Scrolls content that has the list somewhere on it. What is under the pointer stays there as far as it can."""

    def __init__(self, content: QWidget, rows: RowList[Any, Any], parent: QWidget | None = None) -> None:
        super().__init__(content, parent)
        self._row_list = rows
        self.keep_whole(rows)
        rows.scrolled_to.connect(self._on_scrolled_to)
        rows.moved.connect(self._on_moved)
        for signal in (self.verticalScrollBar().valueChanged, self.verticalScrollBar().rangeChanged):
            signal.connect(self.look)

    def look(self) -> None:
        """Passes the visible part of the page to the list."""
        top = self.verticalScrollBar().value() - self._above()
        self._row_list.look_at(range(top, top + self.viewport().height()))

    def _above(self) -> int:
        return self._row_list.mapTo(self._content, QPoint()).y()

    def _on_scrolled_to(self, top: int, bottom: int) -> None:
        """Scrolls just far enough that this part of the list is in view."""
        bar, above, height = self.verticalScrollBar(), self._above(), self.viewport().height()
        if top + above < bar.value() or bottom - top >= height:
            bar.setValue(top + above)
        elif bottom + above > bar.value() + height:
            bar.setValue(bottom + above - height)

    def _on_moved(self, pixels: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pixels)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.look()
