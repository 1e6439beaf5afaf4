"""Services of the demo fill what is theirs by the clock: while they are the owner, and from the day's beginning."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from exist_desktop.demo.filling import A_MINUTE, Filling
from exist_desktop.demo.people.catalogue import Value
from exist_desktop.demo.people.people import YEAR_DAYS, people_in
from exist_desktop.demo.world import World

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC).timestamp()
STEPS = round(10 * A_MINUTE["steps"])


class Watched:
    """A world whose time passes when a test says so."""

    def __init__(self) -> None:
        self.now = NOON
        self.world = World(clock=lambda: self.now, people=people_in("UTC", YEAR_DAYS))
        self.world.filling = Filling(NOON)

    def after(self, minutes: float, name: str = "steps") -> Value:
        """The day's value when somebody asks after that time."""
        self.now += minutes * 60
        self.world.rouse_neighbours("with-values", answered=False)
        return self.world.value("josh", name, self.world.today("josh"))


@pytest.fixture
def watched() -> Watched:
    return Watched()


def number(value: Value) -> float:
    assert isinstance(value, int | float)
    return value


def test_a_service_fills_until_its_attribute_is_taken_over_and_again_once_it_is_given_back(watched: Watched) -> None:
    world, before = watched.world, number(watched.after(0))
    assert watched.after(10) == before + STEPS
    world.set_owner("josh", "steps", world.tokens.client.service)
    assert watched.after(60) == watched.after(60) == before + STEPS
    world.release(world.attribute("josh", "steps"))
    assert watched.after(0) == before + STEPS, "not what was while it had it not"
    assert watched.after(10) == before + 2 * STEPS


def test_it_sends_now_and_then_and_nothing_is_lost_in_between(watched: Watched) -> None:
    before = number(watched.after(0))
    seen = [number(watched.after(0.5)) - before for _ in range(20)]
    assert seen[-1] == STEPS
    assert len(set(seen)) <= 6


def test_what_nobody_or_a_person_fills_stays_as_it_is(watched: Watched) -> None:
    for name in ("coffees", "mood", "weight"):
        assert watched.after(60, name) == watched.after(0, name) == watched.after(60, name)


def test_a_new_day_begins_with_its_midnight(watched: Watched) -> None:
    watched.after(12 * 60 - 10)
    watched.now = NOON + 12 * 3600
    assert watched.after(10) == STEPS
