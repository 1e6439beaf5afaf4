"""Taking over and giving back: they wait, are undone, are sent, and `owned/` decides where an answer was lost."""

from __future__ import annotations

import pytest

from exist_desktop.demo.people.neighbours import Habit
from exist_desktop.demo.server.faults import FaultKind
from exist_desktop.domain.attributes import Owner
from exist_desktop.domain.outbox.ops import EntryState
from exist_desktop.domain.ownership.entries import OwnerKind
from exist_desktop.domain.ownership.errors import EntriesWaitError
from exist_desktop.domain.ownership.record import OwnerChange, Why
from exist_desktop.errors import NotPossibleError
from exist_desktop.store.ownership import entries, record
from tests.sync.conftest import Tell
from tests.sync.engine_harness import USER, EngineHarness

LOST = FaultKind.LOST_AFTER


async def take_over(harness: EngineHarness, *names: str) -> list[int]:
    return [entry.id for entry in await harness.engine.journal.owners.acquire(*names)]


async def give_back(harness: EngineHarness, *names: str) -> list[int]:
    return [entry.id for entry in await harness.engine.journal.owners.release(*names)]


async def state(harness: EngineHarness, entry: int) -> str:
    lines = await harness.engine.views.owner_lines(finished=True)
    found = next(line.entry for line in lines if line.entry.id == entry)
    return f"{found.state}: {found.reason}" if found.reason else str(found.state)


async def changes(harness: EngineHarness, name: str) -> tuple[OwnerChange, ...]:
    """What was recorded of an attribute, the newest first."""
    account = harness.engine.account
    assert account is not None
    return await harness.engine.store.read(account, lambda tx: record.changes(tx, name))


def owner(harness: EngineHarness, name: str) -> str | None:
    return harness.demo.world.attribute(USER, name).owner


def test_a_take_over_waits_and_is_done_without_any_entry(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        (entry,) = await take_over(harness, "steps")
        assert (await state(harness, entry), owner(harness, "steps")) == ("waiting", "fitbit")
        assert (await harness.engine.views.counts()).waiting == 1
        result = await harness.sync()
        assert (await state(harness, entry), result.waiting, result.held) == ("sent", 0, 0)
        assert (owner(harness, "steps"), harness.tally()["acquire"]) == (harness.demo.service, 1)
        assert harness.demo.world.attribute(USER, "steps").manual
        (change,) = await changes(harness, "steps")
        assert change.why is Why.TAKEN_OVER
        assert change.before.service is not None
        assert (change.before.service.label, change.manual) == ("Fitbit", False)

    tell(story)


def test_what_is_given_back_goes_to_whom_it_can_and_is_by_hand_no_more(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.demo.world.manual_stays = True
        await take_over(harness, "steps")
        await harness.sync()
        (entry,) = await give_back(harness, "steps")
        result = await harness.sync()
        assert (await state(harness, entry), result.waiting, result.checking) == ("sent", 0, 0)
        assert owner(harness, "steps") == "fitbit"
        assert not harness.demo.world.attribute(USER, "steps").manual, "the remembered manual is restored first"
        newest = (await changes(harness, "steps"))[0]
        assert newest.why is Why.GIVEN_BACK
        assert newest.after.service is not None
        assert newest.after.service.label == "Fitbit"

    tell(story)


def test_where_manual_cannot_be_restored_it_is_given_back_all_the_same(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.demo.world.manual_stays = harness.demo.world.manual_of_ours_stays = True
        await take_over(harness, "steps")
        await harness.sync()
        (entry,) = await give_back(harness, "steps")
        await harness.sync()
        assert (await state(harness, entry), owner(harness, "steps")) == ("sent", "fitbit")
        (line,) = [x for x in await harness.engine.views.owner_lines(finished=True) if x.entry.id == entry]
        assert line.entry.manual is False
        assert line.attribute.manual, "and it is told that it did not take"

    tell(story)


def test_a_service_stops_filling_until_it_is_given_back(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.demo.world.neighbours.add(Habit(USER, "steps", "fitbit", "profile", add=100, fills=True))

        async def filled_meanwhile() -> float:
            before = harness.number("steps")
            harness.clock.pass_(hours=2)
            await harness.sync()
            return harness.number("steps") - before

        assert await filled_meanwhile() == 100
        await take_over(harness, "steps")
        await harness.sync()
        assert await filled_meanwhile() == 0
        entry = await harness.set("steps", 9000)
        await harness.sync()
        assert (await harness.state(entry), harness.value("steps")) == ("sent", 9000)
        row = await harness.engine.owners.handover("steps")
        assert row is not None
        assert (row.after and row.after.value) == 9000
        await give_back(harness, "steps")
        await harness.sync()
        assert await filled_meanwhile() == 100

    tell(story)


def test_what_nobody_else_fills_becomes_inactive_and_is_never_taken_unasked(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        await give_back(harness, "water")
        await harness.sync()
        assert (owner(harness, "water"), harness.demo.world.attribute(USER, "water").active) == (None, False)
        harness.demo.world.attribute(USER, "water").active = True
        await harness.sync()
        entry = await harness.set("water", 250)
        for _ in range(3):
            await harness.sync()
            harness.clock.pass_(days=1)
        assert (await harness.state(entry), harness.written("water")) == ("held: given_back", [])
        assert harness.tally()["acquire"] == 0
        await take_over(harness, "water")
        await harness.sync()
        assert (await harness.state(entry), harness.written("water")) == ("sent", [250])

    tell(story, owned=["water"])


def test_what_waits_for_it_is_sent_before_it_is_given_back(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        entry = await harness.set("coffees", 7)
        await give_back(harness, "coffees")
        later = await harness.add("coffees", days_ago=1)
        await harness.sync()
        assert (await harness.state(entry), await harness.state(later)) == ("sent", "sent")
        order = [request.call for request in harness.requests("update", "increment", "release")]
        assert order == ["update", "increment", "release"]
        assert owner(harness, "coffees") != harness.demo.service

    tell(story, owned=["coffees"])


def test_it_is_not_given_back_while_a_value_may_still_have_to_be_sent_again(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.error("update", FaultKind.LOST_BEFORE, times=2)
        entry = await harness.set("coffees", 7)
        await harness.sync()
        (given,) = await give_back(harness, "coffees")
        await harness.sync()
        assert (await state(harness, given), owner(harness, "coffees")) == ("waiting", harness.demo.service)
        for _ in range(3):
            harness.clock.pass_(minutes=6)
            await harness.sync()
        assert (await harness.state(entry), harness.written("coffees")) == ("sent", [7])
        assert (await state(harness, given), owner(harness, "coffees")) == ("sent", "exist_for_android")

    tell(story, owned=["coffees"])


def test_nothing_is_written_once_it_was_given_back(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.error("release", LOST)
        (given,) = await give_back(harness, "coffees")
        await harness.sync()
        entry = await harness.set("coffees", 9)
        await harness.sync()
        assert (await state(harness, given), harness.written("coffees")) == ("sent", [])
        assert (await harness.state(entry)).startswith("held: ")

    tell(story, owned=["coffees"])


def test_what_needs_the_person_is_asked_about_before_it_is_given_back(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.error("update", FaultKind.REFUSE, error_code="validation")
        entry = await harness.set("coffees", 7)
        await harness.sync()
        assert await harness.state(entry) == "held: invalid"
        with pytest.raises(EntriesWaitError) as refused:
            await give_back(harness, "coffees")
        assert (refused.value.undecided, refused.value.label) == (1, "Coffees")
        await harness.engine.journal.owners.discard_unsent("coffees")
        await give_back(harness, "coffees")
        await harness.sync()
        assert (owner(harness, "coffees"), harness.written("coffees")) == ("exist_for_android", [])

    tell(story, owned=["coffees"])


@pytest.mark.parametrize("kind", [LOST, FaultKind.LOST_BEFORE, FaultKind.CUT, FaultKind.OMIT, FaultKind.GARBAGE])
@pytest.mark.parametrize("call", ["acquire", "release"])
def test_after_a_lost_answer_owned_decides(tell: Tell, call: str, kind: FaultKind) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.error(call, kind)
        wish = take_over if call == "acquire" else give_back
        (entry,) = await wish(harness, "coffees")
        result = await harness.sync()
        assert (await state(harness, entry), result.waiting, result.checking) == ("sent", 0, 0)
        assert (owner(harness, "coffees") == harness.demo.service) is (call == "acquire")
        assert [change.why for change in await changes(harness, "coffees")] == [
            Why.TAKEN_OVER if call == "acquire" else Why.GIVEN_BACK
        ]

    tell(story, owned=[] if call == "acquire" else ["coffees"])


@pytest.mark.parametrize("call", ["acquire", "release"])
def test_a_crash_in_between_leaves_no_doubt(tell: Tell, call: str) -> None:
    async def story(harness: EngineHarness) -> None:
        wish = take_over if call == "acquire" else give_back
        (entry,) = await wish(harness, "coffees")
        harness.error(call, LOST, times=9)
        harness.error("owned", FaultKind.STATUS, status=503, skip=1, times=9)
        await harness.sync()
        assert await state(harness, entry) == "checking"
        await harness.reopen()
        harness.demo.world.faults.clear()
        await harness.sign_in()
        await harness.sync()
        assert await state(harness, entry) == "sent"
        assert (owner(harness, "coffees") == harness.demo.service) is (call == "acquire")

    tell(story, owned=[] if call == "acquire" else ["coffees"])


def test_a_start_looks_for_what_a_crash_caught_on_its_way(tell: Tell) -> None:
    """The computer stops after the mark that a request leaves and before the request."""

    async def story(harness: EngineHarness) -> None:
        (entry,) = await take_over(harness, "steps")
        account = harness.engine.account
        assert account is not None
        await harness.engine.store.write(account, lambda tx: entries.begin(tx, [entry], harness.engine.clock.now()))
        await harness.reopen()
        assert await state(harness, entry) != "sent"
        await harness.sign_in()
        await harness.sync()
        assert await state(harness, entry) == "sent"
        assert owner(harness, "steps") == harness.demo.service

    tell(story)


def test_what_has_not_left_is_undone_without_a_trace(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        (taken,), (given,) = await take_over(harness, "steps"), await give_back(harness, "coffees")
        for entry in (taken, given):
            await harness.engine.journal.undo(entry)
        result = await harness.sync()
        assert (result.waiting, await state(harness, taken), await state(harness, given)) == (0, "undone", "undone")
        assert not harness.requests("acquire", "release")

    tell(story, owned=["coffees"])


def test_undo_of_what_is_done_is_the_opposite(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        (taken,) = await take_over(harness, "steps")
        await harness.sync()
        await harness.engine.journal.undo(taken)
        await harness.sync()
        assert owner(harness, "steps") == "fitbit"
        assert (await changes(harness, "steps"))[0].undone_by is OwnerKind.TAKE_OVER
        await take_over(harness, "steps")
        await harness.sync()
        assert owner(harness, "steps") == harness.demo.service
        with pytest.raises(NotPossibleError):
            await take_over(harness, "steps")

    tell(story)


def test_a_late_acquire_takes_nothing_that_was_given_back_meanwhile(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.error("acquire", FaultKind.LOST_BEFORE)
        harness.error("owned", FaultKind.STATUS, status=503, skip=1)
        (entry,) = await take_over(harness, "coffees")
        await harness.sync()
        await harness.engine.journal.undo(entry)
        await harness.sync()
        harness.clock.pass_(minutes=3)
        harness.own("coffees")  # the acquire has been on its way until now
        for _ in range(4):
            await harness.sync()
            harness.clock.pass_(minutes=3)
        assert owner(harness, "coffees") != harness.demo.service
        assert (await harness.engine.views.counts()).open == 0

    tell(story)


def test_part_failures_are_told_one_by_one(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.error("acquire", FaultKind.MIX, items=1, error_code="not_allowed")
        steps, weight = await take_over(harness, "steps", "weight")
        result = await harness.sync()
        assert (await state(harness, steps), await state(harness, weight)) == ("sent", "held: scope")
        assert (result.held, harness.tally()["acquire"]) == (1, 1)
        await harness.engine.journal.use_mine(weight)
        await harness.sync()
        assert (await state(harness, weight), owner(harness, "weight")) == ("sent", harness.demo.service)

    tell(story)


def test_many_go_in_batches(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        names = [a.name for a in harness.demo.world.accounts[USER].attributes.values() if a.name != "tv_min"][:50]
        await take_over(harness, *names)
        await harness.sync()
        assert {owner(harness, name) for name in names} == {harness.demo.service}
        assert [request.items for request in harness.requests("acquire")] == [35, 15]

    tell(story)


def test_what_was_lost_elsewhere_is_found_by_the_next_reading_and_shown_once(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        account = harness.engine.account
        assert account is not None
        harness.demo.set_owner(USER, "coffees", "oura")
        await harness.sync()
        (loss,) = await harness.engine.store.read(account, record.lost)
        assert (loss.attribute, loss.why, loss.after.owner) == ("coffees", Why.LOST, Owner.ANOTHER_SERVICE)
        assert loss.after.service is not None
        assert loss.after.service.label == "Oura"
        entry = await harness.set("coffees", 3)
        other = await harness.set("water", 250)
        await harness.sync()
        assert (await harness.state(entry), await harness.state(other)) == ("held: owner_lost", "sent")
        await harness.engine.journal.owners.told_of_losses([loss.id])
        await harness.sync()
        assert await harness.engine.store.read(account, record.lost) == ()

    tell(story, owned=["coffees"])


def test_a_refused_write_finds_it_too(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        account = harness.engine.account
        assert account is not None
        entry = await harness.set("coffees", 3)
        harness.demo.set_owner(USER, "coffees", "oura")
        await harness.schedule.push_out()
        assert await harness.state(entry) == "held: owner_lost"
        (loss,) = await harness.engine.store.read(account, record.lost)
        assert loss.attribute == "coffees"

    tell(story, owned=["coffees"])


def test_a_token_that_may_only_read_keeps_it_waiting(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        await harness.sign_in(scopes=["activity_read", "food_read"])
        (entry,) = await take_over(harness, "steps")
        await harness.sync()
        assert await state(harness, entry) == "held: scope"
        await harness.sign_in()
        await harness.sync()
        assert (await state(harness, entry), owner(harness, "steps")) == ("sent", harness.demo.service)

    tell(story)


def test_entries_and_wishes_are_numbered_together(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        first = await harness.set("coffees", 1)
        (second,) = await take_over(harness, "steps")
        third = await harness.set("water", 250)
        assert sorted({first, second, third}) == [first, second, third]
        order = list(await harness.engine.views.outbox_order())
        assert order[:3] == [third, second, first]
        lines = await harness.engine.views.outbox_lines(order[:3])
        assert [line.entry.id for line in lines] == order[:3]
        assert {line.entry.state for line in lines} == {EntryState.WAITING}

    tell(story)


def test_what_has_moved_to_another_service_since_is_asked_about_again(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        (wish,) = await take_over(harness, "steps")
        entry = await harness.set("steps", 30_000)
        harness.demo.set_owner(USER, "steps", "oura")
        result = await harness.sync()
        assert (owner(harness, "steps"), await state(harness, wish)) == ("oura", "held: owner")
        assert (result.waiting, result.held, await harness.state(entry)) == (0, 2, "held: owner")
        assert await take_over(harness, "steps") == [wish]
        await harness.sync()
        assert (owner(harness, "steps"), await state(harness, wish)) == (harness.demo.service, "sent")
        assert await harness.state(entry) == "sent"

    tell(story)


def test_a_consent_counts_for_the_service_that_was_told(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        entry = await harness.set("steps", 30_000)
        await harness.engine.journal.take_over("steps")
        harness.demo.set_owner(USER, "steps", "oura")
        await harness.sync()
        assert (owner(harness, "steps"), await harness.state(entry)) == ("oura", "held: owner")

    tell(story)


def test_a_request_that_arrives_late_settles_a_take_over_that_is_asked_about(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.error("acquire", FaultKind.LOST_BEFORE)
        harness.demo.set_owner(USER, "steps", "oura")
        (wish,) = await take_over(harness, "steps")
        await harness.sync()
        assert await state(harness, wish) == "held: owner"
        harness.demo.set_owner(USER, "steps", harness.demo.service)
        await harness.sync()
        assert await state(harness, wish) == "sent"

    tell(story)
