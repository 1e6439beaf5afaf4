"""Connects the import of another program's file to what reads it, plans it, and enters it as one batch."""

from __future__ import annotations

import secrets
from functools import partial
from pathlib import Path

from shiboken6 import isValid

from exist_desktop.account_state import read_locale
from exist_desktop.domain.transfer.imports import ImportFacts
from exist_desktop.domain.transfer.mapping import ImportMapping
from exist_desktop.domain.transfer.proposed import Plan
from exist_desktop.engine import Engine
from exist_desktop.imports.proposals.mapping_file import write_mapping
from exist_desktop.imports.proposals.proposals import Looked, LookRequest, Proposals
from exist_desktop.long_work import WorkObserver, to_the_end
from exist_desktop.ui.day_clock import WallTime
from exist_desktop.ui.pages.settings.your_data.card import YourDataSection
from exist_desktop.words.language import Language
from exist_desktop.words.transfer.imports import ImportWords
from exist_desktop.words.transfer.mapping import MappingWords


class ForeignFiles:
    """Does it for one card. `observer` shows how far it is."""

    def __init__(
        self, card: YourDataSection, engine: Engine, language: Language, time: WallTime, observer: WorkObserver
    ) -> None:
        self._card = card
        self._engine = engine
        self._language = language
        self._time = time
        self._observer = observer
        self._looked: Looked | None = None
        self._plan: Plan | None = None
        self._name = ""

    async def look(self, path: Path, wanted: LookRequest) -> None:
        """Looks into a file, and asks what its parts mean. Raises as `Proposals` does."""
        self._plan, self._name = None, secrets.token_hex(16)
        looked = self._looked = await (await self._proposals()).look(path, wanted, self._observer)
        if isValid(self._card):
            self._card.show_idle()
            self._card.foreign.ask(path, looked.facts, looked.proposed, looked.attributes)

    async def plan(self, path: Path, mapping: ImportMapping) -> None:
        """Plans a file by a mapping, and shows what it would bring. Raises as `Proposals` does."""
        plan = self._plan = await (await self._proposals()).plan(path, mapping, self._name, self._observer)
        if isValid(self._card) and self._looked is not None:
            facts = ImportFacts(mapping.kind, refused=plan.refused, refused_more=plan.refused_more)
            refused = self._language.sentences(*ImportWords(self._language).refusals(facts))
            self._card.show_idle()
            self._card.foreign.show_plan(plan, self._looked.attributes, refused)

    async def enter(self, path: Path, mapping: ImportMapping) -> None:
        """Enters the plan by what was decided, as one batch, and remembers the mapping.

        Raises as `BatchJournal.enter` does, and then nothing is entered.
        """
        assert self._plan is not None
        entering = await to_the_end(partial(Plan.entering, self._plan.decided(mapping)))
        zone = self._time.computer_zone()
        entered = 0
        if entering.commands:
            entered = await self._engine.journal.batches.enter(path.name, entering, zone, name=self._name)
        await (await self._proposals()).remember(mapping)
        if isValid(self._card):
            self._card.foreign.let_go()
            self._card.show_idle(MappingWords(self._language).entered(entered))

    async def save(self, path: Path, mapping: ImportMapping) -> None:
        """Writes a mapping into a file, for `import --map`. Raises `ExportError`."""
        await to_the_end(partial(write_mapping, path, mapping))
        if isValid(self._card):
            self._card.show_idle(self._language.say("The mapping is in {file}.", file=path))

    async def _proposals(self) -> Proposals:
        engine = self._engine
        locale = await read_locale(engine, self._time.computer_zone())
        return Proposals(engine.store, engine, engine.clock, locale.zone.info, self._language.numerals)
