"""Streaks are as long as they are, and one of years is not read day by day."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import timedelta
from functools import partial
from random import Random

import pytest

from exist_desktop.domain.commands import SetValue
from exist_desktop.domain.statistics.pauses import Pause, periods
from exist_desktop.domain.statistics.series import measure_of
from exist_desktop.domain.statistics.streaks import Running, streaks
from exist_desktop.domain.values import Value
from exist_desktop.store import catalogue, history
from exist_desktop.store.pauses import pauses, put_pause
from exist_desktop.store.reading.streaks import _BLANK, running_streaks
from exist_desktop.store.reading.whole_series import read_whole
from exist_desktop.store.transaction import Transaction
from tests.store.notebook import ATTRIBUTES, LONG_AGO, TODAY, Notebook, key, with_notebook

PAUSED = range(20, 41)
"""How many days ago the pause of a holiday was."""
LIVES = 12


@pytest.mark.parametrize("days", [2, 30, 31, 32, 64, 256, 900])
@pytest.mark.parametrize("paused", [range(0), PAUSED], ids=["without a pause", "with a pause"])
@with_notebook
async def test_a_streak_of_any_length_is_counted_whole(book: Notebook, days: int, paused: range) -> None:
    skipped = len(paused) if days > PAUSED.start else 0
    done = [ago for ago in range(days + skipped) if not skipped or ago not in paused]

    def write(tx: Transaction) -> None:
        nothing = {TODAY - timedelta(days=ago): None for ago in range(1_000)}
        history.put(tx, "mood", nothing | {TODAY - timedelta(days=ago): 3 for ago in done}, LONG_AGO)
        if paused:
            last, first = TODAY - timedelta(days=paused.start), TODAY - timedelta(days=paused.stop - 1)
            put_pause(tx, Pause(first, last, "mood"))

    await book.store.write(book.account, write)
    found = await book.store.read(book.account, lambda tx: running_streaks(tx, TODAY))
    assert [(one.attribute.name, one.streaks.now) for one in found] == [("mood", days)]


@with_notebook
async def test_ten_years_in_a_row_are_not_read_day_by_day(book: Notebook) -> None:
    """Each entry reads the streaks anew: what is read of one must not grow with its years."""
    statements, hundreds = list[str](), Counter[str]()

    def read(tx: Transaction) -> int:
        statements.clear()
        hundreds.clear()
        tx.connection.set_trace_callback(statements.append)
        tx.connection.set_progress_handler(lambda: hundreds.update(["steps"]), 100)
        try:
            return max(one.streaks.now for one in running_streaks(tx, TODAY))
        finally:
            tx.connection.set_trace_callback(None)
            tx.connection.set_progress_handler(None, 0)

    for days in (40, 3_650):
        done = {TODAY - timedelta(days=ago): 3 for ago in range(days)}
        await book.store.write(book.account, partial(history.put, name="mood", values=done, now=LONG_AGO))
        assert await book.store.read(book.account, read) == days
        of_days = [statement for statement in statements if "history" in statement]
        assert len(of_days) == 2, "the last days of all attributes, and where one streak began"
        assert all("LIMIT 1" in one or "BETWEEN" in one for one in of_days)
    assert 100 * hundreds["steps"] < 8 * 3_650, "the first paint waits for this, so no day is looked at alone"


@pytest.mark.parametrize("seed", range(LIVES))
@with_notebook
async def test_they_are_those_of_the_whole_history(book: Notebook, seed: int) -> None:
    """Pauses that overlap, zeros, blanks, and entries that are on their way to days of any age."""
    random = Random(seed)
    most = random.choice((40, 90, 400))
    blanks: tuple[Value, ...] = ("", " \u3000\n", "x")

    def write(tx: Transaction) -> None:
        for one in ATTRIBUTES:
            numbers: tuple[Value, ...] = blanks if one.name == "mood_note" else (0, 1, 1)
            often = random.choice((1.0, 0.99, 0.9))
            days = {
                TODAY - timedelta(days=ago): 1 if random.random() < often else random.choice((None, *numbers))
                for ago in range(random.randrange(2), most)
            }
            history.put(tx, one.name, days, LONG_AGO)
        for _ in range(random.randrange(5)):
            first = random.randrange(most)
            last = None if not random.randrange(4) else TODAY - timedelta(days=first // 2)
            put_pause(tx, Pause(TODAY - timedelta(days=first), last, random.choice((None, "mood", "walk"))))

    await book.store.write(book.account, write)
    for _ in range(random.randrange(8)):
        ago = timedelta(days=random.randrange(most))
        await book.journal.save(SetValue(key(random.choice(("mood", "walk", "coffees")), TODAY - ago), 1))

    def read(tx: Transaction) -> tuple[dict[str, Running], dict[str, Running]]:
        found = {one.attribute.name: one.streaks for one in running_streaks(tx, TODAY)}
        return found, {one.attribute.name: _of_the_whole(tx, one.attribute.name) for one in running_streaks(tx, TODAY)}

    found, whole = await book.store.read(book.account, read)
    assert found == whole


def _of_the_whole(tx: Transaction, name: str) -> Running:
    attribute = catalogue.attribute(tx, name)
    assert attribute is not None
    paused = periods(pauses(tx), name)
    found = streaks(read_whole(tx, attribute).series, TODAY.toordinal(), paused, measure=measure_of(attribute))
    return Running(found.now, found.recently, found.paused, found.on_pause)


def test_sqlite_knows_the_same_blanks_as_python() -> None:
    assert set(_BLANK) == {sign for sign in map(chr, range(sys.maxunicode + 1)) if sign.isspace()}
