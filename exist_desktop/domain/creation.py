"""A new attribute that a person wants: it has entries before Exist has it, and gets its name from Exist.

The service makes an attribute's name from its label (`attributes/create/`), so until it has answered the attribute
goes by a name of this computer's own, which no attribute of Exist can have.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.parsing.spelling import key
from exist_desktop.domain.value_types import TYPES, ValueType
from exist_desktop.domain.values import Value

PREFIX = "new:"
"""What names of this computer's own begin with; names at Exist are ASCII identifiers."""
LONGEST_LABEL = 100
CREATABLE = tuple(value_type for value_type, rules in TYPES.items() if rules.creatable)
"""The types that an attribute without a template can have; times from midday are for templates alone."""


@dataclass(frozen=True)
class PendingAttribute:
    """An attribute to be made. `refused` has the service's words where it did not make it.

    `tries` is 0 while no request for it has left; beyond 1 it counts the answers that made no sense.
    """

    name: str
    label: str
    group: Group
    value_type: ValueType
    tries: int = 0
    refused: str | None = None

    @property
    def attribute(self) -> Attribute:
        """What it will be, as far as that is known here."""
        return Attribute(self.name, self.label, self.group, self.value_type, manual=True, position=1_000_000)


@dataclass(frozen=True)
class FirstValue:
    """The value that a new attribute starts with, on a day."""

    day: date
    value: Value


def is_provisional(name: str) -> bool:
    """Whether the name is one of this computer's own."""
    return name.startswith(PREFIX)


def made_already(pending: PendingAttribute, attributes: Iterable[Attribute]) -> Attribute | None:
    """The attribute that an unanswered request has made after all: same label, group and type."""
    for attribute in attributes:
        if (
            key(attribute.label) == key(pending.label)
            and attribute.group.name == pending.group.name
            and attribute.value_type is pending.value_type
        ):
            return attribute
    return None
