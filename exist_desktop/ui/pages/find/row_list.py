"""The list of days, newest first, grouped by month; only rows near the view exist.

The order of all days is a sequence of ordinals. A row's text is requested when it comes near the view, and its
widget is used for another day when it is far away. One row is a stop of Tab; arrow keys move between rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from exist_desktop.ui.pages.find.row import SIDE, DayRow, RowText
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.ui.widgets.long_list import LongList

ABOVE_HEADING = 16
AT_ONCE = 4
"""How many rows are filled before the window paints again."""
IN_VIEW = 16
"""How many rows are filled at once if there is none yet, so that the first view is complete."""
BY_KEY = Qt.FocusReason.TabFocusReason


class DayList(LongList):
    """Shows days; the texts of its rows come from the page.

    Signals:
        chosen(date): the person wants to open that day.
        wanted(list[int]): the texts of these days are needed; they are passed to `tell`.
        scrolled_to(int, int): this part, in pixels from the list's top, must be scrolled into view.
        moved(int): the rows in view moved down by so many pixels.
        left_upwards(): the person moves up from the first row.
    """

    chosen = Signal(object)
    scrolled_to = Signal(int, int)
    moved = Signal(int)
    left_upwards = Signal()

    def __init__(self, month_name: Callable[[date], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._month_name = month_name
        self._order: Sequence[int] = ()
        self._said: dict[int, RowText] = {}
        self._rows: dict[int, DayRow] = {}
        self._headings: dict[int, Heading] = {}
        self._spare: list[DayRow] = []
        self._current: int | None = None
        self._to_focus: int | None = None
        self._stop_before: QWidget | None = None
        self._day_width = 0

    def rows(self) -> list[DayRow]:
        """Returns the existing rows from top to bottom."""
        return [self._rows[day] for day in sorted(self._rows, reverse=True)]

    def follow(self, stop: QWidget) -> None:
        """Sets the stop of Tab before the list."""
        self._stop_before = stop
        self._choose_stop()

    def show_order(self, order: Sequence[int]) -> None:
        """Lists the days of these ordinals, newest first, and requests their texts again."""
        self._order = order
        self._places.set_order(order, self._heights())
        for day in [day for day in self._rows if not self._has(day)]:
            self._let_go(day)
        self._headings_anew()
        self._asked.clear()
        if self._current is not None and not self._has(self._current):
            self._current = None
        self._settle()
        self._ask(self._near())

    def clear(self) -> None:
        """Removes all days and their widgets."""
        self.show_order(())
        self._said.clear()
        for row in self._spare:
            row.deleteLater()
        self._spare.clear()

    def tell(self, said: Mapping[int, RowText]) -> None:
        """Sets the texts of rows that exist or will soon be created."""
        near = {*self._near(), *self._rows}
        self._said = {day: text for day, text in (self._said | dict(said)).items() if day in near}
        self._asked &= near
        for day, row in self._rows.items():
            if day in self._said:
                row.show_text(self._said[day])
        self._fill()

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

    def go_in(self) -> bool:
        """Focuses the row that is the stop of Tab; returns False if there is none."""
        number = self._current if self._current in self._rows else next(iter(sorted(self._rows, reverse=True)), None)
        if number is None:
            return False
        self._go_to(number)
        return True

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

    def _has(self, number: int) -> bool:
        index = self._index(number)
        return index < len(self._order) and self._order[index] == number

    def _bring(self, number: int) -> None:
        index = self._index(number)
        top = self._top() + self._places.top(index)
        self.scrolled_to.emit(top, top + self._places.height(index))

    def _fill(self) -> None:
        """Removes rows far from the view and fills some of the missing ones; the others follow later."""
        if not self.isVisible():
            return  # it continues when the list is shown
        near = self._near()
        for day in self._rows.keys() - set(near):
            if not self._rows[day].hasFocus():
                self._let_go(day)
        self._asked &= {*near, *self._rows}
        missing = [day for day in near if day not in self._rows and day in self._said]
        at_once = AT_ONCE if self._rows else IN_VIEW
        for day in missing[:at_once]:
            self._rows[day] = self._row_of(self._said[day])
        self._headings_anew()
        self._settle()
        self._ask(day for day in self._near() if day not in self._said)
        if len(missing) > at_once:
            self._filling.start()
        if self._to_focus in self._rows:
            self._go_to(self._to_focus)

    def _row_of(self, text: RowText) -> DayRow:
        row = self._spare.pop() if self._spare else self._new_row()
        row.show_text(text)
        row.show()
        return row

    def _new_row(self) -> DayRow:
        row = DayRow(self)
        row.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        row.clicked.connect(lambda: self._on_clicked(row))
        return row

    def _on_clicked(self, row: DayRow) -> None:
        if row.text_shown is not None:
            self._current = row.text_shown.day.toordinal()
            self.chosen.emit(row.text_shown.day)

    def _let_go(self, day: int) -> None:
        row = self._rows.pop(day)
        row.hide()
        self._spare.append(row)

    def _headings_anew(self) -> None:
        """Puts a heading above the first row of each month."""
        first = {day for day in self._rows if self._begins_month(day)}
        for day in self._headings.keys() - first:
            self._headings.pop(day).deleteLater()
        for day in first:
            name = self._month_name(date.fromordinal(day))
            if day not in self._headings:
                self._headings[day] = Heading(name, self, bold=True, lines=1)
                self._headings[day].show()
            self._headings[day].say(name)

    def _begins_month(self, day: int) -> bool:
        index = self._index(day)
        if index == 0:
            return True
        here, later = date.fromordinal(day), date.fromordinal(self._order[index - 1])
        return (here.year, here.month) != (later.year, later.month)

    def _heights(self) -> dict[int, int]:
        width = self.contentsRect().width()
        return {day: row.heightForWidth(width) + self._heading_height(day) for day, row in self._rows.items()}

    def _heading_height(self, day: int) -> int:
        heading = self._headings.get(day)
        if heading is None:
            return 0
        above = ABOVE_HEADING if self._index(day) else 0
        return above + heading.heightForWidth(self.contentsRect().width() - 2 * SIDE) + SIDE // 2

    def _top(self) -> int:
        return self.contentsRect().top()

    def _settle(self) -> None:
        """Measures and places the existing rows; the rows in view stay where they are."""
        self._choose_stop()
        widest = max((row.natural_day_width() for row in self._rows.values()), default=0)
        self._day_width = max(self._day_width, widest)  # it only grows, or it would change to and fro
        for row in self._rows.values():
            row.set_day_width(self._day_width)
        anchor = next((day for day in self._near() if day in self._rows), None)
        before = self._places.top(self._index(anchor)) if anchor is not None else 0
        self._places.measure(self._heights())
        inner = self.contentsRect()
        for day, row in self._rows.items():
            self._put(day, row, inner)
        height = self._top() + self._places.total + self.contentsMargins().bottom()
        if self.minimumHeight() != height:
            self.setFixedHeight(height)
        shift = self._places.top(self._index(anchor)) - before if anchor is not None else 0
        if shift and self._view.start > self._top():
            self.moved.emit(shift)

    def _put(self, day: int, row: DayRow, inner: QRect) -> None:
        top = self._top() + self._places.top(self._index(day))
        heading = self._headings.get(day)
        if heading is not None:
            above = ABOVE_HEADING if self._index(day) else 0
            height = heading.heightForWidth(inner.width() - 2 * SIDE)
            heading.setGeometry(inner.left() + SIDE, top + above, inner.width() - 2 * SIDE, height)
            top += above + height + SIDE // 2
        row.setGeometry(inner.left(), top, inner.width(), row.heightForWidth(inner.width()))

    def _choose_stop(self) -> None:
        """Makes one row the stop of Tab: the one focused last, otherwise the first in view."""
        stop = self._current if self._current in self._rows else None
        if stop is None:
            stop = next((day for day in self._near() if day in self._rows), None)
        if stop is not None and self._stop_before is not None:
            QWidget.setTabOrder(self._stop_before, self._rows[stop])
        for day, row in self._rows.items():
            policy = Qt.FocusPolicy.StrongFocus if day == stop else Qt.FocusPolicy.ClickFocus
            if row.focusPolicy() != policy:
                row.setFocusPolicy(policy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = next((day for day, row in self._rows.items() if has_keyboard_focus(row)), None)
        if focused is None or not self._order:
            super().keyPressEvent(event)
            return
        index = self._index(focused)
        page = max(len(self._view) // max(self._places.height(index), 1) - 1, 1)
        last = len(self._order) - 1
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Up and index == 0:
            self.left_upwards.emit()
        elif key in steps or key in ends:
            self._go_to(self._order[min(max(ends.get(key, index + steps.get(key, 0)), 0), last)])
        else:
            super().keyPressEvent(event)

    def _go_to(self, number: int) -> None:
        """Focuses a row as soon as it exists."""
        self._current = number
        self._bring(number)
        if number not in self._rows:
            self._to_focus = number
            return
        self._to_focus = None
        self._choose_stop()
        self._rows[number].setFocus(BY_KEY)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._filling.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._day_width = 0
            self._settle()
