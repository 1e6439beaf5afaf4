"""What a commit changed. It is published once after each commit, and each view decides whether it reads again."""

from __future__ import annotations

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
