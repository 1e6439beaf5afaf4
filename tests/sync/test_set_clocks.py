"""A computer's clock that jumps: nothing stalls, nothing floods, and no old reading passes for a fresh one."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from exist_desktop.demo.server.faults import FaultKind
from exist_desktop.domain.outbox.increment_check import SETTLING_SECONDS
from exist_desktop.sync.clock import ComputerClock
from exist_desktop.sync.status import Condition
from tests.demo_server import DemoServer
from tests.sync.clocks import NOON_IN_MELBOURNE, SteppedClock
from tests.sync.conftest import Tell
from tests.sync.engine_harness import EngineHarness, at_desk


@pytest.mark.parametrize("days", [-400, -1, 1, 400])
def test_a_wall_clock_that_is_set_while_it_runs_changes_nothing(tell: Tell, days: int) -> None:
    async def story(harness: EngineHarness) -> None:
        before = harness.number("coffees")
        harness.error("increment", FaultKind.LOST_BEFORE)
        day = harness.day
        first = await harness.add("coffees")
        await harness.sync()
        harness.clock.set_wall(days=days)
        harness.clock.pass_(seconds=SETTLING_SECONDS + 1)
        await harness.sync()
        harness.clock.pass_(seconds=SETTLING_SECONDS / 10 + 1)
        await harness.sync()
        harness.clock.set_wall()
        assert (await harness.state(first), harness.number("coffees")) == ("sent", before + 1)
        assert (await harness.line(first)).entry.key.day == day
        assert len(harness.requests()) < 40

    tell(story, owned=["coffees"])


async def set_back(harness: EngineHarness, clock: SteppedClock) -> None:
    """The program is started again on a computer whose clock was set back."""
    harness.clock = clock
    await harness.reopen()
    harness.forget_requests()


@pytest.mark.parametrize("hours", [1, 24 * 400])
def test_a_clock_that_was_set_back_between_two_runs_neither_stalls_nor_floods(
    demo: DemoServer, clock: SteppedClock, tmp_path: Path, hours: int
) -> None:
    async def story() -> None:
        earlier = SteppedClock(clock.true() - hours * 3600)
        async with at_desk(demo, tmp_path, clock, owned=["coffees"]) as harness:
            before = harness.number("coffees")
            harness.error("increment", FaultKind.LOST_BEFORE)
            harness.error("update", FaultKind.LOST_BEFORE)
            addition, total = await harness.add("coffees"), await harness.set("water", 500)
            harness.own("water")
            await harness.sync()
            await set_back(harness, earlier)
            await harness.sign_in()
            for _ in range(4):
                await harness.sync()
                earlier.pass_(seconds=SETTLING_SECONDS + 1)
            assert (await harness.state(addition), await harness.state(total)) == ("sent", "sent")
            assert (harness.number("coffees"), harness.value("water")) == (before + 1, 500)
            assert len(harness.requests()) < 60

    asyncio.run(story())


@pytest.mark.parametrize("hours", [-24, -1, 1, 24 * 400])
def test_a_fence_stands_as_long_as_it_should_however_the_clock_was_set_between_two_runs(
    demo: DemoServer, tmp_path: Path, hours: int
) -> None:
    """The late total of the first run would run over the newer one of the second."""

    async def story() -> None:
        boot = NOON_IN_MELBOURNE - 3600
        before = SteppedClock(system_started=boot)
        after = SteppedClock(before.true() + hours * 3600, system_started=boot + hours * 3600)
        async with at_desk(demo, tmp_path, before, owned=["water"]) as harness:
            harness.own("water")
            harness.error("update", FaultKind.LOST_BEFORE)
            total = await harness.set("water", 500)
            await harness.sync()
            await set_back(harness, after)
            await harness.sign_in()
            result = await harness.sync()
            assert (result.waiting, harness.requests("update")) == (1, []), "the first one may still be on its way"
            after.pass_(seconds=SETTLING_SECONDS + 1)
            await harness.sync()
            assert (await harness.state(total), harness.value("water")) == ("sent", 500)

    asyncio.run(story())


@pytest.mark.parametrize("hours", [-1, 24])
def test_a_pause_that_exist_asked_for_lasts_however_the_clock_was_set_between_two_runs(
    demo: DemoServer, tmp_path: Path, hours: int
) -> None:
    async def story() -> None:
        boot = NOON_IN_MELBOURNE - 3600
        before = SteppedClock(system_started=boot)
        after = SteppedClock(before.true() + hours * 3600, system_started=boot + hours * 3600)
        async with at_desk(demo, tmp_path, before, owned=["water"]) as harness:
            harness.error("update", FaultKind.STATUS, status=429, retry_after="600")
            await harness.set("water", 500)
            await harness.sync()
            await set_back(harness, after)
            await harness.sign_in()
            harness.forget_requests()
            assert (await harness.sync()).condition is Condition.PAUSED
            assert harness.requests() == []
            after.pass_(seconds=601)
            assert (await harness.sync()).waiting == 0

    asyncio.run(story())


def test_what_is_to_be_tried_in_an_hour_does_not_wait_for_a_day_that_the_clock_lost(
    demo: DemoServer, clock: SteppedClock, tmp_path: Path
) -> None:
    async def story() -> None:
        async with at_desk(demo, tmp_path, clock, owned=["coffees"]) as harness:
            harness.error("update", FaultKind.REFUSE)
            entry = await harness.set("coffees", 3)
            assert (await harness.sync()).waiting == 1
            yesterday = SteppedClock(clock.true() - 24 * 3600)
            await set_back(harness, yesterday)
            await harness.sign_in()
            assert (await harness.sync()).waiting == 1
            yesterday.pass_(minutes=61)
            await harness.sync()
            assert (await harness.state(entry), harness.value("coffees")) == ("sent", 3)

    asyncio.run(story())


def test_what_was_read_tomorrow_is_not_fresh(demo: DemoServer, clock: SteppedClock, tmp_path: Path) -> None:
    async def story() -> None:
        async with at_desk(demo, tmp_path, clock, owned=["coffees"]) as harness:
            harness.demo.edit("josh", "coffees", harness.day, 30)
            earlier = SteppedClock(clock.true() - 3600)
            await set_back(harness, earlier)
            await harness.sign_in()
            harness.error("increment", FaultKind.LOST_AFTER)
            entry = await harness.add("coffees")
            assert (await harness.sync()).checking == 0
            assert (await harness.state(entry), harness.number("coffees")) == ("sent", 31)
            assert harness.tally()["attributes"] == 1

    asyncio.run(story())


def test_the_computers_clocks_go_on() -> None:
    clock = ComputerClock()
    first = clock.now()
    assert abs(first - clock.wall()) < 1
    assert clock.now() >= first


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux names its runs")
def test_two_processes_of_one_start_of_the_system_count_by_the_same_clock() -> None:
    ours, theirs = ComputerClock().uptime(), ComputerClock().uptime()
    assert ours is not None
    assert theirs is not None
    assert ours.start == theirs.start
    assert 0 <= theirs.seconds - ours.seconds < 1
