"""New attributes in words: what is offered, and what there is already."""

from __future__ import annotations

from exist_desktop.domain.attributes import UNITS, Attribute, Owner
from exist_desktop.domain.ownership.offers import Offer
from exist_desktop.words.language import Language
from exist_desktop.words.values import type_name


def offer(language: Language, one: Offer) -> str:
    """Returns an offer on one line: label, group, type and unit, and whether the account has it."""
    label = " ".join(one.label.split())
    return language.facts(
        label, one.group.label, type_name(language, one.value_type), _unit(language, one), _has(language, one)
    )


def _unit(language: Language, one: Offer) -> str:
    template = one.template.name if one.template is not None else ""
    unit = UNITS.get(template, "")
    return language.units().name(unit) if unit else ""


def _has(language: Language, one: Offer) -> str:
    if one.here is None:
        return ""
    return language.say("you have it") if one.here.active else language.say("you have it, switched off")


def from_template(language: Language, one: Offer) -> str:
    """Returns that a new attribute is made from one of Exist's templates."""
    facts = language.facts(one.group.label, type_name(language, one.value_type), _unit(language, one))
    return language.say("From Exist's template {label}: {facts}.", label=one.label, facts=facts)


def there_already(language: Language, attribute: Attribute) -> str:
    """Returns that the account has an attribute, and who fills it."""
    say, label = language.say, attribute.label
    if not attribute.active:
        return say("You have {label} already. It is switched off in Exist.", label=label)
    match attribute.owner:
        case Owner.THIS_CLIENT:
            return say("You have {label} already. It is filled from here.", label=label)
        case Owner.NOBODY:
            return say("You have {label} already. Nobody fills it now.", label=label)
        case Owner.ANOTHER_SERVICE:
            service = attribute.service.label if attribute.service else say("another service")
            return say("You have {label} already. {service} fills it.", label=label, service=service)


def of_their_own(language: Language) -> str:
    """Returns that nothing fits what was typed."""
    return language.say("Exist has no template like that; it will be your own.")
