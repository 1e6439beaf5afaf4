"""A week without a connection, and clocks that are set while the program runs: each entry on its own day, once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from exist_desktop.demo.thread import DemoServer
from exist_desktop.domain.commands import Increment, Key, SetValue
from exist_desktop.domain.day import today
from exist_desktop.sync.status import Condition
from tests.report import tried
from tests.sync.clocks import SteppedClock
from tests.sync.desk import USER, Desk, at_desk
from tests.walk.room import Premises

WEEK = 7


async def a_day(desk: Desk, day: date, number: int) -> None:
    """Two coffees, and a total that is another one each day; the program tries to send each of them."""
    for command in (Increment(Key("coffees", day), 1), Increment(Key("coffees", day), 1)):
        await desk.engine.journal.save(command)
        assert (await desk.sync()).condition is Condition.OFFLINE
        desk.clock.pass_(hours=12)
    await desk.engine.journal.save(SetValue(Key("water", day), number))


@pytest.mark.parametrize("zone", ["Pacific/Apia", "America/New_York"])
def test_a_week_without_a_connection_arrives_day_by_day_and_once(
    premises: Premises, clock: SteppedClock, tmp_path: Path, zone: str, move: Callable[[str], None]
) -> None:
    move(zone)

    async def story() -> None:
        async with at_desk(premises.demo, tmp_path, clock, owned=["coffees", "water"]) as desk:
            before = {day: desk.number("coffees", day) for day in week(desk)}
            for day in week(desk):
                desk.demo.edit(USER, "water", day, 0)  # nobody else fills it in the meantime
            await desk.sync()
            premises.shut()
            for number, day in enumerate(week(desk)):
                await a_day(desk, day, 100 + number)
            assert (await desk.engine.views.counts()).waiting == 3 * WEEK
            tries = len(desk.requests())
            premises.reopen()
            desk.engine.start()
            await desk.live(hours=1)
            assert (await desk.engine.views.counts()).waiting == 0
            for number, day in enumerate(week(desk)):
                assert desk.number("coffees", day) == before[day] + 2
                assert desk.value("water", day) == 100 + number
            assert desk.written("coffees") == [2] * WEEK
            assert len(desk.written("water")) == WEEK
            assert len(desk.requests()) - tries < 40

    asyncio.run(story())
    tried("days", "a week offline: entries", 3 * WEEK)


def week(desk: Desk) -> list[date]:
    return [desk.day + timedelta(days=number) for number in range(WEEK)]


@pytest.mark.parametrize("jump", [{"hours": 5}, {"days": 1}, {"days": 365}])
@pytest.mark.parametrize("sign", [1, -1], ids=["forward", "back"])
def test_a_clock_that_jumps_neither_stalls_nor_floods_nor_moves_a_day(
    demo: DemoServer, clock: SteppedClock, tmp_path: Path, jump: dict[str, int], sign: int
) -> None:
    async def story() -> None:
        async with at_desk(demo, tmp_path, clock, owned=["coffees", "water"]) as desk:
            before = desk.number("coffees")
            desk.engine.start()
            await desk.at_rest()
            desk.forget_requests()
            first = await desk.add("coffees")
            clock.set_wall(**{unit: sign * size for unit, size in jump.items()})
            wrong_day = today(clock.wall(), ZoneInfo("Australia/Melbourne"))
            second = await desk.set("water", 500, day=wrong_day)
            await desk.live(minutes=1)
            clock.set_wall()
            assert await desk.state(first) == "sent"
            assert await desk.state(second) in ("sent", "held: changed_elsewhere")  # of a day never seen it asks
            third = await desk.add("coffees")
            await desk.live(hours=3)
            assert await desk.state(third) == "sent"
            assert desk.number("coffees") == before + 2
            assert {(await desk.line(entry)).entry.key.day for entry in (first, third)} == {desk.day}
            assert (await desk.line(second)).entry.key.day == wrong_day
            assert desk.tally()["profile"] == 3, "Exist is read once an hour"
            assert len(desk.requests()) < 30
            assert desk.engine.link is not None
            assert desk.engine.link.worker.status.condition is Condition.IDLE

    asyncio.run(story())
    tried("days", "clock jumps")


@pytest.mark.parametrize(("seconds", "told"), [(299, False), (-299, False), (301, True), (-301, True), (86_400, True)])
def test_a_clock_that_is_wrong_is_known_and_changes_nothing_else(
    demo: DemoServer, clock: SteppedClock, tmp_path: Path, seconds: int, told: bool
) -> None:
    async def story() -> None:
        async with at_desk(demo, tmp_path, clock, owned=["coffees"]) as desk:
            clock.set_wall(seconds=seconds)
            entry = await desk.add("coffees")
            await desk.sync()
            assert desk.engine.link is not None
            ahead = desk.engine.link.worker.status.clock_ahead
            assert (ahead is not None) is told
            assert ahead is None or ahead == pytest.approx(seconds, abs=2)
            assert (await desk.state(entry), (await desk.line(entry)).entry.key.day) == ("sent", desk.day)
            clock.set_wall()
            await desk.sync()
            assert desk.engine.link.worker.status.clock_ahead is None

    asyncio.run(story())
    tried("days", "wrong clocks")
