"""After each change of the order: a sentence that says what it was, with Undo for ten seconds and by Ctrl+Z."""

from __future__ import annotations

from PySide6.QtCore import QObject

from exist_desktop.app.runtime import Runtime
from exist_desktop.domain.arranging.acts import Rearranged
from exist_desktop.domain.arranging.arrangement import Arrangement
from exist_desktop.store.arranging.arrangement import Arrangements
from exist_desktop.ui.windows.toast import SavedToast


class ArrangingUndo(QObject):
    """Offers to take back what was arranged, and does so."""

    def __init__(self, runtime: Runtime) -> None:
        super().__init__(runtime.window)
        self._toasts = runtime.window.toasts
        self._bridge = runtime.bridge
        self._language = runtime.language
        self._kept = Arrangements(runtime.engine.store, runtime.engine)
        self._toasts.undo_wanted.connect(self._on_undo_wanted)

    def offer(self, done: Rearranged, label: str) -> None:
        """Says what was done to the attribute or the group of that label."""
        from exist_desktop.words.arranging.acts import what_was_arranged

        sentence = what_was_arranged(self._language, done, label)
        self._toasts.tell_saved(SavedToast(sentence, sentence, former=done.before))

    def _on_undo_wanted(self, saved: SavedToast) -> None:
        if saved.former is not None:
            self._bridge.run(self._undo(saved.former, saved.what))

    async def _undo(self, former: Arrangement, said: str) -> None:
        await self._kept.put(former)
        self._toasts.tell_done(self._language.say("Undone: {what}", what=said))
