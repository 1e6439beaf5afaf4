"""Questions about owners: what an act does to each attribute, and the safe answer with the focus."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exist_desktop.ui.dialogs.frame import FirstKeys
from exist_desktop.ui.dialogs.scrolled_dialog import ScrolledDialog
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.buttons import RoundedButton
from exist_desktop.ui.widgets.controls.checkbox import CheckBox
from exist_desktop.ui.widgets.controls.layouts import column_of


class Buttons(Struct, frozen=True):
    """The answers: the act, the safe one that changes nothing, and ways to look somewhere else."""

    act: RoundedButton
    safe: RoundedButton
    others: tuple[RoundedButton, ...] = ()


class OwnerQuestion(ScrolledDialog):
    """A question whose answer concerns the ticked attributes.

    The safe answer has the focus, and keys that were typed before somebody could read it answer nothing.
    """

    def __init__(self, title: str, buttons: Buttons, parent: QWidget | None = None) -> None:
        super().__init__(title, (buttons.act, buttons.safe, *buttons.others), parent)
        self.first_keys = FirstKeys(self)
        buttons.act.clicked.connect(self.accept)
        buttons.safe.clicked.connect(self.reject)
        self._sentences = TextBlock("")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self._foot = TextBlock("", tone=Tone.MUTED, points=-0.5)
        self.column.addWidget(self._sentences)
        self.column.addLayout(self._rows)
        self.column.addWidget(self._foot)
        self.column.addStretch(1)
        buttons.safe.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, heading: str, sentences: Sequence[str], foot: Sequence[str]) -> None:
        """Shows what is asked, what follows from it, and what is good to know."""
        self.heading.say(heading)
        for block, text in ((self._sentences, "\n".join(sentences)), (self._foot, "\n".join(foot))):
            block.say(text)
            block.setVisible(bool(text))


class AskedAttribute(QWidget):
    """One attribute of a question: a box to tick, what the act does to it, and what belongs to it below."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = CheckBox(label)
        self.box.setChecked(True)
        self._sentence = TextBlock("")
        self._column = column_of(self, self.box, self._sentence, gap=4)
        self._sentence.hide()

    def say(self, sentence: str, tone: Tone = Tone.PLAIN) -> None:
        """Shows what the act does to the attribute; nothing if the sentence is empty."""
        self._sentence.say(sentence)
        self._sentence.set_tone(tone)
        self._sentence.setVisible(bool(sentence))

    def add(self, *parts: QWidget) -> None:
        """Adds what belongs to the attribute."""
        for part in parts:
            self._column.addWidget(part)

    def let_choose(self, *, wanted: bool) -> None:
        """Shows the box if there is a choice between several."""
        self.box.setVisible(wanted)

    def allow(self, possible: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Ticks the box, or takes the tick away and lets nobody set it."""
        self.box.setEnabled(possible)
        self.box.setChecked(possible)
