"""A line that was not asked for and goes with one click, for this time or for good.

What was just put away leaves a line in its place, so that nothing moves, and it can be brought back.
"""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.buttons import Chip

MOST_LINES = 2


class SmallChip(Chip):
    """A chip as high as a line of text."""

    padding = QSize(6, 3)


class LineWords(Struct, frozen=True):
    """The texts of a line's buttons: the names of three of them, what two of them show, and what is said meanwhile."""

    away: str
    back: str
    undo: str
    never: str
    never_shown: str
    tip: str
    asking: str


class PutAwayLine(QWidget):
    """A sentence with a button that hides it, the line after that, or nothing. `name` is the sentence's object name.

    Signals:
        put_away(): the person does not want to see this.
        brought_back(): the person wants to see it after all.
        unwanted(): the person wants nothing of the kind.
    """

    put_away = Signal()
    brought_back = Signal()
    unwanted = Signal()

    def __init__(self, name: str, words: LineWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._sentence = ""
        self._asking = False
        self.text = TextBlock(tone=Tone.MUTED, points=-0.5, lines=MOST_LINES)
        self.text.setObjectName(name)
        self.away = SmallChip("✕", name=words.away)
        self.back = SmallChip(words.undo, name=words.back)
        self.never = SmallChip(words.never_shown, name=words.never)
        self.never.set_tip(words.tip)
        self.away.clicked.connect(self._on_away)
        self.back.clicked.connect(self._on_back)
        self.never.clicked.connect(self.unwanted)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.text, 1000)
        for chip in (*self.own_chips(), self.away, self.back, self.never):
            chip.setCheckable(False)
            line.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        line.addStretch(1)
        self.hide()

    def own_chips(self) -> tuple[Chip, ...]:
        """Returns further buttons, before the one that hides the line; they go while it asks."""
        return ()

    def say(self, sentence: str) -> None:
        """Shows a sentence, or takes up no room if it is empty."""
        self._asking = False
        self.setMinimumHeight(0)
        self._keep_room(kept=False)
        self._show(sentence)

    def make_way(self) -> None:
        """Hides because the person has begun something else; keeps its room, so that nothing moves."""
        if self.isVisible():
            self.setMinimumHeight(self.height())
            self._keep_room(kept=True)
            self.hide()

    def _keep_room(self, *, kept: bool) -> None:
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(kept)
        self.setSizePolicy(policy)

    def rest_from(self, sentence: str) -> None:
        """Hides a sentence that was put away; if that was just now, offers to bring it back."""
        if sentence != self._sentence or not self._asking:
            self.say("")

    def _on_away(self) -> None:
        self._asking = True
        self.setMinimumHeight(self.height())  # the widgets below stay in place
        self._show(self._sentence)
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.put_away.emit()

    def _on_back(self) -> None:
        self._asking = False
        self._show(self._sentence)
        self.away.setFocus(Qt.FocusReason.OtherFocusReason)
        self.brought_back.emit()

    def _show(self, sentence: str) -> None:
        self._sentence = sentence
        self.text.say(self._words.asking if self._asking else sentence)
        self.text.setMaximumWidth(self.text.natural_width())  # the buttons follow right after the text
        for chip in (*self.own_chips(), self.away):
            chip.setVisible(not self._asking)
        for chip in (self.back, self.never):
            chip.setVisible(self._asking)
        self.setVisible(bool(sentence))
