"""What an import enters: all of it or nothing, once, behind what the person enters, and undone as a whole."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from exist_desktop.domain.attributes import Group
from exist_desktop.domain.commands import Key, SetValue
from exist_desktop.domain.creation import PendingAttribute
from exist_desktop.domain.outbox.batches import BatchLine
from exist_desktop.domain.outbox.op_outcome import Arrived
from exist_desktop.domain.outbox.ops import EntryState, OpState, Outcome
from exist_desktop.domain.transfer.mapping import OnDifference
from exist_desktop.domain.transfer.proposed import Entering
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import InvalidValueError
from exist_desktop.store.batches import batches
from exist_desktop.store.outbox import ops
from exist_desktop.store.outbox.ops import Dispatch, Place
from exist_desktop.store.store import UNSENT_LOG
from tests.store.notebook import NOW, TODAY, Notebook, add, notebook, opened, put, query, with_notebook

NAMES = ("coffees", "weight", "walk")


def proposed(days: int = 10, names: tuple[str, ...] = NAMES) -> Entering:
    """One of each on each of the last days; the first of them is furthest back."""
    made = [put(1, name, TODAY - timedelta(days=ago)) for ago in range(days - 1, -1, -1) for name in names]
    return Entering(tuple(made), decided=dict.fromkeys(names, OnDifference.REPLACE))


async def batch_of(book: Notebook) -> BatchLine:
    (line,) = await book.store.read(book.account, lambda tx: batches.read_batches(tx, 0.0))
    return line


async def parts_of(book: Notebook) -> list[list[tuple[str, int]]]:
    """What is sent, part by part: the attributes and how long ago their days are."""
    found, place = [], None
    while True:
        part = await book.store.read(book.account, lambda tx, at=place: ops.outbox(tx, at))  # type: ignore[misc]
        found.append([(op.key.attribute, (TODAY - op.key.day).days) for op in part.ops])
        if part.more is None:
            return found
        place = part.more


@with_notebook
async def test_an_import_is_entered_once_under_its_name(book: Notebook) -> None:
    journal = book.journal.batches
    assert await journal.enter("/home/me/daylio.csv", proposed(), UTC, name="first") == 30
    assert await journal.enter("/home/me/daylio.csv", proposed(), UTC, name="first") == 0
    line = await batch_of(book)
    assert (line.batch.file, line.total, line.waiting, line.share) == ("daylio.csv", 30, 30, 0.0)
    assert await book.store.counts(book.account) == await book.views.counts()
    counts = await book.views.counts()
    assert (counts.waiting, counts.batched) == (30, 30)
    assert len(book.store.unsent_log.unfinished()) == 30


@with_notebook
async def test_a_batch_is_no_row_of_the_outbox_and_what_needs_the_person_is(book: Notebook) -> None:
    own = (await book.journal.save(put(4, "weight", TODAY)))[0]
    await book.journal.batches.enter("a.csv", proposed(names=("coffees", "steps")), UTC)
    rows = await book.views.outbox_order()
    assert own.id in rows
    assert len(rows) == 11  # steps are another service's, so each waits for the person
    assert (await batch_of(book)).held == 10
    await book.journal.take_over("steps")
    assert list(await book.views.outbox_order()) == [own.id]


@with_notebook
async def test_what_the_person_enters_is_sent_before_a_batch_and_a_paused_one_is_not_sent(book: Notebook) -> None:
    await book.journal.batches.enter("a.csv", proposed(3), UTC)
    await book.journal.save(add(1, "tweets", TODAY - timedelta(days=20)), add(1, "coffees", TODAY - timedelta(days=1)))
    assert [sorted(part) for part in await parts_of(book)] == [
        [("coffees", 1), ("tweets", 20)],  # with what is added the key of the batch is the person's own
        sorted((name, ago) for ago in range(3) for name in NAMES if (name, ago) != ("coffees", 1)),
    ]
    line = await batch_of(book)
    await book.journal.batches.pause(line.id)
    assert (await batch_of(book)).is_paused
    assert len(await parts_of(book)) == 1
    under_way = await book.store.read(book.account, lambda tx: ops.outbox(tx, Place(batch=line.id)))
    assert under_way.ops == ()
    await book.journal.batches.go_on(line.id)
    assert len(await parts_of(book)) == 2


@with_notebook
async def test_the_parts_of_a_batch_follow_each_other_and_then_the_next_batch(book: Notebook) -> None:
    await book.journal.batches.enter("a.csv", proposed(3), UTC)
    await book.journal.batches.enter("b.csv", Entering((put(2, "weight", TODAY - timedelta(days=30)),)), UTC)
    first = await book.store.read(book.account, lambda tx: ops.outbox(tx, Place(batch=1), 4))
    assert [(op.key.attribute, (TODAY - op.key.day).days) for op in first.ops] == [
        *((name, 0) for name in NAMES),
        ("coffees", 1),
    ]
    rest = await book.store.read(book.account, lambda tx: ops.outbox(tx, first.more, 9))
    assert (len(rest.ops), rest.more) == (5, Place(batch=2))


async def send(book: Notebook, name: str, base: float | None) -> None:
    """Sends what waits for an attribute today."""
    op = next(one for one in await book.unfinished() if one.key == Key(name, TODAY))
    await book.store.begin(book.account, [Dispatch(op.id, op.command, base)], book.now)
    assert isinstance(op.command, SetValue)
    await book.settle(Arrived(op.id, Outcome.ANSWERED, op.command.value))


@with_notebook
async def test_what_has_not_left_is_undone_and_what_is_in_exist_is_taken_back_by_itself(book: Notebook) -> None:
    await book.journal.batches.enter("a.csv", proposed(2), UTC)
    await send(book, "coffees", 3)
    await send(book, "walk", None)
    await send(book, "weight", None)
    await book.journal.save(add(2, "coffees", TODAY - timedelta(days=1)))
    line = await batch_of(book)
    assert (line.sent, line.waiting, line.may_be_taken_back) == (3, 3, 3)
    assert await book.journal.batches.withdraw(line.id) == 3
    assert [(op.key.attribute, op.command) for op in await book.unfinished()] == [
        ("coffees", add(2, "coffees", TODAY - timedelta(days=1)))
    ]
    assert await book.journal.batches.take_back(line.id, UTC) == 2  # Exist cannot be without a weight any more
    back = {op.key.attribute: op.command for op in await book.unfinished() if op.batch is not None}
    assert back == {"coffees": put(3, "coffees"), "walk": put(0, "walk")}
    again, former = await book.store.read(book.account, lambda tx: batches.read_batches(tx, 0.0))
    assert (again.batch.undoes, again.batch.file, again.total) == (former.batch.uid, "a.csv", 2)
    assert (former.undone, former.sent, former.taken_back) == (3, 3, 2)


@with_notebook
async def test_an_own_value_that_is_undone_leaves_the_batch_as_it_was(book: Notebook) -> None:
    await book.journal.batches.enter("a.csv", Entering((put(5),)), UTC)
    (own,) = await book.journal.save(put(7))
    (op,) = await book.unfinished()
    assert (op.batch, op.command) == (None, put(7))
    await book.journal.undo(own.id)
    (op,) = await book.unfinished()
    assert (op.batch, op.command, op.state) == (1, put(5), OpState.PENDING)


@with_notebook
async def test_new_attributes_and_take_overs_come_with_the_batch(book: Notebook) -> None:
    tag = PendingAttribute("new:yoga", "Yoga", Group("custom", "Custom tags", 3), ValueType.BOOLEAN)
    commands = (put(1, "steps"), put(1, tag.name))
    await book.journal.batches.enter("a.csv", Entering(commands, (tag,), ("steps",)), UTC)
    part = await book.store.read(book.account, lambda tx: ops.outbox(tx, Place(batch=1)))
    assert (list(part.creations), part.consents) == (["new:yoga"], frozenset({"steps"}))
    assert {op.state for op in await book.unfinished()} == {OpState.PENDING}
    await book.journal.batches.withdraw(1)
    assert (await book.store.read(book.account, ops.outbox)).creations == {}
    assert query(book.path, "SELECT * FROM consent") == []


@with_notebook
async def test_a_value_that_exist_would_not_take_lets_nothing_in(book: Notebook) -> None:
    with pytest.raises(InvalidValueError):
        await book.journal.batches.enter("a.csv", Entering((put(1), put(3, "walk"))), UTC)
    assert await book.unfinished() == ()
    assert query(book.path, "SELECT count(*) FROM batch") == [(0,)]


CUT_SHORT = """
import asyncio, os, sys
from datetime import UTC
from pathlib import Path
from exist_desktop.store.unsent import unsent_log
from tests.store.notebook import notebook
from tests.store.test_batches import proposed

place, at = Path(sys.argv[1]), sys.argv[2]
fsync = os.fsync

def killed(*_):
    os._exit(9)

def partly(file, data):
    file.write(data[: len(data) // 2])
    killed()

async def run():
    async with notebook(place) as book:
        if at == "in the log":
            unsent_log._write_all = partly
        else:
            unsent_log.os.fsync = killed
        await book.journal.batches.enter("a.csv", proposed(), UTC, name="first")

asyncio.run(run())
"""


@pytest.mark.parametrize(("at", "there"), [("in the log", 0), ("after the log", 30)])
def test_a_kill_in_the_middle_leaves_all_or_none_and_a_second_try_doubles_nothing(
    tmp_path: Path, at: str, there: int
) -> None:
    place = tmp_path / "data"
    told = subprocess.run([sys.executable, "-c", CUT_SHORT, str(place), at], check=False, env=dict(os.environ))
    assert told.returncode == 9
    assert (place / UNSENT_LOG).stat().st_size > 0

    async def look() -> None:
        async with notebook(place) as book:
            assert len(await book.unfinished()) == there
            await book.journal.batches.enter("a.csv", proposed(), UTC, name="first")
            found = await book.unfinished()
            assert len(found) == len({op.key for op in found}) == 30
            assert {op.batch for op in found} == {1}
            assert (await batch_of(book)).total == 30

    asyncio.run(look())


@with_notebook
async def test_a_lost_database_brings_the_batch_back_as_one(book: Notebook) -> None:
    await book.journal.batches.enter("a.csv", proposed(), UTC, name="first")
    await book.journal.save(put(2, "tweets"))
    await book.store.close()
    book.path.unlink()
    async with opened(book.path.parent, NOW) as store:
        again = Notebook(store, book.account)
        line = await batch_of(again)
        assert (line.batch.uid, line.batch.file, line.total) == ("first", "a.csv", 30)
        assert len(await again.views.outbox_order()) == 1
        assert {row.entry.state for row in await again.views.outbox_lines(await again.views.outbox_order())} == {
            EntryState.WAITING
        }


@with_notebook
async def test_two_imports_of_one_day_are_one_request_of_the_later_one_and_undone_apart(book: Notebook) -> None:
    await book.journal.batches.enter("a.csv", Entering((put(5),)), UTC)
    await book.journal.batches.enter("b.csv", Entering((put(6),)), UTC)
    (op,) = await book.unfinished()
    assert (op.batch, op.command) == (2, put(6))
    assert await book.journal.batches.withdraw(2) == 1
    (op,) = await book.unfinished()
    assert (op.batch, op.command, op.state) == (1, put(5), OpState.PENDING)


@with_notebook
async def test_a_sign_out_that_discards_what_waits_discards_an_import_too(book: Notebook) -> None:
    await book.journal.batches.enter("a.csv", proposed(), UTC)
    await book.journal.save(put(2, "tweets"))
    assert await book.journal.drop_all(book.account) == 0
    assert await book.unfinished() == ()
    assert book.store.unsent_log.unfinished() == ()


@with_notebook
async def test_what_the_person_has_entered_stays_theirs_when_an_import_joins_it(book: Notebook) -> None:
    await book.journal.save(add(2))
    await book.journal.batches.enter("a.csv", Entering((put(5),)), UTC)
    (op,) = await book.unfinished()
    assert (op.batch, op.command) == (None, put(5)), "it is not sent behind the import"
    assert await book.journal.batches.withdraw(1) == 1
    (op,) = await book.unfinished()
    assert (op.batch, op.command) == (None, add(2))


@with_notebook
async def test_of_lines_that_a_crash_cut_short_none_counts(book: Notebook) -> None:
    await book.journal.batches.enter("a.csv", proposed(), UTC)
    await book.journal.save(put(2, "tweets"))
    lines = book.copy.read_bytes().splitlines(keepends=True)
    (last,) = (line for line in lines if b'"whole"' in line)
    book.copy.write_bytes(b"".join(line for line in lines if line != last))
    assert [one.new.command for one in book.store.unsent_log.unfinished()] == [put(2, "tweets")]
