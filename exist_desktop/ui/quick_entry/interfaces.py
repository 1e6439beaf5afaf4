"""The interfaces that quick entry needs."""

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
    """Reads for quick entry, and stores its draft."""

    async def at_hand(self, day: date) -> QuickVocabulary:
        """Returns a day and its vocabulary."""

    async def day(self, day: date) -> DayView:
        """Returns another day, projected."""

    async def keep(self, draft: QuickDraft) -> None:
        """Writes the draft to the disk."""


class QuickJournal(Protocol):
    """The journal, as far as quick entry needs it."""

    async def save(
        self, *commands: Command, shown: Mapping[Key, Seen] = ..., typed: QuickDraft | None = ...
    ) -> tuple[Entry, ...]:
        """Saves commands and returns once they are on the disk, from where the draft of what was typed is gone."""

    async def take_over(self, attribute: str) -> None:
        """Records that this program shall fill an attribute."""


class MemoryChoice(Protocol):
    """The person's choice of memories."""

    def wanted_on(self, day: date) -> bool:
        """Whether the memory of that day is shown."""
