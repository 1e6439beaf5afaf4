"""A text that somebody began to change, beside one that others have changed meanwhile: what both together come to.

Words that were called saved are not to be lost by a text that was begun before them. Where one of the two only added
to what was shown, the other one's changes and the added words go well together; where both changed the same, only a
person can say.
"""

from __future__ import annotations

from collections.abc import Iterable

from exist_desktop.domain.commands import Append
from exist_desktop.domain.text.append import count, holds, joined
from exist_desktop.domain.values import one_form


def merged(shown: str, now: str, typed: str) -> str | None:
    """The text that has what was typed over `shown`, and what has come to it since; None where a person has to say.

    Lines that are already in what was typed do not come twice.
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
    """The text with the lines that wait to join one that nobody has read, but for those that it has."""
    for change in waiting:
        if isinstance(change, Append) and not count(typed, change.line) and not count(typed, change.words):
            typed = joined(typed, change.line)
    return typed


def _below(before: str, after: str) -> str | None:
    """The lines that stand below `before` in a text which is the same else; None where it is another."""
    if not before:
        return after
    return after.removeprefix(before).strip("\n") if after.startswith(f"{before}\n") else None
