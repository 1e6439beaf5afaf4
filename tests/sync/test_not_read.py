"""Days that were not read, and what they rest on: a window is read when one of its days is chosen, and nothing counts
as empty before.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from math import ceil

import pytest

from exist_desktop.demo.catalogue import Value
from exist_desktop.demo.faults import FaultKind
from exist_desktop.domain.attributes import LOW_PRIORITY, MOOD
from exist_desktop.domain.commands import Increment, Key, SetValue
from exist_desktop.domain.outbox import Reason
from exist_desktop.domain.values import NOT_READ, Seen
from exist_desktop.store.history import WINDOW_DAYS
from exist_desktop.sync.steps import BATCH
from tests.sync.conftest import Tell
from tests.sync.desk import USER, Desk

LONG_AGO = 47


def old_day(desk: Desk, coffees: int = 6) -> date:
    day = desk.day - timedelta(days=LONG_AGO)
    desk.demo.edit(USER, "coffees", day, coffees)
    desk.demo.edit(USER, "mood_note", day, "by the sea")
    return day


async def seen(desk: Desk, name: str, day: date) -> Seen:
    tile = (await desk.engine.views.day(day)).tile(name)
    assert tile is not None
    return tile.value


def test_a_day_is_on_the_screen_within_one_request_after_it_was_chosen(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        day = old_day(desk)
        await desk.sync()
        assert await seen(desk, "coffees", day) is NOT_READ
        desk.forget_requests()
        await desk.schedule.read_day(day)
        assert (await seen(desk, "coffees", day), await seen(desk, "mood_note", day)) == (6, "by the sea")
        assert desk.tally() == {"with-values": ceil(len(desk.demo.world.accounts[USER].attributes) / 100)}
        first = date.fromordinal(day.toordinal() // WINDOW_DAYS * WINDOW_DAYS)
        assert await seen(desk, "coffees", first) is not NOT_READ
        assert await seen(desk, "coffees", first - timedelta(days=1)) is NOT_READ
        await desk.schedule.read_day(day + timedelta(days=1) if day > first else day)
        assert desk.tally().total() == 1, "its neighbours were read with it"

    tell(story)


def test_the_timetable_reads_a_chosen_day_and_not_again_at_once(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        day = old_day(desk)
        desk.engine.start()
        await desk.live(seconds=5)
        desk.forget_requests()
        for _ in range(5):
            desk.schedule.day_chosen(day)
            await desk.live(seconds=5)
        assert await seen(desk, "coffees", day) == 6
        assert desk.tally()["with-values"] == 1

    tell(story)


@pytest.mark.parametrize(
    ("entered", "there", "held"),
    [
        (SetValue(Key("coffees", date.min), 2), 6, Reason.CHANGED_ELSEWHERE),
        (SetValue(Key("coffees", date.min), 7), 7, None),
        (Increment(Key("coffees", date.min), 1), 7, None),
        (Increment(Key("coffees", date.min), -2), 4, None),
        (Increment(Key("coffees", date.min), -7), 6, Reason.BELOW_ZERO),
        (SetValue(Key("mood_note", date.min), "new words"), "by the sea", Reason.CHANGED_ELSEWHERE),
        (SetValue(Key("mood", date.min), 3), 3, None),
        (SetValue(Key("walk", date.min), 1), 1, None),
    ],
)
def test_what_was_meant_on_a_day_that_was_never_read(
    tell: Tell, entered: SetValue | Increment, there: object, held: Reason | None
) -> None:
    async def story(desk: Desk) -> None:
        day = old_day(desk)
        await desk.sync()
        key = Key(entered.key.attribute, day)
        command = SetValue(key, entered.value) if isinstance(entered, SetValue) else Increment(key, entered.delta)
        (entry,) = await desk.engine.journal.save(command)
        await desk.sync()
        line = await desk.line(entry.id)
        assert (line.entry.reason, desk.value(key.attribute, day)) == (held, there)

    tell(story, owned=["coffees", "mood_note", "mood", "walk"])


def test_two_texts_can_stand_together(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        day = old_day(desk)
        await desk.sync()
        entry = await desk.set("mood_note", "new words", day=day)
        await desk.sync()
        await desk.engine.journal.use_both(entry)
        await desk.sync()
        assert desk.value("mood_note", day) == "by the sea\nnew words"

    tell(story, owned=["mood_note"])


def test_what_replaced_something_unseen_can_be_taken_back(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        day = old_day(desk)
        await desk.sync()
        entry = await desk.set("coffees", 9, day=day)
        await desk.sync()
        assert desk.value("coffees", day) == 9
        await desk.engine.journal.undo(entry)
        await desk.sync()
        assert desk.value("coffees", day) == 6

    tell(story, owned=["coffees"])


def test_a_total_does_not_run_over_a_newer_one_within_the_hour(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        desk.demo.edit(USER, "coffees", desk.day, 2)
        await desk.sync()
        entry = await desk.set("coffees", 3)
        desk.demo.edit(USER, "coffees", desk.day, 6)
        desk.clock.pass_(minutes=2)
        await desk.sync()
        assert (desk.value("coffees"), (await desk.line(entry)).entry.reason) == (6, Reason.CHANGED_ELSEWHERE)
        await desk.engine.journal.use_mine(entry)
        await desk.sync()
        assert desk.value("coffees") == 3

    tell(story, owned=["coffees"])


def test_a_thousand_totals_leave_in_full_calls_with_one_reading_for_each_window(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        await desk.sync()
        every = desk.demo.world.accounts[USER].attributes.values()
        names = [one.name for one in every if one.value_type == 0 and one.active and one.priority < LOW_PRIORITY]
        names.remove(MOOD)
        desk.own(*names)
        await desk.sync()
        days = [desk.day - timedelta(days=100 + ago) for ago in range(50)]
        await desk.engine.journal.save(*(SetValue(Key(name, day), 90_000) for day in days for name in names))
        desk.forget_requests()
        await desk.sync()
        windows = {day.toordinal() // WINDOW_DAYS for day in days}
        told = desk.tally()
        lines = await desk.engine.views.outbox()
        assert {(line.attribute.name, line.entry.reason) for line in lines} == set()
        assert told["update"] == ceil(len(days) * len(names) / BATCH)
        assert told["with-values"] - ceil(len(desk.demo.world.accounts[USER].attributes) / 100) <= len(windows)
        assert all(desk.value(name, day) == 90_000 for day in days for name in names)

    tell(story)


def test_what_needs_no_reading_leaves_while_exist_gives_none(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        await desk.sync()
        desk.clock.pass_(minutes=2)
        desk.trouble("with-values", FaultKind.STATUS, status=503, times=20)
        await desk.set("walk", 1)
        coffees = await desk.set("coffees", 5)
        await desk.sync()
        assert desk.value("walk") == 1
        assert await desk.state(coffees) == "waiting"

    tell(story, owned=["walk", "coffees"])


@pytest.mark.parametrize("manner", [str, float, lambda value: f"{value}.0"])
def test_a_number_that_arrives_in_another_form_is_a_number(tell: Tell, manner: Callable[[Value], object]) -> None:
    """A lost answer is found by it, and counts once."""

    async def story(desk: Desk) -> None:
        desk.demo.edit(USER, "coffees", desk.day, 7)
        desk.demo.tell_as(USER, "coffees", manner)
        await desk.sync()
        desk.engine.start()
        assert await seen(desk, "coffees", desk.day) == 7
        desk.trouble("increment", FaultKind.LOST_AFTER)
        entry = await desk.add("coffees", 2)
        await desk.live(minutes=15)
        assert (desk.value("coffees"), await desk.state(entry)) == (9, "sent")
        assert [request.items for request in desk.requests("increment")] == [1]

    tell(story, owned=["coffees"])


def test_a_base_that_is_no_number_is_never_0(tell: Tell) -> None:
    """Nothing leaves, and nothing that is offered reckons with it; the others of the page are as they were."""

    async def story(desk: Desk) -> None:
        desk.demo.edit(USER, "coffees", desk.day, 7)
        await desk.sync()
        desk.clock.pass_(minutes=2)
        desk.engine.start()
        desk.demo.tell_as(USER, "coffees", lambda _: "seven")
        entry = await desk.add("coffees", 2)
        await desk.live(minutes=40)
        assert (desk.value("coffees"), (await desk.line(entry)).entry.reason) == (7, Reason.STRANGE)
        assert await seen(desk, "steps", desk.day) is not NOT_READ
        desk.demo.world.accounts[USER].manners.clear()
        await desk.engine.journal.use_mine(entry)
        await desk.sync()
        assert desk.value("coffees") == 9

    tell(story, owned=["coffees"])


def test_a_check_that_meets_no_number_asks_and_offers_no_total(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        desk.demo.edit(USER, "coffees", desk.day, 7)
        await desk.sync()
        desk.engine.start()
        entry = await desk.add("coffees", 2)
        desk.trouble("increment", FaultKind.LOST_AFTER)
        desk.demo.tell_as(USER, "coffees", lambda _: {"count": 9})
        await desk.live(minutes=60)
        line = await desk.line(entry)
        assert (desk.value("coffees"), line.entry.reason) == (9, Reason.STRANGE)
        assert line.doubt is not None
        assert line.doubt.base == 7

    tell(story, owned=["coffees"])
