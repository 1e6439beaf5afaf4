"""The light surface with round corners behind the mood card, editors and panels."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.widgets.painting import Surface, paint_surface


class Card(QFrame):
    """A frame that paints the theme's card; give it a layout, whose margins are 18 by 16 at first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setContentsMargins(18, 16, 18, 16)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole card is one surface
        colours = theme.of(self.palette())
        surface = Surface(QColor(colours.card), QColor(colours.text), QColor(colours.border))
        with QPainter(self) as painter:
            paint_surface(painter, QRectF(self.rect()), theme.RADIUS, surface)
