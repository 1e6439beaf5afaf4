"""A new attribute that a person wants and Exist does not have yet; it can have entries already.

Exist makes an attribute's name from its label (`attributes/create/`). Until it has answered, the attribute has a
provisional name, which no attribute of Exist can have.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.parsing.spelling import key
from exist_desktop.domain.value_types import TYPES, ValueType
from exist_desktop.domain.values import Value

PREFIX = "new:"
"""The start of provisional names; names at Exist are ASCII identifiers."""
LONGEST_LABEL = 100
LAST_PRIORITY = 99
"""The priority of a group of which Exist has said nothing yet; it comes last."""
CREATABLE = tuple(value_type for value_type, rules in TYPES.items() if rules.creatable)
"""The types that an attribute without a template can have; times from midday are for templates alone."""


class PendingAttribute(Struct, frozen=True):
    """An attribute to create. `refused` has the server's words if it refused.

    It is created from a `template`, or from label, group and type. `tries` is 0 until a create request was sent; beyond
    1 it counts answers that made no sense.
    """

    name: str
    label: str
    group: Group
    value_type: ValueType
    tries: int = 0
    refused: str | None = None
    template: str | None = None
    manual: bool = True

    @property
    def attribute(self) -> Attribute:
        """The attribute as it will probably be."""
        return Attribute(
            self.name,
            self.label,
            self.group,
            self.value_type,
            self.template,
            manual=self.manual,
            position=1_000_000,
        )


class FirstValue(Struct, frozen=True):
    """The value that a new attribute starts with, on a day."""

    day: date
    value: Value


def is_provisional(name: str) -> bool:
    """Whether the name is provisional."""
    return name.startswith(PREFIX)


def made_already(pending: PendingAttribute, attributes: Iterable[Attribute]) -> Attribute | None:
    """Returns the attribute that an unanswered request has created: one with the same label, group and type.

    One from a template has its name.
    """
    for attribute in attributes:
        if pending.template is not None:
            if attribute.template == pending.template:
                return attribute
            continue
        if (
            key(attribute.as_in_exist.label) == key(pending.label)
            and attribute.group.name == pending.group.name
            and attribute.value_type is pending.value_type
        ):
            return attribute
    return None
