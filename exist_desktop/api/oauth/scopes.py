"""The scopes of the service: which are asked for, and what a grant allows. The server says what it has granted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

GROUPS = (
    "activity",
    "productivity",
    "mood",
    "sleep",
    "workouts",
    "events",
    "finance",
    "food",
    "health",
    "location",
    "media",
    "social",
    "weather",
    "symptoms",
    "medication",
    "custom",
)
MANUAL = "manual"
"""In a scope: the manually tracked attributes of all groups."""

USUAL = "default"
_SCOPE = re.compile("[a-z_]+_(read|write)")

READ = tuple(f"{group}_read" for group in (*GROUPS, MANUAL))
WRITE = tuple(f"{group}_write" for group in ("mood", "food", "health", "custom", MANUAL))
DEFAULT = READ + WRITE
"""Asked for unless the person chooses otherwise: to see everything, and to write what people type."""


def may_read(granted: AbstractSet[str] | None, group: str, *, manual: bool) -> bool:
    """Whether values of the group may be read. If the server has not said what it granted, everything may be."""
    return _covers(granted, group, "read", manual=manual)


def may_write(granted: AbstractSet[str] | None, group: str, *, manual: bool) -> bool:
    """Whether values of the group may be written. `manual` is whether the attribute is tracked by hand."""
    return _covers(granted, group, "write", manual=manual)


def _covers(granted: AbstractSet[str] | None, group: str, right: str, *, manual: bool) -> bool:
    if granted is None:
        return True
    return f"{group}_{right}" in granted or (manual and f"{MANUAL}_{right}" in granted)


def asked(typed: str) -> tuple[str, ...]:
    """Returns the scopes that a person names, separated by spaces, commas or pluses. `default` means the usual ones.

    Raises `ValueError` for a word that cannot be a scope, and if there is none.
    """
    words = re.split(r"[\s,+]+", typed.strip().strip("\"'"))
    scopes = [scope for word in words for scope in (DEFAULT if word == USUAL else (word,))]
    wrong = [scope for scope in scopes if not _SCOPE.fullmatch(scope)]
    if wrong:
        raise ValueError(wrong[0])
    return tuple(dict.fromkeys(scopes))


def to_write(groups: Iterable[str]) -> str:
    """Returns what a person names to be asked for the usual scopes, and those that writing to the groups needs."""
    return " ".join((USUAL, *(f"{group}_write" for group in sorted(groups))))


def parse(told: str) -> frozenset[str]:
    """Returns the scopes of a token answer, which separates them by spaces or pluses."""
    return frozenset(told.replace("+", " ").split())
