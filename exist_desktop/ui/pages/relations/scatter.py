"""Two attributes against each other: a dot for each day, or two groups of days where one of them is yes or no."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from exist_desktop.domain.findings.together import Point, Sides, middle, sides
from exist_desktop.domain.statistics.axis import Axis
from exist_desktop.domain.statistics.series import Measure
from exist_desktop.domain.statistics.span import Span
from exist_desktop.ui import theme
from exist_desktop.ui.pages.history.chart.prepared import Prepared
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.painting import elided, set_tip
from exist_desktop.words.findings.relations_pair import PairWords
from exist_desktop.words.pages.history import HistoryWords

if TYPE_CHECKING:
    from exist_desktop.domain.relations.effect import Effect

HEIGHT = 260
GAP = 8.0
DOT = 2.6
MOST_DOTS = 1500
"""More days are thinned evenly: no picture shows more."""
SPREAD = 0.34
"""How far the dots of a group are spread to both sides, as a share of its room."""
NEAR_YES = 0.12
MIDDLE = 0.3
"""Half the width of a group's middle, as a share of its room."""

BRACKET = 4.0
"""Half the width of a bracket's ends."""


class Plot(Struct, frozen=True):
    """What is painted. `groups` are None if both are numbers; then `points` are in the order across, upwards.

    `interval` is where the middle of the days with it may be, by the difference from the others; None if not known.
    """

    across: Prepared
    upwards: Prepared
    points: Sequence[Point]
    groups: Sides | None
    words: PairWords
    interval: tuple[float, float] | None = None


def plot_of(
    earlier: Prepared, later: Prepared, found: Sequence[Point], words: PairWords, effect: Effect | None = None
) -> Plot:
    """Returns the plot of two attributes: groups by the one that is yes or no, else the earlier one across."""
    if Measure.YES_NO not in (earlier.measure, later.measure):
        return Plot(earlier, later, found, None, words)
    by_later = earlier.measure is not Measure.YES_NO
    by, measured = (later, earlier) if by_later else (earlier, later)
    groups = sides(found, by_later=by_later)
    return Plot(by, measured, (), groups, words, _interval(measured, groups, effect))


def _interval(measured: Prepared, groups: Sides, effect: Effect | None) -> tuple[float, float] | None:
    level = middle(groups.without, measured.measure)
    if effect is None or level is None or effect.threshold is not None:
        return None
    times = 1.0 if measured.measure in (Measure.YES_NO, Measure.CLOCK) else measured.conversion.times
    return level + effect.low * times, level + effect.high * times


class Scatter(QWidget):
    """The plot, described in words for people who do not see it."""

    accessible_role = "Chart"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plot: Plot | None = None
        self.setObjectName("scatter")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_plot(self, plot: Plot | None) -> None:
        """Shows other days."""
        self._plot = plot
        if plot is not None:
            one, two, words = plot.across.attribute, plot.upwards.attribute, plot.words
            set_name(self, words.language.say("{two} by {one}", one=one.label, two=two.label))
            described = words.of_points(one, two, plot.points)
            set_tip(self, described if plot.groups is None else words.of_sides(one, two, plot.groups))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, round(HEIGHT * min(theme.scale(self.font()), 1.5)))

    def minimumSizeHint(self) -> QSize:
        return QSize(140, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is small and painted whole
        if self._plot is not None:
            with QPainter(self) as painter:
                _Painting(painter, self._plot, QRectF(self.rect()), theme.of(self.palette())).paint(self)


class _Painting:
    """One act of painting."""

    def __init__(self, painter: QPainter, plot: Plot, whole: QRectF, colours: theme.Theme) -> None:
        self._painter = painter
        self._plot = plot
        self._whole = whole
        self._colours = colours

    def paint(self, widget: QWidget) -> None:
        """Paints axes, dots and middles."""
        plot, painter = self._plot, self._painter
        font = theme.font(widget.font(), -1)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        words = HistoryWords(plot.words.language, plot.words.today)
        axis = _axis(plot.upwards)
        marks = [(tick, words.mark(plot.upwards.attribute, tick)) for tick in axis.ticks]
        left = max((metrics.horizontalAdvance(text) for _, text in marks), default=0.0) + GAP
        below = (2 if plot.groups is not None else 1) * (metrics.height() + 2) + metrics.height() + GAP
        self._rect = self._whole.adjusted(left, metrics.height() / 2, -4, -below)
        self._paint_upwards(axis, marks, metrics)
        if plot.groups is not None:
            self._paint_groups(plot.groups, axis, metrics)
        else:
            self._paint_points(axis, metrics, words)

    def _y(self, axis: Axis, number: float) -> float:
        return self._rect.bottom() - min(max(axis.share(number), 0.0), 1.0) * self._rect.height()

    def _paint_upwards(self, axis: Axis, marks: Iterable[tuple[float, str]], metrics: QFontMetricsF) -> None:
        painter, free, former = self._painter, self._whole.bottom(), ""
        for tick, text in marks:
            y = self._y(axis, tick)
            painter.setPen(QPen(QColor(self._colours.border), 1))
            painter.drawLine(QLineF(self._rect.left(), round(y) + 0.5, self._rect.right(), round(y) + 0.5))
            if y + metrics.height() / 2 > free or text == former:
                continue
            free, former = y - metrics.height() / 2, text
            place = QRectF(self._whole.left(), free, self._rect.left() - GAP - self._whole.left(), metrics.height())
            painter.setPen(QColor(self._colours.muted))
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)

    def _line_below(self, number: int, metrics: QFontMetricsF) -> QRectF:
        top = self._rect.bottom() + GAP / 2 + number * (metrics.height() + 2)
        return QRectF(self._whole.left(), top, self._whole.width(), metrics.height())

    def _paint_groups(self, groups: Sides, axis: Axis, metrics: QFontMetricsF) -> None:
        painter, plot, half = self._painter, self._plot, self._rect.width() / 2
        words, by = plot.words, plot.across.attribute
        shades = (self._colours.muted, self._colours.group(plot.upwards.attribute.group.name))
        names = (words.without(by), words.with_it(by))
        for number, (side, shade, name) in enumerate(zip((groups.without, groups.with_it), shades, names, strict=True)):
            middle_x = self._rect.left() + (number + 0.5) * half
            dots = [
                QPointF(
                    middle_x + (_scattered(index) - 0.5) * 2 * SPREAD * half,
                    self._y(axis, self._apart(index, value)),
                )
                for index, value in enumerate(side[:: _every(len(side))])
            ]
            self._paint_dots(dots, shade)
            level = middle(side, plot.upwards.measure)
            if level is not None:
                painter.setPen(QPen(QColor(self._colours.text), 2))
                y = self._y(axis, level)
                painter.drawLine(QLineF(middle_x - MIDDLE * half, y, middle_x + MIDDLE * half, y))
            if number and plot.interval is not None:
                self._paint_bracket(middle_x, *(self._y(axis, end) for end in plot.interval))
            painter.setPen(QColor(self._colours.muted))
            for line, text in enumerate((name, words.days(len(side)))):
                place = self._line_below(line, metrics)
                place = QRectF(middle_x - half / 2, place.top(), half - 4, place.height())
                shown = elided(text, painter.font(), place.width())
                painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, shown)

    def _paint_bracket(self, x: float, low: float, high: float) -> None:
        self._painter.setPen(QPen(QColor(self._colours.text), 1.5))
        ends = [QLineF(x - BRACKET, y, x + BRACKET, y) for y in (low, high)]
        self._painter.drawLines([QLineF(x, low, x, high), *ends])

    def _apart(self, index: int, value: float) -> float:
        """Returns a place near yes or no, where all dots would be on one line."""
        if self._plot.upwards.measure is not Measure.YES_NO:
            return value
        return abs(value - NEAR_YES * _scattered(3 * index + 1))

    def _paint_points(self, axis: Axis, metrics: QFontMetricsF, words: HistoryWords) -> None:
        painter, plot = self._painter, self._plot
        across = _axis(plot.across)
        dots = [
            QPointF(self._rect.left() + across.share(one) * self._rect.width(), self._y(axis, two))
            for one, two in plot.points[:: _every(len(plot.points))]
        ]
        self._paint_dots(dots, self._colours.group(plot.upwards.attribute.group.name))
        painter.setPen(QColor(self._colours.muted))
        free, line = self._whole.left(), self._line_below(0, metrics)
        for tick in across.ticks:
            text = words.mark(plot.across.attribute, tick)
            width = metrics.horizontalAdvance(text) + 1
            x = self._rect.left() + across.share(tick) * self._rect.width() - width / 2
            x = min(x, self._whole.right() - width)
            if x >= free:
                painter.drawText(QRectF(x, line.top(), width, line.height()), Qt.AlignmentFlag.AlignCenter, text)
                free = x + width + GAP
        title = elided(plot.across.attribute.label, painter.font(), self._rect.width())
        place = self._line_below(1, metrics)
        place.setLeft(self._rect.left())
        painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, title)

    def _paint_dots(self, dots: Sequence[QPointF], shade: str) -> None:
        painter, colour = self._painter, QColor(shade)
        colour.setAlphaF(0.45)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for dot in dots:
            painter.drawEllipse(dot, DOT, DOT)
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _every(count: int) -> int:
    """Returns which of so many dots are painted: every first, second, …"""
    return count // MOST_DOTS + 1


def _axis(shown: Prepared) -> Axis:
    return shown.axis(Span(float(shown.series.first), float(max(shown.series.end, shown.series.first + 1))))


def _scattered(number: int) -> float:
    """Returns a place from 0 to 1 that looks accidental and is the same each time: the golden ratio's multiples."""
    return number * 0.6180339887498949 % 1.0
