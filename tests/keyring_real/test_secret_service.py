"""The program with a real Secret Service that is locked, silent or gone: entries are saved, and the person is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import keyring
import pytest
from keyring.backends import SecretService as Backend

from exist_desktop.api.oauth.credential_store import CHOSEN_BY_PERSON, CredentialStore
from exist_desktop.api.oauth.sign_in import SignedIn
from exist_desktop.api.oauth.tokens import TokenKind, Tokens
from exist_desktop.domain.commands import Increment, Key
from exist_desktop.engine import Engine
from exist_desktop.errors import AppError, KeyringError, KeyringErrorKind
from exist_desktop.settings import Setup
from exist_desktop.sync.status import Condition, SyncStatus
from tests.adversarial.secrets_kept import findings
from tests.adversarial.sentences import told
from tests.daylight import people_by_day
from tests.demo_server import DemoServer
from tests.keyring_real.secret_service import SecretService, kept_files, secret_service
from tests.report import tried

pytestmark = [
    pytest.mark.virtual_desktop,
    # The library behind the keyring leaves the sockets of failed calls to the collector.
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
]
QUICK = 0.3
"""How long a call may take where the keyring is silent."""


@dataclass
class Person:
    """One person's program, started anew on the same folder whenever a test says so."""

    demo: DemoServer
    service: SecretService
    engine: Engine
    tokens: Tokens
    heard: list[KeyringError] = field(default_factory=list)

    async def start_anew(self, patience: float = 20.0) -> None:
        folder = self.engine.setup.folder
        await self.engine.close()
        self.engine = self.made(folder, patience)
        await self.engine.open()

    def made(self, folder: Path, patience: float) -> Engine:
        engine = Engine(Setup(self.demo.base_url, folder), observer=self)
        engine.credential_store = CredentialStore(patience)
        return engine

    def publish_error(self, error: AppError) -> None:
        assert isinstance(error, KeyringError)
        self.heard.append(error)

    def publish_status(self, status: SyncStatus) -> None:
        """What the window shows is tried elsewhere."""

    async def save_coffee(self) -> None:
        """Saved means on the disk, whatever the keyring does."""
        before = await self.engine.unsent()
        await self.engine.journal.save(Increment(Key("coffees", self.demo.today()), 1))
        assert await self.engine.unsent() == before + 1

    def coffees(self) -> float:
        return sum(float(write.value or 0) for write in self.demo.world.writes("josh", "coffees"))

    async def error(self) -> KeyringErrorKind:
        with pytest.raises(KeyringError) as met:
            await self.engine.connect()
        told(met.value)
        return met.value.kind

    async def send(self) -> None:
        assert self.engine.link is not None
        assert (await self.engine.link.schedule.sync()).condition is Condition.IDLE
        assert await self.engine.unsent() == 0


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[SecretService]:
    before = keyring.get_keyring()
    with secret_service() as running:
        for name, value in running.variables.items():
            monkeypatch.setenv(name, value)
        monkeypatch.delenv(CHOSEN_BY_PERSON, raising=False)
        keyring.set_keyring(Backend.Keyring())  # type: ignore[no-untyped-call]
        yield running
    keyring.set_keyring(before)


@pytest.fixture
def demo() -> Iterator[DemoServer]:
    with DemoServer(people=people_by_day()) as running:
        running.set_owner("josh", "coffees", running.service)
        yield running


@asynccontextmanager
async def signed_in(demo: DemoServer, service: SecretService, folder: Path, *, life: float) -> AsyncIterator[Person]:
    """A person who has signed in with tokens that live so many seconds more, and that the keyring has kept."""
    pair = demo.world.tokens.issue("josh", _scopes(demo), demo.world.clock() + life)
    secrets = (demo.client_id, demo.client_secret)
    tokens = Tokens(TokenKind.BEARER, pair.access, pair.refresh, None, pair.scopes, *secrets)
    person = Person(demo, service, Engine(Setup(demo.base_url, folder)), tokens)
    person.engine = person.made(folder, 20.0)
    await person.engine.open()
    try:
        before = await person.engine.try_token(demo.token("josh"))
        assert await person.engine.adopt(before) is None
        await person.send()  # everything has been read once
        assert await person.engine.adopt(SignedIn(tokens, before.profile)) is None
        yield person
    finally:
        await person.engine.close()


def _scopes(demo: DemoServer) -> frozenset[str]:
    found = demo.world.tokens.find("Bearer", demo.token("josh"), demo.world.clock())
    assert found is not None
    return found.scopes


def test_tokens_are_kept_and_found_again(demo: DemoServer, service: SecretService, tmp_path: Path) -> None:
    async def run() -> None:
        async with signed_in(demo, service, tmp_path, life=3600) as person:
            await person.start_anew()
            assert await person.engine.connect()
            assert person.engine.link is not None
            assert person.engine.link.session.tokens == person.tokens
            written = kept_files(service.variables)
            assert written
            assert findings({person.tokens.access, person.tokens.refresh or ""}, [tmp_path, *written]) == []
            tried("keyring", "keyring: kept")

    asyncio.run(run())


def test_locked_at_the_start_it_is_told_and_everything_else_goes_on(
    demo: DemoServer, service: SecretService, tmp_path: Path
) -> None:
    async def run() -> None:
        async with signed_in(demo, service, tmp_path, life=3600) as person:
            service.lock()
            await person.start_anew()
            assert await person.error() is KeyringErrorKind.LOCKED
            await person.save_coffee()
            service.unlock()
            assert await person.engine.connect()
            await person.send()
            assert person.coffees() == 1
            tried("keyring", "keyring: locked at start")

    asyncio.run(run())


def test_locked_in_the_middle_a_renewed_pair_is_used_and_kept_later(
    demo: DemoServer, service: SecretService, tmp_path: Path
) -> None:
    async def run() -> None:
        async with signed_in(demo, service, tmp_path, life=-1) as person:
            service.lock()
            await person.save_coffee()
            await person.send()
            assert person.coffees() == 1
            assert [error.kind for error in person.heard] == [KeyringErrorKind.LOCKED]
            told(person.heard[0])
            service.unlock()
            await person.start_anew()  # what was renewed is kept when the program ends
            assert await person.engine.connect()
            await person.save_coffee()
            await person.send()
            assert person.coffees() == 2
            assert [entry.call for entry in demo.world.requests].count("access_token") == 1
            tried("keyring", "keyring: locked in the middle")

    asyncio.run(run())


def test_silent_it_keeps_nobody_waiting(demo: DemoServer, service: SecretService, tmp_path: Path) -> None:
    async def run() -> None:
        async with signed_in(demo, service, tmp_path, life=3600) as person:
            await person.start_anew(patience=QUICK)
            with service.silent():
                connecting = asyncio.create_task(person.error())
                await asyncio.sleep(0)
                await person.save_coffee()
                assert not connecting.done()  # it was saved while the keyring kept silent
                assert await connecting is KeyringErrorKind.SLOW
            await person.start_anew()
            assert await person.engine.connect()
            await person.send()
            assert person.coffees() == 1
            tried("keyring", "keyring: silent")

    asyncio.run(run())


def test_silent_in_the_middle_it_holds_no_entry_up(demo: DemoServer, service: SecretService, tmp_path: Path) -> None:
    async def run() -> None:
        async with signed_in(demo, service, tmp_path, life=-1) as person:
            person.engine.credential_store._patience = QUICK
            with service.silent():
                await person.save_coffee()
                await person.send()
                assert [error.kind for error in person.heard] == [KeyringErrorKind.SLOW]
            assert person.coffees() == 1
            tried("keyring", "keyring: silent in the middle")

    asyncio.run(run())


def test_gone_it_is_told_and_entries_are_saved(demo: DemoServer, service: SecretService, tmp_path: Path) -> None:
    async def run() -> None:
        async with signed_in(demo, service, tmp_path, life=-1) as person:
            service.end()
            await person.save_coffee()
            await person.send()
            assert [error.kind for error in person.heard] == [KeyringErrorKind.ABSENT]
            await person.start_anew()
            assert await person.error() is KeyringErrorKind.ABSENT
            await person.save_coffee()
            assert await person.engine.unsent() == 1
            tried("keyring", "keyring: gone")

    asyncio.run(run())
