"""Chooses the hint of the Today page: at the first visit, addition, save while offline, and postponed decision.

A hint is shown until it is closed or replaced by the next one, and never again after that.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from PySide6.QtCore import QObject

from exist_desktop.domain.attributes import MOOD
from exist_desktop.domain.outbox.ops import Entry, EntryKind, EntryState
from exist_desktop.domain.ownership.entries import AnyLine
from exist_desktop.store.changes import Change
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.ui.refresher import Refresher
from exist_desktop.words.guidance.hints import Hint, hint_words
from exist_desktop.words.language import Language

MOST_HELD = 100
"""How many held entries are read to see whether one of an attribute is among them."""


class ShownHints(Protocol):
    """Stores which hints were shown before."""

    def shown(self) -> Collection[str]:
        """Returns the names of the hints shown before."""

    def remember(self, hint: str) -> None:
        """Records that a hint was shown."""


class HeldEntries(Protocol):
    """What hints read from the store."""

    async def held(self, most: int) -> Sequence[AnyLine]:
        """Returns the newest entries that need the person, at most `most`."""


class TodayHints(QObject):
    """Shows each hint once, and hides the one about a postponed decision when none of its entries is held any more."""

    def __init__(
        self,
        page: TodayPage,
        bridge: Bridge,
        language: Language,
        before: ShownHints,
        views: HeldEntries,
    ) -> None:
        super().__init__(page)
        self._page = page
        self._bridge = bridge
        self._language = language
        self._before = before
        self._views = views
        self._shown: Hint | None = None
        self._put_off: set[str] = set()
        page.hint.closed.connect(self._put_away)
        page.day_shown.connect(self._on_day_shown)
        page.saved.connect(self._on_saved)
        page.put_off.connect(self._on_put_off)
        self._still_held = Refresher(self, self._look, bridge)
        bridge.changed.connect(self._on_changed)

    def _on_day_shown(self) -> None:
        if not self._page.card.isHidden():
            self._offer(Hint.FACES)

    def _on_saved(self, entries: Sequence[Entry]) -> None:
        if self._shown is Hint.FACES and any(entry.key.attribute == MOOD for entry in entries):
            self._put_away()
        if any(entry.state is EntryState.HELD for entry in entries):
            return  # decisions that are due come first
        if self._bridge.status.offline:
            self._offer(Hint.OFFLINE)
        elif any(entry.kind is EntryKind.ADD for entry in entries):
            self._offer(Hint.UNDO)

    def _on_put_off(self, names: Sequence[str]) -> None:
        self._put_off.update(names)
        self._offer(Hint.OWNER)

    def _on_changed(self, change: Change) -> None:
        if change.outbox and self._shown is Hint.OWNER:
            self._still_held.changed()

    async def _look(self) -> None:
        """Hides the hint once the postponed entries are decided or discarded."""
        left = {line.attribute.name for line in await self._views.held(MOST_HELD)}
        if self._shown is Hint.OWNER and not self._put_off & left:
            self._put_away()

    def _offer(self, hint: Hint) -> None:
        if hint is self._shown or hint in self._before.shown():
            return
        self._put_away()
        self._shown = hint
        self._page.hint.tell(hint_words(self._language, hint))

    def _put_away(self) -> None:
        if self._shown is not None:
            self._before.remember(self._shown.value)
            self._shown = None
            self._page.hint.tell("")
