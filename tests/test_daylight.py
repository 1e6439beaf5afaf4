"""The tests' own daylight: whatever the hour, somewhere among the homes of the demo's people it is day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.daylight import FIRST_HOUR, LAST_HOUR, where_it_is_day


def test_it_is_always_day_somewhere() -> None:
    for hour in range(366 * 24):
        moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hour)
        assert FIRST_HOUR <= moment.astimezone(ZoneInfo(where_it_is_day(moment))).hour < LAST_HOUR
