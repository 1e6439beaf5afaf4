"""The person's own relations: reads whole histories and compares them on another thread.

numpy is loaded with the first search and not before. It computes on one thread: more of them are not faster here, and
make the window wait.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.domain.account import Account, AccountInUse
from exist_desktop.domain.statistics.series import Series, chosen_meaning, on_axis, with_meaning
from exist_desktop.errors import UnknownAttributeError
from exist_desktop.long_work import Course, Unwatched, WorkObserver, in_thread
from exist_desktop.settings import Preferences
from exist_desktop.store.changes import NOTHING, Change
from exist_desktop.store.reading.whole_series import SeriesViews, WholeSeries
from exist_desktop.store.store import Store

if TYPE_CHECKING:
    from exist_desktop.domain.relations.columns import Column
    from exist_desktop.domain.relations.family import Findings, Steps

AT_ONCE = 10
"""How many attributes are read in one visit to the database, so that saving never waits for long."""
KEPT_SECONDS = 600.0
"""How long the days of all attributes are kept for the next question."""
READING = 0.5
"""The share of a search that reading takes."""
_SEARCHES = ("exist_desktop.domain.relations.family", "exist_desktop.domain.relations.scan")
"""Modules that load numpy; in a thread, since that takes longer than a frame."""

UNWATCHED = Unwatched()


class _Kept(Struct, frozen=True, eq=False):
    """The days of all attributes: whose they are, up to which day, and with which meanings of empty days."""

    account: Account | None
    today: int
    meanings: Mapping[str, str]
    columns: Sequence[Column]


class OwnRelations:
    """Searches in the histories of the account in use. Cancelling the awaiting task stops a search at its next step.

    What was read for one question is kept for the next, which is asked soon after it, until something changes.
    """

    def __init__(self, store: Store, preferences: Preferences, account: AccountInUse) -> None:
        self._preferences = preferences
        self._account = account
        self._views = SeriesViews(store, account)
        self._kept: _Kept | None = None
        self._changes = 0
        self._freeing: asyncio.TimerHandle | None = None
        store.subscribe(self._on_changed)

    async def of_attribute(
        self, name: str, today: int, offsets: Sequence[int], observer: WorkObserver = UNWATCHED
    ) -> Findings:
        """Compares one attribute with all others. `today` is the ordinal of the unfinished day, which does not count.

        `offsets` are the numbers of days by which the other may follow; negative ones mean that it comes first. Raises
        `UnknownAttributeError` if the account does not have the attribute.
        """
        columns = await self._columns(today, observer)
        from exist_desktop.domain.relations.family import Findings, going_with

        target = _named(columns, name)
        if target is None:
            await self._known(name)
            return Findings(too_few=len(columns))
        return await in_thread(_Searching(going_with(target, _used(columns), offsets)), observer)

    async def of_pair(self, name: str, other: str, today: int, offsets: Sequence[int]) -> Findings:
        """Compares two attributes, as `of_attribute` does. A positive offset means that `other` follows."""
        columns = await self._two(name, other, today)
        from exist_desktop.domain.relations.family import Findings, of_pair

        return await asyncio.to_thread(of_pair, *columns, offsets) if columns else Findings(too_few=1)

    async def at_each_offset(self, name: str, other: str, today: int, offsets: Sequence[int]) -> Findings:
        """Compares two attributes, as `of_pair` does, and returns the relation of each offset."""
        columns = await self._two(name, other, today)
        from exist_desktop.domain.relations.family import Findings, by_offset

        return await asyncio.to_thread(by_offset, *columns, offsets) if columns else Findings(too_few=1)

    async def _two(self, name: str, other: str, today: int) -> tuple[Column, Column] | None:
        """Returns the days of two attributes; None if one of them cannot be compared."""
        columns = await self._columns(today, UNWATCHED, name, other)
        one, two = _named(columns, name), _named(columns, other)
        if one is None or two is None:
            await self._known(name, other)
            return None
        return one, two

    async def of_all(self, today: int, most_days_later: int, observer: WorkObserver = UNWATCHED) -> Findings:
        """Compares each attribute with each other one, on the same day and up to so many days later."""
        columns = await self._columns(today, observer)
        from exist_desktop.domain.relations.scan import all_pairs

        return await in_thread(_Searching(all_pairs(_used(columns), most_days_later)), observer)

    async def _known(self, *names: str) -> None:
        known = {attribute.name for attribute in await self._views.attributes()}
        for name in names:
            if name not in known:
                raise UnknownAttributeError(name)

    async def _columns(self, today: int, observer: WorkObserver, *only: str) -> list[Column]:
        """Reads the attributes that can be compared, or some of them, with what their empty days mean."""
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        for module in _SEARCHES:
            await asyncio.to_thread(import_module, module)
        account, meanings, changes = self._account.account, self._preferences.chosen.empty_days, self._changes
        kept = self._kept
        if kept is not None and (kept.account, kept.today, kept.meanings) == (account, today, meanings):
            observer.advanced(READING)
            return [column for column in kept.columns if not only or column.name in only]
        attributes = await self._views.attributes()
        names = [attribute.name for attribute in attributes if not only or attribute.name in only]
        columns: list[Column] = []
        for start in range(0, len(names), AT_ONCE):
            read = await self._views.whole(*names[start : start + AT_ONCE])
            columns += await asyncio.to_thread(_columns_of, read, meanings, today)
            observer.advanced(READING * min(start + AT_ONCE, len(names)) / len(names))
        if not only and changes == self._changes:
            self._keep(_Kept(account, today, dict(meanings), tuple(columns)))
        return columns

    def _keep(self, kept: _Kept) -> None:
        self._free()
        self._kept = kept
        self._freeing = asyncio.get_running_loop().call_later(KEPT_SECONDS, self._free)

    def _free(self) -> None:
        self._kept = None
        if self._freeing is not None:
            self._freeing.cancel()
            self._freeing = None

    def _on_changed(self, change: Change) -> None:
        if replace(change, outbox=False) != NOTHING:
            self._changes += 1
            self._free()


def _columns_of(read: Sequence[WholeSeries], meanings: Mapping[str, str], today: int) -> list[Column]:
    """Returns what can be compared of the attributes; runs on another thread, since a page may be waiting."""
    from exist_desktop.domain.relations.columns import column_of

    found = [column_of(whole.attribute, _meant(whole, meanings, today), today) for whole in read]
    return [column for column in found if column is not None]


def _meant(whole: WholeSeries, meanings: Mapping[str, str], today: int) -> Series:
    meaning = chosen_meaning(whole.attribute, meanings)
    return on_axis(with_meaning(whole.series, whole.attribute, meaning, today), whole.attribute)


def _used(columns: Sequence[Column]) -> list[Column]:
    """Returns those with any day: of the others nobody wants to know that they have too few."""
    return [column for column in columns if column.is_used]


def _named(columns: Sequence[Column], name: str) -> Column | None:
    return next((column for column in columns if column.name == name), None)


class _Searching:
    """The steps of a search after the reading, as work for another thread."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps

    def do(self, course: Course) -> Findings:
        """Takes all steps."""
        while True:
            try:
                done = next(self._steps)
            except StopIteration as end:
                found: Findings = end.value
                return found
            course.go_on(READING + (1 - READING) * done)
