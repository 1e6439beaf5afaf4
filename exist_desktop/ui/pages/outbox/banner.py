"""What the Outbox says above its list: that entries need the person, and that nothing leaves before a sign-in."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.controls.buttons import Chip, line_of
from exist_desktop.ui.widgets.painting import Surface, paint_surface
from exist_desktop.ui.widgets.tone import Tone
from exist_desktop.words.error_messages import Message
from exist_desktop.words.language import Language


class Banner(QFrame):
    """A message on a surface of its own, or nothing at all."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setContentsMargins(18, 16, 18, 16)
        self._text = TextBlock("", self, tone=Tone.TOAST)
        self._text.setObjectName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self._text)
        self.hide()

    def tell(self, message: Message | None) -> None:
        """Shows the message, or nothing at all."""
        if message is not None:
            self._text.say(f"{message.title} {message.sentence}", lead=len(message.title))
        self.setVisible(message is not None)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - one surface
        """Paints the surface."""
        colours = theme.of(self.palette())
        with QPainter(self) as painter:
            surface = Surface(QColor(colours.toast), QColor(colours.on_toast))
            paint_surface(painter, QRectF(self.rect()), theme.RADIUS, surface)


class SignInBanner(Banner):
    """Says that nothing leaves before a sign-in.

    Signals:
        wanted(): the person wants to sign in.
    """

    wanted = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__("outboxSignIn", parent)
        button = Chip(language.say("Sign in…"), name=language.say("Sign in to send"))
        button.setCheckable(False)
        button.clicked.connect(self.wanted)
        self.column.addWidget(line_of(button))
