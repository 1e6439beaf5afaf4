"""The question before attributes are taken over, in words."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from exist_desktop.domain.attributes import Attribute, Owner
from exist_desktop.words.language import Language
from exist_desktop.words.pages.owners import consequence, named


class Asked(Struct, frozen=True):
    """A question about attributes: its heading, the sentences below it, those about each attribute, and the last line.

    What is the same for all is said once, and then nothing about each.
    """

    heading: str
    sentences: tuple[str, ...]
    of_each: tuple[tuple[str, ...], ...]
    foot: str = ""


def question(language: Language, attributes: Sequence[Attribute], *, kept: bool, lost: bool) -> Asked:
    """Returns the question whether to take attributes over.

    `kept` is whether an entry waits for the answer, `lost` whether this program filled the first of them before.
    """
    foot = language.ngettext(
        "You can give it back at any time, on the page Attributes.",
        "You can give each of them back at any time, on the page Attributes.",
        len(attributes),
    )
    of_one_service = len({one.service for one in attributes}) == 1 and attributes[0].owner is not Owner.NOBODY
    if len(attributes) == 1 or of_one_service:
        heading, *sentences = _of_one(language, attributes, kept=kept, lost=lost)
        return Asked(heading, tuple(sentences), ((),) * len(attributes), foot)
    heading = language.say("Take over {labels}?", labels=named(language, attributes))
    saved = (_saved(language, attributes),) if kept else ()
    return Asked(heading, saved, tuple(consequence(language, one) for one in attributes), foot)


def _of_one(language: Language, attributes: Sequence[Attribute], *, kept: bool, lost: bool) -> tuple[str, ...]:
    """Returns the heading and the sentences about attributes that one service fills."""
    say, first = language.say, attributes[0]
    if first.owner is Owner.NOBODY:
        return _of_nobody(language, attributes, kept=kept)
    service = first.service.label if first.service else say("another service")
    labels = named(language, attributes)
    if lost and len(attributes) == 1:
        heading = say("{label} is now filled by {service}", label=first.label, service=service)
    else:
        heading = say("{service} fills {label}", label=labels, service=service)
    sentences = []
    if kept:
        sentences.append(_saved(language, attributes))
    automatic = [attribute for attribute in attributes if not attribute.manual]
    if automatic:
        stops = named(language, automatic)
        stop = say("{service} stops filling {label} until you give it back.", label=stops, service=service)
        sentences.append(stop)
    if len(automatic) < len(attributes):
        sentences.append(say("Exist will show Exist Desktop as its source; other Exist apps may show it differently."))
    return heading, *sentences


def _of_nobody(language: Language, attributes: Sequence[Attribute], *, kept: bool) -> tuple[str, ...]:
    heading = language.say("Nobody fills {label}", label=named(language, attributes))
    return (heading, *([_saved(language, attributes)] if kept else []), *consequence(language, attributes[0])[-1:])


def _saved(language: Language, attributes: Sequence[Attribute]) -> str:
    return language.sentences(language.say("Your entry is saved on this computer."), _waits(language, attributes))


def _waits(language: Language, attributes: Sequence[Attribute]) -> str:
    if len(attributes) == 1:
        label = attributes[0].label
        return language.say("It is sent to Exist once Exist Desktop is allowed to fill {label}.", label=label)
    return language.say("It is sent to Exist once Exist Desktop is allowed to fill what it is about.")
