"""A reminder over a real notification service: its button saves, logging takes it back, and a restart forgets nothing.

It is noon in Melbourne, where the demo's person lives, when the clock of these tests starts.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale

from exist_desktop.app.presenters.reminders import ReminderPresenter
from exist_desktop.domain.commands import Command
from exist_desktop.domain.day import Zone, ZoneSource
from exist_desktop.domain.reminders import Reminder
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.format import QtFormats
from exist_desktop.ui.notify.service import ServiceNotifier
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.demo_server import DemoServer
from tests.patience import until
from tests.reminders.notification_service import NotificationService
from tests.sync.clocks import SteppedClock
from tests.sync.engine_harness import EngineHarness, at_desk
from tests.ui.set_time import SetTime

pytestmark = pytest.mark.virtual_desktop

LANGUAGE = Language(UNTRANSLATED, QtFormats(QLocale.c()))
MELBOURNE = ZoneInfo("Australia/Melbourne")
IN_MELBOURNE = SetTime(time.time, Zone(MELBOURNE, "Australia/Melbourne", ZoneSource.PROFILE))
"""Both the person and their computer are there; the clock is the engine's."""
EVENING = Reminder(21 * 60)
COFFEES = Reminder(21 * 60, attribute="coffees")


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock()


@pytest.fixture
def demo(clock: SteppedClock) -> Iterator[DemoServer]:
    with DemoServer(clock=clock.true) as running:
        yield running


@pytest.fixture
def service() -> Iterator[NotificationService]:
    with NotificationService() as running:
        yield running


class Evening:
    """The person's evening: what was asked where, and what was opened."""

    def __init__(self, desk: EngineHarness) -> None:
        self.desk = desk
        self.opened = 0
        self.asked_here: list[str] = []
        self._bridge = Bridge()
        self._prompter = self._new()

    def _new(self) -> ReminderPresenter:
        notifier = ServiceNotifier("Exist Desktop")
        self._notifier = notifier
        engine = self.desk.engine
        prompter = ReminderPresenter(engine, notifier, LANGUAGE, IN_MELBOURNE)
        prompter.entered.connect(self._save)
        prompter.quick_entry_wanted.connect(self._on_quick_entry_wanted)
        prompter.asked.connect(lambda question, _reason: self.asked_here.append(question))
        return prompter

    def _save(self, command: Command) -> None:
        self._bridge.run(self.desk.engine.journal.save(command))

    def _on_quick_entry_wanted(self) -> None:
        self.opened += 1

    async def begin(self, *reminders: Reminder) -> None:
        self.desk.engine.preferences.change(reminders=reminders)
        self._prompter.start()
        await self.rest()

    async def end(self) -> None:
        await self._bridge.stop()
        await self._prompter.stop()
        await self._notifier.stop()

    async def restart(self) -> None:
        await self.end()
        self._prompter = self._new()
        self._prompter.start()
        await self.rest()

    async def rest(self) -> None:
        await until(lambda: self.desk.clock.wakes_at is not None)

    async def pass_(self, **span: float) -> None:
        """Let time pass as it does on a computer that is awake."""
        end = self.desk.clock.true() + timedelta(**span).total_seconds()
        while self.desk.clock.true() < end:
            assert self.desk.clock.wakes_at is not None
            self.desk.clock.pass_until(min(self.desk.clock.wakes_at, end))
            await self.rest()

    async def sleep(self, **span: float) -> None:
        """The computer sleeps."""
        self.desk.clock.pass_(**span)
        await self.rest()

    async def saved(self) -> None:
        """Until the answer has been saved."""
        saved = asyncio.Event()
        self.desk.engine.store.subscribe(lambda change: saved.set() if change.outbox else None)
        if not await self.desk.engine.views.outbox():
            await saved.wait()


@asynccontextmanager
async def evening(demo: DemoServer, folder: Path, clock: SteppedClock, *reminders: Reminder) -> AsyncIterator[Evening]:
    async with at_desk(demo, folder / "data", clock, owned=["mood", "coffees"]) as desk:
        here = Evening(desk)
        await here.begin(*reminders)
        try:
            yield here
        finally:
            await here.end()


async def test_a_button_saves_the_mood(
    demo: DemoServer, tmp_path: Path, clock: SteppedClock, service: NotificationService
) -> None:
    async with evening(demo, tmp_path, clock, EVENING) as here:
        await here.sleep(hours=8, minutes=55)
        assert service.shown == []
        await here.pass_(minutes=4)
        assert service.shown == []
        await here.pass_(minutes=1)
        await until(lambda: service.shown)
        (asked,) = service.shown
        assert asked["title"] == "How is today?"
        assert asked["body"] == "Mood is not logged for Sunday, 22 November yet."
        assert list(asked["buttons"])[1:] == ["1", "2", "3", "4", "5", "Not today"]
        service.press(asked, "4")
        await here.saved()
        await here.desk.sync()
        assert here.desk.value("mood") == 4
        await here.sleep(hours=1)
        assert len(service.shown) == 1


async def test_logging_elsewhere_takes_it_back(
    demo: DemoServer, tmp_path: Path, clock: SteppedClock, service: NotificationService
) -> None:
    async with evening(demo, tmp_path, clock, EVENING) as here:
        await here.sleep(hours=9)
        await until(lambda: service.shown)
        await here.desk.set("mood", 5)
        await until(lambda: service.closed == [1])


async def test_a_day_that_is_logged_is_not_asked_for(
    demo: DemoServer, tmp_path: Path, clock: SteppedClock, service: NotificationService
) -> None:
    async with evening(demo, tmp_path, clock, EVENING, COFFEES) as here:
        await here.desk.set("mood", 5)
        await here.desk.set("coffees", 0)
        await here.sleep(hours=10)
        assert service.shown == []


async def test_another_attribute_is_asked_for_with_its_own_step(
    demo: DemoServer, tmp_path: Path, clock: SteppedClock, service: NotificationService
) -> None:
    async with evening(demo, tmp_path, clock, COFFEES) as here:
        before = here.desk.number("coffees")
        await here.sleep(hours=33)
        await until(lambda: service.shown)
        asked = service.shown[-1]
        assert asked["title"] == "Coffees today?"
        assert list(asked["buttons"])[1:] == ["+1", "Not today"]
        service.press(asked, "+1")
        await here.saved()
        await here.desk.sync()
        assert here.desk.number("coffees", here.desk.day + timedelta(days=1)) == 1
        assert here.desk.number("coffees") == before


async def test_not_today_is_remembered_over_a_restart(
    demo: DemoServer, tmp_path: Path, clock: SteppedClock, service: NotificationService
) -> None:
    async with evening(demo, tmp_path, clock, EVENING, Reminder(22 * 60)) as here:
        await here.sleep(hours=9)
        await until(lambda: service.shown)
        service.press(service.shown[0], "Not today")
        await until(lambda: here.desk.clock.wakes_at is None, every=0)  # only for a moment
        await here.rest()
        await here.restart()
        await here.sleep(hours=2)
        assert len(service.shown) == 1
        await here.sleep(hours=22)
        await until(lambda: len(service.shown) == 2)


async def test_a_question_that_is_just_being_shown_is_taken_back_when_the_program_ends(
    demo: DemoServer, tmp_path: Path, clock: SteppedClock, service: NotificationService
) -> None:
    service.be_slow(0.3)
    async with evening(demo, tmp_path, clock, EVENING) as here:
        clock.pass_(hours=9)
        await until(lambda: service.shown)
        await here.restart()
        await until(lambda: service.closed == [1])
        await here.sleep(minutes=90)
        assert len(service.shown) == 1, "it is known to have been asked"


async def test_what_was_asked_is_not_asked_again_after_a_restart(
    demo: DemoServer, tmp_path: Path, clock: SteppedClock, service: NotificationService
) -> None:
    async with evening(demo, tmp_path, clock, EVENING) as here:
        await here.sleep(hours=9)
        await until(lambda: service.shown)
        await here.restart()
        assert service.closed == [1], "its buttons would have found nobody"
        await here.sleep(minutes=90)
        assert len(service.shown) == 1


async def test_a_computer_that_was_asleep_asks_once_about_yesterday(
    demo: DemoServer, tmp_path: Path, clock: SteppedClock, service: NotificationService
) -> None:
    async with evening(demo, tmp_path, clock, Reminder(18 * 60), Reminder(20 * 60), EVENING) as here:
        await here.sleep(hours=14)
        assert service.shown == [], "it is two at night"
        await here.sleep(hours=6)
        await until(lambda: service.shown)
        await here.sleep(hours=1)
        (asked,) = service.shown
        assert asked["title"] == "How was yesterday?"
        service.press(asked, "2")
        await here.saved()
        await here.desk.sync()
        assert here.desk.value("mood", here.desk.day) == 2


async def test_a_time_chosen_after_it_has_passed_is_for_tomorrow(
    demo: DemoServer, tmp_path: Path, clock: SteppedClock, service: NotificationService
) -> None:
    async with evening(demo, tmp_path, clock) as here:
        await here.sleep(hours=10)
        here.desk.engine.preferences.change(reminders=(EVENING,))
        await here.rest()
        await here.sleep(minutes=30)
        assert service.shown == []


async def test_pressing_the_notification_itself_opens_quick_entry(
    demo: DemoServer, tmp_path: Path, clock: SteppedClock, service: NotificationService
) -> None:
    async with evening(demo, tmp_path, clock, EVENING) as here:
        await here.sleep(hours=9)
        await until(lambda: service.shown)
        service.press(service.shown[0], "")
        await until(lambda: here.opened)


async def test_without_a_service_it_is_asked_here_until_the_day_is_logged(
    demo: DemoServer, tmp_path: Path, clock: SteppedClock
) -> None:
    async with evening(demo, tmp_path, clock, EVENING) as here:
        await here.sleep(hours=9)
        await until(lambda: here.asked_here)
        assert here.asked_here == ["How is today?"]
        await here.desk.set("mood", 5)
        await until(lambda: here.asked_here[-1] == "")
