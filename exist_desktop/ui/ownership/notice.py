"""The notice about who fills attributes, and what its answers lead to."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtWidgets import QWidget

from exist_desktop.ui.windows.notice import Notice
from exist_desktop.words.language import Language


class Way(Enum):
    """What an answer to a notice leads to."""

    TAKE_OVER = auto()
    DISCARD = auto()
    """What waits here is given up."""
    LEAVE = auto()
    """Everything stays as it is."""


class OwnerNotice(Notice):
    """A notice whose answers are a `Way`."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__("ownerNotice", language, parent)
