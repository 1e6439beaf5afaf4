"""One attribute in the list: a painted row that a press selects, and over it the button of its likeliest action."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.pages.attributes.cells import BETWEEN, LINE, Cell, Ink, Line, Measures, RowText, cells
from exist_desktop.ui.widgets.accessible_names import set_description, set_name
from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.ui.widgets.controls.painted_button import PaintedButton
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from exist_desktop.ui.widgets.lists.list_row import KEYS_OF_LIST, ListRow
from exist_desktop.ui.widgets.lists.row_list import SIDE
from exist_desktop.ui.widgets.painting import Surface, elided, mirrored, paint_surface, set_tip

DOT = 9
PILL = 9
"""Pixels between the ends of a pill and its text."""


class ActionChip(Chip):
    """The button of an action; the list gets its arrow keys."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__("", parent)
        self.setCheckable(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in KEYS_OF_LIST:
            event.ignore()
        else:
            super().keyPressEvent(event)


class OwnerRow(ListRow[RowText]):
    """Shows an attribute and who fills it. It is checked while it is selected; the page decides that.

    Signals:
        acted(AttributeAction, int): the person pressed the button of the row of that number.
    """

    acted = Signal(object, int)
    controlled = True
    enter_presses = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.text_shown: RowText | None = None
        self.action = ActionChip(parent)
        self.action.clicked.connect(self._on_action)
        self._action_room = 0
        self._tip = ""
        self._measures = Measures.of(self.font())

    def show_text(self, text: RowText) -> None:
        """Shows another attribute, or the same one with new facts.

        A button that does something else now loses the focus to the row: another press of the key is not meant for it.
        """
        if text == self.text_shown:
            return
        former, self.text_shown = self.text_shown, text
        changed = former is not None and (former.attribute.name, former.action) != (text.attribute.name, text.action)
        if changed and has_keyboard_focus(self.action):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.value = text.number
        set_name(self, text.name)
        self.setChecked(text.selected)
        self.action.setText(text.action_text)
        set_name(self.action, text.action_name)
        self.action.setVisible(self.isVisible() and text.action is not None)
        set_description(self, text.described)
        self.update()

    def stops(self) -> Sequence[PaintedButton]:
        """Returns the row and the button over it."""
        return (self, self.action)

    def place(self, place: QRect) -> None:
        """Puts the row there, and its button at the end, or below the texts on a narrow page."""
        super().place(place)
        hint = self.action.sizeHint()
        if self._measures.has_button_below(place.width()):
            left, _ = self._measures.room_for_texts(place.width(), 0)
            size = QSize(min(hint.width(), place.width() - left - SIDE), hint.height())
            inside = QRect(left, place.height() - LINE - 1 - hint.height(), size.width(), size.height())
        else:
            top = LINE if self._measures.is_stacked(place.width()) else (place.height() - hint.height()) // 2
            inside = QRect(place.width() - SIDE - hint.width(), top, hint.width(), hint.height())
        self.action.setGeometry(mirrored(inside, self).translated(place.topLeft()))

    def appear(self) -> None:
        """Shows the row, and its button if there is an action."""
        super().appear()
        self.action.setVisible(self.text_shown is not None and self.text_shown.action is not None)

    def action_width(self) -> int:
        """Returns the width of the button in pixels."""
        return self.action.sizeHint().width()

    def set_action_room(self, width: int) -> None:
        """Sets the width in pixels that all rows leave for their buttons."""
        if width != self._action_room:
            self._action_room = width
            self.update()

    def _on_action(self) -> None:
        if self.text_shown is not None and self.text_shown.action is not None:
            self.acted.emit(self.text_shown.action, self.text_shown.number)

    def _cells(self, width: int) -> tuple[Cell, ...]:
        if self.text_shown is None:
            return ()
        left, room = self._measures.room_for_texts(width, self._action_room)
        return cells(self.text_shown, left, room, stacked=self._measures.is_stacked(width))

    def heightForWidth(self, width: int) -> int:
        content = max((self._measures.height(cell) for cell in self._cells(width)), default=0)
        button = self.action.sizeHint().height()
        if self._measures.has_button_below(width):
            content += button + LINE if self.text_shown is not None and self.text_shown.action is not None else 0
        elif not self._measures.is_stacked(width):
            content = max(content, button, 2 * self._measures.line + BETWEEN)
        return 2 * LINE + content + 1

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._measures = Measures.of(self.font())

    def sizeHint(self) -> QSize:
        return QSize(400, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 40)

    def _tell_whole(self, text: RowText, *, cut: bool) -> None:
        """Puts all texts into the tooltip if one is elided."""
        whole = "\n".join(filter(None, text.texts)) if cut else ""
        if whole != self._tip:
            self._tip = whole
            set_tip(self, whole)
            set_description(self, text.described)

    def _lines(self, cell: Cell) -> Iterator[tuple[Line, QRect]]:
        """Yields the lines of a cell with their places; the label leaves room for the dot."""
        each = self._measures.line
        stacked = self._measures.is_stacked(self.width())
        top = LINE if stacked else (self.height() - 1 - self._measures.height(cell)) // 2
        for line in cell.lines:
            dot = DOT + BETWEEN * 2 if line.ink is Ink.BOLD else 0
            yield line, QRect(cell.left + dot, top, cell.width - dot, each)
            top += each + BETWEEN

    def _font(self, line: Line) -> QFont:
        return theme.font(self.font(), 0, bold=line.ink is Ink.BOLD)

    def _shown(self, line: Line, place: QRect) -> str:
        room = place.width() - (2 * PILL if line.ink is Ink.PILL else 0)
        return elided(line.text, self._font(line), room)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - a row is small and painted whole
        """Also puts the whole texts into the tooltip if one was shortened."""
        if self.text_shown is None:
            return
        colours, cut = theme.of(self.palette()), False
        with QPainter(self) as painter:
            self.paint_ground(painter, colours)
            self._paint_box(painter, colours)
            painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
            for cell in self._cells(self.width()):
                for line, place in self._lines(cell):
                    cut |= self._paint_line(painter, colours, line, place) != " ".join(line.text.split())
            self.paint_focus(painter, colours)
        self._tell_whole(self.text_shown, cut=cut)

    def _paint_box(self, painter: QPainter, colours: theme.Theme) -> None:
        size, stacked = self._measures.box, self._measures.is_stacked(self.width())
        text_height = self._measures.line
        top = LINE + (text_height - size) // 2 if stacked else (self.height() - 1 - size) // 2
        box = QRectF(mirrored(QRect(SIDE, top, size, size), self))
        fill = QColor(colours.accent if self.isChecked() else colours.card)
        border = QColor(colours.accent if self.isChecked() else colours.muted)
        paint_surface(painter, box, 4, Surface(fill, fill, border))
        if self.isChecked():
            painter.setPen(QPen(QColor(colours.on_accent), 2))
            ends = ((0.24, 0.52), (0.43, 0.72), (0.77, 0.30))
            painter.drawPolyline([QPointF(box.x() + x * size, box.y() + y * size) for x, y in ends])

    def _paint_line(self, painter: QPainter, colours: theme.Theme, line: Line, place: QRect) -> str:
        """Returns the text as it is painted."""
        inks = {Ink.MUTED: colours.muted, Ink.NOTICE: colours.on_toast, Ink.PILL: colours.accent}
        shown, font = self._shown(line, place), self._font(line)
        right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        if line.ink is Ink.PILL:
            wide = min(QFontMetrics(font).horizontalAdvance(shown) + 2 * PILL + 1, place.width())
            pill = mirrored(QRect(place.left(), place.top(), wide, place.height()), self)
            tint = Surface(QColor(colours.selected), QColor(colours.accent))
            paint_surface(painter, QRectF(pill).adjusted(0, -1, 0, 1), 9, tint)
            place = place.adjusted(PILL, 0, -PILL, 0)
        elif line.ink is Ink.BOLD and self.text_shown is not None:
            self._paint_dot(painter, QColor(colours.group(self.text_shown.attribute.group.name)), place)
        painter.setFont(font)
        painter.setPen(QColor(inks.get(line.ink, colours.text)))
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(mirrored(place, self), flags, shown)
        return shown

    def _paint_dot(self, painter: QPainter, colour: QColor, beside: QRect) -> None:
        dot = QRect(beside.left() - DOT - 2 * BETWEEN, beside.center().y() - DOT // 2, DOT, DOT)
        paint_surface(painter, QRectF(mirrored(dot, self)), 2.5, Surface(colour, colour))
