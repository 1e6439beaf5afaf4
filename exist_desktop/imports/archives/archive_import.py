"""Takes in what Exist's own archive has of days that were not read here: to be shown, and for nothing else.

The copy from Exist goes on as if the archive were not there, and what it says takes the archive's place.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path

from exist_desktop.domain.account import Account
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.transfer.imports import FileKind, ImportFacts, Refused, UnreadableError, UnreadableKind
from exist_desktop.domain.value_types import ValueType
from exist_desktop.imports.archives.exist_archive import ArchivedDays, ExistArchive
from exist_desktop.imports.archives.opening import opened_files
from exist_desktop.imports.bounded import MOST_REFUSED
from exist_desktop.long_work import WorkObserver, to_the_end
from exist_desktop.store.store import Store
from exist_desktop.store.transfer.importing import Compared, ImportWriter

_Step = date | ArchivedDays


class ArchiveImport:
    """One import of an archive into an account. `latest` is the last day that is taken."""

    def __init__(self, store: Store, account: Account, path: Path, latest: date) -> None:
        self._into = ImportWriter(store, account)
        self._account = account
        self._path = path
        self._latest = latest
        self._made = date.min
        self._compared = Compared()
        self._local: dict[str, ValueType] = {}
        self._names: set[str] = set()
        self._refused: list[Refused] = []
        self._refused_more = 0

    async def look(self, observer: WorkObserver) -> ImportFacts:
        """Returns what the archive would bring. Raises `UnreadableError`."""
        return await self._go(observer, is_trial=True)

    async def take_in(self, whose: str, observer: WorkObserver) -> ImportFacts:
        """Takes it in, if it was said to be the account's. Raises `UnreadableError` and `NotSavedError`."""
        if whose.casefold() != self._account.username.casefold():
            raise UnreadableError(UnreadableKind.UNCONFIRMED, str(self._path), whose=self._account.username)
        facts = await self._go(observer, is_trial=False)
        await self._into.archive_names(self._local)
        self._into.publish(self._names)
        return facts

    async def _go(self, observer: WorkObserver, *, is_trial: bool) -> ImportFacts:
        with closing(_steps(self._path, await self._into.known(), self._latest)) as steps:
            while (step := await to_the_end(partial(next, steps, None))) is not None:
                if isinstance(step, date):
                    self._made = step
                    continue
                await self._take(step, is_trial=is_trial)
                observer.advanced(step.share)
        return ImportFacts(
            kind=FileKind.EXIST,
            new=self._compared.new,
            equal=self._compared.equal,
            different=self._compared.different,
            refused=tuple(self._refused),
            refused_more=self._refused_more,
            made=self._made,
            whose=self._account.username,
            local=tuple(self._local),
        )

    async def _take(self, found: ArchivedDays, *, is_trial: bool) -> None:
        room = max(MOST_REFUSED - len(self._refused), 0)
        self._refused += found.refused[:room]
        self._refused_more += len(found.refused[room:])
        if not found.days:
            return
        if is_trial:
            compared = await self._into.compare(found.name, found.days)
        else:
            compared = await self._into.archive(found.name, found.days, self._made)
        before = self._compared
        self._compared = Compared(
            before.new + compared.new, before.equal + compared.equal, before.different + compared.different
        )
        self._names.add(found.name)
        if found.is_local:
            self._local[found.name] = found.value_type


def _steps(path: Path, known: Mapping[str, Attribute], latest: date) -> Generator[_Step, None, None]:
    """Yields the day on which the archive was made, and then the days of each attribute."""
    with opened_files(path) as (files, made):
        yield min(made, latest)
        yield from ExistArchive(files, known, latest).attributes()
