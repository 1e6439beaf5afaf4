"""The tags of a day begin with those that are used most on its weekday and at this hour."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from exist_desktop.domain.arranging import moves
from exist_desktop.domain.arranging.arrangement import NOTHING_ARRANGED
from exist_desktop.domain.day import DAY_SECONDS
from exist_desktop.store import catalogue, history
from exist_desktop.store.arranging.arrangement import put_arrangement
from exist_desktop.store.transaction import Transaction
from tests.store.notebook import ATTRIBUTES, NOW, TODAY, Notebook, put, with_notebook

WALK = next(one for one in ATTRIBUTES if one.name == "walk")
TAGS = tuple(replace(WALK, name=name, label=name, position=20 + n) for n, name in enumerate(("swim", "tea", "read")))


async def tagged(book: Notebook, **days: list[date]) -> None:
    """Exist says on which days these tags were on."""

    def work(tx: Transaction) -> None:
        catalogue.put_some(tx, TAGS, [one.name for one in TAGS])
        for name, on in days.items():
            history.put(tx, name, dict.fromkeys(on, 1), book.now)

    await book.store.write(book.account, work)


async def tags(book: Notebook, day: date = TODAY) -> list[str]:
    return [tile.attribute.name for tile in (await book.views.day(day)).tags]


def weeks_ago(*weeks: int, days: int = 0) -> list[date]:
    return [TODAY - timedelta(weeks=number, days=days) for number in weeks]


@with_notebook
async def test_without_any_use_they_are_in_the_order_of_exist(book: Notebook) -> None:
    await tagged(book)
    assert await tags(book) == ["walk", "swim", "tea", "read"]


@with_notebook
async def test_those_of_this_weekday_come_before_those_of_other_days_and_old_ones(book: Notebook) -> None:
    await tagged(
        book,
        swim=weeks_ago(1, 2, 3),
        tea=weeks_ago(0, 1, 2, 3, days=2),
        read=[*weeks_ago(9, 10, 11), TODAY - timedelta(days=300)],
    )
    assert await tags(book) == ["swim", "tea", "read", "walk"]
    assert (await tags(book, TODAY - timedelta(days=2)))[0] == "tea"


@with_notebook
async def test_what_is_entered_at_this_hour_comes_first_at_this_hour(book: Notebook) -> None:
    await tagged(book, swim=weeks_ago(1, 2), tea=weeks_ago(1, 2))
    evening = NOW + 8 * 3600
    for week in (1, 2):
        for name, at in (("swim", evening), ("tea", NOW)):
            book.now = at - week * 7 * DAY_SECONDS
            await book.journal.save(put(1, name, TODAY - timedelta(weeks=week)))
    for now, first in ((NOW, "tea"), (evening, "swim"), (NOW + DAY_SECONDS * 20, "swim")):
        book.now = now
        assert (await tags(book))[0] == first, "after weeks the hour says nothing about that day"


@with_notebook
async def test_what_the_person_has_put_somewhere_stays_there(book: Notebook) -> None:
    await tagged(book, swim=weeks_ago(1, 2, 3))
    arranged = moves.in_this_order(NOTHING_ARRANGED, ["read", "walk"])
    await book.store.write(book.account, lambda tx: put_arrangement(tx, arranged))
    assert await tags(book) == ["read", "walk", "swim", "tea"]
