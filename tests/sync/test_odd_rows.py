"""One value or row of an answer that makes no sense: its own day is not read, and all else of the page is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from exist_desktop.demo.server.faults import Fault, FaultKind
from exist_desktop.domain.values import NOT_READ, Seen
from exist_desktop.store import history
from tests.sync.conftest import Tell
from tests.sync.engine_harness import USER, EngineHarness

NO_VALUES = ("NaN", "Infinity", "-Infinity", "1e999", "true", "[]", "{}", '"seven"')
NO_DAYS = (
    *('"2026-02-30"', '"0000-01-01"', '"yesterday"', '"2026-13-01"', '"2026-02-02T00:00:00"', '"2086-02-02"'),
    *("null", "NaN", "[]"),
)
ODD = [("value", said) for said in NO_VALUES] + [("date", said) for said in NO_DAYS]


async def seen(harness: EngineHarness, name: str, day: date) -> Seen:
    tile = (await harness.engine.views.day(day)).tile(name)
    assert tile is not None
    return tile.value


def odd_answers(harness: EngineHarness, member: str, said: str, *, times: int = 1) -> None:
    for call in ("with-values", "values"):
        harness.demo.world.faults.add(Fault(call, FaultKind.CELL, member=member, said=said, times=times))


@pytest.mark.parametrize(("member", "said"), ODD)
def test_its_own_day_is_not_read_and_all_others_are(tell: Tell, member: str, said: str) -> None:
    async def story(harness: EngineHarness) -> None:
        newest, before = harness.day, harness.day - timedelta(days=1)
        known = await seen(harness, "coffees", newest)
        harness.demo.edit(USER, "coffees", newest, 6)
        harness.demo.edit(USER, "coffees", before, 5)
        odd_answers(harness, member, said)
        await harness.sync()
        days = {day: await seen(harness, "coffees", day) for day in (newest, before)}
        assert days == {newest: known if member == "date" else NOT_READ, before: 5}
        harness.demo.world.faults.clear()
        await harness.sync()
        assert (await seen(harness, "coffees", newest), await seen(harness, "coffees", before)) == (6, 5)

    tell(story)


@pytest.mark.parametrize(("member", "said"), ODD)
def test_what_was_known_of_a_day_is_not_made_none(tell: Tell, member: str, said: str) -> None:
    """A row of no day tells nothing of any; a value that is none leaves its own day not read."""

    async def story(harness: EngineHarness) -> None:
        for days_ago in range(3):
            harness.demo.edit(USER, "coffees", harness.day - timedelta(days=days_ago), 6)
        await harness.sync()
        odd_answers(harness, member, said)
        await harness.sync()
        found = [await seen(harness, "coffees", harness.day - timedelta(days=days_ago)) for days_ago in range(3)]
        assert None not in found
        assert found.count(6) == (3 if member == "date" else 2)
        assert (await harness.engine.views.day(harness.day)).tile("steps") is not None

    tell(story)


@pytest.mark.parametrize(("member", "said"), [("value", "NaN"), ("date", '"2026-02-30"'), ("date", "null")])
def test_nothing_is_lowered_on_the_word_of_a_row_that_makes_no_sense(tell: Tell, member: str, said: str) -> None:
    async def story(harness: EngineHarness) -> None:
        _, day = history.days_of(history.window_of(harness.day) - 2)  # the newest of a window that was never read
        harness.demo.edit(USER, "coffees", day, 6)
        await harness.sync()
        odd_answers(harness, member, said, times=99)
        entry = await harness.set("coffees", 2, day=day)
        for _ in range(3):
            await harness.sync()
        assert harness.value("coffees", day) == 6
        assert (await harness.state(entry)).startswith(("waiting", "held"))

    tell(story, owned=["coffees"])
