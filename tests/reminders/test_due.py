"""A reminder comes when it is due, once, and about the right day, whatever clocks, zones and sleeping computers do."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exist_desktop.domain.attributes import MOOD, Attribute, Group
from exist_desktop.domain.day import DAY_SECONDS
from exist_desktop.domain.outbox.ops import EntryState
from exist_desktop.domain.projection import Tile
from exist_desktop.domain.reminders import (
    EVERY_DAY,
    Calendar,
    Due,
    Night,
    Past,
    Reminder,
    due,
    is_logged,
    last_time,
    next_time,
    parse_reminders,
    silent,
)
from exist_desktop.domain.value_types import MINUTES_PER_DAY, ValueType
from exist_desktop.domain.values import Value
from tests.domain.test_day import SINCE_2011_DECEMBER, ZONES

BERLIN = ZoneInfo("Europe/Berlin")
HERE = Calendar(BERLIN, BERLIN)
NO_NIGHT = Night(0, 0)
USUAL_NIGHT = Night(23 * 60, 7 * 60)
EVENING = Reminder(21 * 60)
SATURDAY, SUNDAY = date(2026, 11, 21), date(2026, 11, 22)

minutes = st.integers(0, MINUTES_PER_DAY - 1)
reminders = st.lists(
    st.builds(
        Reminder,
        minutes,
        st.sets(st.sampled_from(EVERY_DAY)).map(lambda days: tuple(sorted(days))),
        st.sampled_from("ab"),
    ),
    max_size=4,
)
nights = st.builds(Night, minutes, minutes)
calendars = st.builds(Calendar, *[st.sampled_from(ZONES).map(ZoneInfo)] * 2, st.integers(0, 12))
steps = st.one_of(st.floats(1.0, 3_600.0), st.floats(3_600.0, 40 * DAY_SECONDS))


def at(day: date, hour: int, minute: int = 0, zone: ZoneInfo = BERLIN) -> float:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).timestamp()


def test_it_comes_at_its_time_and_not_before() -> None:
    past = Past(at(SUNDAY, 20))
    assert due(at(SUNDAY, 20, 59), [EVENING], USUAL_NIGHT, HERE, past) == ()
    assert due(at(SUNDAY, 21), [EVENING], USUAL_NIGHT, HERE, past) == (Due(MOOD, SUNDAY),)


def test_it_comes_on_its_weekdays_only() -> None:
    weekend = Reminder(21 * 60, (5, 6))
    for ahead in range(7):
        day = SUNDAY + timedelta(days=ahead)
        found = due(at(day, 21), [weekend], NO_NIGHT, HERE, Past(at(day, 20)))
        assert bool(found) == (day.weekday() in (5, 6))


def test_after_midnight_it_asks_for_the_evening_that_is_not_over() -> None:
    late = Reminder(30)
    assert due(at(SUNDAY, 0, 30), [late], NO_NIGHT, HERE, Past(at(SUNDAY, 0))) == (Due(MOOD, SATURDAY),)


def test_a_computer_that_slept_through_the_evening_asks_once_about_it_in_the_morning() -> None:
    several = [EVENING, Reminder(12 * 60), Reminder(18 * 60)]
    asleep_since = Past(at(SATURDAY, 10))
    morning = at(SUNDAY, 8)
    assert due(morning, several, USUAL_NIGHT, HERE, asleep_since) == (Due(MOOD, SATURDAY),)
    assert due(morning + 60, several, USUAL_NIGHT, HERE, asleep_since.looked(morning)) == ()


def test_what_was_missed_days_ago_is_let_go() -> None:
    on_saturday = Reminder(21 * 60, (5,))
    wednesday = SUNDAY + timedelta(days=3)
    assert due(at(wednesday, 9), [on_saturday], NO_NIGHT, HERE, Past(at(SATURDAY, 10))) == ()


def test_at_night_it_waits_for_the_morning() -> None:
    late, past = Reminder(23 * 60 + 30), Past(at(SATURDAY, 22))
    for hour, minute in ((0, 0), (3, 0), (6, 59)):
        assert due(at(SUNDAY, hour, minute), [late], USUAL_NIGHT, HERE, past) == ()
    assert due(at(SUNDAY, 7), [late], USUAL_NIGHT, HERE, past) == (Due(MOOD, SATURDAY),)


def test_not_today_holds_for_that_day_alone() -> None:
    noon, past = [Reminder(12 * 60), EVENING], Past(at(SUNDAY, 13)).hush(MOOD, SUNDAY)
    assert due(at(SUNDAY, 21), noon, NO_NIGHT, HERE, past) == ()
    monday = SUNDAY + timedelta(days=1)
    assert due(at(monday, 12), noon, NO_NIGHT, HERE, past.looked(at(SUNDAY, 22))) == (Due(MOOD, monday),)


def test_a_clock_that_was_years_ahead_does_not_silence_it() -> None:
    ahead = Past(at(SUNDAY.replace(year=2031), 12))
    now = at(SUNDAY, 20, 59)
    assert due(now, [EVENING], NO_NIGHT, HERE, ahead) == ()
    assert due(at(SUNDAY, 21), [EVENING], NO_NIGHT, HERE, ahead.looked(now)) == (Due(MOOD, SUNDAY),)


def test_a_clock_set_back_an_hour_does_not_ask_again() -> None:
    past = Past(at(SUNDAY, 21))
    assert due(at(SUNDAY, 20), [EVENING], NO_NIGHT, HERE, past) == ()
    assert due(at(SUNDAY, 21), [EVENING], NO_NIGHT, HERE, past) == ()


@given(st.sampled_from(ZONES).map(ZoneInfo), minutes, SINCE_2011_DECEMBER)
def test_each_day_has_its_time_once_wherever_the_clocks_change(zone: ZoneInfo, minute: int, start: float) -> None:
    every_day = [Reminder(minute)]
    times = [start]
    for _ in range(9):
        coming = next_time(every_day, times[-1], zone)
        assert coming is not None
        assert last_time(every_day[0], coming, zone) == coming
        times.append(coming)
    assert all(0 < later - earlier <= 3 * DAY_SECONDS for earlier, later in pairwise(times))
    apart = times[-1] - times[1]
    assert abs(apart - 8 * DAY_SECONDS) <= DAY_SECONDS + 7_200  # Samoa left out a whole day


@given(reminders, nights, calendars, SINCE_2011_DECEMBER, st.lists(steps, max_size=30))
def test_each_time_asks_once_at_most_however_long_the_computer_sleeps(
    several: list[Reminder], night: Night, calendar: Calendar, start: float, sleeps: list[float]
) -> None:
    now, past = start, Past(start)
    for asleep in sleeps:
        before, now = now, now + asleep
        found = due(now, several, night, calendar, past)
        assert len({one.attribute for one in found}) == len(found), "not in a pile"
        if silent(now, night, calendar):
            assert found == ()
            continue
        for one in found:
            assert timedelta(0) <= calendar.day(now) - one.day <= timedelta(days=1)
            passed = [last_time(each, now, calendar.clock) for each in several if each.attribute == one.attribute]
            assert any(time is not None and time > past.seen for time in passed)
        past = past.looked(now)
        assert due(now, several, night, calendar, past) == ()
        assert before < now


@given(reminders, calendars, SINCE_2011_DECEMBER, st.floats(-400 * DAY_SECONDS, 400 * DAY_SECONDS))
def test_after_any_jump_of_the_clock_it_comes_again_within_two_days(
    several: list[Reminder], calendar: Calendar, start: float, jump: float
) -> None:
    now = max(start + jump, 1.3225e9)
    past = Past(start)
    asked = set()
    for _ in range(10 * 24 * 2):
        now += 1_800
        found = due(now, several, NO_NIGHT, calendar, past)
        if found or past.seen <= now or past.seen > now + DAY_SECONDS:
            past = past.looked(now)
        asked |= {one.attribute for one in found}
    assert asked == {one.attribute for one in several if one.days}


@pytest.mark.parametrize(
    ("kind", "value", "mark", "logged"),
    [
        (ValueType.SCALE, 5, None, True),
        (ValueType.SCALE, None, None, False),
        (ValueType.QUANTITY, 0, None, False),
        (ValueType.QUANTITY, 0, EntryState.WAITING, True),
        (ValueType.QUANTITY, 2, None, True),
        (ValueType.BOOLEAN, 0, None, False),
        (ValueType.TIME_OF_DAY, 0, None, True),
        (ValueType.TEXT, "a walk", None, True),
    ],
)
def test_a_day_is_logged_when_it_has_a_value(
    kind: ValueType, value: Value | None, mark: EntryState | None, logged: bool
) -> None:
    attribute = Attribute("x", "X", Group("g", "G", 1), kind)
    assert is_logged(Tile(attribute, value, mark)) is logged
    assert not is_logged(None)


@pytest.mark.parametrize(
    "found",
    [
        None,
        {},
        [3],
        [{}],
        [{"at": 1440, "days": [], "attribute": "mood"}],
        [{"at": True, "days": [], "attribute": "mood"}],
        [{"at": 1, "days": [7], "attribute": "mood"}],
        [{"at": 1, "days": [], "attribute": 5}],
    ],
)
def test_what_makes_no_sense_in_a_file_is_no_reminder(found: object) -> None:
    assert parse_reminders(found) is None
