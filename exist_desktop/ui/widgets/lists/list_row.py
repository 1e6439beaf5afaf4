"""A row of a list that is walked with the arrow keys: one button, perhaps with further ones that lie over it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter

from exist_desktop.ui import theme
from exist_desktop.ui.widgets.controls.painted_button import PaintedButton
from exist_desktop.ui.widgets.painting import paint_ring

KEYS_OF_LIST = frozenset(
    (
        *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
        *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Right),
    )
)
"""Keys that move between rows, wherever in a row the focus is; a button would go to its neighbour with them."""
RowText = TypeVar("RowText")


class ListRow(PaintedButton, Generic[RowText]):
    """Shows one text after another, as the list is scrolled.

    Buttons that lie over it are its siblings: screen readers leave out what is inside of a button.
    """

    def show_text(self, text: RowText) -> None:
        """Shows another row, or the same one with new contents."""
        raise NotImplementedError

    def stops(self) -> Sequence[PaintedButton]:
        """Returns the row's stops of Tab: itself, and the buttons that lie over it."""
        return (self,)

    def place(self, place: QRect) -> None:
        """Puts the row there, in the list's coordinates."""
        self.setGeometry(place)

    def appear(self) -> None:
        """Shows the row with its buttons."""
        self.show()

    def disappear(self) -> None:
        """Hides the row with its buttons."""
        for part in self.stops():
            part.hide()

    def paint_ground(self, painter: QPainter, colours: theme.Theme) -> None:
        """Paints what is below the texts: the shade under the pointer, and the line to the next row."""
        if self.underMouse() or self.isDown():
            painter.fillRect(self.rect(), theme.mixed(colours.card, colours.text, 0.08 if self.isDown() else 0.04))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(colours.border))

    def paint_focus(self, painter: QPainter, colours: theme.Theme) -> None:
        """Paints the ring over the texts."""
        if self.ringed:
            paint_ring(painter, QRectF(self.rect().adjusted(1, 1, -1, -2)), 6, QColor(colours.accent))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in KEYS_OF_LIST:
            event.ignore()
        else:
            super().keyPressEvent(event)
