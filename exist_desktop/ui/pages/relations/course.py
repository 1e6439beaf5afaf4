"""How a relation of Exist's changed from batch to batch: a small line, with the figures below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.layouts import column_of
from exist_desktop.ui.widgets.tiles.tile_painting import paint_sparkline

HEIGHT, WIDTH = 30, 160
MOST_BATCHES = 52
"""How many of the last batches the line shows: a year of weeks."""


class CourseLine(QWidget):
    """The correlations of the last batches; the figures below it say the same."""

    def __init__(self) -> None:
        super().__init__()
        self.values: Sequence[float] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is small and painted whole
        colours = theme.of(self.palette())
        with QPainter(self) as painter:
            paint_sparkline(painter, QRectF(self.rect()), self.values[-MOST_BATCHES:], colours.accent, colours)


class Course(QWidget):
    """The line and its figures; hidden unless there is more than one batch."""

    def __init__(self) -> None:
        super().__init__()
        self.line = CourseLine()
        self.figures = TextBlock("", tone=Tone.MUTED, points=-1)
        self.figures.setObjectName("pairCourse")
        column_of(self, self.line, self.figures, gap=4)
        self.hide()

    def show_course(self, batches: Sequence[tuple[date, float]], told: str) -> None:
        """Shows the batches of a relation, the oldest first."""
        self.line.values = [value for _, value in batches]
        self.line.update()
        self.figures.say(told)
        self.setVisible(len(batches) > 1)
