"""A week in facts: moods, unusual days, streaks, the longest note, on any weekday and with holes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.findings.week import Lived, Week, insights_of, last_week, monday_of, week_of
from exist_desktop.domain.statistics.correlations import Insight, InsightSpan
from exist_desktop.domain.statistics.pauses import Pause
from exist_desktop.domain.statistics.series import Series, series_of
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Value
from exist_desktop.words.findings.week import WeekWords
from exist_desktop.words.language import Language
from tests.words.conftest import english

__all__ = ["english"]
MONDAY = date(2026, 11, 16)
TODAY = date(2026, 11, 24)
HEALTH = Group("health", "Health", 1)


def attribute(name: str, kind: ValueType, *, manual: bool = True) -> Attribute:
    return Attribute(name, name.capitalize(), HEALTH, kind, template=name, manual=manual)


def series(values: dict[date, Value]) -> Series:
    first = min(values, default=MONDAY).toordinal()
    days = TODAY.toordinal() - first
    return series_of(first, days, {day.toordinal(): value for day, value in values.items()}, bytes([1]) * days)


def week(*lived: Lived, first: date = MONDAY) -> Week:
    return week_of(first, TODAY, lived, "mood", "mood_note")


def weekly(name: str, usual: float, spread: float, odd: dict[date, float], kind: ValueType) -> Lived:
    """Half a year of values that alternate around the usual one, and some odd days."""
    days = [MONDAY + timedelta(days=6 - n) for n in range(190)]
    values: dict[date, Value] = {day: usual + spread * (-1) ** (day.toordinal() // 7) for day in days}
    return Lived(attribute(name, kind, manual=False), series({**values, **odd}))


@pytest.mark.parametrize("back", range(7))
def test_the_last_week_is_over_on_every_weekday(back: int) -> None:
    assert last_week(date(2026, 11, 29) - timedelta(days=back)) == MONDAY
    assert monday_of(MONDAY + timedelta(days=back)) == MONDAY


def test_moods_have_a_place_for_each_day() -> None:
    mood = Lived(attribute("mood", ValueType.QUANTITY), series({MONDAY: 4, MONDAY + timedelta(days=6): 2}))
    assert week(mood).moods == (4, None, None, None, None, None, 2)
    assert week().moods == (None,) * 7


def test_a_day_far_from_its_weekday_is_unusual_and_a_single_odd_day_before_changes_nothing() -> None:
    wednesday = MONDAY + timedelta(days=2)
    odd = {wednesday: 20_000.0, wednesday - timedelta(days=28): 90_000.0}
    (found,) = week(weekly("steps", 8000, 500, odd, ValueType.QUANTITY)).unusual
    assert (found.day, found.value) == (wednesday, 20_000)
    assert 7500 <= found.usual <= 8500
    assert week(weekly("steps", 8000, 500, {wednesday: 9_000.0}, ValueType.QUANTITY)).unusual == ()
    assert week(weekly("steps", 8000, 0, odd, ValueType.QUANTITY)).unusual == (), "what never varies has no usual range"


def test_a_bedtime_past_midnight_is_compared_around_midnight() -> None:
    """23:00 is 660 minutes from midday; 2:00 is 840."""
    friday = MONDAY + timedelta(days=4)
    (found,) = week(weekly("sleep_start", 660, 5, {friday: 840.0}, ValueType.TIME_FROM_MIDDAY)).unusual
    assert found.day == friday


def test_streaks_reach_the_end_of_the_week_and_skip_pauses() -> None:
    sunday = MONDAY + timedelta(days=6)
    days: dict[date, Value] = {sunday - timedelta(days=n): 1 for n in range(20) if n not in (3, 4)}
    walk = attribute("walk", ValueType.BOOLEAN)
    assert week(Lived(walk, series(days))).streaks == ()
    paused = Pause(sunday - timedelta(days=4), sunday - timedelta(days=3))
    (found,) = week(Lived(walk, series(days), (paused,))).streaks
    assert found.days == 18
    assert week(Lived(walk, series({day: 1 for day in days if day < sunday}))).streaks == ()
    automatic = attribute("steps", ValueType.QUANTITY, manual=False)
    assert week(Lived(automatic, series(days), (paused,))).streaks == (), "a watch keeps no promise"


def test_the_longest_note_of_the_week_alone() -> None:
    texts: dict[date, Value] = {MONDAY: "short", MONDAY + timedelta(days=1): "a longer one\r\nof two lines"}
    texts[MONDAY - timedelta(days=1)] = "the longest of all, but of the week before"
    found = week(Lived(attribute("mood_note", ValueType.TEXT), series(texts)))
    assert found.note == (MONDAY + timedelta(days=1), "a longer one\r\nof two lines")


def test_a_week_that_is_not_over_has_the_days_that_are() -> None:
    this = monday_of(TODAY)
    mood = Lived(attribute("mood", ValueType.QUANTITY), series({this: 3}))
    assert week(mood, first=this).moods == (3, None, None, None, None, None, None)


def test_what_is_said_of_a_week(english: Language) -> None:
    wednesday = MONDAY + timedelta(days=2)
    mood = Lived(attribute("mood", ValueType.QUANTITY), series({MONDAY: 4, wednesday: 2}))
    note = Lived(attribute("mood_note", ValueType.TEXT), series({MONDAY: "x" * 400}))
    steps = weekly("steps", 8000, 500, {wednesday: 20_000.0}, ValueType.QUANTITY)
    attributes = {one.attribute.name: one.attribute for one in (mood, note, steps)}
    moods, unusual, longest = WeekWords(english, attributes).sentences(week(mood, note, steps), ())
    assert moods == "Mood: Monday 4, Wednesday 2"
    assert unusual == "Wednesday: Steps 20,000, usually 8,000 on that weekday"
    rain = weekly("rain", 0.01, 0.001, {wednesday: 0.04}, ValueType.DECIMAL)
    assert week(rain).unusual, "it is unusual, but not in the digits that are shown"
    assert WeekWords(english, {"rain": rain.attribute}).facts(week(rain)) == ()
    assert longest.startswith("The longest note, Monday: “xxx")
    assert len(longest) < 320


def test_an_insight_about_a_week_belongs_to_the_days_before_it_was_made() -> None:
    def made(ahead: int, span: InsightSpan) -> Insight:
        return Insight("", f"{span.name} {ahead}", span, "", MONDAY + timedelta(days=ahead))

    insights = [
        made(ahead, span) for span in (InsightSpan.DAY, InsightSpan.WEEK) for ahead in (-1, 0, 3, 4, 6, 7, 10, 11)
    ]
    found = [one.kind for one in insights_of(Week(MONDAY), insights)]
    assert found == ["DAY 0", "DAY 3", "DAY 4", "DAY 6", "WEEK 4", "WEEK 6", "WEEK 7", "WEEK 10"]
