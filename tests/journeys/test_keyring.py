"""Every way in which a keyring fails the person: they are told, entries go on, and there is a way back."""

from __future__ import annotations

from collections.abc import Callable

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, NoKeyringError

from exist_desktop.api.oauth.credential_store import CredentialStore
from exist_desktop.errors import KeyringErrorKind
from tests.api.memory_keyring import FailingKeyring, LyingKeyring, MemoryKeyring, SlowKeyring
from tests.journeys.conftest import Enter
from tests.report import tried
from tests.sync.engine_harness import USER
from tests.ui.offscreen import quiet

pytestmark = quiet


class LockedKeyring(MemoryKeyring):
    """Gives nothing away before it is unlocked."""

    def __init__(self) -> None:
        super().__init__()
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked
        return super().get_password(service, username)


AT_SIGN_IN: dict[KeyringErrorKind, tuple[Callable[[], KeyringBackend], tuple[str, ...]]] = {
    KeyringErrorKind.ABSENT: (
        lambda: FailingKeyring(NoKeyringError()),
        ("No keyring on this computer.", "Exist's tokens are kept until the program ends, then you sign in again."),
    ),
    KeyringErrorKind.DIFFERS: (
        LyingKeyring,
        ("The keyring did not keep the tokens.", "They are kept until the program ends, then you sign in again."),
    ),
    KeyringErrorKind.LOCKED: (
        lambda: FailingKeyring(KeyringLocked()),
        ("The keyring is locked.", "Until then they are saved on this computer."),
    ),
}


@pytest.mark.parametrize("fault", AT_SIGN_IN, ids=lambda fault: fault.name)
async def test_tokens_that_no_keyring_keeps_serve_until_the_program_ends(enter: Enter, fault: KeyringErrorKind) -> None:
    make, words = AT_SIGN_IN[fault]
    async with enter(signed_in=False) as room:
        keyring.set_keyring(make())
        room.own("coffees")
        await room.sign_in_by_token(room.demo.token(USER))
        await room.reads(*words)
        await room.press("Close message")
        await room.waits_for(room.engine.views.last_sync)
        await room.is_sent(await room.set("coffees", 9))
        tried("walks from a trouble to its way out", "keyring")


async def test_a_keyring_that_was_locked_at_the_start_is_asked_again_by_send_now(
    enter: Enter, kept: MemoryKeyring
) -> None:
    locked = LockedKeyring()
    keyring.set_keyring(locked)
    async with enter(owned=["coffees"]) as room:
        locked.locked = True
        await room.restart(sign_in=False)
        await room.application.connect()
        await room.reads("The keyring is locked. Unlock it to send entries to Exist.", "Sign in again")
        entry = await room.set("coffees", 9)
        locked.locked = False
        await room.open("outbox")
        await room.press("Send now")
        await room.is_sent(entry)
        tried("walks from a trouble to its way out", "keyring")


async def test_a_keyring_that_waits_for_a_password_holds_nothing_up(enter: Enter, kept: MemoryKeyring) -> None:
    slow = SlowKeyring()
    async with enter(owned=["coffees"]) as room:
        slow.items.update(kept.items)
        keyring.set_keyring(slow)
        await room.restart(sign_in=False)
        room.engine.credential_store = CredentialStore(patience=0.05)
        await room.application.connect()
        await room.reads("The keyring does not answer. It may wait for a password in another window.")
        entry = await room.set("coffees", 9)
        assert await room.state(entry) == "waiting"
        slow.answered.set()
        await room.open("outbox")
        await room.press("Send now")
        await room.is_sent(entry)
        tried("walks from a trouble to its way out", "keyring")


def test_every_fault_of_a_keyring_has_a_walk() -> None:
    assert set(AT_SIGN_IN) | {KeyringErrorKind.SLOW} == set(KeyringErrorKind)
