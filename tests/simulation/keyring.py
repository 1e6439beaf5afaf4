"""A keyring in memory that can be locked: what lies under the vault."""

from __future__ import annotations

from collections.abc import Callable

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError


class SimulatedKeyring(KeyringBackend):
    """One person's keyring; it outlives every process and power cut."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.locked = False
        self.items: dict[tuple[str, str], str] = {}
        self.on_refused: Callable[[], None] = lambda: None

    def get_password(self, service: str, username: str) -> str | None:
        self._open()
        return self.items.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()
        self.items[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._open()
        if self.items.pop((service, username), None) is None:
            raise PasswordDeleteError

    def _open(self) -> None:
        if self.locked:
            self.on_refused()
            raise KeyringLocked
