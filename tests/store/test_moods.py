"""Quick entry lists the moods of a day that stand: no slip, nothing that was taken back, nor what took it back."""

from __future__ import annotations

from exist_desktop.domain.outbox.op_outcome import Arrived
from exist_desktop.domain.outbox.ops import Entry, Outcome
from exist_desktop.domain.values import Value
from exist_desktop.store.reading import frecency
from tests.store.notebook import NOW, TODAY, Notebook, put, with_notebook


async def moods(book: Notebook) -> list[Value]:
    found = await book.store.read(book.account, lambda tx: frecency.moods_of(tx, TODAY, NOW - 60))
    return [entry.amount for entry in found]


@with_notebook
async def test_moods_at_different_times_are_all_listed(book: Notebook) -> None:
    for mood in (2, 4):
        await book.journal.save(put(mood, "mood"))
        book.now += 3600
    assert await moods(book) == [2, 4]


@with_notebook
async def test_a_slip_that_was_corrected_at_once_is_none(book: Notebook) -> None:
    for mood in (5, 2):
        await book.journal.save(put(mood, "mood"))
        book.now += 5
    assert await moods(book) == [2]


@with_notebook
async def test_what_was_taken_back_after_it_had_left_is_none_nor_what_took_it_back(book: Notebook) -> None:
    await book.say(3, "mood")
    sent: list[Entry] = []
    for mood in (3, 5):
        sent += await book.journal.save(put(mood, "mood"))
        op = await book.begin()
        await book.settle(Arrived(op.id, Outcome.ANSWERED, mood))
        book.now += 3600
    await book.journal.undo(sent[-1].id)
    assert await moods(book) == [3]
