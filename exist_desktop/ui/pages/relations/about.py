"""What is behind a list: how much was looked through, what is left out, and how relations are found."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.card import Card
from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.words.findings.relations import NO_CAUSE
from exist_desktop.words.language import Language


class AboutCard(Card):
    """Texts about the whole list. That nothing here is a cause is always said."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.no_cause = TextBlock(language.say_marked(NO_CAUSE))
        self.no_cause.setObjectName("noCause")
        self.looked_through = TextBlock("", tone=Tone.MUTED)
        self.looked_through.setObjectName("lookedThrough")
        self.left_out = TextBlock("", tone=Tone.MUTED)
        self.left_out.setObjectName("leftOut")
        self.how = Chip(language.say("How this is computed"))
        self.explanation = TextBlock("", tone=Tone.MUTED)
        self.explanation.setObjectName("howComputed")
        self.explanation.hide()
        self.how.toggled.connect(self.explanation.setVisible)
        parts = (self.no_cause, self.looked_through, self.left_out, line_of(self.how), self.explanation)
        column_of(self, *parts, gap=8)

    def show_texts(self, looked_through: str, left_out: str, explanation: str) -> None:
        """Shows what is said of the list; empty texts take no room."""
        for block, text in ((self.looked_through, looked_through), (self.left_out, left_out)):
            block.say(text)
            block.setVisible(bool(text))
        self.explanation.say(explanation)
