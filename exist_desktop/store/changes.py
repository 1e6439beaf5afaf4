"""What changed in the store, said once after each commit; each view decides whether it cares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Change:
    """What a commit touched. `days` is None where any day may show something new.

    `history` names the attributes of which the copy of the history has brought, changed or removed values.
    """

    days: frozenset[date] | None = frozenset()
    catalogue: bool = False
    outbox: bool = False
    session: bool = False
    history: frozenset[str] = frozenset()


NOTHING = Change()
"""A commit that no view shows anything of."""
