"""The attributes that a mapping goes to: those that are known here, and new ones with a provisional name each."""

from __future__ import annotations

from collections.abc import Mapping

from exist_desktop.domain.attributes import TAG_GROUP, Attribute, Group
from exist_desktop.domain.creation import LAST_PRIORITY, PREFIX, PendingAttribute
from exist_desktop.domain.ownership.rules import twin
from exist_desktop.domain.parsing.spelling import key
from exist_desktop.domain.transfer.mapping import Existing, ImportMapping, New, Nothing, Target
from exist_desktop.domain.value_types import ValueType
from exist_desktop.imports.proposals.cells import Column, with_unit


class Targets:
    """Finds the attributes of one mapping. `name` is the act's own: new attributes are named after it.

    `columns` and `tags` have what is taken, `every` all of these attributes by name, `creations` the new ones.
    """

    def __init__(self, mapping: ImportMapping, known: Mapping[str, Attribute], name: str) -> None:
        self._known = known
        self._name = name
        self._new: dict[tuple[str, ValueType], PendingAttribute] = {}
        self._group = next(
            (one.group for one in known.values() if one.group.name == TAG_GROUP),
            Group(TAG_GROUP, TAG_GROUP.capitalize(), LAST_PRIORITY),
        )
        self.columns = {
            column: Column(attribute, target.scale, with_unit(column)[1])
            for column, target in mapping.columns.items()
            if not isinstance(target, Nothing) and (attribute := self._of(target)) is not None
        }
        self.tags = {
            tag: attribute
            for tag, target in mapping.tags.items()
            if (attribute := self._of(target)) is not None and attribute.value_type is ValueType.BOOLEAN
        }
        found = [column.attribute for column in self.columns.values()] + list(self.tags.values())
        self.every = {attribute.name: attribute for attribute in found}
        self.creations = tuple(self._new.values())

    def _of(self, target: Target) -> Attribute | None:
        match target:
            case Existing(name=name):
                found = self._known.get(name)
                return None if found is None or found.value_type is ValueType.UNKNOWN else found
            case New():
                return self._to_create(target)
            case Nothing():
                return None

    def _to_create(self, new: New) -> Attribute:
        """Returns the attribute that is created, or the one that was meanwhile; names in other letters are the same."""
        made = twin(new.label, self._known.values())
        if made is not None and made.value_type is new.value_type:
            return made
        wanted = key(new.label), new.value_type
        if wanted not in self._new:
            name = f"{PREFIX}{self._name}-{len(self._new)}"
            self._new[wanted] = PendingAttribute(name, " ".join(new.label.split()), self._group, new.value_type)
        return self._new[wanted].attribute
