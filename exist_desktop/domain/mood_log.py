"""The moods of one day in their order: Exist keeps the last one, the entries of this computer tell the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from exist_desktop.domain import mood
from exist_desktop.domain.attributes import MOOD
from exist_desktop.domain.commands import Append, TakeOut
from exist_desktop.domain.outbox.ops import Entry
from exist_desktop.domain.parsing.line_commands import added_words
from exist_desktop.domain.value_types import ValueType

TOGETHER_SECONDS = 120.0
"""Words that were saved so soon after a mood belong to it."""


@dataclass(frozen=True)
class EarlierMood:
    """A mood that was logged: the instant in seconds since 1970, the step, and the words that came with it."""

    at: float
    step: float
    words: str = ""


def earlier_moods(entries: Iterable[Entry], mood_type: ValueType) -> tuple[EarlierMood, ...]:
    """The moods among a day's standing entries, oldest first; the words are those of the note entry that followed."""
    found: list[EarlierMood] = []
    lines: dict[str, int] = {}
    for entry in sorted(entries, key=lambda entry: entry.id):
        if entry.key.attribute == MOOD:
            step = mood.from_wire(entry.amount, mood_type)
            found += [EarlierMood(entry.at, step)] if step is not None else []
        elif isinstance(entry.command, TakeOut):
            if (place := lines.pop(entry.command.line, None)) is not None:
                found[place] = replace(found[place], words="")
        elif found and entry.at - found[-1].at <= TOGETHER_SECONDS:
            found[-1] = replace(found[-1], words=_words(entry))
            if isinstance(entry.command, Append):
                lines[entry.command.line] = len(found) - 1
    return tuple(found)


def _words(entry: Entry) -> str:
    """The words alone; of a note that was written as a whole, those that it has more than the one before."""
    return entry.command.words if isinstance(entry.command, Append) else added_words(entry.shown, str(entry.amount))
