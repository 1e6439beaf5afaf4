"""What a person can do about an attribute in the list of all, by who fills it and by what is wanted of it already."""

from __future__ import annotations

from enum import Enum, auto

from exist_desktop.domain.attributes import Attribute, Owner
from exist_desktop.domain.creation import is_provisional
from exist_desktop.domain.outbox.actions import OutboxAction, actions
from exist_desktop.domain.ownership.entries import OwnerLine


class AttributeAct(Enum):
    """What a person can do about an attribute. `FILL` takes over what nobody fills."""

    TAKE_OVER = auto()
    GIVE_BACK = auto()
    FILL = auto()
    UNDO = auto()
    OPEN_OUTBOX = auto()
    CHANGES = auto()
    HISTORY = auto()


OF_OWNER = {
    Owner.THIS_CLIENT: AttributeAct.GIVE_BACK,
    Owner.ANOTHER_SERVICE: AttributeAct.TAKE_OVER,
    Owner.NOBODY: AttributeAct.FILL,
}


def main_act(attribute: Attribute, wish: OwnerLine | None) -> AttributeAct | None:
    """Returns the act that most people want: to change the owner, or to undo that; None while nothing can be done.

    `wish` is what is wanted of the attribute and not in Exist yet.
    """
    if wish is None:
        return OF_OWNER[attribute.owner]
    possible = actions(wish)
    if OutboxAction.UNDO in possible:
        return AttributeAct.UNDO
    return AttributeAct.OPEN_OUTBOX if possible else None


def acts(attribute: Attribute, wish: OwnerLine | None) -> tuple[AttributeAct, ...]:
    """Returns all acts, the most wanted one first. What is not in Exist yet has no history of any kind."""
    first = main_act(attribute, wish)
    further = [] if is_provisional(attribute.name) else [AttributeAct.CHANGES, AttributeAct.HISTORY]
    if wish is not None:
        further.insert(0, AttributeAct.OPEN_OUTBOX)
    return tuple(dict.fromkeys(act for act in (first, *further) if act is not None))
