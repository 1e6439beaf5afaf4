"""What Exist has found in the person's days: reads it when somebody looks and what is here is old, and keeps it.

Without a connection what was read before is shown. What was a week like is found here, in the days on this computer.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from exist_desktop.domain.account import AccountInUse, signed_in
from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, Attribute
from exist_desktop.domain.day import DAY_SECONDS, EARLIEST_DAY, WallClock
from exist_desktop.domain.findings.week import Lived, Week, week_of
from exist_desktop.domain.statistics.correlations import Average, Correlation, Insight
from exist_desktop.domain.statistics.series import chosen_meaning, with_meaning
from exist_desktop.errors import AppError, NotSavedError, RequestError, RequestErrorKind
from exist_desktop.settings import Preferences
from exist_desktop.store.reading.whole_series import SeriesViews, WholeSeries
from exist_desktop.store.repositories.findings import FindingRepository
from exist_desktop.store.store import Store
from exist_desktop.store.transfer import archived

if TYPE_CHECKING:
    from exist_desktop.api.client import ExistClient
    from exist_desktop.sync.schedule import Schedule

OLD_SECONDS = DAY_SECONDS / 4
"""What was read longer ago is read again when somebody looks. Exist makes relations and averages once a week; averages
of one attribute are asked for once a day, and only those since the last one."""
AT_ONCE = 10
"""How many attributes are read in one visit to the database, so that saving never waits for long."""
LATE_DAYS = 31
"""So many days before the last reading are read again: Exist finds things of a week or a month afterwards."""


class Link(Protocol):
    """A connected account."""

    @property
    def client(self) -> ExistClient:
        """Asks Exist."""

    @property
    def schedule(self) -> Schedule:
        """Says when it may be asked."""


class Connected(AccountInUse, Protocol):
    """Knows the account in use, and its connection if there is one."""

    @property
    def link(self) -> Link | None:
        """The connection, None without a token."""


class Found(Struct, frozen=True):
    """What was found, and the error that kept it from being read now; then it is what was read before."""

    insights: tuple[Insight, ...] = ()
    correlations: tuple[Correlation, ...] = ()
    averages: tuple[Average, ...] = ()
    error: AppError | None = None


class ExistFindings:
    """The findings of the account in use. Everything raises `NeverSignedInError` if there is none."""

    def __init__(self, store: Store, connected: Connected, clock: WallClock) -> None:
        self._store = store
        self._connected = connected
        self._clock = clock

    async def insights(self, since: date, today: date) -> Found:
        """Returns the insights since a day, newest first."""
        repository, since = self._repository(), max(since, EARLIEST_DAY)
        error = await _try(self._read_insights(repository, since, today))
        return Found(insights=await repository.insights(since), error=error)

    async def correlations(self, today: date) -> Found:
        """Returns the relations of Exist's last batch, the strongest first."""
        repository = self._repository()
        error = await _try(self._read_correlations(repository, today))
        return Found(correlations=await repository.correlations(), error=error)

    async def kept_correlations(self) -> tuple[Correlation, ...]:
        """Returns the relations of Exist's last batch that is here, the strongest first, and asks for nothing."""
        return await self._repository().correlations()

    async def former_batch(self) -> dict[tuple[str, str, int], float] | None:
        """Returns the correlations of the batch before the last, by attributes and days; None if none was read."""
        return await self._repository().former_batch()

    async def pair(self, one: str, two: str) -> Correlation | None:
        """Returns what Exist knows of two attributes: by its last batch that is here, else Exist is asked.

        None if it knows nothing, or cannot be asked now.
        """
        if await self._only_archived(one, two):
            return None
        for found in await self._repository().correlations():
            if {found.attribute, found.attribute2} == {one, two}:
                return found
        with contextlib.suppress(RequestError):
            async with self._asking() as client:
                return await client.correlation(one, two)
        return None

    async def course(self, attribute: str, attribute2: str, days_later: int) -> tuple[tuple[date, float], ...]:
        """Returns how a relation changed from batch to batch, the oldest first, as far as batches were read."""
        return await self._repository().course(attribute, attribute2, days_later)

    async def averages(self, name: str) -> Found:
        """Returns the averages of an attribute over time, newest first."""
        repository = self._repository()
        if await self._only_archived(name):
            return Found()
        error = await _try(self._read_averages(repository, name))
        return Found(averages=await repository.averages(name), error=error)

    async def kept_insights(self, since: date) -> tuple[Insight, ...]:
        """Returns the insights since a day that are here, newest first, and asks for nothing."""
        return await self._repository().insights(since)

    async def kept_averages(self, name: str) -> tuple[Average, ...]:
        """Returns the averages of an attribute over time that are here, newest first, and asks for nothing."""
        return await self._repository().averages(name)

    def _repository(self) -> FindingRepository:
        return FindingRepository(self._store, signed_in(self._connected))

    async def _only_archived(self, *names: str) -> bool:
        """Whether one of these is a name that an archive has and the account does not: Exist is not asked about it."""
        account = signed_in(self._connected)
        return not (await self._store.read(account, archived.attributes)).keys().isdisjoint(names)

    def _is_old(self, read_at: float | None, seconds: float = OLD_SECONDS) -> bool:
        return read_at is None or not 0 <= self._clock.wall() - read_at < seconds

    @contextlib.asynccontextmanager
    async def _asking(self) -> AsyncIterator[ExistClient]:
        """Gives the client while this process may ask. Raises `RequestError` if nobody is signed in."""
        link = self._connected.link
        if link is None:
            raise RequestError(RequestErrorKind.SIGNED_OUT)
        async with link.schedule.at_work():
            yield link.client

    async def _read_insights(self, repository: FindingRepository, since: date, today: date) -> None:
        """Reads what is not here: the days before those that are, and the last ones, since more are found of them."""
        now = self._clock.wall()
        read_at, known = await repository.insights_read()
        if known is not None and since < known:
            before = known - timedelta(days=1)
            async with self._asking() as client:
                older = await client.insights(date_min=since, date_max=before)
            await repository.put_older_insights(older, since, before)
        if self._is_old(read_at):
            first = min(since if known is None else today, _day_of(read_at, today) - timedelta(days=LATE_DAYS))
            async with self._asking() as client:
                latest = await client.insights(date_min=first)
            await repository.put_latest_insights(latest, first, now)

    async def _read_correlations(self, repository: FindingRepository, today: date) -> None:
        now = self._clock.wall()
        if self._is_old(await repository.correlations_read()):
            async with self._asking() as client:
                found = await client.correlations()
            await repository.put_correlations(found, now, today)

    async def _read_averages(self, repository: FindingRepository, name: str) -> None:
        now = self._clock.wall()
        read_at = await repository.averages_read(name)
        if self._is_old(read_at, DAY_SECONDS):
            known = [] if read_at is None else [one.day for one in await repository.averages(name)]
            since = max(known, default=None)
            async with self._asking() as client:
                found = await client.averages(date_min=since, attributes=[name], include_historical=True)
            await repository.put_averages(name, found, now, since)


def _day_of(read_at: float | None, today: date) -> date:
    """Returns the day of the last reading; today if there was none, or if a clock was wrong."""
    return today if read_at is None else min(today, datetime.fromtimestamp(read_at, UTC).date())


async def _try(reading: Awaitable[None]) -> AppError | None:
    """Returns what kept a reading from being made or saved: what was read before is shown then."""
    try:
        await reading
    except (RequestError, NotSavedError) as error:
        return error
    return None


class Weeks:
    """What weeks were like, by the days on this computer, of the account in use."""

    def __init__(self, store: Store, preferences: Preferences, account: AccountInUse) -> None:
        self._preferences = preferences
        self._views = SeriesViews(store, account)

    async def facts(self, first: date, today: date) -> tuple[Week, Mapping[str, Attribute]]:
        """Returns the facts of the week from a Monday on, as far as it is over, and the account's attributes."""
        attributes = {attribute.name: attribute for attribute in await self._views.attributes()}
        names = [attribute.name for attribute in attributes.values() if attribute.active]
        read: list[WholeSeries] = []
        for start in range(0, len(names), AT_ONCE):
            read += await self._views.whole(*names[start : start + AT_ONCE])
        meanings = self._preferences.chosen.empty_days

        def work() -> Week:
            lived = (_lived(one, meanings, today) for one in read)
            return week_of(first, today, lived, MOOD, MOOD_NOTE)

        return await asyncio.to_thread(work), attributes


def _lived(whole: WholeSeries, meanings: Mapping[str, str], today: date) -> Lived:
    meaning = chosen_meaning(whole.attribute, meanings)
    series = with_meaning(whole.series, whole.attribute, meaning, today.toordinal())
    return Lived(whole.attribute, series, whole.pauses)
