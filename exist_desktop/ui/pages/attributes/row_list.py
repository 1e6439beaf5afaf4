"""The list of attributes under the names of their groups, or of who fills them, as it is sorted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.pages.attributes.cells import LINE, Measures, RowText, columns
from exist_desktop.ui.pages.attributes.row import OwnerRow
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.lists.row_list import RowList
from exist_desktop.ui.widgets.painting import mirrored
from exist_desktop.words.language import NC_, Language

COLUMN_NAMES = (
    NC_("column", "Attribute"),
    NC_("column", "Kind"),
    NC_("column", "Filled by"),
    NC_("column", "Last value"),
)


BELOW_HEADER = 10
"""Pixels between the line below the names of the columns and the first heading."""


class Header(QWidget):
    """The names of the columns, with a line below them."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = (language.say_marked(name) for name in COLUMN_NAMES)
        self._names = [TextBlock(name, self, tone=Tone.MUTED, lines=1) for name in names]

    def needed(self) -> int:
        """Returns the height in pixels."""
        return self._names[0].sizeHint().height() + LINE + 1

    def place(self, place: QRect, action_room: int) -> None:
        """Puts the names above their columns."""
        self.setGeometry(place)
        left, room = Measures.of(self.font()).room_for_texts(place.width(), action_room)
        for name, (start, width) in zip(self._names, columns(left, room), strict=True):
            name.setGeometry(mirrored(QRect(start, 0, width, place.height() - LINE - 1), self))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - one line
        with QPainter(self) as painter:
            painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.of(self.palette()).border))


class AttributeList(RowList[RowText, OwnerRow]):
    """Shows attributes by numbers that the page gives them; their texts come from the page.

    Signals:
        picked(int): the person selected that row, or takes it out of the selection.
        acted(AttributeAction, int): the person pressed the button of that row.
        menu_wanted(int, QPoint): the person wants the menu of that row, at this place of the screen.
        shifted(int, int): the attribute of that row shall go one place up (-1) or down (1) on Today.
        all_wanted(), none_wanted(): the person selects all that is listed, or nothing.
    """

    picked = Signal(object)
    acted = Signal(object, int)
    menu_wanted = Signal(int, QPoint)
    shifted = Signal(int, int)
    all_wanted = Signal()
    none_wanted = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._header = Header(language, self)
        self._indices: dict[int, int] = {}
        self._sections: Mapping[int, str] = {}
        self._action_room = 0

    def show_sections(self, order: Sequence[int], sections: Mapping[int, str]) -> None:
        """Lists these rows; `sections` has the headings above those with which a section begins."""
        self._sections = sections
        self.show_order(order)

    def _set_order(self, order: Sequence[int]) -> None:
        super()._set_order(order)
        self._indices = {number: index for index, number in enumerate(order)}

    def _index(self, number: int) -> int:
        return self._indices.get(number, len(self._order))

    def _heading(self, number: int) -> str:
        return self._sections.get(number, "")

    def _new_row(self) -> OwnerRow:
        row = OwnerRow(self)
        row.picked.connect(self.picked)
        row.acted.connect(self.acted)
        return row

    def _align(self) -> None:
        """Leaves the same room for the buttons of all rows. It only grows, or the columns would move to and fro."""
        self._action_room = max(self._action_room, *(row.action_width() for row in self._rows.values()), 0)
        for row in self._rows.values():
            row.set_action_room(self._action_room)
        inner = self.contentsRect()
        self._header.setVisible(not Measures.of(self.font()).is_stacked(inner.width()))
        self._header.place(QRect(inner.left(), inner.top(), inner.width(), self._header.needed()), self._action_room)

    def _top(self) -> int:
        inner = self.contentsRect()
        if Measures.of(self.font()).is_stacked(inner.width()):
            return inner.top()
        return inner.top() + self._header.needed() + BELOW_HEADER

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the menu of a row, Alt+Up and Alt+Down move it, Ctrl+A selects all, Esc nothing."""
        focused = self._focused()
        toward = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if focused is not None and toward and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.shifted.emit(focused, toward)
            return
        if focused is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._want_menu(focused)
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.none_wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Opens the menu of the row under the pointer, or of the one with the focus for the key."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            focused = self._focused()
            if focused is not None:
                self._want_menu(focused)
            return
        for number, row in self._rows.items():
            if row.geometry().contains(event.pos()):
                self.menu_wanted.emit(number, event.globalPos())

    def _want_menu(self, number: int) -> None:
        row = self._rows[number]
        self.menu_wanted.emit(number, row.mapToGlobal(row.rect().bottomLeft()))
