"""What leaves: in few calls, each name once where it adds, always with its date, and everything exactly once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from exist_desktop.demo.server.faults import FaultKind
from exist_desktop.domain.outbox.increment_check import SETTLING_SECONDS
from exist_desktop.sync.status import Condition
from tests.demo_server import DemoServer
from tests.patience import until
from tests.sync.clocks import SteppedClock
from tests.sync.conftest import Tell
from tests.sync.engine_harness import USER, WRITING, EngineHarness, at_desk


def test_a_day_is_logged(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        coffees, water = harness.number("coffees"), harness.number("water")
        await harness.add("coffees")
        await harness.add("coffees")
        await harness.add("water", 250)
        await harness.set("energy_level", 7)
        await harness.set("walk", 1)
        result = await harness.sync()
        assert (result.condition, result.waiting, result.checking, result.held) == (Condition.IDLE, 0, 0, 0)
        assert (harness.value("coffees"), harness.value("water")) == (coffees + 2, water + 250)
        assert (harness.value("energy_level"), harness.value("walk")) == (7, 1)
        assert harness.written("coffees") == [2]
        tally = harness.tally()
        assert (tally["acquire"], tally["update"], tally["increment"]) == (1, 1, 1)

    tell(story)


def test_a_hundred_totals_take_three_calls(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        for ago in range(100):
            await harness.set("coffees", ago + 1, day=harness.day - timedelta(days=ago))
        await harness.sync()
        assert [request.items for request in harness.requests("update")] == [35, 35, 30]
        assert [harness.value("coffees", harness.day - timedelta(days=ago)) for ago in range(100)] == list(
            range(1, 101)
        )
        assert len(harness.written("coffees")) == 100

    tell(story, owned=["coffees"])


def test_additions_read_their_bases_first_and_name_an_attribute_once_a_call(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        before = [harness.number("coffees", harness.day - timedelta(days=ago)) for ago in (0, 1, 40)]
        harness.clock.pass_(minutes=5)
        for ago in (0, 1, 40):
            await harness.add("coffees", 2, days_ago=ago)
        await harness.add("water", 250)
        assert (await harness.sync()).waiting == 0
        calls = [request.call for request in harness.requests("with-values", "increment")]
        assert calls[: calls.index("increment")] == ["with-values"] * 2
        assert [request.items for request in harness.requests("increment")] == [2, 1, 1]
        after = [harness.number("coffees", harness.day - timedelta(days=ago)) for ago in (0, 1, 40)]
        assert after == [number + 2 for number in before]

    tell(story, owned=["coffees", "water"])


def test_an_addition_for_tomorrow_counts_from_nothing(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        await harness.add("coffees", days_ago=-1)
        assert (await harness.sync()).held == 0
        assert harness.value("coffees", harness.day + timedelta(days=1)) == 1

    tell(story, owned=["coffees"])


def test_what_cancels_out_never_leaves(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        await harness.add("coffees", 1)
        await harness.add("coffees", -1)
        assert (await harness.sync()).waiting == 0
        assert not harness.requests(*WRITING)

    tell(story, owned=["coffees"])


def test_a_template_that_the_account_lacks_is_made_by_its_first_entry(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        entry = await harness.add("fibre", 12.5)
        await harness.sync()
        assert (await harness.state(entry), harness.value("fibre")) == ("sent", 12.5)
        assert harness.demo.world.attribute(USER, "fibre").manual

    tell(story)


def test_one_bad_item_is_found_by_halving_and_the_rest_is_sent(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        days = [harness.day - timedelta(days=ago) for ago in range(35)]
        entries = [await harness.set("coffees", 3, day=day) for day in days]
        for skip in (0, 0, 2, 0, 0, 0):  # the calls of 35, 17, then after two of 8: 8, 4, 2, 1
            harness.error("update", FaultKind.STATUS, status=400, error="Bad item", skip=skip)
        result = await harness.sync()
        states = [await harness.state(entry) for entry in entries]
        assert (result.held, states.count("sent"), states.count("held: refused")) == (1, 34, 1)
        assert len(harness.written("coffees")) == 34
        assert len(harness.requests("update")) <= 12

    tell(story, owned=["coffees"])


@pytest.mark.parametrize(
    ("code", "reason"),
    [("validation", "invalid"), ("missing_field", "invalid"), ("not_allowed", "scope"), ("not_found", "not_found")],
)
def test_a_refused_item_is_held_with_the_servers_words(tell: Tell, code: str, reason: str) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.error("update", FaultKind.REFUSE, error_code=code, error="Not like this")
        entry = await harness.set("coffees", 3)
        await harness.sync()
        assert await harness.state(entry) == f"held: {reason}"
        assert (await harness.line(entry)).entry.detail == "Not like this"
        assert harness.written("coffees") == []

    tell(story, owned=["coffees"])


def test_an_unknown_refusal_is_tried_again_after_an_hour_and_then_held(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.error("increment", FaultKind.REFUSE, error_code="moon_phase", error="Not tonight", times=2)
        entry = await harness.add("coffees")
        result = await harness.sync()
        assert await harness.state(entry) == "waiting"
        assert result.next_at == pytest.approx(harness.clock.true() + 3600, abs=2)
        harness.clock.pass_(minutes=59)
        await harness.sync()
        assert len(harness.requests("increment")) == 1
        harness.clock.pass_(minutes=2)
        await harness.sync()
        assert (await harness.state(entry), harness.written("coffees")) == ("held: refused", [])
        await harness.engine.journal.use_mine(entry)
        await harness.sync()
        assert (await harness.state(entry), harness.written("coffees")) == ("sent", [1])

    tell(story, owned=["coffees"])


def test_an_answer_names_the_bad_and_the_good_item(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        good = await harness.set("coffees", 3)
        harness.demo.world.attribute(USER, "mood_note").longest = 3
        bad = await harness.set("mood_note", "a long day")
        await harness.sync()
        assert (await harness.state(good), harness.value("coffees")) == ("sent", 3)
        assert await harness.state(bad) == "held: invalid"
        assert harness.requests("update")[0].status == 202

    tell(story, owned=["coffees", "mood_note"])


def test_an_old_total_asks_when_the_value_was_changed_elsewhere(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        entry = await harness.set("mood", 4)
        harness.clock.pass_(minutes=16)
        harness.demo.edit(USER, "mood", harness.day, 2)
        await harness.sync()
        assert (await harness.state(entry), harness.value("mood")) == ("held: changed_elsewhere", 2)
        assert (await harness.line(entry)).entry.detail == "2"
        await harness.engine.journal.use_mine(entry)
        await harness.sync()
        assert (await harness.state(entry), harness.value("mood")) == ("sent", 4)

    tell(story, owned=["mood"])


def test_an_old_total_leaves_where_nothing_has_changed(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        await harness.set("mood", 4)
        harness.clock.pass_(hours=3)
        await harness.sync()
        assert harness.value("mood") == 4

    tell(story, owned=["mood"])


@pytest.mark.parametrize(
    ("first", "second"),
    [(FaultKind.LOST_AFTER, FaultKind.LOST_BEFORE), (FaultKind.LOST_BEFORE, FaultKind.LOST_AFTER)],
)
def test_an_old_total_does_not_ask_about_its_own_writes_whose_answers_were_lost(
    tell: Tell, first: FaultKind, second: FaultKind
) -> None:
    async def story(harness: EngineHarness) -> None:
        await harness.set("coffees", 5)
        more = []
        for fault in (first, second):
            harness.error("update", fault)
            more.append(await harness.add("coffees", 2))
            await harness.sync()
            harness.clock.pass_(seconds=SETTLING_SECONDS + 1)
        assert harness.value("coffees") in (7, 9)
        for entry in more:
            await harness.engine.journal.undo(entry)
        harness.clock.pass_(hours=3)
        assert (await harness.sync()).held == 0
        assert harness.value("coffees") == 5

    tell(story, owned=["coffees"])


def test_a_fresh_total_does_not_ask(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        await harness.set("mood", 4)
        harness.demo.edit(USER, "mood", harness.day, 2)
        await harness.sync()
        assert harness.value("mood") == 4

    tell(story, owned=["mood"])


def test_a_write_outside_the_grant_is_held_until_a_sign_in_allows_it(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        entry = await harness.set("coffees", 3)
        await harness.sync()
        assert await harness.state(entry) == "held: scope"
        assert not harness.requests(*WRITING)
        await harness.sign_in(scopes=harness.all_scopes())
        await harness.sync()
        assert (await harness.state(entry), harness.value("coffees")) == ("sent", 3)

    read = ["food_read", "mood_read", "mood_write"]
    tell(story, owned=["coffees"], scopes=read)


def test_additions_to_what_cannot_be_read_are_held(tell: Tell, demo: DemoServer) -> None:
    async def story(harness: EngineHarness) -> None:
        await harness.sign_in(scopes=["food_write"])
        harness.clock.pass_(minutes=5)
        addition, total = await harness.add("coffees"), await harness.set("water", 500)
        await harness.sync()
        assert (await harness.state(addition), await harness.state(total)) == ("held: cannot_read", "sent")
        assert harness.written("coffees") == []

    tell(story, owned=["coffees", "water"])


def test_a_token_that_can_only_read_keeps_entries_waiting(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        simple = harness.demo.world.tokens.simple(USER, harness.clock.true() + 1e6).access
        await harness.engine.adopt(await harness.engine.try_token(simple))
        entry = await harness.set("coffees", 3)
        result = await harness.sync()
        assert (result.condition, result.waiting) == (Condition.READ_ONLY, 1)
        assert await harness.state(entry) == "waiting"
        assert not harness.requests(*WRITING)

    tell(story, owned=["coffees"])


def test_no_entry_leaves_with_another_accounts_token(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        entry = await harness.set("coffees", 3)
        harness.demo.set_owner("mia", "coffees", harness.demo.service)
        await harness.sign_in("mia")
        for _ in range(2):  # after the first one it is known that she could write it, too
            assert (await harness.sync()).waiting == 0
        assert not harness.requests(*WRITING)
        assert {request.user for request in harness.requests("with-values")} == {"mia"}
        await harness.sign_in()
        await harness.sync()
        assert (await harness.state(entry), harness.value("coffees")) == ("sent", 3)

    tell(story, owned=["coffees"])


def test_only_the_engine_with_the_turn_sends(demo: DemoServer, clock: SteppedClock, tmp_path: Path) -> None:
    async def story() -> None:
        async with at_desk(demo, tmp_path, clock, owned=["coffees"]) as harness:
            second = EngineHarness(demo, tmp_path, clock)
            await second.engine.open()
            await second.sign_in()
            before = harness.number("coffees")
            await harness.add("coffees")
            harness.error("increment", FaultKind.SLOW, seconds=0.3)
            first = asyncio.create_task(harness.schedule.push_out())
            await until(lambda: harness.requests("increment"))
            await second.schedule.push_out()
            assert len(harness.requests("increment")) == 1
            await second.sync()
            await first
            await second.engine.close()
            assert (harness.written("coffees"), harness.number("coffees")) == ([1], before + 1)

    asyncio.run(story())


def test_every_addition_says_its_day(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        await harness.add("coffees", 1, days_ago=1)
        harness.clock.pass_(hours=20)  # it is another day at the server when it leaves
        await harness.sync()
        (write,) = harness.demo.world.writes(USER, "coffees")
        assert write.date == (harness.day - timedelta(days=1)).isoformat()
        assert "days" in parse_qs(harness.requests("with-values")[0].query)

    tell(story, owned=["coffees"])
