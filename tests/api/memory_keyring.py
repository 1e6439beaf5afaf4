"""Keyrings for tests: one that keeps its items in memory, and ones that behave as real ones do on a bad day."""

from __future__ import annotations

import threading

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError


class MemoryKeyring(KeyringBackend):
    """Keeps items for as long as it lives."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.items: dict[tuple[str, str], str] = {}
        self.threads: set[str] = set()

    def get_password(self, service: str, username: str) -> str | None:
        self.threads.add(threading.current_thread().name)
        return self.items.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.items[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.items:
            raise PasswordDeleteError
        del self.items[service, username]


class LyingKeyring(MemoryKeyring):
    """Says that it keeps things, and cuts them."""

    def set_password(self, service: str, username: str, password: str) -> None:
        super().set_password(service, username, password[:100])


class FailingKeyring(MemoryKeyring):
    """Raises what real ones raise when they are locked or their system fails."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    def set_password(self, *_: str) -> None:
        raise self._error


class SlowKeyring(MemoryKeyring):
    """Asks the person for a password, and waits."""

    def __init__(self) -> None:
        super().__init__()
        self.answered = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.answered.wait(10)
        return super().get_password(service, username)
