"""Streaks are as long as they are, however many days of them are read at first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from exist_desktop.domain.statistics.pauses import Pause
from exist_desktop.store import history
from exist_desktop.store.pauses import put_pause
from exist_desktop.store.reading.streaks import running_streaks
from exist_desktop.store.transaction import Transaction
from tests.store.notebook import LONG_AGO, TODAY, Notebook, with_notebook

PAUSED = range(20, 41)
"""How many days ago the pause of a holiday was."""


@pytest.mark.parametrize("days", [2, 31, 32, 63, 64, 65, 255, 256, 512, 513, 900])
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
