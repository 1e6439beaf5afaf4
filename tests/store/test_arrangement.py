"""The person's order is kept by account, in the same reading as the day, and the disk refuses what makes no sense."""

from __future__ import annotations

import sqlite3

import pytest

from exist_desktop.domain.arranging import moves
from exist_desktop.domain.arranging.arrangement import FAVOURITES, NOTHING_ARRANGED, TileSize
from exist_desktop.store.arranging.arrangement import Arrangements, put_arrangement, read_arrangement
from exist_desktop.store.changes import Change
from exist_desktop.store.store import DATABASE
from exist_desktop.store.transaction import Transaction
from tests.store.notebook import TODAY, Notebook, fill, query, with_notebook
from tests.using import Using


@with_notebook
async def test_it_is_there_at_the_next_reading_of_the_day_and_of_no_other_account(book: Notebook) -> None:
    published: list[Change] = []
    book.store.subscribe(published.append)
    arranged = moves.all_sized(moves.hidden(moves.pinned(NOTHING_ARRANGED, "coffees"), "steps"), TileSize.COMPACT)
    await Arrangements(book.store, Using(book.account)).put(arranged)
    day = await book.views.day(TODAY)
    assert day.arrangement == arranged
    assert day.groups[0].group == FAVOURITES
    assert [tile.attribute.name for tile in day.hidden] == ["steps"]
    assert published == [Change(arrangement=True)]
    other = await fill(book.store, "belinda")
    assert await book.store.read(other, read_arrangement) == NOTHING_ARRANGED


@with_notebook
async def test_what_is_undone_leaves_no_row(book: Notebook) -> None:
    kept = Arrangements(book.store, Using(book.account))
    first = moves.in_this_order(NOTHING_ARRANGED, ["water", "coffees"])
    for arrangement in (first, moves.sized(first, "food", TileSize.COMPACT), first, NOTHING_ARRANGED):
        await kept.put(arrangement)
        assert await kept.read() == arrangement
    for table in ("arranged_attribute", "arranged_group"):
        assert query(book.store.folder / DATABASE, f"SELECT count(*) FROM {table}") == [(0,)]


@with_notebook
async def test_it_outlives_signing_out_and_in_again(book: Notebook) -> None:
    arranged = moves.pinned(NOTHING_ARRANGED, "water")
    await book.store.write(book.account, lambda tx: put_arrangement(tx, arranged))
    profile = await book.views.profile()
    assert profile is not None
    await book.store.accounts.signed_in("https://exist.example", profile, (), book.now)
    assert await Arrangements(book.store, Using(book.account)).read() == arranged


@with_notebook
async def test_before_the_first_sign_in_there_is_nothing_and_nothing_is_kept(book: Notebook) -> None:
    nobody = Arrangements(book.store, Using(None))
    await nobody.put(moves.pinned(NOTHING_ARRANGED, "water"))
    assert await nobody.read() == NOTHING_ARRANGED


@pytest.mark.parametrize(
    "values",
    [
        "(1, 'water', 'lost', 1, '', '')",
        "(1, 'water', NULL, 'first', '', '')",
        "(1, 'water', NULL, 1, '', 'water')",
        "(99, 'water', NULL, 1, '', '')",
    ],
)
@with_notebook
async def test_impossible_rows_are_refused(book: Notebook, values: str) -> None:
    def write(tx: Transaction) -> None:
        tx.execute(f"INSERT INTO arranged_attribute VALUES {values}")

    with pytest.raises(sqlite3.IntegrityError):
        await book.store.write(book.account, write)
