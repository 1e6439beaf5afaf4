"""The histories that the page has at hand: read when they are looked at, and ahead while the person chooses."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Protocol

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.statistics.correlations import Average
from exist_desktop.domain.statistics.series import chosen_meaning
from exist_desktop.domain.transfer.archive import Archived
from exist_desktop.domain.units import Units
from exist_desktop.domain.value_types import EmptyDay
from exist_desktop.settings import Preferences
from exist_desktop.store.reading.whole_series import SeriesViews, WholeSeries
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.pages.history.chart.frame import Content
from exist_desktop.ui.pages.history.chart.prepared import Prepared, prepared
from exist_desktop.ui.pages.history.past_averages import PastAverages
from exist_desktop.words.language import Language

_Basis = tuple[EmptyDay, Units, int, Sequence[Average]]
"""What an attribute is prepared with, beside its history: meaning of empty days, units, today, and what was usual."""

READ_AT_ONCE = 8
"""How many histories are read ahead in one transaction, so that other readers need not wait long."""


class Choosing(Protocol):
    """The page, while the person chooses what to look at."""

    @property
    def is_choosing(self) -> bool:
        """Whether the person still does."""

    async def make_ready(self, name: str, /) -> None:
        """Computes what is shown if this attribute is chosen."""


class Histories:
    """Whole histories by attribute. What is prepared of one stays with it as long as nothing about it changes."""

    def __init__(
        self, views: SeriesViews, language: Language, days: DayClock, preferences: Preferences, averages: PastAverages
    ) -> None:
        self._views = views
        self._language = language
        self._days = days
        self._preferences = preferences
        self._averages = averages
        self._read: dict[str, WholeSeries] = {}
        self._drawn: dict[str, WholeSeries] = {}
        self._prepared: dict[str, tuple[WholeSeries, _Basis, Prepared]] = {}

    def has(self, *names: str) -> bool:
        """Whether these were read; an empty name stands for none."""
        return all(name in self._read for name in names if name)

    async def read(self, *names: str) -> bool:
        """Reads these and frees all others. Returns whether there is nothing, or other than what was read before."""
        found = await self._views.whole_with_archived(*names)
        former, self._read = self._drawn, {one.attribute.name: one for one in found}
        self._drawn = dict(self._read)
        same = self._read.keys() == former.keys() and all(one.is_same(former[one.attribute.name]) for one in found)
        return not (found and same)

    async def read_ahead(self, names: Sequence[str], recent: int, choosing: Choosing) -> None:
        """Reads more of them as long as somebody is choosing, and makes the first ones ready: so many are recent."""
        for start in range(0, len(names), READ_AT_ONCE):
            if not choosing.is_choosing:
                return
            some = names[start : start + READ_AT_ONCE]
            missing = [name for name in some if name not in self._read]
            for one in await self._views.whole_with_archived(*missing) if missing else ():
                self._read.setdefault(one.attribute.name, one)
            for name in some[: max(recent - start, 0)]:
                await asyncio.sleep(0)  # the window comes first
                if choosing.is_choosing:
                    await choosing.make_ready(name)

    def content(self, name: str, other: str) -> Content | None:
        """Returns an attribute and perhaps another one over it for a chart; None if the first was not read."""
        main = self.prepared(name)
        return None if main is None else Content(main, self.prepared(other) if other else None)

    def prepared(self, name: str) -> Prepared | None:
        """Returns an attribute as it is drawn; None if it was not read."""
        whole = self._read.get(name)
        if whole is None:
            return None
        meaning, today = self.meaning(whole.attribute), self._days.proposed().toordinal()
        basis = (meaning, self._language.units(), today, self._averages.of(name))
        kept = self._prepared.get(name)
        if kept is None or kept[0] is not whole or kept[1] != basis:
            kept = self._prepared[name] = (whole, basis, prepared(whole, *basis))
        return kept[2]

    def archived(self, name: str) -> Mapping[int, Archived]:
        """Returns what an archive has of an attribute that was read."""
        return self._read[name].archived

    def meaning(self, attribute: Attribute) -> EmptyDay:
        """Returns what an empty day of an attribute means."""
        return chosen_meaning(attribute, self._preferences.chosen.empty_days)

    def forget_unseen(self) -> None:
        """Frees what is not in view, since something has changed. What is in view stays until it was read again."""
        self._read = dict(self._drawn)

    def drop(self) -> None:
        """Frees all."""
        self._read.clear()
        self._drawn.clear()
        self._prepared.clear()
