"""The keyring: one item for each account, written, read back and compared.

Keyrings may ask the person for a password and block for minutes. So calls run on their own daemon thread, each with a
time limit, and quitting does not wait for them. It would wait for the loop's own threads.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from exist_desktop.api.oauth.tokens import Tokens, from_stored, to_stored
from exist_desktop.errors import KeyringError, KeyringErrorKind

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Exist Desktop"
CHOSEN_BY_PERSON = "PYTHON_KEYRING_BACKEND"
SHIPPED = "keyring.backends."
KEEPS_NOTHING = ("keyring.backends.fail", "keyring.backends.null")

log = logging.getLogger(__name__)
Given = ParamSpec("Given")
Result = TypeVar("Result")


class KeyringThread(Executor):
    """A daemon thread that runs one call after the other. Nobody waits for it when the program ends."""

    def __init__(self) -> None:
        self._calls: queue.SimpleQueue[partial[None]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def submit(self, call: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs) -> Future[Result]:
        """Runs the call as soon as those before it have ended."""
        future: Future[Result] = Future()
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="keyring", daemon=True)
            self._thread.start()
        self._calls.put(partial(_fulfil, future, partial(call, *args, **kwargs)))
        return future

    def _serve(self) -> None:
        while True:
            self._calls.get()()


def _fulfil(future: Future[Result], call: partial[Result]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(call())
    except BaseException as error:  # it is raised again in the caller
        future.set_exception(error)


class CredentialStore:
    """The person's keyring. `patience` is the time limit of each call in seconds.

    `thread` runs calls without blocking the loop. Without a `keyring`, the system's is used if it is safe.
    """

    def __init__(
        self, patience: float = 20.0, *, thread: Executor | None = None, keyring: KeyringBackend | None = None
    ) -> None:
        self._patience = patience
        self._thread = thread or KeyringThread()
        self._keyring = keyring

    def item(self, server: str, username: str) -> StoredTokens:
        """Returns the item of one account's tokens."""
        return StoredTokens(self, f"{username} at {server}")

    async def check(self) -> None:
        """Raises `KeyringError` if there is no safe keyring."""
        await self._answer(self._thread.submit(_check, self._keyring))

    async def read(self, user: str) -> str | None:
        """Returns the text of an item, or None if there is no such item. Raises `KeyringError`."""
        return await self._answer(self._thread.submit(_read, self._keyring, user))

    async def write(self, user: str, text: str) -> None:
        """Stores the text of an item, reads it back and compares. Raises `KeyringError`."""
        await self._answer(self._thread.submit(_write, self._keyring, user, text))

    async def delete(self, user: str) -> None:
        """Removes an item, if there is one. Raises `KeyringError`."""
        await self._answer(self._thread.submit(_delete, self._keyring, user))

    async def _answer(self, future: Future[Result]) -> Result:
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
        text = await self._credential_store.read(self._user)
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
        await self._credential_store.write(self._user, text)

    async def forget(self) -> None:
        """Removes the tokens, if there are any. Raises `KeyringError`."""
        await self._credential_store.delete(self._user)

    async def take(self) -> Tokens | None:
        """Removes the tokens and returns them. Without a keyring there are none. Raises `KeyringError`."""
        try:
            tokens = await self.load()
            await self.forget()
        except KeyringError as error:
            if error.kind is not KeyringErrorKind.ABSENT:
                raise
            return None
        return tokens


def _check(given: KeyringBackend | None) -> None:
    with _translated():
        given or _safe_keyring()


def _read(given: KeyringBackend | None, user: str) -> str | None:
    with _translated():
        return (given or _safe_keyring()).get_password(SERVICE, user)


def _write(given: KeyringBackend | None, user: str, text: str) -> None:
    with _translated():
        keyring = given or _safe_keyring()
        keyring.set_password(SERVICE, user, text)
        if keyring.get_password(SERVICE, user) != text:
            raise KeyringError(KeyringErrorKind.DIFFERS)


def _delete(given: KeyringBackend | None, user: str) -> None:
    from keyring.errors import PasswordDeleteError

    with _translated():
        keyring = given or _safe_keyring()
        with contextlib.suppress(PasswordDeleteError):
            keyring.delete_password(SERVICE, user)
        if keyring.get_password(SERVICE, user) is not None:
            raise KeyringError(KeyringErrorKind.DIFFERS)


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    """Turns whatever a keyring raises into `KeyringError`."""
    from keyring.errors import InitError, KeyringLocked, NoKeyringError

    try:
        yield
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
