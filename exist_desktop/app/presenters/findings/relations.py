"""What the Relations page reads: Exist's relations, and searches in the account's own days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.findings.listing import Place
from exist_desktop.domain.statistics.correlations import Correlation
from exist_desktop.errors import AppError, NeverSignedInError
from exist_desktop.findings import ExistFindings
from exist_desktop.relations import OwnRelations, SearchObserver
from exist_desktop.store.reading.whole_series import SeriesViews, WholeSeries

if TYPE_CHECKING:
    from exist_desktop.domain.relations.family import Findings


class AccountRelations:
    """The relations of the account in use."""

    def __init__(self, series: SeriesViews, own: OwnRelations, exist: ExistFindings) -> None:
        self._series = series
        self._own = own
        self._exist = exist

    async def attributes(self) -> Mapping[str, Attribute]:
        """Returns the account's attributes by name, in the server's order."""
        return {one.name: one for one in await self._series.attributes()}

    async def of_exist(self, today: date) -> tuple[Sequence[Correlation], AppError | None]:
        """Returns Exist's last batch, and why Exist was not asked now, if it was not."""
        try:
            found = await self._exist.correlations(today)
        except NeverSignedInError:
            return (), None
        return found.correlations, found.error

    async def of_attribute(self, name: str, today: int, offsets: Sequence[int], observer: SearchObserver) -> Findings:
        """Compares one attribute with all others."""
        return await self._own.of_attribute(name, today, offsets, observer)

    async def at_each_offset(self, name: str, other: str, today: int, offsets: Sequence[int]) -> Findings:
        """Compares two attributes at each offset, by which the second follows the first."""
        return await self._own.at_each_offset(name, other, today, offsets)

    async def whole(self, *names: str) -> tuple[WholeSeries, ...]:
        """Returns these attributes with all of their days."""
        return await self._series.whole(*names)

    async def course(self, place: Place) -> Sequence[tuple[date, float]]:
        """Returns how a relation of Exist's changed from batch to batch, the oldest first."""
        return await self._exist.course(*place)

    async def of_all(self, today: int, most_days_later: int, observer: SearchObserver) -> Findings:
        """Compares each attribute with each other one."""
        return await self._own.of_all(today, most_days_later, observer)
