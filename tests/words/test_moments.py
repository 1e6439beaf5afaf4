"""Times of what this computer did are in its own zone, by the offset that held then."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from exist_desktop.domain.day import local
from exist_desktop.sync.computer_zone import ComputerZone
from exist_desktop.words.days import moment
from exist_desktop.words.language import Language

needs_tzset = pytest.mark.skipif(not hasattr(time, "tzset"), reason="the system's zone cannot be set for a process")


@contextmanager
def _in_zone(rule: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The system's zone by a POSIX rule, which needs no zone files."""
    before = os.environ.get("TZ")
    with monkeypatch.context() as patched:
        patched.setenv("TZ", rule)
        time.tzset()
        yield
    assert os.environ.get("TZ") == before
    time.tzset()


def _instant(month: int, day: int, hour: int, minute: int = 0) -> float:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC).timestamp()


BERLIN = "CET-1CEST,M3.5.0,M10.5.0/3"
SYDNEY = "AEST-10AEDT,M10.1.0,M4.1.0/3"


@needs_tzset
@pytest.mark.parametrize(
    ("rule", "instant", "now", "shown"),
    [
        (BERLIN, _instant(10, 24, 19, 40), _instant(10, 25, 11), "24 Oct, 21:40"),
        (BERLIN, _instant(10, 24, 22, 10), _instant(10, 25, 11), "00:10"),
        (BERLIN, _instant(10, 25, 0, 30), _instant(10, 25, 11), "02:30"),
        (BERLIN, _instant(10, 25, 1, 30), _instant(10, 25, 11), "02:30"),
        (BERLIN, _instant(3, 29, 0, 59), _instant(3, 29, 11), "01:59"),
        (BERLIN, _instant(3, 29, 1), _instant(3, 29, 11), "03:00"),
        (SYDNEY, _instant(10, 3, 15), _instant(10, 4, 2), "01:00"),
        (SYDNEY, _instant(10, 3, 17), _instant(10, 4, 2), "04:00"),
    ],
)
def test_a_time_is_read_by_the_offset_that_held_then(
    english: Language, rule: str, instant: float, now: float, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _in_zone(rule, monkeypatch):
        assert moment(english, instant, now, ComputerZone()) == shown


@needs_tzset
@pytest.mark.parametrize("rule", [BERLIN, SYDNEY, "UTC0", "<+0545>-5:45", "<-03>3"])
def test_every_hour_around_a_change_comes_back_as_the_same_instant(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with _in_zone(rule, monkeypatch):
        for start in (_instant(3, 28, 0), _instant(4, 4, 0), _instant(10, 3, 0), _instant(10, 24, 0)):
            for half_hours in range(96):
                instant = start + timedelta(minutes=30 * half_hours).total_seconds()
                assert local(instant, ComputerZone()).timestamp() == instant
                assert f"{local(instant, ComputerZone()):%H:%M}" == time.strftime("%H:%M", time.localtime(instant))


@needs_tzset
def test_a_zone_that_is_changed_while_the_program_runs_is_followed(
    english: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    zone, instant = ComputerZone(), _instant(7, 1, 10)
    for rule, shown in (("UTC0", "10:00"), (BERLIN, "12:00")):
        with _in_zone(rule, monkeypatch):
            assert moment(english, instant, instant, zone) == shown
