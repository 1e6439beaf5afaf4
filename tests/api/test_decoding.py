"""The one decoder takes what the service may send, and refuses what nobody should."""

from __future__ import annotations

import asyncio
import time
from datetime import date

import pytest

from exist_desktop.api.batches import Accepted, matched
from exist_desktop.api.conversion import to_attribute, to_average, to_profile, to_readings, to_value
from exist_desktop.api.decoding import decode, decode_now
from exist_desktop.api.models import AttributeModel, AverageModel, BatchModel, Page, ProfileModel
from exist_desktop.domain.attributes import Group, Service
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import NOT_READ, Value
from exist_desktop.errors import RequestError, RequestErrorKind

BARE = b'{"results": [], "count": 0, "next": null}'


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"<html>Bad gateway</html>",
        b'{"count": 3}',
        b'{"results": null}',
        b'{"results": {"0": {"name": "x"}}}',
        b'{"results": [], "count": 1e999}',
        b'{"results": [], "count": NaN}',
        b'{"results": [{"name": "x", "values": [{"date": "2026-02-03", "value": nan}]}]}',
        b'{"results": [{"name": "x", "values": [{"date": "2026-02-03", "value": NaNNaN}]}]}',
        b'{"results": [{"name": "x", "values": [{"date": "2026-02-03", "value": 1e999}]}',
        b'{"results": [], "count": "three"}',
        b'{"results": [], "count": 3.5}',
        b'{"results": [], "extra": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"results": [{"name": "\xff"}]}',
        BARE[:-1],
    ],
)
def test_what_makes_no_sense_is_strange(body: bytes) -> None:
    with pytest.raises(RequestError) as error:
        decode_now(body, Page[AttributeModel])
    assert error.value.kind is RequestErrorKind.STRANGE


NO_NUMBERS = ("1e999", "-1e400", "1e99999999999999", "-" + "9" * 5000, "NaN", "Infinity", "-Infinity")


@pytest.mark.parametrize("number", NO_NUMBERS)
@pytest.mark.parametrize("value_type", [*ValueType])
def test_what_no_number_can_be_leaves_its_own_day_not_read(number: str, value_type: ValueType) -> None:
    said = '"1e999 \\" NaN"' if value_type is ValueType.TEXT else "7"
    cells = f'{{"date": "2026-02-03", "value": {number}}}, {{"date": "2026-02-02", "value": {said}}}'
    body = f'{{"results": [{{"name": "x", "value_type": {value_type.value}, "values": [{cells}]}}, {{"name": "y"}}]}}'
    found = [to_readings(model, 0) for model in decode_now(body.encode(), Page[AttributeModel]).results if model]
    assert [item.attribute.name for item in found] == ["x", "y"]
    there = '1e999 " NaN' if value_type is ValueType.TEXT else 7
    assert found[0].values == {date(2026, 2, 3): NOT_READ, date(2026, 2, 2): there}


@pytest.mark.parametrize("number", NO_NUMBERS)
def test_a_new_total_that_is_none_says_nothing_of_the_others_in_its_call(number: str) -> None:
    sent = [{"name": name, "date": "2026-02-03", "value": 1} for name in ("coffees", "water")]
    rows = f'{{"name": "water", "value": 1, "current": 3}}, {{"name": "coffees", "value": 1, "current": {number}}}'
    first, second = matched(sent, decode_now(f'{{"success": [null, {rows}, 7]}}'.encode(), BatchModel))
    assert first == Accepted(NOT_READ)
    assert second == Accepted(3)


NO_DAYS = (
    *('"2026-02-30"', '"2026-13-01"', '"0000-01-01"', '"0001-01-01"', '"2086-02-02"', '"yesterday"', '""'),
    *('"2026-02-02T00:00:00Z"', '"02/02/2026"', "null", "7", "NaN", "[]"),
)
NO_ROWS = ('{"date": "2026-02-02"}', '{"value": 1}', "{}", "null", "[]", "7", '"x"', "NaN")


@pytest.mark.parametrize("row", [*(f'{{"date": {day}, "value": 1}}' for day in NO_DAYS), *NO_ROWS])
def test_a_row_of_no_day_is_left_out_and_counted(row: str) -> None:
    good = '{"date": "2026-02-03", "value": 5, "brand_new": {}}'
    body = f'{{"results": [{{"name": "x", "value_type": 0, "values": [{row}, {good}, {row}]}}, {{"name": "y"}}]}}'
    first, second = decode_now(body.encode(), Page[AttributeModel]).results
    assert first is not None
    assert second is not None
    readings = to_readings(first, 0, date(2026, 2, 4))
    assert readings.values == {date(2026, 2, 3): 5}
    assert readings.values.strange == 2
    assert to_readings(second, 1).values.strange == 0


@pytest.mark.parametrize("values", ["null", "{}", "7", '"x"', "NaN"])
def test_values_that_are_no_list_leave_the_attribute_with_nothing_said_of_its_days(values: str) -> None:
    body = f'{{"results": [{{"name": "x", "values": {values}}}, {{"name": "y"}}]}}'
    first, second = decode_now(body.encode(), Page[AttributeModel]).results
    assert first is not None
    assert second is not None
    assert (to_readings(first, 0).values, to_readings(first, 0).values.strange) == ({}, 1)
    assert second.name == "y"


@pytest.mark.parametrize("row", ['{"label": "no name"}', '{"name": 7}', "null", "7", "[]", "1e999", '{"name": NaN}'])
def test_an_attribute_of_no_sense_is_left_out_of_its_page(row: str) -> None:
    body = f'{{"results": [{{"name": "x"}}, {row}, {{"name": "y"}}], "count": 3}}'
    page = decode_now(body.encode(), Page[AttributeModel])
    assert [model and model.name for model in page.results] == ["x", None, "y"]
    assert page.count == 3


def test_of_a_day_with_two_values_neither_is_believed_and_one_told_twice_counts() -> None:
    body = b"""{"name": "x", "value_type": 0, "values": [
        {"date": "2026-02-03", "value": 1}, {"date": "2026-02-02", "value": 4},
        {"date": "2026-02-03", "value": 2}, {"date": "2026-02-02", "value": 4.0}]}"""
    values = to_readings(decode_now(body, AttributeModel), 0).values
    assert values == {date(2026, 2, 3): NOT_READ, date(2026, 2, 2): 4}
    assert values.strange == 0


@pytest.mark.long("a body of the largest size, in which each character could begin a text")
@pytest.mark.parametrize("rest", [b'"' + b'\\"' * 1_000_000, b"-" * 2_000_000, b"1" * 2_000_000, b"N" * 2_000_000])
def test_what_makes_no_sense_at_length_is_soon_refused(rest: bytes) -> None:
    began = time.process_time()
    with pytest.raises(RequestError):
        decode_now(b'{"results": 7, ' + rest, Page[AttributeModel])
    assert time.process_time() - began < 5.0


def test_an_average_of_nothing_is_as_if_it_were_not_told() -> None:
    body = b'{"results": [{"attribute": "x", "date": "2026-02-02", "overall": NaN, "monday": 2, "tuesday": "3"}]}'
    (model,) = decode_now(body, Page[AverageModel]).results
    assert model is not None
    average = to_average(model)
    assert (average.overall, average.weekdays[:3]) == (None, (2.0, 3.0, None))


def test_large_answers_are_judged_alike() -> None:
    good = b'{"results": [' + b",".join([b'{"name": "x"}'] * 10_000) + b"]}"
    assert len(asyncio.run(decode(good, Page[AttributeModel])).results) == 10_000
    with pytest.raises(RequestError):
        asyncio.run(decode(good[:-1], Page[AttributeModel]))


def test_what_is_written_otherwise_and_can_only_mean_one_thing_is_understood() -> None:
    plain = b"""{"name": "x", "value_type": 8, "priority": 3, "manual": true, "active": false,
        "group": {"name": "mood", "priority": 2}, "service": {"name": "oura"}}"""
    as_text = b"""{"name": "x", "value_type": "8", "priority": "3", "manual": "true", "active": "False",
        "group": {"name": "mood", "priority": "2"}, "service": "oura"}"""
    as_number = b"""{"name": "x", "value_type": 8.0, "priority": 3.0, "manual": 1, "active": 0,
        "group": {"name": "mood", "priority": 2.0}, "service": {"name": "oura"}}"""
    pages = [b'{"results": [%s, {"name": 7}], "count": "2"}' % one for one in (plain, as_text, as_number)]
    found = [decode_now(page, Page[AttributeModel]).results[0] for page in pages]
    assert [to_attribute(one) for one in found if one] == [to_attribute(decode_now(plain, AttributeModel))] * 3


@pytest.mark.parametrize("member", ['"priority": "high"', '"priority": 1.5', '"manual": "maybe"', '"value_type": true'])
def test_what_could_mean_anything_is_left_out(member: str) -> None:
    body = f'{{"results": [{{"name": "x", {member}}}, {{"name": "y"}}]}}'
    assert [model and model.name for model in decode_now(body.encode(), Page[AttributeModel]).results] == [None, "y"]


@pytest.mark.parametrize("answer", [b'{"success": [{"name": "x"}], "failed": null}', b'{"success": [{"name": "x"}]}'])
def test_a_list_of_failures_that_is_missing_is_an_empty_one(answer: bytes) -> None:
    assert matched([{"name": "x", "value": 1}], decode_now(answer, BatchModel)) == (Accepted(),)


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


WHOLE, DECIMAL, TEXT, YES_NO = ValueType.QUANTITY, ValueType.DECIMAL, ValueType.TEXT, ValueType.BOOLEAN


@pytest.mark.parametrize(
    ("raw", "value_type", "value"),
    [
        (None, WHOLE, None),
        (3, WHOLE, 3),
        (3.0, WHOLE, 3),
        (2.5, DECIMAL, 2.5),
        (3, DECIMAL, 3),
        (10**30, WHOLE, 1e30),
        ("7", WHOLE, 7),
        ("-7", DECIMAL, -7),
        ("7.0", WHOLE, 7),
        ("7.0", DECIMAL, 7.0),
        ("1e3", ValueType.DURATION, 1000),
        (".5", ValueType.PERCENTAGE, 0.5),
        (True, YES_NO, 1),
        ("false", YES_NO, 0),
        ("1", YES_NO, 1),
        ("text", TEXT, "text"),
        ("7", TEXT, "7"),
        (True, ValueType.UNKNOWN, 1),
        ("text", ValueType.UNKNOWN, "text"),
    ],
)
def test_a_value_is_read_by_the_type_of_its_attribute(raw: object, value_type: ValueType, value: Value | None) -> None:
    kept = to_value(raw, value_type)
    assert kept == value
    assert type(kept) is type(value)


ODD_NUMBERS: tuple[object, ...] = (*([1], {"a": 1}, 10**400, True, "", " 7", "7,5", "seven", "NaN", "1e999", "\u0667"),)


@pytest.mark.parametrize(
    ("raw", "value_type"),
    [
        *((raw, WHOLE) for raw in ODD_NUMBERS),
        (7, TEXT),
        (True, TEXT),
        ([], TEXT),
        ("yes", YES_NO),
        ({"lat": 1}, ValueType.UNKNOWN),
    ],
)
def test_what_is_no_value_of_its_type_counts_as_not_read(raw: object, value_type: ValueType) -> None:
    assert to_value(raw, value_type) is NOT_READ


def test_one_odd_cell_does_not_spoil_the_rest() -> None:
    body = b"""{"name": "x", "value_type": 0, "values": [
        {"date": "2026-02-03", "value": {"lat": 1}}, {"date": "2026-02-02", "value": "7"},
        {"date": "2026-02-01", "value": null}]}"""
    readings = to_readings(decode_now(body, AttributeModel), 0)
    assert readings.values == {date(2026, 2, 3): NOT_READ, date(2026, 2, 2): 7, date(2026, 2, 1): None}


def test_a_profile_needs_a_name_alone() -> None:
    assert to_profile(decode_now(b'{"username": "josh"}', ProfileModel)).timezone is None
    body = b'{"username": "josh", "timezone": "Australia/Melbourne", "imperial_distance": true, "trial": false}'
    profile = to_profile(decode_now(body, ProfileModel))
    assert profile.timezone == "Australia/Melbourne"
    assert profile.imperial.distance
    assert not profile.imperial.weight
