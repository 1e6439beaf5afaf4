"""Owners: acquired once where nobody is, asked for where another service is, and never taken back silently."""

from __future__ import annotations

from datetime import timedelta

from tests.sync.conftest import Tell
from tests.sync.engine_harness import USER, EngineHarness


def test_what_nobody_fills_is_acquired_once_in_all(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        for ago in range(3):
            await harness.set("coffees", ago + 1, day=harness.day - timedelta(days=ago))
        await harness.sync()
        await harness.set("coffees", 9)
        result = await harness.sync()
        assert (result.waiting, result.checking, result.held) == (0, 0, 0)
        assert harness.written("coffees") == [1, 2, 3, 9]
        assert (harness.tally()["acquire"], harness.tally()["update"]) == (1, 2)

    tell(story)


def test_another_services_attribute_is_held_until_the_person_agrees(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        entry = await harness.set("weight", 71.5)
        result = await harness.sync()
        assert (await harness.state(entry), result.held, result.waiting) == ("held: owner", 1, 0)
        assert harness.written("weight") == []
        assert not harness.requests("acquire", "update")
        await harness.engine.journal.take_over("weight")
        await harness.sync()
        assert (await harness.state(entry), harness.written("weight")) == ("sent", [71.5])
        assert harness.demo.world.attribute(USER, "weight").manual

    tell(story)


def test_a_held_entry_leaves_by_itself_once_nobody_fills_the_attribute(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        entry = await harness.set("weight", 71.5)
        assert await harness.state(entry) == "held: owner"
        harness.demo.set_owner(USER, "weight", None)
        await harness.sync()
        assert (await harness.state(entry), harness.written("weight")) == ("sent", [71.5])

    tell(story)


def test_a_held_entry_leaves_after_the_hourly_reading_that_finds_its_attribute_free(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        entry = await harness.set("weight", 71.5)
        harness.engine.start()
        await harness.live(minutes=30)
        assert await harness.state(entry) == "held: owner"
        harness.demo.set_owner(USER, "weight", None)
        await harness.live(hours=2)
        assert (await harness.state(entry), harness.written("weight")) == ("sent", [71.5])

    tell(story)


def test_what_was_moved_elsewhere_is_never_taken_back_silently(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.demo.set_owner(USER, "coffees", "oura")
        entry = await harness.set("coffees", 3)
        for _ in range(3):
            await harness.sync()
            harness.clock.pass_(days=1)
        assert await harness.state(entry) == "held: owner_lost"
        assert (await harness.line(entry)).entry.detail == "Oura"
        assert (harness.tally()["acquire"], harness.written("coffees")) == (0, [])
        assert harness.demo.world.attribute(USER, "coffees").owner == "oura"
        await harness.engine.journal.take_over("coffees")
        await harness.sync()
        assert harness.written("coffees") == [3]

    tell(story, owned=["coffees"])


def test_what_was_ours_and_is_nobodys_now_is_asked_about(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.demo.set_owner(USER, "coffees", None)
        entry = await harness.set("coffees", 3)
        for _ in range(3):
            await harness.sync()
            harness.clock.pass_(days=1)
        assert (await harness.state(entry), harness.tally()["acquire"]) == ("held: owner_lost", 0)
        await harness.engine.journal.take_over("coffees")
        await harness.sync()
        assert (await harness.state(entry), harness.tally()["acquire"], harness.value("coffees")) == ("sent", 1, 3)

    tell(story, owned=["coffees"])


def test_what_is_switched_off_at_exist_is_asked_about(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        entry = await harness.set("tv_min", 60)
        await harness.sync()
        assert (await harness.state(entry), harness.written("tv_min")) == ("held: inactive", [])
        assert not harness.demo.world.attribute(USER, "tv_min").active
        await harness.engine.journal.take_over("tv_min")
        await harness.sync()
        assert (await harness.state(entry), harness.written("tv_min")) == ("sent", [60])

    tell(story)


def test_a_take_over_is_good_for_one_time(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        await harness.engine.journal.take_over("coffees")
        await harness.set("coffees", 3)
        await harness.sync()
        harness.demo.set_owner(USER, "coffees", "oura")
        entry = await harness.set("coffees", 4)
        await harness.sync()
        assert (await harness.state(entry), harness.written("coffees")) == ("held: owner_lost", [3])

    tell(story, owned=["coffees"])


def test_a_take_over_ends_with_the_entry_that_it_was_for(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        entry = await harness.set("weight", 71.5)
        await harness.engine.journal.take_over("weight")
        await harness.engine.journal.undo(entry)
        entry = await harness.set("weight", 71.4)
        await harness.sync()
        assert (await harness.state(entry), harness.written("weight")) == ("held: owner", [])

    tell(story)


def test_an_entry_that_is_held_for_its_owner_can_be_let_go(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        entry = await harness.set("weight", 71.5)
        await harness.engine.journal.discard(entry)
        harness.demo.set_owner(USER, "weight", None)
        assert (await harness.sync()).held == 0
        assert harness.written("weight") == []

    tell(story)
