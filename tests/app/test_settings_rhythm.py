"""Entries leave and Exist is read when the person chose, from the moment of the choice on."""

from __future__ import annotations

from tests.sync.conftest import Tell, clock, demo, tell
from tests.sync.desk import WRITING, Desk

__all__ = ["clock", "demo", "tell"]


def test_an_entry_waits_as_long_as_was_chosen(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        desk.engine.start()
        desk.engine.preferences.change(send_after=60)
        await desk.set("coffees", 3)
        await desk.live(seconds=58)
        assert not desk.requests(*WRITING)
        await desk.live(seconds=4)
        assert desk.value("coffees") == 3

    tell(story, owned=["coffees"])


def test_nothing_leaves_before_the_person_says_so(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        desk.engine.preferences.change(send_after=0)
        desk.engine.start()
        await desk.set("coffees", 3)
        await desk.live(hours=3)
        await desk.schedule.push_out()  # as quitting does
        desk.schedule.network_back()
        await desk.live(minutes=1)
        assert not desk.requests(*WRITING)
        desk.schedule.send_now()
        await desk.live(seconds=1)
        assert desk.value("coffees") == 3

    tell(story, owned=["coffees"])


def test_what_waits_leaves_when_sending_by_itself_is_chosen_again(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        desk.engine.preferences.change(send_after=0)
        desk.engine.start()
        await desk.set("coffees", 3)
        await desk.live(minutes=5)
        desk.engine.preferences.change(send_after=10)
        await desk.live(seconds=11)
        assert desk.value("coffees") == 3

    tell(story, owned=["coffees"])


def test_exist_is_read_as_seldom_as_was_chosen(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        desk.engine.start()
        desk.engine.preferences.change(read_every=6 * 3600)
        await desk.live(hours=24, minutes=1)
        assert desk.tally()["profile"] == 4
        desk.forget_requests()
        desk.engine.preferences.change(read_every=0)
        await desk.live(hours=30)
        assert desk.requests() == []
        desk.schedule.refresh()
        await desk.live(seconds=1)
        assert desk.tally()["profile"] == 1
        desk.forget_requests()
        desk.engine.preferences.change(read_every=3600)
        await desk.live(hours=2, minutes=1)
        assert desk.tally()["profile"] == 2

    tell(story)


def test_another_choice_that_is_no_rhythm_moves_nothing(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        desk.engine.start()
        await desk.set("coffees", 3)
        await desk.live(seconds=8)
        desk.engine.preferences.change(theme="dark")
        await desk.live(seconds=3)
        assert desk.value("coffees") == 3

    tell(story, owned=["coffees"])
