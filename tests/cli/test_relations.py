"""`relations`: what goes together in the history on this computer, against a life whose truth is known."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from exist_desktop.demo.people.people import YEAR_DAYS
from tests.cli.conftest import Run
from tests.demo_server import DemoServer
from tests.relations.lives import habit

USER = "josh"
FIELDS = {
    *("attribute", "attribute2", "value", "p", "q", "days", "effective_days", "days_later", "stars", "text", "own"),
}


@pytest.fixture
def lived(run: Run, demo: DemoServer) -> Run:
    """A life in which coffees follow steps a day later, copied to this computer."""
    draw = np.random.default_rng(27)
    steps = habit(draw, YEAR_DAYS, 0.4)
    coffees = 3 + 0.6 * np.concatenate(([0.0], steps[:-1])) + 0.5 * habit(draw, YEAR_DAYS, 0.4)
    for back in range(1, YEAR_DAYS):
        day = demo.today() - timedelta(days=back)
        demo.edit(USER, "steps", day, int(8000 + 2000 * steps[YEAR_DAYS - back]))
        demo.edit(USER, "coffees", day, max(round(float(coffees[YEAR_DAYS - back])), 0))
    run("sync", "--history")
    return run


def test_a_chosen_pair_says_by_how_many_days_one_follows_the_other(lived: Run) -> None:
    (found,) = lived("relations", "Coffees", "--with", "steps", "--own", "--json").document
    assert set(found) == FIELDS
    assert (found["attribute"], found["attribute2"], found["days_later"]) == ("steps", "coffees", 1)
    assert found["value"] > 0.4
    assert found["p"] <= found["q"] < 0.001
    assert 0.9 * YEAR_DAYS < found["days"] < YEAR_DAYS
    assert found["effective_days"] <= found["days"]
    assert (found["stars"], found["own"]) == (None, True)
    assert found["text"].startswith("The day after Steps of ")
    (same_day,) = lived("relations", "steps", "--with", "coffees", "--days-later", "0", "--own", "--json").document
    assert same_day["days_later"] == 0
    assert abs(same_day["value"]) < found["value"]


def test_relations_of_one_attribute_are_the_strongest_first(lived: Run) -> None:
    found = lived("relations", "coffees", "--own", "--json").document
    sizes = [abs(one["value"]) for one in found]
    assert sizes == sorted(sizes, reverse=True)
    assert all("coffees" in (one["attribute"], one["attribute2"]) and one["q"] < 0.05 for one in found)
    assert ("steps", "coffees", 1) in {(one["attribute"], one["attribute2"], one["days_later"]) for one in found}


def test_all_with_all_and_the_words_that_belong_to_it(lived: Run) -> None:
    found = lived("relations", "--own", "--json").document
    assert {"steps", "coffees"} in [{one["attribute"], one["attribute2"]} for one in found]
    said = lived("relations", "--own")
    assert "Going together does not mean that one causes the other." in said.out
    assert "comparisons were made" in said.err


def test_an_unknown_attribute_and_odd_arguments_are_said(run: Run) -> None:
    run("sync")
    assert run("relations", "no such thing", "--own").code == 1
    assert run("relations", "steps", "--with", "no such thing", "--own").code == 1
    assert run("relations", "--with", "steps", "--own").code == 2
    assert run("relations", "steps", "--own", "--days-later", "8").code == 2
    assert run("relations", "steps", "--own", "--days-later", "-1").code == 2


def test_without_a_history_there_is_nothing_and_the_reason_is_said(run: Run) -> None:
    run("status")
    said = run("relations", "coffees", "--with", "steps", "--own")
    assert said.code == 0
    assert "30 common days are needed" in said.err or "comparison" in said.err


def test_an_attribute_with_itself_is_left_out_and_counted(run: Run) -> None:
    run("sync")
    said = run("relations", "steps", "--with", "steps", "--own", "--json")
    assert (said.code, said.document) == (0, [])
    assert "of an attribute with itself" in said.err
