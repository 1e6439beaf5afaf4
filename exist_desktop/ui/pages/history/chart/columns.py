"""Many days in columns of screen pixels: what each column has, and how it is painted.

If a day is narrower than three screen pixels, each column of pixels stands for all of its days. Ten years are thousands
of numbers for each frame, so the loops are short.
"""

from __future__ import annotations

import math
from array import array
from itertools import chain, pairwise, repeat
from operator import sub

from msgspec import Struct
from PySide6.QtCore import QLineF, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from exist_desktop.ui import theme
from exist_desktop.ui.pages.history.chart.ground import Ground

MARK = 3.0
"""The width of a dot for yes or no."""


class Columns(Struct, frozen=True):
    """The columns of screen pixels whose days have a number: their middles, and their lowest, highest and average."""

    middles: array[float]
    lows: array[float]
    highs: array[float]
    means: array[float]


def columns(ground: Ground, first: int, numbers: array[float]) -> Columns:
    """Returns the columns in view; `first` is the day of the first of all numbers."""
    step, start = 1 / (ground.pace * ground.ratio), ground.span.start - first
    left, wide = ground.snapped(ground.rect.left()) + 0.5 / ground.ratio, 1 / ground.ratio
    edges = [math.floor(start + place * step) for place in range(round(ground.rect.width() * ground.ratio) + 1)]
    seen = numbers[max(edges[0], 0) : max(edges[-1] + 1, 0)].tolist()
    before = max(edges[0], 0)
    found = Columns(array("d"), array("d"), array("d"), array("d"))
    for place, (begin, end) in enumerate(pairwise(edges)):
        days = seen[max(begin - before, 0) : max(end, begin + 1) - before] if end >= before else []
        total = sum(days)
        if total != total:
            days = [number for number in days if number == number]
            total = sum(days)
        if days:
            found.middles.append(left + place * wide)
            found.lows.append(min(days))
            found.highs.append(max(days))
            found.means.append(total / len(days))
    return found


class Bars(Struct, frozen=True):
    """The bars of columns in whole screen pixels: up to the average, and beyond it to the extremes."""

    full: list[QRect]
    pale: list[QRect]


def bars(ground: Ground, found: Columns) -> Bars:
    """Returns the bars of columns. A zero is one pixel, so that it is no gap."""
    zero, lefts = round(ground.y(0.0) * ground.ratio), [math.floor(x * ground.ratio) for x in found.middles]
    level = ground.pixels(found.means)
    tops, bottoms = list(map(min, level, repeat(zero - 1))), list(map(max, level, repeat(zero)))
    above = zip(lefts, ground.pixels(found.highs), tops, strict=True)
    below = zip(lefts, bottoms, ground.pixels(found.lows), strict=True)
    beyond = above if min(found.lows, default=0.0) >= 0 else chain(above, below)
    return Bars(
        list(map(QRect, lefts, tops, repeat(1), map(sub, bottoms, tops))),
        [QRect(x, top, 1, bottom - top) for x, top, bottom in beyond if top < bottom],
    )


def paint_bar_columns(painter: QPainter, ground: Ground, found: Bars, colour: str) -> None:
    """Paints for each column of pixels the average in full colour and, beyond it, the extremes pale.

    Thin bars would shimmer. Whole pixels are painted in half of the time of fractions that come to the same.
    """
    painter.save()
    painter.scale(1 / ground.ratio, 1 / ground.ratio)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.mixed(ground.colours.card, colour, 0.2))
    painter.drawRects(found.pale)
    painter.setBrush(theme.mixed(ground.colours.card, colour, 0.55))
    painter.drawRects(found.full)
    painter.restore()


def paint_columns(painter: QPainter, ground: Ground, found: Columns, colour: QColor) -> None:
    """Paints one vertical line for each column of pixels, from its lowest to its highest number; gaps stay gaps.

    Each is extended to meet the one before.
    """
    lines = []
    least, y, former = 1 / ground.ratio, ground.y, (-math.inf, 0.0, 0.0)
    for x, low, high in zip(found.middles, found.lows, found.highs, strict=True):
        meets = x - former[0] < 1.5 * least
        top = y(max(high, former[1]) if meets else high)
        bottom = y(min(low, former[2]) if meets else low)
        lines.append(QLineF(x, top, x, max(bottom, top + least)))
        former = (x, low, high)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(QPen(colour, 0))
    painter.drawLines(lines)


def paint_mark_columns(painter: QPainter, ground: Ground, found: Columns, colour: str) -> None:
    """Paints a dot for each column with a yes, and a pale one for each with nothing but no."""
    days = list(zip(found.middles, found.highs, strict=True))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for height, share, xs in (
        (ground.y(0.0), 0.45, [x for x, high in days if not high]),
        (ground.y(1.0), 1.0, [x for x, high in days if high]),
    ):
        shade = theme.mixed(ground.colours.card, colour, share)
        painter.setPen(QPen(shade, MARK, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPoints([QPointF(x, height) for x in xs])
