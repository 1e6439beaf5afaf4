"""Merges a text that a person began to change with one that others have changed in the meantime.

An older draft must not overwrite words that were saved later. If one of the two only added to the text that was shown,
the added words go below the other's changes; if both changed the same part, the person decides.
"""

from __future__ import annotations

from collections.abc import Iterable

from exist_desktop.domain.commands import Append
from exist_desktop.domain.text.append import count, holds, joined
from exist_desktop.domain.values import one_form


def merged(shown: str, now: str, typed: str) -> str | None:
    """Returns the text with what was typed over `shown` and what was added since; None if the person has to decide.

    Lines that the typed text already has are not added twice.
    """
    before, newer, mine = one_form(shown), one_form(now), one_form(typed)
    if newer in (before, mine, "") or (holds(mine, newer) and not holds(before, newer)):
        return typed
    if (added := _below(before, mine)) is not None:
        return now if holds(newer, joined(before, added)) else joined(now, added)
    if (came := _below(before, newer)) is not None:
        return joined(typed, came)
    return None


def with_lines(typed: str, waiting: Iterable[object]) -> str:
    """Returns the text with the lines that wait to be appended to it, without those that it already has."""
    for change in waiting:
        if isinstance(change, Append) and not count(typed, change.line) and not count(typed, change.words):
            typed = joined(typed, change.line)
    return typed


def _below(before: str, after: str) -> str | None:
    """Returns the lines below `before` in a text that begins with it; None if it does not."""
    if not before:
        return after
    return after.removeprefix(before).strip("\n") if after.startswith(f"{before}\n") else None
