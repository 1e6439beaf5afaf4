"""Refusals of the whole: 401, 429, 5xx and an endpoint that is gone. What waits is kept, and nobody is flooded."""

from __future__ import annotations

import asyncio
from email.utils import formatdate
from pathlib import Path

import pytest

from exist_desktop.demo.server.faults import FaultKind
from exist_desktop.sync.status import Condition
from tests.demo_server import DemoServer
from tests.sync.clocks import SteppedClock
from tests.sync.conftest import Tell
from tests.sync.engine_harness import USER, EngineHarness, at_desk


@pytest.mark.parametrize("call", ["increment", "with-values", "acquire"])
def test_a_refused_token_is_renewed_once_and_the_work_goes_on(tell: Tell, call: str) -> None:
    async def story(harness: EngineHarness) -> None:
        await harness.sign_in(renewable=True)
        before = harness.number("coffees")
        entry = await harness.add("coffees")
        harness.clock.pass_(minutes=5)
        harness.error(call, FaultKind.STATUS, status=401)
        assert (await harness.sync()).condition is Condition.IDLE
        assert (await harness.state(entry), harness.number("coffees")) == ("sent", before + 1)
        assert harness.tally()["access_token"] == 1

    tell(story)


def test_a_revoked_pair_signs_out_and_the_entry_leaves_after_the_next_sign_in(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        await harness.sign_in(renewable=True)
        assert harness.engine.link is not None
        harness.demo.world.tokens.revoke(access=harness.engine.link.session.tokens.access)
        before = harness.number("coffees")
        entry = await harness.add("coffees")
        for _ in range(3):
            assert (await harness.sync()).condition is Condition.SIGNED_OUT
        assert harness.tally()["access_token"] == 1
        await harness.sign_in()
        await harness.sync()
        assert (await harness.state(entry), harness.number("coffees")) == ("sent", before + 1)

    tell(story, owned=["coffees"])


def test_a_token_without_renewal_signs_out_and_keeps_the_entries(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        entries = [await harness.add("coffees"), await harness.set("water", 500)]
        harness.demo.world.tokens.revoke(user=USER)
        result = await harness.sync()
        assert (result.condition, result.waiting, result.checking) == (Condition.SIGNED_OUT, 2, 0)
        assert {await harness.state(entry) for entry in entries} == {"waiting"}

    tell(story, owned=["coffees", "water"])


async def ask_to_pause(harness: EngineHarness, retry_after: str | None) -> float:
    """A 429 to a write; how long until the next request may go, as `sync` tells it."""
    harness.error("update", FaultKind.STATUS, status=429, retry_after=retry_after)
    entry = await harness.set("coffees", 3)
    result = await harness.sync()
    assert (result.condition, result.waiting, await harness.state(entry)) == (Condition.PAUSED, 1, "waiting")
    assert result.next_at is not None
    return result.next_at - harness.clock.true()


@pytest.mark.parametrize("as_date", [True, False])
def test_a_pause_is_kept_to_the_second(tell: Tell, *, as_date: bool) -> None:
    async def story(harness: EngineHarness) -> None:
        told = formatdate(harness.clock.true() + 1200, usegmt=True) if as_date else "1200"
        assert await ask_to_pause(harness, told) == pytest.approx(1200, abs=3)
        harness.forget_requests()
        for _ in range(4):
            harness.clock.pass_(minutes=4)
            assert (await harness.sync()).condition is Condition.PAUSED
        assert harness.requests() == []
        harness.clock.pass_(minutes=5)
        await harness.sync()
        assert harness.value("coffees") == 3

    tell(story, owned=["coffees"])


@pytest.mark.parametrize("as_date", [True, False])
def test_the_pause_that_comes_with_a_503_is_kept_too_and_outlives_the_process(tell: Tell, *, as_date: bool) -> None:
    async def story(harness: EngineHarness) -> None:
        told = formatdate(harness.clock.true() + 1200, usegmt=True) if as_date else "1200"
        harness.error("update", FaultKind.STATUS, status=503, retry_after=told)
        await harness.set("coffees", 3)
        await harness.sync()
        await harness.reopen()
        await harness.sign_in()
        harness.forget_requests()
        for _ in range(4):
            harness.clock.pass_(minutes=4)
            assert (await harness.sync()).waiting == 1
        assert harness.requests() == []
        harness.clock.pass_(minutes=5)
        await harness.sync()
        assert harness.value("coffees") == 3

    tell(story, owned=["coffees"])


def test_a_pause_without_a_time_lasts_until_the_hours_first_request_has_aged(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.clock.pass_(minutes=20)
        assert await ask_to_pause(harness, None) == pytest.approx(40 * 60, abs=10)

    tell(story, owned=["coffees"])


def test_a_pause_outlives_the_process(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        await ask_to_pause(harness, "1200")
        await harness.reopen()
        await harness.sign_in()
        harness.forget_requests()
        harness.clock.pass_(minutes=10)
        result = await harness.sync()
        assert (result.condition, harness.requests()) == (Condition.PAUSED, [])
        assert result.next_at == pytest.approx(harness.clock.true() + 600, abs=5)

    tell(story, owned=["coffees"])


def test_the_hours_budget_is_never_passed(clock: SteppedClock, tmp_path: Path) -> None:
    async def story() -> None:
        with DemoServer(clock=clock.true) as demo:
            async with at_desk(demo, tmp_path, clock, owned=["coffees"]) as harness:
                harness.error("*", FaultKind.STATUS, status=500, times=10_000)
                await harness.set("coffees", 3)
                for _ in range(100):
                    await harness.sync()
                assert len(harness.requests()) < 300
                assert {request.status for request in harness.requests()} == {500}

    asyncio.run(story())


def test_trouble_at_the_service_backs_off_and_is_told(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.error("update", FaultKind.STATUS, status=503)
        await harness.set("coffees", 3)
        assert harness.engine.link is not None
        assert await harness.engine.link.worker.push() is not None
        status = harness.engine.link.worker.status
        assert (status.condition, status.counts.waiting) == (Condition.TROUBLE, 1)
        assert status.until is not None

    tell(story, owned=["coffees"])


@pytest.mark.parametrize("call", ["update", "acquire"])
def test_an_endpoint_that_is_gone_is_probed_daily(tell: Tell, call: str) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.error(call, FaultKind.STATUS, status=410, times=2)
        entries = [await harness.set("coffees", 3), await harness.set("water", 500)]
        assert (await harness.sync()).held == 2
        assert {await harness.state(entry) for entry in entries} == {"held: endpoint"}
        for _ in range(3):
            harness.clock.pass_(hours=7)
            await harness.sync()
        assert len(harness.requests(call)) == 1
        harness.clock.pass_(hours=4)
        await harness.sync()
        assert {await harness.state(entry) for entry in entries} == {"held: endpoint"}
        harness.clock.pass_(hours=25)
        await harness.sync()
        assert {await harness.state(entry) for entry in entries} == {"sent"}
        assert (harness.value("coffees"), harness.value("water")) == (3, 500)

    tell(story, owned=["coffees", "water"] if call == "update" else [])


def test_a_refused_acquisition_holds_all_days_of_the_attribute_at_once(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.error("acquire", FaultKind.STATUS, status=403, error="Not for you", times=9)
        entries = [await harness.add("coffees", days_ago=ago) for ago in range(8)]
        assert (await harness.sync()).held == 8
        assert {await harness.state(entry) for entry in entries} == {"held: scope"}
        assert len(harness.requests("acquire")) == 1

    tell(story)


@pytest.mark.parametrize("fault", [FaultKind.GARBAGE, FaultKind.OMIT, FaultKind.LOST_AFTER])
def test_an_acquisition_without_an_answer_is_looked_up(tell: Tell, fault: FaultKind) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.error("acquire", fault)
        entry = await harness.set("coffees", 3)
        await harness.sync()
        await harness.sync()
        assert (await harness.state(entry), harness.written("coffees")) == ("sent", [3])
        assert len(harness.requests("acquire")) == 1

    tell(story)


def test_trouble_with_one_owner_holds_up_nothing_else(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.error("acquire", FaultKind.STATUS, status=500, times=50)
        await harness.set("coffees", 3)
        total, addition = await harness.set("energy_level", 6), await harness.add("water", 250)
        await harness.sync()
        assert [await harness.state(total), await harness.state(addition)] == ["sent", "sent"]

    tell(story, owned=["energy_level", "water"])
