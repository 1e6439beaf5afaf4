"""An answer that never came: totals go again behind a fence, additions are settled by reading, and nothing doubles."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from exist_desktop.demo.faults import FaultKind
from exist_desktop.demo.thread import DemoServer
from exist_desktop.domain.settle import SETTLING_SECONDS
from exist_desktop.sync.status import Condition
from tests.sync.clocks import SteppedClock
from tests.sync.conftest import Tell
from tests.sync.desk import QUICK, USER, Desk, at_desk, until

APPLIED: dict[FaultKind, dict[str, Any]] = {
    FaultKind.LOST_AFTER: {},
    FaultKind.CUT: {},
    FaultKind.GARBAGE: {},
    FaultKind.HUGE: {},
    FaultKind.OMIT: {},
    FaultKind.SLOW: {"seconds": 1.5},
    FaultKind.STATUS: {"status": 502, "applied": True},
}
"""Faults after which the write counts, though its answer does not say so."""
NOT_APPLIED: dict[FaultKind, dict[str, Any]] = {
    FaultKind.LOST_BEFORE: {},
    FaultKind.REDIRECT: {},
    FaultKind.STATUS: {"status": 503},
}


@pytest.mark.parametrize("fault", APPLIED)
def test_an_addition_that_arrived_is_found_by_reading(tell: Tell, fault: FaultKind) -> None:
    async def story(desk: Desk) -> None:
        before = desk.number("coffees")
        desk.trouble("increment", fault, **APPLIED[fault])
        entry = await desk.add("coffees")
        result = await desk.sync()
        assert (result.waiting, result.checking, result.held) == (0, 0, 0)
        assert (await desk.state(entry), desk.number("coffees"), desk.written("coffees")) == ("sent", before + 1, [1])
        assert str((await desk.line(entry)).outcome) == "compared"
        assert len(desk.requests("increment")) == 1

    tell(story, owned=["coffees"], limits=QUICK)


@pytest.mark.parametrize("fault", NOT_APPLIED)
def test_an_addition_that_did_not_arrive_leaves_again_after_two_reads(tell: Tell, fault: FaultKind) -> None:
    async def story(desk: Desk) -> None:
        before = desk.number("coffees")
        desk.trouble("increment", fault, **NOT_APPLIED[fault])
        entry = await desk.add("coffees")
        result = await desk.sync()
        sent_at = desk.clock.true()
        assert (result.checking, await desk.state(entry)) == (1, "checking")
        assert result.next_at == pytest.approx(sent_at + SETTLING_SECONDS, abs=5)
        desk.clock.pass_(seconds=SETTLING_SECONDS + 1)
        result = await desk.sync()
        assert (result.checking, len(desk.requests("increment"))) == (1, 1)
        assert result.next_at == pytest.approx(desk.clock.true() + SETTLING_SECONDS / 10, abs=5)
        desk.clock.pass_(seconds=SETTLING_SECONDS / 10 + 1)
        desk.forget_requests()
        assert (await desk.sync()).checking == 0
        pushed = [request.call for request in desk.requests()][:3]
        assert pushed == ["with-values", "increment", "with-values"]
        assert (await desk.state(entry), desk.number("coffees"), desk.written("coffees")) == ("sent", before + 1, [1])

    tell(story, owned=["coffees"])


async def lose_the_answer(desk: Desk, **fault: object) -> int:
    """An addition whose request never arrived, as the person alone knows; it is being checked."""
    desk.trouble("increment", FaultKind.LOST_BEFORE, **fault)
    entry = await desk.add("coffees")
    await desk.sync()
    assert await desk.state(entry) == "checking"
    return entry


async def check_twice(desk: Desk) -> None:
    desk.clock.pass_(seconds=SETTLING_SECONDS + 1)
    await desk.sync()
    desk.clock.pass_(seconds=SETTLING_SECONDS / 10 + 1)
    await desk.sync()


def test_a_third_total_asks_the_person(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        entry = await lose_the_answer(desk)
        desk.demo.edit(USER, "coffees", desk.day, 77)
        desk.clock.pass_(seconds=SETTLING_SECONDS)
        result = await desk.sync()
        assert (await desk.state(entry), result.held) == ("held: third_total", 1)
        assert (await desk.line(entry)).entry.detail == "77"
        desk.clock.pass_(days=30)
        await desk.sync()
        assert (await desk.state(entry), desk.written("coffees")) == ("held: third_total", [])

    tell(story, owned=["coffees"])


def test_a_resend_that_meets_another_total_asks_whether_it_counted_twice(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        before = desk.number("coffees")
        entry = await lose_the_answer(desk)
        desk.clock.pass_(seconds=SETTLING_SECONDS + 1)
        await desk.sync()
        desk.clock.pass_(seconds=SETTLING_SECONDS / 10 + 1)
        desk.trouble("increment", FaultKind.SLOW, seconds=0.3)
        sync = asyncio.create_task(desk.sync())
        await until(lambda: desk.written("coffees"))
        desk.demo.edit(USER, "coffees", desk.day, before + 2)  # the first one came through after all
        await sync
        assert await desk.state(entry) == "held: maybe_twice"
        await desk.engine.journal.use_mine(entry)
        desk.clock.pass_(seconds=SETTLING_SECONDS)
        await desk.sync()
        assert desk.number("coffees") == before + 1

    tell(story, owned=["coffees"])


def test_a_resend_that_was_answered_never_leaves_a_third_time(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        before = desk.number("coffees")
        entry = await lose_the_answer(desk)
        desk.clock.pass_(seconds=SETTLING_SECONDS + 1)
        await desk.sync()
        desk.clock.pass_(seconds=SETTLING_SECONDS / 10 + 1)
        desk.trouble("with-values", FaultKind.STATUS, status=500, skip=1, times=3)
        await desk.sync()
        assert (desk.written("coffees"), await desk.state(entry)) == ([1], "checking")
        desk.demo.edit(USER, "coffees", desk.day, before)  # somebody takes it back before it was verified
        await check_twice(desk)
        await check_twice(desk)
        assert (await desk.state(entry), desk.number("coffees"), desk.written("coffees")) == ("sent", before, [1])

    tell(story, owned=["coffees"])


def test_each_part_of_a_batch_is_settled_by_itself(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        coffees, water = desk.number("coffees"), desk.number("water")
        desk.trouble("increment", FaultKind.LOST_AFTER, items=1)
        first, second = await desk.add("coffees"), await desk.add("water", 250)
        await desk.sync()
        assert [await desk.state(first), await desk.state(second)] == ["sent", "checking"]
        await check_twice(desk)
        assert await desk.state(second) == "sent"
        assert (desk.number("coffees"), desk.number("water")) == (coffees + 1, water + 250)
        assert (desk.written("coffees"), desk.written("water")) == ([1], [250])

    tell(story, owned=["coffees", "water"])


def test_a_total_without_an_answer_waits_behind_its_fence_and_goes_again(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        desk.trouble("update", FaultKind.LOST_BEFORE)
        entry, other = await desk.set("coffees", 3), await desk.set("water", 500)
        result = await desk.sync()
        assert (result.waiting, desk.written("coffees")) == (2, [])
        assert result.next_at == pytest.approx(desk.clock.true() + SETTLING_SECONDS, abs=5)
        desk.clock.pass_(seconds=SETTLING_SECONDS / 2)
        third = await desk.set("energy_level", 6)
        await desk.sync()
        assert [await desk.state(each) for each in (entry, other, third)] == ["waiting", "waiting", "sent"]
        desk.clock.pass_(seconds=SETTLING_SECONDS / 2)
        await desk.sync()
        assert [await desk.state(each) for each in (entry, other)] == ["sent", "sent"]
        assert (desk.value("coffees"), desk.value("water")) == (3, 500)

    tell(story, owned=["coffees", "water", "energy_level"])


def test_a_newer_total_wins_over_one_that_comes_late(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        desk.trouble("update", FaultKind.LATE, seconds=0.5)
        await desk.set("coffees", 3)
        await desk.sync()
        await desk.set("coffees", 5)
        await desk.sync()
        assert len(desk.requests("update")) == 1
        await until(lambda: desk.written("coffees"))
        desk.clock.pass_(seconds=SETTLING_SECONDS + 1)
        await desk.sync()
        assert desk.written("coffees") == [3, 5]

    tell(story, owned=["coffees"], limits=QUICK)


def test_a_total_makes_a_lost_addition_moot(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        addition = await lose_the_answer(desk)
        total = await desk.set("coffees", 5)
        desk.forget_requests()
        result = await desk.sync()
        assert (result.waiting, result.checking) == (1, 1)
        assert not desk.requests("update", "increment")
        desk.clock.pass_until(result.next_at or 0)
        assert (await desk.sync()).waiting == 0
        assert str((await desk.line(addition)).outcome) == "moot"
        assert (await desk.state(total), desk.written("coffees")) == ("sent", [5])

    tell(story, owned=["coffees"])


def test_three_answers_without_sense_hold_a_total_until_the_person_tries_again(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        desk.trouble("update", FaultKind.REDIRECT, times=3)
        entry = await desk.set("coffees", 3)
        for _ in range(3):
            await desk.sync()
            assert await desk.state(entry) == "waiting"
            desk.clock.pass_(seconds=SETTLING_SECONDS + 1)
        await desk.sync()
        assert (await desk.state(entry), len(desk.requests("update"))) == ("held: strange", 3)
        await desk.engine.journal.use_mine(entry)
        await desk.sync()
        assert (await desk.state(entry), desk.value("coffees")) == ("sent", 3)

    tell(story, owned=["coffees"])


def test_a_newer_entry_tries_again_after_answers_without_sense(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        desk.trouble("update", FaultKind.GARBAGE, times=3)
        await desk.set("coffees", 3)
        for _ in range(4):
            await desk.sync()
            desk.clock.pass_(seconds=SETTLING_SECONDS + 1)
        entry = await desk.set("coffees", 4)
        await desk.sync()
        assert (await desk.state(entry), desk.value("coffees")) == ("sent", 4)

    tell(story, owned=["coffees"])


def test_the_owner_has_changed_when_a_lost_addition_would_leave_again(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        entry = await lose_the_answer(desk)
        desk.demo.set_owner(USER, "coffees", "oura")
        await check_twice(desk)
        assert await desk.state(entry) == "held: owner_lost"
        assert len(desk.requests("increment")) <= 2
        assert (desk.written("coffees"), desk.requests("acquire")) == ([], [])

    tell(story, owned=["coffees"])


@pytest.mark.parametrize("applied", [False, True])
@pytest.mark.parametrize("call", ["increment", "update"])
def test_a_crash_between_sending_and_the_answer_loses_and_doubles_nothing(
    tell: Tell, call: str, *, applied: bool
) -> None:
    async def story(desk: Desk) -> None:
        before = desk.number("coffees")
        desk.trouble(call, FaultKind.SLOW if applied else FaultKind.LATE, seconds=60)
        entry = await (desk.add("coffees") if call == "increment" else desk.set("coffees", before + 1))
        sending = asyncio.create_task(desk.sync())
        await until(lambda: desk.requests(call) and (desk.written("coffees") or not applied))
        sending.cancel()
        await asyncio.wait([sending])
        await desk.reopen()
        await desk.sign_in()
        await desk.sync()
        await check_twice(desk)
        assert (await desk.state(entry), desk.number("coffees")) == ("sent", before + 1)
        assert len(desk.written("coffees")) == (2 if applied and call == "update" else 1)

    tell(story, owned=["coffees"])


def test_an_answer_that_tells_another_total_is_believed(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        before = desk.number("coffees")
        desk.demo.edit(USER, "coffees", desk.day, before + 3)  # after the base was read, within the minute
        entry = await desk.add("coffees")
        await desk.sync()
        line = await desk.line(entry)
        assert (str(line.entry.state), line.total, desk.number("coffees")) == ("sent", before + 4, before + 4)

    tell(story, owned=["coffees"])


def test_offline_nothing_is_in_doubt(clock: SteppedClock, tmp_path: Path) -> None:
    async def story() -> None:
        with ExitStack() as running:
            demo = running.enter_context(DemoServer(clock=clock.true))
            async with at_desk(demo, tmp_path, clock, owned=["coffees"]) as desk:
                running.close()
                entries = [await desk.add("coffees"), await desk.set("water", 500)]
                result = await desk.sync()
                assert (result.condition, result.waiting, result.checking) == (Condition.OFFLINE, 2, 0)
                assert {await desk.state(entry) for entry in entries} == {"waiting"}

    asyncio.run(story())


def test_days_a_year_apart_are_checked_too(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        old = desk.day - timedelta(days=300)
        before = desk.number("coffees", old)
        desk.trouble("increment", FaultKind.LOST_BEFORE, times=2)
        await desk.add("coffees", days_ago=300)
        await desk.add("coffees")
        await desk.sync()
        await check_twice(desk)
        await check_twice(desk)
        assert desk.number("coffees", old) == before + 1
        assert desk.written("coffees") == [1, 1]

    tell(story, owned=["coffees"])
