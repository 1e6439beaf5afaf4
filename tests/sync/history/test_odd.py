"""Histories that are not as most are: nearly empty, constant, of words alone, over changes of zone, type and name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from exist_desktop.domain.history.progress import HistoryState
from exist_desktop.store.transaction import Transaction
from tests.api.odd_server import Request, ok
from tests.sync.history.copied import TODAY, Copied, Tell, ago, many, teller
from tests.sync.history.ten_years import Kept, Value

FAMILY = "👩‍👩‍👧‍👦 "
LABELS = ("☕ Coffee", "مشي طويل", "שינה עמוקה", "東京 散歩", "Ünïcode\u202e", FAMILY * 25, "long " * 40)


async def is_equal(at: Copied, since: date) -> None:
    """Everything is here, as it is there."""
    await at.to_the_end(24)
    assert await at.differences(since) == []


async def forget_all(at: Copied, table: str) -> None:
    """This computer has read nothing yet."""
    account = at.engine.account
    assert account is not None

    def work(tx: Transaction) -> None:
        tx.execute(f"DELETE FROM {table}")

    await at.engine.store.write(account, work)


def only(*days: date) -> Callable[[date], Value]:
    return lambda day: 7 if day in days else None


@pytest.mark.parametrize(
    "value",
    [only(ago(700)), only(ago(700), ago(2)), lambda _: 5, lambda _: 0, lambda _: 0.1 + 0.2],
    ids=["one value", "a gap of two years", "a constant", "zeros", "a fraction"],
)
def test_numbers(tell: Tell, value: Callable[[date], Value]) -> None:
    async def story(at: Copied) -> None:
        await is_equal(at, ago(700))
        facts = await at.engine.history.facts()
        assert facts.attributes == 1

    tell([Kept("weight", ago(700), value, value_type=1)], story)


def test_words_alone(tell: Tell) -> None:
    texts = (
        "",
        "one line",
        "two\r\nlines",
        "  spaces around  ",
        "مرحبا",
        "👩‍👩‍👧‍👦",
        "e\u0301",
        "long " * 190,
        "<b>&amp;",
        "=1+1",
    )

    async def story(at: Copied) -> None:
        await is_equal(at, ago(500))

    tell([Kept("mood_note", ago(500), lambda day: texts[day.toordinal() % len(texts)], 2, "mood")], story)


def test_150_attributes_with_labels_of_all_scripts(tell: Tell) -> None:
    kept = many(150, 400)
    for number, one in enumerate(kept):
        one.label = f"{LABELS[number % len(LABELS)]} {number}"

    async def story(at: Copied) -> None:
        await is_equal(at, ago(400))
        catalogue, _ = await at.engine.views.catalogue()
        assert len(catalogue) == 150

    tell(kept, story)


@pytest.mark.parametrize(
    ("zones", "first"),
    [
        (("Europe/Berlin",), date(2026, 10, 25)),
        (("Europe/Berlin",), date(2026, 3, 29)),
        (("Australia/Lord_Howe",), date(2026, 10, 4)),
        (("Pacific/Apia", "America/New_York", "Pacific/Kiritimati"), TODAY),
    ],
    ids=["25 hours", "23 hours", "half an hour", "travels over the date line"],
)
def test_days_that_are_longer_or_shorter_and_zones_that_change(tell: Tell, zones: tuple[str, ...], first: date) -> None:
    async def story(at: Copied) -> None:
        for zone in zones:
            at.years.zone = zone
            at.clock.pass_(hours=1)
            assert at.engine.link is not None
            await at.engine.link.schedule.sync()
            await is_equal(at, ago(400))
        assert first <= TODAY

    tell(many(3, 400), story)


def test_a_type_that_changes(tell: Tell) -> None:
    async def story(at: Copied) -> None:
        await is_equal(at, ago(300))
        one = at.years.kept["attribute_1"]
        one.value_type, one.value = 2, lambda day: f"now words, {day}"
        at.clock.pass_(days=2)
        assert at.engine.link is not None
        await at.engine.link.schedule.sync()
        await is_equal(at, ago(300))

    tell(many(3, 300), story)


def test_an_attribute_that_vanishes_and_comes_back(tell: Tell) -> None:
    async def story(at: Copied) -> None:
        await is_equal(at, ago(300))
        gone = at.years.kept.pop("attribute_1")
        at.clock.pass_(days=2)
        assert at.engine.link is not None
        await at.engine.link.schedule.sync()
        await is_equal(at, ago(300))
        assert (await at.engine.history.progress()).state is HistoryState.COMPLETE
        gone.changed |= {ago(200): 4711, ago(201): None}
        at.years.kept[gone.name] = gone
        at.clock.pass_(days=8)
        await at.engine.link.schedule.sync()
        await at.to_the_end()
        for _ in range(40):
            at.clock.pass_(minutes=16)
            await at.copy()
        assert await at.differences(ago(290)) == []

    tell(many(3, 300), story)


@pytest.mark.parametrize("off", [-100_000, -400, -1, 1, 500, 100_000, 10**15])
def test_a_count_that_is_wrong(tell: Tell, off: int) -> None:
    async def story(at: Copied) -> None:
        at.years.count_is_off = off
        await at.to_the_end(24)
        assert await at.differences(ago(900)) == []
        assert at.years.busiest <= 184

    tell(many(3, 900), story)


def test_small_pages_that_name_no_next_one(tell: Tell) -> None:
    kept = [*many(50, 200), Kept("low", ago(190), lambda day: day.day, priority=12)]

    async def story(at: Copied) -> None:
        at.years.longest_page, at.years.names_next = 20, False
        at.clock.pass_(hours=2)
        assert at.engine.link is not None
        await at.engine.link.schedule.sync()
        await is_equal(at, ago(200))

    tell(kept, story)


@pytest.mark.parametrize(
    "rows",
    [
        [5, None],
        [{"name": "attribute_0"}, 5],
        [{"name": "attribute_1", "values": [{"date": str(ago(90)), "value": 1}]}],
    ],
    ids=["no row", "a row among others", "a row with one of its days"],
)
def test_one_answer_with_holes_is_asked_for_again(tell: Tell, rows: list[object]) -> None:
    async def story(at: Copied) -> None:
        damaged = 0

        def damage(request: Request) -> bytes | None:
            nonlocal damaged
            damaged += "attributes" in request.query
            return (
                ok({"count": 2, "next": None, "results": rows})
                if damaged == 4 and "attributes" in request.query
                else None
            )

        at.years.before = damage
        await is_equal(at, ago(400))

    tell(many(3, 400), story)


def test_days_that_are_left_out_are_asked_for_again_in_a_week(tmp_path: Path) -> None:
    async def story(at: Copied) -> None:
        at.years.leaves_out = {"attribute_1"}
        await at.to_the_end()
        assert await at.differences(ago(400)) != []
        assert len([query for query in at.years.asked if query.get("attributes") == "attribute_1"]) == 1
        at.years.leaves_out = set()
        at.clock.pass_(days=8)
        for _ in range(2):
            at.clock.pass_(hours=2)
            await at.copy()
        await at.to_the_end()
        assert await at.differences(ago(400)) == []

    teller(tmp_path)(many(3, 400), story)


def test_an_attribute_that_never_makes_sense_costs_one_more_call(tell: Tell) -> None:
    async def story(at: Copied) -> None:
        await is_equal(at, ago(400))
        at.years.forget()
        at.years.kept["attribute_2"].told = lambda: {"name": "attribute_2", "label": 5}  # type: ignore[method-assign]
        for name in ("covered", "withheld"):
            await forget_all(at, name)
        await at.to_the_end()
        assert len([query for query in at.years.asked if query.get("attributes") == "attribute_2"]) == 1

    tell(many(3, 400), story)


def test_pages_that_shift_while_they_are_read(tell: Tell) -> None:
    """The service gives forty at a time, and what was last stands first before the second page is read."""

    async def story(at: Copied) -> None:
        at.years.longest_page = 40

        def shift(request: Request) -> None:
            if request.query.get("page") == "2":
                name, one = at.years.kept.popitem()
                at.years.kept = {name: one, **at.years.kept}

        at.years.before = shift
        await is_equal(at, ago(400))
        alone = [query for query in at.years.asked if "attribute" in query and query.get("limit") != "1"]
        assert alone == [], "what a page has lost is asked for again with the others"

    tell(many(90, 400), story)


def test_an_attribute_that_becomes_inactive_in_the_middle(tell: Tell) -> None:
    async def story(at: Copied) -> None:
        windows = 0

        def puts_away(request: Request) -> None:
            nonlocal windows
            windows += "attributes" in request.query
            if windows == 5:
                at.years.kept["attribute_1"].active = False

        at.years.before = puts_away
        await is_equal(at, ago(600))
        assert at.years.calls["values"] <= 6 + 4
        at.clock.pass_(days=1)
        assert at.engine.link is not None
        await at.engine.link.schedule.sync()
        assert (await at.engine.history.progress()).state is HistoryState.COMPLETE

    tell(many(3, 600), story)


def test_a_group_that_was_not_allowed_and_is(tell: Tell) -> None:
    hidden = [Kept(f"health_{number}", ago(390), lambda day: day.day, group="health") for number in range(4)]

    async def story(at: Copied) -> None:
        await is_equal(at, ago(390))
        at.years.kept |= {one.name: one for one in hidden}
        at.clock.pass_(hours=2)
        assert at.engine.link is not None
        await at.engine.link.schedule.sync()
        progress = await at.engine.history.progress()
        assert progress.state is not HistoryState.COMPLETE
        assert progress.requests_left in range(12, 18), "a call for each window, and no attribute of the others"
        assert progress.done > progress.total / 2
        await is_equal(at, ago(390))

    tell(many(5, 400), story)


def test_what_comes_last_is_told_in_the_estimate(tell: Tell) -> None:
    kept = many(3, 400)
    kept += [Kept("low", ago(390), lambda _: 7, priority=12), Kept("old", ago(390), lambda _: 7, active=False)]

    async def story(at: Copied) -> None:
        left: list[tuple[int, int, int]] = []

        def note(_: Request) -> None:
            progress = at.engine.link.worker.status.history if at.engine.link else None
            if progress is not None and progress.total:
                left.append((progress.requests_left, progress.by_themselves, progress.requests_by_themselves))

        at.years.before = note
        await is_equal(at, ago(390))
        assert left[1][1] == 2
        assert left[-1][0] == left[-1][2] <= 3
        by_the_list = [index for index, (calls, _, alone) in enumerate(left) if calls > alone]
        assert by_the_list == list(range(len(by_the_list))), "what is read by itself comes last"

    tell(kept, story)


@pytest.mark.parametrize("days", [0, 1, 2, 31, 62])
def test_an_account_that_is_as_young_as_a_few_days(tell: Tell, days: int) -> None:
    async def story(at: Copied) -> None:
        await is_equal(at, ago(days) if days > 2 else TODAY - timedelta(days=2))

    tell(many(2, days), story)
