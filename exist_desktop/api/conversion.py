"""From the wire's shapes to the domain's types. What cannot be what it should be is a strange answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from exist_desktop.api import models
from exist_desktop.domain.account import Imperial, Profile
from exist_desktop.domain.attributes import Attribute, Group, Service, Template
from exist_desktop.domain.findings import Average, Correlation, Insight
from exist_desktop.domain.values import Value, ValueType
from exist_desktop.errors import Failure, WireFailure

LARGEST_WHOLE = 2**63 - 1
"""Beyond it the database keeps no integers."""
USUAL_PRIORITY = 1
LAST_PRIORITY = 9
"""Where the service says nothing about a group, it comes after those that it orders."""


@dataclass(frozen=True)
class Readings:
    """An attribute with its values by day; a day without data is there with None."""

    attribute: Attribute
    values: dict[date, Value | None]


def to_value(raw: Any, value_type: ValueType | None = None) -> Value | None:  # noqa: ANN401 - whatever JSON can say
    """The value as Exist keeps it. A value of a type that came after this program may be unreadable: None then."""
    if isinstance(raw, bool):
        return int(raw)
    if raw is None or isinstance(raw, str | float):
        return raw
    if isinstance(raw, int):
        return raw if abs(raw) <= LARGEST_WHOLE else _large(raw)
    if value_type is ValueType.UNKNOWN:
        return None
    raise WireFailure(Failure.STRANGE, text="a value is neither a number nor text")


def _large(raw: int) -> float:
    try:
        return float(raw)
    except OverflowError:
        raise WireFailure(Failure.STRANGE, text="a number is too large") from None


def to_values(values: Iterable[models.ValueModel], value_type: ValueType | None = None) -> dict[date, Value | None]:
    """Values by day."""
    return {item.date: to_value(item.value, value_type) for item in values}


def to_group(model: models.GroupModel | str | None) -> Group:
    """The group; where only its name is told, a label is made of it."""
    if not isinstance(model, models.GroupModel):
        name = model or ""
        return Group(name, name.capitalize(), LAST_PRIORITY)
    priority = LAST_PRIORITY if model.priority is None else model.priority
    return Group(model.name, model.label or model.name.capitalize(), priority)


def to_service(model: models.ServiceModel | None) -> Service | None:
    """The service that fills an attribute."""
    return Service(model.name, model.label or model.name) if model else None


def to_type(number: int | None) -> ValueType:
    """The value type by its number."""
    return ValueType.UNKNOWN if number is None else ValueType.from_wire(number)


def to_attribute(model: models.AttributeModel, position: int = 0, *, owned: bool = False) -> Attribute:
    """The attribute; `position` is its place in the answers."""
    return Attribute(
        name=model.name,
        label=model.label or model.name,
        group=to_group(model.group),
        value_type=to_type(model.value_type),
        template=model.template,
        priority=USUAL_PRIORITY if model.priority is None else model.priority,
        manual=bool(model.manual),
        active=model.active is not False,
        service=to_service(model.service),
        owned=owned,
        position=position,
    )


def to_template(model: models.AttributeModel) -> Template:
    """The template."""
    priority = USUAL_PRIORITY if model.priority is None else model.priority
    return Template(model.name, model.label or model.name, to_group(model.group), to_type(model.value_type), priority)


def to_readings(model: models.AttributeModel, position: int) -> Readings:
    """The attribute and its values."""
    attribute = to_attribute(model, position)
    return Readings(attribute, to_values(model.values, attribute.value_type))


def to_profile(model: models.ProfileModel) -> Profile:
    """The profile."""
    imperial = Imperial(
        distance=bool(model.imperial_distance),
        weight=bool(model.imperial_weight),
        energy=bool(model.imperial_energy),
        liquid=bool(model.imperial_liquid),
        temperature=bool(model.imperial_temperature),
    )
    return Profile(
        username=model.username,
        first_name=model.first_name or "",
        last_name=model.last_name or "",
        timezone=model.timezone or None,
        local_time=model.local_time or None,
        imperial=imperial,
    )


def to_average(model: models.AverageModel) -> Average:
    """The averages."""
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    attribute = _name(model.attribute) or _name(model.user_attribute)
    if not attribute:
        raise WireFailure(Failure.STRANGE, text="averages of no attribute")
    return Average(attribute, model.date, model.overall, tuple(getattr(model, day) for day in days))


def to_insight(model: models.InsightModel) -> Insight:
    """The insight, from its plain text."""
    return Insight(
        created=model.created,
        kind=model.type.name,
        priority=model.type.priority or 0,
        text=model.text or "",
        target=model.target_date,
        attribute=_name(model.type.attribute),
    )


def to_correlation(model: models.CorrelationModel) -> Correlation:
    """The correlation."""
    return Correlation(
        attribute=model.attribute,
        attribute2=model.attribute2,
        value=model.value,
        day=model.date,
        period=model.period,
        offset=model.offset or 0,
        p=model.p,
        stars=model.stars,
        sentence=model.second_person or model.description or "",
        strength=model.strength_description or "",
        occurrence=model.occurrence or "",
    )


def _name(model: models.NameModel | str | None) -> str | None:
    return model.name if isinstance(model, models.NameModel) else model
