"""The reading half of the API, row by row: lists, filters, pages, scopes and days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import httpx
import pytest

from exist_desktop.demo.people.catalogue import GROUPS, TEMPLATES, ValueType
from exist_desktop.demo.people.people import DAYS_TOLD
from tests.demo.conftest import Clients, Clock
from tests.demo_server import DemoServer

TODAY = date(2026, 11, 22)


def listed(client: httpx.Client, call: str = "attributes/", **query: object) -> list[dict[str, Any]]:
    answer = client.get(call, params={"limit": 100, **{name: str(value) for name, value in query.items()}})
    assert answer.status_code == 200, answer.text
    rows: list[dict[str, Any]] = answer.json()["results"]
    return rows


def names(rows: list[dict[str, Any]]) -> set[str]:
    return {row["name"] for row in rows}


def test_the_profile_needs_no_scope_and_tells_the_users_time(clients: Clients) -> None:
    profile = clients("josh", scopes=[]).get("accounts/profile/").json()
    assert profile["username"] == "josh"
    assert profile["timezone"] == "Australia/Melbourne"
    assert profile["local_time"] == "2026-11-22T12:00:00.000+11:00"
    assert not any(profile[name] for name in profile if name.startswith("imperial_"))


def test_mia_measures_in_imperial_units(clients: Clients) -> None:
    profile = clients("mia").get("accounts/profile/").json()
    flags = {name: value for name, value in profile.items() if name.startswith("imperial_")}
    assert set(flags) == {f"imperial_{unit}" for unit in ("distance", "weight", "energy", "liquid", "temperature")}
    assert all(flags.values())


def test_an_attribute_tells_all_there_is_to_know(josh: httpx.Client) -> None:
    (steps,) = listed(josh, attributes="steps")
    assert steps == {
        "group": {"name": "activity", "label": "Activity", "priority": 1},
        "template": "steps",
        "name": "steps",
        "label": "Steps",
        "priority": 1,
        "manual": False,
        "active": True,
        "value_type": 0,
        "value_type_description": "Integer",
        "service": {"name": "fitbit", "label": "Fitbit"},
        "available_services": [
            {"name": "fitbit", "label": "Fitbit"},
            {"name": "oura", "label": "Oura"},
            {"name": "withings", "label": "Withings"},
        ],
    }


def test_only_lists_without_values_name_the_available_services(josh: httpx.Client) -> None:
    assert all("available_services" not in row for row in listed(josh, "attributes/with-values/"))
    assert all("values" not in row for row in listed(josh))


@pytest.mark.parametrize(
    ("user", "mood_type", "description"), [("josh", 0, "Integer"), ("mia", 8, "Integer scale (1-9)")]
)
def test_mood_is_typed_in_exists_own_application(clients: Clients, user: str, mood_type: int, description: str) -> None:
    mood, note = listed(clients(user), attributes="mood,mood_note")
    assert (mood["value_type"], mood["value_type_description"]) == (mood_type, description)
    assert note["label"] == "Daily note"
    assert mood["manual"]
    assert note["manual"]
    assert mood["service"]["name"] == note["service"]["name"] == "exist_for_android"


@pytest.mark.parametrize("user", ["josh", "mia"])
def test_every_value_type_and_every_group_is_there(clients: Clients, user: str) -> None:
    rows = listed(clients(user), include_inactive=1, include_low_priority=1)
    assert {row["value_type"] for row in rows} == {int(each) for each in ValueType}
    assert {row["group"]["name"] for row in rows} == set(GROUPS)
    tags = [row for row in rows if row["group"]["name"] == "custom" and row["value_type"] == 7]
    assert len(tags) > 5
    assert all(tag["template"] is None and tag["group"]["label"] == "Custom tags" for tag in tags)
    assert any(not row["label"].isascii() for row in rows)
    assert any(len(row["label"]) > 80 for row in rows)
    assert any(row["service"] is None for row in rows)


def test_groups_that_tie_keep_together_in_the_servers_order(josh: httpx.Client) -> None:
    rows = listed(josh)
    groups = list(dict.fromkeys(row["group"]["name"] for row in rows))
    assert groups[:5] == ["activity", "productivity", "mood", "custom", "sleep"]
    assert [GROUPS[name].priority for name in groups[2:5]] == [3, 3, 3]
    order = [(row["group"]["priority"], groups.index(row["group"]["name"]), row["priority"]) for row in rows]
    assert order == sorted(order)


def test_pages_are_twenty_long_and_lead_to_each_other(josh: httpx.Client, demo: DemoServer) -> None:
    first = josh.get("attributes/", params={"manual": "true"}).json()
    assert len(first["results"]) == 20
    assert first["previous"] is None
    assert first["next"].startswith(f"{demo.base_url}/api/2/attributes/?")
    second = josh.get(first["next"]).json()
    assert second["previous"] is not None
    assert josh.get(second["previous"]).json()["results"] == first["results"]
    assert all(row["manual"] for row in second["results"])
    assert names(first["results"]).isdisjoint(names(second["results"]))


def test_a_page_holds_a_hundred_at_most(josh: httpx.Client) -> None:
    answer = josh.get("attributes/values/", params={"attribute": "steps", "limit": 500}).json()
    assert len(answer["results"]) == 100
    assert answer["count"] == DAYS_TOLD


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("attributes/", {"page": "99"}, 404),
        ("attributes/", {"page": "0"}, 400),
        ("attributes/", {"limit": "many"}, 400),
        ("attributes/", {"manual": "perhaps"}, 400),
        ("attributes/with-values/", {"days": "0"}, 400),
        ("attributes/with-values/", {"days": "32"}, 400),
        ("attributes/with-values/", {"date_max": "20261122"}, 400),
        ("attributes/with-values/", {"date_max": "yesterday"}, 400),
        ("attributes/values/", {}, 400),
        ("attributes/values/", {"attribute": "nothing"}, 404),
        ("attributes", {}, 404),
        ("nothing/", {}, 404),
        ("attributes/update/", {}, 405),
    ],
)
def test_what_cannot_be_meant_is_turned_down(josh: httpx.Client, path: str, query: dict[str, str], status: int) -> None:
    answer = josh.get(path, params=query)
    assert answer.status_code == status
    assert set(answer.json()) == {"detail"}


@pytest.mark.parametrize("yes", ["true", "1", "True"])
def test_hidden_attributes_are_shown_when_asked_for(josh: httpx.Client, yes: str) -> None:
    assert {"cycle_min", "mastodon_boosts"}.isdisjoint(names(listed(josh)))
    inactive = {row["name"]: row for row in listed(josh, include_inactive=yes)}
    assert inactive["cycle_min"]["active"] is False
    assert "mastodon_boosts" not in inactive
    low = {row["name"]: row for row in listed(josh, include_low_priority=yes)}
    assert low["mastodon_boosts"]["priority"] >= 10
    assert "cycle_min" not in low


def test_lists_can_be_narrowed(josh: httpx.Client) -> None:
    assert {row["group"]["name"] for row in listed(josh, groups="mood,food")} == {"mood", "food"}
    assert names(listed(josh, attributes="steps,coffees,nothing")) == {"steps", "coffees"}
    assert all(row["template"] for row in listed(josh, exclude_custom="true"))
    assert all(row["manual"] is False for row in listed(josh, manual="0"))
    assert listed(josh, owned="true") == listed(josh, "attributes/owned/") == []


def test_owned_lists_what_this_client_acquired(josh: httpx.Client) -> None:
    josh.post("attributes/acquire/", json=[{"name": "coffees"}, {"name": "walk"}])
    assert names(listed(josh, "attributes/owned/")) == {"coffees", "walk"}
    assert names(listed(josh, owned="1")) == {"coffees", "walk"}
    assert names(listed(josh, "attributes/owned/", exclude_custom="1")) == {"coffees"}


def test_templates_tell_what_the_service_knows(josh: httpx.Client) -> None:
    usual = listed(josh, "attributes/templates/")
    everything = listed(josh, "attributes/templates/", include_low_priority="true")
    assert names(usual) < names(everything) == set(TEMPLATES)
    assert {row["group"]["name"] for row in listed(josh, "attributes/templates/", groups="sleep")} == {"sleep"}
    (water,) = [row for row in usual if row["name"] == "water"]
    assert (water["value_type"], water["value_type_description"]) == (0, "Integer")


@pytest.mark.parametrize(
    ("scopes", "seen", "absent"),
    [
        (["mood_read"], {"mood", "mood_note"}, {"steps", "coffees"}),
        (["manual_read"], {"mood", "coffees", "walk"}, {"steps", "sleep"}),
        (["mood_write"], set(), {"mood", "steps"}),
        ([], set(), {"mood", "steps"}),
    ],
)
def test_what_the_scopes_leave_out_is_absent(
    clients: Clients, scopes: list[str], seen: set[str], absent: set[str]
) -> None:
    client = clients("josh", scopes=scopes)
    for call in ("attributes/", "attributes/with-values/"):
        found = names(listed(client, call))
        assert seen <= found
        assert absent.isdisjoint(found)
    for name in absent:
        assert client.get("attributes/values/", params={"attribute": name}).status_code == 404


def test_values_come_newest_first_with_every_day_present(josh: httpx.Client) -> None:
    for row in listed(josh, "attributes/with-values/", days=31):
        days = [TODAY - timedelta(days=back) for back in range(31)]
        assert [value["date"] for value in row["values"]] == [day.isoformat() for day in days]


def test_one_day_is_the_default_and_date_max_moves_it(josh: httpx.Client) -> None:
    (today,) = listed(josh, "attributes/with-values/", attributes="steps")
    assert [value["date"] for value in today["values"]] == ["2026-11-22"]
    (before,) = listed(josh, "attributes/with-values/", attributes="steps", days=2, date_max="2026-03-01")
    assert [value["date"] for value in before["values"]] == ["2026-03-01", "2026-02-28"]


def test_with_values_can_be_narrowed(josh: httpx.Client) -> None:
    call = "attributes/with-values/"
    assert {row["group"]["name"] for row in listed(josh, call, groups="weather")} == {"weather"}
    assert names(listed(josh, call, templates="steps,water")) == {"steps", "water"}
    assert all(row["manual"] for row in listed(josh, call, manual="true"))
    assert "weather_wind_speed" not in names(listed(josh, call))
    assert names(listed(josh, call, attributes="weather_wind_speed,cycle_min")) == {"weather_wind_speed", "cycle_min"}


def test_all_values_of_one_attribute(josh: httpx.Client) -> None:
    query = {"attribute": "steps", "limit": "100"}
    last_page = -(-DAYS_TOLD // 100)
    pages = [
        josh.get("attributes/values/", params={**query, "page": str(page)}).json() for page in range(1, last_page + 1)
    ]
    rows = [row for page in pages for row in page["results"]]
    assert [row["date"] for row in rows] == [(TODAY - timedelta(days=back)).isoformat() for back in range(DAYS_TOLD)]
    assert pages[-1]["next"] is None
    earlier = josh.get("attributes/values/", params={"attribute": "steps", "date_max": "2026-01-01"}).json()
    assert earlier["results"][0]["date"] == "2026-01-01"


def test_the_day_is_the_users_own(clients: Clients, clock: Clock, demo: DemoServer) -> None:
    assert demo.today("josh") == demo.today("mia") == TODAY
    clock.pass_(hours=13)
    for user, day in (("josh", "2026-11-23"), ("mia", "2026-11-22")):
        (steps,) = listed(clients(user), "attributes/with-values/", attributes="steps")
        assert steps["values"][0]["date"] == day


def test_three_hundred_requests_an_hour_and_no_more(clients: Clients, clock: Clock) -> None:
    josh, mia = clients("josh"), clients("mia")
    for _ in range(300):
        assert josh.get("accounts/profile/").status_code == 200
    refused = josh.get("accounts/profile/")
    assert (refused.status_code, refused.content) == (429, b"")
    assert "retry-after" not in refused.headers
    assert mia.get("accounts/profile/").status_code == 200
    clock.pass_(minutes=59)
    assert josh.get("accounts/profile/").status_code == 429
    clock.pass_(minutes=1)
    assert josh.get("accounts/profile/").status_code == 200


def test_the_limit_may_tell_how_long_to_wait(josh: httpx.Client, control: httpx.Client, clock: Clock) -> None:
    control.post("limit", json={"hourly": 1, "tells_wait": True})
    josh.get("accounts/profile/")
    clock.pass_(minutes=50)
    assert josh.get("accounts/profile/").headers["retry-after"] == "600"


def test_the_date_header_is_the_servers_clock(josh: httpx.Client) -> None:
    assert josh.get("accounts/profile/").headers["date"] == "Sun, 22 Nov 2026 01:00:00 GMT"


@pytest.mark.parametrize("asked", ["2026-11-23", "2027-01-01", "9999-12-31"])
def test_no_list_goes_beyond_today(josh: httpx.Client, asked: str) -> None:
    (row,) = listed(josh, "attributes/with-values/", attributes="steps", days=3, date_max=asked)
    assert [value["date"] for value in row["values"]] == ["2026-11-22", "2026-11-21", "2026-11-20"]
    newest = josh.get("attributes/values/", params={"attribute": "steps", "limit": 1, "date_max": asked}).json()
    assert newest["results"][0]["date"] == "2026-11-22"


def test_a_day_of_tomorrow_is_listed_when_it_has_come(josh: httpx.Client, demo: DemoServer, clock: Clock) -> None:
    demo.edit("josh", "coffees", date(2026, 11, 23), 3)
    first = {"attribute": "coffees", "limit": "1"}
    assert josh.get("attributes/values/", params=first).json()["results"][0]["date"] == "2026-11-22"
    clock.pass_(days=1)
    assert josh.get("attributes/values/", params=first).json()["results"] == [{"date": "2026-11-23", "value": 3}]


def test_the_first_day_of_all_ends_a_list(josh: httpx.Client) -> None:
    (row,) = listed(josh, "attributes/with-values/", attributes="steps", days=31, date_max="0001-01-02")
    assert [value["date"] for value in row["values"]] == ["0001-01-02", "0001-01-01"]
