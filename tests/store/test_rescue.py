"""A database that is damaged or gone: it is kept aside, and what it held that is not in Exist comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from exist_desktop.domain.commands import Command
from exist_desktop.domain.outbox.op_outcome import Arrived
from exist_desktop.domain.outbox.ops import EntryKind, EntryState, OpState, Outcome, Reason
from exist_desktop.domain.outbox.rescue import Loss, Rescue
from exist_desktop.domain.values import Value
from exist_desktop.store.outbox import ops
from exist_desktop.store.store import DATABASE, UNSENT_LOG
from exist_desktop.store.unsent.rescue import BACKUP
from exist_desktop.store.unsent.unsent_log import UnsentLog
from tests.store.notebook import NOW, TODAY, Notebook, add, fill, notebook, opened, put

Damage = Callable[[Path], object]
Saved = dict[tuple[str, EntryKind], tuple[Value, EntryState, Reason | None]]


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _garble_the_start(path: Path) -> None:
    path.write_bytes(b"\xff" * 4096 + path.read_bytes()[4096:])


def _garble_a_page(path: Path) -> None:
    pages = path.read_bytes()
    path.write_bytes(pages[:8192] + b"\xa5" * 4096 + pages[12288:])


def _replace(path: Path) -> None:
    path.write_text("Dear diary")


DAMAGES = [_truncate, _garble_the_start, _garble_a_page, _replace]


async def _saved(folder: Path, *commands: Command, back_up: bool = False) -> None:
    async with notebook(folder) as book:
        await book.journal.save(*commands)
        if back_up:
            await book.store.back_up_daily(NOW)


async def _rescued(folder: Path) -> tuple[Rescue, Saved]:
    """What the next start says, and what is in the outbox then."""
    async with opened(folder) as store:
        assert store.rescued is not None
        book = Notebook(store, await fill(store))
        lines = await book.views.outbox()
        found = {
            (line.entry.key.attribute, line.entry.kind): (line.entry.amount, line.entry.state, line.entry.reason)
            for line in lines
        }
        assert store.rescued.waiting + store.rescued.doubtful == len(lines)
        return store.rescued, found


@pytest.mark.parametrize("damage", DAMAGES)
def test_totals_wait_again_and_additions_ask(tmp_path: Path, damage: Damage) -> None:
    async def run() -> None:
        await _saved(tmp_path, put(4, "mood"), put("a walk", "mood_note"), add(2))
        database = tmp_path / DATABASE
        damage(database)
        damaged = database.read_bytes()
        rescue, found = await _rescued(tmp_path)
        assert (rescue.from_backup, rescue.waiting, rescue.doubtful) == (False, 2, 1)
        assert found == {
            ("mood", EntryKind.SET): (4, EntryState.WAITING, None),
            ("mood_note", EntryKind.SET): ("a walk", EntryState.WAITING, None),
            ("coffees", EntryKind.ADD): (2, EntryState.HELD, Reason.RESTORED),
        }
        assert rescue.loss is Loss.DAMAGED
        assert Path(rescue.folder).parent == tmp_path
        assert (Path(rescue.folder) / DATABASE).read_bytes() == damaged

    asyncio.run(run())


def test_what_is_brought_back_is_rescued_once(tmp_path: Path) -> None:
    async def run() -> None:
        await _saved(tmp_path, put(4, "mood"))
        _truncate(tmp_path / DATABASE)
        await _rescued(tmp_path)
        async with opened(tmp_path) as store:
            assert store.rescued is None

    asyncio.run(run())


def test_every_damaged_database_is_kept(tmp_path: Path) -> None:
    async def run() -> None:
        await _saved(tmp_path, put(4, "mood"))
        kept = []
        for text in ("first", "second", "third"):
            (tmp_path / DATABASE).write_text(text)
            rescue, found = await _rescued(tmp_path)
            kept.append((Path(rescue.folder) / DATABASE).read_text())
            assert list(found) == [("mood", EntryKind.SET)]
        assert kept == ["first", "second", "third"]

    asyncio.run(run())


def test_an_addition_to_a_total_waits_since_the_sum_is_a_total(tmp_path: Path) -> None:
    async def run() -> None:
        await _saved(tmp_path, put(5), add(2))
        _truncate(tmp_path / DATABASE)
        rescue, found = await _rescued(tmp_path)
        assert (rescue.waiting, rescue.doubtful) == (2, 0)
        assert {state for _, state, _ in found.values()} == {EntryState.WAITING}

    asyncio.run(run())


def test_what_is_in_exist_does_not_come_back(tmp_path: Path) -> None:
    async def run() -> None:
        async with notebook(tmp_path) as book:
            await book.journal.save(put(5))
            op = await book.begin()
            await book.journal.save(put(4, "mood"))
            await book.settle(Arrived(op.id, Outcome.ANSWERED, 5))
        _truncate(tmp_path / DATABASE)
        _, found = await _rescued(tmp_path)
        assert list(found) == [("mood", EntryKind.SET)]

    asyncio.run(run())


def test_a_database_that_is_gone_counts_as_lost(tmp_path: Path) -> None:
    async def run() -> None:
        await _saved(tmp_path, put(4, "mood"), add(1))
        (tmp_path / DATABASE).unlink()
        rescue, _ = await _rescued(tmp_path)
        assert rescue == Rescue(Loss.GONE, str(tmp_path), from_backup=False, waiting=1, doubtful=1)

    asyncio.run(run())


def test_a_first_start_is_no_rescue(tmp_path: Path) -> None:
    async def run() -> None:
        async with opened(tmp_path) as store:
            assert store.rescued is None

    asyncio.run(run())


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_backup_brings_back_what_exist_has_said_and_the_account_in_use(tmp_path: Path, damage: Damage) -> None:
    async def run() -> None:
        async with notebook(tmp_path) as book:
            await book.say(3)
            await book.store.back_up_daily(NOW)
            await book.journal.save(put(4, "mood"))
        damage(tmp_path / DATABASE)
        async with opened(tmp_path) as store:
            again = Notebook(store, book.account)
            assert store.rescued is not None
            assert (store.rescued.from_backup, store.rescued.waiting) == (True, 1)
            assert await again.shown() == 3
            assert await again.shown("mood") == 4
            assert (await again.views.profile()) is not None

    asyncio.run(run())


def test_additions_of_the_backup_may_have_left_since(tmp_path: Path) -> None:
    """The backup still has them waiting; sent again without asking, they would count twice."""

    async def run() -> None:
        async with notebook(tmp_path) as book:
            await book.journal.save(add(2), add(1, "weight"), put(4, "mood"))
            on_its_way = await book.begin(base=0)
            await book.store.back_up_daily(NOW)
            await book.settle(Arrived(on_its_way.id, Outcome.ANSWERED, 2))
            weight = await book.begin(base=70.0)
            await book.settle(Arrived(weight.id, Outcome.ANSWERED, 71.0))
        _truncate(tmp_path / DATABASE)
        rescue, found = await _rescued(tmp_path)
        assert (rescue.from_backup, rescue.waiting, rescue.doubtful) == (True, 1, 2)
        assert found[("coffees", EntryKind.ADD)] == (2, EntryState.HELD, Reason.RESTORED)
        assert found[("weight", EntryKind.ADD)] == (1.0, EntryState.HELD, Reason.RESTORED)
        assert found[("mood", EntryKind.SET)] == (4, EntryState.WAITING, None)

    asyncio.run(run())


def test_an_entry_in_both_is_one(tmp_path: Path) -> None:
    async def run() -> None:
        await _saved(tmp_path, put(4, "mood"), back_up=True)
        _truncate(tmp_path / DATABASE)
        rescue, found = await _rescued(tmp_path)
        assert (rescue.waiting, list(found)) == (1, [("mood", EntryKind.SET)])

    asyncio.run(run())


def test_a_damaged_backup_is_not_used(tmp_path: Path) -> None:
    async def run() -> None:
        await _saved(tmp_path, put(4, "mood"), back_up=True)
        _truncate(tmp_path / DATABASE)
        _garble_a_page(tmp_path / BACKUP)
        rescue, found = await _rescued(tmp_path)
        assert (rescue.from_backup, rescue.waiting, list(found)) == (False, 1, [("mood", EntryKind.SET)])

    asyncio.run(run())


def test_a_rescue_that_was_cut_short_begins_again(tmp_path: Path) -> None:
    async def run() -> None:
        await _saved(tmp_path, put(4, "mood"), add(1))
        (tmp_path / DATABASE).rename(tmp_path / "moved aside just before the power failed")
        (tmp_path / f"{DATABASE}.new").write_text("half")
        rescue, _ = await _rescued(tmp_path)
        assert (rescue.waiting, rescue.doubtful) == (1, 1)

    asyncio.run(run())


def test_the_copy_stands_until_its_entries_are_in_exist(tmp_path: Path) -> None:
    async def run() -> None:
        await _saved(tmp_path, put(4, "mood"), add(1))
        for _ in range(2):
            _replace(tmp_path / DATABASE)
            await _rescued(tmp_path)
            assert len(UnsentLog(tmp_path / UNSENT_LOG).unfinished()) == 2

    asyncio.run(run())


def test_the_person_answers_for_what_was_restored(tmp_path: Path) -> None:
    async def run() -> None:
        await _saved(tmp_path, add(2), add(0.5, "weight"))
        _truncate(tmp_path / DATABASE)
        async with opened(tmp_path) as store:
            book = Notebook(store, await fill(store))
            weight, coffees = (line.entry for line in await book.views.outbox())
            await book.journal.use_mine(coffees.id)
            await book.journal.discard(weight.id)
            (op,) = await store.read(book.account, lambda tx: ops.unfinished(tx, TODAY))
            assert (op.state, op.command) == (OpState.PENDING, add(2))

    asyncio.run(run())


def test_one_backup_a_day(tmp_path: Path) -> None:
    async def run() -> None:
        async with notebook(tmp_path) as book:
            await book.store.back_up_daily(NOW)
            first = (tmp_path / BACKUP).stat().st_mtime_ns
            await book.store.back_up_daily(NOW + 60)
            assert (tmp_path / BACKUP).stat().st_mtime_ns == first
            await book.store.back_up_daily(NOW + 86_400)
            assert (tmp_path / BACKUP).stat().st_mtime_ns > first

    asyncio.run(run())
