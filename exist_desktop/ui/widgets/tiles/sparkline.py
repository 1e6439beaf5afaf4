"""A small line of the last days: gaps stay gaps, the day in view is a dot."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from exist_desktop.domain.values import Seen
from exist_desktop.ui import theme

DOT = 2.8


def paint_sparkline(painter: QPainter, rect: QRectF, values: Sequence[Seen], colour: str, colours: theme.Theme) -> None:
    """Paints the numbers among the values, oldest on the left; all else leaves gaps."""
    points = _points(rect.adjusted(DOT, DOT, -DOT, -DOT), values)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for present, run in groupby(points, key=lambda point: point is not None):
        if present:
            _paint_run(painter, rect, [point for point in run if point], colour, colours)
    if points and points[-1]:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(points[-1], DOT, DOT)


def _points(rect: QRectF, values: Sequence[Seen]) -> list[QPointF | None]:
    numbers = [value for value in values if isinstance(value, int | float)]
    if not numbers:
        return []
    low, high = min(numbers), max(numbers)
    span, pace = high - low, rect.width() / max(len(values) - 1, 1)
    return [
        QPointF(rect.left() + index * pace, rect.bottom() - rect.height() * ((value - low) / span if span else 0.5))
        if isinstance(value, int | float)
        else None
        for index, value in enumerate(values)
    ]


def _paint_run(painter: QPainter, rect: QRectF, run: list[QPointF], colour: str, colours: theme.Theme) -> None:
    pen = QPen(QColor(colour), 1.7)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.mixed(colours.card, colour, 0.13))
    painter.drawPolygon(QPolygonF([QPointF(run[0].x(), rect.bottom()), *run, QPointF(run[-1].x(), rect.bottom())]))
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if len(run) > 1:
        painter.drawPolyline(QPolygonF(run))
    else:
        painter.drawPoint(run[0])
