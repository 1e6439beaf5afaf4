"""Which day an entry belongs to, wherever the person lives and whatever the clocks there do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exist_desktop.domain.day import (
    ZoneSource,
    choose_zone,
    latest_day,
    local,
    proposed_day,
    seconds_to_next_roll,
    today,
)

ZONES = [
    "UTC",
    "America/New_York",
    "America/Havana",
    "America/Santiago",
    "America/Nuuk",
    "America/Sao_Paulo",
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Atlantic/Azores",
    "Africa/Cairo",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "Pacific/Marquesas",
]
SINCE_2011_DECEMBER = st.floats(1.3225e9, 2.0e9)


def _instant(zone: str, *moment: int, fold: int = 0) -> float:
    year, month, day, hour, minute = moment
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(zone), fold=fold).timestamp()


@pytest.mark.parametrize(
    "zone", ["Australia/Lord_Howe", "Pacific/Chatham", "Asia/Kathmandu", "America/New_York", "UTC"]
)
def test_until_the_day_ends_at_night_a_new_entry_proposes_the_day_before(zone: str) -> None:
    info = ZoneInfo(zone)
    saturday, sunday = date(2026, 11, 21), date(2026, 11, 22)
    proposed = [
        proposed_day(_instant(zone, 2026, 11, *moment), info)
        for moment in [(21, 23, 59), (22, 0, 0), (22, 2, 59), (22, 3, 0), (22, 23, 59)]
    ]
    assert proposed == [saturday, saturday, saturday, sunday, sunday]
    assert today(_instant(zone, 2026, 11, 22, 0, 0), info) == sunday
    assert latest_day(_instant(zone, 2026, 11, 22, 0, 0), info) == date(2026, 11, 23)


def test_the_person_chooses_when_a_day_ends() -> None:
    half_past_midnight = _instant("UTC", 2026, 11, 22, 0, 30)
    assert proposed_day(half_past_midnight, UTC, 0) == date(2026, 11, 22)
    assert proposed_day(half_past_midnight, UTC, 1) == date(2026, 11, 21)


def test_one_instant_is_on_two_dates() -> None:
    instant = _instant("UTC", 2026, 11, 22, 11, 30)
    assert today(instant, ZoneInfo("Pacific/Apia")) == date(2026, 11, 23)
    assert today(instant, ZoneInfo("Pacific/Pago_Pago")) == date(2026, 11, 22)


def test_a_day_that_was_left_out_is_never_proposed() -> None:
    """Samoa went from Thursday, 29 December 2011, to Saturday."""
    apia = ZoneInfo("Pacific/Apia")
    thursday_night = _instant("Pacific/Apia", 2011, 12, 29, 23, 59)
    assert today(thursday_night, apia) == date(2011, 12, 29)
    assert seconds_to_next_roll(thursday_night, apia) == 60
    assert today(thursday_night + 60, apia) == date(2011, 12, 31)


@pytest.mark.parametrize(
    ("zone", "moment", "fold", "ends_at", "minutes"),
    [
        ("Europe/Berlin", (2026, 3, 29, 1, 0), 0, 3, 60),
        ("Europe/Berlin", (2026, 3, 29, 1, 0), 0, 2, 60),
        ("Europe/Berlin", (2026, 10, 25, 1, 0), 0, 3, 180),
        ("Europe/Berlin", (2026, 10, 25, 2, 30), 1, 3, 30),
        ("America/New_York", (2026, 3, 8, 1, 30), 0, 3, 30),
        ("Australia/Lord_Howe", (2026, 10, 4, 1, 30), 0, 3, 60),
        ("Australia/Lord_Howe", (2026, 10, 4, 1, 30), 0, 2, 30),
        ("Pacific/Chatham", (2026, 4, 5, 2, 0), 0, 3, 60),
        ("America/Havana", (2026, 3, 7, 23, 30), 0, 3, 30),
        ("America/Santiago", (2026, 4, 4, 23, 30), 0, 3, 90),
    ],
)
def test_the_next_roll_where_clocks_are_set(
    zone: str, moment: tuple[int, ...], fold: int, ends_at: int, minutes: int
) -> None:
    assert seconds_to_next_roll(_instant(zone, *moment, fold=fold), ZoneInfo(zone), ends_at) == minutes * 60


@given(SINCE_2011_DECEMBER, st.sampled_from(ZONES), st.integers(0, 12))
def test_a_roll_lies_ahead_changes_something_and_nothing_changes_before_it(
    instant: float, zone: str, ends_at: int
) -> None:
    info = ZoneInfo(zone)

    def days(at: float) -> tuple[date, date]:
        return today(at, info), proposed_day(at, info, ends_at)

    wait = seconds_to_next_roll(instant, info, ends_at)
    assert 0 < wait <= 25 * 3600
    assert days(instant + wait + 0.001) != days(instant)
    for share in (0.25, 0.5, 0.75):
        assert days(instant + wait * share) == days(instant)
    assert days(instant + wait - min(0.001, wait / 2)) == days(instant)


def test_the_zone_is_the_profiles() -> None:
    zone = choose_zone("Asia/Kathmandu", "2026-11-22T21:50:00+01:00", UTC)
    assert (zone.info, zone.name, zone.source) == (ZoneInfo("Asia/Kathmandu"), "Asia/Kathmandu", ZoneSource.PROFILE)


@pytest.mark.parametrize(
    "unknown", [None, "", "Mars/Olympus", "../../etc/passwd", "Europe", "a\0b", "x" * 5000, "\ud800"]
)
def test_else_the_offset_of_its_local_time(unknown: str | None) -> None:
    zone = choose_zone(unknown, "2026-11-22T21:50:00.123456+05:45", UTC)
    assert zone.source is ZoneSource.LOCAL_TIME
    assert local(0, zone.info).utcoffset() == timedelta(hours=5, minutes=45)
    assert choose_zone(unknown, "2026-11-22T21:50:00Z", timezone.max).source is ZoneSource.LOCAL_TIME


@pytest.mark.parametrize("local_time", [None, "", "yesterday", "2026-11-22T21:50:00", "2026-11-22T21:50:00+99:00"])
def test_else_the_computers(local_time: str | None) -> None:
    computer = timezone(timedelta(hours=-9, minutes=-30), "Marquesas")
    zone = choose_zone(None, local_time, computer)
    assert (zone.info, zone.name, zone.source) == (computer, "Marquesas", ZoneSource.COMPUTER)
