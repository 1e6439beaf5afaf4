"""The acts that a person has for an attribute or a group, wherever they are offered, and what each comes to."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto

from msgspec import Struct

from exist_desktop.domain.arranging import moves
from exist_desktop.domain.arranging.arrangement import FAVOURITES, Arrangement, Shelf, TileSize, arrange
from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, Attribute


class ArrangeAct(Enum):
    """What is done to an attribute."""

    PIN = auto()
    UNPIN = auto()
    HIDE = auto()
    SHOW = auto()
    UP = auto()
    DOWN = auto()


class GroupAct(Enum):
    """What is done to a group, or to the tiles of all groups."""

    UP = auto()
    DOWN = auto()
    COMPACT = auto()
    USUAL_SIZE = auto()


class Rearranged(Struct, frozen=True):
    """A change of the arrangement: `act` was done to `name`, which is empty for all groups.

    `place` is where it is now, counted from 1, `of` how many there are; both are 0 if it has not moved.
    """

    before: Arrangement
    after: Arrangement
    act: ArrangeAct | GroupAct
    name: str
    place: int = 0
    of: int = 0


def acts_for(attribute: Attribute, arrangement: Arrangement) -> tuple[ArrangeAct, ...]:
    """Returns what can be done; nothing for mood and note, which have their places."""
    return acts_on(attribute, arrangement.shelf(attribute))


def acts_on(attribute: Attribute, shelf: Shelf | None) -> tuple[ArrangeAct, ...]:
    """Returns what can be done with an attribute that is on that shelf."""
    if attribute.name in (MOOD, MOOD_NOTE):
        return ()
    if shelf is Shelf.HIDDEN:
        return (ArrangeAct.SHOW,)
    pinning = () if attribute.is_tag else (ArrangeAct.UNPIN if shelf is Shelf.PINNED else ArrangeAct.PIN,)
    return (*pinning, ArrangeAct.HIDE, ArrangeAct.UP, ArrangeAct.DOWN)


def group_acts_for(group: str, arrangement: Arrangement) -> tuple[GroupAct, ...]:
    """Returns what can be done with a group; the favourites stay above the others."""
    is_compact = arrangement.size_of(group) is TileSize.COMPACT
    moving = () if group == FAVOURITES.name else (GroupAct.UP, GroupAct.DOWN)
    return (*moving, GroupAct.USUAL_SIZE if is_compact else GroupAct.COMPACT)


def acted(arrangement: Arrangement, act: ArrangeAct, name: str, attributes: Iterable[Attribute]) -> Rearranged | None:
    """Does an act to an attribute among `attributes`, which are those listed with it. None if it changes nothing."""
    match act:
        case ArrangeAct.PIN:
            return Rearranged(arrangement, moves.pinned(arrangement, name), act, name)
        case ArrangeAct.UNPIN | ArrangeAct.SHOW:
            return Rearranged(arrangement, moves.in_its_group(arrangement, name), act, name)
        case ArrangeAct.HIDE:
            return Rearranged(arrangement, moves.hidden(arrangement, name), act, name)
        case ArrangeAct.UP | ArrangeAct.DOWN:
            moved = moves.stepped(arrangement, attributes, name, -1 if act is ArrangeAct.UP else 1)
            if moved is None:
                return None
            after, place, of = moved
            return Rearranged(arrangement, after, act, name, place, of)


def acted_on_group(
    arrangement: Arrangement, act: GroupAct, name: str, attributes: Iterable[Attribute]
) -> Rearranged | None:
    """Does an act to a group, or to all of them where `name` is empty and the act is a size."""
    match act:
        case GroupAct.UP | GroupAct.DOWN:
            groups = [group.name for group, _ in arrange(attributes, arrangement).groups if group != FAVOURITES]
            moved = moves.shifted(groups, name, -1 if act is GroupAct.UP else 1)
            if moved is None:
                return None
            after = moves.groups_in_this_order(arrangement, moved)
            return Rearranged(arrangement, after, act, name, moved.index(name) + 1, len(moved))
        case GroupAct.COMPACT | GroupAct.USUAL_SIZE:
            size = TileSize.COMPACT if act is GroupAct.COMPACT else TileSize.USUAL
            after = moves.sized(arrangement, name, size) if name else moves.all_sized(arrangement, size)
            return Rearranged(arrangement, after, act, name)
