"""The list of the Outbox: unsent entries first, those sent lately below them; only rows near the view exist.

The order of all rows is a sequence of entry numbers. A row's text is requested when it comes near the
view, and its widgets are used for another row when it is far away. A row with the focus or a correction stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct
from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QWidget

from exist_desktop.domain.outbox.actions import OutboxAction
from exist_desktop.domain.ownership.entries import AnyLine
from exist_desktop.errors import AppError
from exist_desktop.ui import theme
from exist_desktop.ui.pages.outbox.row import OutboxRow
from exist_desktop.ui.pages.outbox.row_parts import LINE, SIDE, STACKED_BELOW, Columns, RowText
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.page_scroll import Row
from exist_desktop.ui.widgets.lists.long_list import LongList
from exist_desktop.words.language import NC_, Language

MOST_ROWS = 60_000
"""More rows exceed Qt's greatest height of a widget; the rest is shown when some of these are in Exist."""
AT_ONCE = 2
"""How many rows are filled before the window paints again."""
IN_VIEW = 16
"""How many are filled at once if there is none yet, so that the first view is complete."""


class Shown(Struct, frozen=True):
    """An entry and the text of its row."""

    line: AnyLine
    text: RowText


COLUMN_NAMES = (
    NC_("column", "Attribute"),
    NC_("column", "Day"),
    NC_("column", "Entry"),
    NC_("column", "State"),
)


class Header(QWidget):
    """The names of the columns."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = (language.say_marked(name) for name in COLUMN_NAMES)
        self._names = [TextBlock(name, self, tone=Tone.MUTED, lines=1) for name in names]
        self.setFixedHeight(self._names[0].sizeHint().height() + 2 * LINE)

    def set_columns(self, columns: Columns) -> None:
        """Puts the names above their columns."""
        lefts = (SIDE, columns.day, columns.entry, columns.state, columns.actions)
        for name, left, right in zip(self._names, lefts[:-1], lefts[1:], strict=True):
            place = QRect(left, LINE, right - left - 12, self.height() - 2 * LINE)
            name.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), place))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - one line
        with QPainter(self) as painter:
            painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.of(self.palette()).border))


class OutboxList(LongList):
    """A list whose rows stay while their entries are in view, so that focus and typed text stay in place.

    Signals:
        acted(OutboxAction, OutboxLine): the person chose that action.
        corrected(OutboxLine, Command): what replaces the entry.
        wanted(list[int]): the texts of these entries are needed; they are passed to `tell`.
        emptied(): the row with the focus was removed, and no other row is left.
    """

    acted = Signal(object, object)
    corrected = Signal(object, object)
    emptied = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._said: dict[int, Shown] = {}
        self._rows: dict[int, OutboxRow] = {}
        self._spare: list[OutboxRow] = []
        self._acted_on: int | None = None
        self._refocusing: int | None = None
        self._day_width = 0
        self._header = Header(language, self)
        self._more = TextBlock("", self, tone=Tone.MUTED)
        self._settling_soon = QTimer(self, singleShot=True, interval=0)
        self._settling_soon.timeout.connect(self._settle)

    def rows(self) -> list[OutboxRow]:
        """Returns the existing rows from top to bottom."""
        return [self._rows[number] for number in sorted(self._rows, key=self._places.index)]

    def show_order(self, numbers: Sequence[int]) -> None:
        """Lists the entries of these numbers in this order, and requests their texts again."""
        focused = self._focused_number()
        index = self._places.index(focused) if focused is not None else None
        shown = numbers[:MOST_ROWS]
        left = len(numbers) - len(shown)
        self._places.set_order(shown, {number: row.height() for number, row in self._rows.items()})
        self._more.say(self._language.ngettext("1 more follows.", "{n} more follow.", left) if left else "")
        for number in [number for number in self._rows if not self._places.has(number)]:
            self._let_go(number)
        self._asked.clear()
        moved = focused not in self._rows or (focused == self._acted_on and self._places.index(focused) != index)
        self._refocusing = index if focused is not None and moved else None
        self._settle()
        self._ask([*self._rows, *self._near()])

    def tell(self, said: Iterable[Shown]) -> None:
        """Sets the texts of rows that exist or are near the view."""
        near = {*self._near(), *self._rows}
        for number in self._said.keys() - near:
            del self._said[number]
            self._asked.discard(number)
        self._said |= {one.line.entry.id: one for one in said}
        for number, row in self._rows.items():
            if number in self._said:
                row.show_line(self._said[number].line, self._said[number].text)
        self._fill()

    def said(self) -> list[AnyLine]:
        """Returns the entries whose rows have their text."""
        return [one.line for one in self._said.values()]

    def tell_problem(self, line: AnyLine, problem: AppError) -> None:
        """Shows in an entry's open correction why its text cannot be saved."""
        row = self._rows.get(line.entry.id)
        if row is not None and row.correction is not None:
            row.correction.tell_problem(problem)

    def row_at(self, y: int) -> Row | None:
        """Returns the row at that height, in pixels from the list's upper edge."""
        below = y - self._top()
        number = next(self._places.between(below, below + 1), None) if below >= 0 else None
        if number is None:
            return None
        index = self._places.index(number)
        return Row(number, index, self._top() + self._places.top(index))

    def top_of(self, row: Row) -> int | None:
        """Returns the present top of that row in pixels; None if it was removed or has another index now."""
        index = self._places.index(row.number)
        return self._top() + self._places.top(index) if index == row.index else None

    def _fill(self) -> None:
        """Removes rows far from the view and fills some of the missing ones; the others follow later."""
        near = self._near()
        for number in self._rows.keys() - set(near):
            if not self._is_held(self._rows[number]):
                self._let_go(number)
        self._asked &= {*near, *self._rows}
        missing = [number for number in near if number not in self._rows and number in self._said]
        at_once = AT_ONCE if self._rows else IN_VIEW
        for number in missing[:at_once]:
            self._rows[number] = self._row_of(self._said[number])
        self._settle()
        self._ask(number for number in self._near() if number not in self._said)
        if len(missing) > at_once:
            self._filling.start()
        elif self._refocusing is not None:
            self._refocus(self._refocusing)

    def _row_of(self, shown: Shown) -> OutboxRow:
        row = self._spare.pop() if self._spare else self._new_row()
        row.set_columns(self._columns())
        row.show_line(shown.line, shown.text)
        row.show()
        return row

    def _new_row(self) -> OutboxRow:
        row = OutboxRow(self._language, self)
        row.acted.connect(self._on_acted)
        row.corrected.connect(self.corrected)
        row.resized.connect(self._settling_soon.start)
        return row

    def _on_acted(self, action: OutboxAction, line: AnyLine) -> None:
        self._acted_on = line.entry.id
        self.acted.emit(action, line)

    def _let_go(self, number: int) -> None:
        row = self._rows.pop(number)
        row.close_correction()
        row.hide()
        self._spare.append(row)

    def _is_held(self, row: OutboxRow) -> bool:
        return row.correction is not None or row is self._focused_row()

    def _focused_row(self) -> OutboxRow | None:
        focused = self.window().focusWidget()
        if focused is None:
            return None
        return next((row for row in self._rows.values() if row is focused or row.isAncestorOf(focused)), None)

    def _focused_number(self) -> int | None:
        row = self._focused_row()
        return next((number for number, one in self._rows.items() if one is row), None)

    def _refocus(self, index: int) -> None:
        """Keeps the focus at the same height when the row that had it was removed.

        The row gets it, not one of its buttons: another press of the same key does nothing there.
        """
        self._refocusing = self._acted_on = None
        rows = self.rows()
        if not rows:
            self.emptied.emit()
            return
        top = self._places.top(index) + self._top()
        next((row for row in rows if row.y() >= top), rows[-1]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _columns(self) -> Columns:
        """Returns the columns of all rows. The day column only grows, so that scrolling does not move the others."""
        self._day_width = max(self._day_width, *(row.day_width() for row in self._rows.values()), 0)
        return Columns.within(self.contentsRect().width(), self._day_width)

    def _top(self) -> int:
        """Returns the top of the first row in pixels."""
        inner = self.contentsRect()
        return inner.top() + (self._header.height() if inner.width() >= STACKED_BELOW else 0)

    def _settle(self) -> None:
        """Measures the existing rows, and places everything."""
        self._settling_soon.stop()
        self._arrange()
        self._chain()

    def _arrange(self) -> None:
        inner, columns = self.contentsRect(), self._columns()
        width, left = inner.width(), inner.left()
        self._header.setVisible(width >= STACKED_BELOW)
        self._header.setGeometry(left, inner.top(), width, self._header.height())
        self._header.set_columns(columns)
        for row in self._rows.values():
            row.set_columns(columns)
        self._places.measure({number: row.heightForWidth(width) for number, row in self._rows.items()})
        for number, row in self._rows.items():
            index = self._places.index(number)
            row.setGeometry(left, self._top() + self._places.top(index), width, self._places.height(index))
        bottom = self._top() + self._places.total
        more = self._more.heightForWidth(width) + 2 * LINE if self._more.text() else 0
        self._more.setGeometry(left + SIDE, bottom + LINE, width - 2 * SIDE, max(more - 2 * LINE, 0))
        self._more.setVisible(bool(more))
        margins = self.contentsMargins()
        if self.minimumHeight() != bottom + more + margins.bottom():
            self.setFixedHeight(bottom + more + margins.bottom())

    def _chain(self) -> None:
        """Sets the order of Tab to top to bottom, which differs from the order of creation."""
        stops = [stop for row in self.rows() for stop in row.stops()]
        for former, latter in pairwise(stops):
            QWidget.setTabOrder(former, latter)
