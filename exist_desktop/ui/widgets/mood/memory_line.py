"""A line with the mood of a year, a month or a week ago; one click dismisses this memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from exist_desktop.ui.widgets.put_away_line import LineWords, PutAwayLine
from exist_desktop.words.language import Language

if TYPE_CHECKING:
    from exist_desktop.domain.statistics.memories import Memory


class MemoryLine(PutAwayLine):
    """A memory, the line after it was dismissed, or nothing."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        say = language.say
        words = LineWords(
            away=say("Hide this memory"),
            back=say("Show this memory"),
            undo=say("Undo"),
            never=say("Never show memories"),
            never_shown=say("Never show"),
            tip=say("No memories from now on. Settings has them back."),
            asking=say("Put away for this day."),
        )
        super().__init__("memory", words, parent)
        self._language = language

    def tell(self, memory: Memory | None) -> None:
        """Shows the memory, or takes up no room if there is none."""
        self.say(self._said(memory) if memory is not None else "")

    def rest(self, memory: Memory) -> None:
        """Hides a dismissed memory; if it was just dismissed, offers to bring it back."""
        self.rest_from(self._said(memory))

    def _said(self, memory: Memory) -> str:
        from exist_desktop.words.pages.quick_entry import memory_sentence  # the first paint never shows a memory

        return memory_sentence(self._language, memory)
