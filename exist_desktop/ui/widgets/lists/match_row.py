"""How a row of matches is painted: its text in line with that of the field above, the current row as a chosen chip."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from exist_desktop.ui import theme
from exist_desktop.ui.widgets.painting import Surface, elided, paint_surface

SIDE, ABOVE = 12, 5
"""Pixels beside and above a text; the side is that of a field."""
RADIUS = 8.0


class MatchRow(QStyledItemDelegate):
    """Paints the rows of a list; the current one has an edge, so that it is not known by its tint alone."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        text = super().sizeHint(option, index)  # letters of some scripts are higher than those of the font
        metrics = QFontMetrics(option.font)
        return QSize(text.width() + 2 * SIDE, max(text.height(), metrics.height()) + 2 * ABOVE)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paints the text, elided, and what the row is: the current one, or the one under the pointer."""
        state, rect, font = option.state, QRectF(option.rect), option.font
        colours = theme.of(option.palette)
        current = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if current:
            accent = QColor(colours.accent)
            paint_surface(painter, rect, RADIUS, Surface(QColor(colours.selected), accent, accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            shade = theme.mixed(colours.card, colours.text, 0.05)
            paint_surface(painter, rect, RADIUS, Surface(shade, QColor(colours.text)))
        inner = rect.adjusted(SIDE, 0, -SIDE, 0)
        painter.setFont(font)
        painter.setPen(QColor(colours.accent if current else colours.text))
        text = elided(str(index.data(Qt.ItemDataRole.DisplayRole) or ""), font, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()
