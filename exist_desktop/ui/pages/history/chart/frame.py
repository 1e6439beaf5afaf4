"""Paints a whole chart: grid, labelled axes, and the days of one attribute or two."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from exist_desktop.domain.month import first_of
from exist_desktop.domain.statistics.averages import ALL_DAYS
from exist_desktop.domain.statistics.axis import Axis
from exist_desktop.domain.statistics.span import Span
from exist_desktop.ui import theme
from exist_desktop.ui.pages.history.chart.ground import Ground
from exist_desktop.ui.pages.history.chart.layer import DETAILED_FROM, Layer
from exist_desktop.ui.pages.history.chart.lines import paint_average
from exist_desktop.ui.pages.history.chart.paint import paint_series, paint_usual, paint_usual_line
from exist_desktop.ui.pages.history.chart.prepared import Prepared
from exist_desktop.words.language import Language
from exist_desktop.words.pages.history import HistoryWords

GAP = 8.0
TOP = 10.0
LABEL_GAP = 14.0
_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)


class Content(Struct, frozen=True):
    """The contents of a chart: an attribute, and optionally another over it with an axis of its own.

    `usual_of` is the weekday whose usual value is drawn over time, Monday is 0, or `ALL_DAYS`.
    """

    main: Prepared
    other: Prepared | None = None
    usual_of: int = ALL_DAYS

    def is_same(self, content: Content) -> bool:
        """Whether both have the very same attributes, as they were prepared."""
        return self.main is content.main and self.other is content.other and self.usual_of == content.usual_of


class Frame(Struct, frozen=True):
    """The layout of a chart: the space for the labels of its axes, and the layer of each attribute."""

    content: Content
    main: Layer
    other: Layer | None
    font: QFont
    words: HistoryWords

    @property
    def layers(self) -> tuple[Layer, ...]:
        """All layers."""
        return (self.main,) if self.other is None else (self.main, self.other)


def frame_of(
    content: Content, span: Span, rect: QRectF, font: QFont, language: Language, colours: theme.Theme, ratio: float
) -> Frame:
    """Returns the layout in a rectangle; `ratio` is screen pixels per device-independent pixel."""
    words = HistoryWords(language, content.main.today)
    small = theme.font(font, -1)
    metrics = QFontMetricsF(small)
    axis = content.main.axis(span)
    left = _room(metrics, words, content.main, axis)
    right, other_axis = 0.0, None
    if content.other is not None:
        other_axis = content.other.axis(span)
        right = _room(metrics, words, content.other, other_axis)
    plot = QRectF(rect)
    plot.adjust(left + GAP, TOP + metrics.height() / 2, -(right + GAP if right else 1.0), -(metrics.height() + GAP))
    if plot.width() < 1 or plot.height() < 1:
        plot = QRectF(rect.left(), rect.top(), max(rect.width(), 1.0), max(rect.height(), 1.0))
    other = None
    if content.other is not None and other_axis is not None:
        other = Layer(plot, span, other_axis, ratio, colours, content.other)
    main = Layer(plot, span, axis, ratio, colours, content.main, content.usual_of)
    return Frame(content, main, other, small, words)


def _room(metrics: QFontMetricsF, words: HistoryWords, shown: Prepared, axis: Axis) -> float:
    return max((metrics.horizontalAdvance(words.mark(shown.attribute, tick)) for tick in axis.ticks), default=0.0)


def paint_frame(painter: QPainter, frame: Frame) -> None:
    """Paints all of a chart except the cursor."""
    painter.setFont(frame.font)
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    _paint_grid(painter, frame)
    _paint_time(painter, frame)
    _paint_today(painter, frame)
    _paint_unread(painter, frame)
    main, other = frame.main, frame.other
    colour = main.colours.group(main.shown.attribute.group.name)
    paint_series(painter, main, colour, as_line=False)
    paint_usual(painter, main, main.shown.usual_history)
    paint_usual_line(painter, main)
    dark = theme.mixed(colour, main.colours.text, 0.25).name()
    paint_average(painter, main, main.average, dark)
    if other is not None:
        paint_series(painter, other, second_colour(frame), as_line=True)


def second_colour(frame: Frame) -> str:
    """Returns the second attribute's colour: its group's, or the accent if the first one has the same."""
    colours, other = frame.main.colours, frame.content.other
    assert other is not None
    mine = colours.group(other.attribute.group.name)
    same = mine == colours.group(frame.content.main.attribute.group.name)
    return colours.groups[3 if mine != colours.groups[3] else 2] if same else mine


def _paint_grid(painter: QPainter, frame: Frame) -> None:
    ground, metrics = frame.main, QFontMetricsF(frame.font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(QPen(QColor(ground.colours.border), 1))
    ys = [ground.snapped(ground.y(tick)) for tick in ground.axis.ticks]
    painter.drawLines([QLineF(ground.rect.left(), y, ground.rect.right(), y) for y in ys])
    _paint_marks(painter, frame, metrics)


def _paint_marks(painter: QPainter, frame: Frame, metrics: QFontMetricsF) -> None:
    """Paints the labels of the axes, without those that do not fit."""
    height = metrics.height()
    sides = [(frame.main, frame.content.main, True)]
    if frame.other is not None and frame.content.other is not None:
        sides.append((frame.other, frame.content.other, False))
    for ground, shown, is_first in sides:
        painter.setPen(QColor(ground.colours.muted))
        free, former = ground.rect.bottom() + 2 * height, ""
        for tick in ground.axis.ticks:
            y, text = ground.y(tick), frame.words.mark(shown.attribute, tick)
            if y + height / 2 > free or text == former:  # numbers too close to each other to be written differently
                continue
            free, former = y - height / 2, text
            width = metrics.horizontalAdvance(text)
            x = ground.rect.left() - GAP - width if is_first else ground.rect.right() + GAP
            painter.drawText(QRectF(x, y - height / 2, width + 1, height), Qt.AlignmentFlag.AlignCenter, text)


def _paint_time(painter: QPainter, frame: Frame) -> None:
    """Paints the days, months or years below the chart, as close as their names allow."""
    ground, metrics = frame.main, QFontMetricsF(frame.font)
    painter.setPen(QColor(ground.colours.muted))
    free = ground.rect.left() - GAP
    for day, text in time_marks(frame):
        width = metrics.horizontalAdvance(text) + 1
        x = ground.middle(day) - width / 2 if ground.pace >= DETAILED_FROM else ground.x(day)
        x = min(max(x, ground.rect.left()), ground.rect.right() - width)
        if x < free:
            continue
        free = x + width + LABEL_GAP / 2
        place = QRectF(x, ground.rect.bottom() + GAP / 2, width, metrics.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


def time_marks(frame: Frame) -> Iterator[tuple[int, str]]:
    """Yields the days that have a label below the chart."""
    ground, metrics = frame.main, QFontMetricsF(frame.font)
    formats, span = frame.words.language.formats, ground.span
    a_day = metrics.horizontalAdvance(formats.short_day(date(2024, 9, 28))) + LABEL_GAP
    for step in _DAY_STEPS:
        if ground.pace * step >= a_day:
            last = min(span.last, frame.content.main.today)
            first = last - (last - span.first) // step * step
            for day in range(first, last + 1, step):
                yield day, formats.short_day(date.fromordinal(day))
            return
    a_month = metrics.horizontalAdvance(formats.short_month(date(2024, 9, 1)) + "00") + LABEL_GAP
    step = next((months for months in _MONTH_STEPS if ground.pace * 30.4 * months >= a_month), _MONTH_STEPS[-1])
    month = first_of(date.fromordinal(max(span.first, 1)))
    month = first_of(month, -_number_of(month) % step)
    while month.toordinal() <= span.last:
        if month.toordinal() >= span.start:
            yield month.toordinal(), formats.year(month) if month.month == 1 else formats.short_month(month)
        following = first_of(month, step)
        if following <= month:
            return
        month = following


def _number_of(month: date) -> int:
    return month.year * 12 + month.month - 1


def _paint_today(painter: QPainter, frame: Frame) -> None:
    """Paints a pale column behind today."""
    ground, today = frame.main, frame.content.main.today
    if today + 1 <= ground.span.start or today >= ground.span.end:
        return
    left, right = ground.snapped(ground.x(today)), ground.snapped(ground.x(today + 1))
    column = QRectF(left, ground.rect.top(), max(right - left, 1 / ground.ratio), ground.rect.height())
    painter.fillRect(column & ground.rect, theme.mixed(ground.colours.card, ground.colours.accent, 0.12))


def _paint_unread(painter: QPainter, frame: Frame) -> None:
    """Hatches days that were not read, so that none looks like an empty day."""
    ground, main = frame.main, frame.content.main
    painter.setPen(Qt.PenStyle.NoPen)
    brush = QBrush(QColor(ground.colours.border), Qt.BrushStyle.BDiagPattern)
    for start, end in main.raw.unread(ground.span.first, min(ground.span.last, main.today)):
        stripe = QRectF(ground.x(start), ground.rect.top(), (end - start) * ground.pace, ground.rect.height())
        painter.fillRect(stripe & ground.rect, brush)


def day_at(ground: Ground, x: float) -> int:
    """Returns the day at a place in pixels, within the view and not after today."""
    day = int(ground.span.start + (x - ground.rect.left()) / ground.pace)
    return min(max(day, ground.span.first), ground.span.last)
