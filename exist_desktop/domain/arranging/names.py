"""What the person calls attributes on this computer, and which tags are shown as one. Exist knows nothing of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum, auto

from msgspec.structs import replace

from exist_desktop.domain.arranging.arrangement import AS_IN_EXIST, Arrangement, Placed
from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, Attribute, JoinedTag
from exist_desktop.domain.creation import is_provisional
from exist_desktop.domain.parsing.spelling import key


class NameAction(Enum):
    """What a person can do about the name of an attribute, and about tags that are the same."""

    RENAME = auto()
    JOIN = auto()
    APART = auto()
    IN_EXIST = auto()
    """To see what only Exist's own page can do."""


def name_actions(attribute: Attribute) -> tuple[NameAction, ...]:
    """Returns what can be done; nothing for mood and note, and for what is yet to be created."""
    if not can_be_renamed(attribute):
        return ()
    renaming = () if attribute.part_of else (NameAction.RENAME,)
    joining = (NameAction.JOIN,) if attribute.is_tag and not attribute.part_of else ()
    apart = (NameAction.APART,) if attribute.joined or attribute.part_of else ()
    return (*renaming, *joining, *apart, NameAction.IN_EXIST)


def called(found: Mapping[str, Attribute], chosen: Mapping[str, Placed]) -> dict[str, Attribute]:
    """Returns attributes as Exist describes them with the person's own names, and tags joined that are shown as one."""
    attributes = {name: _renamed(one, chosen.get(name, AS_IN_EXIST).shown_as) for name, one in found.items()}
    mains = {name: tag for name in found if (tag := main_tag(name, attributes, chosen))}
    for name, tag in mains.items():
        part, whole = attributes[name], attributes[tag]
        attributes[name] = replace(part, part_of=tag)
        attributes[tag] = replace(whole, joined=(*whole.joined, JoinedTag(name, part.label, part.exist_label)))
    return attributes


def _renamed(attribute: Attribute, shown_as: str) -> Attribute:
    if shown_as in ("", attribute.label) or not can_be_renamed(attribute):
        return attribute
    return replace(attribute, label=shown_as, exist_label=attribute.label)


def main_tag(name: str, attributes: Mapping[str, Attribute], chosen: Mapping[str, Placed]) -> str:
    """Returns the tag with which another is shown as one, empty if it is by itself.

    So it is, too, where the other one is no tag that is in use, and where tags are parts of each other in a circle.
    """
    passed = [name]
    while (one := attributes.get(chosen.get(passed[-1], AS_IN_EXIST).part_of)) is not None and one.is_tag:
        if one.name in passed:
            return ""
        passed.append(one.name)
    is_part = len(passed) > 1 and attributes[name].is_tag and attributes[passed[-1]].active
    return passed[-1] if is_part else ""


def can_be_renamed(attribute: Attribute) -> bool:
    """Whether it can have a name of the person's own: mood and note have their places, a new one gets its name soon."""
    return attribute.name not in (MOOD, MOOD_NOTE) and not is_provisional(attribute.name)


def can_be_main(tag: Attribute, attribute: Attribute) -> bool:
    """Whether a tag can be shown as one with `attribute`, which is written then."""
    is_one = attribute.is_tag and attribute.active and not attribute.part_of
    return is_one and attribute.name != tag.name and not is_provisional(attribute.name)


def called_so(wanted: str, attribute: Attribute, attributes: Iterable[Attribute]) -> Attribute | None:
    """Returns the other attribute that has a name already, in Exist or here, or None.

    A tag that is shown as one with this one has no name of its own any more.
    """
    spelled = key(wanted)
    others = (one for one in attributes if one.name != attribute.name and one.part_of != attribute.name)
    return next((one for one in others if spelled in {key(one.name), *map(key, one.spellings)}), None)


def renamed(arrangement: Arrangement, name: str, shown_as: str) -> Arrangement:
    """Gives an attribute a name of the person's own; empty for that of Exist."""
    return _with(arrangement, {name: replace(_of(arrangement, name), shown_as=shown_as)})


def joined(arrangement: Arrangement, name: str, main: str) -> Arrangement:
    """Shows a tag as one with another, the main tag. Tags that were one with the first stay with it."""
    former = [one for one, placed in arrangement.attributes.items() if placed.part_of == name and one != main]
    placed = {one: replace(_of(arrangement, one), part_of=main) for one in (*former, name)}
    return _with(arrangement, placed | {main: replace(_of(arrangement, main), part_of="")})


def taken_apart(arrangement: Arrangement, names: Iterable[str]) -> Arrangement:
    """Shows tags by themselves again."""
    return _with(arrangement, {name: replace(_of(arrangement, name), part_of="") for name in names})


def _of(arrangement: Arrangement, name: str) -> Placed:
    return arrangement.attributes.get(name, AS_IN_EXIST)


def _with(arrangement: Arrangement, placed: Mapping[str, Placed]) -> Arrangement:
    return replace(arrangement, attributes={**arrangement.attributes, **placed})
