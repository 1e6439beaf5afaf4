"""The list of the Outbox: what is not in Exist yet first, what was sent lately below it; only rows near the view exist.

The order of all rows is known by the numbers of their entries. What a row says is asked for when it comes near the
view, and its widgets serve another row when it has gone. A row that has the focus, or a correction, stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStyle, QWidget

from exist_desktop.domain.outbox.actions import OutboxAction
from exist_desktop.domain.outbox.ops import OutboxLine
from exist_desktop.errors import AppError
from exist_desktop.ui import theme
from exist_desktop.ui.pages.outbox.row import OutboxRow
from exist_desktop.ui.pages.outbox.row_parts import LINE, SIDE, STACKED_BELOW, Columns, RowText
from exist_desktop.ui.pages.outbox.row_places import Places
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.card import Card
from exist_desktop.ui.widgets.controls.page_scroll import Row
from exist_desktop.words.language import NC_, Language

MOST_ROWS = 60_000
"""More do not fit into the height that Qt gives a widget; those below them come when some of these are in Exist."""
AT_ONCE = 2
"""How many rows are filled before the window may paint again."""
IN_VIEW = 16
"""How many are filled at once if there is none yet, so that the first view is complete."""


@dataclass(frozen=True)
class Shown:
    """An entry and what its row says of it."""

    line: OutboxLine
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
        lefts = (SIDE, columns.day, columns.entry, columns.state, columns.acts)
        for name, left, right in zip(self._names, lefts[:-1], lefts[1:], strict=True):
            place = QRect(left, LINE, right - left - 12, self.height() - 2 * LINE)
            name.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), place))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - one line
        with QPainter(self) as painter:
            painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.of(self.palette()).border))


class OutboxList(Card):
    """Rows that are kept as long as their entries are in view, so that focus and typed text stay where they are.

    Signals:
        acted(Act, OutboxLine): the person wants that done.
        corrected(OutboxLine, Command): what is to stand in the entry's place.
        wanted(list[int]): what the rows of these entries say is to be given to `tell`.
        emptied(): the row with the focus has gone, and there is none to go to.
    """

    acted = Signal(object, object)
    corrected = Signal(object, object)
    wanted = Signal(object)
    emptied = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._places = Places()
        self._said: dict[int, Shown] = {}
        self._asked: set[int] = set()
        self._rows: dict[int, OutboxRow] = {}
        self._spare: list[OutboxRow] = []
        self._view = range(0)
        self._acted_on: int | None = None
        self._refocusing: int | None = None
        self._day_width = 0
        self._header = Header(language, self)
        self._more = TextBlock("", self, tone=Tone.MUTED)
        self._filling, self._settling_soon = (QTimer(self, singleShot=True, interval=0) for _ in range(2))
        self._filling.timeout.connect(self._fill)
        self._settling_soon.timeout.connect(self._settle)

    def rows(self) -> list[OutboxRow]:
        """The rows that exist, from the top."""
        return [self._rows[number] for number in sorted(self._rows, key=self._places.index)]

    def show_order(self, numbers: Sequence[int]) -> None:
        """Lists the entries of these numbers in this order, and asks again for what their rows show."""
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
        """Takes what rows show: those that exist and those near the view."""
        near = {*self._near(), *self._rows}
        for number in self._said.keys() - near:
            del self._said[number]
            self._asked.discard(number)
        self._said |= {one.line.entry.id: one for one in said}
        for number, row in self._rows.items():
            if number in self._said:
                row.show_line(self._said[number].line, self._said[number].text)
        self._fill()

    def said(self) -> list[OutboxLine]:
        """The entries whose rows have their text."""
        return [one.line for one in self._said.values()]

    def look_at(self, view: range) -> None:
        """The part of the list that is in view, in pixels from its top; rows exist there and a view's height around."""
        if view != self._view:
            self._view = view
            self._ask(self._near())
            self._filling.start()

    def tell_problem(self, line: OutboxLine, problem: AppError) -> None:
        """Shows in an entry's open correction why what was typed cannot be saved."""
        row = self._rows.get(line.entry.id)
        if row is not None and row.correction is not None:
            row.correction.tell_problem(problem)

    def row_at(self, y: int) -> Row | None:
        """The row at that height, in pixels from the list's upper edge."""
        below = y - self._top()
        number = next(self._places.between(below, below + 1), None) if below >= 0 else None
        if number is None:
            return None
        index = self._places.index(number)
        return Row(number, index, self._top() + self._places.top(index))

    def top_of(self, row: Row) -> int | None:
        """Where that row begins now; None if it is gone or has another place in the order."""
        index = self._places.index(row.number)
        return self._top() + self._places.top(index) if index == row.index else None

    def _near(self) -> list[int]:
        """The entries whose rows are in view or near it, those in view first."""
        top, margin = self._top(), len(self._view)
        inside = self._places.between(self._view.start - top, self._view.stop - top)
        around = self._places.between(self._view.start - top - margin, self._view.stop - top + margin)
        return list(dict.fromkeys([*inside, *around]))

    def _ask(self, numbers: Iterable[int]) -> None:
        asked = [number for number in dict.fromkeys(numbers) if number not in self._asked]
        if asked:
            self._asked.update(asked)
            self.wanted.emit(asked)

    def _fill(self) -> None:
        """Lets rows go that are far from the view, and fills some of those that are missing; the rest comes next."""
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

    def _on_acted(self, act: OutboxAction, line: OutboxLine) -> None:
        self._acted_on = line.entry.id
        self.acted.emit(act, line)

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
        """Keeps the focus at its place in the list when the row that had it has gone.

        It goes to the row, not to one of its buttons: a key that is pressed once more does nothing there.
        """
        self._refocusing = self._acted_on = None
        rows = self.rows()
        if not rows:
            self.emptied.emit()
            return
        top = self._places.top(index) + self._top()
        next((row for row in rows if row.y() >= top), rows[-1]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _columns(self) -> Columns:
        """The columns of all rows. The day's only becomes wider, so that scrolling does not move it."""
        self._day_width = max(self._day_width, *(row.day_width() for row in self._rows.values()), 0)
        return Columns.within(self.contentsRect().width(), self._day_width)

    def _top(self) -> int:
        """Where the first row begins."""
        inner = self.contentsRect()
        return inner.top() + (self._header.height() if inner.width() >= STACKED_BELOW else 0)

    def _settle(self) -> None:
        """Measures the rows that exist, and puts everything in its place."""
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
        """Lets Tab go through the rows from top to bottom, whenever they were built."""
        stops = [stop for row in self.rows() for stop in row.stops()]
        for former, latter in pairwise(stops):
            QWidget.setTabOrder(former, latter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._places.forget_heights()
            self._settle()
