"""A database that is whole and yet not what was written last: the second copy tells, and nothing is sent on a guess."""

from __future__ import annotations

import asyncio
import itertools
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.creation import FirstValue
from exist_desktop.domain.outbox.op_outcome import Arrived
from exist_desktop.domain.outbox.ops import EntryState, Outcome, Reason
from exist_desktop.domain.outbox.rescue import Loss, Rescue
from exist_desktop.domain.value_types import ValueType
from exist_desktop.store.outbox import creations
from exist_desktop.store.store import DATABASE, UNSENT_LOG
from exist_desktop.store.transaction import Transaction
from exist_desktop.store.unsent.log_lines import LoggedEntry
from exist_desktop.store.unsent.unsent_log import UnsentLog
from tests.store.notebook import TODAY, Notebook, add, fill, notebook, opened, put, query

FOOD = Group("food", "Food and drink", 1)
Found = list[tuple[str, EntryState, Reason | None]]


async def _reopened(folder: Path) -> tuple[Rescue | None, Found]:
    """What the next start says, and what is in the outbox then, oldest first."""
    async with opened(folder) as store:
        book = Notebook(store, await fill(store))
        lines = (await book.views.outbox())[::-1]
        return store.rescued, [(line.entry.key.attribute, line.entry.state, line.entry.reason) for line in lines]


def _behind(folder: Path, waiting: int, doubtful: int) -> Rescue:
    return Rescue(Loss.BEHIND, str(folder), from_backup=False, waiting=waiting, doubtful=doubtful)


def test_what_may_have_left_asks_where_the_database_forgot_a_departure(tmp_path: Path) -> None:
    async def run() -> None:
        folder, earlier = tmp_path / "data", tmp_path / "earlier"
        async with notebook(folder) as book:
            await book.journal.save(add(2), put(4, "mood"))
        shutil.copy(folder / DATABASE, earlier)
        async with opened(folder) as store:
            book = Notebook(store, await fill(store))
            await book.begin(base=0)
        shutil.copy(earlier, folder / DATABASE)
        rescue, found = await _reopened(folder)
        assert rescue == _behind(folder, waiting=1, doubtful=1)
        assert found == [
            ("coffees", EntryState.HELD, Reason.RESTORED),
            ("mood", EntryState.WAITING, None),
        ]
        assert query(folder / DATABASE, "SELECT count(*) FROM fence") == [(2,)], "a late total could still arrive"
        rescue, _ = await _reopened(folder)
        assert rescue is None

    asyncio.run(run())


@pytest.mark.parametrize("withdrawn", [True, False], ids=["taken back", "sent"])
def test_what_was_through_is_not_sent_again_where_the_database_forgot_that(tmp_path: Path, withdrawn: bool) -> None:
    async def run() -> None:
        folder, earlier = tmp_path / "data", tmp_path / "earlier"
        async with notebook(folder) as book:
            (entry,) = await book.journal.save(put(4, "mood"))
        shutil.copy(folder / DATABASE, earlier)
        async with opened(folder) as store:
            book = Notebook(store, await fill(store))
            if withdrawn:
                await book.journal.undo(entry.id)
            else:
                op = await book.begin()
                await book.settle(Arrived(op.id, Outcome.ANSWERED, 4))
        shutil.copy(earlier, folder / DATABASE)
        rescue, found = await _reopened(folder)
        assert rescue == _behind(folder, waiting=0, doubtful=1)
        assert found == [("mood", EntryState.HELD, Reason.RESTORED)]

    asyncio.run(run())


def test_entries_that_the_database_forgot_wait(tmp_path: Path) -> None:
    async def run() -> None:
        folder, earlier = tmp_path / "data", tmp_path / "earlier"
        async with notebook(folder) as book:
            await book.journal.save(put(4, "mood"))
        shutil.copy(folder / DATABASE, earlier)
        async with opened(folder) as store:
            await Notebook(store, book.account, uids=itertools.count(100)).journal.save(add(2), put(5, "mood"))
        shutil.copy(earlier, folder / DATABASE)
        rescue, found = await _reopened(folder)
        assert rescue == _behind(folder, waiting=3, doubtful=0)
        assert found == [(name, EntryState.WAITING, None) for name in ("mood", "coffees", "mood")]

    asyncio.run(run())


def test_entries_that_the_copy_forgot_ask_and_are_copied_again(tmp_path: Path) -> None:
    async def run() -> None:
        async with notebook(tmp_path) as book:
            await book.journal.save(put(4, "mood"), add(2))
        (tmp_path / UNSENT_LOG).write_bytes(bytes(200))
        rescue, found = await _reopened(tmp_path)
        assert rescue == _behind(tmp_path, waiting=0, doubtful=2)
        assert {state for _, state, _ in found} == {EntryState.HELD}
        assert len(UnsentLog(tmp_path / UNSENT_LOG).unfinished()) == 2

    asyncio.run(run())


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE op SET value = 5 WHERE attribute = 'mood'",
        "UPDATE entry SET value = 5 WHERE attribute = 'mood'",
        "UPDATE entry SET day = '2026-11-2!' WHERE attribute = 'mood'",
        "UPDATE account SET username = 'jose'",
    ],
)
def test_an_entry_that_is_not_as_it_was_written_counts_as_damage(tmp_path: Path, change: str) -> None:
    """SQLite sees nothing wrong with such a file."""

    async def run() -> None:
        async with notebook(tmp_path) as book:
            await book.journal.save(put(4, "mood"))
        with closing(sqlite3.connect(tmp_path / DATABASE)) as connection:
            connection.execute("DROP TRIGGER an_entry_stays_what_it_was")
            connection.execute(change)
            connection.commit()
        async with opened(tmp_path) as store:
            assert store.rescued is not None
            assert (store.rescued.loss, store.rescued.waiting) == (Loss.DAMAGED, 1)
            book = Notebook(store, await fill(store))
            (line,) = await book.views.outbox()
            assert (line.entry.command, line.entry.state) == (put(4, "mood"), EntryState.WAITING)

    asyncio.run(run())


def test_the_copy_learns_the_name_that_exist_has_given(tmp_path: Path) -> None:
    async def run() -> None:
        async with notebook(tmp_path) as book:
            await book.journal.make("Matcha", FOOD, ValueType.QUANTITY, FirstValue(TODAY, 2))
            (copied,) = _copied(tmp_path)
            assert copied.pending is not None
            assert (copied.pending.label, copied.pending.group) == ("Matcha", FOOD)
            matcha = Attribute("matcha", "Matcha", FOOD, ValueType.QUANTITY, manual=True, owned=True)

            def work(tx: Transaction) -> None:
                creations.made(tx, copied.new.command.key.attribute, matcha, 0.0)

            await book.store.write(book.account, work)
            await book.store.tidy_copy()
            (renamed,) = _copied(tmp_path)
            assert (renamed.new.command.key.attribute, renamed.pending) == ("matcha", None)

    asyncio.run(run())


def _copied(folder: Path) -> tuple[LoggedEntry, ...]:
    return UnsentLog(folder / UNSENT_LOG).unfinished()


def test_a_line_that_was_changed_is_passed_over(tmp_path: Path) -> None:
    async def run() -> None:
        async with notebook(tmp_path) as book:
            await book.journal.save(put(4, "mood"))
        path = tmp_path / UNSENT_LOG
        path.write_text(path.read_text().replace('"value": 4', '"value": 2'))
        assert _copied(tmp_path) == ()

    asyncio.run(run())
