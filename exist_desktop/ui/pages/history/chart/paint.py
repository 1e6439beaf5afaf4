"""Paints the days of a chart: bars, a line, steps or marks, with gaps at days that were not read."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from exist_desktop.domain.statistics.series import Measure, Series
from exist_desktop.domain.statistics.usual_history import UsualHistory
from exist_desktop.ui import theme
from exist_desktop.ui.pages.history.chart.columns import paint_bar_columns, paint_columns, paint_mark_columns
from exist_desktop.ui.pages.history.chart.ground import Ground
from exist_desktop.ui.pages.history.chart.layer import USUAL_FROM, Layer
from exist_desktop.ui.pages.history.chart.lines import line, paint_average, paint_line

BAR_SHARE = 0.72
"""The share of a day's width that its bar takes."""
WIDEST_BAR = 34.0
DOTS_FROM = 9.0
LINE_WIDTH = 1.7
THIN = 1.0


def paint_series(painter: QPainter, layer: Layer, colour: str, *, as_line: bool) -> None:
    """Paints the days in view; `as_line` is True for a second attribute over the first."""
    series, measure, today = layer.shown.series, layer.shown.measure, layer.shown.today
    painter.save()
    painter.setClipRect(layer.rect.adjusted(-1, -4, 1, 4))
    if measure in (Measure.AMOUNT, Measure.YES_NO) and not as_line:
        if measure is Measure.YES_NO and layer.is_detailed:
            _paint_marks(painter, layer, series, colour, today)
        elif layer.is_detailed:
            _paint_bars(painter, layer, series, colour, today)
        else:
            paint_bar_columns(painter, layer, layer.bars, colour)
    elif measure is Measure.WORDS or (measure is Measure.YES_NO and layer.is_detailed):
        _paint_marks(painter, layer, series, colour, today)
    elif measure is Measure.YES_NO:
        paint_mark_columns(painter, layer, layer.columns, colour)
    elif not layer.is_detailed:
        paint_columns(painter, layer, layer.columns, QColor(colour))
    elif measure is Measure.SCALE and not as_line:
        _paint_steps(painter, layer, series, colour, today)
    else:
        dashes = Qt.PenStyle.DashLine if as_line else Qt.PenStyle.SolidLine
        found = line(layer, series.first, series.numbers)
        paint_line(painter, found, QPen(QColor(colour), LINE_WIDTH, dashes))
        _paint_dots(painter, layer, series, colour, today)
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


def paint_usual_line(painter: QPainter, layer: Layer) -> None:
    """Paints what was usual over time as a thin line."""
    colour = theme.mixed(layer.colours.text, layer.colours.card, 0.25).name()
    paint_average(painter, layer, layer.usual, colour, THIN)
