"""A renewal that breaks off at any point, where it ends the process for good: no entry suffers, nothing is tried twice.

After each the old access token is tried, then the old refresh token once, then the person signs in again.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import keyring
import pytest

from exist_desktop.api.oauth.credential_store import CHOSEN_BY_PERSON
from exist_desktop.api.oauth.tokens import TokenKind, Tokens, from_stored, to_stored
from exist_desktop.demo.server.faults import Fault, FaultKind
from exist_desktop.demo.server.records import Write
from exist_desktop.domain.commands import Increment, Key
from exist_desktop.engine import Engine
from exist_desktop.settings import Setup
from exist_desktop.sync.status import Condition
from tests.adversarial.secrets_kept import findings
from tests.cli.shell import Shell
from tests.daylight import people_by_day
from tests.demo_server import DemoServer
from tests.keyring_real import dying_keyring
from tests.report import tried
from tests.virtual_desktop.waiting import until

SETTLING = 0.05
COFFEES = 2
Result = TypeVar("Result")
KEYRING = "tests.keyring_real.dying_keyring.DyingKeyring"


@dataclass
class Scene:
    """The person's computer, with tokens in the keyring that Exist does not accept any more but for a renewal."""

    shell: Shell
    demo: DemoServer
    old: Tokens
    writes_before: int

    def kept(self) -> Tokens | None:
        (item,) = json.loads(self.shell.items.read_text()).values()
        try:
            return from_stored(item)
        except ValueError:
            return None

    def ended_by_its_keyring(self, fails: str) -> None:
        """Sync in a process that ends when it writes to the keyring."""
        self.shell.environment[dying_keyring.VARIABLE] = fails
        assert self.shell.run("sync").returncode == dying_keyring.EXIT_CODE

    def killed_in_the_middle(self, kind: FaultKind) -> None:
        """Sync in a process that is killed while the renewal is under way."""
        faults = self.demo.world.faults
        faults.add(Fault("access_token", kind, seconds=300))
        with subprocess.Popen(
            self.shell.command("sync"), env=self.shell.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as running:
            until(lambda: not len(faults), "nothing was ever renewed")
            running.kill()

    def sync(self) -> Condition | None:
        """Start the program anew and sync; how it stands then, or None where it found no token."""
        self.demo.world.requests.clear()

        async def run(engine: Engine) -> Condition | None:
            if not await engine.connect():
                return None
            assert engine.link is not None
            return (await engine.link.schedule.sync()).condition

        return asyncio.run(self._with_engine(run))

    def sign_in_again(self) -> None:
        async def run(engine: Engine) -> Condition:
            assert await engine.adopt(await engine.try_token(self.demo.token("josh"))) is None
            assert engine.link is not None
            return (await engine.link.schedule.sync()).condition

        assert asyncio.run(self._with_engine(run)) is Condition.IDLE

    def assert_sent_once(self) -> None:
        """Nothing waits any more, after the checks that a lost answer needs, and Exist has counted it once."""

        def is_sent() -> bool:
            self.sync()
            return not self.waiting()

        until(is_sent, "it was never sent")
        assert self.added() == 1

    def waiting(self) -> int:
        return asyncio.run(self._with_engine(lambda engine: engine.unsent()))

    async def _with_engine(self, act: Callable[[Engine], Awaitable[Result]]) -> Result:
        engine = Engine(Setup(self.demo.base_url, self.shell.folder, SETTLING))
        await engine.open()
        try:
            return await act(engine)
        finally:
            await engine.close()

    def answers(self) -> list[int | None]:
        return [entry.status for entry in self.demo.world.requests]

    def renewals(self) -> int:
        return sum(entry.call == "access_token" for entry in self.demo.world.requests)

    def added(self) -> int:
        return len(own_writes(self.demo)) - self.writes_before


def own_writes(demo: DemoServer) -> list[Write]:
    """What this program has written."""
    return [write for write in demo.world.writes("josh", "coffees") if write.by == demo.service]


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoServer]:
    with DemoServer(people=people_by_day()) as running:
        running.set_owner("josh", "coffees", running.service)
        yield running


@pytest.fixture(scope="module")
def filled(demo: DemoServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which everything has been read, and an entry waits."""
    folder = tmp_path_factory.mktemp("filled") / "data"

    async def fill() -> None:
        engine = Engine(Setup(demo.base_url, folder, token=demo.token("josh")))
        await engine.open()
        await engine.connect()
        assert engine.link is not None
        demo.edit("josh", "coffees", demo.today(), COFFEES)
        assert (await engine.link.schedule.sync()).condition is Condition.IDLE
        await engine.journal.save(Increment(Key("coffees", demo.today()), 1))
        await engine.close()

    asyncio.run(fill())
    return folder


@pytest.fixture
def scene(demo: DemoServer, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    before = keyring.get_keyring()
    shell = Shell(demo, tmp_path)
    shutil.copytree(filled, shell.folder)
    shell.environment |= {CHOSEN_BY_PERSON: KEYRING, "EXIST_DESKTOP_SETTLE_SECONDS": str(SETTLING)}
    monkeypatch.setenv(CHOSEN_BY_PERSON, KEYRING)
    monkeypatch.setenv("TEST_KEYRING_FILE", str(shell.items))
    tokens = demo.world.tokens
    demo.edit("josh", "coffees", demo.today(), COFFEES)
    developer = tokens.find("Bearer", demo.token("josh"), demo.world.clock())
    assert developer is not None
    pair = tokens.issue("josh", developer.scopes, demo.world.clock() - 1)
    old = Tokens(TokenKind.BEARER, pair.access, pair.refresh, None, pair.scopes, demo.client_id, demo.client_secret)
    shell.items.write_text(json.dumps({f"Exist Desktop/josh at {demo.base_url}": to_stored(old)}))
    keyring.set_keyring(dying_keyring.DyingKeyring())  # type: ignore[no-untyped-call]
    yield Scene(shell, demo, old, len(own_writes(demo)))
    keyring.set_keyring(before)
    assert findings({pair.access, str(pair.refresh), demo.client_secret, demo.token("josh")}, [shell.folder]) == []


def assert_signs_in_again_and_loses_nothing(scene: Scene) -> None:
    """The old pair is worth nothing: each half of it is tried once, the entry waits, and a new sign-in sends it."""
    assert scene.sync() is Condition.SIGNED_OUT
    assert scene.answers() == [401, 400]
    assert scene.renewals() == 1
    assert (scene.waiting(), scene.added()) == (1, 0)
    scene.sign_in_again()
    scene.assert_sent_once()


def test_before_the_server_has_done_it(scene: Scene) -> None:
    """The mark is on the disk, the request is not applied: the old refresh token still does."""
    scene.killed_in_the_middle(FaultKind.LATE)
    assert scene.kept() == scene.old
    assert scene.sync() is Condition.IDLE
    assert scene.renewals() == 1
    scene.assert_sent_once()
    tried("keyring", "renewal: before the server")


def test_after_the_server_has_done_it(scene: Scene) -> None:
    scene.killed_in_the_middle(FaultKind.SLOW)
    assert scene.kept() == scene.old
    assert_signs_in_again_and_loses_nothing(scene)
    tried("keyring", "renewal: answer lost")


def test_before_the_keyring_is_written(scene: Scene) -> None:
    scene.ended_by_its_keyring(dying_keyring.BEFORE_WRITING)
    assert scene.kept() == scene.old
    assert_signs_in_again_and_loses_nothing(scene)
    tried("keyring", "renewal: before the keyring")


@pytest.mark.parametrize("fails", [dying_keyring.REFUSES, dying_keyring.FORGETS, dying_keyring.CUTS])
def test_a_keyring_that_does_not_keep_the_new_pair(scene: Scene, fails: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process goes on with the new pair in memory and sends; the next one must ask the person."""
    with monkeypatch.context() as failing:
        failing.setenv(dying_keyring.VARIABLE, fails)
        assert scene.sync() is Condition.IDLE
    assert (scene.waiting(), scene.added()) == (0, 1)
    spoiled = fails == dying_keyring.CUTS
    assert scene.kept() == (None if spoiled else scene.old)
    assert scene.sync() is (None if spoiled else Condition.SIGNED_OUT)
    assert scene.answers() == ([] if spoiled else [401, 400])
    scene.sign_in_again()
    scene.assert_sent_once()
    tried("keyring", f"renewal: the keyring {fails}")


def test_before_the_mark_is_taken_away(scene: Scene) -> None:
    """The new pair is kept already: it is used, and nothing is renewed again."""
    scene.ended_by_its_keyring(dying_keyring.AFTER_WRITING)
    kept = scene.kept()
    assert kept is not None
    assert kept.generation == 1
    assert scene.sync() is Condition.IDLE
    assert scene.renewals() == 0
    scene.assert_sent_once()
    tried("keyring", "renewal: before the mark goes")
