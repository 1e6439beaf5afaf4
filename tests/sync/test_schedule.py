"""The timetable: what leaves when its Undo notice ends, one reading an hour, and silence in between."""

from __future__ import annotations

import asyncio
from random import Random

import pytest

from exist_desktop.demo.server.faults import FaultKind
from exist_desktop.domain.outbox.increment_check import SETTLING_SECONDS
from exist_desktop.domain.outbox.undo import UNDO_SECONDS
from exist_desktop.errors import AppError, UnexpectedError
from exist_desktop.store.file.database import Connection
from exist_desktop.store.file.schema import MIGRATIONS
from exist_desktop.store.unsent.rescue import BACKUP
from exist_desktop.sync.clock import ComputerClock
from exist_desktop.sync.status import Condition, Unobserved
from tests.silence import Logs
from tests.store.notebook import query
from tests.sync.conftest import Tell
from tests.sync.engine_harness import USER, WRITING, EngineHarness


def test_an_idle_day_reads_once_an_hour_in_as_few_calls_as_there_are(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.engine.start()
        await harness.live(hours=23, minutes=30)
        assert harness.tally() == {"profile": 23, "owned": 23, "with-values": 23}
        await harness.live(hours=1)
        assert harness.tally()["attributes"] == 1
        assert harness.tally()["templates"] == 0

    tell(story)


def test_a_window_that_nobody_sees_costs_one_request_an_hour(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.engine.start()
        harness.schedule.looked_away()
        await harness.live(hours=24)
        assert 12 <= len(harness.requests()) <= 24
        harness.forget_requests()
        await harness.live(hours=1, minutes=30)
        harness.forget_requests()
        harness.schedule.looked_at()
        await harness.live(seconds=1)
        assert harness.tally()["with-values"] == 1, "whoever looks at it sees what is new"

    tell(story)


def test_looking_at_it_often_reads_no_more_often(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.engine.start()
        for _ in range(10):
            harness.schedule.looked_away()
            await harness.live(minutes=5)
            harness.schedule.looked_at()
            await harness.at_rest()
        assert not harness.requests()

    tell(story)


def test_a_week_reads_all_attributes_daily_and_the_templates_once(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        for _ in range(14):
            harness.clock.pass_(hours=12, seconds=1)
            await harness.sync()
        assert (harness.tally()["attributes"], harness.tally()["templates"]) == (7, 1)
        assert harness.tally()["with-values"] == 14

    tell(story)


def test_an_entry_leaves_when_its_undo_notice_ends(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.engine.start()
        await harness.set("coffees", 3)
        await harness.live(seconds=UNDO_SECONDS - 1)
        assert not harness.requests()
        await harness.live(seconds=2)
        assert harness.value("coffees") == 3
        assert harness.tally() == {"update": 1}

    tell(story, owned=["coffees"])


def test_an_entry_that_is_undone_in_time_never_leaves(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.engine.start()
        entry = await harness.set("coffees", 3)
        await harness.live(seconds=UNDO_SECONDS - 1)
        await harness.engine.journal.undo(entry)
        await harness.live(minutes=30)
        assert harness.written("coffees") == []

    tell(story, owned=["coffees"])


def test_each_save_starts_the_wait_anew_and_all_leave_together(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.engine.start()
        for value in range(5):
            await harness.set("coffees", value)
            await harness.add("water", 250)
            await harness.live(seconds=UNDO_SECONDS - 1)
        assert not harness.requests(*WRITING)
        await harness.live(seconds=2)
        assert (harness.written("coffees"), harness.written("water")) == ([4], [1250])

    tell(story, owned=["coffees", "water"])


def test_send_now_does_not_wait(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.engine.start()
        await harness.set("coffees", 3)
        harness.schedule.send_now()
        await harness.live(seconds=1)
        assert harness.value("coffees") == 3

    tell(story, owned=["coffees"])


def test_a_lost_addition_is_settled_without_anyone(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        before = harness.number("coffees")
        harness.error("increment", FaultKind.LOST_BEFORE)
        harness.engine.start()
        entry = await harness.add("coffees")
        await harness.live(seconds=UNDO_SECONDS + 2 * SETTLING_SECONDS)
        assert (await harness.state(entry), harness.number("coffees")) == ("sent", before + 1)

    tell(story, owned=["coffees"])


@pytest.mark.parametrize("status", [500, 503])
def test_trouble_for_hours_is_met_with_patience_and_ends_by_itself(tell: Tell, status: int) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.error("*", FaultKind.STATUS, status=status, times=10_000)
        harness.engine.start()
        entry = await harness.set("coffees", 3)
        await harness.live(hours=3)
        assert 10 < len(harness.requests()) < 120
        harness.demo.world.faults.clear()
        await harness.live(minutes=30)
        assert (await harness.state(entry), harness.value("coffees")) == ("sent", 3)

    tell(story, owned=["coffees"])


def test_a_pause_that_exist_asks_for_is_kept_and_ends_by_itself(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.error("update", FaultKind.STATUS, status=429, retry_after="1800")
        harness.engine.start()
        await harness.set("coffees", 3)
        await harness.live(minutes=1)
        harness.forget_requests()
        await harness.set("water", 500)
        harness.schedule.send_now()
        harness.schedule.refresh()
        await harness.live(minutes=28)
        assert harness.requests() == []
        await harness.live(minutes=5)
        assert (harness.value("coffees"), harness.value("water")) == (3, 500)

    tell(story, owned=["coffees", "water"])


def test_signed_out_asks_nothing_more_of_exist(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.demo.world.tokens.revoke(user=USER)
        harness.engine.start()
        await harness.set("coffees", 3)
        await harness.live(hours=5)
        assert len(harness.requests()) == 1
        assert harness.engine.link is not None
        assert harness.engine.link.worker.status.condition is Condition.SIGNED_OUT

    tell(story, owned=["coffees"])


def test_refresh_reads_at_once_and_at_most_once_a_minute(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.engine.start()
        await harness.live(minutes=5)
        for _ in range(5):
            harness.schedule.refresh()
            await harness.live(seconds=5)
        assert harness.tally()["profile"] == 1
        await harness.live(minutes=1)
        assert harness.tally()["profile"] == 2

    tell(story)


def test_what_another_process_sends_at_the_same_time_is_waited_for(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.engine.start()
        await harness.at_rest()
        other = EngineHarness(harness.demo, harness.folder, harness.clock)
        await other.engine.open()
        await other.sign_in()
        harness.error("update", FaultKind.SLOW, seconds=0.3)
        await harness.set("coffees", 3)
        push = asyncio.create_task(other.schedule.push_out())
        await harness.live(minutes=1)
        await push
        await other.engine.close()
        await harness.live(minutes=1)
        assert harness.written("coffees") == [3]

    tell(story, owned=["coffees"])


def test_the_computers_clock_waits_for_the_event_or_the_instant() -> None:
    async def story() -> None:
        clock, event = ComputerClock(), asyncio.Event()
        await clock.wait(event, clock.now() - 1)
        await clock.wait(event, clock.now() + 0.01)
        event.set()
        await clock.wait(event, float("inf"))

    asyncio.run(story())


def test_a_reading_of_everything_leaves_a_backup_once_a_day(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        backup = harness.folder / BACKUP
        assert query(backup, "PRAGMA integrity_check") == [("ok",)]
        before = backup.stat().st_mtime_ns
        await harness.sync()
        assert backup.stat().st_mtime_ns == before
        harness.clock.pass_until(harness.clock.true() + 86_400)
        await harness.sync()
        assert backup.stat().st_mtime_ns > before

    tell(story)


def test_after_an_update_the_worker_rests_and_says_so(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        def later(connection: Connection) -> None:
            connection.execute(f"PRAGMA user_version={len(MIGRATIONS) + 1}")

        await harness.set("coffees", 3)
        await harness.engine.store.database.write(later)
        harness.forget_requests()
        harness.engine.start()
        await harness.live(hours=2)
        assert harness.requests() == []
        assert harness.engine.link is not None
        assert harness.engine.link.worker.status.condition is Condition.UPDATED

    tell(story, owned=["coffees"])


class Broken(Random):
    """Lots that cannot be drawn at first, as nobody would have thought."""

    fails = 1

    def uniform(self, a: float, b: float) -> float:
        if self.fails:
            self.fails -= 1
            raise OverflowError("nobody thought of that")
        return super().uniform(a, b)


class Listening(Unobserved):
    """Hears the errors alone."""

    def __init__(self) -> None:
        self.told: list[AppError] = []

    def publish_error(self, error: AppError) -> None:
        self.told.append(error)


def test_a_bug_in_the_worker_is_told_once_and_what_waits_is_sent_all_the_same(tell: Tell, logs: Logs) -> None:
    logs.expect("The worker failed; it tries again by itself")

    async def story(harness: EngineHarness) -> None:
        observer = Listening()
        await harness.reopen()
        harness.engine._random, harness.engine._observer = Broken(7), observer
        await harness.sign_in()
        harness.error("*", FaultKind.STATUS, status=500)
        harness.engine.start()
        await harness.at_rest()
        entry = await harness.set("coffees", 3)
        await harness.live(seconds=UNDO_SECONDS)
        assert [type(error) for error in observer.told] == [UnexpectedError]
        await harness.live(minutes=20)
        assert await harness.state(entry) == "sent"
        assert harness.value("coffees") == 3
        assert len(observer.told) == 1

    tell(story, owned=["coffees"])
