"""What a person has typed and not saved yet; it is on the disk until it is saved or discarded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from exist_desktop.domain.values import Seen


@dataclass(frozen=True)
class Draft:
    """What is typed for an attribute on a day; `shown` is the value that was shown when it was begun."""

    day: date
    attribute: str
    text: str
    shown: Seen = None


@dataclass(frozen=True)
class QuickDraft:
    """What is begun in quick entry: the day it is for, a chosen step of mood, words for the note, and a line."""

    day: date
    step: int | None = None
    words: str = ""
    line: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to keep."""
        return self.step is None and not self.words.strip() and not self.line.strip()
