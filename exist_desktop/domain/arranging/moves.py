"""What a person does to an arrangement: each function returns the arrangement after it, and changes nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from exist_desktop.domain.arranging.arrangement import (
    AS_ALL_GROUPS,
    AS_IN_EXIST,
    FAVOURITES,
    Arranged,
    Arrangement,
    Placed,
    Shelf,
    TileSize,
    arrange,
)
from exist_desktop.domain.attributes import Attribute


def in_this_order(arrangement: Arrangement, names: Sequence[str]) -> Arrangement:
    """Gives the attributes of one list their places; those that come to it later are behind them."""
    placed = {name: replace(_of(arrangement, name), place=place) for place, name in enumerate(names)}
    return _with(arrangement, placed)


def groups_in_this_order(arrangement: Arrangement, names: Sequence[str]) -> Arrangement:
    """Gives all groups their places. The favourites are above them anyway."""
    placed = {
        name: replace(arrangement.groups.get(name, AS_ALL_GROUPS), place=place)
        for place, name in enumerate(name for name in names if name != FAVOURITES.name)
    }
    return replace(arrangement, groups={**arrangement.groups, **placed})


def pinned(arrangement: Arrangement, name: str) -> Arrangement:
    """Puts an attribute behind the favourites that are there."""
    taken = [
        one.place for one in arrangement.attributes.values() if one.shelf is Shelf.PINNED and one.place is not None
    ]
    return _with(
        arrangement, {name: replace(_of(arrangement, name), shelf=Shelf.PINNED, place=max(taken, default=-1) + 1)}
    )


def hidden(arrangement: Arrangement, name: str) -> Arrangement:
    """Hides an attribute. A place in its group stays, so that it comes back there."""
    former = _of(arrangement, name)
    place = None if former.shelf is Shelf.PINNED else former.place
    return _with(arrangement, {name: replace(former, shelf=Shelf.HIDDEN, place=place)})


def in_its_group(arrangement: Arrangement, name: str) -> Arrangement:
    """Brings an attribute back that was a favourite or hidden."""
    former = _of(arrangement, name)
    place = None if former.shelf is Shelf.PINNED else former.place
    return _with(arrangement, {name: replace(former, shelf=None, place=place)})


def sized(arrangement: Arrangement, group: str, size: TileSize | None) -> Arrangement:
    """Chooses the size of a group's tiles; None for that of all groups."""
    chosen = replace(arrangement.groups.get(group, AS_ALL_GROUPS), size=size)
    return replace(arrangement, groups={**arrangement.groups, group: chosen})


def all_sized(arrangement: Arrangement, size: TileSize) -> Arrangement:
    """Chooses the size of all tiles; groups for which another one was chosen follow."""
    groups = {name: replace(group, size=None) for name, group in arrangement.groups.items()}
    return replace(arrangement, groups=groups, size=size)


def stepped(
    arrangement: Arrangement, attributes: Iterable[Attribute], name: str, toward: int
) -> tuple[Arrangement, int, int] | None:
    """Moves an attribute by that many places in its list, as far as that goes.

    Returns the arrangement with its place, counted from 1, and the length of the list. None if it cannot move: it is at
    the end, hidden, or not among `attributes`. Tags are a list of their own, and so are the tiles of a group.
    """
    attributes = list(attributes)
    moved = next((one for one in attributes if one.name == name), None)
    if moved is None:
        return None
    alike = (one for one in attributes if one.in_mood_card == moved.in_mood_card)
    names = next((names for names in _lists(arrange(alike, arrangement)).values() if name in names), None)
    after = shifted(names, name, toward) if names is not None else None
    if names is None or after is None:
        return None
    return in_this_order(arrangement, after), after.index(name) + 1, len(names)


def shifted(names: Sequence[str], name: str, toward: int) -> list[str] | None:
    """Returns names with one of them moved by that many places, as far as that goes; None if it is there already."""
    here = names.index(name)
    there = min(max(here + toward, 0), len(names) - 1)
    if there == here:
        return None
    left = [one for one in names if one != name]
    return [*left[:there], name, *left[there:]]


def _lists(arranged: Arranged) -> Mapping[str, list[str]]:
    return {group.name: [one.name for one in members] for group, members in arranged.groups}


def _of(arrangement: Arrangement, name: str) -> Placed:
    return arrangement.attributes.get(name, AS_IN_EXIST)


def _with(arrangement: Arrangement, placed: Mapping[str, Placed]) -> Arrangement:
    return replace(arrangement, attributes={**arrangement.attributes, **placed})
