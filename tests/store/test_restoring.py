"""A backup that the person has made is put back: nothing that was said to be saved is lost, nothing counts twice."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.creation import FirstValue
from exist_desktop.domain.outbox.op_outcome import AnswerLost, Arrived
from exist_desktop.domain.outbox.ops import EntryKind, EntryState, Outcome, Reason
from exist_desktop.domain.outbox.rescue import Loss
from exist_desktop.domain.transfer.imports import UnreadableError, UnreadableKind
from exist_desktop.domain.value_types import ValueType
from exist_desktop.export.backups import back_up
from exist_desktop.store.changes import Change
from exist_desktop.store.outbox import creations
from exist_desktop.store.outbox.clock_correction import Uptime, follow_clock
from exist_desktop.store.repositories.creations import CreationRepository
from exist_desktop.store.store import UNSENT_LOG
from exist_desktop.store.unsent.restoring import restore
from tests.store.notebook import FOOD, NOW, TODAY, Notebook, add, put, with_notebook


async def outbox(book: Notebook) -> dict[tuple[str, EntryKind], tuple[object, EntryState, Reason | None]]:
    lines = [line.entry for line in await book.views.outbox()]
    return {(one.key.attribute, one.kind): (one.amount, one.state, one.reason) for one in lines}


def backup_of(book: Notebook) -> Path:
    return book.store.folder.parent / "backup.sqlite"


@with_notebook
async def test_what_was_sent_since_is_held_and_what_was_entered_since_still_waits(book: Notebook) -> None:
    await book.say(2)
    await book.journal.save(add(1))
    await back_up(book.store, backup_of(book))
    assert backup_of(book).stat().st_mode & 0o777 == 0o600
    op = await book.begin(2)
    await book.settle(Arrived(op.id, Outcome.ANSWERED, 3))
    await book.journal.save(put(71.5, "weight"))
    found = await restore(book.store, backup_of(book), NOW)
    assert (found.loss, found.waiting, found.doubtful) == (Loss.RESTORED, 1, 1)
    assert found.folder.startswith(str(book.store.folder / "damaged-"))
    assert await outbox(book) == {
        ("coffees", EntryKind.ADD): (1, EntryState.HELD, Reason.RESTORED),
        ("weight", EntryKind.SET): (71.5, EntryState.WAITING, None),
    }
    await book.journal.save(put(5, "coffees"))
    assert await book.shown() == 5


@with_notebook
async def test_a_total_that_may_have_left_since_is_taken_back_by_an_entry(book: Notebook) -> None:
    """It left, its answer was lost, and the backup knows nothing of it: to withdraw it would leave it in Exist."""
    await book.say(2)
    await back_up(book.store, backup_of(book))
    (total,) = await book.journal.save(put(7))
    op = await book.begin(2)
    await book.settle(AnswerLost(op.id, NOW + 330))
    await restore(book.store, backup_of(book), NOW)
    (again,) = await book.views.outbox()
    assert (again.entry.uid, again.entry.amount) == (total.uid, 7)
    await book.journal.undo(again.entry.id)
    newest, *_ = await book.views.outbox()
    assert (newest.entry.kind, newest.entry.amount, newest.entry.state) == (EntryKind.SET, 2, EntryState.WAITING)


@with_notebook
async def test_what_comes_back_waits_for_the_settling_time_also_if_the_clock_was_set_since(book: Notebook) -> None:
    await book.store.write(book.account, lambda tx: follow_clock(tx, NOW, Uptime("boot", 100)), Change(days=None))
    await book.journal.save(put(7))
    op = await book.begin(2)
    await book.settle(AnswerLost(op.id, NOW + 330))
    await back_up(book.store, backup_of(book))
    later = NOW - 3600 + 60
    await restore(book.store, backup_of(book), later)
    await book.store.write(book.account, lambda tx: follow_clock(tx, later, Uptime("boot", 160)), Change(days=None))
    fences = await book.store.read(book.account, lambda tx: [row["until"] for row in tx.execute("SELECT * FROM fence")])
    assert fences == [later + 330]


@with_notebook
async def test_a_backup_of_before_an_attribute_got_its_name_is_one_of_ours(book: Notebook) -> None:
    await book.journal.make("Piano", FOOD, ValueType.BOOLEAN, FirstValue(TODAY, 1))
    await back_up(book.store, backup_of(book))
    (pending,) = (await book.store.read(book.account, creations.wanted)).values()
    piano = Attribute("piano", "Piano", FOOD, ValueType.BOOLEAN, manual=True, owned=True)
    await CreationRepository(book.store, book.account).made(pending, piano, NOW)
    found = await restore(book.store, backup_of(book), NOW)
    assert (found.loss, found.waiting) == (Loss.RESTORED, 1)


@with_notebook
async def test_without_the_copy_of_what_is_unsent_everything_unfinished_is_held(book: Notebook) -> None:
    await book.journal.save(add(1), put(71.5, "weight"))
    await back_up(book.store, backup_of(book))
    (book.store.folder / UNSENT_LOG).unlink()
    found = await restore(book.store, backup_of(book), NOW)
    assert (found.waiting, found.doubtful) == (0, 2)
    assert {state for _, state, _ in (await outbox(book)).values()} == {EntryState.HELD}


@pytest.mark.parametrize(
    "statement",
    [
        None,
        "CREATE TRIGGER mine AFTER INSERT ON entry BEGIN DELETE FROM history; END",
        "CREATE VIEW mine AS SELECT 1",
        "DROP TABLE history",
        "PRAGMA user_version = 999",
    ],
)
@with_notebook
async def test_what_is_no_backup_changes_nothing(book: Notebook, statement: str | None) -> None:
    await book.journal.save(add(1))
    path = backup_of(book)
    if statement is None:
        path.write_text("Dear diary")
    else:
        await back_up(book.store, path)
        with closing(sqlite3.connect(path, isolation_level=None)) as plain:
            plain.execute(statement)
    with pytest.raises(UnreadableError) as met:
        await restore(book.store, path, NOW)
    assert met.value.kind in (UnreadableKind.NO_BACKUP, UnreadableKind.NEWER)
    await book.journal.save(put(71.5, "weight"))
    assert len(await outbox(book)) == 2
    assert not list(book.store.folder.glob("damaged-*")) + list(book.store.folder.glob("*.new*"))
