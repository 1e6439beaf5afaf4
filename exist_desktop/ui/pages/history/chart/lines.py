"""Paints lines through many days, in pieces.

The time of Qt's stroker grows faster than the length of a path (half a second for ten years), so lines are painted one
by one, and no path has more than eight points.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Sequence

from msgspec import Struct
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from exist_desktop.domain.statistics.series import NONE
from exist_desktop.ui.pages.history.chart.ground import Ground

CHUNK = 8
"""The most points in one path."""
POINT_EVERY = 3.0
"""Device-independent pixels between the points of an average, where days are closer."""


class Line(Struct, frozen=True):
    """A line through days that follow each other: its pieces, and the days without neighbours."""

    pieces: list[QLineF]
    alone: list[QPointF]


def average_line(ground: Ground, first: int, numbers: array[float]) -> Line:
    """Returns the line of an average over time, with a point every three pixels at most."""
    return line(ground, first, numbers, max(1, round(POINT_EVERY / ground.pace)))


def line(ground: Ground, first: int, numbers: array[float], every: int = 1) -> Line:
    """Returns a line through days, one of `every` so many; `first` is the day of the first of all numbers."""
    begin = max(math.floor((ground.span.start - 0.5 - first) / every), 0)
    end = min(math.ceil((ground.span.end - 0.5 - first) / every), (len(numbers) - 1) // every)
    heights = ground.heights(numbers[begin * every : max(end * every + 1, 0) : every])
    left, pace = ground.middle(first + begin * every), ground.pace * every
    middles = [left + place * pace for place in range(len(heights))]
    ends = zip(middles, heights, middles[1:], heights[1:], strict=False)
    lines = [QLineF(x, y, then, later) for x, y, then, later in ends if y == y and later == later]
    if lines:  # these alone can have a day that is not in view
        lines[:1], lines[-1:] = _cut(ground, lines[0]), _cut(ground, lines[-1])
    alone = [QPointF(middles[place], heights[place]) for place in _alone(heights) if ground.has(middles[place])]
    return Line(lines, alone)


def paint_average(painter: QPainter, ground: Ground, found: Line, colour: str, width: float = 2.0) -> None:
    """Paints an average over time."""
    painter.save()
    painter.setClipRect(ground.rect.adjusted(-1, -3, 1, 3))
    paint_line(painter, found, QPen(QColor(colour), width))
    painter.restore()


def paint_line(painter: QPainter, found: Line, pen: QPen) -> None:
    """Paints a line; a gap ends it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    solid = pen.style() is Qt.PenStyle.SolidLine
    pen.setCapStyle(Qt.PenCapStyle.SquareCap if solid else Qt.PenCapStyle.FlatCap)  # square ones meet like a joint
    pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
    painter.setPen(pen)
    painter.drawPoints(found.alone)
    if solid:
        painter.drawLines(found.pieces)
        return
    for piece in _pieces(found.pieces):
        painter.drawPolyline(piece)


def _cut(ground: Ground, line: QLineF) -> list[QLineF]:
    """Returns the part of a line that is in the rectangle, if any."""
    stretch = ground.within(line.x1(), line.x2())
    return [] if stretch is None else [QLineF(*(line.pointAt((x - line.x1()) / line.dx()) for x in stretch))]


def _alone(heights: Sequence[float]) -> Iterator[int]:
    """Yields the places of those without neighbours."""
    if math.isnan(sum(heights)) or len(heights) == 1:
        around = zip((NONE, *heights), heights, (*heights[1:], NONE), strict=False)
        for place, (before, height, after) in enumerate(around):
            if height == height and before != before and after != after:
                yield place


def _pieces(lines: Sequence[QLineF]) -> Iterator[list[QPointF]]:
    """Yields the points of lines that follow each other, few at a time, so that dashes go on from line to line."""
    piece: list[QPointF] = []
    for line in lines:
        if len(piece) in (0, CHUNK) or piece[-1] != line.p1():
            yield piece
            piece = [line.p1()]
        piece.append(line.p2())
    yield piece
