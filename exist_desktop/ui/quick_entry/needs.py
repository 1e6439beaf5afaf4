"""What quick entry needs of the rest of the program."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from exist_desktop.domain.commands import Command, Key
from exist_desktop.domain.draft import QuickDraft
from exist_desktop.domain.outbox.ops import Entry
from exist_desktop.domain.projection import DayView
from exist_desktop.domain.values import Seen
from exist_desktop.store.reading.quick_views import QuickVocabulary


class QuickReader(Protocol):
    """What quick entry reads, and where its draft is kept."""

    async def at_hand(self, day: date) -> QuickVocabulary:
        """A day and what is known around it."""

    async def day(self, day: date) -> DayView:
        """Another day, projected."""

    async def keep(self, draft: QuickDraft) -> None:
        """Writes the draft to the disk."""


class QuickJournal(Protocol):
    """What quick entry needs of the journal."""

    async def save(self, *commands: Command, shown: Mapping[Key, Seen] = ...) -> tuple[Entry, ...]:
        """Saves commands and returns once the disk has them."""

    async def take_over(self, attribute: str) -> None:
        """Records that this program is to fill an attribute."""


class MemoryChoice(Protocol):
    """Which memories the person wants to see."""

    def wanted_on(self, day: date) -> bool:
        """Whether the memory of that day is shown."""
