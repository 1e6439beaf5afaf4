"""Which tags a person probably wants: those used most on this weekday and at this hour, lately."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

REMEMBERED_DAYS = 84
"""How many days back tags count: twelve times each weekday."""
HALF_LIFE_DAYS = 28
"""After this many days a tag counts half."""
NEAR_SECONDS = 3 * 3600
"""What was entered further from the present time of day does not count for its hour."""
ANOTHER_WEEKDAY = 0.25


class TagDays(Struct, frozen=True):
    """On how many days a tag was on, or was entered near this time of day.

    `halvings` is how many times `HALF_LIFE_DAYS` they are ago, `same_weekday` whether it is the weekday in question.
    """

    tag: str
    days: int
    halvings: int
    same_weekday: bool


def likely(found: Iterable[TagDays]) -> tuple[str, ...]:
    """Returns the tags, the likeliest first."""
    weights: dict[str, float] = {}
    for one in found:
        weight = one.days * (1.0 if one.same_weekday else ANOTHER_WEEKDAY) * 0.5**one.halvings
        weights[one.tag] = weights.get(one.tag, 0.0) + weight
    return tuple(sorted(weights, key=lambda tag: -weights[tag]))
