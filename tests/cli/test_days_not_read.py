"""Days that were never read, from the shell: looked at first where there is a connection, and never taken for empty."""

from __future__ import annotations

from datetime import timedelta

import pytest

from exist_desktop.demo.server.faults import Fault, FaultKind
from tests.cli.conftest import Run
from tests.demo_server import DemoServer

USER = "josh"
DAYS_AGO = 47
"""Longer ago than the 31 days that are read by themselves."""


def cut_off(demo: DemoServer) -> None:
    demo.world.faults.add(Fault("*", FaultKind.LOST_BEFORE, times=100))


@pytest.fixture
def long_ago(demo: DemoServer, run: Run) -> str:
    """A day with values, and one reading of everything, which does not reach it."""
    day = demo.today() - timedelta(days=DAYS_AGO)
    for name, value in (("coffees", 6), ("mood_note", "by the sea")):
        demo.set_owner(USER, name, demo.service)
        demo.edit(USER, name, day, value)
    assert run("sync").code == 0
    return day.isoformat()


def test_today_of_such_a_day_is_read_first(run: Run, long_ago: str) -> None:
    document = run("today", "--date", long_ago, "--json").document
    values = {one["name"]: one for group in document["groups"] for one in group["attributes"]}
    assert document["read"] is True
    assert (values["coffees"]["value"], values["mood_note"]["value"]) == (6, "by the sea")


def test_without_a_connection_it_says_so_and_shows_what_will_be_added(
    run: Run, demo: DemoServer, long_ago: str
) -> None:
    cut_off(demo)
    assert run("add", "coffees", "+1", "--date", long_ago).code == 0
    document = run("today", "--date", long_ago, "--json").document
    values = {one["name"]: one for group in document["groups"] for one in group["attributes"]}
    assert document["read"] is False
    coffees, steps = values["coffees"], values["steps"]
    assert (coffees["value"], coffees["read"], coffees["adds"], coffees["pending"]) == (None, False, "+1", True)
    assert (steps["value"], steps["read"], steps["adds"]) == (None, False, None)
    words = run("today", "--date", long_ago).out
    assert "Coffees: … (not read yet), +1" in words
    assert "Steps: … (not read yet)" in words


def test_a_number_that_lowers_a_count_is_refused_on_such_a_day_too(run: Run, demo: DemoServer, long_ago: str) -> None:
    said = run("add", "coffees", "2", "--date", long_ago)
    assert said.code == 1
    assert "6" in said.err


def test_a_difference_is_taken_from_what_is_there(run: Run, demo: DemoServer, long_ago: str) -> None:
    said = run("add", "coffees", "-1", "--date", long_ago)
    assert said.code == 0
    assert "6 → 5" in said.out


def test_what_was_meant_is_saved_without_an_answer_and_asked_about_later(
    run: Run, demo: DemoServer, long_ago: str
) -> None:
    cut_off(demo)
    said = run("add", "coffees", "2", "--date", long_ago)
    demo.world.faults.clear()
    assert said.code == 0
    assert "not read yet; Exist's total is looked at before this is sent" in said.err
    assert run("sync").code == 0
    (entry,) = run("outbox", "--json").document["entries"]
    assert (entry["state"], entry["reason"], entry["value"]) == ("held", "changed_elsewhere", 2)


def test_a_total_typed_over_what_was_read_last_does_not_lower_what_is_there_now(run: Run, demo: DemoServer) -> None:
    demo.set_owner(USER, "coffees", demo.service)
    demo.edit(USER, "coffees", demo.today(), 2)
    run("sync")
    demo.edit(USER, "coffees", demo.today(), 6)
    assert run("add", "coffees", "3", "--date", "today").code == 0
    assert demo.world.value(USER, "coffees", demo.today()) == 6
    (entry,) = run("outbox", "--json").document["entries"]
    assert (entry["state"], entry["reason"]) == ("held", "changed_elsewhere")
