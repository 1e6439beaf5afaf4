"""Ranges that Exist documents for single templates, narrower than those of their types.

Source: the service's list of templates: `menstrual_flow` is 0 (none) to 4 (heavy), `location` is "lat,lng".
"""

from __future__ import annotations

import re
from typing import Protocol

from exist_desktop.domain.parsing.numerals import MINUS, PLUS, plain
from exist_desktop.domain.value_types import RANGES, ValueType
from exist_desktop.domain.values import TEXT_LIMIT, InvalidValueError, InvalidValueKind, Value, check

LOCATION = "location"
_OF_TEMPLATE: dict[str, tuple[float, float]] = {"menstrual_flow": (0, 4)}
_HIGHEST_LATITUDE, _HIGHEST_LONGITUDE = 90, 180
_DEGREES = rf"[{re.escape(PLUS + MINUS)}]?[0-9]{{1,3}}(?:\.[0-9]+)?"
_PLACE = rf"(?P<lat>{_DEGREES})\s*,\s*(?P<lng>{_DEGREES})"
_SIGNS = dict.fromkeys(map(ord, MINUS), "-") | dict.fromkeys(map(ord, PLUS))


class Checkable(Protocol):
    """The part of an attribute that a check needs."""

    @property
    def value_type(self) -> ValueType:
        """Its type."""

    @property
    def template(self) -> str | None:
        """The template that it was made from."""


def range_of(attribute: Checkable) -> tuple[float, float]:
    """Returns the lowest and the highest value of an attribute of numbers, both included, as sent."""
    return _OF_TEMPLATE.get(attribute.template or "", RANGES[attribute.value_type])


def checked(value: Value, attribute: Checkable, *, longest: int = TEXT_LIMIT) -> Value:
    """Returns the value in the form that is sent. Raises `InvalidValueError`, as `check` does."""
    kept = check(value, attribute.value_type, longest=longest)
    if isinstance(kept, str):
        return place(kept) if attribute.template == LOCATION else kept
    low, high = range_of(attribute)
    if not low <= kept <= high:
        raise InvalidValueError(InvalidValueKind.OUT_OF_RANGE, attribute.value_type, low, high)
    return kept


def place(text: str) -> str:
    """Returns a place as Exist has it, `52.52,13.405`: latitude and longitude. Raises `InvalidValueError`."""
    found = re.fullmatch(_PLACE, plain(text) or "")
    if found is None:
        raise InvalidValueError(InvalidValueKind.NO_PLACE, ValueType.TEXT)
    lat, lng = (found[part].translate(_SIGNS) for part in ("lat", "lng"))
    if abs(float(lat)) > _HIGHEST_LATITUDE or abs(float(lng)) > _HIGHEST_LONGITUDE:
        raise InvalidValueError(InvalidValueKind.NO_PLACE, ValueType.TEXT)
    return f"{lat},{lng}"


def degrees(kept: str) -> tuple[float, float] | None:
    """Returns latitude, north positive, and longitude, east positive, of a place; None for any other text."""
    try:
        lat, lng = place(kept).split(",")
    except InvalidValueError:
        return None
    return float(lat), float(lng)
