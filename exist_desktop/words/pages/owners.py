"""The question before attributes are taken over from the service that fills them."""

from __future__ import annotations

from collections.abc import Sequence

from exist_desktop.domain.attributes import Attribute
from exist_desktop.words.language import Language

NAMED = 3
"""The largest number of attributes that a sentence names one by one."""


def question(language: Language, attributes: Sequence[Attribute], *, kept: bool, lost: bool) -> tuple[str, ...]:
    """Returns the heading and the sentences of the question about attributes that one service fills.

    `kept` is whether an entry waits for the answer, `lost` whether this program filled the first of them before.
    """
    say, first = language.say, attributes[0]
    service = first.service.label if first.service else say("another service")
    labels = named(language, attributes)
    if lost and len(attributes) == 1:
        heading = say("{label} is now filled by {service}", label=first.label, service=service)
    else:
        heading = say("{service} fills {label}", label=labels, service=service)
    sentences = []
    if kept:
        sentences.append(language.sentences(say("Your entry is saved on this computer."), _waits(language, attributes)))
    automatic = [attribute for attribute in attributes if not attribute.manual]
    if automatic:
        stops = named(language, automatic)
        stop = say("{service} stops filling {label} until you give it back.", label=stops, service=service)
        sentences.append(stop)
    if len(automatic) < len(attributes):
        sentences.append(say("Exist will show Exist Desktop as its source; other Exist apps may show it differently."))
    return heading, *sentences


def _waits(language: Language, attributes: Sequence[Attribute]) -> str:
    if len(attributes) == 1:
        label = attributes[0].label
        return language.say("It is sent to Exist once Exist Desktop is allowed to fill {label}.", label=label)
    return language.say("It is sent to Exist once Exist Desktop is allowed to fill what it is about.")


def named(language: Language, attributes: Sequence[Attribute]) -> str:
    """Returns the labels joined, `Mood and Daily note`, `Mood, Daily note and Walk`, `Mood, Daily note and 4 more`."""
    labels = [attribute.label for attribute in attributes]
    if len(labels) == 1:
        return labels[0]
    if len(labels) > NAMED:
        rest = language.npgettext("attributes", "1 more", "{n} more", len(labels) - NAMED + 1)
        labels = [*labels[: NAMED - 1], rest]
    return language.say("{some} and {last}", some=language.listed(labels[:-1]), last=labels[-1])
