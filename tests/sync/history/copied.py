"""A computer that copies a history, the service that has it, and what a test may do with both."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

from exist_desktop.domain.history.progress import HistoryState
from exist_desktop.domain.values import NOT_READ, Seen
from exist_desktop.engine import Engine
from exist_desktop.settings import Setup
from exist_desktop.store import history
from tests.api.odd_server import OddServer, odd_server
from tests.sync.clocks import SteppedClock
from tests.sync.history.ten_years import Kept, Years

TODAY = date(2026, 11, 22)


class Copied:
    """One computer, one service with years of days, and what a test does with them."""

    def __init__(self, server: OddServer, years: Years, folder: Path, clock: SteppedClock) -> None:
        self.server = server
        self.years = years
        self.folder = folder
        self.clock = clock
        self.engine = self._engine()

    def _engine(self) -> Engine:
        return Engine(Setup(self.server.url, self.folder, token="a-token"), clock=self.clock, random=Random(7))

    async def begin(self) -> None:
        """Opens the data folder and reads everything that is shown once."""
        await self.engine.open()
        await self.engine.connect()
        assert self.engine.link is not None
        await self.engine.link.schedule.sync()
        self.years.forget()

    async def again(self) -> None:
        """The program ends at once, and is started anew."""
        await self.engine.close()
        self.engine = self._engine()
        await self.engine.open()
        await self.engine.connect()

    async def copy(self) -> float:
        assert self.engine.link is not None
        return await self.engine.link.schedule.copy_history()

    async def to_the_end(self, hours: int = 12) -> int:
        """Copies hour after hour until it is whole; how many hours that took."""
        for hour in range(1, hours + 1):
            await self.copy()
            if (await self.engine.history.progress()).state is HistoryState.COMPLETE:
                return hour
            self.clock.pass_(hours=1)
        raise AssertionError(f"not whole: {await self.engine.history.progress()}")

    async def differences(self, since: date) -> list[tuple[str, date, Seen, object]]:
        """Where this computer has something else than the service."""
        account = self.engine.account
        assert account is not None
        latest = self.years.today - timedelta(days=2)
        here = await self.engine.store.read(account, lambda tx: history.between(tx, since, latest))
        found: list[tuple[str, date, Seen, object]] = []
        for one in self.years.kept.values():
            days = here.get(one.name, ())
            for index in range((latest - since).days + 1):
                day = since + timedelta(days=index)
                value = days[index] if days else NOT_READ
                if value is NOT_READ or value != one.on(day):
                    found.append((one.name, day, value, one.on(day)))
        return found


Story = Callable[[Copied], Awaitable[None]]
Tell = Callable[[list[Kept], Story], None]


@contextlib.asynccontextmanager
async def place(kept: list[Kept], folder: Path) -> AsyncIterator[Copied]:
    clock = SteppedClock()
    years = Years(clock.true, kept)
    async with odd_server(years) as server:
        copied = Copied(server, years, folder, clock)
        try:
            yield copied
        finally:
            await copied.engine.close()


def teller(folder: Path) -> Tell:
    """Returns what tells a story of a computer with this data folder, beside a service with some attributes."""

    def tell(kept: list[Kept], story: Story) -> None:
        async def whole() -> None:
            async with place(kept, folder) as copied:
                await copied.begin()
                await story(copied)

        asyncio.run(whole())

    return tell


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def _every(period: int) -> Callable[[date], int | None]:
    return lambda day: day.toordinal() % period or None if day <= TODAY else None


def many(count: int, days: int) -> list[Kept]:
    """Attributes in three groups that begin so many days ago."""
    groups = ("activity", "sleep", "custom")
    return [Kept(f"attribute_{n}", ago(days), _every(n + 2), group=groups[n % 3]) for n in range(count)]
