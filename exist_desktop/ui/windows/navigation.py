"""One entry of the navigation: a painted, checkable button with a badge for a count."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.widgets.accessible_names import set_description, set_name
from exist_desktop.ui.widgets.controls.painted_button import PaintedButton
from exist_desktop.ui.widgets.painting import Surface, elided, mirrored, paint_ring, paint_surface
from exist_desktop.ui.widgets.tiles.tile_painting import paint_pill, pill_size

PADDING = QSize(12, 9)
RADIUS = 8.0


class NavButton(PaintedButton):
    """A page's entry. Its accessible name is the label alone; the count is in the description.

    The sidebar sets which entry is checked.
    """

    controlled = True
    one_of_many = True

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.badge = ""
        self.setText(label)
        set_name(self, label)
        self.setCheckable(True)

    def set_badge(self, shown: str, described: str) -> None:
        """Shows a count beside the label, and describes it in words; both are empty for no count."""
        self.badge = shown
        set_description(self, described)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font(bold=True))
        width = metrics.horizontalAdvance(self.text()) + 2 * PADDING.width() + 1
        if self.badge:
            width += PADDING.width() + self._badge_size().width()
        return QSize(width, metrics.height() + 2 * PADDING.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is small and painted whole
        colours = theme.of(self.palette())
        rect = QRectF(self.rect())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            if self.isChecked() or self.underMouse():
                painter.setBrush(
                    QColor(colours.selected) if self.isChecked() else theme.mixed(colours.sidebar, colours.text, 0.05)
                )
                painter.drawRoundedRect(rect, RADIUS, RADIUS)
            self._paint_label(painter, colours)
            if self.ringed:
                paint_ring(painter, rect, RADIUS, QColor(colours.accent))

    def _paint_label(self, painter: QPainter, colours: theme.Theme) -> None:
        inner = self.rect().adjusted(PADDING.width(), 0, -PADDING.width(), 0)
        if self.badge:
            badge = self._badge_size()
            place = QRect(inner.right() + 1 - badge.width(), (self.height() - badge.height()) // 2, 0, 0)
            place.setSize(badge)
            painter.setFont(self._badge_font())
            paint_pill(painter, QRectF(self._mirrored(place)), self.badge, colours)
            inner.setRight(place.left() - PADDING.width() // 2)
        font = self._font(bold=self.isChecked())
        painter.setFont(font)
        painter.setPen(QColor(colours.accent if self.isChecked() else colours.muted))
        side = (
            Qt.AlignmentFlag.AlignLeft
            if self.layoutDirection() is Qt.LayoutDirection.LeftToRight
            else (Qt.AlignmentFlag.AlignRight)
        )
        painter.drawText(
            self._mirrored(inner),
            side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute,
            elided(self.text(), font, inner.width()),
        )

    def _mirrored(self, rect: QRect) -> QRect:
        return mirrored(rect, self)

    def _font(self, *, bold: bool) -> QFont:
        return theme.font(self.font(), 0, bold=bold)

    def _badge_font(self) -> QFont:
        return theme.font(self.font(), -1, bold=True)

    def _badge_size(self) -> QSize:
        return pill_size(self.badge, QFontMetrics(self._badge_font()))


class StateButton(PaintedButton):
    """Lies below the words of the sync state and opens what they are about; painted under the pointer."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is small and painted whole
        colours = theme.of(self.palette())
        with QPainter(self) as painter:
            if self.underMouse() or self.isDown():
                shade = QColor(colours.text)
                shade.setAlphaF(0.10 if self.isDown() else 0.05)
                paint_surface(painter, QRectF(self.rect()), RADIUS, Surface(shade, QColor(colours.text)))
            if self.ringed:
                paint_ring(painter, QRectF(self.rect()), RADIUS, QColor(colours.accent))
