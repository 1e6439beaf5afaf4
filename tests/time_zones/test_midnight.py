"""The window around midnight, in zones whose clocks do telling things that night, and on the way between zones."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exist_desktop.domain.day import Zone, ZoneSource
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.words.days import DayWords
from tests.api.memory_keyring import MemoryKeyring
from tests.journeys.conftest import Enter
from tests.journeys.room import LANGUAGE, Premises, Room, in_room
from tests.report import tried
from tests.sync.clocks import SteppedClock
from tests.sync.engine_harness import USER
from tests.ui.offscreen import quiet
from tests.ui.set_time import SetTime

pytestmark = quiet

NIGHTS = [
    ("Australia/Lord_Howe", date(2026, 10, 3)),  # clocks leap by half an hour at two
    ("Australia/Lord_Howe", date(2027, 4, 3)),  # and go back by as much
    ("Pacific/Chatham", date(2026, 9, 26)),  # from a quarter to three to a quarter to four
    ("Pacific/Apia", date(2026, 11, 21)),
    ("Asia/Kathmandu", date(2026, 11, 21)),
    ("America/New_York", date(2026, 10, 31)),  # one o'clock comes twice
    ("America/New_York", date(2027, 3, 13)),  # two o'clock does not come
    ("UTC", date(2026, 12, 31)),
]


def at(zone: str, day: date, hour: int, minute: int) -> float:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone)).timestamp()


async def look(room: Room) -> None:
    """The person comes back to the window."""
    room.application.window.activateWindow()
    QCoreApplication.sendEvent(room.today, QEvent(QEvent.Type.ActivationChange))
    await room.settled()


def mood(room: Room, day: date) -> object:
    return room.demo.world.value(USER, "mood", day)


@pytest.mark.parametrize(("zone", "evening"), NIGHTS, ids=[f"{zone} {day}" for zone, day in NIGHTS])
async def test_an_evening_that_goes_on_past_midnight(
    zone: str,
    evening: date,
    qapp: QApplication,
    folder: Path,
    kept: MemoryKeyring,
    move: Callable[[str], None],
) -> None:
    move(zone)
    morning = evening + timedelta(days=1)
    clock = SteppedClock(at(zone, evening, 23, 50))
    premises = Premises(clock)
    long_day = LANGUAGE.formats.long_day
    over = DayWords(LANGUAGE, morning).long(evening)
    try:
        async with in_room(qapp, premises, folder, clock, owned=["mood", "mood_note"]) as room:
            await room.reads(long_day(evening), "How was today?")
            await room.press("Mood 4")

            clock.pass_until(at(zone, morning, 0, 10))
            await look(room)
            await room.reads(f"It is past midnight. Until 03:00 entries go to {over}.")
            await room.press("Mood 5")
            note = room.today.card.note.edit
            note.clear()
            QTest.keyClicks(note, "Late")

            clock.pass_until(at(zone, morning, 4, 0))
            await look(room)
            await room.reads(f"It is {long_day(morning)} now. What you are typing stays with {over}.")
            await room.press("Save")
            await room.press("Go to today")
            await room.reads(long_day(morning), "How was today?")
            await room.press("Mood 2")

            await room.sync()
            assert (mood(room, evening), mood(room, morning)) == (5, 2)
            assert room.demo.world.value(USER, "mood_note", evening) == "Late"
    finally:
        premises.shut()
    tried("days", "evenings past midnight")


async def test_something_new_that_is_being_named_at_midnight_stays_with_its_day(enter: Enter) -> None:
    async with enter() as room:
        await room.press("New tag")
        await room.type("Name", "Moonlight")
        room.pass_(hours=20)
        await look(room)
        await room.reads("It is Monday, 23 November now. What you are typing stays with Sunday, 22 November.")
        await room.press("Make tag")
        (line,) = await room.engine.views.outbox()
        assert (line.attribute.label, line.entry.key.day) == ("Moonlight", date(2026, 11, 22))
    tried("days", "evenings past midnight")


def test_the_page_rolls_by_its_own_timer(qtbot: QtBot) -> None:
    start = time.monotonic()
    midnight = at("Asia/Kathmandu", date(2026, 11, 22), 0, 0)
    zone = Zone(ZoneInfo("Asia/Kathmandu"), "Asia/Kathmandu", ZoneSource.PROFILE)
    parent = QObject()
    person = SetTime(lambda: midnight - 0.2 + time.monotonic() - start, zone, ends_at=0)
    clock = DayClock(person, parent)
    assert clock.proposed() == date(2026, 11, 21)
    with qtbot.waitSignal(clock.rolled, timeout=3000):
        pass
    assert clock.proposed() == date(2026, 11, 22)


@pytest.fixture
def _computer_in_utc(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("_computer_in_utc")
@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system's zone cannot be set for a process")
async def test_somebody_who_travels_gets_the_day_of_the_place_and_keeps_the_days_of_their_entries(
    enter: Enter, move: Callable[[str], None]
) -> None:
    async with enter(owned=["mood"]) as room:
        sunday, saturday = date(2026, 11, 22), date(2026, 11, 21)
        await room.reads("Sunday, 22 November", "How was today?")
        await room.press("Mood 4")
        move("America/New_York")
        await room.sync()
        await room.reads("Saturday, 21 November", "How was today?")
        assert "New York · 21 Nov 20:00, here 22 Nov 01:00" in room.names()
        await room.press("Mood 2")
        await room.sync()
        assert (mood(room, sunday), mood(room, saturday)) == (4, 2)
        lines = await room.engine.views.outbox(finished=True)
        assert [line.entry.key.day for line in lines] == [saturday, sunday]
    tried("days", "travels")


async def test_a_wrong_clock_is_told_once_until_it_is_right_again(enter: Enter) -> None:
    async with enter() as room:
        for minutes, words in ((12, "12 minutes fast"), (-125, "2 hours slow")):
            room.clock.set_wall(minutes=minutes)
            await room.sync()
            await room.reads(
                f"This computer's clock is {words}. Today follows that clock, so set it right.",
            )
            await room.press("Close message")
            await room.sync()
            assert room.toast() == ""
            assert f"This computer's clock is {words}." in room.texts(), "the state of the connection goes on saying it"
            room.clock.set_wall()
            await room.sync()
            assert "This computer's clock" not in room.texts()
    tried("days", "wrong clocks told", 2)
