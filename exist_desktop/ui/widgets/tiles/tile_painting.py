"""Paints a tile's bar for the share of the average, its sparkline, and the pill for its mark."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from exist_desktop.domain.outbox.ops import EntryState
from exist_desktop.domain.values import Seen
from exist_desktop.ui import theme
from exist_desktop.ui.widgets.painting import Surface, paint_surface
from exist_desktop.words.language import NC_, Language


def paint_bar(
    painter: QPainter, rect: QRectF, share: float, colour: str, colours: theme.Theme, *, mirrored: bool
) -> None:
    """Paints a track filled by that share, from the right if mirrored; full at the average and above."""
    radius = rect.height() / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.track))
    painter.drawRoundedRect(rect, radius, radius)
    width = max(rect.width() * min(share, 1.0), rect.height())
    left = rect.right() - width if mirrored else rect.left()
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(QRectF(left, rect.top(), width, rect.height()), radius, radius)


DOT = 2.8


def paint_sparkline(painter: QPainter, rect: QRectF, values: Sequence[Seen], colour: str, colours: theme.Theme) -> None:
    """Paints the numbers among the values, oldest on the left; anything else leaves gaps."""
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


PADDING = QSize(7, 2)

_MARKS = {
    EntryState.WAITING: NC_("entry", "waiting"),
    EntryState.SENDING: NC_("entry", "sending"),
    EntryState.CHECKING: NC_("entry", "checking"),
    EntryState.HELD: NC_("entry", "needs you"),
}


def mark_word(language: Language, mark: EntryState | None) -> str:
    """Returns the word of a mark; empty if all is in Exist."""
    return language.say_marked(_MARKS[mark]) if mark in _MARKS else ""


def pill_size(text: str, metrics: QFontMetrics) -> QSize:
    """Returns the size of a pill with that text."""
    width = metrics.horizontalAdvance(text) + 2 * PADDING.width()
    return QSize(width, metrics.height() + 2 * PADDING.height())


def paint_pill(painter: QPainter, rect: QRectF, text: str, colours: theme.Theme) -> None:
    """Paints a pill in the painter's font."""
    surface = Surface(QColor(colours.toast), QColor(colours.on_toast))
    paint_surface(painter, rect, rect.height() / 2.6, surface)
    painter.setPen(surface.text)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


class Pill(QLabel):
    """A pill as a label of its own; hidden while it has no text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def tell(self, text: str) -> None:
        """Shows the text, or hides if it is empty."""
        self.setText(text)
        self.setVisible(bool(text))

    def _font(self) -> QFont:
        return theme.font(self.font(), -1, bold=True)

    def sizeHint(self) -> QSize:
        return pill_size(self.text(), QFontMetrics(self._font()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is small and painted whole
        with QPainter(self) as painter:
            painter.setFont(self._font())
            paint_pill(painter, QRectF(self.rect()), self.text(), theme.of(self.palette()))
