"""What a search says of whole lives: which pairs, at which offset, how much in units, and what it keeps to itself."""

from __future__ import annotations

import numpy as np
import pytest

from exist_desktop.domain.relations.columns import Column, common
from exist_desktop.domain.relations.effect import effect
from exist_desktop.domain.relations.family import going_with, of_pair
from exist_desktop.domain.relations.pair import compare
from exist_desktop.domain.relations.scan import all_pairs
from exist_desktop.domain.value_types import ValueType
from tests.relations.lives import FIRST, Draw, column, habit, numbers, run, scale, tag, weekend, with_gaps

YEAR = 365
SURE = 0.05


def _unrelated(draw: Draw, count: int) -> list[Column]:
    return [column(f"series_{n}", with_gaps(draw, habit(draw, YEAR, 0.6), 0.1)) for n in range(count)]


def test_a_whole_search_among_unrelated_series_finds_nothing(lives: int) -> None:
    draw, scans = np.random.default_rng(11), 10 if lives < 1000 else 100
    found = [run(all_pairs(_unrelated(draw, 40), most_days_later=0)) for _ in range(scans)]
    assert all(one.tests == 780 for one in found)
    assert sum(relation.q < SURE for one in found for relation in one.relations) < scans / 10 + 1


def test_the_days_between_cause_and_echo_are_named_right(lives: int) -> None:
    draw, right, tries = np.random.default_rng(12), 0, lives // 3
    for _ in range(tries):
        later = int(draw.integers(0, 8))
        first = habit(draw, 200 + later, 0.5)
        echo = 0.5 * first + np.sqrt(0.75) * habit(draw, 200 + later, 0.5)
        second = np.concatenate((habit(draw, later, 0.5), echo))[: 200 + later]
        found = of_pair(column("a", first), column("b", second), offsets=range(-7, 8)).relations[0]
        right += (found.attribute, found.days_later) == ("a", later) or (later == 0 and found.days_later == 0)
    assert right >= 0.95 * tries - 1


def test_what_goes_together_with_one_attribute() -> None:
    draw = np.random.default_rng(13)
    steps = habit(draw, YEAR, 0.4)
    columns = [column("steps", steps), *_unrelated(draw, 30)]
    columns.append(column("sleep", np.concatenate(([0.0], 0.5 * steps[:-1])) + habit(draw, YEAR, 0.4)))
    columns.append(column("young", habit(draw, YEAR, 0.4)[:20]))
    found = run(going_with(columns[0], columns))
    first = found.relations[0]
    assert (first.attribute, first.attribute2, first.days_later) == ("steps", "sleep", 1)
    assert first.q < 0.001
    assert found.tests == 31 * 3
    assert found.too_few == 1
    assert sum(one.q < SURE for one in found.relations) == 1


def test_a_search_of_all_pairs_says_the_same_as_the_exact_comparison() -> None:
    draw = np.random.default_rng(14)
    one = habit(draw, YEAR, 0.5)
    columns = [column("one", one), column("two", with_gaps(draw, 0.6 * one + habit(draw, YEAR, 0.5), 0.3))]
    columns += _unrelated(draw, 10)
    found = run(all_pairs(columns)).relations[0]
    days = common(columns[0], columns[1])
    assert {found.attribute, found.attribute2} == {"one", "two"}
    assert found.evidence == compare(days.first, days.second, days.days)


def test_two_tags_of_the_weekend_are_flagged() -> None:
    draw = np.random.default_rng(15)
    likely = 0.1 + 0.7 * weekend(YEAR)
    shared = draw.random(YEAR) < 0.3
    cake, walk = (
        column(name, numbers((draw.random(YEAR) < likely) | shared), ValueType.BOOLEAN) for name in ("cake", "walk")
    )
    assert of_pair(cake, walk).relations[0].both_weekly


def test_measures_of_one_thing_come_last_and_say_so() -> None:
    draw = np.random.default_rng(16)
    sleep = habit(draw, YEAR, 0.3)
    columns = [
        column("sleep", sleep),
        column("time_in_bed", sleep + 0.2 * habit(draw, YEAR, 0.3), group="sleep"),
        column("mine", 0.9 * sleep + 0.1 * habit(draw, YEAR, 0.3), group="custom"),
        column("steps", 0.4 * sleep + habit(draw, YEAR, 0.3)),
    ]
    found = run(going_with(columns[0], columns)).relations
    assert [one.same_measure for one in found] == [False, False, True]
    assert {found[-1].attribute, found[-1].attribute2} == {"sleep", "time_in_bed"}


@pytest.mark.parametrize("odd", ["constant", "empty", "few", "rare", "apart"])
def test_what_cannot_be_compared_is_counted(odd: str) -> None:
    draw = np.random.default_rng(17)
    numbers = {
        "constant": np.full(YEAR, 3.0),
        "empty": np.full(YEAR, np.nan),
        "few": habit(draw, 29, 0.0),
        "rare": tag(draw, YEAR, 7),
        "apart": np.concatenate((np.full(YEAR, np.nan), habit(draw, YEAR, 0.0))),
    }[odd]
    columns = [column("whole", habit(draw, YEAR, 0.3)), column("odd", numbers)]
    found = run(going_with(columns[0], columns))
    assert (found.relations, found.tests, found.too_few) == ((), 0, 1)
    assert run(all_pairs(columns)).relations == ()
    assert run(all_pairs([])).tests == 0


def test_a_difference_is_told_in_units_with_both_counts() -> None:
    draw = np.random.default_rng(18)
    walk = tag(draw, YEAR, 123)
    steps = 8000 + 1500 * habit(draw, YEAR, 0.3) + 1200 * weekend(YEAR) + 3090 * walk
    found = of_pair(column("walk", walk, ValueType.BOOLEAN), column("steps", steps)).relations[0].effect
    assert found is not None
    assert (found.by, found.measured, found.on, found.off) == ("walk", "steps", 123, 242)
    assert found.low < 3090 < found.high
    assert found.high - found.low < 1000
    assert found.threshold is None


def test_two_numbers_are_parted_at_the_middle_of_the_first() -> None:
    draw = np.random.default_rng(19)
    coffees = draw.integers(0, 5, YEAR).astype(float)
    found = effect(
        column("coffees", coffees),
        column("sleep", 480 - 20 * coffees + habit(draw, YEAR, 0.2)),
        common(column("coffees", coffees), column("sleep", 480 - 20 * coffees)),
        YEAR,
    )
    assert found is not None
    assert found.threshold in (2, 3)
    assert found.difference < -30


@pytest.mark.parametrize(("days", "least"), [(120, 0.9), (365, 0.9), (1500, 0.88)])
def test_intervals_hold_what_they_promise(days: int, least: float, lives: int) -> None:
    draw, held, tries = np.random.default_rng(20), 0, lives if lives < 1000 else 300
    for _ in range(tries):
        on = numbers(habit(draw, days, 0.5) + 0.6 * weekend(days) > 0.8)
        level = habit(draw, days, 0.5) + 0.5 * weekend(days) + 0.3 * on
        one, two = column("on", on, ValueType.BOOLEAN), column("level", scale(level))
        both = common(one, two)
        evidence = compare(both.first, both.second, both.days)
        found = effect(one, two, both, evidence.effective_days if evidence is not None else days / 3)
        held += found is not None and found.low <= 0.3 * 1.5 <= found.high
    assert held / tries >= least


def test_days_meet_across_different_beginnings() -> None:
    early, late = column("early", np.arange(10.0)), column("late", np.arange(6.0))
    late = Column(late.attribute, FIRST + 7, late.numbers)
    met = common(early, late, 2)
    assert met.days.tolist() == [FIRST + 5, FIRST + 6, FIRST + 7, FIRST + 8, FIRST + 9]
    assert met.first.tolist() == [5, 6, 7, 8, 9]
    assert met.second.tolist() == [0, 1, 2, 3, 4]
