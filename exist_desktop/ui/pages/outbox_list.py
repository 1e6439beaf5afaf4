"""The list of the Outbox: what is not in Exist yet first, what was sent lately below it, built in portions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStyle, QVBoxLayout, QWidget

from exist_desktop.domain.outbox import OutboxLine
from exist_desktop.domain.values import ValueProblem
from exist_desktop.ui import theme
from exist_desktop.ui.pages.outbox_parts import LINE, SIDE, STACKED_BELOW, Columns, RowText
from exist_desktop.ui.pages.outbox_row import OutboxRow
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.buttons import PlainButton
from exist_desktop.ui.widgets.card import Card
from exist_desktop.ui.widgets.labels import Tone
from exist_desktop.words import Language

PORTION = 40
"""How many rows are built at once; the others follow when they are asked for or scrolled to."""


@dataclass(frozen=True)
class Shown:
    """An entry and what its row says of it."""

    line: OutboxLine
    text: RowText


class Header(QWidget):
    """The names of the columns."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = ("Attribute", "Day", "Entry", "State")
        self._names = [TextBlock(language.say(word), self, tone=Tone.MUTED, lines=1) for word in words]
        self.setFixedHeight(self._names[0].sizeHint().height() + 2 * LINE)

    def set_columns(self, columns: Columns) -> None:
        """Puts the names above their columns."""
        lefts = (SIDE, columns.day, columns.entry, columns.state, columns.acts)
        for name, left, right in zip(self._names, lefts[:-1], lefts[1:], strict=True):
            place = QRect(left, LINE, right - left - 12, self.height() - 2 * LINE)
            name.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), place))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - one line
        """Paints the hairline below the names."""
        with QPainter(self) as painter:
            painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.of(self.palette()).border))


class OutboxList(Card):
    """Rows that are kept as long as their entries are there, so that focus and typed text stay where they are.

    Signals:
        acted(Act, OutboxLine): the person wants that done.
        corrected(OutboxLine, Command): what is to stand in the entry's place.
        emptied(): the row with the focus has gone, and there is none to go to.
    """

    acted = Signal(object, object)
    corrected = Signal(object, object)
    emptied = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._shown: Sequence[Shown] = ()
        self._limit = PORTION
        self._rows: dict[int, OutboxRow] = {}
        self._header = Header(language, self)
        self._more = PlainButton("", self)
        self._more.elides = True
        self._more.clicked.connect(self.show_more)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._header)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)
        self._more.hide()

    def rows(self) -> list[OutboxRow]:
        """The rows that are built, from the top."""
        return list(self._rows.values())

    def show_lines(self, shown: Sequence[Shown]) -> None:
        """Shows these entries in this order."""
        self._shown = shown
        self._build()

    def tell_problem(self, line: OutboxLine, problem: ValueProblem) -> None:
        """Says in the open correction of an entry why what was typed cannot be kept."""
        row = self._rows.get(line.entry.id)
        if row is not None and row.correction is not None:
            row.correction.tell_problem(problem)

    def show_more(self) -> None:
        """Builds the next portion of rows."""
        if self._limit < len(self._shown):
            self._limit += PORTION
            self._build()

    def _build(self) -> None:
        focused = self._focused_index()
        former, self._rows = self._rows, {}
        for index, one in enumerate(self._shown[: self._limit]):
            row = former.pop(one.line.entry.id, None) or self._new_row()
            row.show_line(one.line, one.text)
            self._rows[one.line.entry.id] = row
            if self._column.indexOf(row) != index + 1:
                self._column.insertWidget(index + 1, row)
        for row in former.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        left = len(self._shown) - len(self._rows)
        self._more.setText(self._language.count(left, "Show 1 more", "Show {n} more"))
        self._more.setVisible(left > 0)
        self._align()
        self._chain()
        if focused is not None:
            self._refocus(focused)

    def _chain(self) -> None:
        """Lets Tab go through the rows from top to bottom, whenever they were built."""
        stops = [stop for row in self.rows() for stop in row.stops()]
        for former, latter in pairwise([*stops, self._more]):
            QWidget.setTabOrder(former, latter)

    def _new_row(self) -> OutboxRow:
        row = OutboxRow(self._language, self)
        row.acted.connect(self.acted)
        row.corrected.connect(self.corrected)
        return row

    def _focused_index(self) -> int | None:
        """The place of the row that has the focus."""
        focused = QApplication.focusWidget()
        if focused is None:
            return None
        return next((index for index, row in enumerate(self.rows()) if row.isAncestorOf(focused)), None)

    def _refocus(self, index: int) -> None:
        """Keeps the focus at its place in the list when the button that had it has gone."""
        if self._focused_index() is not None:
            return
        for row in (*self.rows()[index:], *reversed(self.rows()[:index])):
            if row.chips:
                next(iter(row.chips.values())).setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.emptied.emit()

    def _align(self) -> None:
        day_width = max((row.day_width() for row in self._rows.values()), default=0)
        width = self.contentsRect().width()
        self._header.setVisible(width >= STACKED_BELOW)
        columns = Columns.within(width, day_width)
        self._header.set_columns(columns)
        for row in self._rows.values():
            row.set_columns(columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the columns their new places."""
        super().resizeEvent(event)
        self._align()
