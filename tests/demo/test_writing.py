"""The writing half: totals, differences, and the reasons why an item fails while the others succeed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import httpx
import pytest

from tests.demo.conftest import Clients, Clock, Post
from tests.demo_server import DemoServer

TODAY = date(2026, 11, 22)
DAY = "2026-11-22"


@pytest.fixture(autouse=True)
def _owned(demo: DemoServer) -> None:
    for user in ("josh", "mia"):
        for name in demo.world.accounts[user].attributes:
            demo.set_owner(user, name, demo.service)
    demo.set_owner("josh", "steps", "fitbit")
    demo.set_owner("josh", "energy_level", None)


def reason(answer: httpx.Response) -> tuple[int, str, str]:
    (failed,) = answer.json()["failed"]
    return answer.status_code, failed["error_code"], failed["error"]


def test_an_update_sets_the_days_total(post: Post, demo: DemoServer) -> None:
    answer = post("update", {"name": "coffees", "date": DAY, "value": 5})
    assert answer.status_code == 200
    assert answer.json() == {"success": [{"name": "coffees", "date": DAY, "value": 5}], "failed": []}
    assert demo.world.value("josh", "coffees", TODAY) == 5
    post("update", {"name": "coffees", "date": DAY, "value": 5})
    assert [write.total for write in demo.world.writes("josh", "coffees", TODAY)] == [5, 5]


def test_an_increment_adds_to_the_day_and_tells_the_total(post: Post, demo: DemoServer) -> None:
    before = demo.world.value("josh", "water", TODAY)
    assert isinstance(before, int)
    answer = post("increment", {"name": "water", "date": DAY, "value": 250})
    assert answer.json() == {"success": [{"name": "water", "value": 250, "current": before + 250}], "failed": []}
    post("increment", {"name": "water", "date": DAY, "value": 250})
    assert demo.world.value("josh", "water", TODAY) == before + 500


def test_an_increment_of_an_empty_day_starts_from_nothing(post: Post, demo: DemoServer) -> None:
    empty = TODAY + timedelta(days=1)
    answer = post("increment", {"name": "money_spent", "date": empty.isoformat(), "value": 2.5})
    assert answer.json()["success"][0]["current"] == 2.5
    assert demo.world.value("josh", "money_spent", empty) == 2.5


def test_an_increment_without_a_date_counts_for_the_users_today(
    post: Post, clients: Clients, demo: DemoServer, clock: Clock
) -> None:
    clock.pass_(hours=13)
    post("increment", {"name": "coffees", "value": 1})
    post("increment", {"name": "coffees", "value": 1}, client=clients("mia"))
    assert [(write.user, write.date) for write in demo.world.writes()] == [("josh", "2026-11-23"), ("mia", DAY)]


def test_a_mixed_batch_is_accepted_in_part(post: Post, demo: DemoServer) -> None:
    good = [{"name": "coffees", "date": f"2026-11-{day}", "value": day} for day in range(10, 20)]
    bad = {"name": "coffees", "date": DAY, "value": "many", "note": "kept"}
    answer = post("update", *good[:5], bad, *good[5:])
    assert answer.status_code == 202
    told = answer.json()
    assert sorted(told["success"], key=lambda item: item["date"]) == good
    assert told["failed"] == [{**bad, "error_code": "validation", "error": "Value must be an integer"}]
    assert len(demo.world.writes()) == 10


def test_success_may_come_in_another_order(post: Post) -> None:
    items = [{"name": "coffees", "date": f"2026-10-{day}", "value": 1} for day in range(10, 30)]
    orders = [post("update", *items).json()["success"] for _ in range(2)]
    assert orders[0] != items
    assert orders[0] != orders[1]


@pytest.mark.parametrize(
    ("call", "item", "code", "text"),
    [
        ("update", {"name": "coffees", "date": DAY}, "missing_field", "Object at index 0 missing field(s) 'value'"),
        ("update", {}, "missing_field", "Object at index 0 missing field(s) 'name', 'date', 'value'"),
        ("increment", {"name": "coffees"}, "missing_field", "Object at index 0 missing field(s) 'value'"),
        (
            "update",
            {"name": "cofees", "date": DAY, "value": 1},
            "not_found",
            "User doesn't have an attribute named 'cofees'",
        ),
        ("increment", {"name": 7, "value": 1}, "not_found", "User doesn't have an attribute named '7'"),
        (
            "update",
            {"name": "steps", "date": DAY, "value": 1},
            "unauthorised",
            "Attribute 'steps' does not belong to this service",
        ),
        (
            "update",
            {"name": "energy_level", "date": DAY, "value": 1},
            "unauthorised",
            "Attribute 'energy_level' does not belong to this service",
        ),
        (
            "increment",
            {"name": "steps", "value": 1},
            "unauthorised",
            "Attribute 'steps' does not belong to this service",
        ),
        ("update", {"name": "coffees", "date": "22.11.2026", "value": 1}, "validation", "Date must be in the format"),
        ("update", {"name": "coffees", "date": "2026-11-31", "value": 1}, "validation", "Date must be in the format"),
        ("increment", {"name": "coffees", "date": None, "value": 1}, "validation", "Date must be in the format"),
        ("increment", {"name": "mood_note", "value": 1}, "validation", "cannot be incremented"),
        ("increment", {"name": "stress_level", "value": 1}, "validation", "cannot be incremented"),
        ("increment", {"name": "sleep_end", "value": 1}, "validation", "cannot be incremented"),
        ("increment", {"name": "sleep_start", "value": 1}, "validation", "cannot be incremented"),
        ("increment", {"name": "coffees", "value": 0.5}, "validation", "Value must be an integer"),
        ("increment", {"name": "coffees", "value": None}, "validation", "Value must be an integer"),
        ("increment", {"name": "money_spent", "value": "1"}, "validation", "Value must be a float"),
        ("increment", {"name": "day_well_spent", "value": 1.5}, "validation", "Value must be a float between 0 and 1"),
    ],
)
def test_an_item_that_fails_says_why(
    post: Post, demo: DemoServer, call: str, item: dict[str, Any], code: str, text: str
) -> None:
    answer = post(call, item)
    assert reason(answer)[:2] == (202, code)
    assert text in reason(answer)[2]
    assert demo.world.writes() == []


def test_the_missing_field_is_told_with_its_place(post: Post) -> None:
    items = [{"name": "coffees", "date": DAY, "value": 1}, {"name": "coffees", "value": 1}]
    assert reason(post("update", *items))[2] == "Object at index 1 missing field(s) 'date'"


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_numbers_that_are_none_are_no_json(josh: httpx.Client, demo: DemoServer, number: str) -> None:
    body = f'[{{"name": "money_spent", "date": "{DAY}", "value": {number}}}]'
    answer = josh.post("attributes/update/", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert demo.world.writes() == []


def test_a_value_never_goes_back_to_null(post: Post, demo: DemoServer) -> None:
    empty = {"name": "mood_note", "date": DAY, "value": None}
    assert demo.world.value("josh", "mood_note", TODAY) is None
    assert post("update", empty).status_code == 200
    post("update", {**empty, "value": "Something"})
    assert reason(post("update", empty))[1] == "validation"
    assert demo.world.value("josh", "mood_note", TODAY) == "Something"


@pytest.mark.parametrize("call", ["update", "increment", "acquire", "release", "create"])
def test_a_batch_has_at_most_35_objects(post: Post, demo: DemoServer, call: str) -> None:
    item = {"name": "coffees", "date": DAY, "value": 1}
    answer = post(call, *([item] * 36))
    assert answer.status_code == 400
    assert "35" in answer.json()["detail"]
    assert demo.world.writes() == []
    assert post(call, *([item] * 35)).status_code in {200, 202}


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b'{"name": "coffees"}', "application/json", 400),
        (b"[1]", "application/json", 400),
        (b"[]", "text/plain", 415),
        (b"[]", "application/json", 200),
    ],
)
def test_the_body_is_an_array_of_objects(josh: httpx.Client, body: bytes, kind: str, status: int) -> None:
    answer = josh.post("attributes/update/", content=body, headers={"Content-Type": kind})
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("scopes", "name", "allowed"),
    [
        (["food_write"], "coffees", True),
        (["manual_write"], "coffees", True),
        (["manual_write"], "weight", False),
        (["food_read", "mood_write"], "coffees", False),
    ],
)
def test_writing_needs_the_scope(post: Post, clients: Clients, scopes: list[str], name: str, allowed: bool) -> None:
    answer = post("update", {"name": name, "date": DAY, "value": 1}, client=clients("josh", scopes=scopes))
    if allowed:
        assert answer.status_code == 200
    else:
        group = {"coffees": "food", "weight": "health"}[name]
        text = f"No permission to write to attributes in group '{group}'"
        assert reason(answer) == (202, "not_allowed", text)
