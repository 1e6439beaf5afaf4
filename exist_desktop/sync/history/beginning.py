"""Finds where an account begins, with one question for each group of attributes and one reading of the oldest day.

The service counts the days of an attribute from its first one, as far as its documents show. So the oldest day is
read: if it is the one that follows from the count, the counts can be relied on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.api.client import ExistClient
from exist_desktop.domain.attributes import Attribute
from exist_desktop.errors import RequestError
from exist_desktop.store.history_copy import Beginning

MOST_GROUPS = 14


class Question(Struct, frozen=True):
    """An attribute to ask about: how many days it has, or, with that number, on which of them it begins."""

    attribute: Attribute
    count: int | None = None


def next_question(found: Beginning, attributes: Iterable[Attribute], counts: Mapping[str, int]) -> Question | None:
    """Returns the next question, or None; `counts` has the answers of this run, by attribute."""
    first = _first_of_groups(attributes)
    for group, attribute in first.items():
        if group not in found.groups and len(found.groups) < MOST_GROUPS:
            return Question(attribute)
    if found.sure is not None or found.first is None:
        return None
    oldest = next((group for group, day in found.groups.items() if day == found.first and group in first), None)
    if oldest is None:
        return None
    attribute = first[oldest]
    return Question(attribute, counts.get(attribute.name))


def _first_of_groups(attributes: Iterable[Attribute]) -> dict[str, Attribute]:
    first: dict[str, Attribute] = {}
    for attribute in attributes:
        first.setdefault(attribute.group.name, attribute)
    return first


async def ask(
    client: ExistClient, question: Question, found: Beginning, counts: dict[str, int], now: float
) -> Beginning:
    """Returns what is known after the answer. Raises `RequestError` if there is no answer now."""
    attribute, group = question.attribute, question.attribute.group.name
    try:
        page = await client.values_page(
            attribute.name, attribute.value_type, page=1 if question.count is None else question.count, limit=1
        )
    except RequestError as error:
        if not error.kind.refused_whole:
            raise
        return in_vain(question, found, now)
    day = next(iter(page.values), None)
    if question.count is not None:
        return replace(found, sure=day is not None and day == found.groups[group])
    begins = _begins(day, page.count)
    if begins is None:
        return in_vain(question, found, now)
    counts[attribute.name] = page.count or 1
    older = found.first is None or begins < found.first
    return Beginning({**found.groups, group: begins}, None if older else found.sure, found.in_vain_at)


def in_vain(question: Question, found: Beginning, now: float) -> Beginning:
    """Returns what is known if Exist does not answer: the counts cannot be relied on, or the group is not known."""
    if question.count is not None:
        return replace(found, sure=False)
    return replace(found, groups={**found.groups, question.attribute.group.name: None}, in_vain_at=now)


def _begins(latest: date | None, count: int | None) -> date | None:
    if latest is None or count is None or not 1 <= count < latest.toordinal():
        return None
    return latest - timedelta(days=count - 1)
