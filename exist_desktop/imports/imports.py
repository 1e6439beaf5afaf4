"""Imports into the account in use: what a file brings, compared with what is here, and taken in.

The file is read on another thread, a part at a time; each part is one commit, so that saving never waits for long. An
import that is broken off has taken in whole parts, and the same file can be imported again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct

from exist_desktop.domain.account import Account, AccountInUse, signed_in
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.day import WallClock
from exist_desktop.domain.ownership.entries import OwnerKind
from exist_desktop.domain.transfer.export import NOT_EXPORTED
from exist_desktop.domain.transfer.imports import (
    FileKind,
    ImportFacts,
    Refused,
    RefusedReason,
    UnreadableError,
    UnreadableKind,
    Waiting,
    WaitingWish,
)
from exist_desktop.domain.value_types import ValueType
from exist_desktop.errors import NotSavedError
from exist_desktop.files import file_fault
from exist_desktop.imports.archives.archive import is_archive, opened_archive
from exist_desktop.imports.archives.archive_import import ArchiveImport
from exist_desktop.imports.archives.exist_archive import is_exist_archive
from exist_desktop.imports.archives.folder import opened_folder
from exist_desktop.imports.bounded import CHUNK, MOST_REFUSED, is_folder, opened, texts
from exist_desktop.imports.own_batches import Batch, Batches, EntriesBatch, RowsBatch, ValuesBatch
from exist_desktop.imports.own_file import OwnFile, OwnHead, RefusedError, attribute_of
from exist_desktop.imports.own_json import OwnJson
from exist_desktop.imports.own_sqlite import OwnSqlite
from exist_desktop.long_work import Unwatched, WorkObserver, to_the_end
from exist_desktop.settings import Preferences, Settings, sensible
from exist_desktop.store.store import Store
from exist_desktop.store.transfer.importing import Compared, ImportWriter, account_of
from exist_desktop.store.transfer.sections import WISHES
from exist_desktop.store.transfer.sqlite_reader import sqlite_rows

_SQLITE = b"SQLite format 3\0"
_EASTERNMOST = timedelta(hours=14)
"""How far ahead of UTC the day begins first."""


class ImportRequest(Struct, frozen=True):
    """What is imported, and of which kind it is; None finds that out. A trial changes nothing.

    `whose` is the account that the person says a file is of which does not say so itself.
    """

    path: Path
    kind: FileKind | None = None
    is_trial: bool = False
    whose: str = ""


class Imports:
    """Takes in files for the account in use, or for the one that a file names where nobody has signed in."""

    def __init__(
        self, store: Store, preferences: Preferences, current: AccountInUse, clock: WallClock, server: str
    ) -> None:
        self._store = store
        self._preferences = preferences
        self._current = current
        self._clock = clock
        self._server = server

    async def take_in(self, wanted: ImportRequest, observer: WorkObserver | None = None) -> ImportFacts:
        """Takes a file in and returns what it brought.

        Raises `UnreadableError`, `NotSavedError`, and `NeverSignedInError` where a file does not say whose it is.
        """
        kind = wanted.kind
        if kind is None:
            kind = await to_the_end(partial(own_kind, wanted.path))
        if kind is FileKind.EXIST:
            return await self._archive(wanted, observer or Unwatched())
        with _own_file(wanted.path, kind) as file:
            head = await to_the_end(file.head)
            account = self._current.account
            if account is not None and account.username.casefold() != head.account.casefold():
                raise UnreadableError(UnreadableKind.OF_ANOTHER, str(wanted.path), whose=head.account)
            if account is None and not wanted.is_trial:
                account = await account_of(self._store, self._server, head.account, head.zone)
            taking = _Taking(self._store, account, head, is_trial=wanted.is_trial)
            await taking.take_attributes()
            settings = self._settings(head.settings, is_trial=wanted.is_trial)
            batches = Batches(taking.types, self._latest()).of(file.parts())
            while (batch := await to_the_end(partial(next, batches, None))) is not None:
                await taking.take(batch)
                (observer or Unwatched()).advanced(batch.share)
        return taking.facts(kind, settings)

    async def _archive(self, wanted: ImportRequest, observer: WorkObserver) -> ImportFacts:
        taking = ArchiveImport(self._store, signed_in(self._current), wanted.path, self._latest())
        return await (taking.look(observer) if wanted.is_trial else taking.take_in(wanted.whose, observer))

    def _latest(self) -> date:
        """Returns tomorrow, wherever it is tomorrow first."""
        return (datetime.fromtimestamp(self._clock.wall(), UTC) + _EASTERNMOST).date() + timedelta(days=1)

    def _settings(self, found: Mapping[str, Any], *, is_trial: bool) -> int:
        """Takes over choices that were never made here, and returns how many."""
        usual, chosen = Settings(), self._preferences.chosen
        new = {
            name: value
            for name, value in sensible(found).items()
            if name not in NOT_EXPORTED and getattr(chosen, name) == getattr(usual, name) != value
        }
        if new and not is_trial:
            try:
                self._preferences.change(**new)
            except OSError as error:
                raise NotSavedError(file_fault(error), str(self._store.folder)) from error
        return len(new)


def own_kind(path: Path) -> FileKind:
    """Returns the kind of a file of this program's, or of Exist's archive, by how it begins.

    Raises `UnreadableError`, also for other files.
    """
    if is_folder(path):
        with opened_folder(path) as folder:
            if is_exist_archive(folder):
                return FileKind.EXIST
        raise UnreadableError(UnreadableKind.UNKNOWN, str(path))
    with opened(path) as file:
        if file.read(len(_SQLITE)) == _SQLITE:
            return FileKind.SQLITE
        file.seek(0)
        if is_archive(file.read(len(_SQLITE))):
            with opened_archive(file, str(path)) as archive:
                if is_exist_archive(archive):
                    return FileKind.EXIST
            raise UnreadableError(UnreadableKind.UNKNOWN, str(path))
        file.seek(0)
        if next(texts(file, str(path)), "")[:CHUNK].lstrip().startswith("{"):
            return FileKind.JSON
    raise UnreadableError(UnreadableKind.UNKNOWN, str(path))


@contextmanager
def _own_file(path: Path, kind: FileKind) -> Iterator[OwnFile]:
    with opened(path) as file:
        match kind:
            case FileKind.JSON:
                yield OwnJson(file, path, file.seek(0, 2))
            case FileKind.SQLITE:
                with sqlite_rows(path) as tables:
                    yield OwnSqlite(tables, path)
            case _:
                raise UnreadableError(UnreadableKind.UNKNOWN, str(path))


class _Taking:
    """One import: what it has taken in so far. `types` are those of the attributes whose values can be taken."""

    def __init__(self, store: Store, account: Account | None, head: OwnHead, *, is_trial: bool) -> None:
        self.types: dict[str, ValueType] = {}
        self._into = None if account is None else ImportWriter(store, account)
        self._head = head
        self._is_trial = is_trial
        self._new_attributes = 0
        self._compared = Compared()
        self._entries = 0
        self._waiting: list[Waiting] = []
        self._wishes: list[WaitingWish] = []
        self._refused: list[Refused] = []
        self._refused_more = 0
        self._names: set[str] = set()

    async def take_attributes(self) -> None:
        """Adds the attributes that the account lacks."""
        known = {} if self._into is None else await self._into.known()
        found: dict[str, Attribute] = {}
        for number, row in enumerate(self._head.attributes):
            try:
                one = attribute_of(row, number)
            except RefusedError as wrong:
                self._refuse([wrong.at(None)])
                continue
            found.setdefault(one.name, one)
        new = [one for one in found.values() if one.name not in known]
        if self._into is not None and not self._is_trial:
            await self._into.add_attributes(new)
        self._new_attributes = len(new)
        for one in found.values():
            here = known.get(one.name, one)
            if here.value_type is one.value_type:
                self.types[one.name] = one.value_type
            else:
                self._refuse([Refused(None, RefusedReason.TYPE)])

    async def take(self, batch: Batch) -> None:
        """Takes one batch in, or only compares it."""
        self._refuse(batch.refused)
        match batch:
            case ValuesBatch(name=name) if name:
                await self._take_values(batch)
            case EntriesBatch():
                await self._take_entries(batch)
            case RowsBatch(section=WISHES.key, rows=rows):
                self._wishes += [
                    WaitingWish(OwnerKind(row["kind"]), name)
                    for row in rows
                    if (name := row["attribute"] or row["label"])
                ]
            case RowsBatch(section=section, rows=rows) if self._into is not None and not self._is_trial:
                await self._into.add_rows(section, rows[::-1], self._head.made)

    async def _take_values(self, batch: ValuesBatch) -> None:
        if self._into is None:
            found = Compared(new=sum(value is not None for value in batch.days.values()))
        elif self._is_trial:
            found = await self._into.compare(batch.name, batch.days)
        else:
            found = await self._into.fill(batch.name, batch.days, self._head.made)
        self._names.add(batch.name)
        before = self._compared
        self._compared = Compared(
            before.new + found.new, before.equal + found.equal, before.different + found.different
        )

    async def _take_entries(self, batch: EntriesBatch) -> None:
        if self._into is None:
            self._entries += len(batch.ended)
            self._waiting += batch.waiting
            return
        uids = [one.uid for one in batch.waiting] + [one.entry.uid for one in batch.ended]
        unknown = await self._into.unknown(uids)
        self._waiting += [one for one in batch.waiting if one.uid in unknown]
        if self._is_trial:
            self._entries += sum(one.entry.uid in unknown for one in batch.ended)
        else:
            self._entries += await self._into.add_entries(batch.ended)

    def _refuse(self, refused: list[Refused] | tuple[Refused, ...]) -> None:
        room = max(MOST_REFUSED - len(self._refused), 0)
        self._refused += refused[:room]
        self._refused_more += len(refused[room:])

    def facts(self, kind: FileKind, settings: int) -> ImportFacts:
        """Returns what was taken in, and says so to whoever shows it."""
        if self._into is not None and not self._is_trial:
            self._into.publish(self._names)
        return ImportFacts(
            kind=kind,
            new=self._compared.new,
            equal=self._compared.equal,
            different=self._compared.different,
            refused=tuple(self._refused),
            refused_more=self._refused_more,
            attributes=self._new_attributes,
            entries=self._entries,
            settings=settings,
            waiting=tuple(self._waiting),
            wishes=tuple(dict.fromkeys(self._wishes)),
        )
