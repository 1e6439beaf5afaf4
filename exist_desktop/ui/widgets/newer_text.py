"""The question below a text that has a newer version: save only the typed text, or both."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exist_desktop.domain.text.append import joined
from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.ui.widgets.flow import FlowLayout
from exist_desktop.ui.widgets.inline_message import InlineMessage
from exist_desktop.words.language import Language

LINES = 4
"""Of the newer text; the tooltip has all of it."""


class Choice(Struct, frozen=True):
    """The newer text, and whether it is saved together with what was typed."""

    theirs: str
    both: bool

    def applied_to(self, typed: str) -> str:
        """Returns the text to save."""
        return joined(self.theirs, typed) if self.both else typed


class NewerText(QWidget):
    """Asks what to save; takes up room only while it asks.

    Signals:
        chosen(Choice): what the person wants to save.
    """

    chosen = Signal(object)

    def __init__(self, language: Language, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._theirs = ""
        self._question = InlineMessage("newerText")
        self._question.set_lines(LINES)
        say = language.say
        self.mine = Chip(say("Only mine"), name=say("Only mine, {label}", label=label))
        self.both = Chip(say("Both"), name=say("Both, {label}", label=label))
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for chip in (self.mine, self.both):
            chip.setCheckable(False)
            flow.addWidget(chip)
        self.mine.value, self.both.value = False, True
        for chip in (self.mine, self.both):
            chip.picked.connect(self._on_picked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._question)
        column.addWidget(buttons)
        self.hide()

    def ask(self, theirs: str) -> None:
        """Shows the newer text and the choices."""
        self._theirs = theirs
        self._question.tell(
            self._language.say("It has changed meanwhile. Which is to be saved? The newer one: “{text}”", text=theirs)
        )
        self.show()

    def _on_picked(self, both: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.chosen.emit(Choice(self._theirs, both=both))

    def rest(self) -> None:
        """Stops asking."""
        self.hide()
