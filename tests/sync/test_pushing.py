"""What leaves: in few calls, each name once where it adds, always with its date, and everything exactly once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from exist_desktop.demo.faults import FaultKind
from exist_desktop.demo.thread import DemoServer
from exist_desktop.domain.settle import SETTLING_SECONDS
from exist_desktop.sync.status import Condition
from tests.sync.clocks import SteppedClock
from tests.sync.conftest import Tell
from tests.sync.desk import USER, WRITING, Desk, at_desk, until


def test_a_day_is_logged(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        coffees, water = desk.number("coffees"), desk.number("water")
        await desk.add("coffees")
        await desk.add("coffees")
        await desk.add("water", 250)
        await desk.set("energy_level", 7)
        await desk.set("walk", 1)
        result = await desk.sync()
        assert (result.condition, result.waiting, result.checking, result.held) == (Condition.IDLE, 0, 0, 0)
        assert (desk.value("coffees"), desk.value("water")) == (coffees + 2, water + 250)
        assert (desk.value("energy_level"), desk.value("walk")) == (7, 1)
        assert desk.written("coffees") == [2]
        tally = desk.tally()
        assert (tally["acquire"], tally["update"], tally["increment"]) == (1, 1, 1)

    tell(story)


def test_a_hundred_totals_take_three_calls(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        for ago in range(100):
            await desk.set("coffees", ago + 1, day=desk.day - timedelta(days=ago))
        await desk.sync()
        assert [request.items for request in desk.requests("update")] == [35, 35, 30]
        assert [desk.value("coffees", desk.day - timedelta(days=ago)) for ago in range(100)] == list(range(1, 101))
        assert len(desk.written("coffees")) == 100

    tell(story, owned=["coffees"])


def test_additions_read_their_bases_first_and_name_an_attribute_once_a_call(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        before = [desk.number("coffees", desk.day - timedelta(days=ago)) for ago in (0, 1, 40)]
        desk.clock.pass_(minutes=5)
        for ago in (0, 1, 40):
            await desk.add("coffees", 2, days_ago=ago)
        await desk.add("water", 250)
        assert (await desk.sync()).waiting == 0
        calls = [request.call for request in desk.requests("with-values", "increment")]
        assert calls[: calls.index("increment")] == ["with-values"] * 2
        assert [request.items for request in desk.requests("increment")] == [2, 1, 1]
        after = [desk.number("coffees", desk.day - timedelta(days=ago)) for ago in (0, 1, 40)]
        assert after == [number + 2 for number in before]

    tell(story, owned=["coffees", "water"])


def test_an_addition_for_tomorrow_counts_from_nothing(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        await desk.add("coffees", days_ago=-1)
        assert (await desk.sync()).held == 0
        assert desk.value("coffees", desk.day + timedelta(days=1)) == 1

    tell(story, owned=["coffees"])


def test_what_cancels_out_never_leaves(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        await desk.add("coffees", 1)
        await desk.add("coffees", -1)
        assert (await desk.sync()).waiting == 0
        assert not desk.requests(*WRITING)

    tell(story, owned=["coffees"])


def test_a_template_that_the_account_lacks_is_made_by_its_first_entry(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        entry = await desk.add("fibre", 12.5)
        await desk.sync()
        assert (await desk.state(entry), desk.value("fibre")) == ("sent", 12.5)
        assert desk.demo.world.attribute(USER, "fibre").manual

    tell(story)


def test_one_bad_item_is_found_by_halving_and_the_rest_is_sent(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        days = [desk.day - timedelta(days=ago) for ago in range(35)]
        entries = [await desk.set("coffees", 3, day=day) for day in days]
        for skip in (0, 0, 2, 0, 0, 0):  # the calls of 35, 17, then after two of 8: 8, 4, 2, 1
            desk.trouble("update", FaultKind.STATUS, status=400, error="Bad item", skip=skip)
        result = await desk.sync()
        states = [await desk.state(entry) for entry in entries]
        assert (result.held, states.count("sent"), states.count("held: refused")) == (1, 34, 1)
        assert len(desk.written("coffees")) == 34
        assert len(desk.requests("update")) <= 12

    tell(story, owned=["coffees"])


@pytest.mark.parametrize(
    ("code", "reason"),
    [("validation", "invalid"), ("missing_field", "invalid"), ("not_allowed", "scope"), ("not_found", "not_found")],
)
def test_a_refused_item_is_held_with_the_servers_words(tell: Tell, code: str, reason: str) -> None:
    async def story(desk: Desk) -> None:
        desk.trouble("update", FaultKind.REFUSE, error_code=code, error="Not like this")
        entry = await desk.set("coffees", 3)
        await desk.sync()
        assert await desk.state(entry) == f"held: {reason}"
        assert (await desk.line(entry)).entry.detail == "Not like this"
        assert desk.written("coffees") == []

    tell(story, owned=["coffees"])


def test_an_unknown_refusal_is_tried_again_after_an_hour_and_then_held(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        desk.trouble("increment", FaultKind.REFUSE, error_code="moon_phase", error="Not tonight", times=2)
        entry = await desk.add("coffees")
        result = await desk.sync()
        assert await desk.state(entry) == "waiting"
        assert result.next_at == pytest.approx(desk.clock.true() + 3600, abs=2)
        desk.clock.pass_(minutes=59)
        await desk.sync()
        assert len(desk.requests("increment")) == 1
        desk.clock.pass_(minutes=2)
        await desk.sync()
        assert (await desk.state(entry), desk.written("coffees")) == ("held: refused", [])
        await desk.engine.journal.use_mine(entry)
        await desk.sync()
        assert (await desk.state(entry), desk.written("coffees")) == ("sent", [1])

    tell(story, owned=["coffees"])


def test_an_answer_names_the_bad_and_the_good_item(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        good = await desk.set("coffees", 3)
        desk.demo.world.attribute(USER, "mood_note").longest = 3
        bad = await desk.set("mood_note", "a long day")
        await desk.sync()
        assert (await desk.state(good), desk.value("coffees")) == ("sent", 3)
        assert await desk.state(bad) == "held: invalid"
        assert desk.requests("update")[0].status == 202

    tell(story, owned=["coffees", "mood_note"])


def test_an_old_total_asks_when_the_value_was_changed_elsewhere(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        entry = await desk.set("mood", 4)
        desk.clock.pass_(minutes=16)
        desk.demo.edit(USER, "mood", desk.day, 2)
        await desk.sync()
        assert (await desk.state(entry), desk.value("mood")) == ("held: changed_elsewhere", 2)
        assert (await desk.line(entry)).entry.detail == "2"
        await desk.engine.journal.use_mine(entry)
        await desk.sync()
        assert (await desk.state(entry), desk.value("mood")) == ("sent", 4)

    tell(story, owned=["mood"])


def test_an_old_total_leaves_where_nothing_has_changed(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        await desk.set("mood", 4)
        desk.clock.pass_(hours=3)
        await desk.sync()
        assert desk.value("mood") == 4

    tell(story, owned=["mood"])


@pytest.mark.parametrize(
    ("first", "second"),
    [(FaultKind.LOST_AFTER, FaultKind.LOST_BEFORE), (FaultKind.LOST_BEFORE, FaultKind.LOST_AFTER)],
)
def test_an_old_total_does_not_ask_about_its_own_writes_whose_answers_were_lost(
    tell: Tell, first: FaultKind, second: FaultKind
) -> None:
    async def story(desk: Desk) -> None:
        await desk.set("coffees", 5)
        more = []
        for fault in (first, second):
            desk.trouble("update", fault)
            more.append(await desk.add("coffees", 2))
            await desk.sync()
            desk.clock.pass_(seconds=SETTLING_SECONDS + 1)
        assert desk.value("coffees") in (7, 9)
        for entry in more:
            await desk.engine.journal.undo(entry)
        desk.clock.pass_(hours=3)
        assert (await desk.sync()).held == 0
        assert desk.value("coffees") == 5

    tell(story, owned=["coffees"])


def test_a_fresh_total_does_not_ask(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        await desk.set("mood", 4)
        desk.demo.edit(USER, "mood", desk.day, 2)
        await desk.sync()
        assert desk.value("mood") == 4

    tell(story, owned=["mood"])


def test_a_write_outside_the_grant_is_held_until_a_sign_in_allows_it(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        entry = await desk.set("coffees", 3)
        await desk.sync()
        assert await desk.state(entry) == "held: scope"
        assert not desk.requests(*WRITING)
        await desk.sign_in(scopes=desk.all_scopes())
        await desk.sync()
        assert (await desk.state(entry), desk.value("coffees")) == ("sent", 3)

    read = ["food_read", "mood_read", "mood_write"]
    tell(story, owned=["coffees"], scopes=read)


def test_additions_to_what_cannot_be_read_are_held(tell: Tell, demo: DemoServer) -> None:
    async def story(desk: Desk) -> None:
        await desk.sign_in(scopes=["food_write"])
        desk.clock.pass_(minutes=5)
        addition, total = await desk.add("coffees"), await desk.set("water", 500)
        await desk.sync()
        assert (await desk.state(addition), await desk.state(total)) == ("held: cannot_read", "sent")
        assert desk.written("coffees") == []

    tell(story, owned=["coffees", "water"])


def test_a_token_that_can_only_read_keeps_entries_waiting(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        simple = desk.demo.world.tokens.simple(USER, desk.clock.true() + 1e6).access
        await desk.engine.adopt(await desk.engine.try_token(simple))
        entry = await desk.set("coffees", 3)
        result = await desk.sync()
        assert (result.condition, result.waiting) == (Condition.READ_ONLY, 1)
        assert await desk.state(entry) == "waiting"
        assert not desk.requests(*WRITING)

    tell(story, owned=["coffees"])


def test_no_entry_leaves_with_another_accounts_token(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        entry = await desk.set("coffees", 3)
        desk.demo.set_owner("mia", "coffees", desk.demo.service)
        await desk.sign_in("mia")
        for _ in range(2):  # after the first one it is known that she could write it, too
            assert (await desk.sync()).waiting == 0
        assert not desk.requests(*WRITING)
        assert {request.user for request in desk.requests("with-values")} == {"mia"}
        await desk.sign_in()
        await desk.sync()
        assert (await desk.state(entry), desk.value("coffees")) == ("sent", 3)

    tell(story, owned=["coffees"])


def test_only_the_engine_with_the_turn_sends(demo: DemoServer, clock: SteppedClock, tmp_path: Path) -> None:
    async def story() -> None:
        async with at_desk(demo, tmp_path, clock, owned=["coffees"]) as desk:
            second = Desk(demo, tmp_path, clock)
            await second.engine.open()
            await second.sign_in()
            before = desk.number("coffees")
            await desk.add("coffees")
            desk.trouble("increment", FaultKind.SLOW, seconds=0.3)
            first = asyncio.create_task(desk.schedule.push_out())
            await until(lambda: desk.requests("increment"))
            await second.schedule.push_out()
            assert len(desk.requests("increment")) == 1
            await second.sync()
            await first
            await second.engine.close()
            assert (desk.written("coffees"), desk.number("coffees")) == ([1], before + 1)

    asyncio.run(story())


def test_every_addition_says_its_day(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        await desk.add("coffees", 1, days_ago=1)
        desk.clock.pass_(hours=20)  # it is another day at the server when it leaves
        await desk.sync()
        (write,) = desk.demo.world.writes(USER, "coffees")
        assert write.date == (desk.day - timedelta(days=1)).isoformat()
        assert "days" in parse_qs(desk.requests("with-values")[0].query)

    tell(story, owned=["coffees"])
