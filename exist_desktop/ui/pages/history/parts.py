"""Smaller parts of the page: the figures, and the averages of weekdays and months as small bars."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from exist_desktop.domain.statistics.axis import Axis
from exist_desktop.domain.statistics.patterns import Part
from exist_desktop.ui import theme
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.layouts import line_of
from exist_desktop.ui.widgets.flow import FlowLayout
from exist_desktop.words.pages.history import Figure

BARS_HEIGHT = 84
WIDEST_BAR = 44.0
GAP = 4.0
DOT = 4.0


class FigureLabel(QWidget):
    """One figure with its label above and a remark beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._label = TextBlock("", tone=Tone.MUTED, points=-1)
        self._figure = TextBlock("", points=3, bold=True)
        self._beside = TextBlock("", tone=Tone.MUTED, points=-1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 14, 0)
        column.setSpacing(1)
        column.addWidget(self._label)
        column.addWidget(line_of(self._figure, self._beside))

    def show_figure(self, figure: Figure) -> None:
        """Shows a figure."""
        self._label.say(figure.label)
        self._figure.say(figure.figure)
        self._beside.say(figure.beside)
        self._beside.setVisible(bool(figure.beside))


class FigureStrip(QWidget):
    """All figures, in lines."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._flow = FlowLayout(self, gap=12, line_gap=12)
        self.labels: list[FigureLabel] = []

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Shows these figures; creates labels as needed."""
        while len(self.labels) < len(figures):
            self.labels.append(FigureLabel())
            self._flow.addWidget(self.labels[-1])
        for label, figure in zip(self.labels, figures, strict=False):
            label.show_figure(figure)
        for index, label in enumerate(self.labels):
            label.setVisible(index < len(figures))
        self._flow.invalidate()
        self.updateGeometry()


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
                        paint_dot(painter, QPointF(pace * (index + 0.5), bars.bottom() - bars.height() * share), colour)
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


def paint_dot(painter: QPainter, place: QPointF, colour: str) -> None:
    """Paints the average of a state, such as a weight or a time of day."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(place, DOT, DOT)
