"""Find shows what an archive has of days that were not read, marked as that, and concludes nothing from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from exist_desktop.domain.text.search import Filters, MoodMean, Search
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import NOT_READ, Value
from exist_desktop.store import history
from exist_desktop.store.reading.find import FindViews
from exist_desktop.store.transaction import Transaction
from exist_desktop.store.transfer import archived
from exist_desktop.ui.pages.find.day_blocks import blocks_of
from exist_desktop.words.language import UNTRANSLATED, Language
from exist_desktop.words.pages.find import FindWords
from tests.store.notebook import TODAY, Notebook, with_notebook
from tests.words.conftest import EnglishFormats

MADE = date(2024, 5, 3)
THEN = date(2018, 7, 1)


async def keep(book: Notebook, name: str, values: Mapping[date, Value]) -> None:
    def work(tx: Transaction) -> None:
        numbers = {day.toordinal(): value for day, value in values.items()}
        archived.put(tx, history.series_of(tx, name), numbers, MADE)

    await book.store.write(book.account, work)


def views(book: Notebook) -> FindViews:
    return FindViews(book.store, book)


async def days(book: Notebook, search: Search) -> list[date]:
    return [date.fromordinal(day) for day in (await views(book).find(search, TODAY)).days]


@with_notebook
async def test_texts_and_tags_of_an_archive_are_found_and_say_where_they_are_from(book: Notebook) -> None:
    await book.say("A long walk", "mood_note", TODAY)
    await keep(book, "mood_note", {THEN: "Café\r\nby the river"})
    await keep(book, "mood", {THEN: 4})
    await keep(book, "walk", {THEN: 1, THEN - timedelta(days=1): 1, THEN - timedelta(days=2): 0})
    await keep(book, "trip", {THEN: "to the river"})
    assert await days(book, Search("walk")) == [TODAY, THEN, THEN - timedelta(days=1)]
    assert await days(book, Search("walk cafe")) == [THEN]
    found = await views(book).find(Search("river"), TODAY)
    assert (list(found.days), found.first, found.whole) == ([THEN.toordinal()], THEN - timedelta(days=2), False)
    (row,) = await views(book).entries([THEN.toordinal()], Search("river"))
    assert (row.read, row.step, row.passages, row.tags) == (False, NOT_READ, (), ())
    assert row.archived is not None
    assert (row.archived.made, row.archived.step) == (MADE, 4)
    words = FindWords(Language(UNTRANSLATED, EnglishFormats()), TODAY)
    shown = [block.text for block in blocks_of(row, words, leafing=False)]
    assert shown == ["…by the river", "Mood 4, Good, Walk", "from your archive of 3 May 2024"]
    assert words.row(row).endswith("Café by the river, Mood 4, Good, Walk, from your archive of 3 May 2024")


@with_notebook
async def test_moods_are_compared_as_if_there_were_no_archive(book: Notebook) -> None:
    await book.say("walk", "mood_note", TODAY)
    before = {TODAY - timedelta(days=days): 5 if days % 2 else 3 for days in range(12)}
    for day, value in before.items():
        await book.say(value, "mood", day)
        if day < TODAY and value == 5:
            await book.say("walk", "mood_note", day)
    alone = await views(book).find(Search("walk"), TODAY)
    await keep(book, "mood", {THEN - timedelta(days=days): 1 for days in range(20)})
    await keep(book, "mood_note", {THEN - timedelta(days=days): "walk" for days in range(10)})
    both = await views(book).find(Search("walk"), TODAY)
    assert len(both.days) == len(alone.days) + 10
    assert (both.on, both.off) == (alone.on, alone.off)
    assert alone.on == MoodMean(33 / 7, 7)


@with_notebook
async def test_no_filter_goes_by_an_archive(book: Notebook) -> None:
    await keep(book, "mood_note", {THEN: "word"})
    await keep(book, "mood", {THEN: 4})
    await keep(book, "walk", {THEN: 1})
    assert await days(book, Search("word", filters=Filters(weekdays=frozenset({THEN.isoweekday()})))) == [THEN]
    assert await days(book, Search("word", filters=Filters(lowest=3))) == []
    assert await days(book, Search("word", filters=Filters(with_tag="walk"))) == []


@with_notebook
async def test_what_exist_says_takes_the_place_of_an_archive(book: Notebook) -> None:
    await keep(book, "mood_note", {THEN: "from the archive"})
    assert await days(book, Search("archive")) == [THEN]
    await book.say("what Exist has", "mood_note", THEN)
    assert await days(book, Search("archive")) == []
    (row,) = await views(book).entries([THEN.toordinal()], Search("exist"))
    assert row.archived is None


@with_notebook
async def test_an_attribute_that_only_an_archive_has_is_found(book: Notebook) -> None:
    def work(tx: Transaction) -> None:
        archived.put_attribute(tx, "trip_notes", ValueType.TEXT)

    await book.store.write(book.account, work)
    await keep(book, "trip_notes", {THEN: "the old bridge"})
    assert await days(book, Search("bridge")) == [THEN]
    (row,) = await views(book).entries([THEN.toordinal()], Search("bridge"))
    assert row.archived is not None
    assert [passage.attribute.label for passage in row.archived.passages] == ["Trip notes"]
