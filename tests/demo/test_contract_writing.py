"""Writing, held against the documents of the API row by row: value types, error codes and texts, answers."""

from __future__ import annotations

import httpx
import pytest

from tests.demo.conftest import Post
from tests.demo.shapes import ATTRIBUTE, SERVICE, every, misfit
from tests.demo_server import DemoServer

DAY = "2026-11-22"

# Each value type: its number, its words, an attribute of it, what it takes and what it refuses with which text.
VALUE_TYPES: list[tuple[int, str, str, list[object], list[object], str]] = [
    (0, "Integer", "coffees", [0, 8412], [1.5, "1", True], "Value must be an integer"),
    (1, "Float", "money_spent", [6, 6.1], ["6.1", False], "Value must be a float"),
    (2, "String", "mood_note", ["", "a", "x" * 255], [1, ["a"]], "Value must be a string"),
    (3, "Duration (minutes as integer)", "meditation_min", [0, 64], [6.4], "Value must be an integer"),
    (
        4,
        "Time of day (minutes from midnight as integer)",
        "first_daylight",
        [0, 1439],
        [1440, -1, "06:52"],
        "Value must be an integer between 0 and 1439",
    ),
    (
        5,
        "Percentage (float from 0.0 to 1.0)",
        "day_well_spent",
        [0, 0.42, 1.0],
        [1.01, -0.1],
        "Value must be a float between 0 and 1",
    ),
    (
        6,
        "Time of day (minutes from midday as integer)",
        "sleep_start",
        [0, 1439],
        [1440],
        "Value must be an integer between 0 and 1439",
    ),
    (7, "Boolean", "walk", [0, 1], [2, True], "Value must be 0 or 1"),
    (8, "Integer scale (1-9)", "energy_level", [1, 9], [0, 10, 4.5], "Value must be an integer between 1 and 9"),
]

# Each writing call: an object that fails, the error code and the error text.
FAILING: list[tuple[str, dict[str, object], str, str]] = [
    ("acquire", {}, "missing_field", "Object at index 0 missing field(s) 'name'"),
    ("acquire", {"name": "x"}, "not_found", "User doesn't have an attribute named 'x'"),
    ("acquire", {"template": "x"}, "not_found", "There is no template named 'x'"),
    ("release", {}, "missing_field", "Object at index 0 missing field(s) 'name'"),
    ("release", {"name": "mood"}, "unauthorised", "Attribute 'mood' does not belong to this service"),
    ("create", {"label": "A", "group": "mood"}, "missing_field", "Object at index 0 missing field(s) 'value_type'"),
    ("create", {"template": "steps"}, "exists", "User already has an attribute named 'steps'"),
    ("update", {"name": "walk", "value": 1}, "missing_field", "Object at index 0 missing field(s) 'date'"),
    ("update", {"name": "x", "date": DAY, "value": 1}, "not_found", "User doesn't have an attribute named 'x'"),
    (
        "update",
        {"name": "mood", "date": DAY, "value": 1},
        "unauthorised",
        "Attribute 'mood' does not belong to this service",
    ),
    ("increment", {"name": "walk"}, "missing_field", "Object at index 0 missing field(s) 'value'"),
    ("increment", {"name": "mood", "value": 1}, "unauthorised", "Attribute 'mood' does not belong to this service"),
]


@pytest.mark.parametrize(("number", "words", "name", "taken", "refused", "text"), VALUE_TYPES)
def test_every_value_type_takes_its_own_values_alone(
    josh: httpx.Client,
    demo: DemoServer,
    post: Post,
    number: int,
    words: str,
    name: str,
    taken: list[object],
    refused: list[object],
    text: str,
) -> None:
    demo.set_owner("josh", name, demo.service)
    (row,) = every(josh, "attributes/", {"attributes": name})
    assert (row["value_type"], row["value_type_description"]) == (number, words)
    for value in taken:
        item = {"name": name, "date": DAY, "value": value}
        assert post("update", item).json() == {"success": [item], "failed": []}
        (row,) = every(josh, "attributes/with-values/", {"attributes": name})
        assert row["values"][0]["value"] == value
    for value in [*refused, None]:
        item = {"name": name, "date": DAY, "value": value}
        answer = post("update", item)
        assert answer.status_code == 202
        assert answer.json() == {"success": [], "failed": [{**item, "error_code": "validation", "error": text}]}


@pytest.mark.parametrize(("call", "item", "code", "text"), FAILING)
def test_every_failure_is_the_object_with_its_reason(
    post: Post, call: str, item: dict[str, object], code: str, text: str
) -> None:
    answer = post(call, item)
    assert answer.status_code == 202
    assert answer.json() == {"success": [], "failed": [{**item, "error_code": code, "error": text}]}


@pytest.mark.parametrize("call", ["acquire", "create"])
def test_success_objects_are_whole_attributes(post: Post, call: str) -> None:
    item = {"template": "pomodoros_min", "manual": True}
    (told,) = post(call, item, success_objects="1").json()["success"]
    assert misfit(told, ATTRIBUTE | {"available_services": [SERVICE]}) is None
    assert (told["name"], told["manual"], told["service"]["name"]) == ("pomodoros_min", True, "exist_desktop")


def test_what_a_write_answers(post: Post) -> None:
    made = post("create", {"label": "Tea: green ☕", "group": "food", "value_type": 0, "manual": True}).json()[
        "success"
    ]
    assert made == [
        {"name": "tea_green", "label": "Tea: green ☕", "group": "food", "value_type": 0, "manual": True, "priority": 9}
    ]
    added = post("increment", {"name": "tea_green", "value": 2}).json()
    assert added == {"success": [{"name": "tea_green", "value": 2, "current": 2}], "failed": []}
    assert post("release", {"name": "tea_green"}).json() == {"success": [{"name": "tea_green"}], "failed": []}
