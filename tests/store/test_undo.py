"""Undoing what Exist has already: nothing that was entered after it is touched, and nothing is decided twice."""

from __future__ import annotations

import pytest

from exist_desktop.domain.commands import Command, Increment
from exist_desktop.domain.outbox.op_outcome import AnswerLost, Arrived, IsDoubtful, WasHeld
from exist_desktop.domain.outbox.ops import Entry, EntryState, Outcome, Reason
from exist_desktop.errors import NotPossibleError, NotPossibleKind
from exist_desktop.store.outbox import decisions
from tests.store.notebook import NOW, Notebook, add, key, put, with_notebook

FENCE = NOW + 330


async def sent(book: Notebook, command: Command, total: int, *, base: int | None = None) -> Entry:
    """An entry that Exist has."""
    (entry,) = await book.journal.save(command)
    op = await book.begin(base=base)
    await book.settle(Arrived(op.id, Outcome.ANSWERED, total))
    return entry


async def refusal(book: Notebook, entry: Entry) -> NotPossibleKind:
    with pytest.raises(NotPossibleError) as met:
        await book.journal.undo(entry.id)
    return met.value.kind


@pytest.mark.parametrize("waits", [True, False])
@with_notebook
async def test_undoing_a_total_leaves_a_newer_total_alone(book: Notebook, waits: bool) -> None:
    await book.say(2)
    older = await sent(book, put(3), 3)
    if waits:
        await book.journal.save(put(5))
    else:
        await sent(book, put(5), 5)
    assert await refusal(book, older) is NotPossibleKind.OVERTAKEN
    assert await book.shown() == 5


@with_notebook
async def test_undoing_a_total_keeps_what_was_added_to_it_since(book: Notebook) -> None:
    await book.say(2)
    older = await sent(book, put(5), 5)
    await book.journal.save(add(1))
    await book.journal.undo(older.id)
    assert await book.shown() == 3
    (op,) = await book.unfinished()
    assert op.command == Increment(key(), -2)


@with_notebook
async def test_undoing_an_addition_leaves_a_newer_total_alone(book: Notebook) -> None:
    await book.say(2)
    older = await sent(book, add(1), 3, base=2)
    await book.journal.save(put(5))
    assert await refusal(book, older) is NotPossibleKind.OVERTAKEN
    assert await book.shown() == 5


@with_notebook
async def test_what_was_entered_later_and_taken_back_again_stands_in_nobodys_way(book: Notebook) -> None:
    await book.say(2)
    older = await sent(book, put(3), 3)
    newer = await sent(book, put(5), 5)
    await book.journal.undo(newer.id)
    await book.journal.undo(older.id)
    assert await book.shown() == 2


@with_notebook
async def test_a_finished_entry_says_so_when_it_is_answered_for(book: Notebook) -> None:
    await book.say(2)
    entry = await sent(book, put(3), 3)
    for answer in (book.journal.discard, book.journal.keep_theirs, book.journal.use_mine):
        with pytest.raises(NotPossibleError) as met:
            await answer(entry.id)
        assert met.value.kind is NotPossibleKind.ALREADY_SETTLED


@pytest.mark.parametrize("more", [add(1), put(9)])
@with_notebook
async def test_what_the_person_agreed_to_replace_stays_agreed_when_they_enter_more(
    book: Notebook, more: Command
) -> None:
    await book.say(3)
    (entry,) = await book.journal.save(put(7))
    (op,) = await book.unfinished()
    await book.settle(WasHeld(op.id, Reason.CHANGED_ELSEWHERE, "8"))
    await book.say(8)
    await book.journal.use_mine(entry.id)
    await book.journal.save(more)
    (op,) = await book.unfinished()
    assert op.accepted == 8


@with_notebook
async def test_what_was_agreed_outlives_a_lost_answer(book: Notebook) -> None:
    await book.say(3)
    (entry,) = await book.journal.save(put(7))
    (op,) = await book.unfinished()
    await book.settle(WasHeld(op.id, Reason.CHANGED_ELSEWHERE, "8"))
    await book.say(8)
    await book.journal.use_mine(entry.id)
    op = await book.begin()
    await book.journal.save(put(9))
    await book.settle(AnswerLost(op.id, FENCE))
    (op,) = await book.unfinished()
    assert (op.command, op.accepted) == (put(9), 8)


@with_notebook
async def test_a_doubt_that_reading_can_end_is_looked_into_after_a_new_sign_in(book: Notebook) -> None:
    (entry,) = await book.journal.save(add(1))
    op = await book.begin(base=3)
    await book.settle(AnswerLost(op.id, FENCE))
    await book.settle(IsDoubtful(op.id, Reason.CANNOT_READ))
    assert await book.state(entry) == (EntryState.HELD, Reason.CANNOT_READ)
    await book.store.write(book.account, lambda tx: decisions.release_held(tx, [Reason.CANNOT_READ]))
    assert await book.state(entry) == (EntryState.CHECKING, None)
