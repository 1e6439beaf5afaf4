"""The message after a save: what was saved, for which day, where it is, and what it needs to be sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from exist_desktop.domain.outbox.ops import EntryKind, EntryState, OutboxLine
from exist_desktop.domain.ownership.entries import AnyLine, OwnerKind, OwnerLine
from exist_desktop.domain.ownership.rules import ABOUT_THE_OWNER
from exist_desktop.words.days import DayWords
from exist_desktop.words.language import N_, Language, Sentence
from exist_desktop.words.pages.owners import named
from exist_desktop.words.values import Values

WANTED: dict[OwnerKind, Sentence] = {
    OwnerKind.TAKE_OVER: N_("{label}: take over"),
    OwnerKind.GIVE_BACK: N_("{label}: give back"),
    OwnerKind.CREATE: N_("{label}: create"),
}
LONGEST_WORDS = 40
"""In characters; longer words that were appended are not repeated, because the person has just typed them."""


def what_was_saved(language: Language, lines: Sequence[AnyLine], today: date) -> str:
    """Returns `Coffees +1 · Daily note`, or `Coffees +1 on Saturday 28 Nov` if one of them is not for today."""
    values = [line for line in lines if isinstance(line, OutboxLine)]
    said = language.facts(*_wanted(language, lines), *(_amount(language, line) for line in values))
    days = sorted({line.entry.key.day for line in values})
    if days in ([], [today]):
        return said
    words = DayWords(language, today)
    return language.say("{what} on {day}", what=said, day=language.listed(words.short(day) for day in days))


def _wanted(language: Language, lines: Sequence[AnyLine]) -> Iterator[str]:
    """Yields what is wanted of owners, the attributes of each kind together."""
    for kind, sentence in WANTED.items():
        of_kind = [line.attribute for line in lines if isinstance(line, OwnerLine) and line.entry.kind is kind]
        if of_kind:
            yield language.say_marked(sentence, label=named(language, of_kind))


def where_it_is(language: Language, lines: Sequence[AnyLine]) -> str:
    """Returns that it is on this computer, and what the person has to do if it is held."""
    held = [line for line in lines if line.entry.state is EntryState.HELD]
    if not held:
        return language.say("Saved on this computer")
    if all(line.entry.reason in ABOUT_THE_OWNER for line in held):
        labels = named(language, list({line.attribute.name: line.attribute for line in held}.values()))
        needed = language.ngettext(
            "To send it, decide who fills {label}.", "To send them, decide who fills {label}.", len(held), label=labels
        )
    else:
        needed = language.ngettext(
            "It needs you: the Outbox says why.", "{n} of them need you: the Outbox says why.", len(held)
        )
    return language.sentences(language.say("Saved on this computer."), needed)


def _amount(language: Language, line: OutboxLine) -> str:
    """Returns `Coffees +1`; only the label where a text was written, which is before the person's eyes."""
    typed, amount = line.entry.amount, Values(language).amount(line.attribute, line.entry)
    longest = 0 if line.entry.kind is EntryKind.SET else LONGEST_WORDS
    if isinstance(typed, str) and len(typed) > longest:
        return line.attribute.label
    return f"{line.attribute.label} {amount}".rstrip()
