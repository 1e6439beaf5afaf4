"""A data folder whose person has signed in and has read everything once, and the server that they did it at."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from exist_desktop.domain.outbox.increment_check import SETTLING_SECONDS
from exist_desktop.engine import Engine
from exist_desktop.settings import Setup
from exist_desktop.store.file.opening import Opening
from exist_desktop.store.store import Store
from exist_desktop.sync.schedule import Schedule
from tests.demo_server import DemoServer
from tests.sync.clocks import SteppedClock
from tests.sync.engine_harness import USER

ADDED, TOTAL, TEXT, UNDONE = "coffees", "water", "dream", "protein"
"""Attributes that stories add to, set, write, and set and take back."""


@dataclass(frozen=True)
class Home:
    """The folder as it was after the first reading, to be copied for each story."""

    demo: DemoServer
    clock: SteppedClock
    folder: Path

    @asynccontextmanager
    async def opened(self, folder: Path, opening: Opening = sqlite3.connect) -> AsyncIterator[Engine]:
        """The engine on a copy of it, as the next start opens it; nothing of Exist is asked yet."""
        setup = Setup(self.demo.base_url, folder, token=self.demo.token(USER))
        engine = Engine(setup, clock=self.clock, random=Random(7), store=Store(folder, opening=opening))
        try:
            await engine.open()
            yield engine
        finally:
            await engine.close()

    async def come_to_rest(self, engine: Engine) -> None:
        """Let time pass and the worker work until nothing waits and nothing is checked any more."""
        for _ in range(12):
            result = await schedule(engine).sync()
            if not result.waiting + result.checking:
                return
            self.clock.pass_(seconds=SETTLING_SECONDS / 2)
        raise AssertionError("never came to rest")


def schedule(engine: Engine) -> Schedule:
    """The timetable of an engine that is signed in."""
    assert engine.link is not None
    return engine.link.schedule


@contextmanager
def signed_in_home(place: Path) -> Iterator[Home]:
    """A home in that folder, with a server that never refuses for want of patience."""
    clock = SteppedClock()
    with DemoServer(clock=clock.true, hourly_limit=10**9) as demo:
        for name in (ADDED, TOTAL, TEXT, UNDONE):
            demo.set_owner(USER, name, demo.service)
        home = Home(demo, clock, place / "data")

        async def sign_in() -> None:
            async with home.opened(home.folder) as engine:
                await engine.connect()
                await schedule(engine).sync()

        asyncio.run(sign_in())
        yield home
