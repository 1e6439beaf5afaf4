"""Which tag is written, of those that are shown as one."""

from __future__ import annotations

from msgspec.structs import replace

from exist_desktop.domain.commands import Command, Key, SetValue
from exist_desktop.domain.values import is_on
from exist_desktop.errors import NotPossibleError, NotPossibleKind
from exist_desktop.store.reading.attribute_lookup import known_one
from exist_desktop.store.reading.views import read_value
from exist_desktop.store.transaction import Transaction


def of_main_tag(tx: Transaction, command: Command) -> Command:
    """Returns the command for the tag that is written, of those that are shown as one.

    Raises `NotPossibleError` for one that is switched off and would stay on, since Exist has another one of them.
    """
    attribute = known_one(tx, command.key.attribute)
    if attribute is not None and attribute.part_of and isinstance(command, SetValue):
        command = replace(command, key=Key(attribute.part_of, command.key.day))
        attribute = known_one(tx, attribute.part_of)
    if attribute is None or not isinstance(command, SetValue) or is_on(command.value):
        return command
    for tag in attribute.joined:
        if is_on(read_value(tx, Key(tag.name, command.key.day))):
            raise NotPossibleError(NotPossibleKind.ON_BY_ANOTHER_TAG, tag.label)
    return command
