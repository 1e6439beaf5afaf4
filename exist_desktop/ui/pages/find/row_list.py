"""The list of days, newest first, grouped by month. The order of all days is a sequence of ordinals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.ui.pages.find.row import DayRow, RowText
from exist_desktop.ui.widgets.lists.row_list import RowList


class DayList(RowList[RowText, DayRow]):
    """Shows days; the texts of its rows come from the page.

    Signals:
        chosen(date): the person wants to open that day.
    """

    chosen = Signal(object)

    def __init__(self, month_name: Callable[[date], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._month_name = month_name
        self._day_width = 0

    def bring(self, day: date) -> None:
        """Scrolls to a day, or to the next earlier one in the list."""
        number = self._at_or_before(day.toordinal())
        if number is not None:
            self._bring(number)

    def go_to(self, day: date) -> None:
        """Focuses the row of a day, or of the next earlier one in the list."""
        number = self._at_or_before(day.toordinal())
        if number is not None:
            self._go_to(number)

    def _at_or_before(self, number: int) -> int | None:
        index = self._index(number)
        return self._order[min(index, len(self._order) - 1)] if self._order else None

    def _index(self, number: int) -> int:
        """Returns the index of a day in the order, or of the next earlier one."""
        low, high = 0, len(self._order)
        while low < high:
            middle = (low + high) // 2
            if self._order[middle] > number:
                low = middle + 1
            else:
                high = middle
        return low

    def _new_row(self) -> DayRow:
        row = DayRow(self)
        row.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        row.clicked.connect(lambda: self._on_clicked(row))
        return row

    def _on_clicked(self, row: DayRow) -> None:
        if row.text_shown is not None:
            self._current = row.text_shown.day.toordinal()
            self.chosen.emit(row.text_shown.day)

    def _heading(self, number: int) -> str:
        """Returns the name of the month above its first row."""
        index, here = self._index(number), date.fromordinal(number)
        if index:
            later = date.fromordinal(self._order[index - 1])
            if (here.year, here.month) == (later.year, later.month):
                return ""
        return self._month_name(here)

    def _align(self) -> None:
        """Makes the column of days equally wide in all rows. It only grows, or it would change to and fro."""
        widest = max((row.natural_day_width() for row in self._rows.values()), default=0)
        self._day_width = max(self._day_width, widest)
        for row in self._rows.values():
            row.set_day_width(self._day_width)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._day_width = 0
            self._settle()
