"""The actions that a person has for an attribute or a group, wherever they are offered, and what each comes to."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto

from msgspec import Struct

from exist_desktop.domain.arranging import moves
from exist_desktop.domain.arranging.arrangement import FAVOURITES, Arrangement, Shelf, TileSize, arrange
from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, Attribute


class ArrangeAction(Enum):
    """What is done to an attribute."""

    PIN = auto()
    UNPIN = auto()
    HIDE = auto()
    SHOW = auto()
    UP = auto()
    DOWN = auto()


class GroupAction(Enum):
    """What is done to a group, or to the tiles of all groups."""

    UP = auto()
    DOWN = auto()
    COMPACT = auto()
    USUAL_SIZE = auto()


class Rearranged(Struct, frozen=True):
    """A change of the arrangement: `action` was done to `name`, which is empty for all groups.

    `place` is where it is now, counted from 1, `of` how many there are; both are 0 if it has not moved.
    """

    before: Arrangement
    after: Arrangement
    action: ArrangeAction | GroupAction
    name: str
    place: int = 0
    of: int = 0


def actions_for(attribute: Attribute, arrangement: Arrangement) -> tuple[ArrangeAction, ...]:
    """Returns what can be done; nothing for mood and note, which have their places."""
    return actions_on(attribute, arrangement.shelf(attribute))


def actions_on(attribute: Attribute, shelf: Shelf | None) -> tuple[ArrangeAction, ...]:
    """Returns what can be done with an attribute that is on that shelf."""
    if attribute.name in (MOOD, MOOD_NOTE):
        return ()
    if shelf is Shelf.HIDDEN:
        return (ArrangeAction.SHOW,)
    pinning = () if attribute.is_tag else (ArrangeAction.UNPIN if shelf is Shelf.PINNED else ArrangeAction.PIN,)
    return (*pinning, ArrangeAction.HIDE, ArrangeAction.UP, ArrangeAction.DOWN)


def group_actions_for(group: str, arrangement: Arrangement) -> tuple[GroupAction, ...]:
    """Returns what can be done with a group; the favourites stay above the others."""
    is_compact = arrangement.size_of(group) is TileSize.COMPACT
    moving = () if group == FAVOURITES.name else (GroupAction.UP, GroupAction.DOWN)
    return (*moving, GroupAction.USUAL_SIZE if is_compact else GroupAction.COMPACT)


def acted(
    arrangement: Arrangement, action: ArrangeAction, name: str, attributes: Iterable[Attribute]
) -> Rearranged | None:
    """Does an action to an attribute among `attributes`, which are those listed with it. None if it changes nothing."""
    match action:
        case ArrangeAction.PIN:
            return Rearranged(arrangement, moves.pinned(arrangement, name), action, name)
        case ArrangeAction.UNPIN | ArrangeAction.SHOW:
            return Rearranged(arrangement, moves.in_its_group(arrangement, name), action, name)
        case ArrangeAction.HIDE:
            return Rearranged(arrangement, moves.hidden(arrangement, name), action, name)
        case ArrangeAction.UP | ArrangeAction.DOWN:
            moved = moves.stepped(arrangement, attributes, name, -1 if action is ArrangeAction.UP else 1)
            if moved is None:
                return None
            after, place, of = moved
            return Rearranged(arrangement, after, action, name, place, of)


def acted_on_group(
    arrangement: Arrangement, action: GroupAction, name: str, attributes: Iterable[Attribute]
) -> Rearranged | None:
    """Does an action to a group, or to all of them where `name` is empty and the action is a size."""
    match action:
        case GroupAction.UP | GroupAction.DOWN:
            groups = [group.name for group, _ in arrange(attributes, arrangement).groups if group != FAVOURITES]
            moved = moves.shifted(groups, name, -1 if action is GroupAction.UP else 1)
            if moved is None:
                return None
            after = moves.groups_in_this_order(arrangement, moved)
            return Rearranged(arrangement, after, action, name, moved.index(name) + 1, len(moved))
        case GroupAction.COMPACT | GroupAction.USUAL_SIZE:
            size = TileSize.COMPACT if action is GroupAction.COMPACT else TileSize.USUAL
            after = moves.sized(arrangement, name, size) if name else moves.all_sized(arrangement, size)
            return Rearranged(arrangement, after, action, name)
