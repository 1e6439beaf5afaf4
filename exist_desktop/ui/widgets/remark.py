"""A sentence that takes room only while it has something to say."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.labels import Tone


class Remark(TextBlock):
    """A smaller text below what it is about; hidden while it is empty."""

    def __init__(self, name: str, parent: QWidget | None = None, *, tone: Tone = Tone.NOTICE) -> None:
        super().__init__("", parent, tone=tone, points=-0.5)
        self.setObjectName(name)
        self.hide()

    def tell(self, sentence: str) -> None:
        """Shows the sentence, or nothing at all where there is none."""
        self.say(sentence)
        self.setVisible(bool(sentence))
