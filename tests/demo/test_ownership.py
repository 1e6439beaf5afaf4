"""Who owns what: acquiring, releasing, creating, and what people do elsewhere."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from exist_desktop.demo.endpoints.ownership import named_after
from tests.demo.conftest import Clients, Post
from tests.demo_server import DemoServer

DAY = "2026-11-22"


def error(answer: httpx.Response) -> str:
    assert answer.status_code == 202
    code: str = answer.json()["failed"][0]["error_code"]
    return code


def shown(client: httpx.Client, name: str) -> dict[str, Any]:
    query = {"attributes": name, "include_inactive": "1", "include_low_priority": "1"}
    (row,) = client.get("attributes/", params=query).json()["results"]
    assert isinstance(row, dict)
    return row


@pytest.mark.parametrize("item", [{"name": "coffees"}, {"template": "coffees"}, {"name": "walk"}, {"name": "mood"}])
def test_acquiring_makes_this_client_the_owner(post: Post, josh: httpx.Client, item: dict[str, str]) -> None:
    answer = post("acquire", item, allow_user_defined="1")
    (name,) = item.values()
    assert answer.json() == {"success": [{**item, "name": name, "active": True}], "failed": []}
    assert shown(josh, name)["service"] == {"name": "exist_desktop", "label": "Exist Desktop"}
    assert post("acquire", item).status_code == 200


def test_acquiring_can_answer_with_whole_attributes(post: Post, josh: httpx.Client) -> None:
    (answer,) = post("acquire", {"name": "coffees"}, success_objects="1").json()["success"]
    assert answer == shown(josh, "coffees")
    assert "exist_desktop" in [service["name"] for service in answer["available_services"]]


@pytest.mark.parametrize("item", [{"template": "pomodoros_min"}, {"label": "Tea", "group": "food", "value_type": 0}])
@pytest.mark.parametrize(("said", "made"), [({}, True), ({"manual": True}, True), ({"manual": False}, False)])
def test_what_is_created_is_manual_unless_it_says_otherwise(
    post: Post, item: dict[str, object], said: dict[str, object], made: bool
) -> None:
    (answer,) = post("create", item | said, success_objects="1").json()["success"]
    assert answer["manual"] is made


def test_manual_is_kept_unless_it_is_sent(post: Post, josh: httpx.Client) -> None:
    post("acquire", {"name": "steps"}, {"name": "coffees"})
    assert (shown(josh, "steps")["manual"], shown(josh, "coffees")["manual"]) == (False, True)
    post("acquire", {"name": "steps", "manual": True})
    assert shown(josh, "steps")["manual"] is True


def test_a_template_that_the_user_lacks_is_created(post: Post, josh: httpx.Client, demo: DemoServer) -> None:
    assert "words_written" not in demo.world.accounts["josh"].attributes
    assert error(post("acquire", {"name": "words_written"})) == "not_found"
    assert post("acquire", {"template": "words_written", "manual": True}).status_code == 200
    row = shown(josh, "words_written")
    assert (row["group"]["name"], row["value_type"], row["manual"], row["active"]) == ("productivity", 0, True, True)
    assert post("increment", {"name": "words_written", "value": 12}).json()["success"][0]["current"] == 12


def test_acquiring_wakes_an_inactive_attribute(post: Post, josh: httpx.Client) -> None:
    assert shown(josh, "tv_min")["active"] is False
    post("acquire", {"name": "tv_min"})
    assert shown(josh, "tv_min")["active"] is True


@pytest.mark.parametrize(
    ("call", "item", "code"),
    [
        ("acquire", {}, "missing_field"),
        ("acquire", {"name": "nothing"}, "not_found"),
        ("acquire", {"template": "nothing"}, "not_found"),
        ("acquire", {"template": "walk"}, "exists"),
        ("acquire", {"name": "coffees", "manual": "yes"}, "validation"),
        ("release", {}, "missing_field"),
        ("release", {"name": "nothing"}, "not_found"),
        ("release", {"name": "steps"}, "unauthorised"),
        ("create", {}, "missing_field"),
        ("create", {"label": "Walk", "group": "custom", "value_type": 7}, "exists"),
        ("create", {"template": "steps"}, "exists"),
        ("create", {"template": "nothing"}, "not_found"),
        ("create", {"label": "New", "group": "nowhere", "value_type": 0}, "validation"),
        ("create", {"label": "New", "group": "custom", "value_type": 6}, "validation"),
        ("create", {"label": "New", "group": "custom", "value_type": 9}, "validation"),
        ("create", {"label": "New", "group": "custom", "value_type": True}, "validation"),
        ("create", {"label": " ", "group": "custom", "value_type": 0}, "validation"),
    ],
)
def test_what_cannot_be_had_is_refused(post: Post, call: str, item: dict[str, Any], code: str) -> None:
    assert error(post(call, item)) == code


def test_a_missing_name_is_told_as_the_documents_do(post: Post) -> None:
    (failed,) = post("acquire", {"title": "mood"}).json()["failed"]
    assert failed == {
        "title": "mood",
        "error_code": "missing_field",
        "error": "Object at index 0 missing field(s) 'name'",
    }


def test_released_steps_go_back_to_a_service_that_can_fill_them(post: Post, josh: httpx.Client) -> None:
    post("acquire", {"name": "steps", "manual": True})
    assert post("release", {"name": "steps"}).json() == {"success": [{"name": "steps"}], "failed": []}
    row = shown(josh, "steps")
    assert (row["service"]["name"], row["manual"], row["active"]) == ("fitbit", False, True)


def test_released_water_has_nowhere_to_go_and_becomes_inactive(post: Post, josh: httpx.Client) -> None:
    post("acquire", {"name": "water"})
    post("release", {"name": "water"})
    row = shown(josh, "water")
    assert (row["service"], row["active"]) == (None, False)


def test_a_new_attribute_gets_its_name_from_the_server(post: Post, josh: httpx.Client) -> None:
    item = {"label": "Time reading", "group": "media", "value_type": 3, "manual": False}
    (made,) = post("create", item).json()["success"]
    assert made == {**item, "name": "time_reading", "priority": 9}
    row = shown(josh, "time_reading")
    assert (row["template"], row["service"]["name"]) == (None, "exist_desktop")
    assert error(post("create", item)) == "exists"
    assert post("update", {"name": "time_reading", "date": DAY, "value": 30}).status_code == 200


def test_a_template_can_be_created(post: Post, josh: httpx.Client) -> None:
    assert post("create", {"template": "pomodoros_min", "manual": True}).json()["success"][0]["name"] == "pomodoros_min"
    assert shown(josh, "pomodoros_min")["template"] == "pomodoros_min"


@pytest.mark.parametrize(
    ("label", "name"), [("Coffee: late!", "coffee_late"), ("Büro ☕", "buro"), ("  7 days  ", "7_days")]
)
def test_names_are_plain(label: str, name: str) -> None:
    assert named_after(label) == name


@pytest.mark.parametrize("label", ["قهوة", "🪴", "…"])
def test_a_label_without_letters_still_gets_a_name(label: str) -> None:
    assert named_after(label).isascii()
    assert named_after(label).startswith("custom_")


@pytest.mark.parametrize(
    ("call", "item"),
    [
        ("acquire", {"name": "steps"}),
        ("acquire", {"template": "words_written"}),
        ("release", {"name": "steps"}),
        ("create", {"label": "New", "group": "activity", "value_type": 0}),
    ],
)
def test_ownership_needs_the_write_scope(
    post: Post, clients: Clients, demo: DemoServer, call: str, item: dict[str, Any]
) -> None:
    before = set(demo.world.accounts["josh"].attributes)
    assert error(post(call, item, client=clients("josh", scopes=["activity_read", "mood_write"]))) == "not_allowed"
    assert set(demo.world.accounts["josh"].attributes) == before


def test_ownership_taken_elsewhere_stops_our_writes(post: Post, demo: DemoServer) -> None:
    post("acquire", {"name": "water"})
    demo.set_owner("josh", "water", "oura")
    assert error(post("increment", {"name": "water", "value": 250})) == "unauthorised"


def test_one_persons_attributes_are_not_anothers(post: Post, clients: Clients, demo: DemoServer) -> None:
    post("acquire", {"name": "coffees"})
    answer = post("update", {"name": "coffees", "date": DAY, "value": 1}, client=clients("mia"))
    assert error(answer) == "unauthorised"
    assert demo.world.writes("mia") == []
