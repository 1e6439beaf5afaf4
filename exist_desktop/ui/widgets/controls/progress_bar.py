"""A thin progress bar in the window's colours."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.painting import mirrored

STEPS = 1000
HEIGHT = 4


class ProgressBar(QProgressBar):
    """Qt's own progress bar for screen readers, painted as a line."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_name(self, name)
        self.setRange(0, STEPS)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_fraction(self, fraction: float) -> None:
        """Shows the share that is done, 0 to 1."""
        self.setValue(round(fraction * STEPS))

    def sizeHint(self) -> QSize:
        return QSize(120, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(20, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - one surface
        colours = theme.of(self.palette())
        done = self.rect().adjusted(0, 0, self.width() * self.value() // STEPS - self.width(), 0)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for colour, rect in ((colours.track, self.rect()), (colours.accent, mirrored(done, self))):
                painter.setBrush(QColor(colour))
                painter.drawRoundedRect(QRectF(rect), HEIGHT / 2, HEIGHT / 2)
