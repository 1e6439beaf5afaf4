"""Finds every attribute that an entry may be about: at Exist, of a template, or yet to be created."""

from __future__ import annotations

from exist_desktop.domain.attributes import Attribute, Group, Template
from exist_desktop.domain.value_types import ValueType
from exist_desktop.store import catalogue
from exist_desktop.store.outbox import creations
from exist_desktop.store.transaction import Transaction


def known(tx: Transaction) -> dict[str, Attribute]:
    """Returns all of them by name. What Exist has wins over what it would create."""
    templates = catalogue.templates(tx).values()
    wanted = creations.wanted(tx).values()
    possible = [from_template(template) for template in templates] + [pending.attribute for pending in wanted]
    return {attribute.name: attribute for attribute in possible} | catalogue.attributes(tx)


def known_one(tx: Transaction, name: str) -> Attribute | None:
    """Returns the one of that name. Exist nearly always has it, so the others are read only if not."""
    return catalogue.attribute(tx, name) or known(tx).get(name)


def from_template(template: Template) -> Attribute:
    """Returns the attribute that a template becomes; shown while its first entry waits."""
    return Attribute(
        template.name,
        template.label,
        template.group,
        template.value_type,
        template.name,
        template.priority,
        manual=True,
    )


def nameless(name: str) -> Attribute:
    """Returns a placeholder for an attribute that is not known here any more."""
    return Attribute(name, name, Group("", "", 99), ValueType.UNKNOWN)
