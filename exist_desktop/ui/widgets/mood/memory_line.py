"""A line with the mood of a year, a month or a week ago; one click dismisses this memory.

A memory that was just dismissed leaves a line in its place, so that nothing moves, and it can be brought back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.words.language import Language

if TYPE_CHECKING:
    from exist_desktop.domain.statistics.memories import Memory

MOST_LINES = 2


class MemoryLine(QWidget):
    """A memory, the line after it was dismissed, or nothing.

    Signals:
        put_away(): the person does not want to see this memory.
        brought_back(): the person wants to see it after all.
        unwanted(): the person wants no memories.
    """

    put_away = Signal()
    brought_back = Signal()
    unwanted = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        say = language.say
        self._memory: Memory | None = None
        self._asking = False
        self.text = TextBlock(tone=Tone.MUTED, points=-0.5, lines=MOST_LINES)
        self.text.setObjectName("memory")
        self.away = SmallChip("✕", name=say("Hide this memory"))
        self.back = SmallChip(say("Undo"), name=say("Show this memory"))
        self.never = SmallChip(say("Never show"), name=say("Never show memories"))
        self.never.set_tip(say("No memories from now on. Settings has them back."))
        self.away.clicked.connect(self._on_away)
        self.back.clicked.connect(self._on_back)
        self.never.clicked.connect(self.unwanted)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.text, 1000)
        for chip in (self.away, self.back, self.never):
            chip.setCheckable(False)
            line.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        line.addStretch(1)
        self.hide()

    def tell(self, memory: Memory | None) -> None:
        """Shows the memory, or takes up no room if there is none."""
        self._asking = False
        self.setMinimumHeight(0)
        self._keep_room(kept=False)
        self._show(memory)

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

    def rest(self, memory: Memory) -> None:
        """Hides a dismissed memory; if it was just dismissed, offers to bring it back."""
        if memory != self._memory or not self._asking:
            self.tell(None)

    def _on_away(self) -> None:
        self._asking = True
        self.setMinimumHeight(self.height())  # the widgets below stay in place
        self._show(self._memory)
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.put_away.emit()

    def _on_back(self) -> None:
        self._asking = False
        self._show(self._memory)
        self.away.setFocus(Qt.FocusReason.OtherFocusReason)
        self.brought_back.emit()

    def _show(self, memory: Memory | None) -> None:
        self._memory = memory
        asking = self._language.say("Put away for this day.")
        self.text.say(asking if self._asking else self._sentence(memory) if memory else "")
        self.text.setMaximumWidth(self.text.natural_width())  # the buttons follow right after the text
        for chip, shown in ((self.away, not self._asking), (self.back, self._asking), (self.never, self._asking)):
            chip.setVisible(shown)
        self.setVisible(memory is not None)

    def _sentence(self, memory: Memory) -> str:
        from exist_desktop.words.pages.quick_entry import memory_sentence  # the first paint never shows a memory

        return memory_sentence(self._language, memory)


class SmallChip(Chip):
    """A chip as high as a line of text."""

    padding = QSize(6, 3)
