"""The timetable: what leaves when its Undo notice ends, one reading an hour, and silence in between."""

from __future__ import annotations

import asyncio
from random import Random

import pytest

from exist_desktop.demo.faults import FaultKind
from exist_desktop.domain.settle import SETTLING_SECONDS
from exist_desktop.errors import Trouble, Unexpected
from exist_desktop.store.database import Connection
from exist_desktop.store.rescue import BACKUP
from exist_desktop.store.schema import MIGRATIONS
from exist_desktop.sync.clock import ComputerClock
from exist_desktop.sync.schedule import UNDO_SECONDS
from exist_desktop.sync.status import Condition
from tests.silence import Logs
from tests.store.notebook import query
from tests.sync.conftest import Tell
from tests.sync.desk import USER, WRITING, Desk


def test_an_idle_day_reads_once_an_hour_in_as_few_calls_as_there_are(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        desk.engine.start()
        await desk.live(hours=23, minutes=30)
        assert desk.tally() == {"profile": 23, "owned": 23, "with-values": 23}
        await desk.live(hours=1)
        assert desk.tally()["attributes"] == 1
        assert desk.tally()["templates"] == 0

    tell(story)


def test_a_window_that_nobody_sees_costs_one_request_an_hour(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        desk.engine.start()
        desk.schedule.looked_away()
        await desk.live(hours=24)
        assert 12 <= len(desk.requests()) <= 24
        desk.forget_requests()
        await desk.live(hours=1, minutes=30)
        desk.forget_requests()
        desk.schedule.looked_at()
        await desk.live(seconds=1)
        assert desk.tally()["with-values"] == 1, "whoever looks at it sees what is new"

    tell(story)


def test_looking_at_it_often_reads_no_more_often(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        desk.engine.start()
        for _ in range(10):
            desk.schedule.looked_away()
            await desk.live(minutes=5)
            desk.schedule.looked_at()
            await desk.at_rest()
        assert not desk.requests()

    tell(story)


def test_a_week_reads_all_attributes_daily_and_the_templates_once(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        for _ in range(14):
            desk.clock.pass_(hours=12, seconds=1)
            await desk.sync()
        assert (desk.tally()["attributes"], desk.tally()["templates"]) == (7, 1)
        assert desk.tally()["with-values"] == 14

    tell(story)


def test_an_entry_leaves_when_its_undo_notice_ends(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        desk.engine.start()
        await desk.set("coffees", 3)
        await desk.live(seconds=UNDO_SECONDS - 1)
        assert not desk.requests()
        await desk.live(seconds=2)
        assert desk.value("coffees") == 3
        assert desk.tally() == {"update": 1}

    tell(story, owned=["coffees"])


def test_an_entry_that_is_undone_in_time_never_leaves(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        desk.engine.start()
        entry = await desk.set("coffees", 3)
        await desk.live(seconds=UNDO_SECONDS - 1)
        await desk.engine.journal.undo(entry)
        await desk.live(minutes=30)
        assert desk.written("coffees") == []

    tell(story, owned=["coffees"])


def test_each_save_starts_the_wait_anew_and_all_leave_together(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        desk.engine.start()
        for value in range(5):
            await desk.set("coffees", value)
            await desk.add("water", 250)
            await desk.live(seconds=UNDO_SECONDS - 1)
        assert not desk.requests(*WRITING)
        await desk.live(seconds=2)
        assert (desk.written("coffees"), desk.written("water")) == ([4], [1250])

    tell(story, owned=["coffees", "water"])


def test_send_now_does_not_wait(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        desk.engine.start()
        await desk.set("coffees", 3)
        desk.schedule.send_now()
        await desk.live(seconds=1)
        assert desk.value("coffees") == 3

    tell(story, owned=["coffees"])


def test_a_lost_addition_is_settled_without_anyone(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        before = desk.number("coffees")
        desk.trouble("increment", FaultKind.LOST_BEFORE)
        desk.engine.start()
        entry = await desk.add("coffees")
        await desk.live(seconds=UNDO_SECONDS + 2 * SETTLING_SECONDS)
        assert (await desk.state(entry), desk.number("coffees")) == ("sent", before + 1)

    tell(story, owned=["coffees"])


@pytest.mark.parametrize("status", [500, 503])
def test_trouble_for_hours_is_met_with_patience_and_ends_by_itself(tell: Tell, status: int) -> None:
    async def story(desk: Desk) -> None:
        desk.trouble("*", FaultKind.STATUS, status=status, times=10_000)
        desk.engine.start()
        entry = await desk.set("coffees", 3)
        await desk.live(hours=3)
        assert 10 < len(desk.requests()) < 120
        desk.demo.world.faults.clear()
        await desk.live(minutes=30)
        assert (await desk.state(entry), desk.value("coffees")) == ("sent", 3)

    tell(story, owned=["coffees"])


def test_a_pause_that_exist_asks_for_is_kept_and_ends_by_itself(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        desk.trouble("update", FaultKind.STATUS, status=429, retry_after="1800")
        desk.engine.start()
        await desk.set("coffees", 3)
        await desk.live(minutes=1)
        desk.forget_requests()
        await desk.set("water", 500)
        desk.schedule.send_now()
        desk.schedule.refresh()
        await desk.live(minutes=28)
        assert desk.requests() == []
        await desk.live(minutes=5)
        assert (desk.value("coffees"), desk.value("water")) == (3, 500)

    tell(story, owned=["coffees", "water"])


def test_signed_out_asks_nothing_more_of_exist(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        desk.demo.world.tokens.revoke(user=USER)
        desk.engine.start()
        await desk.set("coffees", 3)
        await desk.live(hours=5)
        assert len(desk.requests()) == 1
        assert desk.engine.link is not None
        assert desk.engine.link.worker.status.condition is Condition.SIGNED_OUT

    tell(story, owned=["coffees"])


def test_refresh_reads_at_once_and_at_most_once_a_minute(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        desk.engine.start()
        await desk.live(minutes=5)
        for _ in range(5):
            desk.schedule.refresh()
            await desk.live(seconds=5)
        assert desk.tally()["profile"] == 1
        await desk.live(minutes=1)
        assert desk.tally()["profile"] == 2

    tell(story)


def test_what_another_process_sends_at_the_same_time_is_waited_for(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        desk.engine.start()
        await desk.at_rest()
        other = Desk(desk.demo, desk.folder, desk.clock)
        await other.engine.open()
        await other.sign_in()
        desk.trouble("update", FaultKind.SLOW, seconds=0.3)
        await desk.set("coffees", 3)
        push = asyncio.create_task(other.schedule.push_out())
        await desk.live(minutes=1)
        await push
        await other.engine.close()
        await desk.live(minutes=1)
        assert desk.written("coffees") == [3]

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
    async def story(desk: Desk) -> None:
        backup = desk.folder / BACKUP
        assert query(backup, "PRAGMA integrity_check") == [("ok",)]
        before = backup.stat().st_mtime_ns
        await desk.sync()
        assert backup.stat().st_mtime_ns == before
        desk.clock.pass_until(desk.clock.true() + 86_400)
        await desk.sync()
        assert backup.stat().st_mtime_ns > before

    tell(story)


def test_after_an_update_the_worker_rests_and_says_so(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        def later(connection: Connection) -> None:
            connection.execute(f"PRAGMA user_version={len(MIGRATIONS) + 1}")

        await desk.set("coffees", 3)
        await desk.engine.store.database.write(later)
        desk.forget_requests()
        desk.engine.start()
        await desk.live(hours=2)
        assert desk.requests() == []
        assert desk.engine.link is not None
        assert desk.engine.link.worker.status.condition is Condition.UPDATED

    tell(story, owned=["coffees"])


class Broken(Random):
    """Lots that cannot be drawn at first, as nobody would have thought."""

    fails = 1

    def uniform(self, a: float, b: float) -> float:
        if self.fails:
            self.fails -= 1
            raise OverflowError("nobody thought of that")
        return super().uniform(a, b)


def test_a_bug_in_the_worker_is_told_once_and_what_waits_is_sent_all_the_same(tell: Tell, logs: Logs) -> None:
    logs.expect("The worker failed; it tries again by itself")

    async def story(desk: Desk) -> None:
        told: list[Trouble] = []
        await desk.reopen()
        desk.engine._random, desk.engine._on_trouble = Broken(7), told.append
        await desk.sign_in()
        desk.trouble("*", FaultKind.STATUS, status=500)
        desk.engine.start()
        await desk.at_rest()
        entry = await desk.set("coffees", 3)
        await desk.live(seconds=UNDO_SECONDS)
        assert [type(trouble) for trouble in told] == [Unexpected]
        await desk.live(minutes=20)
        assert await desk.state(entry) == "sent"
        assert desk.value("coffees") == 3
        assert len(told) == 1

    tell(story, owned=["coffees"])
