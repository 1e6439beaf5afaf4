"""What the Relations page reads: Exist's relations, and searches in the account's own days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from exist_desktop.domain.account import AccountInUse
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.findings.listing import Pair, Place
from exist_desktop.domain.findings.remembered import Decided, Decision
from exist_desktop.domain.statistics.correlations import Correlation
from exist_desktop.errors import AppError, NeverSignedInError
from exist_desktop.findings import ExistFindings
from exist_desktop.long_work import WorkObserver
from exist_desktop.relations import OwnRelations
from exist_desktop.store.findings.relation_choices import RelationChoices
from exist_desktop.store.reading.whole_series import SeriesViews, WholeSeries
from exist_desktop.store.store import Store

if TYPE_CHECKING:
    from exist_desktop.domain.relations.family import Findings


class AccountRelations:
    """The relations of the account in use."""

    def __init__(self, store: Store, in_use: AccountInUse, own: OwnRelations, exist: ExistFindings) -> None:
        self._store = store
        self._in_use = in_use
        self._series = SeriesViews(store, in_use)
        self._own = own
        self._exist = exist

    async def attributes(self) -> Mapping[str, Attribute]:
        """Returns the account's attributes by name, in the person's order; Exist's relations may name any of them."""
        return {one.name: one for one in await self._series.every()}

    async def kept_of_exist(self) -> Sequence[Correlation]:
        """Returns the batch of Exist's that is on this computer."""
        return await self._exist.kept_correlations() if self._choices is not None else ()

    async def of_exist(self, today: date) -> tuple[Sequence[Correlation], AppError | None]:
        """Returns Exist's last batch, and why Exist was not asked now, if it was not."""
        try:
            found = await self._exist.correlations(today)
        except NeverSignedInError:
            return (), None
        return found.correlations, found.error

    async def of_attribute(self, name: str, today: int, offsets: Sequence[int], observer: WorkObserver) -> Findings:
        """Compares one attribute with all others."""
        return await self._own.of_attribute(name, today, offsets, observer)

    async def at_each_offset(self, name: str, other: str, today: int, offsets: Sequence[int]) -> Findings:
        """Compares two attributes at each offset, by which the second follows the first."""
        return await self._own.at_each_offset(name, other, today, offsets)

    async def whole(self, *names: str) -> tuple[WholeSeries, ...]:
        """Returns these attributes with all of their days."""
        return await self._series.whole(*names)

    async def exist_pair(self, one: str, two: str) -> Correlation | None:
        """Returns what Exist knows of two attributes; it may be asked for that. None if it knows nothing."""
        return await self._exist.pair(one, two) if self._choices is not None else None

    async def course(self, place: Place) -> Sequence[tuple[date, float]]:
        """Returns how a relation of Exist's changed from batch to batch, the oldest first."""
        return await self._exist.course(*place)

    async def former(self, question: str, found: Mapping[Place, float], today: date) -> Mapping[Place, float] | None:
        """Returns what a question of this computer listed a week or more ago; what it lists now is remembered."""
        choices = self._choices
        return await choices.look(question, found, today) if choices is not None else None

    async def former_of_exist(self) -> Mapping[Place, float] | None:
        """Returns the batch of Exist's before the last; None if none was read."""
        return await self._exist.former_batch() if self._choices is not None else None

    async def decided(self) -> Decided:
        """Returns which pairs are kept, and which are hidden."""
        choices = self._choices
        return await choices.decided() if choices is not None else Decided()

    async def decide(self, pair: Pair, decision: Decision | None) -> Decided:
        """Saves what becomes of a pair, and returns all that is decided then."""
        choices = self._choices
        return await choices.decide(pair, decision) if choices is not None else Decided()

    @property
    def _choices(self) -> RelationChoices | None:
        """The decisions of the account in use; None if there is none."""
        account = self._in_use.account
        return None if account is None else RelationChoices(self._store, account)

    async def of_all(self, today: int, most_days_later: int, observer: WorkObserver) -> Findings:
        """Compares each attribute with each other one."""
        return await self._own.of_all(today, most_days_later, observer)
