"""The keyring: what is kept comes back, what cannot be kept is said, and nobody waits for it for long."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import InitError, KeyringLocked

from exist_desktop.api.oauth.credential_store import CHOSEN_BY_PERSON, CredentialStore
from exist_desktop.api.oauth.tokens import TokenKind, Tokens
from exist_desktop.errors import KeyringError, KeyringErrorKind
from tests.api.memory_keyring import FailingKeyring, LyingKeyring, MemoryKeyring, SlowKeyring

SERVER = "https://exist.io"
TOKENS = Tokens(TokenKind.BEARER, "a" * 40, "b" * 40, 2e9, frozenset({"mood_read"}), "id", "secret", 2)


@pytest.fixture(autouse=True)
def _chosen_by_the_person(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = keyring.get_keyring()
    monkeypatch.setenv(CHOSEN_BY_PERSON, "the.persons.Keyring")
    yield
    keyring.set_keyring(before)


def _fault_of_saving(backend: KeyringBackend, patience: float = 5.0) -> KeyringErrorKind:
    keyring.set_keyring(backend)
    with pytest.raises(KeyringError) as error:
        asyncio.run(CredentialStore(patience).item(SERVER, "josh").save(TOKENS))
    return error.value.kind


def test_each_account_has_one_item_that_comes_back() -> None:
    kept = MemoryKeyring()
    keyring.set_keyring(kept)

    async def run() -> None:
        credential_store = CredentialStore()
        josh, belle = credential_store.item(SERVER, "josh"), credential_store.item(SERVER, "belle")
        assert await josh.load() is None
        await josh.save(TOKENS)
        assert await josh.load() == TOKENS
        assert await belle.load() is None
        await josh.forget()
        await josh.forget()
        assert await josh.load() is None

    asyncio.run(run())
    assert kept.threads == {"keyring"}


def test_the_item_is_found_under_names_that_people_understand() -> None:
    kept = MemoryKeyring()
    keyring.set_keyring(kept)
    asyncio.run(CredentialStore().item(SERVER, "josh").save(TOKENS))
    assert list(kept.items) == [("Exist Desktop", "josh at https://exist.io")]


def test_an_item_that_cannot_be_read_is_none() -> None:
    kept = MemoryKeyring()
    kept.items["Exist Desktop", "josh at https://exist.io"] = "{"
    keyring.set_keyring(kept)
    assert asyncio.run(CredentialStore().item(SERVER, "josh").load()) is None


@pytest.mark.parametrize(
    ("backend", "fault"),
    [
        (LyingKeyring(), KeyringErrorKind.DIFFERS),
        (FailingKeyring(KeyringLocked()), KeyringErrorKind.LOCKED),
        (FailingKeyring(InitError("Prompt dismissed")), KeyringErrorKind.LOCKED),
        (FailingKeyring(RuntimeError("no bus")), KeyringErrorKind.ABSENT),
        (fail.Keyring(), KeyringErrorKind.ABSENT),  # type: ignore[no-untyped-call]
        (null.Keyring(), KeyringErrorKind.ABSENT),  # type: ignore[no-untyped-call]
    ],
)
def test_what_keeps_nothing_is_said(backend: KeyringBackend, fault: KeyringErrorKind) -> None:
    assert _fault_of_saving(backend) is fault


def test_what_is_too_long_for_some_keyrings_is_not_kept_in_any() -> None:
    keyring.set_keyring(MemoryKeyring())
    with pytest.raises(KeyringError) as error:
        asyncio.run(CredentialStore().item(SERVER, "josh").save(Tokens(TokenKind.BEARER, "a" * 2000)))
    assert error.value.kind is KeyringErrorKind.DIFFERS


def test_a_keyring_that_waits_for_the_person_is_left_alone_and_answers_later() -> None:
    slow = SlowKeyring()
    keyring.set_keyring(slow)

    async def run() -> None:
        item = CredentialStore(patience=0.05).item(SERVER, "josh")
        with pytest.raises(KeyringError) as error:
            await item.save(TOKENS)
        assert error.value.kind is KeyringErrorKind.SLOW
        slow.answered.set()
        assert await item.load() == TOKENS

    asyncio.run(run())


def test_a_plug_in_that_nobody_chose_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CHOSEN_BY_PERSON)
    assert _fault_of_saving(MemoryKeyring()) is KeyringErrorKind.ABSENT
