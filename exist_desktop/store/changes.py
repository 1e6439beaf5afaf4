"""What a commit changed. It is published once after each commit, and each view decides whether it reads again."""

from __future__ import annotations

from contextvars import ContextVar
from datetime import date

from msgspec import Struct


class Change(Struct, frozen=True):
    """What a commit changed. `days` is None if any day may show something new.

    `history` names the attributes of which the copy of the history has added, changed or removed values. `arrangement`
    is whether the person has arranged something anew.
    """

    days: frozenset[date] | None = frozenset()
    catalogue: bool = False
    outbox: bool = False
    session: bool = False
    history: frozenset[str] = frozenset()
    arrangement: bool = False


NOTHING = Change()
"""A commit that changes nothing in any view."""


class LaterChanges:
    """What a task saves while somebody waits for its answer. It is published when that is given."""

    def __init__(self) -> None:
        self._changes: list[Change] | None = []

    def holds(self, change: Change) -> bool:
        """Takes a change to be published later. Returns False if that time is over."""
        if self._changes is None:
            return False
        self._changes.append(change)
        return True

    def end(self) -> list[Change]:
        """Returns what is to be published now. A save that comes later is published at once."""
        found, self._changes = self._changes or [], None
        return found


later_changes: ContextVar[LaterChanges | None] = ContextVar("later_changes", default=None)
"""Those of the running task, and of what it starts."""
