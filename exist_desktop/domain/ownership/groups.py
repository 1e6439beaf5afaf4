"""Which groups a new attribute of the person's own may be in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from exist_desktop.domain.attributes import Attribute, Group, Template
from exist_desktop.domain.creation import LAST_PRIORITY


def groups_for_new(
    attributes: Iterable[Attribute], templates: Iterable[Template], labels: Mapping[str, str]
) -> list[Group]:
    """Returns the groups in Exist's order: all that there are, also those that are empty yet.

    `labels` has a label for each group of Exist by its name, for those that Exist has not named itself. They come last.
    """
    groups = {name: Group(name, label, LAST_PRIORITY) for name, label in labels.items()}
    groups |= {one.group.name: one.group for one in templates}
    groups |= {one.group.name: one.group for one in attributes}
    return sorted(groups.values(), key=_priority)


def _priority(group: Group) -> int:
    return group.priority
