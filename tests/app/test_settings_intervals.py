"""Entries leave and Exist is read when the person chose, from the moment of the choice on."""

from __future__ import annotations

from tests.sync.conftest import Tell, clock, demo, tell
from tests.sync.engine_harness import WRITING, EngineHarness

__all__ = ["clock", "demo", "tell"]


def test_an_entry_waits_as_long_as_was_chosen(tell: Tell) -> None:
    async def story(application: EngineHarness) -> None:
        application.engine.start()
        application.engine.preferences.change(send_after=60)
        await application.set("coffees", 3)
        await application.live(seconds=58)
        assert not application.requests(*WRITING)
        await application.live(seconds=4)
        assert application.value("coffees") == 3

    tell(story, owned=["coffees"])


def test_nothing_leaves_before_the_person_says_so(tell: Tell) -> None:
    async def story(application: EngineHarness) -> None:
        application.engine.preferences.change(send_after=0)
        application.engine.start()
        await application.set("coffees", 3)
        await application.live(hours=3)
        await application.schedule.push_out()  # as quitting does
        application.schedule.network_back()
        await application.live(minutes=1)
        assert not application.requests(*WRITING)
        application.schedule.send_now()
        await application.live(seconds=1)
        assert application.value("coffees") == 3

    tell(story, owned=["coffees"])


def test_what_waits_leaves_when_sending_by_itself_is_chosen_again(tell: Tell) -> None:
    async def story(application: EngineHarness) -> None:
        application.engine.preferences.change(send_after=0)
        application.engine.start()
        await application.set("coffees", 3)
        await application.live(minutes=5)
        application.engine.preferences.change(send_after=10)
        await application.live(seconds=11)
        assert application.value("coffees") == 3

    tell(story, owned=["coffees"])


def test_exist_is_read_as_seldom_as_was_chosen(tell: Tell) -> None:
    async def story(application: EngineHarness) -> None:
        application.engine.start()
        application.engine.preferences.change(read_every=6 * 3600)
        await application.live(hours=24, minutes=1)
        assert application.tally()["profile"] == 4
        application.forget_requests()
        application.engine.preferences.change(read_every=0)
        await application.live(hours=30)
        assert application.requests() == []
        application.schedule.refresh()
        await application.live(seconds=1)
        assert application.tally()["profile"] == 1
        application.forget_requests()
        application.engine.preferences.change(read_every=3600)
        await application.live(hours=2, minutes=1)
        assert application.tally()["profile"] == 2

    tell(story)


def test_another_choice_than_that_of_intervals_moves_nothing(tell: Tell) -> None:
    async def story(application: EngineHarness) -> None:
        application.engine.start()
        await application.set("coffees", 3)
        await application.live(seconds=8)
        application.engine.preferences.change(theme="dark")
        await application.live(seconds=3)
        assert application.value("coffees") == 3

    tell(story, owned=["coffees"])
