"""One process of the program in the small world: all its real parts but the window and the timetable."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import httpx

from exist_desktop.api.http.transport import Transport
from exist_desktop.api.oauth.tokens import TokenKind, Tokens
from exist_desktop.api.rate_limit import RateLimit
from exist_desktop.connection import ConnectionParts, link
from exist_desktop.domain.account import Account
from exist_desktop.domain.outbox.increment_check import SETTLING_SECONDS
from exist_desktop.errors import RequestError
from exist_desktop.journal.journal import Journal
from exist_desktop.store.outbox.clock_correction import Uptime
from exist_desktop.store.reading.views import Views
from exist_desktop.store.store import Store
from exist_desktop.sync.intervals import Intervals
from exist_desktop.sync.push.steps import Idle, Step
from exist_desktop.sync.status import Unobserved
from tests.simulation.loop import Life
from tests.simulation.network import ORIGIN, leaves, seen
from tests.simulation.promises import Broken
from tests.using import Using

if TYPE_CHECKING:
    from tests.exhaustion.world import World

USER = "josh"


class Clock:
    """Both clocks of a process: the world's."""

    def __init__(self, world: World) -> None:
        self._world = world

    def wall(self) -> float:
        return self._world.now

    def now(self) -> float:
        return self._world.now

    def uptime(self) -> Uptime | None:
        return None

    async def wait(self, event: object, until: float) -> None:
        raise AssertionError(f"steps are taken one by one, and somebody waits until {until} for {event}")


class Line(httpx.AsyncBaseTransport):
    """The connections of a process."""

    def __init__(self, world: World, life: Life) -> None:
        self._world = world
        self._life = life

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await leaves(request)
        try:
            answer = self._world.meets(seen(request))
        except Broken as broken:
            self._world.broken = broken  # the transport takes whatever is raised here for trouble on the way
            raise
        self._life.check()
        return answer


class Process:
    """One process of the program, with all its parts but the window and the timetable."""

    def __init__(self, world: World) -> None:
        self.life = Life("the program")
        self.store = Store(world.folder, opening=world.disk.opening(self.life))
        self._clock = clock = Clock(world)
        transport = Transport(ORIGIN, clock, connections=Line(world, self.life))
        parts = ConnectionParts(self.store, transport, clock, Random(0), SETTLING_SECONDS, Unobserved())
        account = Account(1, ORIGIN, USER)
        self.worker = link(parts, account, Tokens(TokenKind.BEARER, world.access), None, Intervals()).worker
        self.journal = Journal(self.store, Using(account), clock, new_uid=world.new_uid)
        self.views = Views(self.store, Using(account), clock)

    async def open(self, now: float) -> None:
        """As at a start: what was being sent when an earlier process ended is without an answer."""
        await self.store.open(now)
        await self.worker.recover()

    async def step(self) -> Step:
        """One round of `SyncWorker.push`, which is repeated there until there is nothing to do, or one fails."""
        self.worker._gate._rate_limit = RateLimit(self._clock.now())  # the hour's budget is the simulation's part
        self.worker._began, self.worker._place = 0.0, None  # a state that is laid down has a time of its own
        step = await self.worker._next()
        if not isinstance(step, Idle):
            try:
                await self.worker._perform(step)
            except RequestError as error:
                self.worker._meet(error)
        return step
