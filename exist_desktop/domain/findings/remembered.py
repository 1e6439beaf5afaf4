"""What is remembered of relations: what the person has decided, and what was listed at an earlier look."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import Enum, auto

from msgspec import Struct

from exist_desktop.domain.findings.listing import Pair, Place

NEWS_FOR = timedelta(days=7)
"""What is new stays new for so long: nobody reads a list in one look."""


class Decision(Enum):
    """What the person has decided about a pair."""

    KEPT = auto()
    """It comes first."""
    HIDDEN = auto()
    """It is not listed any more."""


class Decided(Struct, frozen=True):
    """The pairs that are kept, and those that are hidden for good."""

    kept: frozenset[Pair] = frozenset()
    hidden: frozenset[Pair] = frozenset()

    def of(self, pair: Pair) -> Decision | None:
        """Returns what was decided about a pair."""
        if pair in self.hidden:
            return Decision.HIDDEN
        return Decision.KEPT if pair in self.kept else None


class Snapshot(Struct, frozen=True):
    """The relations that were listed on a day, as their places and correlations."""

    day: date
    found: tuple[tuple[str, str, int, float], ...] = ()

    @property
    def by_place(self) -> dict[Place, float]:
        """The correlations by the relation that they are of."""
        return {(one, two, later): rho for one, two, later, rho in self.found}


class Seen(Struct, frozen=True):
    """The last snapshot, and the one before it, which lists are compared with; None if there was none."""

    latest: Snapshot
    former: Snapshot | None = None


def looked(seen: Seen | None, found: Mapping[Place, float], today: date) -> Seen:
    """Returns what is remembered after a look: the same for a week, then what is listed now."""
    now = Snapshot(today, tuple((*place, rho) for place, rho in found.items()))
    if seen is None:
        return Seen(now)
    is_recent = timedelta(0) <= today - seen.latest.day < NEWS_FOR
    return seen if is_recent else Seen(now, seen.latest)
