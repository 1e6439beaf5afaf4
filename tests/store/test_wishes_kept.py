"""Wishes about owners have a second copy, too: a database that is lost, or older than it, loses none of them."""

from __future__ import annotations

import asyncio
from pathlib import Path

from exist_desktop.domain.creation import FirstValue
from exist_desktop.domain.outbox.op_outcome import Arrived
from exist_desktop.domain.outbox.ops import Outcome
from exist_desktop.domain.ownership.outcomes import OwnerDone
from exist_desktop.domain.value_types import ValueType
from exist_desktop.journal.owner_journal import CustomAttribute, FromTemplate
from exist_desktop.store.outbox import creations
from exist_desktop.store.ownership import entries, owners
from exist_desktop.store.store import DATABASE, UNSENT_LOG
from exist_desktop.store.unsent.log_lines import copied, wish_line
from exist_desktop.store.unsent.unsent_log import UnsentLog
from tests.store.notebook import FOOD, NOW, TODAY, Notebook, fill, notebook, opened, put, with_notebook


async def _wishes(book: Notebook) -> list[str]:
    """All wishes that are not in Exist, oldest first, and why they are held."""
    found = await book.store.read(book.account, entries.every_open)
    return [" ".join(filter(None, (one.kind, one.attribute, one.state, one.reason))) for one in reversed(found)]


async def _done(book: Notebook, number: int) -> None:
    await book.store.write(book.account, lambda tx: entries.settle(tx, [OwnerDone(number)], NOW))
    await book.store.tidy_copy()


def test_a_database_that_is_gone_loses_no_wish(tmp_path: Path) -> None:
    async def run() -> None:
        async with notebook(tmp_path) as book:
            await book.journal.owners.acquire("steps")
            await book.journal.owners.release("coffees")
            await book.journal.create(CustomAttribute("Piano", FOOD, ValueType.DURATION, manual=False))
            await book.journal.create(FromTemplate("water"), FirstValue(TODAY, 250))
            before = await book.store.read(book.account, creations.wanted)
        (tmp_path / DATABASE).write_text("Dear diary")
        async with opened(tmp_path) as store:
            assert store.rescued is not None
            assert (store.rescued.waiting, store.rescued.doubtful) == (5, 0)
            book = Notebook(store, await fill(store))
            names = list(before)
            assert sorted(await _wishes(book)) == sorted(
                ["take-over steps waiting", "give-back coffees waiting", *(f"create {name} checking" for name in names)]
            )
            again = await store.read(book.account, creations.wanted)
            assert [(one.label, one.template, one.manual) for one in again.values()] == [
                (one.label, one.template, one.manual) for one in before.values()
            ]

    asyncio.run(run())


def test_what_a_backup_still_has_and_the_log_lacks_is_asked_about(tmp_path: Path) -> None:
    """It was withdrawn, or is done: sent again it would undo what the person has wanted since."""

    async def run() -> None:
        async with notebook(tmp_path) as book:
            (steps,) = await book.journal.owners.acquire("steps")
            (weight,) = await book.journal.owners.release("weight")
            await book.store.write(book.account, lambda tx: entries.begin(tx, [weight.id], NOW))
            await book.store.back_up_daily(NOW)
            await book.journal.undo(steps.id)
            await _done(book, weight.id)
            await book.journal.owners.acquire("weight")
            await book.journal.owners.release("coffees")
        (tmp_path / DATABASE).write_text("Dear diary")
        async with opened(tmp_path) as store:
            assert store.rescued is not None
            assert (store.rescued.from_backup, store.rescued.waiting, store.rescued.doubtful) == (True, 2, 1)
            book = Notebook(store, await fill(store))
            wanted = ["take-over steps held restored", "take-over weight waiting", "give-back coffees waiting"]
            assert await _wishes(book) == wanted
            fences = await store.read(book.account, owners.fences)
            assert len(fences) == 6
            assert min(fences.values()) > NOW, "what the backup does not know of may be on its way"

    asyncio.run(run())


@with_notebook
async def test_a_wish_is_in_the_second_copy_until_it_is_done_or_withdrawn(book: Notebook) -> None:
    log = UnsentLog(book.store.folder / UNSENT_LOG)
    (taken,) = await book.journal.owners.acquire("steps")
    (given,) = await book.journal.owners.release("coffees")
    await book.journal.save(put(4, "mood"))
    op = await book.begin()
    await book.settle(Arrived(op.id, Outcome.ANSWERED, 4))
    assert [one.uid for one in log.read().wishes] == [taken.uid, given.uid], "also where no value waits any more"
    await _done(book, taken.id)
    assert [one.uid for one in log.read().wishes] == [given.uid]
    await book.journal.owners.acquire("coffees")
    assert log.read().wishes == ()


@with_notebook
async def test_an_older_version_takes_a_wish_for_no_entry(book: Notebook) -> None:
    (taken,) = await book.journal.owners.acquire("steps")
    assert copied(wish_line("https://exist.example", "josh", taken, None)) is None


def test_a_wish_whose_commit_a_crash_prevented_waits_all_the_same(tmp_path: Path) -> None:
    async def run() -> None:
        async with notebook(tmp_path) as book:
            (taken,) = await book.journal.owners.acquire("steps")
            await book.store.write(book.account, lambda tx: tx.execute("DELETE FROM owner_entry").close())
        (tmp_path / DATABASE).touch()
        async with opened(tmp_path) as store:
            assert await _wishes(Notebook(store, await fill(store))) == ["take-over steps waiting"]
            assert taken.state == "waiting"

    asyncio.run(run())
