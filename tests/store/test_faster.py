"""The person is faster than the worker: what was found out does not hold any more, or not for long."""

from __future__ import annotations

from exist_desktop.domain.outbox.op_outcome import AnswerLost, Arrived, NotApplied, WasHeld
from exist_desktop.domain.outbox.ops import EntryState, OpState, Outcome, Reason
from tests.store.notebook import Notebook, add, put, with_notebook


@with_notebook
async def test_an_addition_is_not_moot_when_the_total_was_taken_back(book: Notebook) -> None:
    (added,) = await book.journal.save(add(2))
    op = await book.begin(base=0)
    await book.settle(AnswerLost(op.id, book.now + 330))
    (total,) = await book.journal.save(put(7))
    await book.journal.undo(total.id)
    await book.settle(Arrived(op.id, Outcome.MOOT))
    assert (await book.state(added))[0] is EntryState.CHECKING, "whether it has arrived is still to be found out"


@with_notebook
async def test_an_addition_that_came_after_two_had_cancelled_out_is_sent(book: Notebook) -> None:
    await book.journal.save(add(2))
    await book.journal.save(add(-2))
    (op,) = await book.unfinished()
    (added,) = await book.journal.save(add(3))
    await book.settle(Arrived(op.id, Outcome.CANCELLED_OUT, of=op.command))
    assert (await book.state(added))[0] is EntryState.WAITING
    assert (await book.unfinished())[0].command == add(3)


@with_notebook
async def test_what_was_withdrawn_is_neither_held_nor_sent(book: Notebook) -> None:
    (entry,) = await book.journal.save(add(2))
    (op,) = await book.unfinished()
    await book.journal.undo(entry.id)
    await book.settle(WasHeld(op.id, Reason.NOT_FOUND), NotApplied(op.id))
    assert await book.unfinished() == ()
    assert (await book.state(entry))[0] is EntryState.UNDONE


@with_notebook
async def test_a_total_taken_back_before_it_leaves_leaves_what_the_lost_addition_came_to(book: Notebook) -> None:
    await book.say(3)
    await book.journal.save(add(2))
    op = await book.begin(base=3)
    await book.settle(AnswerLost(op.id, book.now + 330))
    (total,) = await book.journal.save(put(9))
    await book.settle(Arrived(op.id, Outcome.MOOT))
    await book.journal.undo(total.id)
    assert await book.shown() == 5
    (waiting,) = await book.unfinished()
    assert (waiting.state, waiting.command) == (OpState.PENDING, put(5)), "whether or not the addition has arrived"
