"""Days that were not read, and what they rest on: a window is read when one of its days is chosen, and nothing counts
as empty before.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from math import ceil

import pytest

from exist_desktop.api.batches import MOST_ITEMS
from exist_desktop.demo.people.catalogue import Value
from exist_desktop.demo.server.faults import FaultKind
from exist_desktop.domain.attributes import LOW_PRIORITY, MOOD
from exist_desktop.domain.commands import Increment, Key, SetValue
from exist_desktop.domain.outbox.ops import Reason
from exist_desktop.domain.values import NOT_READ, Seen
from exist_desktop.store.history import WINDOW_DAYS
from tests.sync.conftest import Tell
from tests.sync.engine_harness import USER, EngineHarness

LONG_AGO = 47


def old_day(harness: EngineHarness, coffees: int = 6) -> date:
    day = harness.day - timedelta(days=LONG_AGO)
    harness.demo.edit(USER, "coffees", day, coffees)
    harness.demo.edit(USER, "mood_note", day, "by the sea")
    return day


async def seen(harness: EngineHarness, name: str, day: date) -> Seen:
    tile = (await harness.engine.views.day(day)).tile(name)
    assert tile is not None
    return tile.value


def test_a_day_is_on_the_screen_within_one_request_after_it_was_chosen(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        day = old_day(harness)
        await harness.sync()
        assert await seen(harness, "coffees", day) is NOT_READ
        harness.forget_requests()
        await harness.schedule.read_day(day)
        assert (await seen(harness, "coffees", day), await seen(harness, "mood_note", day)) == (6, "by the sea")
        assert harness.tally() == {"with-values": ceil(len(harness.demo.world.accounts[USER].attributes) / 100)}
        first = date.fromordinal(day.toordinal() // WINDOW_DAYS * WINDOW_DAYS)
        assert await seen(harness, "coffees", first) is not NOT_READ
        assert await seen(harness, "coffees", first - timedelta(days=1)) is NOT_READ
        await harness.schedule.read_day(day + timedelta(days=1) if day > first else day)
        assert harness.tally().total() == 1, "its neighbours were read with it"

    tell(story)


def test_the_timetable_reads_a_chosen_day_and_not_again_at_once(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        day = old_day(harness)
        harness.engine.start()
        await harness.live(seconds=5)
        harness.forget_requests()
        for _ in range(5):
            harness.schedule.day_chosen(day)
            await harness.live(seconds=5)
        assert await seen(harness, "coffees", day) == 6
        assert harness.tally()["with-values"] == 1

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
    async def story(harness: EngineHarness) -> None:
        day = old_day(harness)
        await harness.sync()
        key = Key(entered.key.attribute, day)
        command = SetValue(key, entered.value) if isinstance(entered, SetValue) else Increment(key, entered.delta)
        (entry,) = await harness.engine.journal.save(command)
        await harness.sync()
        line = await harness.line(entry.id)
        assert (line.entry.reason, harness.value(key.attribute, day)) == (held, there)

    tell(story, owned=["coffees", "mood_note", "mood", "walk"])


def test_two_texts_can_stand_together(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        day = old_day(harness)
        await harness.sync()
        entry = await harness.set("mood_note", "new words", day=day)
        await harness.sync()
        await harness.engine.journal.use_both(entry)
        await harness.sync()
        assert harness.value("mood_note", day) == "by the sea\nnew words"

    tell(story, owned=["mood_note"])


def test_what_replaced_something_unseen_can_be_taken_back(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        day = old_day(harness)
        await harness.sync()
        entry = await harness.set("coffees", 9, day=day)
        await harness.sync()
        assert harness.value("coffees", day) == 9
        await harness.engine.journal.undo(entry)
        await harness.sync()
        assert harness.value("coffees", day) == 6

    tell(story, owned=["coffees"])


def test_a_total_does_not_run_over_a_newer_one_within_the_hour(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.demo.edit(USER, "coffees", harness.day, 2)
        await harness.sync()
        entry = await harness.set("coffees", 3)
        harness.demo.edit(USER, "coffees", harness.day, 6)
        harness.clock.pass_(minutes=2)
        await harness.sync()
        assert (harness.value("coffees"), (await harness.line(entry)).entry.reason) == (6, Reason.CHANGED_ELSEWHERE)
        await harness.engine.journal.use_mine(entry)
        await harness.sync()
        assert harness.value("coffees") == 3

    tell(story, owned=["coffees"])


def test_a_thousand_totals_leave_in_full_calls_with_one_reading_for_each_window(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        await harness.sync()
        every = harness.demo.world.accounts[USER].attributes.values()
        names = [one.name for one in every if one.value_type == 0 and one.active and one.priority < LOW_PRIORITY]
        names.remove(MOOD)
        harness.own(*names)
        await harness.sync()
        days = [harness.day - timedelta(days=100 + ago) for ago in range(50)]
        await harness.engine.journal.save(*(SetValue(Key(name, day), 90_000) for day in days for name in names))
        harness.forget_requests()
        await harness.sync()
        windows = {day.toordinal() // WINDOW_DAYS for day in days}
        told = harness.tally()
        lines = await harness.engine.views.outbox()
        assert {(line.attribute.name, line.entry.reason) for line in lines} == set()
        assert told["update"] == ceil(len(days) * len(names) / MOST_ITEMS)
        assert told["with-values"] - ceil(len(harness.demo.world.accounts[USER].attributes) / 100) <= len(windows)
        assert all(harness.value(name, day) == 90_000 for day in days for name in names)

    tell(story)


def test_what_needs_no_reading_leaves_while_exist_gives_none(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        await harness.sync()
        harness.clock.pass_(minutes=2)
        harness.error("with-values", FaultKind.STATUS, status=503, times=20)
        await harness.set("walk", 1)
        coffees = await harness.set("coffees", 5)
        await harness.sync()
        assert harness.value("walk") == 1
        assert await harness.state(coffees) == "waiting"

    tell(story, owned=["walk", "coffees"])


@pytest.mark.parametrize("manner", [str, float, lambda value: f"{value}.0"])
def test_a_number_that_arrives_in_another_form_is_a_number(tell: Tell, manner: Callable[[Value], object]) -> None:
    """A lost answer is found by it, and counts once."""

    async def story(harness: EngineHarness) -> None:
        harness.demo.edit(USER, "coffees", harness.day, 7)
        harness.demo.tell_as(USER, "coffees", manner)
        await harness.sync()
        harness.engine.start()
        assert await seen(harness, "coffees", harness.day) == 7
        harness.error("increment", FaultKind.LOST_AFTER)
        entry = await harness.add("coffees", 2)
        await harness.live(minutes=15)
        assert (harness.value("coffees"), await harness.state(entry)) == (9, "sent")
        assert [request.items for request in harness.requests("increment")] == [1]

    tell(story, owned=["coffees"])


def test_a_base_that_is_no_number_is_never_0(tell: Tell) -> None:
    """Nothing leaves, and nothing that is offered reckons with it; the others of the page are as they were."""

    async def story(harness: EngineHarness) -> None:
        harness.demo.edit(USER, "coffees", harness.day, 7)
        await harness.sync()
        harness.clock.pass_(minutes=2)
        harness.engine.start()
        harness.demo.tell_as(USER, "coffees", lambda _: "seven")
        entry = await harness.add("coffees", 2)
        await harness.live(minutes=40)
        assert (harness.value("coffees"), (await harness.line(entry)).entry.reason) == (7, Reason.STRANGE)
        assert await seen(harness, "steps", harness.day) is not NOT_READ
        harness.demo.world.accounts[USER].manners.clear()
        await harness.engine.journal.use_mine(entry)
        await harness.sync()
        assert harness.value("coffees") == 9

    tell(story, owned=["coffees"])


def test_a_check_that_meets_no_number_asks_and_offers_no_total(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.demo.edit(USER, "coffees", harness.day, 7)
        await harness.sync()
        harness.engine.start()
        entry = await harness.add("coffees", 2)
        harness.error("increment", FaultKind.LOST_AFTER)
        harness.demo.tell_as(USER, "coffees", lambda _: {"count": 9})
        await harness.live(minutes=60)
        line = await harness.line(entry)
        assert (harness.value("coffees"), line.entry.reason) == (9, Reason.STRANGE)
        assert line.doubt is not None
        assert line.doubt.base == 7

    tell(story, owned=["coffees"])
