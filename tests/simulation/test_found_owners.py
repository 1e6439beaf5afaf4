"""What episodes about owners, and reading with their eyes, have found: each was a real fault of the program."""

from __future__ import annotations

import pytest

from exist_desktop.domain.attributes import Group
from exist_desktop.domain.commands import SetValue
from exist_desktop.domain.value_types import ValueType
from exist_desktop.journal.owner_journal import CustomAttribute
from tests.simulation.computer import Program
from tests.simulation.exist import FITBIT, OURS
from tests.simulation.faults import Fault, Operation
from tests.simulation.scene import Scene, put, scene

MINUTE = 60.0
HOUR = 3600.0


def wishes(play: Scene) -> list[str]:
    """The states of all wishes, oldest first."""
    rows = play.story.computer.disk.rows("SELECT kind, attribute, state, reason FROM owner_entry ORDER BY id")
    return [" ".join(filter(None, row)) for row in rows]


def owner(play: Scene, name: str) -> str | None:
    return play.story.exist.accounts["josh"].attributes[name].owner


def take(play: Scene, name: str) -> None:
    """The person takes it over."""
    play.story.judge.agrees("josh", name)
    play.does(lambda program: _acquire(program, name))


async def _acquire(program: Program, name: str) -> None:
    await program.engine.journal.owners.acquire(name)


def give(play: Scene, name: str) -> None:
    """The person gives it back."""
    play.does(lambda program: _release(program, name))


async def _release(program: Program, name: str) -> None:
    await program.engine.journal.owners.release(name)


async def undo_last(program: Program) -> None:
    lines = await program.engine.views.owner_lines(finished=True)
    await program.engine.journal.undo(lines[0].entry.id)


def test_what_was_on_its_way_is_looked_for_once_although_the_clock_was_set_back() -> None:
    """Its instant lay in the future, so no reading of its owner was new enough, and one followed the other."""
    for tells_uptime in (True, False):
        with scene() as play:
            play.story.computer.tells_uptime = tells_uptime
            program = play.story.computer.start()
            play.passes(2 * MINUTE)
            take(play, "steps")
            play.faults[Operation.ACQUIRE] = [Fault.LOST_AFTER]
            play.faults[Operation.OWNERS] = [None, None, *[Fault.NO_ROUTE] * 9]
            play.passes(15)
            assert wishes(play) == ["take-over steps checking"]
            play.story.computer.kill(program)
            play.faults.clear()
            play.story.computer.ahead -= HOUR
            play.start()
            before = play.story.judge.requests
            play.passes(5 * MINUTE)
            assert (wishes(play), owner(play, "steps")) == (["take-over steps sent"], OURS)
            assert play.story.judge.requests - before < 20


def test_what_exist_does_not_know_any_more_is_given_back_without_asking_for_ever() -> None:
    with scene() as play:
        play.start()
        play.passes(2 * MINUTE)
        del play.story.exist.accounts["josh"].attributes["walk"]
        before = play.story.judge.requests
        give(play, "walk")
        play.passes(HOUR / 2)
        assert wishes(play) == ["give-back walk sent"]
        assert play.story.judge.requests - before < 20


def test_a_give_back_that_is_taken_back_halfway_leaves_it_by_hand() -> None:
    for late in (False, True):
        with scene() as play:
            play.story.exist.accounts["josh"].attributes["steps"].providers = [FITBIT]
            play.start()
            take(play, "steps")
            play.passes(MINUTE)
            play.faults[Operation.RELEASE] = [Fault.NO_ROUTE] * 9
            give(play, "steps")
            play.passes(15)
            steps = play.story.exist.accounts["josh"].attributes["steps"]
            assert not steps.manual
            take(play, "steps") if late else play.does(undo_last)
            play.faults.clear()
            play.passes(HOUR / 2)
            assert (owner(play, "steps"), steps.manual) == (OURS, True)


def test_a_consent_is_good_for_one_time_although_its_answer_was_lost() -> None:
    async def agree(program: Program) -> None:
        await program.engine.journal.take_over("steps")

    with scene() as play:
        play.start()
        play.enters(put("steps", 9000))
        play.faults[Operation.ACQUIRE] = [Fault.LOST_AFTER]
        play.faults[Operation.UPDATE] = [Fault.LOST_BEFORE]
        play.story.judge.agrees("josh", "steps")
        play.does(agree)
        play.passes(MINUTE)
        assert owner(play, "steps") == OURS
        play.story.exist.hand_over("josh", "steps", FITBIT)
        play.passes(HOUR)
        assert (owner(play, "steps"), play.held()) == (FITBIT, [("steps", "owner_lost")])


def test_what_another_service_takes_while_it_is_to_be_given_back_is_no_loss() -> None:
    with scene() as play:
        play.start()
        play.passes(2 * MINUTE)
        give(play, "coffees")
        play.story.exist.hand_over("josh", "coffees", FITBIT)
        play.passes(MINUTE)
        assert wishes(play) == ["give-back coffees sent"]
        assert play.story.computer.disk.rows("SELECT 1 FROM owner_change WHERE why = 'lost' AND NOT seen") == []


def test_an_answer_that_repeats_the_item_and_an_old_list_leave_it_taken_over() -> None:
    with scene() as play:
        play.story.exist.echoes = play.story.exist.lags = True
        play.start()
        play.passes(2 * MINUTE)
        take(play, "steps")
        play.faults[Operation.OWNERS] = [None, None, *[Fault.STALE] * 6]
        play.passes(HOUR / 2)
        assert (wishes(play), owner(play, "steps")) == (["take-over steps sent"], OURS)


def test_an_old_list_makes_nothing_ours_again_that_was_given_back() -> None:
    async def read(program: Program) -> None:
        assert program.engine.link is not None
        await program.engine.link.schedule.sync()

    with scene() as play:
        play.story.exist.accounts["josh"].attributes["coffees"].providers = [FITBIT]
        play.story.exist.lags = True
        play.start()
        play.passes(2 * MINUTE)
        give(play, "coffees")
        play.passes(15)
        assert wishes(play) == ["give-back coffees sent"]
        play.faults[Operation.OWNERS] = [Fault.STALE] * 2
        play.does(read)
        play.passes(5)
        play.does(_save)
        before = len(play.story.exist.accounts["josh"].values["coffees", _today()])
        play.passes(MINUTE)
        assert play.held() == [("coffees", "owner")]
        assert len(play.story.exist.accounts["josh"].values["coffees", _today()]) == before


def test_nothing_is_written_while_a_release_without_an_answer_may_still_arrive() -> None:
    with scene() as play:
        play.start()
        play.passes(2 * MINUTE)
        play.faults[Operation.RELEASE] = [Fault.LATE]
        give(play, "coffees")
        play.passes(15)
        take(play, "coffees")
        play.passes(MINUTE)
        give(play, "coffees")
        play.enters(put("coffees", 9))
        play.passes(HOUR / 2)
        assert [line for line in play.trace.lines() if " update " in line] == []
        assert (owner(play, "coffees"), play.held()) == (None, [("coffees", "inactive")])


def test_a_take_over_that_is_tried_again_frees_what_waited_for_it() -> None:
    async def again(program: Program) -> None:
        for line in await program.engine.views.owner_lines():
            await program.engine.journal.use_mine(line.entry.id)

    with scene() as play:
        play.start()
        take(play, "steps")
        play.enters(put("steps", 9000))
        play.faults[Operation.ACQUIRE] = [Fault.FORBIDDEN]
        play.passes(MINUTE)
        assert wishes(play) == ["take-over steps held scope"]
        play.does(again)
        play.passes(10 * MINUTE)
        assert (wishes(play), play.held(), play.there("steps")) == (["take-over steps sent"], [], 9000)


def _today() -> str:
    return put("coffees", 1).key.day.isoformat()


async def _save(program: Program) -> None:
    await program.engine.journal.save(SetValue(put("coffees", 9).key, 9))


async def _create(program: Program) -> None:
    await program.engine.journal.create(CustomAttribute("Piano", Group("health", "Health", 4), ValueType.QUANTITY))


@pytest.mark.parametrize("told", [True, False])
def test_a_new_attribute_without_permission_says_so_and_is_made_after_another_sign_in(told: bool) -> None:
    """It waited without a reason; and one that Exist had refused stayed refused, whatever was signed in with."""
    with scene() as play:
        person = play.story.person
        play.story.exist.keeps_scopes = True
        play.start()
        person.scopes = "health_read mood_write" if told else "health_read health_write"
        play.does(person.sign_in)
        play.passes(MINUTE)
        play.faults[Operation.MAKE] = [] if told else [Fault.FORBIDDEN]
        play.does(_create)
        play.passes(MINUTE)
        assert [wish.split(" ", 2)[2] for wish in wishes(play)] == ["held scope"]
        person.scopes = "health_read health_write"
        play.does(person.sign_in)
        play.passes(MINUTE)
        assert wishes(play) == ["create piano sent"]
