"""The one decoder takes what the service may send, and refuses what nobody should."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from exist_desktop.api.conversion import to_attribute, to_profile, to_readings, to_value
from exist_desktop.api.decoding import decode, decode_now
from exist_desktop.api.models import AttributeModel, Page, ProfileModel
from exist_desktop.domain.attributes import Group, Service
from exist_desktop.domain.values import Value, ValueType
from exist_desktop.errors import Failure, WireFailure

BARE = b'{"results": [], "count": 0, "next": null}'


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"<html>Bad gateway</html>",
        b'{"count": 3}',
        b'{"results": [{"label": "no name"}]}',
        b'{"results": [{"name": 7}]}',
        b'{"results": [{"name": "x", "values": [{"date": "2026-02-30"}]}]}',
        b'{"results": [{"name": "x", "values": [{"date": "2026-02-03", "value": NaN}]}]}',
        b'{"results": [{"name": "x", "values": [{"date": "2026-02-03", "value": -Infinity}]}]}',
        b'{"results": [{"name": "x", "values": [{"date": "2026-02-03", "value": 1e999}]}]}',
        b'{"results": [], "count": "3"}',
        b'{"results": [], "extra": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"results": [{"name": "\xff"}]}',
        BARE[:-1],
    ],
)
def test_what_makes_no_sense_is_strange(body: bytes) -> None:
    with pytest.raises(WireFailure) as failure:
        decode_now(body, Page[AttributeModel])
    assert failure.value.failure is Failure.STRANGE


def test_large_answers_are_judged_alike() -> None:
    good = b'{"results": [' + b",".join([b'{"name": "x"}'] * 10_000) + b"]}"
    assert len(asyncio.run(decode(good, Page[AttributeModel])).results) == 10_000
    with pytest.raises(WireFailure):
        asyncio.run(decode(good[:-1], Page[AttributeModel]))


def test_the_service_may_grow_and_leave_things_out() -> None:
    body = b'{"name": "x", "value_type": 12, "brand_new": {"a": [1]}, "label": null, "manual": null, "service": null}'
    attribute = to_attribute(decode_now(body, AttributeModel), 4)
    assert (attribute.name, attribute.label, attribute.position) == ("x", "x", 4)
    assert attribute.value_type is ValueType.UNKNOWN
    assert attribute.active
    assert not attribute.manual


def test_an_attribute_keeps_all_that_the_service_says() -> None:
    body = b"""{"template": "steps", "name": "steps", "label": "Steps", "priority": 2, "manual": true, "active": false,
        "group": {"name": "activity", "label": "Activity", "priority": 5}, "value_type": 0,
        "service": {"name": "fitbit", "label": "Fitbit"}, "available_services": []}"""
    attribute = to_attribute(decode_now(body, AttributeModel), owned=True)
    assert attribute.group == Group("activity", "Activity", 5)
    assert attribute.service == Service("fitbit", "Fitbit")
    assert (attribute.template, attribute.priority, attribute.value_type) == ("steps", 2, ValueType.QUANTITY)
    assert (attribute.manual, attribute.active, attribute.owned) == (True, False, True)


@pytest.mark.parametrize(
    ("raw", "value"),
    [(True, 1), (False, 0), (3, 3), (2.5, 2.5), ("text", "text"), (None, None), (10**30, 1e30)],
)
def test_values_are_kept_as_they_are(raw: object, value: Value | None) -> None:
    kept = to_value(raw, ValueType.QUANTITY)
    assert kept == value
    assert type(kept) is type(value)


@pytest.mark.parametrize("raw", [[1], {"a": 1}, 10**400])
def test_a_value_that_is_none_is_strange(raw: object) -> None:
    with pytest.raises(WireFailure):
        to_value(raw, ValueType.TEXT)


def test_a_type_from_the_future_does_not_spoil_the_rest() -> None:
    body = b'{"name": "x", "value_type": 99, "values": [{"date": "2026-02-03", "value": {"lat": 1}}]}'
    readings = to_readings(decode_now(body, AttributeModel), 0)
    assert readings.values == {date(2026, 2, 3): None}


def test_a_profile_needs_a_name_alone() -> None:
    assert to_profile(decode_now(b'{"username": "josh"}', ProfileModel)).timezone is None
    body = b'{"username": "josh", "timezone": "Australia/Melbourne", "imperial_distance": true, "trial": false}'
    profile = to_profile(decode_now(body, ProfileModel))
    assert profile.timezone == "Australia/Melbourne"
    assert profile.imperial.distance
    assert not profile.imperial.weight
