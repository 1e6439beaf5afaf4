"""Connects quick entry to the engine. Its window is created early; tray, second start and notifications open it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from exist_desktop.app.presenters.toasts import Toasts
from exist_desktop.app.presenters.undo import UndoOffer
from exist_desktop.app.runtime import Runtime
from exist_desktop.domain.outbox.ops import Entry
from exist_desktop.ui.windows.toast import SavedToast
from exist_desktop.words.error_messages import Message

if TYPE_CHECKING:
    from exist_desktop.ui.global_key.global_key import GlobalKey
    from exist_desktop.ui.notify.saved_notification import SavedNotification
    from exist_desktop.ui.quick_entry.window import QuickWindow


class QuickEntryPresenter(QObject):
    """Opens the one window of quick entry. `undo` offers to undo what was saved there.

    Signals:
        create_wanted(str, bool): an attribute of that name should be created; True for a tag.
        sign_in_wanted(): it was opened while nobody is signed in.
        day_chosen(date): a day is in view.
        ended(): the window and its messages are closed.
    """

    create_wanted = Signal(str, bool)
    sign_in_wanted = Signal()
    day_chosen = Signal(object)
    ended = Signal()

    def __init__(self, runtime: Runtime, undo: UndoOffer) -> None:
        super().__init__(runtime.window)
        self._runtime = runtime
        self._engine = runtime.engine
        self._bridge = runtime.bridge
        self._language = runtime.language
        self._days = runtime.days
        self._undo = undo
        self._window: QuickWindow | None = None
        self._key: GlobalKey | None = None
        self._offering = False
        self._toasts = Toasts(runtime.window, runtime.bridge, runtime.language)
        self._toasts.gone.connect(self._on_gone)
        self._toasts.undo_wanted.connect(undo.take_back)

    def open(self, activation_token: str = "") -> None:
        """Shows quick entry in front, with the launcher's token if it gave one. Without an account, asks to sign in."""
        if self._engine.account is None:
            self.sign_in_wanted.emit()
        else:
            self.window.open(activation_token)

    async def make_ready(self) -> None:
        """Creates the window before it is needed, so that it opens at once."""
        await asyncio.to_thread(import_module, "exist_desktop.ui.quick_entry.window")
        await self.window.get_ready()

    @property
    def window(self) -> QuickWindow:
        """The window. It is created on first use."""
        if self._window is None:
            self._window = self._make()
        return self._window

    @property
    def key(self) -> GlobalKey:
        """The key that opens the window from anywhere. It is created after the first paint."""
        if self._key is None:
            self._key = self._make_key()
        return self._key

    def _make_key(self) -> GlobalKey:
        from exist_desktop.ui.global_key.global_key import GlobalKey, key_giver

        giver = key_giver(QGuiApplication.platformName(), os.environ)
        purpose = self._language.say("Open quick entry")
        app_id = QGuiApplication.desktopFileName()
        key = GlobalKey(self._engine.preferences, self._bridge, giver, app_id, purpose, self)
        key.pressed.connect(self.open)
        return key

    async def stop_key(self) -> None:
        """Gives back the key that opens the window from anywhere."""
        if self._key is not None:
            await self._key.stop()

    def stop(self) -> None:
        """Hides the window. What is typed there is saved as a draft."""
        if self._window is not None:
            self._window.stop()
        self._toasts.stop()

    def _make(self) -> QuickWindow:
        from exist_desktop.app.presenters.memories import MemoryChoices
        from exist_desktop.app.presenters.streaks import StreakPresenter
        from exist_desktop.store.reading.quick_views import QuickViews
        from exist_desktop.ui.quick_entry.window import QuickWindow

        engine, preferences = self._engine, self._engine.preferences
        views = QuickViews(engine.store, engine, engine.clock)
        memories = MemoryChoices(preferences)
        window = QuickWindow(
            views,
            engine.journal,
            self._bridge,
            self._language,
            self._days,
            memories,
        )
        window.activation_wanted.connect(self._on_activation_wanted)
        window.saved.connect(self._on_saved)
        window.closed.connect(self._on_gone)
        window.create_wanted.connect(self.create_wanted)
        window.day_chosen.connect(self.day_chosen)
        memories.heed(window.form.memory, window)
        unsubscribe = preferences.subscribe(window.show_memory)
        window.destroyed.connect(unsubscribe)
        window.day_shown.connect(StreakPresenter(self._runtime, views, window.form.streaks).show_day)
        return window

    def tell(self, message: Message) -> None:
        """Shows a message in the small window."""
        self._toasts.tell(message)

    def tell_in_passing(self, message: Message) -> None:
        """Shows a message in the small window that closes by itself."""
        self._toasts.tell_in_passing(message)

    def show_saves_by(self, desktop: SavedNotification) -> None:
        """Shows what was saved by notifications of the desktop from now on."""
        self._toasts.show_saves_by(desktop)

    def tell_saved(self, saved: SavedToast) -> None:
        """Shows what was saved, with Undo, for when the main window does not have focus."""
        self._toasts.tell_saved(saved)

    def _on_activation_wanted(self, token: str) -> None:
        from exist_desktop.ui.quick_entry.activation import activate

        activate(self.window, token)

    def _on_saved(self, entries: Sequence[Entry]) -> None:
        self._offering = True
        self._bridge.run(self._offer_undo(entries))

    async def _offer_undo(self, entries: Sequence[Entry]) -> None:
        await self._undo.offer(entries, self)
        self._offering = False

    def _on_gone(self) -> None:
        shown = self._window is not None and self._window.isVisible()
        if not (shown or self._offering or self._toasts.telling):
            self.ended.emit()
