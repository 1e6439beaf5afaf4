"""After each save: what was saved, in words, and for ten seconds the way to take it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from exist_desktop.domain.day import today, zone_of_profile
from exist_desktop.domain.outbox.ops import Entry, EntryState
from exist_desktop.engine import Engine
from exist_desktop.journal import computer_zone
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.windows.toast import Toast
from exist_desktop.words.language import Language

Tell = Callable[[str, Callable[[], None]], None]
"""Says what was saved, and takes the act that takes it back."""


class UndoOffer:
    """Offers Undo after each save, and says what was undone; `line` is where that is said, and asked for by key."""

    def __init__(self, engine: Engine, bridge: Bridge, language: Language, line: Toast) -> None:
        self._line = line
        self._engine = engine
        self._bridge = bridge
        self._language = language

    async def offer(self, entries: Sequence[Entry], tell: Tell) -> None:
        """Tells what these entries say and where they are, with Undo."""
        from exist_desktop.words.saved import what_was_saved, where_it_is  # loaded after the first paint

        lines = await self._engine.views.lines(entries)
        what = what_was_saved(self._language, lines, await self._today())
        where = where_it_is(self._language, lines)
        sentence = self._language.say("{what}. {where}", what=what, where=where)
        tell(sentence, lambda: self._bridge.run(self._undo(entries, what)))

    async def _today(self) -> date:
        zone = zone_of_profile(await self._engine.views.profile(), computer_zone())
        return today(self._engine.clock.wall(), zone.info)

    async def _undo(self, entries: Sequence[Entry], said: str) -> None:
        """Takes a save back and says so; what was taken back in the Outbox meanwhile is passed over."""
        lines = await self._engine.views.lines(entries)
        standing = [line for line in lines if line.entry.state is not EntryState.UNDONE]
        if not standing:
            self._line.undo()
            return
        for line in reversed(standing):
            await self._engine.journal.undo(line.entry.id)
        self._line.tell_done(self._language.say("Undone: {what}", what=said))
