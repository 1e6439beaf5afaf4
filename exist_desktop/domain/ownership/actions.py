"""What a person can do about an attribute in the list of all, by who fills it and by what is wanted of it already."""

from __future__ import annotations

from enum import Enum, auto

from exist_desktop.domain.attributes import Attribute, Owner
from exist_desktop.domain.creation import is_provisional
from exist_desktop.domain.outbox.actions import OutboxAction, actions
from exist_desktop.domain.ownership.entries import OwnerLine


class AttributeAction(Enum):
    """What a person can do about an attribute. `FILL` takes over what nobody fills."""

    TAKE_OVER = auto()
    GIVE_BACK = auto()
    FILL = auto()
    UNDO = auto()
    OPEN_OUTBOX = auto()
    CHANGES = auto()
    HISTORY = auto()


OF_OWNER = {
    Owner.THIS_CLIENT: AttributeAction.GIVE_BACK,
    Owner.ANOTHER_SERVICE: AttributeAction.TAKE_OVER,
    Owner.NOBODY: AttributeAction.FILL,
}


def main_action(attribute: Attribute, wish: OwnerLine | None) -> AttributeAction | None:
    """Returns the action that most people want: to change the owner, or to undo that; None while nothing can be done.

    `wish` is what is wanted of the attribute and not in Exist yet.
    """
    if wish is None:
        return OF_OWNER[attribute.owner]
    possible = actions(wish)
    if OutboxAction.UNDO in possible:
        return AttributeAction.UNDO
    return AttributeAction.OPEN_OUTBOX if possible else None


def attribute_actions(attribute: Attribute, wish: OwnerLine | None) -> tuple[AttributeAction, ...]:
    """Returns all actions, the most wanted one first. What is not in Exist yet has no history of any kind."""
    first = main_action(attribute, wish)
    further = [] if is_provisional(attribute.name) else [AttributeAction.CHANGES, AttributeAction.HISTORY]
    if wish is not None:
        further.insert(0, AttributeAction.OPEN_OUTBOX)
    return tuple(dict.fromkeys(action for action in (first, *further) if action is not None))
