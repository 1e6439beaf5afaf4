"""What was copied is read again now and then, as often as it should be and no oftener, and requests stay counted."""

from __future__ import annotations

import contextlib
import itertools
import json
import sqlite3
from datetime import timedelta

import pytest

from exist_desktop.store import history_copy, meta
from exist_desktop.store.outbox import clock_correction
from exist_desktop.store.store import DATABASE
from exist_desktop.store.transaction import Transaction
from exist_desktop.sync.back_off import RateLimiter
from tests.api.odd_server import Request
from tests.sync.clocks import SteppedClock
from tests.sync.history.copied import Copied, Tell, ago, many
from tests.sync.history.ten_years import Kept

QUARTERS_OF_NINE_DAYS = 9 * 24 * 4


async def for_nine_days(at: Copied) -> None:
    for _ in range(QUARTERS_OF_NINE_DAYS):
        at.clock.pass_(minutes=15)
        await at.copy()


def test_what_the_list_of_all_leaves_out_is_read_again_too(tell: Tell) -> None:
    kept = [Kept("low", ago(390), lambda _: 7, priority=12), Kept("old", ago(390), lambda _: 7, active=False)]

    async def story(at: Copied) -> None:
        await at.to_the_end()
        low, old = at.years.kept["low"].changed, at.years.kept["old"].changed
        low[ago(200)], low[ago(300)], old[ago(150)] = 8, None, None
        old[ago(500)] = 1  # before its first day until now
        await for_nine_days(at)
        assert await at.differences(ago(520)) == []

    tell([*many(2, 600), *kept], story)


@pytest.mark.parametrize("jump", [timedelta(days=2), timedelta(days=-2), timedelta(days=-400), timedelta(hours=23)])
def test_a_clock_that_is_set_makes_nothing_be_read_oftener(tell: Tell, jump: timedelta) -> None:
    async def story(at: Copied) -> None:
        await at.to_the_end()
        at.clock.set_wall(seconds=jump.total_seconds())
        await at.copy()
        at.years.forget()
        for _ in range(20):
            at.clock.pass_(minutes=16)
            await at.copy()
        windows = [query["date_max"] for query in at.years.asked]
        assert len(windows) == len(set(windows)), "none is read again twice in five hours"

    tell(many(3, 400), story)


def test_a_process_that_ends_at_once_has_made_its_requests(tell: Tell) -> None:
    async def story(at: Copied) -> None:
        counted: list[int] = []

        def look_at_the_disk(_: Request) -> None:
            with contextlib.closing(sqlite3.connect(at.folder / DATABASE)) as disk:
                (pacing,) = disk.execute("SELECT value FROM meta WHERE name = ?", (meta.PACING,)).fetchone()
            counted.append(len(json.loads(pacing)["ages"]))

        at.years.before = look_at_the_disk
        before = await at.engine.history.progress()
        await at.to_the_end(1)
        assert at.years.calls.total() > 30
        assert before.requests_made == 0
        assert [after - first for first, after in itertools.pairwise(counted[1:])] == [1] * (len(counted) - 2)

    tell(many(3, 900), story)


def test_requests_that_could_not_be_saved_stay_counted() -> None:
    clock = SteppedClock()
    gate = RateLimiter(clock)
    gate.admit()
    kept = gate.kept()
    clock.pass_(minutes=1)
    for _ in range(5):
        gate.admit()
    room = gate.history_room()
    gate.restore(kept)
    assert gate.history_room() == room
    gate.restore(gate.kept())
    assert gate.history_room() == room


@pytest.mark.parametrize("ahead", [3600.0, 400 * 86_400.0])
def test_what_was_left_out_in_a_future_that_is_over_is_asked_for_again(tell: Tell, ahead: float) -> None:
    async def story(at: Copied) -> None:
        account, now = at.engine.account, at.clock.now()
        assert account is not None

        def work(tx: Transaction) -> bool:
            history_copy.note_withheld(tx, ["attribute_1"], 23_700, now + ahead)
            history_copy.note_extent(tx, "attribute_2", refused_at=now + ahead)
            clock_correction.put_right(tx, now, 300.0)
            history_copy.ask_again(tx, now - 1)
            is_forgotten = 23_700 not in history_copy.coverage(tx).get("attribute_1", {})
            return is_forgotten and not history_copy.extents(tx)

        assert await at.engine.store.write(account, work)

    tell(many(3, 100), story)
