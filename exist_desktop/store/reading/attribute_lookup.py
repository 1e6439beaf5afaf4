"""Every attribute that an entry may be about: those at Exist, those that a template makes, those yet to be made."""

from __future__ import annotations

from exist_desktop.domain.attributes import Attribute, Group, Template
from exist_desktop.domain.value_types import ValueType
from exist_desktop.store import catalogue
from exist_desktop.store.outbox import creations
from exist_desktop.store.transaction import Transaction


def known(tx: Transaction) -> dict[str, Attribute]:
    """All of them by name; what Exist has goes before what it would make."""
    templates = catalogue.templates(tx).values()
    wanted = creations.makings(tx).values()
    possible = [from_template(template) for template in templates] + [pending.attribute for pending in wanted]
    return {attribute.name: attribute for attribute in possible} | catalogue.attributes(tx)


def known_one(tx: Transaction, name: str) -> Attribute | None:
    """The one of that name; nearly always Exist has it, and the others need not be read."""
    return catalogue.attribute(tx, name) or known(tx).get(name)


def from_template(template: Template) -> Attribute:
    """The attribute that a template becomes once it is acquired; shown while its first entry waits."""
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
    """Stands for an attribute that nothing here knows any more."""
    return Attribute(name, name, Group("", "", 99), ValueType.UNKNOWN)
