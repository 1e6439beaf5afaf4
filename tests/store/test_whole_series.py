"""The whole history of an attribute: what Exist has said over the years, with what waits laid over it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, timedelta

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.commands import Key, SetValue
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import NOT_READ, Seen
from exist_desktop.store import catalogue, history
from exist_desktop.store.changes import Change
from exist_desktop.store.reading.whole_series import SeriesViews, WholeSeries
from tests.store.notebook import FOOD, NOW, TODAY, Notebook, add, with_notebook
from tests.using import Using


async def whole(book: Notebook, name: str) -> WholeSeries:
    (found,) = await SeriesViews(book.store, book).whole(name)
    return found


async def put(book: Notebook, name: str, values: Mapping[date, Seen]) -> None:
    await book.store.write(book.account, lambda tx: history.put(tx, name, values, NOW), Change(days=None))


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@with_notebook
async def test_an_attribute_without_values_has_days_and_no_bounds(book: Notebook) -> None:
    series = (await whole(book, "weight")).series
    assert sum(series.read) == 31
    assert series.bounds is None


@with_notebook
async def test_an_attribute_that_was_never_read_has_no_days(book: Notebook) -> None:
    never = Attribute("new", "New", FOOD, ValueType.DECIMAL)
    await book.store.write(book.account, lambda tx: catalogue.put_attributes(tx, [never], ()), Change(catalogue=True))
    series = (await whole(book, "new")).series
    assert (len(series.numbers), series.bounds) == (0, None)


@with_notebook
async def test_days_that_were_not_read_are_told_from_those_without_a_value(book: Notebook) -> None:
    await put(book, "weight", {ago(55): 71.5, ago(54): None, ago(53): NOT_READ, ago(1): 70, ago(4000): 80})
    series = (await whole(book, "weight")).series
    assert series.bounds == (ago(4000).toordinal(), ago(1).toordinal())
    known = [days for days in (55, 54, 53, 52, 1, 0, 4000, 3999) if series.is_read(ago(days).toordinal())]
    assert known == [55, 54, 1, 0, 4000]
    assert series.at(ago(55).toordinal()) == 71.5
    assert math.isnan(series.at(ago(54).toordinal()))


@with_notebook
async def test_what_waits_is_shown_as_it_will_be(book: Notebook) -> None:
    await put(book, "coffees", {ago(1): 2, ago(0): 1})
    await book.journal.save(add(2), SetValue(Key("coffees", ago(40)), 7))
    series = (await whole(book, "coffees")).series
    assert [series.at(ago(days).toordinal()) for days in (0, 1, 40)] == [3, 2, 7]
    await book.journal.save(add(1, day=ago(90)))
    assert not (await whole(book, "coffees")).series.is_read(ago(90).toordinal())


@with_notebook
async def test_texts_come_as_they_are(book: Notebook) -> None:
    await put(book, "mood_note", {ago(2): "Regen 🌧", ago(1): ""})
    series = (await whole(book, "mood_note")).series
    assert series.texts == {ago(2).toordinal(): "Regen 🌧"}
    assert series.is_read(ago(1).toordinal())
    assert math.isnan(series.at(ago(1).toordinal()))


@with_notebook
async def test_nobody_has_no_history(book: Notebook) -> None:
    nobody = SeriesViews(book.store, Using())
    assert await nobody.whole("coffees") == ()
    assert await nobody.attributes() == ()
    assert await SeriesViews(book.store, book).whole("unknown") == ()
