"""A narrow scroll bar, painted in the theme's current colours; blank if everything is visible.

A style sheet would keep the colours of its first palette.
"""

from __future__ import annotations

from PySide6.QtCore import QMargins, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar, QWidget

from exist_desktop.ui import theme

WIDTH = 10
MARGIN = 2.0
SHORTEST = 32
"""The least length of the handle, in device-independent pixels."""


class ScrollBar(QScrollBar):
    """A scroll bar without buttons; only its handle is visible."""

    def __init__(self, parent: QWidget | None = None, orientation: Qt.Orientation = Qt.Orientation.Vertical) -> None:
        super().__init__(orientation, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        across = self.orientation() is Qt.Orientation.Horizontal
        return QSize(size.width(), WIDTH) if across else QSize(WIDTH, size.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is small and painted whole
        if self.maximum() <= self.minimum():
            return
        colours = theme.of(self.palette())
        lit = self.underMouse() or self.isSliderDown()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.muted if lit else colours.border))
            handle = self.handle()
            radius = min(handle.width(), handle.height()) / 2
            painter.drawRoundedRect(handle, radius, radius)

    def handle(self) -> QRectF:
        """Returns where the handle is painted, which is where `QStyle` takes the mouse. To load that takes 7 ms."""
        if self.orientation() is Qt.Orientation.Horizontal:
            place = self._along(super().sizeHint().transposed(), self.width())
            mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            left = self.width() - place.y() - place.height() if mirrored else place.y()
            return QRectF(left, MARGIN, place.height(), self.height() - 2 * MARGIN)
        return self._along(super().sizeHint(), self.height())

    def _along(self, size: QSize, whole: int) -> QRectF:
        """Returns the place of the handle in a vertical bar of that length, with the style's own size for it."""
        button, shortest = size.width(), size.height() - 2 * size.width()  # of the style; the buttons are not visible
        groove, steps = whole - 2 * button, self.maximum() - self.minimum()
        length = min(max(groove * self.pageStep() // (steps + self.pageStep()), shortest), groove)
        top = button + (groove - length) * (self.sliderPosition() - self.minimum()) / steps
        height = max(length, min(SHORTEST, groove))
        return QRectF(MARGIN, min(top, button + groove - height), self.width() - 2 * MARGIN, height)


def beside_bar(part: QWidget, *, top: int = 0, bottom: int = 0, widest: int | None = None) -> QMargins:
    """Returns the margins of what is above or below a page that scrolls, so that it ends where the page's cards do."""
    side = theme.margin(part.width(), widest)
    mirrored = part.layoutDirection() is Qt.LayoutDirection.RightToLeft
    left, right = (side + WIDTH, side) if mirrored else (side, side + WIDTH)
    return QMargins(left, top, right, bottom)


def slim(area: QAbstractScrollArea) -> None:
    """Gives a scroll area this scroll bar."""
    area.setVerticalScrollBar(ScrollBar(area))


def slim_across(area: QAbstractScrollArea) -> None:
    """Gives a scroll area such a bar at its foot."""
    area.setHorizontalScrollBar(ScrollBar(area, Qt.Orientation.Horizontal))
