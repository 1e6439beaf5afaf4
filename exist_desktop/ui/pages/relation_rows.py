"""Relations in a list: the sentence of each and the facts below it, painted; one button that opens it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from exist_desktop.domain.findings.listing import Place
from exist_desktop.ui import theme
from exist_desktop.ui.text_blocks import Block, LaidOut, lay_out
from exist_desktop.ui.widgets.accessible_names import set_description, set_name
from exist_desktop.ui.widgets.controls.painted_button import PaintedButton
from exist_desktop.ui.widgets.painting import mirrored, paint_ring
from exist_desktop.words.findings.relations_page import RowWords

SIDE, LINE, BETWEEN = 12, 9, 3
"""Pixels beside and above the texts, and between them."""
MOST_LINES = 60
RADIUS = 8.0
USUAL_WIDTH, LEAST_WIDTH = 420, 120


class RowText(Struct, frozen=True):
    """Which relation a row shows, and its texts."""

    place: Place
    words: RowWords


class RelationRow(PaintedButton):
    """One relation. Its accessible name is its sentence; what is painted begins as sentences do, also Exist's."""

    def __init__(self, text: RowText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text_shown = text
        self._is_open = False
        self._heights: dict[int, int] = {}
        self._laid_out: tuple[int, list[LaidOut]] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_text(text)

    def show_text(self, text: RowText) -> None:
        """Shows the same relation with newer texts."""
        self.text_shown = text
        self.value = text.place
        set_name(self, text.words.sentence)
        set_description(self, text.words.spoken)
        self._forget()

    def _forget(self) -> None:
        self._heights.clear()
        self._laid_out = None
        self.updateGeometry()
        self.update()

    def mark(self, *, is_open: bool) -> None:
        """Marks the relation that is shown beside the list."""
        if is_open != self._is_open:
            self._is_open = is_open
            self.update()

    def _blocks(self, width: int) -> list[LaidOut]:
        if self._laid_out is None or self._laid_out[0] != width:
            words, mark = self.text_shown.words, QColor(theme.of(self.palette()).selected)
            blocks = (
                Block(words.sentence[:1].upper() + words.sentence[1:], lines=MOST_LINES, bold=True),
                Block(words.facts, lines=MOST_LINES, muted=True),
            )
            room, direction = max(width - 2 * SIDE, 1), self.layoutDirection()
            self._laid_out = width, [lay_out(block, self.font(), room, direction, mark) for block in blocks]
        return self._laid_out[1]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = 2 * LINE + sum(block.height for block in self._blocks(width)) + BETWEEN
        return self._heights[width]

    def sizeHint(self) -> QSize:
        return QSize(USUAL_WIDTH, self.heightForWidth(USUAL_WIDTH))

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, 2 * LINE)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._forget()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - a row is small and painted whole
        colours, rect = theme.of(self.palette()), QRectF(self.rect())
        fill = QColor(colours.selected if self._is_open else colours.card)
        if self.underMouse() or self.isDown():
            fill = theme.mixed(fill.name(), colours.text, 0.08 if self.isDown() else 0.04)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawRoundedRect(rect, RADIUS, RADIUS)
            if not self._is_open:
                painter.fillRect(SIDE, self.height() - 1, self.width() - 2 * SIDE, 1, QColor(colours.border))
            top = LINE
            for block, colour in zip(self._blocks(self.width()), (colours.text, self._muted(colours)), strict=True):
                painter.setPen(QColor(colour))
                place = mirrored(QRect(SIDE, top, self.width() - 2 * SIDE, block.height), self)
                block.layout.draw(painter, QPointF(place.topLeft()))
                top += block.height + BETWEEN
            if self.ringed:
                paint_ring(painter, rect, RADIUS, QColor(colours.accent))

    def _muted(self, colours: theme.Theme) -> str:
        return colours.text if self._is_open else colours.muted


class RowColumn(QWidget):
    """Rows below each other. A row stays the same widget while its relation is listed, and with it the focus.

    Signals:
        opened(object): the person wants to see the relation of that `Place`.
    """

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[RelationRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_rows(self, texts: Sequence[RowText]) -> None:
        """Shows these rows in this order."""
        there = {row.text_shown.place: row for row in self.rows}
        self.rows = []
        for index, text in enumerate(texts):
            row = there.pop(text.place, None)
            if row is None:
                row = RelationRow(text)
                row.picked.connect(self.opened)
            elif row.text_shown != text:
                row.show_text(text)
            if self._column.indexOf(row) != index:
                self._column.insertWidget(index, row)
            self.rows.append(row)
        for row in there.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()

    def mark(self, place: Place | None) -> None:
        """Marks the row of the relation that is open."""
        for row in self.rows:
            row.mark(is_open=row.text_shown.place == place)
