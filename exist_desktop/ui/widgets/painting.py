"""Shared painting: rounded surfaces, the focus ring, elided text, and plain-text tooltips."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from exist_desktop.ui.widgets.accessible_names import set_description

RING = 2.0
"""Width of the focus ring in device-independent pixels."""
KEYBOARD = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
        Qt.FocusReason.OtherFocusReason,
    }
)
"""The focus reasons that show a ring; a click needs none."""


_AS_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
"""What stands for the signs of markup. The module `html` would load a table of two thousand names with the start."""


class Surface(Struct, frozen=True):
    """The colours of a painted surface; without a border colour it has no border."""

    fill: QColor
    text: QColor
    border: QColor | None = None


def paint_surface(painter: QPainter, rect: QRectF, radius: float, surface: Surface) -> None:
    """Fills a rounded rectangle and draws its hairline border inside of it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(surface.fill)
    painter.setPen(QPen(surface.border, 1) if surface.border else Qt.PenStyle.NoPen)
    inset = 0.5 if surface.border else 0.0
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)


def paint_ring(painter: QPainter, rect: QRectF, radius: float, colour: QColor, inset: float = 0.0) -> None:
    """Draws the focus ring just inside a rectangle."""
    edge = inset + RING / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, RING))
    painter.drawRoundedRect(rect.adjusted(edge, edge, -edge, -edge), radius - edge, radius - edge)


def elided(text: str, font: QFont, width: float) -> str:
    """Returns the text on one line, elided if it does not fit."""
    line, metrics, room = " ".join(text.split()), QFontMetricsF(font), width
    shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, room)
    while room > 0 and metrics.horizontalAdvance(shown) > width + 0.5:  # joined letters are wider than Qt calculates
        room -= 1
        shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, room)
    return shown


def mirrored(rect: QRect, widget: QWidget) -> QRect:
    """Returns the rectangle, mirrored in right-to-left layouts; `QStyle` would be slow to import for this."""
    if widget.layoutDirection() is Qt.LayoutDirection.LeftToRight:
        return rect
    return QRect(widget.width() - rect.right() - 1, rect.y(), rect.width(), rect.height())


def set_tip(widget: QWidget, text: str) -> None:
    """Sets a plain-text tooltip; Qt would guess rich text and load files from it."""
    widget.setToolTip(f"<p>{text.translate(_AS_TEXT)}</p>" if text else "")
    set_description(widget, text)
