"""What all journals have: the account in use, the store, and whoever sends what was saved."""

from __future__ import annotations

from typing import Protocol

from exist_desktop.domain.account import AccountInUse
from exist_desktop.domain.day import WallClock
from exist_desktop.store.store import Store


def new_uid() -> str:
    """Returns an identifier that no other entry has, on any computer."""
    import secrets  # no start needs it

    return secrets.token_hex(16)


class SaveListener(Protocol):
    """Whoever sends what was saved."""

    def entry_saved(self) -> None:
        """Called after each save, and after each decision about an entry."""


class NewUid(Protocol):
    """Makes identifiers of entries."""

    def __call__(self) -> str:
        """Returns one that no other entry has."""


class AccountJournal:
    """Saves for the account in use. `listener` is notified of each save."""

    def __init__(
        self,
        store: Store,
        current: AccountInUse,
        clock: WallClock,
        *,
        listener: SaveListener | None = None,
        new_uid: NewUid = new_uid,
    ) -> None:
        self._store = store
        self._current = current
        self._clock = clock
        self._listener = listener
        self._new_uid = new_uid

    def _tell_saved(self) -> None:
        if self._listener is not None:
            self._listener.entry_saved()
