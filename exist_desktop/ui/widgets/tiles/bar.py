"""A bar that tells how much of the usual amount there is; the caption below it says the same in words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from exist_desktop.ui import theme


def paint_bar(
    painter: QPainter, rect: QRectF, share: float, colour: str, colours: theme.Theme, *, mirrored: bool
) -> None:
    """Paints a track filled by that share, from the right where the page is mirrored; full at the usual and above."""
    radius = rect.height() / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.track))
    painter.drawRoundedRect(rect, radius, radius)
    width = max(rect.width() * min(share, 1.0), rect.height())
    left = rect.right() - width if mirrored else rect.left()
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(QRectF(left, rect.top(), width, rect.height()), radius, radius)
