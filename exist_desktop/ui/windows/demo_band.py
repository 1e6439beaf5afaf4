"""The band over every page of the demo: that its days are made up, and a button to use an account of one's own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.words.language import Language


class DemoBand(QWidget):
    """The band, shown as long as the window exists.

    Signals:
        own_account_wanted(): the person wants to sign in with an account of their own.
    """

    own_account_wanted = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say = language.say
        lead = say("Demo:")
        text = TextBlock("", self, tone=Tone.TOAST)
        text.setObjectName("demoBand")
        text.say(say("{lead} made-up days, nothing goes to Exist.", lead=lead), lead=len(lead))
        button = Chip(say("Sign in with your account…"), self)
        button.setCheckable(False)
        button.clicked.connect(self.own_account_wanted)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 6, 12, 6)
        line.setSpacing(theme.GAP)
        line.addWidget(text, 1)
        line.addWidget(button)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - one surface
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(theme.of(self.palette()).toast))
