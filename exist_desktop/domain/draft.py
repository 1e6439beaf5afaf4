"""Drafts: what a person has typed and not saved. They stay on the disk until they are saved or discarded."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from exist_desktop.domain.values import Seen


class Draft(Struct, frozen=True):
    """The draft for an attribute on a day; `shown` is the value that was shown when it was begun."""

    day: date
    attribute: str
    text: str
    shown: Seen = None


class QuickDraft(Struct, frozen=True):
    """The draft of quick entry: its day, the chosen step of mood, the words for the note, and the line."""

    day: date
    step: int | None = None
    words: str = ""
    line: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to save."""
        return self.step is None and not self.words.strip() and not self.line.strip()
