"""The person's own relations: reads whole histories and compares them on another thread.

numpy is loaded with the first search and not before. It computes on one thread: more of them are not faster here, and
make the window wait.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from exist_desktop.domain.account import AccountInUse
from exist_desktop.domain.statistics.series import Series, chosen_meaning, on_axis, with_meaning
from exist_desktop.errors import UnknownAttributeError
from exist_desktop.settings import Preferences
from exist_desktop.store.reading.whole_series import SeriesViews, WholeSeries
from exist_desktop.store.store import Store

if TYPE_CHECKING:
    from exist_desktop.domain.relations.columns import Column
    from exist_desktop.domain.relations.family import Findings, Steps

AT_ONCE = 10
"""How many attributes are read in one visit to the database, so that saving never waits for long."""


class OwnRelations:
    """Searches in the histories of the account in use. Cancelling the awaiting task stops a search at its next step."""

    def __init__(self, store: Store, preferences: Preferences, account: AccountInUse) -> None:
        self._preferences = preferences
        self._views = SeriesViews(store, account)

    async def of_attribute(self, name: str, today: int, offsets: Sequence[int]) -> Findings:
        """Compares one attribute with all others. `today` is the ordinal of the unfinished day, which does not count.

        `offsets` are the numbers of days by which the other may follow; negative ones mean that it comes first. Raises
        `UnknownAttributeError` if the account does not have the attribute.
        """
        from exist_desktop.domain.relations.family import Findings, going_with

        columns = await self._columns(today)
        target = _named(columns, name)
        if target is None:
            await self._known(name)
            return Findings(too_few=len(columns))
        return await _run(going_with(target, columns, offsets))

    async def of_pair(self, name: str, other: str, today: int, offsets: Sequence[int]) -> Findings:
        """Compares two attributes, as `of_attribute` does. A positive offset means that `other` follows."""
        from exist_desktop.domain.relations.family import Findings, of_pair

        columns = await self._columns(today, name, other)
        one, two = _named(columns, name), _named(columns, other)
        if one is None or two is None:
            await self._known(name, other)
            return Findings(too_few=1)
        return await asyncio.to_thread(of_pair, one, two, offsets)

    async def of_all(self, today: int, most_days_later: int) -> Findings:
        """Compares each attribute with each other one, on the same day and up to so many days later."""
        columns = await self._columns(today)
        from exist_desktop.domain.relations.scan import all_pairs

        return await _run(all_pairs(columns, most_days_later))

    async def _known(self, *names: str) -> None:
        known = {attribute.name for attribute in await self._views.attributes()}
        for name in names:
            if name not in known:
                raise UnknownAttributeError(name)

    async def _columns(self, today: int, *only: str) -> list[Column]:
        """Reads the attributes that can be compared, or some of them, with what their empty days mean."""
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from exist_desktop.domain.relations.columns import column_of

        attributes = await self._views.attributes()
        names = [attribute.name for attribute in attributes if not only or attribute.name in only]
        columns: list[Column] = []
        for start in range(0, len(names), AT_ONCE):
            for whole in await self._views.whole(*names[start : start + AT_ONCE]):
                column = column_of(whole.attribute, self._meant(whole, today), today)
                if column is not None:
                    columns.append(column)
        return columns

    def _meant(self, whole: WholeSeries, today: int) -> Series:
        meaning = chosen_meaning(whole.attribute, self._preferences.chosen.empty_days)
        return on_axis(with_meaning(whole.series, whole.attribute, meaning, today), whole.attribute)


def _named(columns: Sequence[Column], name: str) -> Column | None:
    return next((column for column in columns if column.name == name), None)


async def _run(steps: Steps) -> Findings:
    """Runs a search on another thread, and stops it when this task is cancelled."""
    stop = threading.Event()

    def work() -> Findings | None:
        while not stop.is_set():
            try:
                next(steps)
            except StopIteration as end:
                found: Findings = end.value
                return found
        return None

    try:
        found = await asyncio.to_thread(work)
    finally:
        stop.set()
    assert found is not None, "only cancelling stops it"
    return found
