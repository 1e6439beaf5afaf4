"""The door to quick entry: made when there is time for it, opened from the tray, a second start or a notification."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from exist_desktop.app.presenters.toasts import Toasts
from exist_desktop.app.presenters.undo import Tell
from exist_desktop.domain.outbox.ops import Entry
from exist_desktop.engine import Engine
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.windows.main_window import MainWindow
from exist_desktop.words.error_messages import Message
from exist_desktop.words.language import Language

if TYPE_CHECKING:
    from exist_desktop.ui.quick_entry.window import QuickWindow


@dataclass(frozen=True)
class QuickEntryActions:
    """Where quick entry leads.

    `offer_undo` puts what was saved into words and tells it; `make` makes something new of a name, True for a tag;
    `sign_in` shows the way in; `day_chosen` reads a day from Exist; `ended` hears that quick entry and what it had to
    tell have gone.
    """

    window: MainWindow
    offer_undo: Callable[[Sequence[Entry], Tell], Coroutine[Any, Any, None]]
    make: Callable[[str, bool], None]
    sign_in: Callable[[], None]
    day_chosen: Callable[[date], None]
    ended: Callable[[], None]


class QuickEntryPresenter(QObject):
    """Opens the one window of quick entry."""

    def __init__(
        self,
        engine: Engine,
        bridge: Bridge,
        language: Language,
        days: DayClock,
        actions: QuickEntryActions,
    ) -> None:
        super().__init__(actions.window)
        self._engine = engine
        self._bridge = bridge
        self._language = language
        self._days = days
        self._actions = actions
        self._window: QuickWindow | None = None
        self._offering = False
        self._toasts = Toasts(actions.window, bridge, language)
        self._toasts.gone.connect(self._on_gone)

    def open(self, activation_token: str = "") -> None:
        """Shows quick entry in front, with the launcher's token where there is one; without an account, the way in."""
        if self._engine.account is None:
            self._actions.sign_in()
        else:
            self.window.open(activation_token)

    async def make_ready(self) -> None:
        """Makes the window before it is wanted, so that it comes at once."""
        await asyncio.to_thread(import_module, "exist_desktop.ui.quick_entry.window")
        await self.window.get_ready()

    @property
    def window(self) -> QuickWindow:
        """The window; the first look makes it."""
        if self._window is None:
            self._window = self._make()
        return self._window

    def stop(self) -> None:
        """Puts the window away; what is begun is kept."""
        if self._window is not None:
            self._window.stop()
        self._toasts.stop()

    def _make(self) -> QuickWindow:
        from exist_desktop.app.presenters.memories import MemoryChoices
        from exist_desktop.store.reading.quick_views import QuickViews
        from exist_desktop.ui.quick_entry.window import QuickWindow

        engine, preferences = self._engine, self._engine.preferences
        views = QuickViews(engine.store, lambda: engine.account, engine.clock.wall)
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
        window.create_wanted.connect(self._actions.make)
        window.day_chosen.connect(self._actions.day_chosen)
        memories.heed(window.form.memory, lambda: window.day)
        unsubscribe = preferences.subscribe(window.show_memory)
        window.destroyed.connect(unsubscribe)
        return window

    def tell(self, message: Message) -> None:
        """Tells something in the small window."""
        self._toasts.tell(message)

    def tell_in_passing(self, message: Message) -> None:
        """Tells something in the small window that goes by itself."""
        self._toasts.tell_in_passing(message)

    def tell_saved(self, sentence: str, undo: Callable[[], None]) -> None:
        """Offers to take back what was saved, where the window is not looked at."""
        self._toasts.tell_saved(sentence, undo)

    def _on_activation_wanted(self, token: str) -> None:
        from exist_desktop.ui.quick_entry.activation import activate

        activate(self.window, token)

    def _on_saved(self, entries: Sequence[Entry]) -> None:
        self._offering = True
        self._bridge.run(self._offer_undo(entries))

    async def _offer_undo(self, entries: Sequence[Entry]) -> None:
        await self._actions.offer_undo(entries, self.tell_saved)
        self._offering = False

    def _on_gone(self) -> None:
        shown = self._window is not None and self._window.isVisible()
        if not (shown or self._offering or self._toasts.telling):
            self._actions.ended()
