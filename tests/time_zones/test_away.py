"""A week without a connection, and clocks that are set while the program runs: each entry on its own day, once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from exist_desktop.domain.commands import Increment, Key, SetValue
from exist_desktop.domain.day import today
from exist_desktop.sync.status import Condition
from tests.demo_server import DemoServer
from tests.journeys.room import Premises
from tests.report import tried
from tests.sync.clocks import SteppedClock
from tests.sync.engine_harness import USER, EngineHarness, at_desk

WEEK = 7


async def a_day(application: EngineHarness, day: date, number: int) -> None:
    """Two coffees, and a total that is another one each day; the program tries to send each of them."""
    for command in (Increment(Key("coffees", day), 1), Increment(Key("coffees", day), 1)):
        await application.engine.journal.save(command)
        assert (await application.sync()).condition is Condition.OFFLINE
        application.clock.pass_(hours=12)
    await application.engine.journal.save(SetValue(Key("water", day), number))


@pytest.mark.parametrize("zone", ["Pacific/Apia", "America/New_York"])
def test_a_week_without_a_connection_arrives_day_by_day_and_once(
    premises: Premises, clock: SteppedClock, tmp_path: Path, zone: str, move: Callable[[str], None]
) -> None:
    move(zone)

    async def story() -> None:
        async with at_desk(premises.demo, tmp_path, clock, owned=["coffees", "water"]) as application:
            before = {day: application.number("coffees", day) for day in week(application)}
            for day in week(application):
                application.demo.edit(USER, "water", day, 0)  # nobody else fills it in the meantime
            await application.sync()
            premises.shut()
            for number, day in enumerate(week(application)):
                await a_day(application, day, 100 + number)
            assert (await application.engine.views.counts()).waiting == 3 * WEEK
            tries = len(application.requests())
            premises.reopen()
            application.engine.start()
            await application.live(hours=1)
            assert (await application.engine.views.counts()).waiting == 0
            for number, day in enumerate(week(application)):
                assert application.number("coffees", day) == before[day] + 2
                assert application.value("water", day) == 100 + number
            assert application.written("coffees") == [2] * WEEK
            assert len(application.written("water")) == WEEK
            assert len(application.requests()) - tries < 40

    asyncio.run(story())
    tried("days", "a week offline: entries", 3 * WEEK)


def week(application: EngineHarness) -> list[date]:
    return [application.day + timedelta(days=number) for number in range(WEEK)]


@pytest.mark.parametrize("jump", [{"hours": 5}, {"days": 1}, {"days": 365}])
@pytest.mark.parametrize("sign", [1, -1], ids=["forward", "back"])
def test_a_clock_that_jumps_neither_stalls_nor_floods_nor_moves_a_day(
    demo: DemoServer, clock: SteppedClock, tmp_path: Path, jump: dict[str, int], sign: int
) -> None:
    async def story() -> None:
        async with at_desk(demo, tmp_path, clock, owned=["coffees", "water"]) as application:
            before = application.number("coffees")
            application.engine.start()
            await application.at_rest()
            application.forget_requests()
            first = await application.add("coffees")
            clock.set_wall(**{unit: sign * size for unit, size in jump.items()})
            wrong_day = today(clock.wall(), ZoneInfo("Australia/Melbourne"))
            second = await application.set("water", 500, day=wrong_day)
            await application.live(minutes=1)
            clock.set_wall()
            assert await application.state(first) == "sent"
            assert await application.state(second) in ("sent", "held: changed_elsewhere")  # of a day never seen it asks
            third = await application.add("coffees")
            await application.live(hours=3)
            assert await application.state(third) == "sent"
            assert application.number("coffees") == before + 2
            assert {(await application.line(entry)).entry.key.day for entry in (first, third)} == {application.day}
            assert (await application.line(second)).entry.key.day == wrong_day
            assert application.tally()["profile"] == 3, "Exist is read once an hour"
            assert len(application.requests()) < 30
            assert application.engine.link is not None
            assert application.engine.link.worker.status.condition is Condition.IDLE

    asyncio.run(story())
    tried("days", "clock jumps")


@pytest.mark.parametrize(("seconds", "told"), [(299, False), (-299, False), (301, True), (-301, True), (86_400, True)])
def test_a_clock_that_is_wrong_is_known_and_changes_nothing_else(
    demo: DemoServer, clock: SteppedClock, tmp_path: Path, seconds: int, told: bool
) -> None:
    async def story() -> None:
        async with at_desk(demo, tmp_path, clock, owned=["coffees"]) as application:
            clock.set_wall(seconds=seconds)
            entry = await application.add("coffees")
            await application.sync()
            assert application.engine.link is not None
            ahead = application.engine.link.worker.status.clock_ahead
            assert (ahead is not None) is told
            assert ahead is None or ahead == pytest.approx(seconds, abs=2)
            assert (await application.state(entry), (await application.line(entry)).entry.key.day) == (
                "sent",
                application.day,
            )
            clock.set_wall()
            await application.sync()
            assert application.engine.link.worker.status.clock_ahead is None

    asyncio.run(story())
    tried("days", "wrong clocks")
