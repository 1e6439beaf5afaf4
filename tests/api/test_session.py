"""A session renews its tokens once for all, in the right order, and no accident loses the new pair."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

import pytest

from exist_desktop.api.client import ExistClient
from exist_desktop.api.oauth.session import EARLY, Session
from exist_desktop.api.oauth.tokens import TokenKind, Tokens
from exist_desktop.errors import (
    AppError,
    DiskErrorKind,
    KeyringError,
    KeyringErrorKind,
    NotSavedError,
    RequestError,
    RequestErrorKind,
)
from tests.api.odd_server import Request, http, odd_server, ok, wired
from tests.using import At

OLD = Tokens(TokenKind.BEARER, "old", "old-refresh", None, frozenset({"mood_read"}), "id", "secret")
NOW = 1_000_000.0


@dataclass
class Service:
    """A token endpoint, and a profile that only the newest token may read. `steps` is what happened, in order."""

    valid: str = "new"
    issued: str = "new"
    token_answers: list[bytes | None] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)

    def __call__(self, request: Request) -> bytes | None:
        if request.path == "/oauth2/access_token":
            self.steps.append(f"post {request.form['refresh_token']}")
            return self.token_answers.pop(0) if self.token_answers else self.pair()
        token = request.headers["authorization"].removeprefix("Bearer ")
        self.steps.append(f"get {token}")
        return ok({"username": "josh"}) if token == self.valid else http(401, b'{"detail": "Invalid token."}')

    def pair(self) -> bytes:
        issued = self.issued
        return ok(
            {"access_token": issued, "refresh_token": f"{issued}-refresh", "expires_in": 3600, "scope": "food_read"}
        )

    @property
    def posts(self) -> int:
        return sum(step.startswith("post") for step in self.steps)


@dataclass
class Disk:
    """The mark of a renewal and the keyring, both on one list of steps."""

    steps: list[str]
    kept: Tokens | None = OLD
    marked: bool = False
    fault: KeyringErrorKind | None = None
    full: bool = False
    refused: str | None = None
    begun: asyncio.Event = field(default_factory=asyncio.Event)

    async def begin(self) -> None:
        if self.full:
            raise NotSavedError(DiskErrorKind.FULL)
        self.marked = True
        self.steps.append("begin")
        self.begun.set()

    async def clear(self) -> None:
        self.marked = False
        self.steps.append("clear")

    async def refuse(self, refresh: str) -> None:
        self.refused = refresh

    async def is_refused(self, refresh: str) -> bool:
        return self.refused == refresh

    async def load(self) -> Tokens | None:
        return self.kept

    async def save(self, tokens: Tokens) -> None:
        if self.fault:
            raise KeyringError(self.fault)
        self.kept = tokens
        self.steps.append("save")


class Listening:
    """Whoever shows errors."""

    def __init__(self) -> None:
        self.heard: list[AppError] = []

    def publish_error(self, error: AppError) -> None:
        self.heard.append(error)


@dataclass
class Rig:
    """A session before a service, and all that stands around them."""

    service: Service
    disk: Disk
    session: Session
    client: ExistClient
    heard: list[AppError]

    async def error(self) -> RequestErrorKind:
        with pytest.raises(RequestError) as raised:
            await self.client.profile()
        return raised.value.kind


@contextlib.asynccontextmanager
async def rigged(service: Service, tokens: Tokens = OLD) -> AsyncIterator[Rig]:
    disk = Disk(service.steps, kept=tokens)
    observer = Listening()
    async with odd_server(service) as server, wired(server.url, clock=At(NOW)) as transport:
        session = Session(
            transport,
            tokens,
            store=disk,
            intent=disk,
            observer=observer,
        )
        yield Rig(service, disk, session, ExistClient(transport, session), observer.heard)
        await session.aclose()


def test_a_renewal_leaves_no_moment_at_which_a_crash_would_be_forgotten() -> None:
    async def run() -> None:
        async with rigged(Service()) as rig:
            assert (await rig.client.profile()).username == "josh"
            assert rig.service.steps == ["get old", "begin", "post old-refresh", "save", "clear", "get new"]
            fresh = replace(
                OLD,
                access="new",
                refresh="new-refresh",
                expires_at=NOW + 3600,
                scopes=frozenset({"food_read"}),
                generation=1,
            )
            assert rig.disk.kept == fresh
            assert rig.session.tokens == fresh
            assert rig.heard == []

    asyncio.run(run())


def test_twenty_calls_make_one_renewal() -> None:
    async def run() -> None:
        async with rigged(Service()) as rig:
            profiles = await asyncio.gather(*(rig.client.profile() for _ in range(20)))
            assert len(profiles) == 20
            assert rig.service.posts == 1

    asyncio.run(run())


def test_a_cancelled_call_does_not_stop_the_renewal_that_it_began() -> None:
    async def run() -> None:
        async with rigged(Service()) as rig:
            call = asyncio.create_task(rig.client.profile())
            await rig.disk.begun.wait()
            call.cancel()
            with pytest.raises(asyncio.CancelledError):
                await call
            await rig.session.aclose()
            assert rig.disk.kept is not None
            assert rig.disk.kept.access == "new"
            assert not rig.disk.marked
            await rig.client.profile()
            assert rig.service.posts == 1

    asyncio.run(run())


def test_a_401_for_an_older_token_just_takes_the_newer_one() -> None:
    async def run() -> None:
        async with rigged(Service()) as rig:
            late = asyncio.Event()

            async def send(header: str) -> str:
                if header == "Bearer old":
                    await late.wait()
                    raise RequestError(RequestErrorKind.SIGNED_OUT, 401)
                return header

            slow = asyncio.create_task(rig.session.run(send))
            await rig.client.profile()
            late.set()
            assert await slow == "Bearer new"
            assert rig.service.posts == 1

    asyncio.run(run())


@pytest.mark.parametrize("generation", [0, 4])
def test_another_process_may_have_renewed_or_signed_in_already(generation: int) -> None:
    async def run() -> None:
        async with rigged(Service()) as rig:
            rig.disk.kept = replace(OLD, access="new", refresh="x", generation=generation)
            await rig.client.profile()
            assert rig.service.posts == 0
            assert rig.session.tokens.access == "new"
            assert rig.session.tokens.generation == max(generation, 1)

    asyncio.run(run())


def test_a_second_401_means_to_sign_in_again() -> None:
    async def run() -> None:
        async with rigged(Service(valid="neither")) as rig:
            assert await rig.error() is RequestErrorKind.SIGNED_OUT
            assert rig.service.posts == 1

    asyncio.run(run())


@pytest.mark.parametrize("status", [400, 401])
def test_a_dead_refresh_token_is_tried_once(status: int) -> None:
    async def run() -> None:
        refusal = http(status, b'{"error": "invalid_grant"}')
        async with rigged(Service(token_answers=[refusal])) as rig:
            assert await rig.error() is RequestErrorKind.SIGNED_OUT
            assert await rig.error() is RequestErrorKind.SIGNED_OUT
            assert rig.service.posts == 1
            assert not rig.disk.marked
            assert rig.disk.kept == OLD

    asyncio.run(run())


def test_a_dead_refresh_token_is_not_tried_again_by_later_processes_but_another_one_is() -> None:
    async def run() -> None:
        refusal = http(400, b'{"error": "invalid_grant"}')
        async with rigged(Service(token_answers=[refusal])) as rig:
            assert await rig.error() is RequestErrorKind.SIGNED_OUT
        service = Service()
        async with rigged(service) as later:
            later.disk.refused = rig.disk.refused
            assert await later.error() is RequestErrorKind.SIGNED_OUT
            assert service.steps == ["get old"]
            later.session.tokens = replace(OLD, refresh="another", generation=7)
            assert (await later.client.profile()).username == "josh"

    asyncio.run(run())


@pytest.mark.parametrize("answer", [None, http(500), http(502, b"<html>"), http(302, Location="/"), http(body=b"{")])
def test_a_lost_renewal_is_not_repeated_and_its_mark_stays(answer: bytes | None) -> None:
    async def run() -> None:
        async with rigged(Service(token_answers=[answer])) as rig:
            assert (
                await rig.error() is RequestErrorKind.NOT_SENT
            )  # nothing of the request that was refused has been applied
            assert rig.service.posts == 1
            assert rig.disk.marked

    asyncio.run(run())


def test_after_a_lost_renewal_old_access_and_old_refresh_are_tried_once_each() -> None:
    async def run() -> None:
        refusal = http(400, b'{"error": "invalid_grant"}')
        async with rigged(Service(token_answers=[None, refusal])) as rig:
            await rig.error()
            rig.service.steps.clear()
            assert await rig.error() is RequestErrorKind.SIGNED_OUT
            assert rig.service.steps == ["get old", "begin", "post old-refresh", "clear"]

    asyncio.run(run())


def test_a_renewal_that_never_left_leaves_no_mark() -> None:
    async def run() -> None:
        async with rigged(Service(token_answers=[http(429, b"", Retry_After="30")])) as rig:
            assert await rig.error() is RequestErrorKind.PAUSE
            assert not rig.disk.marked
            await rig.client.profile()

    asyncio.run(run())


def test_without_a_mark_on_the_disk_nothing_is_renewed() -> None:
    async def run() -> None:
        async with rigged(Service()) as rig:
            rig.disk.full = True
            assert await rig.error() is RequestErrorKind.NOT_SENT
            assert rig.service.posts == 0

    asyncio.run(run())


def test_a_locked_keyring_loses_no_pair() -> None:
    async def run() -> None:
        async with rigged(Service()) as rig:
            rig.disk.fault = KeyringErrorKind.LOCKED
            await rig.client.profile()
            assert rig.session.tokens.access == "new"
            assert not rig.session.saved
            assert rig.disk.marked
            assert [type(error) for error in rig.heard] == [KeyringError]
            with pytest.raises(KeyringError):
                await rig.session.save()
            rig.disk.fault = None
            await rig.session.save()
            assert rig.disk.kept == rig.session.tokens
            assert not rig.disk.marked

    asyncio.run(run())


@pytest.mark.parametrize(("left", "posts"), [(EARLY - 1, 1), (-1, 1), (EARLY + 1, 0)])
def test_tokens_are_renewed_in_their_last_two_weeks(left: float, posts: int) -> None:
    async def run() -> None:
        async with rigged(Service(valid="new" if posts else "old"), replace(OLD, expires_at=NOW + left)) as rig:
            await rig.client.profile()
            assert rig.service.posts == posts

    asyncio.run(run())


def test_an_early_renewal_that_fails_is_not_tried_at_every_call() -> None:
    async def run() -> None:
        service = Service(valid="old", token_answers=[http(500), http(500)])
        async with rigged(service, replace(OLD, expires_at=NOW + 86400)) as rig:
            for _ in range(3):
                await rig.client.profile()
            assert rig.service.posts == 1

    asyncio.run(run())


def test_a_token_of_this_process_alone_is_neither_renewed_nor_stored() -> None:
    async def run() -> None:
        service = Service()
        async with odd_server(service) as server, wired(server.url) as transport:
            client = ExistClient(transport, Session(transport, Tokens(TokenKind.BEARER, "pasted")))
            with pytest.raises(RequestError) as raised:
                await client.profile()
            assert raised.value.kind is RequestErrorKind.SIGNED_OUT
            assert service.steps == ["get pasted"]

    asyncio.run(run())


def test_a_token_that_could_spoil_a_header_is_refused() -> None:
    async def run() -> None:
        spoiled = ok({"access_token": "new\r\nX-Other: 1", "refresh_token": "r"})
        async with rigged(Service(token_answers=[spoiled])) as rig:
            assert await rig.error() is RequestErrorKind.NOT_SENT
            assert rig.session.tokens == OLD

    asyncio.run(run())
