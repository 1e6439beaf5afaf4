"""How the person has arranged what Exist lists. It is kept on this computer, and Exist knows nothing of it.

`arrange` is the one function by which window, tray, quick entry and command line put attributes in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct

from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, Attribute, Group, in_order

FAVOURITES = Group("own favourites", "", -1)
"""The group above all others. No group of Exist's has a space in its name; what it is called is said in `words`."""


class Shelf(StrEnum):
    """Where an attribute is if it is not in its group."""

    PINNED = "pinned"
    HIDDEN = "hidden"


class TileSize(StrEnum):
    """How large the tiles of a group are."""

    USUAL = "usual"
    COMPACT = "compact"


class Placed(Struct, frozen=True):
    """What the person has chosen for one attribute.

    `place` is a number among those of its list, None behind all that have one, in Exist's order. Of a tag, `shown_as`
    is another name for it on this computer, and `part_of` the tag with which it is shown as one and which alone is
    written.
    """

    shelf: Shelf | None = None
    place: int | None = None
    shown_as: str = ""
    part_of: str = ""


class PlacedGroup(Struct, frozen=True):
    """What the person has chosen for one group; `size` is None where that of all groups counts."""

    place: int | None = None
    size: TileSize | None = None


AS_IN_EXIST = Placed()
AS_ALL_GROUPS = PlacedGroup()


class Arrangement(Struct, frozen=True):
    """All that the person has arranged, by the names of attributes and groups. `size` is that of all groups."""

    attributes: Mapping[str, Placed] = MappingProxyType({})
    groups: Mapping[str, PlacedGroup] = MappingProxyType({})
    size: TileSize = TileSize.USUAL

    def of(self, attribute: Attribute) -> Placed:
        """Returns what was chosen for an attribute."""
        return self.attributes.get(attribute.name, AS_IN_EXIST)

    def shelf(self, attribute: Attribute) -> Shelf | None:
        """Returns its shelf. Mood and note have none; a tag can be hidden, not pinned, since tags are no tiles."""
        shelf = self.of(attribute).shelf
        if attribute.name in (MOOD, MOOD_NOTE) or (attribute.is_tag and shelf is Shelf.PINNED):
            return None
        return shelf

    def size_of(self, group: str) -> TileSize:
        """Returns the size of a group's tiles."""
        return self.groups.get(group, AS_ALL_GROUPS).size or self.size


NOTHING_ARRANGED = Arrangement()


class Arranged(Struct, frozen=True):
    """Attributes in the person's order: the groups with their members, none of them empty, and what is hidden."""

    groups: tuple[tuple[Group, tuple[Attribute, ...]], ...]
    hidden: tuple[Attribute, ...]


def arrange(attributes: Iterable[Attribute], arrangement: Arrangement) -> Arranged:
    """Puts attributes in the person's order; where nothing was arranged, in Exist's.

    Favourites are a group of their own above all others, and what is hidden is in no group.
    """
    groups: list[tuple[Group, tuple[Attribute, ...]]] = []
    on_shelf: dict[Shelf | None, list[Attribute]] = {Shelf.PINNED: [], Shelf.HIDDEN: []}
    for group, members in in_own_order(attributes, arrangement):
        left: list[Attribute] = []
        for attribute in members:
            on_shelf.get(arrangement.shelf(attribute), left).append(attribute)
        if left:
            groups.append((group, tuple(left)))
    if pinned := on_shelf[Shelf.PINNED]:
        pinned.sort(key=lambda one: _behind(arrangement.of(one).place))
        groups.insert(0, (FAVOURITES, tuple(pinned)))
    return Arranged(tuple(groups), tuple(on_shelf[Shelf.HIDDEN]))


def as_listed(attributes: Iterable[Attribute], arrangement: Arrangement) -> tuple[Attribute, ...]:
    """Returns all as one list in the person's order: favourites first, what is hidden last."""
    arranged = arrange(attributes, arrangement)
    return (*(one for _, members in arranged.groups for one in members), *arranged.hidden)


def in_own_order(attributes: Iterable[Attribute], arrangement: Arrangement) -> list[tuple[Group, list[Attribute]]]:
    """Returns the groups with all their members, favourites and hidden ones included, in the person's order."""
    groups = in_order(attributes)
    if not arrangement.attributes and not arrangement.groups:
        return groups

    def place(attribute: Attribute) -> tuple[bool, int]:
        pinned = arrangement.shelf(attribute) is Shelf.PINNED  # its place is one among the favourites
        return _behind(None if pinned else arrangement.of(attribute).place)

    groups.sort(key=lambda item: _behind(arrangement.groups.get(item[0].name, AS_ALL_GROUPS).place))
    return [(group, sorted(members, key=place)) for group, members in groups]


def _behind(place: int | None) -> tuple[bool, int]:
    """Returns a key that puts what has no place behind everything that has one."""
    return place is None, place or 0
