"""How loudly a text of the window speaks."""

from __future__ import annotations

from enum import Enum, auto


class Tone(Enum):
    """The colours a text may have; what it says is never in the colour alone."""

    PLAIN = auto()
    MUTED = auto()
    TOAST = auto()
