"""Connects the card "Your data" to exports and imports: one of them at a time, which can be cancelled."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from exist_desktop.account_state import read_locale
from exist_desktop.app.presenters.transfer.foreign_files import ForeignFiles
from exist_desktop.domain.commands import Key
from exist_desktop.domain.day import today
from exist_desktop.domain.transfer.encodings import Encoding
from exist_desktop.domain.transfer.export import CsvStyle, ExportFormat, ExportWish
from exist_desktop.domain.transfer.imports import ImportFacts, UnreadableError, UnreadableKind, Waiting
from exist_desktop.domain.transfer.mapping import ImportMapping
from exist_desktop.engine import Engine
from exist_desktop.errors import AppError
from exist_desktop.export.backups import back_up
from exist_desktop.export.exports import ExportRequest, Exports
from exist_desktop.imports.imports import ImportRequest, Imports
from exist_desktop.imports.kinds import kind_of
from exist_desktop.imports.proposals.proposals import LookRequest
from exist_desktop.store import rows
from exist_desktop.store.unsent.restoring import restore
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import WallTime
from exist_desktop.ui.pages.settings.your_data.card import YourDataSection
from exist_desktop.words.error_messages import ErrorMessages
from exist_desktop.words.language import Language
from exist_desktop.words.pages.rescue import rescued
from exist_desktop.words.transfer.export import ExportWords
from exist_desktop.words.transfer.imports import ImportWords


class YourData(QObject):
    """Does what the card asks for, and shows the progress on it.

    Signals:
        token_wanted(): the token must be read again.
    """

    token_wanted = Signal()

    def __init__(
        self, card: YourDataSection, engine: Engine, bridge: Bridge, language: Language, time: WallTime
    ) -> None:
        super().__init__(card)
        self._card = card
        self._engine = engine
        self._bridge = bridge
        self._language = language
        self._time = time
        self._running: asyncio.Task[None] | None = None
        self._must_end = False
        self._whose = ""  # the account that the person is asked about, whose archive it may be
        card.export_wanted.connect(self._on_export)
        card.look_wanted.connect(self._on_look)
        card.import_wanted.connect(self._on_import)
        card.entering_wanted.connect(self._on_enter)
        card.backup_wanted.connect(self._on_backup)
        card.restoring_wanted.connect(self._on_restoring)
        card.cancelled.connect(self._on_cancelled)
        self._foreign = ForeignFiles(card, engine, language, time, self)
        card.foreign.reread.connect(self._on_reread)
        card.foreign.planned.connect(self._on_planned)
        card.foreign.entering.connect(self._on_entering)
        card.foreign.saving.connect(self._on_saving)

    def advanced(self, share: float) -> None:
        """Shows how far it is, unless the page has gone meanwhile."""
        if isValid(self) and self._running is not None:
            self._card.show_progress(share)

    def _on_export(self, wish: ExportWish) -> None:
        cancelled = self._language.say("Cancelled. Nothing was left there.")
        self._begin(self._export(wish), cancelled)

    def _on_look(self, path: Path) -> None:
        self._begin(self._look(path), self._language.say("Cancelled. Nothing was changed."))

    def _on_reread(self, path: Path, encoding: Encoding) -> None:
        self._card.show_progress(0.0)
        self._begin(self._look(path, encoding), self._language.say("Cancelled. Nothing was changed."))

    def _on_planned(self, path: Path, mapping: ImportMapping) -> None:
        self._card.show_progress(0.0)
        self._begin(self._foreign.plan(path, mapping), self._language.say("Cancelled. Nothing was changed."))

    def _on_entering(self, path: Path, mapping: ImportMapping) -> None:
        self._card.show_progress(0.0)  # so that it is pressed once
        self._bridge.run(self._until_done(self._enter_foreign(path, mapping), ""))

    def _on_saving(self, path: Path, mapping: ImportMapping) -> None:
        self._bridge.run(self._until_done(self._foreign.save(path, mapping), ""))

    def _on_import(self, path: Path) -> None:
        cancelled = self._language.say("Cancelled. What came in until then stays, and the file can be imported again.")
        self._begin(self._import(path), cancelled)

    def _on_enter(self, chosen: Sequence[Waiting]) -> None:
        self._bridge.run(self._enter(chosen))

    def _on_backup(self, path: Path) -> None:
        self._begin(self._back_up(path), self._language.say("Cancelled. Nothing was left there."))

    def _on_restoring(self, path: Path) -> None:
        self._bridge.run(self._until_done(self._restore(path), ""))

    def _on_cancelled(self) -> None:
        if self._running is not None and not self._must_end:  # half a database is worse than a moment's wait
            self._running.cancel()

    def _begin(self, act: Coroutine[Any, Any, None], cancelled: str) -> None:
        self._bridge.run_until_quit(self._until_done(act, cancelled))

    async def _until_done(self, act: Coroutine[Any, Any, None], cancelled: str) -> None:
        """Runs one act; whatever becomes of it, the card says so."""
        self._running = asyncio.ensure_future(act)
        try:
            await asyncio.wait({self._running})
        except asyncio.CancelledError:  # the program ends; what is half written is cleared away first
            self._running.cancel()
            await asyncio.wait({self._running})
            raise
        finally:
            done, self._running = self._running, None
        if not isValid(self):
            return
        if done.cancelled():
            self._card.show_idle(cancelled)
        elif isinstance(error := done.exception(), AppError):
            self._card.show_idle(ErrorMessages(self._language).message(error).text(self._language))
        elif error is not None:
            self._card.show_idle()
            raise error

    async def _export(self, wish: ExportWish) -> None:
        engine, words = self._engine, ExportWords(self._language)
        locale = await read_locale(engine, self._time.computer_zone())
        path, period = Path(wish.path), wish.span.period(today(engine.clock.wall(), locale.zone.info))
        if wish.format is ExportFormat.PDF:
            from exist_desktop.paper.prints import PrintRequest, Prints

            facts = await Prints(engine.store, engine, self._language).write(PrintRequest(path, period), self)
        else:
            decimal = self._language.numerals.decimal
            style = CsvStyle.spreadsheet(decimal) if wish.for_spreadsheets else CsvStyle()
            exports = Exports(engine.store, engine.preferences, engine, engine.clock)
            facts = await exports.write(ExportRequest(path, wish.format, period, style), self)
        if isValid(self):
            self._card.show_idle(self._language.sentences(words.done(facts), *words.notes(facts)))

    async def _take(self, path: Path, *, is_trial: bool) -> ImportFacts:
        engine = self._engine
        imports = Imports(engine.store, engine.preferences, engine, engine.clock, engine.server)
        return await imports.take_in(ImportRequest(path, is_trial=is_trial, whose=self._whose), self)

    async def _words(self) -> ImportWords:
        attributes, _ = await self._engine.views.catalogue()
        return ImportWords(self._language, {name: one.label for name, one in attributes.items()})

    async def _look(self, path: Path, encoding: Encoding | None = None) -> None:
        try:
            kind = await kind_of(path, self._time.computer_zone(), encoding)
            if kind.is_foreign:
                await self._foreign.look(path, LookRequest(kind, encoding))
                return
        except UnreadableError as error:
            if error.kind is not UnreadableKind.OTHER_ENCODING:
                raise
            if isValid(self):
                self._card.show_idle()
                refused = ErrorMessages(self._language).message(error).text(self._language)
                self._card.foreign.ask_encoding(path, Encoding(error.detail), refused)
            return
        facts = await self._take(path, is_trial=True)
        words, self._whose = await self._words(), facts.whose
        if isValid(self):
            told = (*words.brought(facts, is_trial=True), *words.refusals(facts), words.whose(facts))
            self._card.ask(path, self._language.sentences(*told), is_theirs=bool(facts.whose))

    async def _import(self, path: Path) -> None:
        facts = await self._take(path, is_trial=False)
        await self._engine.find_account()
        words = await self._words()
        if isValid(self):
            told = self._language.sentences(*words.brought(facts, is_trial=False), *words.refusals(facts))
            self._card.show_idle(told)
            self._card.propose(facts.waiting, words)

    async def _back_up(self, path: Path) -> None:
        await back_up(self._engine.store, path)
        if isValid(self):
            self._card.show_idle(self._language.say("Everything is backed up in {file}.", file=path))

    async def _restore(self, path: Path) -> None:
        """Puts a backup in place. Nothing is sent or read meanwhile; after it the token is read again."""
        engine, self._must_end = self._engine, True
        await engine.disconnect()
        try:
            done = await restore(engine.store, path, engine.clock.wall())
        finally:
            self._must_end = False
            await engine.find_account()
            self.token_wanted.emit()
        if isValid(self):
            self._card.show_idle(rescued(self._language, done).text(self._language))

    async def _enter_foreign(self, path: Path, mapping: ImportMapping) -> None:
        self._must_end = True
        try:
            await self._foreign.enter(path, mapping)
        finally:
            self._must_end = False

    async def _enter(self, chosen: Sequence[Waiting]) -> None:
        """Enters what was chosen; each under its own name, so that it is never entered twice."""
        for one in chosen:
            command = rows.entered(one.kind, Key(one.attribute, one.day), one.value, one.clock)
            await self._engine.journal.save(command, name=one.uid)
        if chosen and isValid(self):
            entered = self._language.ngettext(
                "1 entry is in the Outbox again.", "{n} entries are in the Outbox again.", len(chosen)
            )
            self._card.show_idle(entered)
