"""The question before attributes are given back, in words."""

from __future__ import annotations

from collections.abc import Sequence

from exist_desktop.domain.attributes import Attribute
from exist_desktop.words.language import Language
from exist_desktop.words.pages.owners import named


def question(language: Language, attributes: Sequence[Attribute]) -> str:
    """Returns the heading."""
    return language.say("Give {labels} back?", labels=named(language, attributes))


def values_stay(language: Language, attributes: Sequence[Attribute]) -> str:
    """Returns what happens to the values, and to what is entered from then on."""
    return language.ngettext(
        "What you entered stays in Exist. From then on nothing is sent for it from here.",
        "What you entered stays in Exist. From then on nothing is sent for them from here.",
        len(attributes),
    )


def sent_first(language: Language, entries: int) -> str:
    """Returns that entries of the attribute are sent before; empty if there are none."""
    if not entries:
        return ""
    return language.ngettext("1 entry of it is sent first.", "{n} entries of it are sent first.", entries)


def undecided(language: Language, entries: int) -> str:
    """Returns that entries of the attribute need the person before it can be given back."""
    return language.ngettext(
        "1 entry of it needs you first; the Outbox says why.",
        "{n} entries of it need you first; the Outbox says why.",
        entries,
    )


def discarding(language: Language, entries: int) -> str:
    """Returns the offer to discard what is not in Exist yet."""
    return language.ngettext("Discard 1 unsent entry", "Discard {n} unsent entries", entries)
