"""`insights`, `averages` and `relations` as Exist answers them, kept for when it cannot be asked."""

from __future__ import annotations

from datetime import date, timedelta

from exist_desktop.demo.server.faults import Fault, FaultKind
from tests.cli.conftest import Run
from tests.demo_server import DemoServer

RELATION = {
    *("attribute", "attribute2", "value", "p", "q", "days", "effective_days", "days_later", "stars", "text", "own"),
}


def test_insights_are_read_newest_first_and_stay_when_exist_is_away(run: Run, demo: DemoServer) -> None:
    found = run("insights", "--json").document
    assert all(set(one) == {"date", "period", "attribute", "text"} for one in found)
    assert {one["period"] for one in found} <= {"now", "day", "week", "month"}
    assert [one["date"] for one in found] == sorted((one["date"] for one in found), reverse=True)
    assert all("<" not in one["text"] and "\n" not in one["text"] for one in found)
    recent = (demo.today() - timedelta(days=20)).isoformat()
    assert run("insights", "--from", recent, "--json").document == [one for one in found if one["date"] >= recent]
    assert run("insights", "--from", "0001-01-01", "--json").document == found
    demo.world.faults.add(Fault("insights", FaultKind.LOST_BEFORE, times=99))
    assert run("insights", "--json").document == found
    assert found[0]["text"] in run("insights").out


def test_nothing_known_and_exist_away_is_said(run: Run, demo: DemoServer) -> None:
    run("sync")
    demo.world.faults.add(Fault("insights", FaultKind.STATUS, status=503, times=99))
    said = run("insights", "--json")
    assert (said.code, said.document) == (0, [])
    assert said.err


def test_averages_over_time_are_those_of_exist(run: Run, demo: DemoServer) -> None:
    found = run("averages", "Steps", "--json").document
    assert len(found) > 20
    days = [date.fromisoformat(one["date"]) for one in found]
    assert days == sorted(days, reverse=True)
    assert {(later - earlier).days for earlier, later in zip(days[1:], days, strict=False)} == {7}
    assert set(found[0]) == {
        *("date", "overall", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    }
    assert run("averages", "no such thing").code == 1
    assert len(run("averages", "steps").out.splitlines()) == len(found)


def test_relations_are_exists_alone_the_strongest_first(run: Run, demo: DemoServer) -> None:
    said = run("relations", "--json")
    sizes = [abs(one["value"]) for one in said.document]
    assert sizes == sorted(sizes, reverse=True)
    for one in said.document:
        assert set(one) == RELATION
        assert one["attribute"] != one["attribute2"]
        assert (one["q"], one["effective_days"], one["own"]) == (None, None, False)
        assert one["days_later"] in (0, 1)
        assert one["stars"] in (3, 4, 5)
        assert one["text"].endswith(".")
    assert "left out" in said.err
    later = run("relations", "--days-later", "1", "--json").document
    assert later == [one for one in said.document if one["days_later"] == 1] != []
    mood = run("relations", "mood", "--json").document
    assert mood == [one for one in said.document if "mood" in (one["attribute"], one["attribute2"])] != []
    other = mood[0]["attribute2"] if mood[0]["attribute"] == "mood" else mood[0]["attribute"]
    assert mood[0] in run("relations", "mood", "--with", other, "--json").document
    assert "Going together does not mean that one causes the other." in run("relations").out


def test_the_earlier_day_comes_first_whatever_the_order_of_the_answer(run: Run, demo: DemoServer) -> None:
    """Exist's own example has an offset of -1, and `attribute` is of the day before."""
    world = demo.world.correlations["josh"].of(demo.today())
    shifted = {(one.attribute.name, one.attribute2.name) for one in world if one.offset}
    found = run("relations", "--days-later", "1", "--json").document
    assert {(one["attribute"], one["attribute2"]) for one in found} <= shifted


def test_a_week_is_told_from_monday_to_sunday(run: Run, demo: DemoServer) -> None:
    run("sync", "--history")
    last = run("week", "--json").document
    assert set(last) == {"from", "to", "text"}
    first, end = date.fromisoformat(last["from"]), date.fromisoformat(last["to"])
    assert (first.weekday(), (end - first).days) == (0, 6)
    assert demo.today() - timedelta(days=14) < end < demo.today()
    assert last["text"]
    assert all(isinstance(line, str) and line for line in last["text"])
    assert run("week", "--date", (first + timedelta(days=3)).isoformat(), "--json").document == last
    assert last["text"][0] in run("week").out
    assert run("week", "--date", "2001-01-01", "--json").document["text"] == []
