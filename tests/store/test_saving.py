"""Saved means saved: entries and the ops they fold into, undoing them, and what the tables themselves refuse."""

from __future__ import annotations

import asyncio
import sqlite3

import pytest

from exist_desktop.domain.commands import Command, Increment, SetValue
from exist_desktop.domain.outbox.op_outcome import AnswerLost, Arrived, NotApplied, WasHeld
from exist_desktop.domain.outbox.ops import EntryState, Outcome, Reason
from exist_desktop.domain.values import Value
from exist_desktop.errors import NotPossibleError, NotPossibleKind
from exist_desktop.store.outbox.entries import NewEntry
from tests.store.notebook import NOW, TODAY, Notebook, add, key, put, query, with_notebook

OP = "account, attribute, day, kind, value, state, since, reason"
ENTRY = "uid, account, attribute, day, kind, value, at, zone, op"


@with_notebook
async def test_an_entry_is_on_the_disk_when_saving_returns(book: Notebook) -> None:
    (entry,) = await book.journal.save(put(3))
    assert (entry.command, entry.shown, entry.at, entry.state) == (put(3), None, NOW, EntryState.WAITING)
    assert query(book.path, "SELECT uid, kind, value, zone FROM entry") == [("uid0", "set", 3, "Europe/Berlin")]
    assert query(book.path, "SELECT kind, value, state FROM op") == [("set", 3, "pending")]
    assert await book.shown() == 3
    assert book.changes[-1].outbox
    assert book.changes[-1].days == frozenset({TODAY})


@with_notebook
async def test_two_additions_are_two_entries_and_one_op(book: Notebook) -> None:
    await book.say(1)
    first, second = await book.journal.save(add(1)), await book.journal.save(add(1))
    assert first[0].id != second[0].id
    assert (first[0].shown, second[0].shown) == (1, 2)
    (op,) = await book.unfinished()
    assert op.command == Increment(key(), 2)
    assert await book.shown() == 3
    assert (await book.views.counts()).waiting == 2


@with_notebook
async def test_entries_saved_together_are_saved_in_their_order(book: Notebook) -> None:
    saved = await book.journal.save(put(4, "mood"), put("a walk", "mood_note"))
    assert [entry.key.attribute for entry in saved] == ["mood", "mood_note"]
    assert len(await book.unfinished()) == 2


@with_notebook
async def test_saving_at_the_same_time_loses_nothing(book: Notebook) -> None:
    saved = await asyncio.gather(*(book.journal.save(add(1)) for _ in range(10)))
    assert {entry.shown for (entry,) in saved} == {None, *range(1, 10)}
    assert await book.shown() == 10


@with_notebook
async def test_the_same_uid_twice_is_one_entry(book: Notebook) -> None:
    new = NewEntry("once", add(2), None, NOW, "UTC")
    (first,) = await book.store.save(book.account, lambda _: [new])
    (again,) = await book.store.save(book.account, lambda _: [new])
    assert first == again
    assert await book.shown() == 2


@with_notebook
async def test_undoing_folds_again_and_the_last_one_drops_the_op(book: Notebook) -> None:
    (total,), (more,) = await book.journal.save(put(5)), await book.journal.save(add(2))
    assert await book.shown() == 7
    await book.journal.undo(total.id)
    (op,) = await book.unfinished()
    assert op.command == Increment(key(), 2)
    await book.journal.undo(more.id)
    assert await book.unfinished() == ()
    assert await book.shown() is None
    assert [await book.state(entry) for entry in (total, more)] == [(EntryState.UNDONE, None)] * 2
    with pytest.raises(NotPossibleError) as met:
        await book.journal.undo(more.id)
    assert met.value.kind is NotPossibleKind.ALREADY_UNDONE


@with_notebook
async def test_undoing_one_that_does_not_exist(book: Notebook) -> None:
    with pytest.raises(NotPossibleError) as met:
        await book.journal.undo(99)
    assert met.value.kind is NotPossibleKind.NO_SUCH_ENTRY


@pytest.mark.parametrize(
    ("before", "command", "after", "undoing"),
    [(3, put(7), 7, put(3)), (3, add(2), 5, add(-2)), (None, add(2), 2, add(-2)), (5.5, add(-0.5), 5.0, add(0.5))],
)
@with_notebook
async def test_undoing_what_is_in_exist_gives_the_former_value(
    book: Notebook, before: Value | None, command: Command, after: Value, undoing: Command
) -> None:
    name = "weight" if isinstance(before, float) else "coffees"
    command, undoing = _about(name, command), _about(name, undoing)
    await book.say(before, name)
    (entry,) = await book.journal.save(command)
    op = await book.begin(base=before or 0)
    await book.settle(Arrived(op.id, Outcome.ANSWERED, after))
    await book.journal.undo(entry.id)
    (waiting,) = await book.unfinished()
    assert waiting.command == undoing
    assert await book.shown(name) == (before or 0)
    assert await book.state(entry) == (EntryState.SENT, None)


def _about(name: str, command: Command) -> Command:
    if isinstance(command, SetValue):
        return SetValue(key(name), command.value)
    assert isinstance(command, Increment)
    return Increment(key(name), command.delta)


@pytest.mark.parametrize("arrived", [False, True])
@with_notebook
async def test_undoing_it_once_more_changes_nothing(book: Notebook, arrived: bool) -> None:
    await book.say(3)
    (entry,) = await book.journal.save(add(1))
    op = await book.begin(base=3)
    if arrived:
        await book.settle(Arrived(op.id, Outcome.ANSWERED, 4))
    await book.journal.undo(entry.id)
    with pytest.raises(NotPossibleError) as met:
        await book.journal.undo(entry.id)
    assert met.value.kind is NotPossibleKind.ALREADY_UNDONE
    assert await book.shown() == 3


@with_notebook
async def test_an_undoing_can_be_undone_and_done_again(book: Notebook) -> None:
    (entry,) = await book.journal.save(add(1))
    op = await book.begin(base=3)
    await book.settle(Arrived(op.id, Outcome.ANSWERED, 4))
    for _ in range(2):
        await book.journal.undo(entry.id)
        assert await book.shown() == 3
        newest = (await book.views.outbox())[0].entry
        await book.journal.undo(newest.id)
        assert await book.shown() == 4


@with_notebook
async def test_a_first_value_cannot_be_taken_back_to_nothing(book: Notebook) -> None:
    (entry,) = await book.journal.save(put(7))
    op = await book.begin()
    await book.settle(Arrived(op.id, Outcome.ANSWERED, 7))
    with pytest.raises(NotPossibleError) as met:
        await book.journal.undo(entry.id)
    assert met.value.kind is NotPossibleKind.NO_FORMER_VALUE
    assert await book.unfinished() == ()


@with_notebook
async def test_what_is_undone_on_its_way_folds_away_if_it_comes_back(book: Notebook) -> None:
    await book.say(3)
    (entry,) = await book.journal.save(add(1))
    op = await book.begin(base=3)
    await book.journal.undo(entry.id)
    await book.settle(NotApplied(op.id))
    (waiting,) = await book.unfinished()
    assert waiting.command == Increment(key(), 0)


@with_notebook
async def test_an_entry_on_its_way_cannot_be_discarded(book: Notebook) -> None:
    (entry,) = await book.journal.save(put(3))
    await book.begin()
    for answer in (book.journal.discard, book.journal.keep_theirs, book.journal.use_mine):
        with pytest.raises(NotPossibleError) as met:
            await answer(entry.id)
        assert met.value.kind is NotPossibleKind.ALREADY_SENDING


@with_notebook
async def test_a_better_value_frees_what_was_refused(book: Notebook) -> None:
    (wrong,) = await book.journal.save(put(9000))
    op = await book.begin()
    await book.settle(WasHeld(op.id, Reason.INVALID, "Value must be less"))
    assert await book.state(wrong) == (EntryState.HELD, Reason.INVALID)
    assert (await book.line(wrong)).entry.detail == "Value must be less"
    (right,) = await book.journal.save(put(9))
    assert await book.state(right) == (EntryState.WAITING, None)
    assert (await book.line(right)).entry.detail == ""
    (op,) = await book.unfinished()
    assert op.command == put(9)


@pytest.mark.parametrize("reason", [Reason.SCOPE, Reason.NOT_FOUND, Reason.ENDPOINT])
@with_notebook
async def test_a_newer_entry_does_not_free_what_lies_in_the_attribute_or_the_sign_in(
    book: Notebook, reason: Reason
) -> None:
    await book.journal.save(put(3))
    op = await book.begin()
    await book.settle(WasHeld(op.id, reason))
    (newer,) = await book.journal.save(put(4))
    assert await book.state(newer) == (EntryState.HELD, reason)


@with_notebook
async def test_undoing_it_before_its_answer_is_known_waits_behind_the_fence(book: Notebook) -> None:
    await book.say(3)
    (entry,) = await book.journal.save(put(7))
    op = await book.begin()
    await book.journal.undo(entry.id)
    assert await book.shown() == 3
    await book.settle(AnswerLost(op.id, NOW + 330))
    (waiting,) = await book.unfinished()
    assert waiting.command == put(3)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET value = 5",
        "UPDATE entry SET day = '2026-11-21'",
        "UPDATE entry SET at = 0",
        "DELETE FROM entry",
        f"INSERT INTO op ({OP}) SELECT account, attribute, day, kind, value, 'pending', since, NULL FROM op",
        f"INSERT INTO op ({OP}) SELECT account, attribute, day, kind, value, 'held', since, 'invalid' FROM op",
        "UPDATE op SET state = 'sending'",
        "UPDATE op SET state = 'sending', sent_at = 1",
        "UPDATE op SET state = 'unknown', sent_at = 1, base = 0",
        "UPDATE op SET state = 'unknown', sent_at = 1, base = 0, phase = 'lost', kind = 'set'",
        "UPDATE op SET state = 'held'",
        "UPDATE op SET reason = 'invalid'",
        "UPDATE op SET state = 'done'",
        "UPDATE op SET state = 'perhaps'",
        "UPDATE op SET kind = 'times'",
        "UPDATE op SET phase = 'lucky'",
        f"INSERT INTO entry ({ENTRY}) SELECT 'lonely', account, attribute, day, kind, value, at, zone, 99 FROM entry",
    ],
)
@with_notebook
async def test_the_tables_refuse_what_cannot_be(book: Notebook, statement: str) -> None:
    (entry,) = await book.journal.save(add(1))
    with pytest.raises(sqlite3.IntegrityError):
        await book.store.database.write(lambda connection: connection.execute(statement).close())
    assert await book.state(entry) == (EntryState.WAITING, None)


@with_notebook
async def test_two_in_flight_of_one_key_cannot_be(book: Notebook) -> None:
    await book.journal.save(add(1))
    await book.begin(base=0)
    await book.journal.save(add(1))
    with pytest.raises(sqlite3.IntegrityError):
        await book.begin(base=0)
