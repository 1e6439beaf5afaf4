"""Finds where an account begins, with a question about an attribute of each group, and one reading of the oldest day.

The service counts the days of an attribute from its first one, as far as its documents show. So the oldest day is
read: if it is the one that follows from the count, the counts can be relied on. Any attribute may be older than the
others of its group: as far as the questions reach, others are asked about too, and the rest, one at a time, when all
that is known of is here.
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

MOST_QUESTIONS = 14
"""So many attributes are asked about before the copy begins."""


class Question(Struct, frozen=True):
    """An attribute to ask about: how many days it has, or, with that number, on which of them it begins.

    `subject` is under what the answer is kept.
    """

    attribute: Attribute
    subject: str
    count: int | None = None


def next_question(found: Beginning, attributes: Iterable[Attribute], counts: Mapping[str, int]) -> Question | None:
    """Returns the next question, or None; `counts` has the answers of this run, by attribute."""
    subjects = _subjects(attributes)
    for subject, attribute in subjects.items():
        if subject not in found.subjects and len(found.subjects) < MOST_QUESTIONS:
            return Question(attribute, subject)
    if found.sure is not None or found.first is None:
        return None
    oldest = next((one for one, day in found.subjects.items() if day == found.first and one in subjects), None)
    if oldest is None:
        return None
    attribute = subjects[oldest]
    return Question(attribute, oldest, counts.get(attribute.name))


def further_question(found: Beginning, attributes: Iterable[Attribute]) -> Question | None:
    """Returns a question about an attribute that was not asked about yet; None if its answer would be of no use."""
    if not found.sure:
        return None
    unknown = ((one, attribute) for one, attribute in _subjects(attributes).items() if one not in found.subjects)
    return next((Question(attribute, subject) for subject, attribute in unknown), None)


def _subjects(attributes: Iterable[Attribute]) -> dict[str, Attribute]:
    """Returns the attributes to ask about: the first of each group by the group's name, then all others."""
    first: dict[str, Attribute] = {}
    others: dict[str, Attribute] = {}
    for attribute in attributes:
        if first.setdefault(attribute.group.name, attribute) is not attribute:
            others[f"{attribute.group.name}/{attribute.name}"] = attribute
    return first | others


async def ask(
    client: ExistClient, question: Question, found: Beginning, counts: dict[str, int], now: float
) -> Beginning:
    """Returns what is known after the answer. Raises `RequestError` if there is no answer now."""
    attribute, subject = question.attribute, question.subject
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
        return replace(found, sure=day is not None and day == found.subjects[subject])
    begins = _begins(day, page.count)
    if begins is None:
        return in_vain(question, found, now)
    counts[attribute.name] = page.count or 1
    older = found.first is None or begins < found.first
    return Beginning({**found.subjects, subject: begins}, None if older else found.sure, found.in_vain_at)


def in_vain(question: Question, found: Beginning, now: float) -> Beginning:
    """Returns what is known if Exist does not answer: the counts cannot be relied on, or this one is not known."""
    if question.count is not None:
        return replace(found, sure=False)
    return replace(found, subjects={**found.subjects, question.subject: None}, in_vain_at=now)


def _begins(latest: date | None, count: int | None) -> date | None:
    if latest is None or count is None or not 1 <= count < latest.toordinal():
        return None
    return latest - timedelta(days=count - 1)
