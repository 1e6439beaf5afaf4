"""What Exist has found in the person's days: reads it when somebody looks and what is here is old, and keeps it.

Without a connection what was read before is shown.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from exist_desktop.domain.account import AccountInUse
from exist_desktop.domain.day import DAY_SECONDS
from exist_desktop.domain.statistics.correlations import Average, Correlation, Insight
from exist_desktop.errors import NeverSignedInError, RequestError, RequestErrorKind
from exist_desktop.store.reading.exist_findings import KeptFindings
from exist_desktop.store.store import Store
from exist_desktop.sync.clock import Clock

if TYPE_CHECKING:
    from exist_desktop.api.client import ExistClient
    from exist_desktop.sync.schedule import Schedule

OLD_SECONDS = DAY_SECONDS / 4
"""What was read longer ago is read again when somebody looks. Exist makes relations and averages once a week."""
FIRST_DAYS = 31
"""How many days of insights are read at first, and then each time that somebody goes further back."""


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
    """What was found, and the error that kept Exist from being asked now; then it is what was read before."""

    insights: tuple[Insight, ...] = ()
    correlations: tuple[Correlation, ...] = ()
    averages: tuple[Average, ...] = ()
    error: RequestError | None = None


class ExistFindings:
    """The findings of the account in use. Everything raises `NeverSignedInError` if there is none."""

    def __init__(self, store: Store, connected: Connected, clock: Clock) -> None:
        self._store = store
        self._connected = connected
        self._clock = clock

    async def insights(self, since: date, today: date) -> Found:
        """Returns the insights since a day, newest first."""
        kept, lately = self._kept(), today - timedelta(days=FIRST_DAYS)
        read_at, known = await kept.insights_read()
        error = None
        if known is None or since < known:
            error = await self._read_insights(kept, min(since, lately))
        elif self._is_old(read_at):
            error = await self._read_insights(kept, lately)
        return Found(insights=await kept.insights(since), error=error)

    async def correlations(self, today: date) -> Found:
        """Returns the relations of Exist's last batch, the strongest first."""
        kept = self._kept()
        is_old = self._is_old(await kept.correlations_read())
        error = await self._read_correlations(kept, today) if is_old else None
        return Found(correlations=await kept.correlations(), error=error)

    async def averages(self, name: str) -> Found:
        """Returns the averages of an attribute over time, newest first."""
        kept = self._kept()
        is_old = self._is_old(await kept.averages_read(name))
        error = await self._read_averages(kept, name) if is_old else None
        return Found(averages=await kept.averages(name), error=error)

    def _kept(self) -> KeptFindings:
        if self._connected.account is None:
            raise NeverSignedInError
        return KeptFindings(self._store, self._connected.account)

    def _is_old(self, read_at: float | None) -> bool:
        return read_at is None or not 0 <= self._clock.wall() - read_at < OLD_SECONDS

    @contextlib.asynccontextmanager
    async def _asking(self) -> AsyncIterator[ExistClient]:
        """Gives the client while this process may ask. Raises `RequestError` if nobody is signed in."""
        link = self._connected.link
        if link is None:
            raise RequestError(RequestErrorKind.SIGNED_OUT)
        async with link.schedule.at_work():
            yield link.client

    async def _read_insights(self, kept: KeptFindings, since: date) -> RequestError | None:
        now = self._clock.wall()
        try:
            async with self._asking() as client:
                found = await client.insights(date_min=since)
        except RequestError as error:
            return error
        await kept.put_insights(found, since, now)
        return None

    async def _read_correlations(self, kept: KeptFindings, today: date) -> RequestError | None:
        now = self._clock.wall()
        try:
            async with self._asking() as client:
                found = await client.correlations()
        except RequestError as error:
            return error
        await kept.put_correlations(found, now, today)
        return None

    async def _read_averages(self, kept: KeptFindings, name: str) -> RequestError | None:
        now = self._clock.wall()
        try:
            async with self._asking() as client:
                found = await client.averages(attributes=[name], include_historical=True)
        except RequestError as error:
            return error
        await kept.put_averages(name, found, now)
        return None
