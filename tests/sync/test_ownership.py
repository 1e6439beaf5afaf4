"""Owners: acquired once where nobody is, asked for where another service is, and never taken back silently."""

from __future__ import annotations

from datetime import timedelta

from tests.sync.conftest import Tell
from tests.sync.desk import USER, Desk


def test_what_nobody_fills_is_acquired_once_in_all(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        for ago in range(3):
            await desk.set("coffees", ago + 1, day=desk.day - timedelta(days=ago))
        await desk.sync()
        await desk.set("coffees", 9)
        result = await desk.sync()
        assert (result.waiting, result.checking, result.held) == (0, 0, 0)
        assert desk.written("coffees") == [1, 2, 3, 9]
        assert (desk.tally()["acquire"], desk.tally()["update"]) == (1, 2)

    tell(story)


def test_another_services_attribute_is_held_until_the_person_agrees(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        entry = await desk.set("weight", 71.5)
        result = await desk.sync()
        assert (await desk.state(entry), result.held, result.waiting) == ("held: owner", 1, 0)
        assert desk.written("weight") == []
        assert not desk.requests("acquire", "update")
        await desk.engine.journal.take_over("weight")
        await desk.sync()
        assert (await desk.state(entry), desk.written("weight")) == ("sent", [71.5])
        assert desk.demo.world.attribute(USER, "weight").manual

    tell(story)


def test_a_held_entry_leaves_by_itself_once_nobody_fills_the_attribute(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        entry = await desk.set("weight", 71.5)
        assert await desk.state(entry) == "held: owner"
        desk.demo.set_owner(USER, "weight", None)
        await desk.sync()
        assert (await desk.state(entry), desk.written("weight")) == ("sent", [71.5])

    tell(story)


def test_a_held_entry_leaves_after_the_hourly_reading_that_finds_its_attribute_free(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        entry = await desk.set("weight", 71.5)
        desk.engine.start()
        await desk.live(minutes=30)
        assert await desk.state(entry) == "held: owner"
        desk.demo.set_owner(USER, "weight", None)
        await desk.live(hours=2)
        assert (await desk.state(entry), desk.written("weight")) == ("sent", [71.5])

    tell(story)


def test_what_was_moved_elsewhere_is_never_taken_back_silently(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        desk.demo.set_owner(USER, "coffees", "oura")
        entry = await desk.set("coffees", 3)
        for _ in range(3):
            await desk.sync()
            desk.clock.pass_(days=1)
        assert await desk.state(entry) == "held: owner_lost"
        assert (await desk.line(entry)).entry.detail == "Oura"
        assert (desk.tally()["acquire"], desk.written("coffees")) == (0, [])
        assert desk.demo.world.attribute(USER, "coffees").owner == "oura"
        await desk.engine.journal.take_over("coffees")
        await desk.sync()
        assert desk.written("coffees") == [3]

    tell(story, owned=["coffees"])


def test_what_was_released_to_nobody_is_acquired_again_once_a_day(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        desk.demo.set_owner(USER, "coffees", None)
        first = await desk.set("coffees", 3)
        await desk.sync()
        assert (await desk.state(first), desk.tally()["acquire"]) == ("sent", 1)
        desk.demo.set_owner(USER, "coffees", None)
        second = await desk.set("coffees", 4)
        await desk.sync()
        assert (await desk.state(second), desk.tally()["acquire"]) == ("held: refused", 1)
        desk.clock.pass_(hours=25)
        await desk.sync()
        assert (await desk.state(second), desk.tally()["acquire"], desk.value("coffees")) == ("sent", 2, 4)

    tell(story, owned=["coffees"])


def test_a_take_over_is_good_for_one_time(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        await desk.engine.journal.take_over("coffees")
        await desk.set("coffees", 3)
        await desk.sync()
        desk.demo.set_owner(USER, "coffees", "oura")
        entry = await desk.set("coffees", 4)
        await desk.sync()
        assert (await desk.state(entry), desk.written("coffees")) == ("held: owner_lost", [3])

    tell(story, owned=["coffees"])


def test_a_take_over_ends_with_the_entry_that_it_was_for(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        entry = await desk.set("weight", 71.5)
        await desk.engine.journal.take_over("weight")
        await desk.engine.journal.undo(entry)
        entry = await desk.set("weight", 71.4)
        await desk.sync()
        assert (await desk.state(entry), desk.written("weight")) == ("held: owner", [])

    tell(story)


def test_an_entry_that_is_held_for_its_owner_can_be_let_go(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        entry = await desk.set("weight", 71.5)
        await desk.engine.journal.discard(entry)
        desk.demo.set_owner(USER, "weight", None)
        assert (await desk.sync()).held == 0
        assert desk.written("weight") == []

    tell(story)
