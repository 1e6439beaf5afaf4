"""A computer's clock that jumps: nothing stalls, nothing floods, and no old reading passes for a fresh one."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from exist_desktop.demo.faults import FaultKind
from exist_desktop.demo.thread import DemoServer
from exist_desktop.domain.settle import SETTLING_SECONDS
from exist_desktop.sync.clock import ComputerClock
from tests.sync.clocks import SteppedClock
from tests.sync.conftest import Tell
from tests.sync.desk import Desk, at_desk


@pytest.mark.parametrize("days", [-400, -1, 1, 400])
def test_a_wall_clock_that_is_set_while_it_runs_changes_nothing(tell: Tell, days: int) -> None:
    async def story(desk: Desk) -> None:
        before = desk.number("coffees")
        desk.trouble("increment", FaultKind.LOST_BEFORE)
        day = desk.day
        first = await desk.add("coffees")
        await desk.sync()
        desk.clock.set_wall(days=days)
        desk.clock.pass_(seconds=SETTLING_SECONDS + 1)
        await desk.sync()
        desk.clock.pass_(seconds=SETTLING_SECONDS / 10 + 1)
        await desk.sync()
        desk.clock.set_wall()
        assert (await desk.state(first), desk.number("coffees")) == ("sent", before + 1)
        assert (await desk.line(first)).entry.key.day == day
        assert len(desk.requests()) < 40

    tell(story, owned=["coffees"])


async def set_back(desk: Desk, clock: SteppedClock) -> None:
    """The program is started again on a computer whose clock was set back."""
    desk.clock = clock
    await desk.reopen()
    desk.forget_requests()


@pytest.mark.parametrize("hours", [1, 24 * 400])
def test_a_clock_that_was_set_back_between_two_runs_neither_stalls_nor_floods(
    demo: DemoServer, clock: SteppedClock, tmp_path: Path, hours: int
) -> None:
    async def story() -> None:
        earlier = SteppedClock(clock.true() - hours * 3600)
        async with at_desk(demo, tmp_path, clock, owned=["coffees"]) as desk:
            before = desk.number("coffees")
            desk.trouble("increment", FaultKind.LOST_BEFORE)
            desk.trouble("update", FaultKind.LOST_BEFORE)
            addition, total = await desk.add("coffees"), await desk.set("water", 500)
            desk.own("water")
            await desk.sync()
            await set_back(desk, earlier)
            await desk.sign_in()
            for _ in range(4):
                await desk.sync()
                earlier.pass_(seconds=SETTLING_SECONDS + 1)
            assert (await desk.state(addition), await desk.state(total)) == ("sent", "sent")
            assert (desk.number("coffees"), desk.value("water")) == (before + 1, 500)
            assert len(desk.requests()) < 60

    asyncio.run(story())


def test_what_was_read_tomorrow_is_not_fresh(demo: DemoServer, clock: SteppedClock, tmp_path: Path) -> None:
    async def story() -> None:
        async with at_desk(demo, tmp_path, clock, owned=["coffees"]) as desk:
            desk.demo.edit("josh", "coffees", desk.day, 30)
            earlier = SteppedClock(clock.true() - 3600)
            await set_back(desk, earlier)
            await desk.sign_in()
            desk.trouble("increment", FaultKind.LOST_AFTER)
            entry = await desk.add("coffees")
            assert (await desk.sync()).checking == 0
            assert (await desk.state(entry), desk.number("coffees")) == ("sent", 31)
            assert desk.tally()["attributes"] == 1

    asyncio.run(story())


def test_the_computers_clocks_go_on() -> None:
    clock = ComputerClock()
    first = clock.now()
    assert abs(first - clock.wall()) < 1
    assert clock.now() >= first
