"""The offer to give back what is filled from here, before somebody signs out or removes everything."""

from __future__ import annotations

from collections.abc import Sequence

from exist_desktop.domain.attributes import Attribute
from exist_desktop.words.error_messages import Message
from exist_desktop.words.language import Language
from exist_desktop.words.pages.owners import named
from exist_desktop.words.pages.sign_out import still_filled


def offer(language: Language, attributes: Sequence[Attribute]) -> str:
    """Returns the offer, with what would be given back."""
    return language.say("Give back first: {labels}", labels=named(language, attributes))


def hidden_then(language: Language, attributes: Sequence[Attribute]) -> str:
    """Returns what becomes of those that nobody else can fill; empty if there are none."""
    if not attributes:
        return ""
    return language.ngettext(
        "Nobody else fills {labels}: it becomes inactive and is hidden in Exist.",
        "Nobody else fills {labels}: they become inactive and are hidden in Exist.",
        len(attributes),
        labels=named(language, attributes),
    )


def under_way(language: Language) -> str:
    """Returns that it is being given back."""
    return language.say("Giving back, for at most half a minute…")


def not_all_given_back(language: Language, labels: Sequence[str]) -> Message:
    """Returns that some could not be given back, and that nothing was removed yet."""
    title = language.say("Not everything could be given back")
    return Message(title, language.sentences(still_filled(language, labels), language.say("Nothing was removed.")))
