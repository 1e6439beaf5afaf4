"""The keyring: one item for each account, written, read back and compared.

Keyrings may ask the person for a password and block for minutes. So calls run on their own daemon thread, each with a
time limit, and quitting does not wait for them. It would wait for the loop's own threads.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import logging
import os
import queue
import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from exist_desktop.api.oauth.tokens import Tokens, from_stored, to_stored
from exist_desktop.errors import KeyringError, KeyringErrorKind

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Exist Desktop"
CHOSEN_BY_PERSON = "PYTHON_KEYRING_BACKEND"
SHIPPED = "keyring.backends."
KEEPS_NOTHING = ("keyring.backends.fail", "keyring.backends.null")

log = logging.getLogger(__name__)
Result = TypeVar("Result")


class KeyringThread:
    """A daemon thread that runs one call after the other."""

    def __init__(self) -> None:
        self._calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def __call__(self, call: Callable[[], None]) -> None:
        """Runs the call as soon as those before it have ended."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="keyring", daemon=True)
            self._thread.start()
        self._calls.put(call)

    def _serve(self) -> None:
        while True:
            self._calls.get()()


class CredentialStore:
    """The person's keyring. `patience` is the time limit of each call in seconds.

    `beside` runs a call without blocking the loop. `keyring` returns the keyring or raises `KeyringError`.
    """

    def __init__(
        self,
        patience: float = 20.0,
        *,
        beside: Callable[[Callable[[], None]], None] | None = None,
        keyring: Callable[[], KeyringBackend] | None = None,
    ) -> None:
        self._patience = patience
        self._beside = beside or KeyringThread()
        self._keyring = keyring or _safe_keyring

    def item(self, server: str, username: str) -> StoredTokens:
        """Returns the item of one account's tokens."""
        return StoredTokens(self, f"{username} at {server}")

    async def call(self, work: Callable[[KeyringBackend], Result]) -> Result:
        """Returns the result of `work` on a safe keyring. Raises `KeyringError`."""
        future: concurrent.futures.Future[Result] = concurrent.futures.Future()
        self._beside(lambda: _fulfil(future, self._keyring, work))
        try:
            async with asyncio.timeout(self._patience):
                return await asyncio.wrap_future(future)
        except TimeoutError:
            raise KeyringError(KeyringErrorKind.SLOW) from None


class StoredTokens:
    """One account's tokens in the keyring."""

    def __init__(self, credential_store: CredentialStore, user: str) -> None:
        self._credential_store = credential_store
        self._user = user

    async def load(self) -> Tokens | None:
        """Returns the stored tokens, or None if there are none that can be read. Raises `KeyringError`."""
        text = await self._credential_store.call(lambda keyring: keyring.get_password(SERVICE, self._user))
        if text is None:
            return None
        try:
            return from_stored(text)
        except ValueError:
            log.info("the keyring's item cannot be read")
            return None

    async def save(self, tokens: Tokens) -> None:
        """Stores the tokens, reads them back and compares them. Raises `KeyringError`."""
        try:
            text = to_stored(tokens)
        except ValueError:
            raise KeyringError(KeyringErrorKind.DIFFERS) from None
        await self._credential_store.call(lambda keyring: _write(keyring, self._user, text))

    async def forget(self) -> None:
        """Removes the tokens, if there are any. Raises `KeyringError`."""
        await self._credential_store.call(lambda keyring: _delete(keyring, self._user))


def _write(keyring: KeyringBackend, user: str, text: str) -> None:
    keyring.set_password(SERVICE, user, text)
    if keyring.get_password(SERVICE, user) != text:
        raise KeyringError(KeyringErrorKind.DIFFERS)


def _delete(keyring: KeyringBackend, user: str) -> None:
    from keyring.errors import PasswordDeleteError

    with contextlib.suppress(PasswordDeleteError):
        keyring.delete_password(SERVICE, user)
    if keyring.get_password(SERVICE, user) is not None:
        raise KeyringError(KeyringErrorKind.DIFFERS)


def _fulfil(
    future: concurrent.futures.Future[Result],
    keyring: Callable[[], KeyringBackend],
    work: Callable[[KeyringBackend], Result],
) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(_translated(keyring, work))
    except BaseException as error:  # it is raised again in the caller
        future.set_exception(error)


def _translated(keyring: Callable[[], KeyringBackend], work: Callable[[KeyringBackend], Result]) -> Result:
    from keyring.errors import InitError, KeyringLocked, NoKeyringError

    try:
        return work(keyring())
    except KeyringError:
        raise
    except (KeyringLocked, InitError) as error:
        raise KeyringError(KeyringErrorKind.LOCKED) from error
    except NoKeyringError as error:
        raise KeyringError(KeyringErrorKind.ABSENT) from error
    except Exception as error:  # keyrings raise whatever their system calls raise
        log.info("the keyring failed: %s", type(error).__name__)
        raise KeyringError(KeyringErrorKind.ABSENT) from error


def _safe_keyring() -> KeyringBackend:
    """Returns the keyring to use. Raises `KeyringError` if none protects what it stores.

    A keyring that the person chose in the environment is used as it is. Otherwise only those of the keyring library
    count: an installed plug-in may store plain text in a file.
    """
    import keyring
    from keyring.backends.chainer import ChainerBackend

    chosen = keyring.get_keyring()
    if type(chosen).__module__.startswith(KEEPS_NOTHING):
        raise KeyringError(KeyringErrorKind.ABSENT)
    if os.environ.get(CHOSEN_BY_PERSON):
        return chosen
    candidates: Iterable[KeyringBackend] = chosen.backends if isinstance(chosen, ChainerBackend) else (chosen,)
    for candidate in candidates:
        module = type(candidate).__module__
        if module.startswith(SHIPPED) and not module.startswith(KEEPS_NOTHING):
            return candidate
    raise KeyringError(KeyringErrorKind.ABSENT)
