"""The whole history comes to this computer: in few calls and in the hour's share, over stops and failures."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from datetime import date, timedelta

import pytest

from exist_desktop.domain.commands import Key, SetValue
from exist_desktop.domain.history.progress import HistoryProgress, HistoryRange, HistoryState
from exist_desktop.domain.values import NOT_READ
from exist_desktop.settings import ONLY_WHEN_ASKED
from exist_desktop.store import history, history_copy
from exist_desktop.store.unsent.rescue import BACKUP
from tests.api.odd_server import Request, http
from tests.patience import until
from tests.sync.history.copied import TODAY, Copied, Tell, ago, many
from tests.sync.history.ten_years import Kept


def test_ten_years_of_150_attributes_take_the_fewest_calls_and_stay_in_the_hours_share(tell: Tell) -> None:
    async def story(at: Copied) -> None:
        hours = await at.to_the_end()
        progress = await at.engine.history.progress()
        windows = TODAY.toordinal() // 31 - ago(3650).toordinal() // 31 + 1
        assert at.years.calls["with-values"] <= 2 * (windows + 1)
        assert at.years.calls["values"] <= 14 + 1
        assert at.years.calls.total() <= 260
        assert hours == 2
        assert at.years.busiest <= 180 + 4, "what is read every hour counts too, and goes on"
        assert progress.requests_made == at.years.calls.total()
        assert progress.first is not None
        assert progress.first <= ago(3648)
        assert await at.differences(ago(3660)) == []

    tell(many(150, 3650), story)


def test_an_empty_history_is_soon_whole(tell: Tell) -> None:
    async def story(at: Copied) -> None:
        await at.to_the_end(1)
        assert at.years.calls.total() < 10
        assert (await at.engine.history.facts()).values == 0

    tell([Kept("steps", TODAY, lambda _: None)], story)


def test_an_account_without_attributes_is_whole(tell: Tell) -> None:
    async def story(at: Copied) -> None:
        await at.copy()
        assert at.years.calls.total() == 0

    tell([], story)


@pytest.mark.parametrize("counted", [True, False])
def test_gaps_of_years_end_nothing(tell: Tell, counted: bool) -> None:
    def value(day: date) -> int | None:
        return 5 if ago(4000) <= day <= ago(3900) or day >= ago(200) else None

    async def story(at: Copied) -> None:
        at.years.unusable_counts = not counted
        await at.to_the_end()
        assert await at.differences(ago(200)) == []
        assert await at.differences(ago(4000)) == [] or not counted
        facts = await at.engine.history.facts()
        assert facts.values >= 199 + 101

    tell([Kept("steps", ago(4000), value)], story)


def long_ago(*days: date) -> Kept:
    """An attribute that was used on a few days, long before all others."""
    return Kept("violin", min(days), lambda day: 20 if day in days else None, group="custom")


def test_an_attribute_may_be_older_than_the_first_of_its_group(tell: Tell) -> None:
    async def story(at: Copied) -> None:
        await at.to_the_end()
        assert at.years.calls["values"] <= 14 + 1
        assert await at.differences(ago(2700)) == []

    empty = Kept("unused", TODAY, lambda _: None, group="custom")
    tell([empty, *many(6, 200), long_ago(ago(2700), ago(1500))], story)


def test_of_many_attributes_the_oldest_is_found_in_time(tell: Tell) -> None:
    async def story(at: Copied) -> None:
        await at.to_the_end()
        assert at.years.calls["values"] <= 14 + 1
        for _ in range(12):
            at.clock.pass_(minutes=16)
            await at.copy()
        await at.to_the_end()
        assert await at.differences(ago(900)) == []

    tell([*many(20, 200), long_ago(ago(900))], story)


def test_a_stop_at_any_call_costs_that_call_alone(tell: Tell) -> None:
    async def story(at: Copied) -> None:
        stops = [2, 5, 6, 11]

        def breaks_off(_: Request) -> bytes | None:
            return b"" if at.years.calls["with-values"] in stops else None

        at.years.before = breaks_off
        for _ in stops:
            await at.copy()
            await at.again()
        at.years.before = lambda _: None
        await at.to_the_end()
        asked = [(query.get("attributes"), query["date_max"]) for query in at.years.asked if "days" in query]
        assert len(asked) - len(set(asked)) <= 4
        assert await at.differences(ago(430)) == []

    tell(many(130, 400), story)


def test_what_exist_changes_and_removes_long_ago_is_changed_and_removed_here(tell: Tell) -> None:
    async def story(at: Copied) -> None:
        await at.to_the_end()
        changed = at.years.kept["attribute_1"].changed
        changed[ago(100)], changed[ago(300)] = 777, None
        changed[ago(301)] = 778
        assert at.engine.link is not None
        heard: set[str] = set()
        at.engine.store.subscribe(lambda change: heard.update(change.history))
        for _ in range(4 * 24 * 9):
            at.clock.pass_(minutes=15)
            await at.copy()
        assert heard == {"attribute_1"}
        assert [one for one in await at.differences(ago(380)) if one[1] < ago(-5)] == []
        assert at.years.busiest <= 184

    tell(many(3, 400), story)


def test_hidden_attributes_come_last_and_by_themselves(tell: Tell) -> None:
    kept = many(4, 500)
    kept.append(Kept("tv_min", ago(450), lambda _: 30, active=False))
    kept.append(Kept("low", ago(250), lambda _: 7, priority=12))

    async def story(at: Copied) -> None:
        before = await at.engine.history.progress()
        assert before.by_themselves == 2
        await at.to_the_end()
        lists = ["days" in query for query in at.years.asked]
        assert lists[-1] is False
        last_list = max(index for index, is_list in enumerate(lists) if is_list)
        named = {query["attribute"] for query in at.years.asked[last_list + 1 :] if "attribute" in query}
        assert named == {"tv_min", "low"}
        assert await at.differences(ago(250)) == []
        assert at.years.calls["values"] <= 5 + 3 + 5

    tell(kept, story)


def test_two_beyond_a_hundred_are_read_by_themselves(tell: Tell) -> None:
    async def story(at: Copied) -> None:
        await at.to_the_end()
        windows = TODAY.toordinal() // 31 - ago(3650).toordinal() // 31 + 1
        assert at.years.calls.total() <= windows + 2 * 38 + 14 + 2
        assert await at.differences(ago(3650)) == []

    tell(many(102, 3650), story)


def test_a_new_attribute_and_a_newly_allowed_group_are_filled_in(tell: Tell) -> None:
    async def story(at: Copied) -> None:
        await at.to_the_end()
        at.years.kept["weight"] = Kept("weight", ago(390), lambda day: 70 + day.day / 10, 1, "health")
        at.clock.pass_(days=2)
        assert at.engine.link is not None
        await at.engine.link.schedule.sync()
        assert (await at.engine.history.progress()).state is not HistoryState.COMPLETE
        at.years.forget()
        await at.to_the_end()
        assert at.years.calls.total() <= 10
        assert await at.differences(ago(390)) == []

    tell(many(5, 400), story)


def test_the_last_year_alone(tell: Tell) -> None:
    async def story(at: Copied) -> None:
        at.engine.history.choose(HistoryRange.LAST_YEAR)
        await at.to_the_end()
        assert at.years.calls.total() <= 13
        assert await at.differences(ago(360)) == []
        at.engine.history.choose(HistoryRange.EVERYTHING)
        await at.to_the_end()
        assert await at.differences(ago(1100)) == []

    tell(many(5, 1100), story)


def test_nothing_and_pause_fetch_nothing_and_removing_leaves_the_last_days(tell: Tell) -> None:
    async def story(at: Copied) -> None:
        at.engine.history.choose(HistoryRange.NOTHING)
        await at.copy()
        at.engine.history.choose(HistoryRange.EVERYTHING)
        at.engine.history.pause()
        await at.copy()
        assert at.years.calls.total() == 0
        assert (await at.engine.history.progress()).state is HistoryState.PAUSED
        at.engine.history.resume()
        await at.to_the_end()
        await at.engine.history.remove()
        assert at.engine.history.wanted is HistoryRange.NOTHING
        account = at.engine.account
        assert account is not None
        first = await at.engine.store.read(account, history_copy.oldest_day)
        assert first is not None
        assert first >= at.years.today - timedelta(days=31)
        old = await at.engine.store.read(account, lambda tx: history.seen(tx, Key("attribute_1", ago(100))))
        assert old is NOT_READ
        with contextlib.closing(sqlite3.connect(at.folder / BACKUP)) as backup:
            oldest = backup.execute("SELECT min(day) FROM history").fetchone()[0]
        assert oldest == first.toordinal(), "the backup does not have it either"
        at.engine.history.choose(HistoryRange.EVERYTHING)
        await at.to_the_end()
        assert await at.differences(ago(420)) == []

    tell(many(20, 400), story)


def test_a_pause_is_seen_at_once_while_the_copy_waits(tell: Tell) -> None:
    async def story(at: Copied) -> None:
        at.years.before = lambda _: http(429, b"", Retry_After="120") if at.years.calls["with-values"] > 3 else None
        at.engine.start()
        assert at.engine.link is not None
        worker, seen = at.engine.link.worker, list[HistoryProgress]()
        await until(lambda: worker.status.history.state is HistoryState.WAITING)
        for choose in (
            at.engine.history.pause,
            at.engine.history.resume,
            lambda: at.engine.preferences.change(read_every=ONLY_WHEN_ASKED),
        ):
            choose()
            seen.append(worker.status.history)
        expected = [HistoryState.PAUSED, HistoryState.COPYING, HistoryState.ON_REQUEST]
        assert [one.state for one in seen] == expected, "no step of the copy comes before Exist's pause is over"
        assert [one.resumes_at for one in seen] == [None, None, None]
        assert (await at.engine.history.progress()).state is HistoryState.ON_REQUEST

    tell(many(3, 400), story)


def test_an_entry_that_waits_is_not_overwritten_and_leaves_first(tell: Tell) -> None:
    async def story(at: Copied) -> None:
        key = Key("attribute_1", ago(200))
        await at.engine.journal.save(SetValue(key, 4711))
        await at.to_the_end()
        day = await at.engine.views.day(key.day)
        tile = day.tile("attribute_1")
        assert tile is not None
        assert (tile.value, tile.mark is not None) == (4711, True)
        assert await at.differences(ago(420)) == []

    tell(many(3, 400), story)


@pytest.mark.parametrize("status", [500, 403, 400])
def test_what_exist_does_not_give_holds_up_nothing_else(tell: Tell, status: int) -> None:
    async def story(at: Copied) -> None:
        def refuses(request: Request) -> bytes | None:
            named = request.query.get("attributes", request.query.get("attribute", "")).split(",")
            old = request.query.get("date_max", "9") < ago(200).isoformat()
            return http(status, b"{}") if "attribute_2" in named and old else None

        at.years.before = refuses
        await at.to_the_end(24)
        wrong = {one[0] for one in await at.differences(ago(420))}
        assert wrong == ({"attribute_2"} if status != 500 else {f"attribute_{n}" for n in range(6)})
        at.years.before = lambda _: None
        at.clock.pass_(days=8)
        for _ in range(60):
            at.clock.pass_(minutes=16)
            await at.copy()
        assert await at.differences(ago(420)) == []

    tell(many(6, 400), story)


def test_the_window_copies_by_itself_and_pauses_for_a_429(tell: Tell) -> None:
    async def story(at: Copied) -> None:
        refused = False

        def once(_: Request) -> bytes | None:
            nonlocal refused
            if at.years.calls["with-values"] == 4 and not refused:
                refused = True
                return http(429, b"", Retry_After="120")
            return None

        at.years.before = once
        at.engine.start()
        await until(lambda: refused and at.clock.wakes_at is not None)
        assert at.engine.link is not None
        waiting = at.engine.link.worker.status.history
        assert waiting.state is HistoryState.WAITING
        assert waiting.resumes_at is not None
        for _ in range(40):
            if at.engine.link.worker.status.history.state is HistoryState.COMPLETE:
                break
            at.clock.pass_until(at.clock.wakes_at or 0.0)
            await until(lambda: at.clock.wakes_at is not None)
        assert at.engine.link.worker.status.history.state is HistoryState.COMPLETE
        assert await at.differences(ago(420)) == []

    tell(many(3, 400), story)


def test_a_day_that_is_looked_at_comes_before_its_turn(tell: Tell) -> None:
    async def story(at: Copied) -> None:
        assert at.engine.link is not None
        schedule, asked_before = at.engine.link.schedule, list[int]()

        def choose_a_day_while_the_copy_runs(_request: Request) -> None:
            if len(at.years.asked) > 3 and not asked_before:
                asked_before.append(len(at.years.asked))
                schedule.day_chosen(ago(3000))

        at.years.before = choose_a_day_while_the_copy_runs
        at.engine.start()
        await until(lambda: any(query.get("date_max", "9") <= ago(2960).isoformat() for query in at.years.asked))
        assert len(at.years.asked) <= asked_before[0] + 2

    tell(many(3, 3650), story)


def test_the_copy_gives_way_when_the_program_quits(tell: Tell) -> None:
    """Quitting sends what waits, and has few seconds for it."""

    async def story(at: Copied) -> None:
        assert at.engine.link is not None
        schedule, sending, asked_before = at.engine.link.schedule, list[asyncio.Task[None]](), list[int]()

        def quit_while_the_copy_runs(_request: Request) -> None:
            if len(at.years.asked) > 3 and not sending:
                asked_before.append(len(at.years.asked))
                sending.append(asyncio.ensure_future(schedule.push_out()))

        at.years.before = quit_while_the_copy_runs
        at.engine.start()
        await until(lambda: bool(sending))
        await sending[0]
        assert len(at.years.asked) <= asked_before[0] + 2

    tell(many(3, 3650), story)
