"""A message on its own surface: banners, errors, hints and toasts."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.ui.widgets.painting import Surface, paint_surface
from exist_desktop.words.language import Language


class MessageBox(QFrame):
    """A text on a rounded surface; hidden while it is empty. A subclass adds a layout.

    `name` is the object name of its text. The surface is that of a card, or contrasts with it for `Tone.TOAST`. `foot`
    is the room below the surface, in pixels.
    """

    def __init__(
        self,
        name: str,
        parent: QWidget | None = None,
        *,
        tone: Tone = Tone.TOAST,
        points: float = 0,
        foot: int = 0,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._foot = foot
        self.text = TextBlock("", self, tone=tone, points=points)
        self.text.setObjectName(name)
        self.hide()

    def show_text(self, text: str, *, lead: int = 0) -> None:
        """Shows a text, its first `lead` characters bold; hides the box if the text is empty."""
        self.text.say(text, lead=lead)
        self.setVisible(bool(text))

    def set_tone(self, tone: Tone) -> None:
        """Changes the colours of text and surface."""
        self._tone = tone
        self.text.set_tone(tone)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - one surface
        colours = theme.of(self.palette())
        if self._tone is Tone.TOAST:
            surface = Surface(QColor(colours.toast), QColor(colours.on_toast))
        else:
            surface = Surface(QColor(colours.card), QColor(colours.text), QColor(colours.border))
        with QPainter(self) as painter:
            paint_surface(painter, QRectF(self.rect().adjusted(0, 0, 0, -self._foot)), theme.RADIUS, surface)


class HintLine(MessageBox):
    """A hint, hidden if there is none.

    Signals:
        closed(): the person has closed it.
    """

    closed = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__("hint", parent, tone=Tone.PLAIN, points=-0.5, foot=theme.GAP)
        close = Chip("✕", self, name=language.say("Close hint"))
        close.setCheckable(False)
        close.clicked.connect(self.closed)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 10, 8 + theme.GAP)
        line.setSpacing(theme.GAP)
        line.addWidget(self.text, 1)
        line.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)

    def tell(self, sentence: str) -> None:
        """Shows the sentence, or hides the line if it is empty."""
        self.show_text(sentence)
