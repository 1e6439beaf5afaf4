"""Answers about many attributes are saved together as they would be one by one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from exist_desktop.domain.values import NOT_READ, Seen
from exist_desktop.store import history
from exist_desktop.store.transaction import Transaction
from tests.store.notebook import LONG_AGO, TODAY, Notebook, with_notebook

Answers = Mapping[str, Mapping[date, Seen]]
TABLES = ("history", "covered", "fresh", "unindexed")


def _said(random: Random, name: str) -> Mapping[date, Seen]:
    """Texts and numbers, gaps, what is no value, days of one window or of several, and some that nobody asked for."""
    values: tuple[Seen, ...] = ("", "Walk", None, NOT_READ) if "note" in name else (0, 7, 7.5, None, NOT_READ)
    last, most = TODAY - timedelta(days=random.randrange(40)), random.choice((0, 1, 31, 100))
    return {last - timedelta(days=ago): random.choice(values) for ago in range(most) if random.random() < 0.9}


async def _kept(book: Notebook) -> list[list[tuple[object, ...]]]:
    def read(tx: Transaction) -> list[list[tuple[object, ...]]]:
        return [[tuple(row) for row in tx.execute(f"SELECT * FROM {table} ORDER BY 1, 2")] for table in TABLES]

    return await book.store.read(book.account, read)


@with_notebook
async def test_together_and_one_by_one_the_same_is_kept(book: Notebook) -> None:
    random = Random(8)
    rounds = [{name: _said(random, name) for name in ("walk", "mood_note", "steps", "new")} for _ in range(6)]

    def together(tx: Transaction) -> list[frozenset[str]]:
        return [history.put_all(tx, answers, LONG_AGO + after) for after, answers in enumerate(rounds)]

    def one_by_one(tx: Transaction) -> list[frozenset[str]]:
        return [
            frozenset(name for name, values in answers.items() if history.put(tx, name, values, LONG_AGO + after))
            for after, answers in enumerate(rounds)
        ]

    def without_any(tx: Transaction) -> None:
        for table in TABLES:
            tx.execute(f"DELETE FROM {table}")

    await book.store.write(book.account, without_any)
    changed, kept = await book.store.write(book.account, together), await _kept(book)
    await book.store.write(book.account, without_any)
    assert await book.store.write(book.account, one_by_one) == changed
    assert await _kept(book) == kept
    assert any(changed)
    assert all(kept[:2])
