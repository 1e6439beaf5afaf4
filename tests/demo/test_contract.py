"""Reading, held against the documents of the API row by row. The tables are the documents, told once more here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import httpx
import pytest

from exist_desktop.demo.server.tokens import ALL_SCOPES
from tests.demo.conftest import Clients
from tests.demo.shapes import ATTRIBUTE, SERVICE, every, misfit
from tests.demo_server import DemoServer

DAY = "2026-11-22"

LISTED = ATTRIBUTE | {"available_services": [SERVICE]}
DATED = {"date": date, "value": (int, float, str, None)}
FLAGS = ("imperial_distance", "imperial_weight", "imperial_energy", "imperial_liquid", "imperial_temperature")
NAMES = ("username", "first_name", "last_name", "timezone", "local_time")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CORRELATION: dict[str, object] = {
    **dict.fromkeys(("period", "offset", "stars"), int),
    **dict.fromkeys(("value", "p", "percentage"), float),
    **dict.fromkeys(
        ("attribute", "attribute2", "second_person", "strength_description", "stars_description"),
        str,
    ),
    **dict.fromkeys(("attribute_category", "description", "occurrence", "rating"), (str, None)),
    "date": date,
    "second_person_elements": [str],
}
INSIGHT_ATTRIBUTE = {name: ATTRIBUTE[name] for name in ("group", "name", "label", "priority")} | {
    "value_type": int,
    "value_type_description": str,
}
INSIGHT = {
    "created": str,
    "target_date": (date, None),
    "type": {"name": str, "period": int, "priority": int, "attribute": INSIGHT_ATTRIBUTE},
    "html": str,
    "text": str,
}

# Each reading call: a query that it needs, and the shape of one result. A tuple is a choice, a list holds one shape.
READING: dict[str, tuple[dict[str, str], object]] = {
    "attributes/": ({}, LISTED),
    "attributes/owned/": ({}, LISTED),
    "attributes/templates/": (
        {},
        {name: ATTRIBUTE[name] for name in ("group", "name", "label", "priority", "value_type")}
        | {"value_type_description": str},
    ),
    "attributes/with-values/": ({}, ATTRIBUTE | {"values": [DATED]}),
    "attributes/values/": ({"attribute": "steps"}, DATED),
    "averages/": (
        {},
        {"attribute": str, "date": date, "overall": float, **dict.fromkeys(WEEKDAYS, (float, None))},
    ),
    "insights/": ({}, INSIGHT),
    "correlations/": ({}, CORRELATION),
}
SINGLE: dict[str, tuple[dict[str, str], object]] = {
    "accounts/profile/": (
        {},
        {**dict.fromkeys((*FLAGS, "trial", "delinquent"), bool), **dict.fromkeys(NAMES, str), "avatar": (str, None)},
    ),
    "correlations/combo/": ({"attribute": "steps", "attribute2": "steps_distance"}, CORRELATION),
}

Check = Callable[[dict[str, Any]], bool]

# Each filter of each call: the query, and what is then true of every result. Paging is a row of its own below.
FILTERS: list[tuple[str, dict[str, str], Check]] = [
    ("attributes/", {"groups": "mood,food"}, lambda row: row["group"]["name"] in {"mood", "food"}),
    ("attributes/", {"attributes": "steps,walk"}, lambda row: row["name"] in {"steps", "walk"}),
    ("attributes/", {"exclude_custom": "true"}, lambda row: row["template"] is not None),
    ("attributes/", {"manual": "1"}, lambda row: row["manual"] is True),
    ("attributes/", {"manual": "0"}, lambda row: row["manual"] is False),
    ("attributes/", {"owned": "true"}, lambda row: row["service"]["name"] == "exist_desktop"),
    ("attributes/", {}, lambda row: row["active"] and row["priority"] < 10),
    ("attributes/", {"include_inactive": "1"}, lambda row: row["priority"] < 10),
    ("attributes/", {"include_low_priority": "1"}, lambda row: row["active"]),
    ("attributes/owned/", {"groups": "food"}, lambda row: row["name"] == "coffees"),
    ("attributes/owned/", {"attributes": "walk"}, lambda row: row["name"] == "walk"),
    ("attributes/owned/", {"exclude_custom": "1"}, lambda row: row["name"] == "coffees"),
    ("attributes/owned/", {"manual": "true"}, lambda row: row["name"] in {"coffees", "walk"}),
    ("attributes/owned/", {"include_inactive": "1"}, lambda row: row["service"]["name"] == "exist_desktop"),
    ("attributes/owned/", {"include_low_priority": "1"}, lambda row: row["service"]["name"] == "exist_desktop"),
    ("attributes/templates/", {}, lambda row: row["priority"] < 10),
    ("attributes/templates/", {"groups": "sleep"}, lambda row: row["group"]["name"] == "sleep"),
    ("attributes/with-values/", {}, lambda row: [each["date"] for each in row["values"]] == [DAY]),
    ("attributes/with-values/", {"days": "31"}, lambda row: len(row["values"]) == 31),
    ("attributes/with-values/", {"date_max": "2026-05-01"}, lambda row: row["values"][0]["date"] == "2026-05-01"),
    ("attributes/with-values/", {"groups": "mood"}, lambda row: row["group"]["name"] == "mood"),
    ("attributes/with-values/", {"attributes": "water"}, lambda row: row["name"] == "water"),
    ("attributes/with-values/", {"templates": "water"}, lambda row: row["template"] == "water"),
    ("attributes/with-values/", {"manual": "false"}, lambda row: row["manual"] is False),
    ("attributes/values/", {"attribute": "steps", "date_max": "2026-05-01"}, lambda row: row["date"] <= "2026-05-01"),
    ("averages/", {"groups": "sleep"}, lambda row: row["attribute"].startswith(("sleep", "time_in_bed"))),
    ("averages/", {"attributes": "steps"}, lambda row: row["attribute"] == "steps"),
    ("averages/", {"date_max": "2026-05-01"}, lambda row: row["date"] <= "2026-05-01"),
    (
        "averages/",
        {"attributes": "steps", "include_historical": "1", "date_min": "2026-05-01"},
        lambda row: row["date"] >= "2026-05-01",
    ),
    ("insights/", {"priority": "1"}, lambda row: row["type"]["priority"] == 1),
    ("insights/", {"priority": "2"}, lambda row: row["type"]["priority"] == 2),
    ("insights/", {"priority": "3"}, lambda row: row["type"]["priority"] == 3),
    ("insights/", {"priority": "4"}, lambda row: row["type"]["priority"] == 4),
    ("insights/", {"date_min": "2026-11-10", "priority": "2"}, lambda row: row["target_date"] >= "2026-11-10"),
    ("insights/", {"date_max": "2026-05-01", "priority": "2"}, lambda row: row["target_date"] <= "2026-05-01"),
    ("correlations/", {"strong": "1"}, lambda row: abs(row["value"]) >= 0.5),
    ("correlations/", {"confident": "true"}, lambda row: row["stars"] == 5),
    ("correlations/", {"attribute": "mood"}, lambda row: "mood" in {row["attribute"], row["attribute2"]}),
]

# The service's templates by group, with their value types.
TEMPLATES = {
    "activity": "steps 0, steps_active_min 3, steps_elevation 1, floors 0, steps_distance 1, stand_hours 0,"
    " cycle_min 3, cycle_distance 1, active_energy 1",
    "workouts": "workouts 0, workouts_min 3, workouts_distance 1",
    "productivity": "productive_min 3, neutral_min 3, distracting_min 3, commits 0, tasks_completed 0,"
    " words_written 0, emails_sent 0, emails_received 0, pomodoros_min 3, keystrokes 0",
    "food": "coffees 0, alcoholic_drinks 0, energy 1, water 0, carbohydrates 1, fat 1, fibre 1, protein 1, sugar 1,"
    " sodium 1, cholesterol 1, caffeine 1",
    "finance": "money_spent 1",
    "mood": "mood 8, mood_note 2, energy_level 8, stress_level 8",
    "sleep": "sleep 3, time_in_bed 3, sleep_light 3, sleep_deep 3, sleep_rem 3, sleep_start 6, sleep_end 4,"
    " sleep_awakenings 0",
    "events": "events 0, events_duration 3",
    "health": "weight 1, body_fat 5, lean_mass 1, heartrate 0, heartrate_max 0, heartrate_variability 0,"
    " heartrate_resting 0, meditation_min 3, menstrual_flow 0, sexual_activity 0",
    "location": "checkins 0, location 2",
    "media": "tracks 0, articles_read 0, pages_read 0, mobile_screen_min 3, gaming_min 3, tv_min 3, movies_min 3",
    "social": "facebook_posts 0, facebook_comments 0, facebook_reactions 0, mastodon_posts 0, mastodon_replies 0,"
    " mastodon_boosts 0, mastodon_favourites 0, tweets 0, twitter_mentions 0, twitter_username 2",
    "weather": "weather_temp_max 1, weather_temp_min 1, weather_precipitation 1, weather_cloud_cover 5,"
    " weather_wind_speed 1, weather_summary 2, weather_icon 2, day_length 3",
}


@pytest.fixture(autouse=True)
def _owned(demo: DemoServer) -> None:
    demo.set_owner("josh", "coffees", demo.service)
    demo.set_owner("josh", "walk", demo.service)


@pytest.mark.parametrize("path", READING)
def test_every_list_is_paged_and_of_its_shape(josh: httpx.Client, path: str) -> None:
    query, shape = READING[path]
    page = josh.get(path, params=query).json()
    assert set(page) == {"count", "next", "previous", "results"}
    rows = every(josh, path, query)
    assert page["count"] == len(rows) > 0
    assert page["results"] == rows[:20]
    assert [told for row in rows if (told := misfit(row, shape, path))] == []
    assert josh.get(path, params={**query, "page": "2", "limit": "1"}).json()["results"] == rows[1:2]
    assert len(josh.get(path, params={**query, "limit": "1000"}).json()["results"]) == min(100, len(rows))


@pytest.mark.parametrize("path", SINGLE)
def test_every_single_answer_is_of_its_shape(josh: httpx.Client, path: str) -> None:
    query, shape = SINGLE[path]
    assert misfit(josh.get(path, params=query).json(), shape, path) is None


@pytest.mark.parametrize(("path", "query", "holds"), FILTERS, ids=[f"{path}?{query}" for path, query, _ in FILTERS])
def test_every_filter_lets_through_what_it_says(
    josh: httpx.Client, path: str, query: dict[str, str], holds: Check
) -> None:
    rows = every(josh, path, query)
    assert rows
    assert [row for row in rows if not holds(row)] == []


@pytest.mark.parametrize("path", [*READING, *SINGLE])
@pytest.mark.parametrize(("header", "status"), [({}, 401), ({"Authorization": "Bearer x"}, 401)])
def test_every_reading_call_needs_a_token(demo: DemoServer, path: str, header: dict[str, str], status: int) -> None:
    answer = httpx.get(f"{demo.base_url}/api/2/{path}", headers=header)
    assert answer.status_code == status
    assert set(answer.json()) == {"detail"}


@pytest.mark.parametrize(
    "path", [path for path in READING if path not in {"attributes/templates/", "attributes/values/"}]
)
def test_what_no_scope_covers_is_absent_from_every_list(clients: Clients, path: str) -> None:
    assert every(clients("josh", scopes=[]), path, {}) == []
    assert every(clients("josh", scopes=["food_write"]), path, {}) == []


@pytest.mark.parametrize("path", ["averages/", "insights/", "correlations/"])
def test_findings_keep_to_the_read_scopes(clients: Clients, path: str) -> None:
    client = clients("josh", scopes=["sleep_read"])
    sleep = {row["name"] for row in every(client, "attributes/", {"include_inactive": "1"})}
    for row in every(client, path, {}):
        told = row["type"]["attribute"]["name"] if path == "insights/" else row["attribute"]
        assert {told, row.get("attribute2", told)} <= sleep


@pytest.mark.parametrize("number", ["0", "5", "x"])
def test_an_insight_has_no_such_priority(josh: httpx.Client, number: str) -> None:
    assert josh.get("insights/", params={"priority": number}).status_code == 400


@pytest.mark.parametrize("group", TEMPLATES)
def test_every_template_is_there_with_its_type(josh: httpx.Client, group: str) -> None:
    rows = every(josh, "attributes/templates/", {"groups": group, "include_low_priority": "true"})
    assert sorted(f"{row['name']} {row['value_type']}" for row in rows) == sorted(TEMPLATES[group].split(", "))


def test_there_is_no_other_template(josh: httpx.Client) -> None:
    rows = every(josh, "attributes/templates/", {"include_low_priority": "true"})
    assert {row["group"]["name"] for row in rows} == set(TEMPLATES)


def test_the_scopes_are_read_and_write_of_each_group_and_of_what_is_typed() -> None:
    assert {*TEMPLATES, "symptoms", "medication", "custom", "manual"} == {
        scope.rpartition("_")[0] for scope in ALL_SCOPES
    }
    assert len(ALL_SCOPES) == 2 * (len(TEMPLATES) + 4)
