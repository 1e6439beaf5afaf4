"""A line that explains something once, with a button that puts it away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.text import Tone
from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.ui.widgets.message_box import MessageBox
from exist_desktop.words.language import Language


class HintLine(MessageBox):
    """A hint, or nothing.

    Signals:
        closed(): the person has put it away.
    """

    closed = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__("hint", parent, tone=Tone.PLAIN, points=-0.5)
        close = Chip("✕", self, name=language.say("Close hint"))
        close.setCheckable(False)
        close.clicked.connect(self.closed)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 6, 8, 6)
        line.setSpacing(theme.GAP)
        line.addWidget(self.text, 1)
        line.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)

    def tell(self, sentence: str) -> None:
        """Shows the sentence, or hides the line if it is empty."""
        self.say(sentence)
