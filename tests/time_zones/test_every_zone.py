"""Whatever the zone and the moment: the day is the one on the wall there, and it rolls when it should."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exist_desktop.domain.day import latest_day, proposed_day, seconds_to_next_roll, today
from exist_desktop.ui.day_clock import LONGEST_SLEEP
from tests.report import tried

EVERYWHERE = st.sampled_from(sorted(available_timezones()))
ANY_TIME = st.integers(0, 4_000_000_000).map(float)
DAY = timedelta(days=1)


def changes(zone: str, year: int) -> list[float]:
    """The instants of a year at which clocks are set in a zone."""
    info = ZoneInfo(zone)
    hours = [datetime(year, 1, 1, tzinfo=UTC) + timedelta(hours=hour) for hour in range(366 * 24)]
    offsets = [hour.astimezone(info).utcoffset() for hour in hours]
    return [hours[i + 1].timestamp() for i in range(len(hours) - 1) if offsets[i] != offsets[i + 1]]


def is_right(instant: float, zone: str, ends_at: int) -> None:
    """The rules of the day, told by the clock on the wall alone."""
    info = ZoneInfo(zone)
    wall = datetime.fromtimestamp(instant, info)
    assert today(instant, info) == wall.date()
    assert latest_day(instant, info) == wall.date() + DAY
    assert proposed_day(instant, info, ends_at) == wall.date() - (DAY if wall.hour < ends_at else timedelta())


@given(ANY_TIME, EVERYWHERE, st.integers(0, 12))
def test_the_day_is_the_one_on_the_wall(instant: float, zone: str, ends_at: int) -> None:
    is_right(instant, zone, ends_at)
    tried("days", "every zone: the day")


@given(ANY_TIME, EVERYWHERE, st.integers(0, 12))
def test_nothing_changes_before_the_roll_that_was_foretold(instant: float, zone: str, ends_at: int) -> None:
    """But for clocks that are set in between, which a page notices when it looks anyway."""
    info = ZoneInfo(zone)

    def days(at: float) -> tuple[date, date]:
        return today(at, info), proposed_day(at, info, ends_at)

    def offset(at: float) -> timedelta | None:
        return datetime.fromtimestamp(at, info).utcoffset()

    wait = seconds_to_next_roll(instant, info, ends_at)
    assert 0 < wait <= 26 * 3600
    assert days(instant + wait) != days(instant)
    if offset(instant) == offset(instant + wait):
        assert days(instant + wait - 0.01) == days(instant)
        assert days(instant + wait / 2) == days(instant)
    tried("days", "every zone: the roll")


@pytest.mark.parametrize("ends_at", [0, 3])
@pytest.mark.parametrize(
    ("zone", "year"),
    [
        ("Australia/Lord_Howe", 2026),
        ("Pacific/Chatham", 2026),
        ("Pacific/Apia", 2011),
        ("Pacific/Apia", 2020),
        ("Asia/Kathmandu", 1986),
        ("America/New_York", 2026),
        ("America/St_Johns", 2010),
        ("UTC", 2026),
    ],
)
def test_a_page_that_follows_the_rolls_is_right_around_every_change_of_the_clocks(
    zone: str, year: int, ends_at: int
) -> None:
    """Two days before and after each change, by the page's own rule of when to look."""
    info = ZoneInfo(zone)
    moments = changes(zone, year) or [datetime(year, 6, 1, tzinfo=UTC).timestamp()]
    for change in moments:
        now, looks = change - 2 * 86_400, 0
        shown = proposed_day(now, info, ends_at)
        while now < change + 2 * 86_400:
            pause = min(seconds_to_next_roll(now, info, ends_at), LONGEST_SLEEP)
            assert proposed_day(now + pause - 0.5, info, ends_at) == shown, datetime.fromtimestamp(now, info)
            now += pause
            is_right(now, zone, ends_at)
            shown = proposed_day(now, info, ends_at)
            looks += 1
        tried("days", "changes of the clocks: looks at the time", looks)
