"""What stands half written in quick entry, as it is kept until it is saved or taken out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class HalfWritten:
    """The day it is for, a chosen step of mood, words for the note, and a line."""

    day: date
    step: int | None = None
    words: str = ""
    line: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to keep."""
        return self.step is None and not self.words.strip() and not self.line.strip()
