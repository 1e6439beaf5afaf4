"""After each save: a sentence that says what was saved, with Undo for ten seconds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from exist_desktop.app.runtime import Runtime
from exist_desktop.domain.outbox.ops import EntryState
from exist_desktop.domain.ownership.entries import AnyEntry
from exist_desktop.ui.windows.toast import SavedToast


class SavedPlace(Protocol):
    """Where a save is shown: the main window, or the small one of quick entry."""

    def tell_saved(self, saved: SavedToast) -> None:
        """Shows what was saved, with Undo."""


class UndoOffer:
    """Offers Undo after each save, and says what was undone."""

    def __init__(self, runtime: Runtime) -> None:
        self._line = runtime.window.toasts
        self._engine = runtime.engine
        self._bridge = runtime.bridge
        self._language = runtime.language
        self._days = runtime.days
        self._line.undo_wanted.connect(self.take_back)

    async def offer(self, entries: Sequence[AnyEntry], place: SavedPlace) -> None:
        """Shows what these entries say and where they are, with Undo."""
        from exist_desktop.words.saved import what_was_saved, where_it_is  # loaded after the first paint

        lines = await self._engine.views.outbox_lines([entry.id for entry in entries])
        what = what_was_saved(self._language, lines, self._days.calendar_day())
        where = where_it_is(self._language, lines)
        sentence = self._language.say("{what}. {where}", what=what, where=where)
        place.tell_saved(SavedToast(sentence, what, tuple(entries)))

    def take_back(self, saved: SavedToast) -> None:
        """Undoes a save of entries."""
        if saved.former is None:
            self._bridge.run(self._undo(saved.entries, saved.what))

    async def _undo(self, entries: Sequence[AnyEntry], said: str) -> None:
        """Undoes a save and says so. Entries that were undone in the Outbox meanwhile are left out."""
        lines = await self._engine.views.outbox_lines([entry.id for entry in entries])
        left = [line for line in lines if line.entry.state is not EntryState.UNDONE]
        if not left:
            self._line.undo()
            return
        for line in reversed(left):
            await self._engine.journal.undo(line.entry.id)
        self._line.tell_done(self._language.say("Undone: {what}", what=said))
