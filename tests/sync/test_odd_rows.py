"""One value or row of an answer that makes no sense: its own day is not read, and all else of the page is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from exist_desktop.demo.faults import Fault, FaultKind
from exist_desktop.domain.values import NOT_READ, Seen
from exist_desktop.store import history
from tests.sync.conftest import Tell
from tests.sync.desk import USER, Desk

NO_VALUES = ("NaN", "Infinity", "-Infinity", "1e999", "true", "[]", "{}", '"seven"')
NO_DAYS = (
    *('"2026-02-30"', '"0000-01-01"', '"yesterday"', '"2026-13-01"', '"2026-02-02T00:00:00"', '"2086-02-02"'),
    *("null", "NaN", "[]"),
)
ODD = [("value", said) for said in NO_VALUES] + [("date", said) for said in NO_DAYS]


async def seen(desk: Desk, name: str, day: date) -> Seen:
    tile = (await desk.engine.views.day(day)).tile(name)
    assert tile is not None
    return tile.value


def odd_answers(desk: Desk, member: str, said: str, *, times: int = 1) -> None:
    for call in ("with-values", "values"):
        desk.demo.world.faults.add(Fault(call, FaultKind.CELL, member=member, said=said, times=times))


@pytest.mark.parametrize(("member", "said"), ODD)
def test_its_own_day_is_not_read_and_all_others_are(tell: Tell, member: str, said: str) -> None:
    async def story(desk: Desk) -> None:
        newest, before = desk.day, desk.day - timedelta(days=1)
        known = await seen(desk, "coffees", newest)
        desk.demo.edit(USER, "coffees", newest, 6)
        desk.demo.edit(USER, "coffees", before, 5)
        odd_answers(desk, member, said)
        await desk.sync()
        days = {day: await seen(desk, "coffees", day) for day in (newest, before)}
        assert days == {newest: known if member == "date" else NOT_READ, before: 5}
        desk.demo.world.faults.clear()
        await desk.sync()
        assert (await seen(desk, "coffees", newest), await seen(desk, "coffees", before)) == (6, 5)

    tell(story)


@pytest.mark.parametrize(("member", "said"), ODD)
def test_what_was_known_of_a_day_is_not_made_none(tell: Tell, member: str, said: str) -> None:
    """A row of no day tells nothing of any; a value that is none leaves its own day not read."""

    async def story(desk: Desk) -> None:
        for days_ago in range(3):
            desk.demo.edit(USER, "coffees", desk.day - timedelta(days=days_ago), 6)
        await desk.sync()
        odd_answers(desk, member, said)
        await desk.sync()
        found = [await seen(desk, "coffees", desk.day - timedelta(days=days_ago)) for days_ago in range(3)]
        assert None not in found
        assert found.count(6) == (3 if member == "date" else 2)
        assert (await desk.engine.views.day(desk.day)).tile("steps") is not None

    tell(story)


@pytest.mark.parametrize(("member", "said"), [("value", "NaN"), ("date", '"2026-02-30"'), ("date", "null")])
def test_nothing_is_lowered_on_the_word_of_a_row_that_makes_no_sense(tell: Tell, member: str, said: str) -> None:
    async def story(desk: Desk) -> None:
        _, day = history.days_of(history.window_of(desk.day) - 2)  # the newest of a window that was never read
        desk.demo.edit(USER, "coffees", day, 6)
        await desk.sync()
        odd_answers(desk, member, said, times=99)
        entry = await desk.set("coffees", 2, day=day)
        for _ in range(3):
            await desk.sync()
        assert desk.value("coffees", day) == 6
        assert (await desk.state(entry)).startswith(("waiting", "held"))

    tell(story, owned=["coffees"])
