"""A quiet line that remembers: how the person felt a year, a month or a week ago; one click puts it away for good."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from exist_desktop.domain.memories import Memory
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.buttons import Chip
from exist_desktop.ui.widgets.labels import Tone
from exist_desktop.words import Language
from exist_desktop.words.quick import memory_sentence

MOST_LINES = 2


class MemoryLine(QWidget):
    """One memory, or nothing at all.

    Signals:
        unwanted(): the person wants no memories.
    """

    unwanted = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.text = TextBlock(tone=Tone.MUTED, points=-0.5, lines=MOST_LINES)
        self.text.setObjectName("memory")
        self.away = SmallChip("✕", name=language.say("Hide memories"))
        self.away.setCheckable(False)
        self.away.set_tip(language.say("No memories from now on. Settings has them back."))
        self.away.clicked.connect(self.unwanted)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.text, 1)
        line.addWidget(self.away)
        self.hide()

    def tell(self, memory: Memory | None) -> None:
        """Shows the memory; takes no room where there is none."""
        self.text.say(memory_sentence(self._language, memory) if memory else "")
        self.setVisible(memory is not None)


class SmallChip(Chip):
    """A chip that makes no more of itself than the line that it stands on."""

    padding = QSize(6, 3)
