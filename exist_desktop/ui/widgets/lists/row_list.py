"""A long list of rows under headings; one row is a stop of Tab, and arrow keys move between rows.

The order of all rows is a sequence of numbers. A row's text is requested when it comes near the view, and its
widget is used for another row when it is far away. The rows in view stay where they are when others are measured,
and the focus stays at its height when its row is removed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from exist_desktop.ui.widgets.focus import has_keyboard_focus
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.ui.widgets.lists.list_row import ListRow, RowText
from exist_desktop.ui.widgets.lists.long_list import LongList

SIDE = 10
"""Pixels at both sides of a row."""
ABOVE_HEADING = 16
AT_ONCE = 4
"""How many rows are filled before the window paints again."""
IN_VIEW = 16
"""How many rows are filled at once if there is none yet, so that the first view is complete."""
BY_KEY = Qt.FocusReason.TabFocusReason
RowKind = TypeVar("RowKind", bound=ListRow)  # type: ignore[type-arg]  # of whatever text


class RowList(LongList, Generic[RowText, RowKind]):
    """Shows rows; their texts come from the page. A subclass makes the rows and says where sections begin.

    Signals:
        wanted(list[int]): the texts of the rows of these numbers are needed; they are passed to `tell`.
        scrolled_to(int, int): this part, in pixels from the list's top, must be scrolled into view.
        moved(int): the rows in view moved down by so many pixels.
        left_upwards(): the person moves up from the first row.
        emptied(): the row with the focus was removed, and no other row is left.
    """

    scrolled_to = Signal(int, int)
    moved = Signal(int)
    left_upwards = Signal()
    emptied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order: Sequence[int] = ()
        self._said: dict[int, RowText] = {}
        self._rows: dict[int, RowKind] = {}
        self._headings: dict[int, Heading] = {}
        self._spare: list[RowKind] = []
        self._current: int | None = None
        self._to_focus: int | None = None
        self._stop_before: QWidget | None = None

    def _new_row(self) -> RowKind:
        """Returns another row, connected to the list."""
        raise NotImplementedError

    def _index(self, number: int) -> int:
        """Returns the index of a number in the order; for one that is not there, any."""
        raise NotImplementedError

    def _heading(self, number: int) -> str:
        """Returns the heading above a row; empty if no section begins with it."""
        raise NotImplementedError

    def _align(self) -> None:
        """Aligns the parts of the existing rows with each other, before they are measured."""

    def rows(self) -> list[RowKind]:
        """Returns the existing rows from top to bottom."""
        return [self._rows[number] for number in sorted(self._rows, key=self._index)]

    @property
    def stop(self) -> RowKind | None:
        """The row that Tab goes to; None if there is none."""
        return next((row for row in self.rows() if row.focusPolicy() & Qt.FocusPolicy.TabFocus), None)

    def follow(self, stop: QWidget) -> None:
        """Sets the stop of Tab before the list."""
        self._stop_before = stop
        self._choose_stop()

    def show_order(self, order: Sequence[int]) -> None:
        """Lists the rows of these numbers, and requests their texts again."""
        focused, tops = self._focused(), self._tops()
        former = self._index(focused) if focused is not None else 0
        self._set_order(order)
        self._places.set_order(order, self._heights())
        if focused is not None and not self._has(focused):
            self._hand_on_focus(former)
        for number in [number for number in self._rows if not self._has(number)]:
            self._let_go(number)
        self._headings_anew()
        self._asked.clear()
        if self._current is not None and not self._has(self._current):
            self._current = None
        self._settle_after(tops)
        self._ask(self._near())

    def _set_order(self, order: Sequence[int]) -> None:
        self._order = order

    def clear(self) -> None:
        """Removes all rows and their widgets."""
        self.show_order(())
        self._said.clear()
        for row in self._spare:
            for part in row.stops():
                part.deleteLater()
        self._spare.clear()

    def tell(self, said: Mapping[int, RowText]) -> None:
        """Sets the texts of rows that exist or will soon be created."""
        near = {*self._near(), *self._rows}
        self._said = {number: text for number, text in (self._said | dict(said)).items() if number in near}
        self._asked &= near
        for number, row in self._rows.items():
            if number in self._said:
                row.show_text(self._said[number])
        self._fill()

    def said(self) -> list[int]:
        """Returns the numbers of the rows whose texts are known."""
        return list(self._said)

    def go_in(self) -> bool:
        """Focuses the row that is the stop of Tab; returns False if there is none."""
        number = self._current if self._current in self._rows else min(self._rows, key=self._index, default=None)
        if number is None:
            return False
        self._go_to(number)
        return True

    def _has(self, number: int) -> bool:
        index = self._index(number)
        return index < len(self._order) and self._order[index] == number

    def _focused(self) -> int | None:
        """Returns the number of the row that has the focus, itself or a button over it."""
        rows = self._rows.items()
        return next((number for number, row in rows if any(map(has_keyboard_focus, row.stops()))), None)

    def _hand_on_focus(self, index: int) -> None:
        """Keeps the focus at the same height, before the row that has it is hidden."""
        if not self._order:
            self.emptied.emit()
            return
        number = self._order[min(index, len(self._order) - 1)]
        self._go_to(number)
        if number not in self._rows:
            self.setFocus(BY_KEY)  # or Qt would scroll to whatever it finds next

    def _bring(self, number: int) -> None:
        index = self._index(number)
        top = self._top() + self._places.top(index)
        self.scrolled_to.emit(top, top + self._places.height(index))

    def _fill(self) -> None:
        """Removes rows far from the view and fills some of the missing ones; the others follow later."""
        if not self.isVisible():
            return  # it continues when the list is shown
        near, focused = self._near(), self._focused()
        for number in self._rows.keys() - {*near, focused}:
            self._let_go(number)
        self._asked &= {*near, *self._rows}
        missing = [number for number in near if number not in self._rows and number in self._said]
        at_once = AT_ONCE if self._rows else IN_VIEW
        for number in missing[:at_once]:
            self._rows[number] = self._row_of(self._said[number])
        self._headings_anew()
        self._settle()
        self._ask(number for number in self._near() if number not in self._said)
        if len(missing) > at_once:
            self._filling.start()
        if self._to_focus in self._rows:
            self._go_to(self._to_focus)

    def _row_of(self, text: RowText) -> RowKind:
        row = self._spare.pop() if self._spare else self._new_row()
        row.show_text(text)
        row.appear()
        return row

    def _let_go(self, number: int) -> None:
        row = self._rows.pop(number)
        row.disappear()
        self._spare.append(row)

    def _headings_anew(self) -> None:
        """Puts a heading above the first row of each section."""
        names = {number: name for number in self._rows if (name := self._heading(number))}
        for number in self._headings.keys() - names.keys():
            self._headings.pop(number).deleteLater()
        for number, name in names.items():
            if number not in self._headings:
                self._headings[number] = Heading(name, self, bold=True, lines=1)
                self._headings[number].show()
            self._headings[number].say(name)

    def _heights(self) -> dict[int, int]:
        width = self.contentsRect().width()
        return {number: row.heightForWidth(width) + self._heading_height(number) for number, row in self._rows.items()}

    def _heading_height(self, number: int) -> int:
        heading = self._headings.get(number)
        if heading is None:
            return 0
        above = ABOVE_HEADING if self._index(number) else 0
        return above + heading.heightForWidth(self.contentsRect().width() - 2 * SIDE) + SIDE // 2

    def _top(self) -> int:
        return self.contentsRect().top()

    def _settle(self) -> None:
        self._settle_after(self._tops())

    def _tops(self) -> dict[int, int]:
        """Returns the tops of the existing rows, those in view first."""
        return {number: self._places.top(self._index(number)) for number in self._near() if number in self._rows}

    def _settle_after(self, tops: Mapping[int, int]) -> None:
        """Measures and places the existing rows; the first in view that was there before stays where it was."""
        self._choose_stop()
        self._align()
        self._places.measure(self._heights())
        inner = self.contentsRect()
        for number, row in self._rows.items():
            self._put(number, row, inner)
        height = self._top() + self._places.total + self.contentsMargins().bottom()
        if self.minimumHeight() != height:
            self.setFixedHeight(height)
        anchor = next(filter(self._has, tops), None)
        shift = self._places.top(self._index(anchor)) - tops[anchor] if anchor is not None else 0
        if shift and self._view.start > self._top():
            self.moved.emit(shift)

    def _put(self, number: int, row: RowKind, inner: QRect) -> None:
        top = self._top() + self._places.top(self._index(number))
        heading = self._headings.get(number)
        if heading is not None:
            above = ABOVE_HEADING if self._index(number) else 0
            height = heading.heightForWidth(inner.width() - 2 * SIDE)
            heading.setGeometry(inner.left() + SIDE, top + above, inner.width() - 2 * SIDE, height)
            top += above + height + SIDE // 2
        row.place(QRect(inner.left(), top, inner.width(), row.heightForWidth(inner.width())))

    def _choose_stop(self) -> None:
        """Makes one row the stop of Tab: the one focused last, otherwise the first in view."""
        focused = self._focused()
        self._current = self._current if focused is None else focused
        stop = self._current if self._current in self._rows else None
        if stop is None:
            stop = next((number for number in self._near() if number in self._rows), None)
        before = self._stop_before
        for part in self._rows[stop].stops() if stop is not None and before is not None else ():
            assert before is not None
            QWidget.setTabOrder(before, part)
            before = part
        for number, row in self._rows.items():
            policy = Qt.FocusPolicy.StrongFocus if number == stop else Qt.FocusPolicy.ClickFocus
            for part in row.stops():
                if part.focusPolicy() != policy:
                    part.setFocusPolicy(policy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self._focused()
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
        self._rows[number].setFocus(BY_KEY)
        self._choose_stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._filling.start()
