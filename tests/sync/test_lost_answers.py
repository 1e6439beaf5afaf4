"""An answer that never came: totals go again behind a fence, additions are settled by reading, and nothing doubles."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from exist_desktop.demo.server.faults import FaultKind
from exist_desktop.domain.outbox.increment_check import SETTLING_SECONDS
from exist_desktop.sync.status import Condition
from tests.demo_server import DemoServer
from tests.patience import until
from tests.sync.clocks import SteppedClock
from tests.sync.conftest import Tell
from tests.sync.engine_harness import LATER_THAN_QUICK, QUICK, USER, EngineHarness, at_desk

APPLIED: dict[FaultKind, dict[str, Any]] = {
    FaultKind.LOST_AFTER: {},
    FaultKind.CUT: {},
    FaultKind.GARBAGE: {},
    FaultKind.HUGE: {},
    FaultKind.OMIT: {},
    FaultKind.SLOW: {"seconds": LATER_THAN_QUICK},
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
    async def story(harness: EngineHarness) -> None:
        before = harness.number("coffees")
        harness.error("increment", fault, **APPLIED[fault])
        entry = await harness.add("coffees")
        result = await harness.sync()
        assert (result.waiting, result.checking, result.held) == (0, 0, 0)
        assert (await harness.state(entry), harness.number("coffees"), harness.written("coffees")) == (
            "sent",
            before + 1,
            [1],
        )
        assert str((await harness.line(entry)).outcome) == "compared"
        assert len(harness.requests("increment")) == 1

    tell(story, owned=["coffees"], limits=QUICK if fault is FaultKind.SLOW else None)


@pytest.mark.parametrize("fault", NOT_APPLIED)
def test_an_addition_that_did_not_arrive_leaves_again_after_two_reads(tell: Tell, fault: FaultKind) -> None:
    async def story(harness: EngineHarness) -> None:
        before = harness.number("coffees")
        harness.error("increment", fault, **NOT_APPLIED[fault])
        entry = await harness.add("coffees")
        result = await harness.sync()
        sent_at = harness.clock.true()
        assert (result.checking, await harness.state(entry)) == (1, "checking")
        assert result.next_at == pytest.approx(sent_at + SETTLING_SECONDS, abs=5)
        harness.clock.pass_(seconds=SETTLING_SECONDS + 1)
        result = await harness.sync()
        assert (result.checking, len(harness.requests("increment"))) == (1, 1)
        assert result.next_at == pytest.approx(harness.clock.true() + SETTLING_SECONDS / 10, abs=5)
        harness.clock.pass_(seconds=SETTLING_SECONDS / 10 + 1)
        harness.forget_requests()
        assert (await harness.sync()).checking == 0
        pushed = [request.call for request in harness.requests()][:3]
        assert pushed == ["with-values", "increment", "with-values"]
        assert (await harness.state(entry), harness.number("coffees"), harness.written("coffees")) == (
            "sent",
            before + 1,
            [1],
        )

    tell(story, owned=["coffees"])


async def lose_the_answer(harness: EngineHarness, **fault: object) -> int:
    """An addition whose request never arrived, as the person alone knows; it is being checked."""
    harness.error("increment", FaultKind.LOST_BEFORE, **fault)
    entry = await harness.add("coffees")
    await harness.sync()
    assert await harness.state(entry) == "checking"
    return entry


async def check_twice(harness: EngineHarness) -> None:
    harness.clock.pass_(seconds=SETTLING_SECONDS + 1)
    await harness.sync()
    harness.clock.pass_(seconds=SETTLING_SECONDS / 10 + 1)
    await harness.sync()


def test_a_third_total_asks_the_person(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        entry = await lose_the_answer(harness)
        harness.demo.edit(USER, "coffees", harness.day, 77)
        harness.clock.pass_(seconds=SETTLING_SECONDS)
        result = await harness.sync()
        assert (await harness.state(entry), result.held) == ("held: third_total", 1)
        assert (await harness.line(entry)).entry.detail == "77"
        harness.clock.pass_(days=30)
        await harness.sync()
        assert (await harness.state(entry), harness.written("coffees")) == ("held: third_total", [])

    tell(story, owned=["coffees"])


def test_a_resend_that_meets_another_total_asks_whether_it_counted_twice(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        before = harness.number("coffees")
        entry = await lose_the_answer(harness)
        harness.clock.pass_(seconds=SETTLING_SECONDS + 1)
        await harness.sync()
        harness.clock.pass_(seconds=SETTLING_SECONDS / 10 + 1)
        harness.error("increment", FaultKind.SLOW, seconds=0.3)
        sync = asyncio.create_task(harness.sync())
        await until(lambda: harness.written("coffees"))
        harness.demo.edit(USER, "coffees", harness.day, before + 2)  # the first one came through after all
        await sync
        assert await harness.state(entry) == "held: maybe_twice"
        await harness.engine.journal.use_mine(entry)
        harness.clock.pass_(seconds=SETTLING_SECONDS)
        await harness.sync()
        assert harness.number("coffees") == before + 1

    tell(story, owned=["coffees"])


def test_a_resend_that_was_answered_never_leaves_a_third_time(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        before = harness.number("coffees")
        entry = await lose_the_answer(harness)
        harness.clock.pass_(seconds=SETTLING_SECONDS + 1)
        await harness.sync()
        harness.clock.pass_(seconds=SETTLING_SECONDS / 10 + 1)
        harness.error("with-values", FaultKind.STATUS, status=500, skip=1, times=3)
        await harness.sync()
        assert (harness.written("coffees"), await harness.state(entry)) == ([1], "checking")
        harness.demo.edit(USER, "coffees", harness.day, before)  # somebody takes it back before it was verified
        await check_twice(harness)
        await check_twice(harness)
        assert (await harness.state(entry), harness.number("coffees"), harness.written("coffees")) == (
            "sent",
            before,
            [1],
        )

    tell(story, owned=["coffees"])


def test_each_part_of_a_batch_is_settled_by_itself(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        coffees, water = harness.number("coffees"), harness.number("water")
        harness.error("increment", FaultKind.LOST_AFTER, items=1)
        first, second = await harness.add("coffees"), await harness.add("water", 250)
        await harness.sync()
        assert [await harness.state(first), await harness.state(second)] == ["sent", "checking"]
        await check_twice(harness)
        assert await harness.state(second) == "sent"
        assert (harness.number("coffees"), harness.number("water")) == (coffees + 1, water + 250)
        assert (harness.written("coffees"), harness.written("water")) == ([1], [250])

    tell(story, owned=["coffees", "water"])


def test_a_total_without_an_answer_waits_behind_its_fence_and_goes_again(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.error("update", FaultKind.LOST_BEFORE)
        entry, other = await harness.set("coffees", 3), await harness.set("water", 500)
        result = await harness.sync()
        assert (result.waiting, harness.written("coffees")) == (2, [])
        assert result.next_at == pytest.approx(harness.clock.true() + SETTLING_SECONDS, abs=5)
        harness.clock.pass_(seconds=SETTLING_SECONDS / 2)
        third = await harness.set("energy_level", 6)
        await harness.sync()
        assert [await harness.state(each) for each in (entry, other, third)] == ["waiting", "waiting", "sent"]
        harness.clock.pass_(seconds=SETTLING_SECONDS / 2)
        await harness.sync()
        assert [await harness.state(each) for each in (entry, other)] == ["sent", "sent"]
        assert (harness.value("coffees"), harness.value("water")) == (3, 500)

    tell(story, owned=["coffees", "water", "energy_level"])


def test_a_newer_total_wins_over_one_that_comes_late(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.error("update", FaultKind.LATE, seconds=LATER_THAN_QUICK)
        await harness.set("coffees", 3)
        await harness.sync()
        await harness.set("coffees", 5)
        await harness.sync()
        assert len(harness.requests("update")) == 1
        await until(lambda: harness.written("coffees"))
        harness.clock.pass_(seconds=SETTLING_SECONDS + 1)
        await harness.sync()
        assert harness.written("coffees") == [3, 5]

    tell(story, owned=["coffees"], limits=QUICK)


def test_a_total_makes_a_lost_addition_moot(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        addition = await lose_the_answer(harness)
        total = await harness.set("coffees", 5)
        harness.forget_requests()
        result = await harness.sync()
        assert (result.waiting, result.checking) == (1, 1)
        assert not harness.requests("update", "increment")
        harness.clock.pass_until(result.next_at or 0)
        assert (await harness.sync()).waiting == 0
        assert str((await harness.line(addition)).outcome) == "moot"
        assert (await harness.state(total), harness.written("coffees")) == ("sent", [5])

    tell(story, owned=["coffees"])


def test_three_answers_without_sense_hold_a_total_until_the_person_tries_again(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.error("update", FaultKind.REDIRECT, times=3)
        entry = await harness.set("coffees", 3)
        for _ in range(3):
            await harness.sync()
            assert await harness.state(entry) == "waiting"
            harness.clock.pass_(seconds=SETTLING_SECONDS + 1)
        await harness.sync()
        assert (await harness.state(entry), len(harness.requests("update"))) == ("held: strange", 3)
        await harness.engine.journal.use_mine(entry)
        await harness.sync()
        assert (await harness.state(entry), harness.value("coffees")) == ("sent", 3)

    tell(story, owned=["coffees"])


def test_a_total_that_arrived_is_not_held_though_its_answers_made_no_sense(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.error("update", FaultKind.GARBAGE, times=9)
        entries = [await harness.set("coffees", 30), await harness.set("energy_level", 6)]
        for _ in range(4):
            await harness.sync()
            harness.clock.pass_(seconds=SETTLING_SECONDS + 1)
        assert [await harness.state(each) for each in entries] == ["sent", "sent"]
        assert len(harness.requests("update")) == 3

    tell(story, owned=["coffees", "energy_level"])


def test_a_newer_entry_tries_again_after_answers_without_sense(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.error("update", FaultKind.GARBAGE, times=3)
        await harness.set("coffees", 3)
        for _ in range(4):
            await harness.sync()
            harness.clock.pass_(seconds=SETTLING_SECONDS + 1)
        entry = await harness.set("coffees", 4)
        await harness.sync()
        assert (await harness.state(entry), harness.value("coffees")) == ("sent", 4)

    tell(story, owned=["coffees"])


def test_the_owner_has_changed_when_a_lost_addition_would_leave_again(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        entry = await lose_the_answer(harness)
        harness.demo.set_owner(USER, "coffees", "oura")
        await check_twice(harness)
        assert await harness.state(entry) == "held: owner_lost"
        assert len(harness.requests("increment")) <= 2
        assert (harness.written("coffees"), harness.requests("acquire")) == ([], [])

    tell(story, owned=["coffees"])


@pytest.mark.parametrize("applied", [False, True])
@pytest.mark.parametrize("call", ["increment", "update"])
def test_a_crash_between_sending_and_the_answer_loses_and_doubles_nothing(
    tell: Tell, call: str, *, applied: bool
) -> None:
    async def story(harness: EngineHarness) -> None:
        before = harness.number("coffees")
        harness.error(call, FaultKind.SLOW if applied else FaultKind.LATE, seconds=60)
        entry = await (harness.add("coffees") if call == "increment" else harness.set("coffees", before + 1))
        sending = asyncio.create_task(harness.sync())
        await until(lambda: harness.requests(call) and (harness.written("coffees") or not applied))
        sending.cancel()
        await asyncio.wait([sending])
        await harness.reopen()
        await harness.sign_in()
        await harness.sync()
        await check_twice(harness)
        assert (await harness.state(entry), harness.number("coffees")) == ("sent", before + 1)
        assert len(harness.written("coffees")) == (2 if applied and call == "update" else 1)

    tell(story, owned=["coffees"])


def test_an_answer_that_tells_another_total_is_believed(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        before = harness.number("coffees")
        harness.demo.edit(USER, "coffees", harness.day, before + 3)  # after the base was read, within the minute
        entry = await harness.add("coffees")
        await harness.sync()
        line = await harness.line(entry)
        assert (str(line.entry.state), line.total, harness.number("coffees")) == ("sent", before + 4, before + 4)

    tell(story, owned=["coffees"])


def test_offline_nothing_is_in_doubt(clock: SteppedClock, tmp_path: Path) -> None:
    async def story() -> None:
        with ExitStack() as running:
            demo = running.enter_context(DemoServer(clock=clock.true))
            async with at_desk(demo, tmp_path, clock, owned=["coffees"]) as harness:
                running.close()
                entries = [await harness.add("coffees"), await harness.set("water", 500)]
                result = await harness.sync()
                assert (result.condition, result.waiting, result.checking) == (Condition.OFFLINE, 2, 0)
                assert {await harness.state(entry) for entry in entries} == {"waiting"}

    asyncio.run(story())


def test_days_a_year_apart_are_checked_too(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        old = harness.day - timedelta(days=300)
        before = harness.number("coffees", old)
        harness.error("increment", FaultKind.LOST_BEFORE, times=2)
        await harness.add("coffees", days_ago=300)
        await harness.add("coffees")
        await harness.sync()
        await check_twice(harness)
        await check_twice(harness)
        assert harness.number("coffees", old) == before + 1
        assert harness.written("coffees") == [1, 1]

    tell(story, owned=["coffees"])
