"""No statement of the store goes through all that was ever entered or read: its rows are found by an index.

The statements are those that acts really make, and SQLite itself says how it looks for their rows.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.creation import FirstValue
from exist_desktop.domain.outbox.op_outcome import AnswerLost, Arrived, WasHeld
from exist_desktop.domain.outbox.ops import Outcome, Reason
from exist_desktop.domain.value_types import ValueType
from exist_desktop.store import history
from exist_desktop.store.file.database import Connection
from exist_desktop.store.outbox import clock_correction, creations, decisions, ops
from exist_desktop.store.outbox.clock_correction import Uptime
from exist_desktop.store.reading.quick_views import QuickViews
from exist_desktop.store.store import Store
from exist_desktop.store.transaction import Transaction
from tests.store.notebook import FOOD, NOW, TODAY, Notebook, add, fill, key, opened, put, query

LARGE = {"entry", "other", "op", "mine", "done", "attempt", "unanswered", "history", "fresh", "covered"}
"""The tables that grow for as long as the program is used, by all names that statements give them."""
ACT = re.compile(r"\s*(?:SELECT|UPDATE|DELETE|INSERT|WITH)\b")
STEP = re.compile(r"(?P<way>SCAN|SEARCH) (?P<table>\w+)(?: USING.*? INDEX (?P<index>\w+))?(?:.*\((?P<by>.*)\))?")
DAY = 86_400.0
Plans = dict[str, list[str]]


class Explained(sqlite3.Connection):
    """Asks for each statement how its rows are found."""

    plans: Plans

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        if ACT.match(sql) and sql not in self.plans:
            self.plans[sql] = [row[3] for row in super().execute(f"EXPLAIN QUERY PLAN {sql}", parameters)]
        return super().execute(sql, parameters)


@asynccontextmanager
async def at_work(folder: Path, plans: Plans) -> AsyncIterator[Notebook]:
    def opening(*arguments: Any, **named: Any) -> sqlite3.Connection:
        connection = sqlite3.connect(*arguments, factory=Explained, **named)
        connection.plans = plans
        return connection

    store = Store(folder, opening=opening)
    await store.open(NOW)
    try:
        yield Notebook(store, await fill(store))
    finally:
        await store.close()


async def enter(book: Notebook) -> None:
    """What a person does with entries, those that are in Exist too."""
    await book.say(2)
    (first,) = await book.journal.save(put(3))
    op = await book.begin()
    await book.settle(AnswerLost(op.id, book.now + 60))
    await book.settle(Arrived((await book.begin()).id, Outcome.ANSWERED, 3))
    await book.journal.undo(first.id)
    (second,) = await book.journal.save(put("words", "mood_note"))
    await book.journal.undo(second.id)
    await book.journal.bring_back(second.id)
    (third,) = await book.journal.save(put(4, "mood"))
    mood = next(op for op in await book.unfinished() if op.key == key("mood"))
    await book.settle(WasHeld(mood.id, Reason.CHANGED_ELSEWHERE))
    await book.journal.use_mine(third.id)
    await book.journal.discard(third.id)
    await book.journal.save(add(1, "steps"))
    await book.journal.take_over("steps")
    await book.journal.make("Tea", FOOD, ValueType.QUANTITY, FirstValue(TODAY, 2))


async def look(book: Notebook) -> None:
    """What pages, quick entry and the command line read."""
    numbers = await book.views.outbox_order()
    await book.views.outbox_lines(numbers)
    await book.views.held(100)
    await book.views.counts()
    await book.views.outbox()
    await book.views.outbox(finished=True)
    await book.views.day(TODAY)
    await book.views.month(TODAY - timedelta(days=30), TODAY)
    await QuickViews(book.store, book, book).at_hand(TODAY)


async def work(book: Notebook) -> None:
    """What sending, reading and the daily looks do."""
    account = book.account

    def made(connection: Connection) -> None:
        (name,) = creations.wanted(Transaction(connection, account))
        creations.made(
            Transaction(connection, account), name, Attribute("tea", "Tea", FOOD, ValueType.QUANTITY, owned=True), NOW
        )

    steps: list[Callable[[Connection], object]] = [
        lambda c: ops.outbox(Transaction(c, account)),
        lambda c: ops.outbox(Transaction(c, account), ops.Place("2026-11-20", 1)),
        lambda c: ops.waiting_in(Transaction(c, account), TODAY.toordinal() // 31),
        lambda c: history.between(Transaction(c, account), TODAY - timedelta(days=30), TODAY),
        lambda c: decisions.release_held(Transaction(c, account), [Reason.SCOPE, Reason.MAYBE_TWICE]),
        lambda c: clock_correction.follow_clock(Transaction(c, account), NOW, Uptime("a", 1.0)),
        lambda c: clock_correction.put_right(Transaction(c, account), NOW, 330.0),
        made,
    ]
    for step in steps:
        await book.store.database.write(step)
    await book.store.tidy_copy()
    await book.store.look_through_daily(NOW + DAY)


def goes_through_all(step: str, partial: set[str]) -> bool:
    """Whether a step of a plan looks at a large table as a whole, or at all of it that belongs to an account.

    An index of only a part of the rows, such as those that wait, is no whole table.
    """
    found = STEP.match(step)
    if found is None or found["table"] not in LARGE or found["index"] in partial:
        return False
    return found["way"] == "SCAN" or found["by"] == "account=?"


def test_nothing_goes_through_all_entries(tmp_path: Path) -> None:
    plans: Plans = {}

    async def run() -> None:
        async with opened(tmp_path):
            pass  # a new file is filled by migrations, which may look at all there is
        async with at_work(tmp_path, plans) as book:
            await enter(book)
            await look(book)
            await work(book)
        (tmp_path / "exist.sqlite3.closed").unlink()  # as after a crash: the next start looks through what waits
        async with at_work(tmp_path, plans):
            pass

    asyncio.run(run())
    made = query(
        tmp_path / "exist.sqlite3", "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql LIKE '%WHERE%'"
    )
    partial = {name for (name,) in made}
    slow = {sql: plan for sql, plan in plans.items() if any(goes_through_all(step, partial) for step in plan)}
    assert slow == {}
    assert any("undone_at" in sql for sql in plans)
