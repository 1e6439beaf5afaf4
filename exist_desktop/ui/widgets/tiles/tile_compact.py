"""The layout of a compact tile: the label with its mark, and below it the value, with the add button at its end."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetrics, QFontMetricsF

from exist_desktop.ui.widgets.painting import elided
from exist_desktop.ui.widgets.tiles.tile_painting import pill_size
from exist_desktop.ui.widgets.tiles.tile_parts import Role, Texts, TileFonts, TilePart, fitting_number

PAD_X, PAD_Y = 9.0, 3.0
GAP = 4.0
"""Pixels between what is side by side."""


def compact_height(fonts: TileFonts) -> int:
    """Returns the height of every compact tile."""
    return round(2 * PAD_Y + _first_row(fonts) + second_row(fonts))


def second_row(fonts: TileFonts) -> float:
    """Returns the height of the row with the value."""
    return QFontMetricsF(fonts.compact_value).height() + 1


def _first_row(fonts: TileFonts) -> float:
    return QFontMetricsF(fonts.small).height()


def arrange_compact(texts: Texts, width: float, fonts: TileFonts, *, beside: float) -> list[TilePart]:
    """Lays out the parts of a tile; `beside` pixels stay free at the end of the value's row for the add button."""
    inner, first = QRectF(PAD_X, PAD_Y, width - 2 * PAD_X, 0), _first_row(fonts)
    parts, room = [], inner.width()
    if texts.mark:
        size = pill_size(texts.mark, QFontMetrics(fonts.mark))
        high = min(float(size.height()), first + 2)
        rect = QRectF(inner.right() - size.width() + GAP, inner.top() - 1, size.width(), high)
        parts.append(TilePart(Role.MARK, texts.mark, (texts.mark,), rect, fonts.mark))
        room = max(room - size.width(), 0.0)
    label = QRectF(inner.left(), inner.top(), room, first)
    parts.append(TilePart(Role.LABEL, texts.label, (elided(texts.label, fonts.small, room),), label, fonts.small))
    row = QRectF(inner.left(), inner.top() + first, inner.width() - beside, second_row(fonts))
    if texts.prose:
        shown = (elided(texts.value, fonts.prose, row.width()),)
        return [*parts, TilePart(Role.VALUE, texts.value, shown, row, fonts.prose)]
    return [*parts, *fitting_number(texts, row, fonts.compact_value, fonts.small)]
