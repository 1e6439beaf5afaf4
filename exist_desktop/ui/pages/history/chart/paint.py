"""Paints the days of a chart: bars, a line, steps or marks, by columns, with gaps at days that were not read.

The time of Qt's stroker grows faster than the length of a path (half a second for ten years), so no path
here has more than eight points. If a day is narrower than three screen pixels, each column of pixels is one
vertical line from the lowest to the highest of its days, extended to meet the one before.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from exist_desktop.domain.statistics.axis import Axis
from exist_desktop.domain.statistics.series import Measure, Series
from exist_desktop.domain.statistics.span import Span
from exist_desktop.domain.statistics.usual_history import UsualHistory
from exist_desktop.ui import theme

CHUNK = 8
"""The most points in one path."""
DETAILED_FROM = 3.0
"""Device-independent pixels per day from which each day is drawn separately."""
BAR_SHARE = 0.72
"""The share of a day's width that its bar takes."""
WIDEST_BAR = 34.0
DOTS_FROM = 9.0
LINE_WIDTH = 1.7
THIN = 1.0
USUAL_FROM = 12.0
"""The least width of a day for a stroke at its usual value, in device-independent pixels."""


@dataclass(frozen=True)
class Ground:
    """Coordinates of days and numbers: rectangle, days in view, axis, and screen pixels per unit."""

    rect: QRectF
    span: Span
    axis: Axis
    ratio: float
    colours: theme.Theme

    @cached_property
    def pace(self) -> float:
        """The width of a day."""
        return self.rect.width() / self.span.days

    def x(self, day: float) -> float:
        """Returns the left edge of a day."""
        return self.rect.left() + (day - self.span.start) * self.pace

    def middle(self, day: int) -> float:
        """Returns the middle of a day."""
        return self.x(day + 0.5)

    def y(self, number: float) -> float:
        """Returns the height of a number, limited to the rectangle."""
        low, high = self.axis.low, self.axis.high
        inside = low if number < low else min(number, high)
        bottom, height = self._upright
        return bottom - (inside - low) * height / (high - low)

    def within(self, left: float, right: float) -> tuple[float, float] | None:
        """Returns the part of a stretch that is in the rectangle, or None: Qt's SVG knows no clipping."""
        inside = max(left, self.rect.left()), min(right, self.rect.right())
        return inside if inside[0] < inside[1] else None

    def has(self, x: float) -> bool:
        """Whether a place is in the rectangle."""
        return self.rect.left() <= x <= self.rect.right()

    @cached_property
    def _upright(self) -> tuple[float, float]:
        """The lower edge and the height, stored: asking Qt for each of thousands of days takes too long."""
        return self.rect.bottom(), self.rect.height()

    def snapped(self, place: float) -> float:
        """Returns the nearest edge between two screen pixels."""
        return round(place * self.ratio) / self.ratio


def paint_series(
    painter: QPainter, ground: Ground, series: Series, measure: Measure, colour: str, today: int, *, as_line: bool
) -> None:
    """Paints the days in view; `as_line` is True for a second attribute over the first."""
    painter.save()
    painter.setClipRect(ground.rect.adjusted(-1, -4, 1, 4))
    detailed = ground.pace >= DETAILED_FROM
    if measure in (Measure.AMOUNT, Measure.YES_NO) and not as_line:
        if measure is Measure.YES_NO and detailed:
            _paint_marks(painter, ground, series, colour, today)
        elif detailed:
            _paint_bars(painter, ground, series, colour, today)
        else:
            _paint_bar_columns(painter, ground, series, colour)
    elif measure is Measure.WORDS or (measure is Measure.YES_NO and detailed):
        _paint_marks(painter, ground, series, colour, today)
    elif not detailed:
        paint_columns(painter, ground, series.first, series.numbers, QColor(colour))
    elif measure is Measure.SCALE and not as_line:
        _paint_steps(painter, ground, series, colour, today)
    else:
        _paint_line(painter, ground, series, colour, dashed=as_line)
        _paint_dots(painter, ground, series, colour, today)
    painter.restore()


def _days(ground: Ground, series: Series) -> Iterator[tuple[int, float]]:
    """Yields the days in view that have a number."""
    for day in range(max(ground.span.first, series.first), min(ground.span.last + 1, series.end)):
        number = series.numbers[day - series.first]
        if number == number:
            yield day, number


def _paint_bars(painter: QPainter, ground: Ground, series: Series, colour: str, today: int) -> None:
    """Paints a bar for each day, its edges on whole pixels; today, which is not over, is pale."""
    width = min(max(ground.pace * BAR_SHARE, 1.0), WIDEST_BAR)
    zero = ground.snapped(ground.y(0.0))
    usual = theme.mixed(ground.colours.card, colour, 0.45)
    pale = theme.mixed(ground.colours.card, colour, 0.2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for day, number in _days(ground, series):
        left = ground.snapped(ground.middle(day) - width / 2)
        stretch = ground.within(left, max(ground.snapped(ground.middle(day) + width / 2), left + 1 / ground.ratio))
        if stretch is None:
            continue
        left, right = stretch
        top = ground.snapped(ground.y(number))
        if number:
            top = min(top, zero - 1) if number > 0 else max(top, zero + 1)
        bar = QRectF(left, min(top, zero), right - left, abs(top - zero))
        painter.fillRect(bar, pale if day >= today else usual)


Column = tuple[int, float, float, float]
"""A column of screen pixels: its place from the left, and the lowest, highest and average number of its days."""


def _columns(ground: Ground, first: int, numbers: array[float]) -> Iterator[Column]:
    """Yields the columns in view whose days have a number; `first` is the day of the first of all numbers."""
    step = 1 / (ground.pace * ground.ratio)
    start = ground.span.start - first
    begin = math.floor(start)
    for column in range(round(ground.rect.width() * ground.ratio)):
        end = math.floor(start + (column + 1) * step)
        there = [number for number in numbers[max(begin, 0) : max(end, begin + 1, 0)] if number == number]
        begin = end
        if there:
            yield column, min(there), max(there), sum(there) / len(there)


def _paint_bar_columns(painter: QPainter, ground: Ground, series: Series, colour: str) -> None:
    """Paints for each column of pixels the average in full colour and the highest pale: thin bars would shimmer."""
    full, pale = [], []
    left, zero, y = ground.rect.left() + 0.5 / ground.ratio, ground.y(0.0), ground.y
    for column, low, high, mean in _columns(ground, series.first, series.numbers):
        x = left + column / ground.ratio
        if high != low:
            pale.append(QLineF(x, y(min(low, 0.0)), x, y(max(high, 0.0))))
        full.append(QLineF(x, zero, x, y(mean)))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(QPen(theme.mixed(ground.colours.card, colour, 0.2), 0))
    painter.drawLines(pale)
    painter.setPen(QPen(theme.mixed(ground.colours.card, colour, 0.55), 0))
    painter.drawLines(full)


def paint_columns(painter: QPainter, ground: Ground, first: int, numbers: array[float], colour: QColor) -> None:
    """Paints one vertical line for each column of pixels, from its lowest to its highest number; gaps stay gaps."""
    lines = []
    former: tuple[float, float] | None = None
    last, left, least, y = -1, ground.rect.left() + 0.5 / ground.ratio, 1 / ground.ratio, ground.y
    for column, lowest, highest, _ in _columns(ground, first, numbers):
        low, high = lowest, highest
        if former is not None and column == last + 1:
            low, high = min(low, former[1]), max(high, former[0])
        x, top = left + column / ground.ratio, y(high)
        lines.append(QLineF(x, top, x, max(y(low), top + least)))
        former, last = (lowest, highest), column
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(QPen(colour, 0))
    painter.drawLines(lines)


def _paint_line(painter: QPainter, ground: Ground, series: Series, colour: str, *, dashed: bool) -> None:
    pen = QPen(QColor(colour), LINE_WIDTH)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
    if dashed:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    _paint_runs(painter, ground, series.first, series.numbers, every=1)


def paint_average(
    painter: QPainter, ground: Ground, first: int, numbers: array[float], colour: str, width: float = 2.0
) -> None:
    """Paints an average over time, with a point every pixel or every three."""
    painter.save()
    painter.setClipRect(ground.rect.adjusted(-1, -3, 1, 3))
    if ground.pace < 0.34:
        paint_columns(painter, ground, first, numbers, QColor(colour))
    else:
        pen = QPen(QColor(colour), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
        painter.setPen(pen)
        _paint_runs(painter, ground, first, numbers, every=max(1, round(2 / ground.pace)))
    painter.restore()


def _paint_runs(painter: QPainter, ground: Ground, first: int, numbers: array[float], *, every: int) -> None:
    """Paints lines through neighbouring days, at most `CHUNK` points at a time; a gap ends a line."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    start = max(ground.span.first - 1, first)
    start -= (start - first) % every
    run: list[QPointF] = []
    for day in range(start, min(ground.span.last + 1 + every, first + len(numbers)), every):
        number = numbers[day - first]
        there = number == number
        if there:
            run.append(QPointF(ground.middle(day), ground.y(number)))
        if run and (not there or len(run) >= CHUNK):
            _paint_run(painter, ground, run)
            run = run[-1:] if there else []
    if run:
        _paint_run(painter, ground, run)


def _paint_run(painter: QPainter, ground: Ground, run: Sequence[QPointF]) -> None:
    if not ground.has(run[0].x()) or not ground.has(run[-1].x()):
        run = _cut(ground, run)
    if len(run) > 1:
        painter.drawPolyline(list(run))
    elif run:
        painter.drawPoint(run[0])


def _cut(ground: Ground, run: Sequence[QPointF]) -> list[QPointF]:
    """Returns the points of a line as far as it is in the rectangle."""
    cut: list[QPointF] = []
    for one, two in pairwise(run):
        stretch = ground.within(one.x(), two.x())
        if stretch is not None:
            rise = (two.y() - one.y()) / (two.x() - one.x())
            ends = [QPointF(x, one.y() + (x - one.x()) * rise) for x in stretch]
            cut += ends[1:] if cut else ends
    return cut


def _paint_dots(painter: QPainter, ground: Ground, series: Series, colour: str, today: int) -> None:
    """Paints a dot on each day if there is room, and on days without neighbours, which no line shows."""
    painter.setPen(Qt.PenStyle.NoPen)
    wide = ground.pace >= DOTS_FROM
    for day, number in _days(ground, series):
        alone = series.at(day - 1) != series.at(day - 1) and series.at(day + 1) != series.at(day + 1)
        if (wide or alone or day >= today) and ground.has(ground.middle(day)):
            painter.setBrush(theme.mixed(ground.colours.card, colour, 0.4 if day >= today else 1.0))
            painter.drawEllipse(QPointF(ground.middle(day), ground.y(number)), 3.0, 3.0)


def _paint_steps(painter: QPainter, ground: Ground, series: Series, colour: str, today: int) -> None:
    """Paints a horizontal stroke for each day, joined to that of the day before if it has a number."""
    strokes: list[QLineF] = []
    joints: list[QLineF] = []
    pale: list[QLineF] = []
    for day, number in _days(ground, series):
        stretch, y = ground.within(ground.x(day), ground.x(day + 1)), ground.snapped(ground.y(number))
        if stretch is None:
            continue
        left, right = stretch
        (pale if day >= today else strokes).append(QLineF(left, y, right, y))
        before = series.at(day - 1)
        if before == before and day < today and left > ground.rect.left():
            joints.append(QLineF(left, ground.y(before), left, y))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(QPen(theme.mixed(ground.colours.card, colour, 0.35), 1))
    painter.drawLines(joints)
    painter.setPen(QPen(QColor(colour), 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawLines(strokes)
    painter.setPen(QPen(theme.mixed(ground.colours.card, colour, 0.4), 2.4, Qt.PenStyle.SolidLine))
    painter.drawLines(pale)


def _paint_marks(painter: QPainter, ground: Ground, series: Series, colour: str, today: int) -> None:
    """Paints a filled mark for yes or a text, a hollow one for no."""
    size = min(max(ground.pace * 0.34, 1.3), 5.0)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for day, number in _days(ground, series):
        if not ground.has(ground.middle(day)):
            continue
        shade = theme.mixed(ground.colours.card, colour, 0.4 if day >= today else 1.0)
        if number:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(shade)
        else:
            painter.setPen(QPen(theme.mixed(ground.colours.card, colour, 0.6), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(ground.middle(day), ground.y(number)), size, size)


def paint_usual(painter: QPainter, ground: Ground, usual: UsualHistory) -> None:
    """Paints a short stroke at what was usual for each day's weekday then, if there is room."""
    if ground.pace < USUAL_FROM:
        return
    inset = ground.pace * 0.14
    strokes = []
    for day in range(ground.span.first, ground.span.last + 1):
        number = usual.at(day, (day - 1) % 7)
        stretch = ground.within(ground.x(day) + inset, ground.x(day + 1) - inset)
        if stretch is not None and number == number and ground.axis.low <= number <= ground.axis.high:
            y = ground.snapped(ground.y(number))
            strokes.append(QLineF(stretch[0], y, stretch[1], y))
    painter.save()
    painter.setClipRect(ground.rect)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(QPen(QColor(ground.colours.muted), 1))
    painter.drawLines(strokes)
    painter.restore()


def paint_usual_line(painter: QPainter, ground: Ground, first: int, numbers: array[float]) -> None:
    """Paints what was usual over time as a thin line, where days are too narrow for strokes."""
    if ground.pace >= USUAL_FROM:
        return
    low, high = ground.axis.low, ground.axis.high
    begin = max(ground.span.first - 1 - first, 0)
    seen = numbers[begin : max(ground.span.last + 2 - first, 0)]
    inside = array("d", [number if low <= number <= high else math.nan for number in seen])
    colour = theme.mixed(ground.colours.text, ground.colours.card, 0.25).name()
    paint_average(painter, ground, first + begin, inside, colour, THIN)
