"""The card with the averages of weekdays and months, as small bars side by side."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from exist_desktop.domain.statistics.axis import Axis, axis_of
from exist_desktop.domain.statistics.patterns import Part, by_month, by_weekday
from exist_desktop.domain.statistics.series import Measure
from exist_desktop.ui import theme
from exist_desktop.ui.pages.history.chart.prepared import Prepared
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.card import Card
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.ui.widgets.painting import set_tip
from exist_desktop.words.language import Language
from exist_desktop.words.pages.history import HistoryWords

BARS_HEIGHT = 84
WIDEST_BAR = 44.0
GAP = 4.0
DOT = 4.0


class PatternCard(Card):
    """Shows what is usual on each weekday and in each month."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.weekdays, self.months = PatternBars("weekdayPattern"), PatternBars("monthPattern")
        say = language.say
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(24)
        for title, bars in ((say("By weekday, all days"), self.weekdays), (say("By month, all years"), self.months)):
            column = QVBoxLayout()
            column.setSpacing(8)
            set_name(bars, title)
            column.addWidget(Heading(title, points=1, bold=True))
            column.addWidget(bars)
            self._beside.addLayout(column, 1)

    def set_direction(self, direction: QBoxLayout.Direction) -> None:
        """Puts the two beside or below each other."""
        self._beside.setDirection(direction)

    def show_patterns(self, main: Prepared) -> None:
        """Shows the patterns of an attribute; hides if it has none."""
        self.setVisible(main.measure is not Measure.WORDS and main.raw.bounds is not None)
        words = HistoryWords(self._language, main.today)
        formats = self._language.formats
        weekdays = tuple(formats.short_weekday(date.fromordinal(number)) for number in range(1, 8))
        first = formats.first_weekday - 1
        parts, months = by_weekday(main.series, main.today), by_month(main.series, main.today)
        axis = _axis(main, (*parts, *months))
        for bars, names, averages in (
            (self.weekdays, weekdays[first:] + weekdays[:first], parts[first:] + parts[:first]),
            (self.months, words.months(), months),
        ):
            numbers = tuple(words.part(main.attribute, part) for part in averages)
            bars.show_parts(names, averages, numbers, axis, main.attribute.group.name)
            set_tip(bars, words.pattern(main.attribute, names, averages))


def _axis(main: Prepared, parts: tuple[Part, ...]) -> Axis:
    measure = Measure.AMOUNT if main.measure is Measure.YES_NO else main.measure
    return axis_of(measure, [part.average for part in parts if part.average is not None])


class PatternBars(QWidget):
    """The averages of weekdays or months side by side, with short names; the tooltip has them in words."""

    accessible_role = "Chart"

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._names: tuple[str, ...] = ()
        self._parts: tuple[Part, ...] = ()
        self._numbers: tuple[str, ...] = ()
        self._axis = Axis(0.0, 1.0, ())
        self._group = ""
        self._as_dots = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(
        self, names: tuple[str, ...], parts: tuple[Part, ...], numbers: tuple[str, ...], axis: Axis, group: str
    ) -> None:
        """Shows the averages in the colour of a group; `numbers` are the same in words.

        They are dots if the axis does not begin at zero: the length of a bar would be misleading.
        """
        self._names, self._parts, self._numbers, self._axis, self._group = names, parts, numbers, axis, group
        self._as_dots = not axis.low <= 0 <= axis.high
        self.update()

    def sizeHint(self) -> QSize:
        line = round(QFontMetricsF(theme.font(self.font(), -1)).height())
        return QSize(220, BARS_HEIGHT + 2 * line)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is small and painted whole
        if not self._parts:
            return
        colours = theme.of(self.palette())
        small = theme.font(self.font(), -1)
        metrics = QFontMetricsF(small)
        pace = self.width() / len(self._parts)
        bars = QRectF(0, metrics.height(), self.width(), self.height() - 2 * metrics.height() - GAP)
        colour = colours.group(self._group)
        with QPainter(self) as painter:
            painter.setFont(small)
            painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
            for index, part in enumerate(self._parts):
                if part.average is not None:
                    share = min(max(self._axis.share(part.average), 0.0), 1.0)
                    width = min(pace - GAP, WIDEST_BAR)
                    if self._as_dots:
                        middle = pace * (index + 0.5)
                        _paint_dot(painter, QPointF(middle, bars.bottom() - bars.height() * share), colour)
                        continue
                    height = max(round(bars.height() * share), 2)
                    left = round(pace * (index + 0.5) - width / 2)
                    bar = QRectF(left, bars.bottom() - height, width, height)
                    painter.fillRect(bar, theme.mixed(colours.card, colour, 0.55))
            self._paint_words(painter, self._names, self.height() - metrics.height(), colours.muted, every=1)
            self._paint_words(painter, self._numbers, 0, colours.text, every=0)

    def _paint_words(self, painter: QPainter, texts: tuple[str, ...], top: float, colour: str, *, every: int) -> None:
        """Paints a line of words: all, or every other one; numbers (`every` 0) only if all fit."""
        metrics = QFontMetricsF(painter.font())
        pace = self.width() / len(texts)
        widest = max(map(metrics.horizontalAdvance, texts)) + GAP
        step = next((step for step in (1, 2, 3, 4, 6) if widest <= pace * step), len(texts))
        if every == 0 and step > 1:
            return
        painter.setPen(QColor(colour))
        for index in range(0, len(texts), step):
            width = metrics.horizontalAdvance(texts[index]) + 1
            x = min(max(pace * (index + 0.5) - width / 2, 0.0), self.width() - width)
            place = QRectF(x, top, width, metrics.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, texts[index])


def _paint_dot(painter: QPainter, place: QPointF, colour: str) -> None:
    """Paints the average of a state, such as a weight or a time of day."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(place, DOT, DOT)
