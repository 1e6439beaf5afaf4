"""Signing out: all of it happens or nothing, and what may be in Exist already is never thrown away."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from exist_desktop.api.oauth.credential_store import CredentialStore
from exist_desktop.demo.server.faults import FaultKind
from exist_desktop.domain.draft import Draft
from exist_desktop.engine import Unsent
from exist_desktop.store.drafts import drafts, keep
from exist_desktop.store.store import DATABASE
from tests.api.memory_keyring import MemoryKeyring
from tests.sync.conftest import Tell
from tests.sync.engine_harness import EngineHarness


async def one_checked_and_one_waiting(harness: EngineHarness) -> tuple[int, int]:
    keyring = MemoryKeyring()
    harness.engine.credential_store = CredentialStore(keyring=keyring)
    await harness.sign_in()
    harness.error("increment", FaultKind.LOST_BEFORE)
    checked = await harness.add("coffees")
    await harness.sync()
    waiting = await harness.add("water", 250)
    assert [await harness.state(entry) for entry in (checked, waiting)] == ["checking", "waiting"]
    return checked, waiting


def test_discarding_signs_out_while_an_entry_is_being_checked(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        checked, waiting = await one_checked_and_one_waiting(harness)
        assert await harness.engine.sign_out(Unsent.DISCARDED) == 1
        assert (harness.engine.link, await harness.engine.connect()) == (None, False)
        assert [await harness.state(entry) for entry in (checked, waiting)] == ["checking", "undone"]

    tell(story, owned=["coffees", "water"])


def test_signing_out_keeps_what_is_unsent_unless_it_is_discarded(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        checked, waiting = await one_checked_and_one_waiting(harness)
        assert await harness.engine.sign_out() == 2
        assert [await harness.state(entry) for entry in (checked, waiting)] == ["checking", "waiting"]

    tell(story, owned=["coffees", "water"])


@pytest.mark.parametrize("refused", ["UPDATE ON op", "DELETE ON draft"])
def test_what_fails_half_way_leaves_everything_as_it_was(tell: Tell, refused: str) -> None:
    async def story(harness: EngineHarness) -> None:
        account = harness.engine.account
        assert account is not None
        entries = await one_checked_and_one_waiting(harness)
        begun = Draft(harness.day, "mood_note", "half a sentence", None)
        await harness.engine.store.write(account, lambda tx: keep(tx, begun))
        with closing(sqlite3.connect(harness.folder / DATABASE)) as another, another:
            another.execute(f"CREATE TRIGGER refuse BEFORE {refused} BEGIN SELECT RAISE(FAIL, 'refused'); END")
        with pytest.raises(sqlite3.DatabaseError, match="refused"):
            await harness.engine.sign_out(Unsent.DISCARDED)
        assert [await harness.state(entry) for entry in entries] == ["checking", "waiting"]
        assert await harness.engine.store.read(account, drafts) == (begun,)
        assert await harness.engine.connect()

    tell(story, owned=["coffees", "water"])
