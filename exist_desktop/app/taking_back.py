"""After each save: what was saved, in words, and for ten seconds the way to take it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from exist_desktop.domain.day import today
from exist_desktop.domain.outbox import Entry, EntryState, OutboxLine
from exist_desktop.engine import Engine
from exist_desktop.journal import computer_zone, zone_of
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.notice import NoticeLine
from exist_desktop.words import Language, Values
from exist_desktop.words.days import DayWords

Tell = Callable[[str, Callable[[], None]], None]
"""Says what was saved, and takes the act that takes it back."""


LONGEST_TEXT = 40
"""A longer text is not said again: the person has just written it."""


class TakingBack:
    """Offers Undo after each save, and says what was undone; `line` is where that is said, and asked for by key."""

    def __init__(self, engine: Engine, bridge: Bridge, language: Language, line: NoticeLine) -> None:
        self._line = line
        self._engine = engine
        self._bridge = bridge
        self._language = language

    async def offer(self, entries: Sequence[Entry], tell: Tell) -> None:
        """Tells what these entries say and where they are, with Undo."""
        say = self._language.say
        lines = await self._engine.views.lines(entries)
        said = " · ".join(self._said(line) for line in lines)
        days = {line.entry.key.day for line in lines}
        words = DayWords(self._language, await self._today())
        if days != {words.today}:
            said = say("{what} on {day}", what=said, day=", ".join(words.short(day) for day in sorted(days)))
        if any(line.entry.state is EntryState.HELD for line in lines):
            sentence = say("{what}. Saved on this computer and held: it needs you", what=said)
        else:
            sentence = say("{what}. Saved on this computer", what=said)
        tell(sentence, lambda: self._bridge.run(self._undo(entries, said)))

    def _said(self, line: OutboxLine) -> str:
        """`Coffees +1`; of a longer text the label alone."""
        amount = Values(self._language).amount(line.attribute, line.entry)
        short = not isinstance(line.entry.amount, str) or len(amount) <= LONGEST_TEXT
        return f"{line.attribute.label} {amount}".rstrip() if short else line.attribute.label

    async def _today(self) -> date:
        account, now = self._engine.account, self._engine.clock.wall()
        if account is None:
            return today(now, computer_zone())
        zone = await self._engine.store.database.read(lambda connection: zone_of(connection, account))
        return today(now, zone.info)

    async def _undo(self, entries: Sequence[Entry], said: str) -> None:
        """Takes a save back and says so; what was taken back in the Outbox meanwhile is passed over."""
        lines = await self._engine.views.lines(entries)
        standing = [line for line in lines if line.entry.state is not EntryState.UNDONE]
        if not standing:
            self._line.undo()
            return
        for line in reversed(standing):
            await self._engine.journal.undo(line.entry.id)
        self._line.say(self._language.say("Undone: {what}", what=said))
