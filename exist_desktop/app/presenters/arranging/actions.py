"""The person's own order: actions that other pages than Today offer, each with Undo for ten seconds and by Ctrl+Z."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from exist_desktop.app.runtime import Runtime
from exist_desktop.domain.arranging.actions import ArrangeAction, Rearranged, acted
from exist_desktop.domain.arranging.arrangement import Arrangement
from exist_desktop.store.arranging.arrangement import Arrangements
from exist_desktop.ui.windows.toast import SavedToast

if TYPE_CHECKING:
    from exist_desktop.app.presenters.arranging.naming import Naming
    from exist_desktop.domain.arranging.names import NameAction


class ArrangingActions(QObject):
    """Does an action and keeps what it comes to; says what was done, and takes it back.

    Signals:
        page_wanted(): the person wants to see Exist's own page of attributes.
    """

    page_wanted = Signal()

    def __init__(self, runtime: Runtime) -> None:
        super().__init__(runtime.window)
        self._toasts = runtime.window.toasts
        self._runtime = runtime
        self._bridge = runtime.bridge
        self._language = runtime.language
        self._kept = Arrangements(runtime.engine.store, runtime.engine)
        self._toasts.undo_wanted.connect(self._on_undo_wanted)
        self._naming: Naming | None = None

    def perform_on_name(self, action: NameAction, name: str) -> None:
        """Does an action about the name of an attribute, or about tags that are the same."""
        if self._naming is None:
            from exist_desktop.app.presenters.arranging.naming import Naming

            self._naming = Naming(self._runtime, self)
            self._naming.page_wanted.connect(self.page_wanted)
            self._naming.done.connect(self.offer_undo)
        self._bridge.run(self._naming.perform(action, name))

    def perform(self, action: ArrangeAction, name: str) -> None:
        """Does an action to an attribute, among those that Today lists."""
        self._bridge.run(self._perform(action, name))

    async def _perform(self, action: ArrangeAction, name: str) -> None:
        engine = self._runtime.engine
        known, _ = await engine.views.catalogue()
        view = await engine.views.day(self._runtime.days.proposed())
        listed = [tile.attribute for tile in view.every]
        label = known[name].label if name in known else name
        done = acted(await self._kept.read(), action, name, listed)
        if done is None:
            from exist_desktop.words.arranging.actions import cannot_move

            self._toasts.tell_done(cannot_move(self._language, label))
        else:
            await self._kept.put(done.after)
            self.offer(done, label)

    def offer(self, done: Rearranged, label: str) -> None:
        """Says what was done to the attribute or the group of that label."""
        from exist_desktop.words.arranging.actions import what_was_arranged

        self.offer_undo(done.before, what_was_arranged(self._language, done, label))

    def offer_undo(self, former: Arrangement, sentence: str) -> None:
        """Says what was done, and brings the former arrangement back if that is undone."""
        account = self._runtime.engine.account
        self._toasts.tell_saved(SavedToast(sentence, sentence, former=former, account=account))

    def _on_undo_wanted(self, saved: SavedToast) -> None:
        if saved.former is None:
            return
        if saved.account == self._runtime.engine.account:
            self._bridge.run(self._undo(saved.former, saved.what))
        else:
            self._toasts.undo()  # of somebody who has signed out meanwhile; the one before it is meant

    async def _undo(self, former: Arrangement, said: str) -> None:
        await self._kept.put(former)
        self._toasts.tell_done(self._language.say("Undone: {what}", what=said))
