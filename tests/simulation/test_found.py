"""What episodes have found: each was a real fault of the program, told here as a person would have met it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from exist_desktop.domain.attributes import Group
from exist_desktop.domain.commands import Append, Key
from exist_desktop.domain.creation import FirstValue
from exist_desktop.domain.outbox.ops import EntryState
from exist_desktop.domain.value_types import ValueType
from tests.simulation.computer import Program
from tests.simulation.exist import LONG_AGO, WAYS_OF_SAYING
from tests.simulation.faults import Fault, Operation
from tests.simulation.scene import TODAY, add, put, scene

HEALTH = Group("health", "Health", 4)
MINUTE = 60.0
SHAPES_OF_WHAT_WAS_NOT_MADE = 3


def test_a_disk_that_refuses_the_answer_is_asked_again_within_minutes_not_at_the_next_hourly_reading() -> None:
    with scene() as play:
        play.start()
        play.enters(add("coffees", 1))
        play.refused.append(Operation.T3)
        play.passes(5 * MINUTE)
        assert (play.refused, play.waiting(), play.there("coffees")) == ([], [], 3)


def test_a_disk_that_gives_nothing_at_the_start_does_not_end_the_worker() -> None:
    with scene() as play:
        program = play.story.computer.start()
        play.story.loop.run_until(lambda: program.engine.link is not None, play.story.loop.now + 1)
        play.refused.append(Operation.BOOKKEEPING)
        play.passes(2 * MINUTE)
        play.enters(add("coffees", 1))
        play.passes(2 * MINUTE)
        assert (play.refused, play.waiting(), play.there("coffees")) == ([], [], 3)


@pytest.mark.parametrize("fault", [Fault.NO_ROUTE, Fault.SERVER, Fault.LOST_BEFORE, Fault.PAUSE_TOLD])
def test_a_new_attribute_waits_as_long_as_exist_cannot_be_reached(fault: Fault) -> None:
    with scene() as play:
        play.start()
        play.faults[Operation.MAKE] = [fault] * 5
        play.does(_make)
        play.passes(4 * 3600)
        assert (play.held(), play.waiting(), play.there("piano")) == ([], [], 2)


def test_a_new_attribute_that_exist_answered_strangely_is_really_tried_again() -> None:
    with scene(SHAPES_OF_WHAT_WAS_NOT_MADE) as play:
        play.start()
        play.faults[Operation.MAKE] = [Fault.SHAPE] * 3
        play.does(_make)
        play.passes(3600)
        assert [reason for _, reason in play.held()] == ["strange"]
        play.does(_use_mine)
        play.passes(3600)
        assert (play.held(), play.there("piano")) == ([], 2)


def test_a_total_over_an_addition_in_doubt_asks_nothing_however_long_it_waits() -> None:
    with scene() as play:
        play.start()
        play.faults[Operation.INCREMENT] = [Fault.LOST_BEFORE]
        play.enters(add("coffees", 1))
        play.passes(15)
        play.enters(put("coffees", 8))
        play.faults[Operation.UPDATE] = [Fault.TLS]
        play.passes(2 * 3600)
        assert (play.held(), play.waiting(), play.there("coffees")) == ([], [], 8)


async def _make(program: Program) -> None:
    await program.engine.journal.make("Piano", HEALTH, ValueType.QUANTITY, FirstValue(TODAY, 2))


async def _use_mine(program: Program) -> None:
    lines = await program.engine.views.outbox()
    for line in lines:
        if line.entry.state is EntryState.HELD:
            await program.engine.journal.use_mine(line.entry.id)


NEVER_READ = TODAY - timedelta(days=LONG_AGO)


def test_a_day_that_was_never_read_does_not_count_as_empty() -> None:
    with scene() as play:
        play.start()
        play.enters(put("coffees", 2, NEVER_READ))
        play.enters(put("mood_note", "new words", NEVER_READ))
        play.enters(add("weight", -1.0, NEVER_READ))
        play.passes(3600)
        assert sorted(play.held()) == [("coffees", "changed_elsewhere"), ("mood_note", "changed_elsewhere")]
        there = [play.story.exist.value("josh", name, NEVER_READ.isoformat()) for name in ("coffees", "weight")]
        assert there == [1006, 1070.4]


def test_a_text_typed_over_words_that_wait_asks_nothing_for_what_was_shown_with_them() -> None:
    with scene() as play:
        play.start()
        play.faults[Operation.UPDATE] = [Fault.LOST_BEFORE]
        play.enters(Append(Key("mood_note", NEVER_READ), "coffee", "10:07"))
        play.passes(15)
        play.enters(put("mood_note", "another text", NEVER_READ))
        play.passes(3600)
        there = play.story.exist.value("josh", "mood_note", NEVER_READ.isoformat())
        assert (play.held(), play.waiting(), there) == ([], [], "another text")


def test_a_total_does_not_run_over_a_newer_total_of_the_same_minute() -> None:
    with scene() as play:
        play.start()
        play.passes(120)
        play.enters(put("coffees", 3))
        play.story.exist.put("josh", "coffees", TODAY.isoformat(), 6)
        play.passes(3600)
        assert (play.held(), play.there("coffees")) == ([("coffees", "changed_elsewhere")], 6)


@pytest.mark.parametrize("says", WAYS_OF_SAYING)
def test_a_number_that_arrives_as_text_does_not_count_as_0(says: Callable[[float], object]) -> None:
    with scene() as play:
        play.story.exist.says = says
        play.start()
        play.faults[Operation.INCREMENT] = [Fault.LOST_AFTER]
        play.enters(add("coffees", 1))
        play.passes(3600)
        assert (play.held(), play.waiting(), play.there("coffees")) == ([], [], 3)


def test_what_is_no_number_is_no_base() -> None:
    with scene() as play:
        play.start()
        play.story.exist.says = lambda _number: "seven"
        play.passes(120)
        play.enters(add("coffees", 1))
        play.passes(3600)
        assert (play.held(), play.there("coffees")) == ([("coffees", "strange")], 2)


def test_where_values_cannot_be_read_other_requests_are_not_repeated_without_a_pause() -> None:
    """`sleep` is filled by nobody, so its owner is asked for; `coffees` needs a reading before it is added to."""
    with scene() as play:
        play.start()
        play.passes(MINUTE)
        play.faults[Operation.VALUES] = [Fault.SERVER] * 100
        play.faults[Operation.OWNERS] = [Fault.SERVER] * 100
        play.enters(add("coffees", 1), put("sleep", 420))
        play.passes(5 * MINUTE)
        left = len(play.faults[Operation.VALUES]), len(play.faults[Operation.OWNERS])
        assert min(left) > 80, f"{left} of a hundred failures were not met in five minutes"
        assert sorted(play.waiting()) == ["coffees pending", "sleep pending"]
