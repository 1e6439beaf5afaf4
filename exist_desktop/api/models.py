"""The shapes of the service's answers, as they are sent.

What the program needs is required. Everything else has a default, and other fields are skipped, so that the service can
grow. `conversion` turns them into the domain's types.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import Any, Generic, TypeVar

import msgspec

Item = TypeVar("Item")


class Page(msgspec.Struct, Generic[Item], frozen=True):
    """One page of a list, with None for a row that makes no sense. `next` is only used as yes or no."""

    results: list[Item | None]
    count: int | None = None
    next: str | None = None


class GroupModel(msgspec.Struct, frozen=True):
    """A group of attributes."""

    name: str
    label: str | None = None
    priority: int | None = None


class ServiceModel(msgspec.Struct, frozen=True):
    """A service that fills attributes."""

    name: str
    label: str | None = None


class ValueModel(msgspec.Struct, frozen=True):
    """A value on a day. `value` may be any JSON; `conversion` reads it by the attribute's type."""

    date: date
    value: Any

    @property
    def identity(self) -> Hashable:
        """Day and value: of two that differ only in their value both stay, and neither counts."""
        return self.date, repr(self.value)


class AttributeModel(msgspec.Struct, frozen=True):
    """An attribute or template, with values if they were asked for.

    A group or a service may be its name alone, as that of the group of a created attribute is.
    """

    name: str
    label: str | None = None
    group: GroupModel | str | None = None
    template: str | None = None
    priority: int | None = None
    manual: bool | None = None
    active: bool | None = None
    value_type: int | None = None
    service: ServiceModel | str | None = None
    available_services: list[ServiceModel | str] | None = None
    values: list[ValueModel | None] = []

    @property
    def identity(self) -> Hashable:
        """Its name."""
        return self.name


class ProfileModel(msgspec.Struct, frozen=True):
    """The account's profile."""

    username: str
    first_name: str | None = None
    last_name: str | None = None
    timezone: str | None = None
    local_time: str | None = None
    imperial_distance: bool | None = None
    imperial_weight: bool | None = None
    imperial_energy: bool | None = None
    imperial_liquid: bool | None = None
    imperial_temperature: bool | None = None


class BatchModel(msgspec.Struct, frozen=True):
    """The answer to a write: which items succeeded and which failed, in any order. A missing list is an empty one."""

    success: list[Any] | None = None
    failed: list[Any] | None = None


class TokenModel(msgspec.Struct, frozen=True):
    """The answer of the token endpoint."""

    access_token: str
    token_type: str | None = None
    expires_in: float | None = None
    refresh_token: str | None = None
    scope: str | None = None


class SimpleTokenModel(msgspec.Struct, frozen=True):
    """The answer to a user name and password."""

    token: str


class ErrorModel(msgspec.Struct, frozen=True):
    """The text of a refusal, in one of the known forms."""

    detail: str | None = None
    error_description: str | None = None
    error: str | None = None


class NameModel(msgspec.Struct, frozen=True):
    """An attribute inside another answer. Only its name is used."""

    name: str


class AverageModel(msgspec.Struct, frozen=True):
    """The weekly averages of one attribute. A weekday that has no number has no average."""

    date: date
    attribute: NameModel | str | None = None
    user_attribute: NameModel | str | None = None
    overall: Any = None
    monday: Any = None
    tuesday: Any = None
    wednesday: Any = None
    thursday: Any = None
    friday: Any = None
    saturday: Any = None
    sunday: Any = None

    @property
    def identity(self) -> Hashable:
        """All of it."""
        return msgspec.json.encode(self)


class InsightTypeModel(msgspec.Struct, frozen=True):
    """What kind of insight it is. `priority`: 1 real time, 2 day, 3 week, 4 month."""

    name: str
    priority: int | None = None
    attribute: NameModel | str | None = None


class InsightModel(msgspec.Struct, frozen=True):
    """An insight. Its `html` is not read."""

    created: str
    type: InsightTypeModel
    target_date: date | None = None
    text: str | None = None

    @property
    def identity(self) -> Hashable:
        """All of it."""
        return msgspec.json.encode(self)


class CorrelationModel(msgspec.Struct, frozen=True):
    """How two attributes go together, with those of the service's ratings that the program shows."""

    attribute: str
    attribute2: str
    value: Any
    date: date | None = None
    period: int | None = None
    offset: int | None = None
    p: Any = None
    stars: int | None = None
    second_person: str | None = None
    strength_description: str | None = None
    description: str | None = None
    occurrence: str | None = None

    @property
    def identity(self) -> Hashable:
        """All of it."""
        return msgspec.json.encode(self)
