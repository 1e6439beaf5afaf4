"""The moods of a week: a small face for each day with its weekday below, and the way to the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.widgets.accessible_names import set_description, set_name
from exist_desktop.ui.widgets.controls.painted_button import PaintedButton
from exist_desktop.ui.widgets.mood.faces import paint_mood
from exist_desktop.ui.widgets.painting import elided, paint_ring, set_tip

DIAMETER = 30
"""The diameter of a face for text of the usual size."""
GAP_BELOW, MARGIN = 4, 4
SMALLEST = 16
DAYS = 7
WEIGHT = 1.3


class DayMood(Struct, frozen=True):
    """A day with its step of mood, a half between two faces, None for none; `weekday` is short, `told` all of it."""

    day: date
    step: float | None
    weekday: str
    told: str


class DayFace(PaintedButton):
    """One day as a button. A day without a mood is an empty circle."""

    def __init__(self) -> None:
        super().__init__()
        self._step: float | None = None
        self._cell = 0

    def set_cell(self, width: int) -> None:
        """Sets the width of the cell, the same for all faces of a row."""
        self._cell = width
        self.updateGeometry()

    def natural_width(self) -> int:
        """Returns the width of the face or its label, with a margin."""
        label = QFontMetrics(self._label_font()).horizontalAdvance(self.text())
        return max(self._diameter(), label) + 2 * MARGIN

    def show_day(self, shown: DayMood, description: str) -> None:
        """Shows a day; its name for screen readers is the day with its mood."""
        self.value, self._step = shown.day, shown.step
        self.setText(shown.weekday)
        set_name(self, shown.told)
        set_tip(self, shown.told)
        set_description(self, description)  # after the tooltip, which is described, too: the name says the same
        self.update()

    def _label_font(self) -> QFont:
        return theme.font(self.font(), -0.5)

    def _diameter(self) -> int:
        return round(DIAMETER * theme.scale(self.font()))

    def sizeHint(self) -> QSize:
        letters = QFontMetrics(self._label_font()).height()
        width = max(self._cell, self.natural_width())
        return QSize(width, self._diameter() + GAP_BELOW + letters + 2 * MARGIN)

    def minimumSizeHint(self) -> QSize:
        return QSize(SMALLEST, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is small and painted whole
        colours = theme.of(self.palette())
        diameter = min(self._diameter(), self.width() - 2)
        circle = QRectF((self.width() - diameter) / 2, MARGIN, diameter, diameter).adjusted(1.5, 1.5, -1.5, -1.5)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._step is None:
                painter.setPen(QPen(QColor(colours.muted), 1, Qt.PenStyle.DotLine))
                painter.drawEllipse(circle)
            else:
                self._paint_mood(painter, circle, colours, self._step)
            painter.setFont(self._label_font())
            painter.setPen(QColor(colours.text if self.underMouse() else colours.muted))
            below = QRectF(0, MARGIN + diameter + GAP_BELOW, self.width(), self.height())
            text = elided(self.text(), self._label_font(), self.width())
            painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)
            if self.ringed:
                paint_ring(painter, QRectF(self.rect()), 8, QColor(colours.accent))

    def _paint_mood(self, painter: QPainter, circle: QRectF, colours: theme.Theme, step: float) -> None:
        """Paints the face of a step; of a half, one half of each of its neighbours."""
        low = int(step)
        halves = [(low, circle.adjusted(-2, -2, 2, 2))]
        if step != low:
            halves.append((low + 1, halves[0][1].adjusted(circle.width() / 2 + 2, 0, 0, 0)))
        for face, part in halves:
            painter.save()
            painter.setClipRect(part)
            paint_mood(painter, circle, face, colours, weight=WEIGHT)
            painter.restore()


class DayFaces(QWidget):
    """The seven days in a row, as wide as there is room.

    Signals:
        day_chosen(date): the person wants to see that day.
    """

    day_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.faces = tuple(DayFace() for _ in range(DAYS))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        for face in self.faces:
            line.addWidget(face)
            face.picked.connect(self.day_chosen)
        line.addStretch(1)

    def show_days(self, days: Sequence[DayMood], description: str) -> None:
        """Shows the days, Monday first."""
        for face, day in zip(self.faces, days, strict=True):
            face.show_day(day, description)
        self._share_width()

    def _share_width(self) -> None:
        widest = max(face.natural_width() for face in self.faces)
        for face in self.faces:
            face.set_cell(widest)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._share_width()
