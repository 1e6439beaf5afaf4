"""A line that explains something once, with a button that puts it away."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.ui.widgets.painting import Surface, paint_surface
from exist_desktop.words.language import Language


class HintLine(QWidget):
    """Hidden while there is nothing to explain.

    Signals:
        closed(): the person has put it away.
    """

    closed = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = TextBlock("", self, points=-0.5)
        self._text.setObjectName("hint")
        close = Chip("✕", self, name=language.say("Close hint"))
        close.setCheckable(False)
        close.clicked.connect(self.closed)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 6, 8, 6)
        line.setSpacing(theme.GAP)
        line.addWidget(self._text, 1)
        line.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def tell(self, sentence: str) -> None:
        """Shows the sentence, or nothing at all where there is none."""
        self._text.say(sentence)
        self.setVisible(bool(sentence))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - one surface
        """Paints a calm surface."""
        colours = theme.of(self.palette())
        with QPainter(self) as painter:
            surface = Surface(QColor(colours.card), QColor(colours.text), QColor(colours.border))
            paint_surface(painter, QRectF(self.rect()), theme.RADIUS, surface)
