"""Suggests what a person probably logs at this hour, from what they logged before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo

from msgspec import Struct

from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, Attribute
from exist_desktop.domain.day import DAY_SECONDS, local
from exist_desktop.domain.parsing.spelling import begins_as_tag, key

REMEMBERED_DAYS = 90
"""How many days back entries count."""
HALF_LIFE_DAYS = 14
"""After this many days an entry counts half."""
NEAR_HOURS = 3.0
"""Entries more than this many hours away from the present time of day do not count."""
ANY_HOUR = 0.1
MOST = 5
"""The largest number of suggestions."""


class Use(Struct, frozen=True):
    """One entry of the past: which attribute, and the instant in seconds since 1970."""

    attribute: str
    at: float


class OwnOrder(Struct, frozen=True):
    """How the person has arranged a day: the names of what is shown, of favourites and of hidden ones, in order."""

    shown: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()


NOTHING_CHOSEN = OwnOrder()


def weights(uses: Iterable[Use], now: float, zone: tzinfo) -> dict[str, float]:
    """Returns a weight for each attribute: by how often, how lately, and how near to this time of day it was logged."""
    hour, found = _hour(local(now, zone)), dict[str, float]()
    for use in uses:
        apart = abs(_hour(local(use.at, zone)) - hour)
        near = max(0.0, 1 - min(apart, 24 - apart) / NEAR_HOURS)
        age = max(0.0, now - use.at) / DAY_SECONDS
        found[use.attribute] = found.get(use.attribute, 0.0) + (ANY_HOUR + near) * 0.5 ** (age / HALF_LIFE_DAYS)
    return found


def _hour(moment: datetime) -> float:
    return moment.hour + moment.minute / 60


def suggestions(
    typed: str,
    attributes: Mapping[str, Attribute],
    offered: Mapping[str, Attribute],
    weights: Mapping[str, float],
    order: OwnOrder = NOTHING_CHOSEN,
) -> tuple[Attribute, ...]:
    """Returns what may be meant, the likeliest first: the account's `attributes`, then the templates in `offered`.

    If nothing is typed, the favourites, and what the person usually logs at this hour, without the mood, which has its
    faces, and without what is hidden. Otherwise what begins with `typed`, by name, by label or by a word of the label;
    attributes that cannot be edited come after those that can, and hidden ones after both.
    """
    start = key(typed)
    if not start:
        return tuple(attributes[name] for name in _usual(weights, order, attributes))
    tags_alone = begins_as_tag(typed)
    places = {name: place for place, name in enumerate(order.shown)}

    def rank(one: Attribute) -> tuple[object, ...]:
        by_start = any(word.startswith(start) for word in (key(one.name), *map(key, one.spellings)))
        unlikely = one.name not in attributes, one.name in order.hidden, not one.editable
        return *unlikely, -weights.get(one.name, 0.0), not by_start, places.get(one.name, len(places)), one.label

    known = {name: one for name, one in offered.items() if name not in attributes} | dict(attributes)
    found = [one for one in known.values() if _begins(one, start) and (one.is_tag or not tags_alone)]
    return tuple(sorted(found, key=rank))[:MOST]


def _usual(weights: Mapping[str, float], order: OwnOrder, attributes: Mapping[str, Attribute]) -> list[str]:
    """Returns the likeliest favourites in their own order, then what is logged most at this hour."""
    likely = sorted(weights, key=lambda name: -weights[name])
    favourites = sorted(order.pinned, key=lambda name: -weights.get(name, 0.0))[:MOST]
    names = [*(name for name in order.pinned if name in favourites), *likely]
    found = (name for name in names if name in attributes and name not in {MOOD, MOOD_NOTE, *order.hidden})
    return list(dict.fromkeys(found))[:MOST]


def _begins(one: Attribute, start: str) -> bool:
    labels = [key(spelling) for spelling in one.spellings]
    words = (word.lstrip("(#") for label in labels for word in label.split())
    return any(part.startswith(start) for part in (key(one.name), *labels, *words))
