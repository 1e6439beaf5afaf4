"""Attributes that were lost to others, in words, with the ways out."""

from __future__ import annotations

from collections.abc import Sequence

from exist_desktop.domain.attributes import Attribute, Service
from exist_desktop.words.error_messages import Message
from exist_desktop.words.language import Language
from exist_desktop.words.pages.owners import named


def lost(language: Language, attributes: Sequence[Attribute], service: Service | None, entries: int) -> Message:
    """Returns who fills attributes now that were filled from here, and what that means for entries.

    `service` fills all of them, or is None: then it is nobody, or not always the same one.
    """
    say, labels = language.say, named(language, attributes)
    if service is not None:
        title = say("{service} fills {label} now", service=service.label, label=labels)
    else:
        title = language.ngettext(
            "{labels} is not filled from here any more",
            "{labels} are not filled from here any more",
            len(attributes),
            labels=labels,
        )
    return Message(
        title, language.sentences(_held(language, len(attributes), entries), say("Everything else goes on."))
    )


def _held(language: Language, attributes: int, entries: int) -> str:
    if not entries:
        return language.ngettext(
            "Nothing is sent for it from here until you decide.",
            "Nothing is sent for them from here until you decide.",
            attributes,
        )
    return language.ngettext(
        "1 entry is kept on this computer until you decide.",
        "{n} entries are kept on this computer until you decide.",
        entries,
    )


def take_back(language: Language, attributes: Sequence[Attribute], entries: int) -> str:
    """Returns the way out that takes it over again: at once for one attribute, with a question for several."""
    if len(attributes) > 1:
        return language.say("Take over…")
    if not entries:
        return language.say("Take it over")
    return language.ngettext("Take it over and send 1", "Take it over and send {n}", entries)


def discard(language: Language, entries: int) -> str:
    """Returns the way out that discards what waits."""
    return language.ngettext("Discard 1 entry", "Discard {n} entries", entries)
