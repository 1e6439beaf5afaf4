"""Converts the shapes of answers to the domain's types. Raises `RequestError` (STRANGE) for what makes no sense."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from types import NoneType
from typing import Any

from msgspec import Struct

from exist_desktop.api import models
from exist_desktop.api.sanitize import LONGEST_SENTENCE, is_name, one_line
from exist_desktop.domain.account import Imperial, Profile
from exist_desktop.domain.attributes import Attribute, Group, Service, Template
from exist_desktop.domain.statistics.correlations import Average, Correlation, Insight
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import NOT_READ, NotRead, Number, Seen
from exist_desktop.errors import RequestError, RequestErrorKind

EARLIEST = date(1900, 1, 1)
"""A value of an earlier day is a mistake."""
LARGEST_WHOLE = 2**63 - 1
"""The largest integer of the database."""
LARGEST_COUNT = 2**31 - 1
"""The largest number that the service counts itself: priorities, days, stars."""
LARGEST_NUMBER = 1e300
LONGEST_NUMBER = 40
"""Characters of a number that arrives as text."""
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
LONGEST_VALUE = 10_000
"""Characters of a text, ten times what Exist stores."""
USUAL_PRIORITY = 1
LAST_PRIORITY = 9
"""A group without a priority comes after those that have one."""


class Days(dict[date, Seen]):
    """Values by day. A day without data has None, a value that makes no sense counts as not read.

    `strange` counts rows whose day is not known. If there are some, a missing day may be one of them.
    """

    strange: int = 0


class ValuesPage(Struct, frozen=True):
    """A page of one attribute's values; `count` is how many days there are in all, None if that was not said."""

    values: Days
    count: int | None
    more: bool


class Readings(Struct, frozen=True):
    """An attribute with its values by day."""

    attribute: Attribute
    values: Days


def to_value(raw: Any, value_type: ValueType) -> Seen:  # noqa: ANN401 - whatever JSON can say
    """Returns the value as Exist has it. One that does not fit its type counts as not read."""
    if raw is None:
        return None
    if value_type is ValueType.UNKNOWN:
        return _of_any_type(raw)
    if value_type is ValueType.TEXT:
        return raw[:LONGEST_VALUE] if isinstance(raw, str) else NOT_READ
    if value_type is ValueType.BOOLEAN and (raw is True or raw is False or raw in ("true", "false")):
        return int(raw in (True, "true"))
    return to_number(raw, value_type)


def to_number(raw: Any, value_type: ValueType = ValueType.DECIMAL) -> Number | NotRead:  # noqa: ANN401 - as above
    """Returns a number, also if it arrives as text. Types without fractions have integers."""
    if type(raw) is int and -LARGEST_WHOLE <= raw <= LARGEST_WHOLE:
        return raw  # nearly all are; a history has half a million of them
    if isinstance(raw, str):
        if len(raw) > LONGEST_NUMBER or not _NUMBER.fullmatch(raw):
            return NOT_READ
        raw = int(raw) if raw.lstrip("+-").isdigit() else float(raw)
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not abs(raw) <= LARGEST_NUMBER:
        return NOT_READ
    if isinstance(raw, float) and raw.is_integer() and not value_type.rules.fractions:
        raw = int(raw)
    return raw if isinstance(raw, float) or abs(raw) <= LARGEST_WHOLE else float(raw)


def _of_any_type(raw: Any) -> Seen:  # noqa: ANN401 - as above
    """Returns a value of a type that is newer than this program."""
    if isinstance(raw, bool):
        return int(raw)
    return raw[:LONGEST_VALUE] if isinstance(raw, str) else to_number(raw)


def to_values(rows: Sequence[models.ValueModel | None], value_type: ValueType, latest: date = date.max) -> Days:
    """Returns values by day, none later than `latest`. A day with two different values counts as not read."""
    plain = _whole_numbers(rows, latest) if value_type is not ValueType.TEXT else None
    if plain is not None:
        return plain
    days = Days()
    for row in rows:
        if row is None or not EARLIEST <= row.date <= latest:
            days.strange += 1
            continue
        value = to_value(row.value, value_type)
        days[row.date] = value if days.get(row.date, value) == value else NOT_READ
    return days


def _whole_numbers(rows: Sequence[models.ValueModel | None], latest: date) -> Days | None:
    """Returns the values if each is a whole number or missing, and each of another day, as nearly all are.

    A history has half a million of them; this takes a fifth of the time of looking at each alone.
    """
    found = {row.date: row.value for row in rows if row is not None}
    if len(found) != len(rows) or not set(map(type, found.values())) <= {int, NoneType} or not found:
        return None
    numbers = [value for value in found.values() if value is not None] or [0]
    fits = -LARGEST_WHOLE <= min(numbers) <= max(numbers) <= LARGEST_WHOLE
    return Days(found) if fits and EARLIEST <= min(found) <= max(found) <= latest else None


def to_group(model: models.GroupModel | str | None) -> Group:
    """Returns the group. Its name serves as the label if it has none."""
    if not isinstance(model, models.GroupModel):
        name = one_line(model or "")
        return Group(name, name.capitalize(), LAST_PRIORITY)
    name = one_line(model.name)
    return Group(name, one_line(model.label or "") or name.capitalize(), _priority(model.priority, LAST_PRIORITY))


def to_service(model: models.ServiceModel | str | None) -> Service | None:
    """Returns the service that fills an attribute. Its name serves as the label if it has none."""
    if not model:
        return None
    told, label = (model, None) if isinstance(model, str) else (model.name, model.label)
    name = one_line(told)
    return Service(name, one_line(label or "") or name)


def to_type(number: int | None) -> ValueType:
    """Returns the value type of a number."""
    return ValueType.UNKNOWN if number is None else ValueType.from_wire(number)


def _count(told: int) -> int:
    return max(-LARGEST_COUNT, min(told, LARGEST_COUNT))


def _priority(told: int | None, usual: int) -> int:
    return usual if told is None else _count(told)


def _known_by(name: str) -> str:
    """Returns the name unchanged: the server knows the object by it. Raises `RequestError` if it cannot be a name."""
    if not is_name(name):
        raise RequestError(RequestErrorKind.STRANGE, reason="a name that is none")
    return name


def to_attribute(model: models.AttributeModel, position: int = 0, *, owned: bool = False) -> Attribute:
    """Returns the attribute. `position` is its place in the answer."""
    return Attribute(
        name=_known_by(model.name),
        label=one_line(model.label or "") or model.name,
        group=to_group(model.group),
        value_type=to_type(model.value_type),
        template=one_line(model.template) if model.template else None,
        priority=_priority(model.priority, USUAL_PRIORITY),
        manual=bool(model.manual),
        active=model.active is not False,
        service=to_service(model.service),
        owned=owned,
        position=position,
        available=_services(model.available_services),
    )


def _services(said: list[models.ServiceModel | str] | None) -> tuple[Service, ...] | None:
    """Returns the services, each once; None if they were not said."""
    if said is None:
        return None
    found = {service.name: service for service in map(to_service, said) if service is not None}
    return tuple(found.values())


def to_template(model: models.AttributeModel) -> Template:
    """Returns the template."""
    return Template(
        name=_known_by(model.name),
        label=one_line(model.label or "") or model.name,
        group=to_group(model.group),
        value_type=to_type(model.value_type),
        priority=_priority(model.priority, USUAL_PRIORITY),
    )


def to_readings(model: models.AttributeModel, position: int, latest: date = date.max) -> Readings:
    """Returns the attribute and its values, none later than `latest`."""
    attribute = to_attribute(model, position)
    return Readings(attribute, to_values(model.values, attribute.value_type, latest))


def to_profile(model: models.ProfileModel) -> Profile:
    """Returns the profile."""
    imperial = Imperial(
        distance=bool(model.imperial_distance),
        weight=bool(model.imperial_weight),
        energy=bool(model.imperial_energy),
        liquid=bool(model.imperial_liquid),
        temperature=bool(model.imperial_temperature),
    )
    return Profile(
        username=_known_by(model.username),
        first_name=one_line(model.first_name or ""),
        last_name=one_line(model.last_name or ""),
        timezone=one_line(model.timezone or "") or None,
        local_time=one_line(model.local_time or "") or None,
        imperial=imperial,
    )


def to_average(model: models.AverageModel) -> Average:
    """Returns the averages."""
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    attribute = _name(model.attribute) or _name(model.user_attribute)
    if not attribute:
        raise RequestError(RequestErrorKind.STRANGE, reason="averages of no attribute")
    return Average(attribute, model.date, _mean(model.overall), tuple(_mean(getattr(model, day)) for day in days))


def _mean(raw: Any) -> float | None:  # noqa: ANN401 - as above
    """Returns an average, or None if it is no number: the mean of no values is NaN in some languages."""
    number = to_number(raw)
    return None if isinstance(number, NotRead) else float(number)


def to_insight(model: models.InsightModel) -> Insight:
    """Returns the insight, with its plain text. Raises `RequestError` if it does not say which day it is about."""
    created = one_line(model.created)
    return Insight(
        created=created,
        kind=one_line(model.type.name),
        priority=_priority(model.type.priority, 0),
        text=_lines_as_one(model.text or ""),
        day=model.target_date or _day_of(created),
        attribute=_name(model.type.attribute),
    )


def _lines_as_one(text: str) -> str:
    """Returns what was noticed and, as Exist writes it on a line of its own, the number that it is about."""
    lines = (one_line(line, LONGEST_SENTENCE) for line in text[: LONGEST_SENTENCE + 1].splitlines())
    return one_line(" · ".join(filter(None, lines)), LONGEST_SENTENCE)


def _day_of(instant: str) -> date:
    try:
        return date.fromisoformat(instant[:10])
    except ValueError:
        raise RequestError(RequestErrorKind.STRANGE, reason="an insight of no day") from None


def to_correlation(model: models.CorrelationModel) -> Correlation:
    """Returns the correlation, the earlier attribute first.

    In the service's own example `offset` is -1, and `attribute` is of the day before that of `attribute2`. What never
    changes has no correlation with anything: null and NaN count as 0.
    """
    value = 0.0 if model.value in (None, {}) else _mean(model.value)
    if value is None:
        raise RequestError(RequestErrorKind.STRANGE, reason="a correlation without a number")
    offset = _count(model.offset or 0)
    first, second = _known_by(model.attribute), _known_by(model.attribute2)
    return Correlation(
        attribute=first if offset <= 0 else second,
        attribute2=second if offset <= 0 else first,
        value=value,
        day=model.date,
        period=None if model.period is None else _count(model.period),
        days_later=abs(offset),
        p=_mean(model.p),
        stars=None if model.stars is None else _count(model.stars),
        sentence=one_line(model.second_person or model.description or "", LONGEST_SENTENCE),
        strength=one_line(model.strength_description or ""),
        occurrence=one_line(model.occurrence or ""),
    )


def _name(model: models.NameModel | str | None) -> str | None:
    name = model.name if isinstance(model, models.NameModel) else model
    return _known_by(name) if name else None
