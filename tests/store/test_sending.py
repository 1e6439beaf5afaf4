"""What becomes of ops once they leave: each answer, each silence, and what was entered in the meantime."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from exist_desktop.domain.commands import Command, Increment
from exist_desktop.domain.outbox.op_outcome import (
    AnswerLost,
    Arrived,
    CheckGoesOn,
    IsDoubtful,
    NotApplied,
    OpOutcome,
    WasHeld,
)
from exist_desktop.domain.outbox.ops import EntryState, OpState, Outcome, Phase, Reason
from exist_desktop.errors import NotPossibleError, NotPossibleKind
from exist_desktop.store.changes import Change
from exist_desktop.store.outbox import ops, sending
from exist_desktop.store.outbox.ops import Dispatch
from exist_desktop.store.repositories.outbox import OutboxRepository
from tests.store.notebook import NOW, Notebook, add, key, notebook, opened, put, query, with_notebook

FENCE = NOW + 330


@with_notebook
async def test_leaving_is_on_the_disk_with_the_instant_and_the_base(book: Notebook) -> None:
    (entry,) = await book.journal.save(add(2))
    op = await book.begin(base=3)
    assert (op.state, op.base, op.sent_at, op.phase, op.attempts) == (OpState.SENDING, 3, NOW, Phase.LOST, 1)
    assert query(book.path, "SELECT state, base, sent_at FROM op") == [("sending", 3, NOW)]
    assert await book.state(entry) == (EntryState.SENDING, None)


@with_notebook
async def test_what_has_changed_since_it_was_planned_stays_behind(book: Notebook) -> None:
    await book.journal.save(put(3))
    (planned,) = await book.unfinished()
    await book.journal.save(put(4))
    assert await book.store.begin(book.account, [Dispatch(planned.id, planned.command)], NOW) == ()
    (op,) = await book.unfinished()
    assert (op.state, op.command) == (OpState.PENDING, put(4))


@with_notebook
async def test_an_answer_makes_it_sent_and_the_reading_new(book: Notebook) -> None:
    await book.say(3)
    (entry,) = await book.journal.save(add(2))
    op = await book.begin(base=3)
    book.now += 5
    await book.settle(Arrived(op.id, Outcome.ANSWERED, 6))
    assert await book.unfinished() == ()
    assert await book.shown() == 6
    line = await book.line(entry)
    assert (line.entry.state, line.outcome, line.total, line.sent_at) == (
        EntryState.SENT,
        Outcome.ANSWERED,
        6,
        book.now,
    )
    assert query(book.path, "SELECT result FROM attempt") == [("answered",)]


@with_notebook
async def test_what_is_entered_meanwhile_waits_in_one_op_and_is_shown(book: Notebook) -> None:
    await book.say(3)
    await book.journal.save(add(1))
    await book.begin(base=3)
    await book.journal.save(add(1))
    await book.journal.save(add(1))
    flying, waiting = await book.unfinished()
    assert (flying.state, waiting.command) == (OpState.SENDING, Increment(key(), 2))
    assert await book.shown() == 6
    await book.settle(Arrived(flying.id, Outcome.ANSWERED, 4))
    assert await book.shown() == 6


@pytest.mark.parametrize(
    ("flying", "meanwhile", "folded"),
    [
        (put(5), [add(1)], put(6)),
        (put(5), [put(7)], put(7)),
        (put(5), [add(1), put(8), add(2)], put(10)),
        (put("a", "mood_note"), [put("ab", "mood_note")], put("ab", "mood_note")),
    ],
)
@with_notebook
async def test_a_total_without_an_answer_waits_again_with_what_came_after_it(
    book: Notebook, flying: Command, meanwhile: list[Command], folded: Command
) -> None:
    (first,) = await book.journal.save(flying)
    op = await book.begin()
    for command in meanwhile:
        await book.journal.save(command)
    await book.settle(AnswerLost(op.id, FENCE))
    (waiting,) = await book.unfinished()
    assert (waiting.state, waiting.command) == (OpState.PENDING, folded)
    assert await book.state(first) == (EntryState.WAITING, None)
    assert len(await book.views.outbox()) == 1 + len(meanwhile)
    found = await book.store.read(book.account, ops.outbox)
    assert found.fences == {folded.key: FENCE}


@pytest.mark.parametrize("then", [None, NotApplied(1), WasHeld(1, Reason.INVALID)])
@with_notebook
async def test_undoing_a_total_that_may_have_arrived_sends_the_former_value(
    book: Notebook, then: OpOutcome | None
) -> None:
    await book.say(3)
    (entry,) = await book.journal.save(put(7))
    op = await book.begin()
    await book.settle(AnswerLost(op.id, FENCE))
    if then is not None:
        await book.begin()
        await book.settle(then)
    await book.journal.undo(entry.id)
    (waiting,) = await book.unfinished()
    assert (waiting.state, waiting.command) == (OpState.PENDING, put(3))
    assert await book.shown() == 3


@with_notebook
async def test_a_newer_total_overwrites_it_in_any_case(book: Notebook) -> None:
    await book.say(3)
    (older,) = await book.journal.save(put(7))
    op = await book.begin()
    await book.settle(AnswerLost(op.id, FENCE))
    await book.journal.save(put(8))
    await book.journal.undo(older.id)
    (waiting,) = await book.unfinished()
    assert waiting.command == put(8)
    assert (await book.state(older))[0] is EntryState.UNDONE


@with_notebook
async def test_a_fence_is_never_brought_forward(book: Notebook) -> None:
    await book.journal.save(put(5))
    for until in (FENCE, FENCE - 100):
        op = await book.begin()
        await book.settle(AnswerLost(op.id, until))
    found = await book.store.read(book.account, ops.outbox)
    assert found.fences == {key(): FENCE}
    await book.store.write(book.account, lambda tx: sending.drop_old_fences(tx, FENCE))
    found = await book.store.read(book.account, ops.outbox)
    assert found.fences == {}


@with_notebook
async def test_an_addition_without_an_answer_is_checked_and_keeps_its_base(book: Notebook) -> None:
    await book.say(3)
    (entry,) = await book.journal.save(add(2))
    op = await book.begin(base=3)
    await book.journal.save(add(1))
    await book.settle(AnswerLost(op.id, FENCE))
    assert await book.state(entry) == (EntryState.CHECKING, None)
    lost, waiting = await book.unfinished()
    assert (lost.state, lost.base, lost.command, waiting.command) == (OpState.UNKNOWN, 3, add(2), add(1))
    assert await book.shown() == 6
    tally = await book.views.counts()
    assert (tally.waiting, tally.checking, tally.held) == (1, 1, 0)


@with_notebook
async def test_its_check_goes_on_and_it_leaves_again_with_the_same_base(book: Notebook) -> None:
    await book.journal.save(add(2))
    op = await book.begin(base=3)
    await book.settle(AnswerLost(op.id, FENCE))
    await book.settle(CheckGoesOn(op.id, Phase.SEEN_BASE, FENCE, FENCE + 33))
    (checked,) = await book.unfinished()
    assert (checked.phase, checked.checked_at, checked.not_before) == (Phase.SEEN_BASE, FENCE, FENCE + 33)
    book.now = FENCE + 33
    again = await book.begin(base=99)
    assert (again.state, again.base, again.phase, again.attempts) == (OpState.SENDING, 3, Phase.RESENT, 2)
    assert (again.sent_at, again.checked_at, again.not_before) == (book.now, None, 0)


@pytest.mark.parametrize(
    ("flying", "meanwhile", "folded"),
    [
        (add(2), [], add(2)),
        (add(2), [add(1)], add(3)),
        (add(2), [put(7)], put(7)),
        (put(5), [add(1)], put(6)),
    ],
)
@with_notebook
async def test_what_surely_was_not_applied_waits_again(
    book: Notebook, flying: Command, meanwhile: list[Command], folded: Command
) -> None:
    (first,) = await book.journal.save(flying)
    op = await book.begin(base=3)
    for command in meanwhile:
        await book.journal.save(command)
    await book.settle(NotApplied(op.id, not_before=NOW + 60))
    (waiting,) = await book.unfinished()
    assert (waiting.state, waiting.command, waiting.base, waiting.phase) == (OpState.PENDING, folded, None, None)
    assert waiting.not_before == NOW + 60
    assert await book.state(first) == (EntryState.WAITING, None)


@with_notebook
async def test_what_is_held_takes_what_was_entered_meanwhile_with_it(book: Notebook) -> None:
    (first,) = await book.journal.save(put(5))
    op = await book.begin()
    (second,) = await book.journal.save(add(1))
    await book.settle(WasHeld(op.id, Reason.SCOPE, "Food", until=NOW + 60))
    assert [await book.state(entry) for entry in (first, second)] == [(EntryState.HELD, Reason.SCOPE)] * 2
    (held,) = await book.unfinished()
    assert (held.command, held.detail, held.not_before) == (put(6), "Food", NOW + 60)
    assert (await book.views.counts()).held == 2


@with_notebook
async def test_doubt_leaves_what_was_entered_meanwhile_alone(book: Notebook) -> None:
    await book.say(9)
    (first,) = await book.journal.save(add(2))
    op = await book.begin(base=3)
    (second,) = await book.journal.save(add(1))
    await book.settle(AnswerLost(op.id, FENCE))
    await book.settle(IsDoubtful(op.id, Reason.THIRD_TOTAL, "9"))
    assert await book.state(first) == (EntryState.HELD, Reason.THIRD_TOTAL)
    assert await book.state(second) == (EntryState.WAITING, None)
    assert await book.shown() == 10


@with_notebook
async def test_strange_answers_are_counted_until_the_person_answers(book: Notebook) -> None:
    (entry,) = await book.journal.save(put(5))
    for times in (1, 2, 3):
        op = await book.begin()
        await book.settle(AnswerLost(op.id, FENCE, strange=True))
        assert [op.strange for op in await book.unfinished()] == [times]
    (op,) = await book.unfinished()
    await book.settle(WasHeld(op.id, Reason.STRANGE))
    await book.journal.use_mine(entry.id)
    (op,) = await book.unfinished()
    assert (op.state, op.strange) == (OpState.PENDING, 0)


def test_a_crash_while_sending_is_an_answer_that_was_lost(tmp_path: Path) -> None:
    async def run() -> None:
        async with notebook(tmp_path) as book:
            (total,) = await book.journal.save(put(5, "mood"))
            await book.begin()
            (addition,) = await book.journal.save(add(2))
            await book.begin(base=3)
            (waiting,) = await book.journal.save(put("later", "mood_note"))
        async with opened(tmp_path) as store:
            again = Notebook(store, book.account)
            count = await store.write(again.account, lambda tx: sending.recover(tx, FENCE, NOW))
            assert count == 2
            assert await again.state(total) == (EntryState.WAITING, None)
            assert await again.state(addition) == (EntryState.CHECKING, None)
            assert await again.state(waiting) == (EntryState.WAITING, None)
            found = await store.read(again.account, ops.outbox)
            assert found.fences == {total.key: FENCE, addition.key: FENCE}
            assert await store.write(again.account, lambda tx: sending.recover(tx, FENCE, NOW)) == 0

    asyncio.run(run())


@with_notebook
async def test_views_read_again_only_if_an_earlier_run_has_left_something(book: Notebook) -> None:
    """The worker recovers before all else that it does. Told each time, a window whose day cannot be read whole would
    ask for it again, and keep the worker going for ever.
    """
    repository, published = OutboxRepository(book.store, book.account), list[Change]()
    await book.journal.save(put(3), add(2, "coffees"))
    book.store.subscribe(published.append)
    await repository.recover(NOW, None, 330.0)
    assert published == []
    await book.begin()
    published.clear()
    for _ in range(2):
        await repository.recover(NOW, None, 330.0)
    assert published == [Change(days=None, outbox=True)]
    await repository.recover(FENCE, None, 330.0)
    assert len(published) == 2, "what could not be asked for again may be from now on"
    await repository.recover(FENCE, None, 330.0)
    assert len(published) == 2


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (WasHeld(1, Reason.CHANGED_ELSEWHERE, "8"), OpState.PENDING),
        (WasHeld(1, Reason.RESTORED), OpState.PENDING),
        (WasHeld(1, Reason.INVALID), OpState.PENDING),
        (WasHeld(1, Reason.REFUSED), OpState.PENDING),
        (WasHeld(1, Reason.CANNOT_READ), OpState.PENDING),
        (IsDoubtful(1, Reason.THIRD_TOTAL, "9"), OpState.PENDING),
        (IsDoubtful(1, Reason.CANNOT_READ), OpState.PENDING),
    ],
)
@with_notebook
async def test_use_mine_sends_it_again(book: Notebook, outcome: OpOutcome, state: OpState) -> None:
    await book.say(3)
    (entry,) = await book.journal.save(add(2))
    await book.begin(base=3)
    await book.settle(outcome)
    await book.journal.use_mine(entry.id)
    (op,) = await book.unfinished()
    assert (op.state, op.command, op.reason, op.detail, op.not_before) == (state, add(2), None, "", 0)
    assert await book.state(entry) == (EntryState.WAITING, None)


@with_notebook
async def test_use_mine_of_a_total_remembers_what_the_person_saw_when_they_said_so(book: Notebook) -> None:
    await book.say(3)
    (entry,) = await book.journal.save(put(7))
    (op,) = await book.unfinished()
    assert op.shown == 3
    await book.settle(WasHeld(op.id, Reason.CHANGED_ELSEWHERE, "8"))
    await book.say(8)
    await book.journal.use_mine(entry.id)
    (op,) = await book.unfinished()
    assert (op.command, op.shown, op.accepted) == (put(7), 3, 8)


@pytest.mark.parametrize(("meanwhile", "total"), [([], 5), ([add(1)], 6), ([put(9)], 9)])
@with_notebook
async def test_use_mine_of_what_may_have_counted_twice_sets_the_total_that_was_meant(
    book: Notebook, meanwhile: list[Command], total: int
) -> None:
    await book.say(7)
    (entry,) = await book.journal.save(add(2))
    op = await book.begin(base=3)
    await book.settle(AnswerLost(op.id, FENCE))
    for command in meanwhile:
        await book.journal.save(command)
    await book.settle(IsDoubtful(op.id, Reason.MAYBE_TWICE, "7"))
    await book.journal.use_mine(entry.id)
    (waiting,) = await book.unfinished()
    assert waiting.command == put(total)
    assert await book.shown() == total
    assert (await book.line(entry)).outcome is Outcome.MOOT


@pytest.mark.parametrize("reason", [Reason.THIRD_TOTAL, Reason.MAYBE_TWICE, Reason.CANNOT_READ])
@with_notebook
async def test_keep_theirs_of_what_is_in_doubt_leaves_exist_as_it_is(book: Notebook, reason: Reason) -> None:
    await book.say(9)
    (entry,) = await book.journal.save(add(2))
    op = await book.begin(base=3)
    await book.settle(AnswerLost(op.id, FENCE))
    await book.settle(IsDoubtful(op.id, reason))
    await book.journal.keep_theirs(entry.id)
    assert await book.unfinished() == ()
    assert await book.shown() == 9
    line = await book.line(entry)
    assert (line.entry.state, line.outcome) == (EntryState.SENT, Outcome.CONFIRMED)


@pytest.mark.parametrize("reason", [Reason.CHANGED_ELSEWHERE, Reason.RESTORED, Reason.INVALID])
@with_notebook
async def test_keep_theirs_of_what_is_held_withdraws_it(book: Notebook, reason: Reason) -> None:
    await book.say(8)
    (entry,) = await book.journal.save(put(7))
    (op,) = await book.unfinished()
    await book.settle(WasHeld(op.id, reason))
    await book.journal.keep_theirs(entry.id)
    assert await book.unfinished() == ()
    assert await book.shown() == 8
    assert await book.state(entry) == (EntryState.UNDONE, None)


@with_notebook
async def test_a_question_that_was_answered_cannot_be_answered_again(book: Notebook) -> None:
    await book.say(9)
    (entry,) = await book.journal.save(add(2))
    op = await book.begin(base=3)
    await book.settle(AnswerLost(op.id, FENCE))
    await book.settle(IsDoubtful(op.id, Reason.MAYBE_TWICE, "9"))
    await book.journal.use_mine(entry.id)
    for answer in (book.journal.use_mine, book.journal.keep_theirs):
        with pytest.raises(NotPossibleError) as met:
            await answer(entry.id)
        assert met.value.kind is NotPossibleKind.ALREADY_SETTLED
    (waiting,) = await book.unfinished()
    assert waiting.command == put(5)


@pytest.mark.parametrize(
    ("reason", "newer", "freed"),
    [
        (Reason.RESTORED, add(1), False),
        (Reason.RESTORED, put(5), True),
        (Reason.CANNOT_READ, add(1), False),
        (Reason.CANNOT_READ, put(5), True),
        (Reason.CHANGED_ELSEWHERE, put(5), True),
        (Reason.TYPE_CHANGED, put(5), True),
    ],
)
@with_notebook
async def test_a_total_does_away_with_doubts_about_an_addition(
    book: Notebook, reason: Reason, newer: Command, freed: bool
) -> None:
    await book.journal.save(add(2))
    (op,) = await book.unfinished()
    await book.settle(WasHeld(op.id, reason))
    (entry,) = await book.journal.save(newer)
    expected = (EntryState.WAITING, None) if freed else (EntryState.HELD, reason)
    assert await book.state(entry) == expected


@with_notebook
async def test_answers_come_in_any_order_and_each_finds_its_own(book: Notebook) -> None:
    await book.journal.save(put(3, "mood"))
    await book.journal.save(put("x", "mood_note"))
    mood, note = await book.begin(), await book.begin()
    await book.settle(Arrived(note.id, Outcome.ANSWERED, "x"), NotApplied(mood.id))
    (op,) = await book.unfinished()
    assert op.command == put(3, "mood")
    assert await book.shown("mood_note") == "x"
