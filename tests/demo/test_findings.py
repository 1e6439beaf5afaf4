"""Averages, insights and correlations: worked out from the account's own values, here once more and in another way."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from statistics import correlation, median
from typing import Any

import httpx
import pytest

from exist_desktop.demo.people.correlations import coincidence, rank_correlation
from tests.demo.conftest import Clients, Clock
from tests.demo.shapes import Rows, every
from tests.demo_server import DemoServer

MONDAY = date(2026, 11, 16)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def values(client: httpx.Client, name: str) -> dict[date, Any]:
    rows = every(client, "attributes/values/", {"attribute": name})
    return {date.fromisoformat(row["date"]): row["value"] for row in rows if row["value"] is not None}


def averages(client: httpx.Client, **query: str) -> Rows:
    return every(client, "averages/", query)


@pytest.mark.parametrize("name", ["steps", "mood", "sleep_end", "body_fat", "coffees"])
def test_averages_are_the_medians_of_sixty_days(josh: httpx.Client, name: str) -> None:
    (row,) = averages(josh, attributes=name)
    assert row["date"] == MONDAY.isoformat()
    held = {on: value for on, value in values(josh, name).items() if MONDAY - timedelta(days=60) <= on < MONDAY}
    assert row["overall"] == median(held.values())
    for number, weekday in enumerate(WEEKDAYS):
        assert row[weekday] == median(value for on, value in held.items() if on.weekday() == number)


def test_text_and_tags_have_no_average(josh: httpx.Client) -> None:
    assert averages(josh, attributes="mood_note,walk,location") == []


def test_past_weeks_are_told_when_they_are_asked_for(josh: httpx.Client) -> None:
    rows = averages(josh, attributes="steps", include_historical="true")
    assert [row["date"] for row in rows[:3]] == ["2026-11-16", "2026-11-09", "2026-11-02"]
    assert 45 < len(rows) < 53
    (then,) = averages(josh, attributes="steps", date_max="2026-06-10")
    assert then["date"] == "2026-06-08"
    assert then in rows
    span = {"include_historical": "1", "date_min": "2026-06-01", "date_max": "2026-06-15", "attributes": "steps"}
    assert [row["date"] for row in averages(josh, **span)] == ["2026-06-15", "2026-06-08", "2026-06-01"]


def test_the_attribute_has_two_names(clients: Clients, control: httpx.Client) -> None:
    josh, mia = clients("josh"), clients("mia")
    assert all("attribute" in row for row in averages(josh))
    assert all("user_attribute" in row and "attribute" not in row for row in averages(mia))
    control.post("averages", json={"user": "josh", "key": "user_attribute"})
    assert averages(josh, attributes="steps")[0]["user_attribute"] == "steps"
    assert control.post("averages", json={"user": "josh", "key": "name"}).status_code == 400


def test_averages_follow_the_values_and_the_weeks(josh: httpx.Client, demo: DemoServer, clock: Clock) -> None:
    for back in range(1, 61):
        demo.edit("josh", "coffees", MONDAY - timedelta(days=back), 40)
    (row,) = averages(josh, attributes="coffees")
    assert {row[name] for name in ("overall", *WEEKDAYS)} == {40.0}
    clock.pass_(days=1)
    assert averages(josh, attributes="coffees")[0]["date"] == "2026-11-23"


def test_correlations_are_of_ranks(josh: httpx.Client) -> None:
    (pair,) = [josh.get("correlations/combo/", params={"attribute": "mood", "attribute2": "sleep"}).json()]
    one, other = values(josh, pair["attribute"]), values(josh, pair["attribute2"])
    days = [MONDAY - timedelta(days=back) for back in range(1, 91)]
    both = [on for on in days if on in one and on in other]
    assert pair["period"] == len(both)
    expected = correlation(places([one[on] for on in both]), places([other[on] for on in both]))
    assert pair["value"] == pytest.approx(expected)
    assert pair["percentage"] == pytest.approx(100 * abs(expected))
    assert 0 < pair["p"] < 1e-4
    assert pair["stars"] == 5


def places(numbers: list[float]) -> list[float]:
    return [sum(other < each for other in numbers) + sum(other == each for other in numbers) / 2 for each in numbers]


def test_a_pair_is_found_in_any_order_or_not_at_all(josh: httpx.Client, clients: Clients) -> None:
    there = {"attribute": "steps", "attribute2": "floors"}
    back = {"attribute": "floors", "attribute2": "steps"}
    assert josh.get("correlations/combo/", params=there).json() == josh.get("correlations/combo/", params=back).json()
    for absent in ({**there, "attribute2": "nothing"}, {**there, "attribute2": "steps"}):
        answer = josh.get("correlations/combo/", params=absent)
        assert (answer.status_code, answer.json()) == (404, {"detail": "Not found."})
    assert josh.get("correlations/combo/", params={"attribute": "steps"}).status_code == 400
    unseen = {"attribute": "steps", "attribute2": "floors"}
    assert clients("josh", scopes=["mood_read"]).get("correlations/combo/", params=unseen).status_code == 404


def test_correlations_come_with_a_sentence_that_names_no_cause(josh: httpx.Client) -> None:
    rows = every(josh, "correlations/", {})
    assert {row["offset"] for row in rows} == {0, -1}
    for row in rows:
        first, link, second = row["second_person_elements"]
        assert row["second_person"] == f"{first} {link} {second}."
        assert link == ("when", "on days after")[-row["offset"]]
        assert row["p"] < 0.05
        assert row["stars"] in {3, 4, 5}
    assert [abs(row["value"]) for row in rows] == sorted((abs(row["value"]) for row in rows), reverse=True)


def test_a_day_later_is_compared_with_the_day_before(josh: httpx.Client) -> None:
    pair = next(row for row in every(josh, "correlations/", {}) if row["offset"] == -1)
    one, other = values(josh, pair["attribute"]), values(josh, pair["attribute2"])
    days = [MONDAY - timedelta(days=back) for back in range(2, 91)]
    both = [on for on in days if on in one and on + timedelta(days=1) in other]
    expected = correlation(places([one[on] for on in both]), places([other[on + timedelta(days=1)] for on in both]))
    assert pair["value"] == pytest.approx(expected)


def test_what_never_changes_goes_with_nothing() -> None:
    assert rank_correlation([1, 1, 1], [1, 2, 3]) is None
    assert rank_correlation([1, 2, 3], [10, 20, 40]) == pytest.approx(1)
    assert rank_correlation([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)
    assert coincidence(0.0, 90) == 1
    assert 0.01 < coincidence(0.22, 90) < 0.05
    assert math.isfinite(coincidence(1.0, 90))


def test_insights_come_newest_first_and_never_from_the_future(josh: httpx.Client, clock: Clock) -> None:
    rows = every(josh, "insights/", {})
    created = [datetime.fromisoformat(row["created"]) for row in rows]
    assert created == sorted(created, reverse=True)
    assert created[0] <= datetime.fromtimestamp(clock(), UTC)
    assert {row["type"]["priority"] for row in rows} == {1, 2, 3, 4}
    names = {row["type"]["name"] for row in rows}
    assert {"dow_sleep", "steps_best_since_x", "steps_worst_since_x", "steps_average_best_streak"} <= names
    assert {"steps_total_week", "sleep_total_month", "mood_average_week", "mood_logged_streak"} <= names


def test_a_record_is_one(josh: httpx.Client) -> None:
    steps = values(josh, "steps")
    records = [
        row for row in every(josh, "insights/", {"priority": "2"}) if row["type"]["name"] == "steps_best_since_x"
    ]
    assert records
    for row in records:
        on = date.fromisoformat(row["target_date"])
        told, value = row["text"].split("\r\n")
        since = int(told.split()[-2])
        assert value == f"{steps[on]:,}"
        assert all(steps.get(on - timedelta(days=back), 0) < steps[on] for back in range(1, since))


def test_a_week_is_its_sum(josh: httpx.Client) -> None:
    steps = values(josh, "steps")
    rows = every(josh, "insights/", {"priority": "3", "date_min": "2026-11-16"})
    (week,) = [row for row in rows if row["type"]["name"] == "steps_total_week"]
    total = sum(steps.get(MONDAY - timedelta(days=back), 0) for back in range(1, 8))
    assert (week["target_date"], week["type"]["period"]) == (None, 7)
    assert week["text"].startswith(f"Steps: {total:,} in all last week\r\n")


def test_the_html_is_the_text_in_boxes(josh: httpx.Client) -> None:
    for row in every(josh, "insights/", {"priority": "2"}):
        first, *rest = row["text"].split("\r\n")
        boxes = [f'<div class="secondary">{first}</div>', *(f'<div class="num-label">{line}</div>' for line in rest)]
        assert row["html"] == "\r\n".join(boxes)


def test_a_new_record_is_noticed_the_morning_after(josh: httpx.Client, demo: DemoServer, clock: Clock) -> None:
    demo.edit("josh", "steps", date(2026, 11, 22), 60_000)
    latest = {"priority": "2", "date_min": "2026-11-22"}
    assert every(josh, "insights/", latest) == []
    clock.pass_(hours=20)
    told = {row["text"] for row in every(josh, "insights/", latest)}
    assert "Sunday: Highest steps for 365 days\r\n60,000" in told
