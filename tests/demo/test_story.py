"""The years behind the two accounts: the same for the same seed, believable, and half over today."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import correlation, fmean

import pytest

from exist_desktop.demo.people.catalogue import ValueType
from exist_desktop.demo.people.people import DAYS_TOLD, PEOPLE, YEAR_DAYS, attributes_of
from exist_desktop.demo.people.story import Story
from exist_desktop.demo.validation import checked

TODAY = date(2026, 11, 22)
YEAR = [TODAY - timedelta(days=back) for back in range(1, YEAR_DAYS)]
USERS = sorted(PEOPLE)


def story(user: str, seed: int = 7, last_day: date = TODAY) -> Story:
    return Story(seed, PEOPLE[user], last_day)


def numbers(told: Story, *names: str) -> list[tuple[float, ...]]:
    rows = [tuple(told.value(name, on) for name in names) for on in YEAR]
    return [row for row in rows if all(isinstance(value, int | float) for value in row)]  # type: ignore[misc]


def related(told: Story, first: str, second: str) -> float:
    pairs = numbers(told, first, second)
    return correlation([pair[0] for pair in pairs], [pair[1] for pair in pairs])


@pytest.mark.parametrize("user", USERS)
def test_every_value_is_one_that_the_attribute_can_hold(user: str) -> None:
    told = story(user)
    attributes = attributes_of(PEOPLE[user])
    assert 55 <= len(attributes) <= 80
    for attribute in attributes.values():
        values = [value for on in YEAR if (value := told.value(attribute.name, on)) is not None]
        assert len(values) > 100, attribute.name
        assert [checked(attribute, value) for value in values] == values


@pytest.mark.parametrize("user", USERS)
def test_the_same_seed_tells_the_same_story(user: str) -> None:
    names = attributes_of(PEOPLE[user])
    week = YEAR[:7]
    once, again, other = ([story(user, seed).value(name, on) for name in names for on in week] for seed in (7, 7, 8))
    assert once == again
    assert once != other


def test_a_day_keeps_its_values_whenever_the_story_ends() -> None:
    later = story("josh", last_day=TODAY + timedelta(days=30))
    assert [later.value("steps", on) for on in YEAR[:300]] == [story("josh").value("steps", on) for on in YEAR[:300]]


@pytest.mark.parametrize("user", USERS)
def test_things_go_together_as_people_would_expect(user: str) -> None:
    told = story(user)
    assert related(told, "steps", "steps_distance") > 0.95
    assert related(told, "sleep", "time_in_bed") > 0.9
    assert related(told, "steps", "mood") > 0.25
    assert related(told, "sleep", "mood") > 0.25
    assert related(told, "sleep", "coffees") < -0.15


@pytest.mark.parametrize("user", USERS)
def test_weekends_and_seasons_differ(user: str) -> None:
    told = story(user)

    def mean(name: str, weekend: bool) -> float:
        values = [told.value(name, on) for on in YEAR if (on.weekday() >= 5) is weekend]
        return fmean(value for value in values if isinstance(value, int | float))

    assert mean("productive_min", weekend=True) < 0.4 * mean("productive_min", weekend=False)
    assert mean("sleep", weekend=True) > mean("sleep", weekend=False) + 15
    january = [value for (value,) in numbers(told, "weather_temp_max")][-60:]
    july = [value for (value,) in numbers(told, "weather_temp_max")][100:160]
    assert (fmean(january) > fmean(july)) is (user == "josh")


@pytest.mark.parametrize("user", USERS)
def test_some_days_are_missing(user: str) -> None:
    told = story(user)
    for name in ("steps", "mood", "coffees"):
        missing = sum(told.value(name, on) is None for on in YEAR)
        assert 2 <= missing <= 60, name
    tags = {told.value("walk" if user == "josh" else "spaziergang", on) for on in YEAR}
    assert tags == {0, 1, None}


@pytest.mark.parametrize("user", USERS)
def test_today_is_half_over(user: str) -> None:
    told = story(user)
    today = {name: told.value(name, TODAY) for name in attributes_of(PEOPLE[user])}
    assert today["mood"] is None
    assert today["mood_note"] is None
    assert isinstance(today["sleep"], int)
    assert isinstance(today["steps"], int)
    assert isinstance(today["coffees"], int)
    assert isinstance(today["water"], int)
    assert today["water"] % 250 == 0
    attributes = attributes_of(PEOPLE[user])
    assert all(today[name] is None for name in today if attributes[name].value_type is ValueType.BOOLEAN)


@pytest.mark.parametrize("user", USERS)
def test_the_same_day_of_years_ago_can_be_remembered(user: str) -> None:
    told, attributes = story(user), attributes_of(PEOPLE[user])
    for years in (1, 2, 5):
        days = [date(TODAY.year - years, TODAY.month, TODAY.day) + timedelta(days=after) for after in range(7)]
        for name in ("mood", "mood_note", "steps"):
            assert any(told.value(name, on) is not None for on in days), (name, years)
    begins = {told.begins(one.name) for one in attributes.values()}
    assert len(begins) > 5, "people take things up at different times"
    assert max(begins) <= TODAY - timedelta(days=YEAR_DAYS - 1)


def test_outside_the_five_years_there_is_nothing() -> None:
    told = story("josh")
    assert told.value("steps", TODAY + timedelta(days=1)) is None
    assert told.value("steps", told.first_day - timedelta(days=1)) is None
    assert (told.last_day - told.first_day).days == DAYS_TOLD - 1
