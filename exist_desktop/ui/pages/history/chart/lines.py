"""Paints many days at once: columns of pixels, and lines in pieces.

The time of Qt's stroker grows faster than the length of a path (half a second for ten years), so lines are painted one
by one, and no path has more than eight points. If a day is narrower than three screen pixels, each column of pixels is
one vertical line for all of its days. Ten years are thousands of numbers for each frame, so the loops are short.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise, repeat
from operator import sub

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from exist_desktop.domain.statistics.series import NONE, Series
from exist_desktop.ui import theme
from exist_desktop.ui.pages.history.chart.ground import Ground

CHUNK = 8
"""The most points in one path."""
POINT_EVERY = 3.0
"""Device-independent pixels between the points of an average, where days are closer."""
MARK = 3.0
"""The width of a dot for yes or no."""
Column = tuple[float, float, float, float]
"""A column of screen pixels: its middle, and the lowest, highest and average number of its days."""


def columns(ground: Ground, first: int, numbers: array[float]) -> list[Column]:
    """Returns the columns in view whose days have a number; `first` is the day of the first of all numbers."""
    step, start = 1 / (ground.pace * ground.ratio), ground.span.start - first
    left, wide = ground.snapped(ground.rect.left()) + 0.5 / ground.ratio, 1 / ground.ratio
    edges = [math.floor(start + place * step) for place in range(round(ground.rect.width() * ground.ratio) + 1)]
    seen = numbers[max(edges[0], 0) : max(edges[-1] + 1, 0)].tolist()
    before = max(edges[0], 0)
    found = list[Column]()
    for place, (begin, end) in enumerate(pairwise(edges)):
        days = seen[max(begin - before, 0) : max(end, begin + 1) - before] if end >= before else []
        total = sum(days)
        if total != total:
            days = [number for number in days if number == number]
            total = sum(days)
        if days:
            found.append((left + place * wide, min(days), max(days), total / len(days)))
    return found


def paint_bar_columns(painter: QPainter, ground: Ground, series: Series, colour: str) -> None:
    """Paints for each column of pixels the average in full colour and, beyond it, the extremes pale.

    Thin bars would shimmer. A zero is one pixel, so that it is no gap.
    """
    found = columns(ground, series.first, series.numbers)
    zero, width = ground.snapped(ground.y(0.0)), 1 / ground.ratio
    middles, lows, highs, means = zip(*found, strict=True) if found else ((), (), (), ())
    lefts, level = [middle - width / 2 for middle in middles], ground.heights(means)
    tops, bottoms = list(map(min, level, repeat(zero - width))), list(map(max, level, repeat(zero)))
    full = list(map(QRectF, lefts, tops, repeat(width), map(sub, bottoms, tops)))
    above = zip(lefts, ground.heights(highs), tops, strict=True)
    below = zip(lefts, bottoms, ground.heights(lows), strict=True)
    pale = [QRectF(x, top, width, bottom - top) for x, top, bottom in chain(above, below) if top < bottom]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.mixed(ground.colours.card, colour, 0.2))
    painter.drawRects(pale)
    painter.setBrush(theme.mixed(ground.colours.card, colour, 0.55))
    painter.drawRects(full)


def paint_columns(painter: QPainter, ground: Ground, first: int, numbers: array[float], colour: QColor) -> None:
    """Paints one vertical line for each column of pixels, from its lowest to its highest number; gaps stay gaps.

    Each is extended to meet the one before.
    """
    lines = []
    former: Column | None = None
    least, y = 1 / ground.ratio, ground.y
    for one in columns(ground, first, numbers):
        x, low, high, _ = one
        if former is not None and x - former[0] < 1.5 * least:
            low, high = min(low, former[2]), max(high, former[1])
        top = y(high)
        lines.append(QLineF(x, top, x, max(y(low), top + least)))
        former = one
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(QPen(colour, 0))
    painter.drawLines(lines)


def paint_mark_columns(painter: QPainter, ground: Ground, series: Series, colour: str) -> None:
    """Paints a dot for each column with a yes, and a pale one for each with nothing but no."""
    found = columns(ground, series.first, series.numbers)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for height, share, xs in (
        (ground.y(0.0), 0.45, [x for x, _, high, _ in found if not high]),
        (ground.y(1.0), 1.0, [x for x, _, high, _ in found if high]),
    ):
        shade = theme.mixed(ground.colours.card, colour, share)
        painter.setPen(QPen(shade, MARK, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPoints([QPointF(x, height) for x in xs])


def paint_average(
    painter: QPainter, ground: Ground, first: int, numbers: array[float], colour: str, width: float = 2.0
) -> None:
    """Paints an average over time, with a point every three pixels at most."""
    painter.save()
    painter.setClipRect(ground.rect.adjusted(-1, -3, 1, 3))
    paint_line(painter, ground, first, numbers, QPen(QColor(colour), width), max(1, round(POINT_EVERY / ground.pace)))
    painter.restore()


def paint_line(painter: QPainter, ground: Ground, first: int, numbers: array[float], pen: QPen, every: int = 1) -> None:
    """Paints a line through days, one of `every` so many; a gap ends it."""
    begin = max(math.floor((ground.span.start - 0.5 - first) / every), 0)
    end = min(math.ceil((ground.span.end - 0.5 - first) / every), (len(numbers) - 1) // every)
    heights = ground.heights(numbers[begin * every : max(end * every + 1, 0) : every])
    left, pace = ground.middle(first + begin * every), ground.pace * every
    middles = [left + place * pace for place in range(len(heights))]
    ends = pairwise(zip(middles, heights, strict=True))
    lines = [QLineF(*one, *two) for one, two in ends if one[1] == one[1] and two[1] == two[1]]
    if lines:  # these alone can have a day that is not in view
        lines[:1], lines[-1:] = _cut(ground, lines[0]), _cut(ground, lines[-1])
    alone = [QPointF(middles[place], heights[place]) for place in _alone(heights) if ground.has(middles[place])]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    solid = pen.style() is Qt.PenStyle.SolidLine
    pen.setCapStyle(Qt.PenCapStyle.SquareCap if solid else Qt.PenCapStyle.FlatCap)  # square ones meet like a joint
    pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
    painter.setPen(pen)
    painter.drawPoints(alone)
    if solid:
        painter.drawLines(lines)
        return
    for piece in _pieces(lines):
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
