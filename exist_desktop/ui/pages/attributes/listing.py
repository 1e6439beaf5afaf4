"""Which attributes the page lists, and in which order: a filter, words, and what they are sorted by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import Enum, auto

from msgspec import Struct

from exist_desktop.domain.arranging.arrangement import Shelf
from exist_desktop.domain.attributes import LOW_PRIORITY, Attribute, Owner
from exist_desktop.domain.text.fold import fold
from exist_desktop.domain.text.search import spelled
from exist_desktop.store.reading.attribute_list import AttributeRow


class Filter(Enum):
    """What the list is limited to."""

    ALL = auto()
    FROM_HERE = auto()
    BY_OTHERS = auto()
    BY_HAND = auto()
    TAGS = auto()
    OFF_TODAY = auto()
    INACTIVE = auto()


class Sort(Enum):
    """What the list is sorted by; what is equal stays in the order of groups."""

    GROUP = auto()
    LABEL = auto()
    LAST_VALUE = auto()
    OWNER = auto()


class Listing(Struct, frozen=True):
    """What the person wants to see. `with_hidden` also lists what Exist hides: inactive and low-priority ones."""

    filter: Filter = Filter.ALL
    sort: Sort = Sort.GROUP
    text: str = ""
    with_hidden: bool = False


def listed(rows: Sequence[AttributeRow], listing: Listing) -> list[AttributeRow]:
    """Returns the rows that are wanted, in order. Who types words looks through hidden ones, too."""
    words = fold(listing.text).split()
    found = [row for row in rows if _is_listed(row, listing) and all(word in _searched(row) for word in words)]
    return _sorted(found, listing.sort)


def is_hidden(attribute: Attribute) -> bool:
    """Whether Exist shows the attribute only to who asks for it."""
    return not attribute.active or attribute.priority >= LOW_PRIORITY


def _is_listed(row: AttributeRow, listing: Listing) -> bool:
    """Whether filter and choice leave a row; what this client fills, or shall fill, is never hidden."""
    attribute = row.attribute
    kept = row.ours or row.wish is not None or listing.with_hidden or bool(listing.text.strip())
    is_shown = kept or not is_hidden(attribute)
    match listing.filter:
        case Filter.ALL:
            return is_shown
        case Filter.FROM_HERE:
            return row.ours
        case Filter.BY_OTHERS:
            return is_shown and attribute.owner is Owner.ANOTHER_SERVICE
        case Filter.BY_HAND:
            return is_shown and attribute.manual
        case Filter.TAGS:
            return is_shown and attribute.is_tag
        case Filter.OFF_TODAY:
            return row.shelf is Shelf.HIDDEN
        case Filter.INACTIVE:
            return not attribute.active


def _searched(row: AttributeRow) -> str:
    attribute = row.attribute
    owner = attribute.service.label if attribute.service else ""
    return spelled(attribute, attribute.name, attribute.group.label, owner)


def _sorted(rows: Sequence[AttributeRow], sort: Sort) -> list[AttributeRow]:
    groups: dict[str, list[AttributeRow]] = {}
    for row in rows:  # they come in the person's order; one that is yet to be created joins its group
        groups.setdefault(row.attribute.group.name, []).append(row)
    grouped = [row for members in groups.values() for row in members]
    match sort:
        case Sort.GROUP:
            return grouped
        case Sort.LABEL:
            return sorted(grouped, key=_label)
        case Sort.LAST_VALUE:
            return sorted(grouped, key=_last_day, reverse=True)
        case Sort.OWNER:
            return sorted(grouped, key=_owner)


def _label(row: AttributeRow) -> str:
    """Returns the label without what precedes its first letter or digit, such as a picture."""
    folded = fold(row.attribute.label)
    first = next((index for index, letter in enumerate(folded) if letter.isalnum()), 0)
    return folded[first:]


def _last_day(row: AttributeRow) -> date:
    return row.last.day if row.last is not None else date.min


def _owner(row: AttributeRow) -> tuple[int, str]:
    """What is filled from here comes first, what nobody fills last; the services are in alphabetical order."""
    attribute = row.attribute
    place = {Owner.THIS_CLIENT: 0, Owner.ANOTHER_SERVICE: 1, Owner.NOBODY: 2}[attribute.owner]
    service = attribute.service.label if attribute.service and not row.ours else ""
    return place, fold(service)
