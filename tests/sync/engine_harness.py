"""One person at one computer: the real engine on a data folder, and the demo server on the other side of the wire."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random

from msgspec.structs import replace

from exist_desktop.api.http.transport import Limits, Transport
from exist_desktop.api.oauth.sign_in import SignedIn
from exist_desktop.api.oauth.tokens import TokenKind, Tokens
from exist_desktop.demo.people.catalogue import Value
from exist_desktop.demo.server.faults import Fault, FaultKind
from exist_desktop.demo.server.records import LoggedRequest
from exist_desktop.demo.server.tokens import YEAR
from exist_desktop.domain.commands import Increment, Key, SetValue
from exist_desktop.domain.history.progress import HistoryRange
from exist_desktop.domain.outbox.ops import OutboxLine
from exist_desktop.domain.values import Value as Sent
from exist_desktop.engine import Engine
from exist_desktop.settings import Setup
from exist_desktop.sync.schedule import Schedule
from exist_desktop.sync.status import Condition, SyncResult
from tests.demo_server import DemoServer
from tests.patience import until
from tests.sync.clocks import SteppedClock

USER = "josh"
WRITING = frozenset({"acquire", "update", "increment"})
QUICK = Limits(piece=2.0, whole=2.0)
"""For an answer that shall come too late. A busy machine needs some of it for what comes in time."""
LATER_THAN_QUICK = 4.0
"""Seconds after which an answer is too late for `QUICK`."""


class EngineHarness:
    """What a test does and looks at. Entries are saved by the journal, and judged by what the server holds."""

    def __init__(self, demo: DemoServer, folder: Path, clock: SteppedClock) -> None:
        self.demo = demo
        self.folder = folder
        self.clock = clock
        self.day = demo.today(USER)
        self.engine = self._engine()

    def _engine(self) -> Engine:
        setup = Setup(self.demo.base_url, self.folder)
        engine = Engine(setup, clock=self.clock, random=Random(7))
        engine.preferences.chosen = replace(engine.preferences.chosen, history=HistoryRange.NOTHING)
        return engine

    async def reopen(self, *, limits: Limits | None = None) -> None:
        """Start the program anew on the same folder; nobody is signed in to it yet."""
        await self.engine.close()
        self.engine = self._engine()
        if limits is not None:
            self.engine.transport = Transport(self.demo.base_url, self.clock, limits=limits)
        await self.engine.open()

    async def hurry(self, limits: Limits, scopes: Iterable[str] | None = None) -> None:
        """From now on requests have these limits. What came before, the large first reading among it, had the usual."""
        signed_in, usual = await self.signed_in(USER, scopes), self.engine.transport
        self.engine.transport = Transport(self.demo.base_url, self.clock, limits=limits)
        await self.engine.adopt(signed_in)
        await usual.aclose()

    async def sign_in(self, user: str = USER, scopes: Iterable[str] | None = None, *, renewable: bool = False) -> None:
        await self.engine.adopt(await self.signed_in(user, scopes, renewable=renewable))

    async def signed_in(
        self, user: str = USER, scopes: Iterable[str] | None = None, *, renewable: bool = False
    ) -> SignedIn:
        """What a sign-in gives: a token that tells its scopes, where there are any, and can be renewed if asked for."""
        access = self.demo.token(user, scopes)
        tokens = Tokens(TokenKind.BEARER, access, scopes=None if scopes is None else frozenset(scopes))
        if renewable:
            token = self.demo.world.tokens.issue(user, scopes or self.all_scopes(), self.clock.true() + YEAR)
            tokens = Tokens(
                TokenKind.BEARER,
                token.access,
                token.refresh,
                scopes=token.scopes,
                client_id=self.demo.client_id,
                client_secret=self.demo.client_secret,
            )
        profile = (await self.engine.try_token(self.demo.token(user))).profile
        return SignedIn(tokens, profile)

    def all_scopes(self) -> frozenset[str]:
        token = self.demo.world.tokens.find("Bearer", self.demo.token(USER), self.clock.true())
        assert token is not None
        return token.scopes

    @property
    def schedule(self) -> Schedule:
        assert self.engine.link is not None
        return self.engine.link.schedule

    async def sync(self) -> SyncResult:
        return await self.schedule.sync()

    async def at_rest(self) -> None:
        """Wait until the running schedule sleeps."""
        await until(lambda: self.clock.wakes_at is not None)

    async def live(self, **span: float) -> None:
        """Let time pass for the running schedule, which works whenever something is due."""
        end = self.clock.true() + timedelta(**span).total_seconds()
        await self.at_rest()
        while self.clock.true() < end:
            assert self.clock.wakes_at is not None
            self.clock.pass_until(min(self.clock.wakes_at, end))
            await self.at_rest()

    async def set(self, name: str, value: Sent, *, day: date | None = None) -> int:
        (entry,) = await self.engine.journal.save(SetValue(Key(name, day or self.day), value))
        return entry.id

    async def add(self, name: str, delta: float = 1, *, days_ago: int = 0) -> int:
        (entry,) = await self.engine.journal.save(Increment(Key(name, self.day - timedelta(days=days_ago)), delta))
        return entry.id

    async def line(self, entry: int) -> OutboxLine:
        lines = await self.engine.views.outbox(finished=True)
        return next(line for line in lines if line.entry.id == entry)

    async def state(self, entry: int) -> str:
        """The entry's state, and its reason where it has one."""
        found = (await self.line(entry)).entry
        return f"{found.state}: {found.reason}" if found.reason else str(found.state)

    def value(self, name: str, day: date | None = None) -> Value:
        """What the server holds."""
        return self.demo.world.value(USER, name, day or self.day)

    def number(self, name: str, day: date | None = None) -> float:
        found = self.value(name, day) or 0
        assert isinstance(found, int | float)
        return found

    def written(self, name: str) -> list[Value]:
        """What this client wrote to the attribute, oldest first."""
        return [write.value for write in self.demo.world.writes(USER, name) if write.by == self.demo.service]

    def requests(self, *calls: str) -> list[LoggedRequest]:
        return [request for request in self.demo.world.requests if not calls or request.call in calls]

    def tally(self) -> Counter[str]:
        """How often each endpoint was asked since the log was emptied."""
        return Counter(request.call for request in self.demo.world.requests)

    def forget_requests(self) -> None:
        self.demo.world.requests.clear()

    def own(self, *names: str) -> None:
        for name in names:
            self.demo.set_owner(USER, name, self.demo.service)

    def error(self, call: str, kind: FaultKind, **more: object) -> None:
        self.demo.world.faults.add(Fault(call, kind, **more))  # type: ignore[arg-type]


@asynccontextmanager
async def at_desk(
    demo: DemoServer,
    folder: Path,
    clock: SteppedClock,
    *,
    owned: Iterable[str] = (),
    scopes: Iterable[str] | None = None,
    limits: Limits | None = None,
) -> AsyncIterator[EngineHarness]:
    """A desk at which the person has signed in and everything has been read once. `limits` hold afterwards."""
    harness = EngineHarness(demo, folder, clock)
    harness.own(*owned)
    await harness.engine.open()
    try:
        await harness.sign_in(scopes=scopes)
        result = await harness.sync()
        assert result.condition is Condition.IDLE, f"the first reading has not come through: {result}"
        if limits is not None:
            await harness.hurry(limits, scopes)
        harness.forget_requests()
        yield harness
    finally:
        await harness.engine.close()
