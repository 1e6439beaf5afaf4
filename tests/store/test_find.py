"""Which days are found, what is said of them, and how their moods compare; over a real store, with unsent entries."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from exist_desktop.domain.text.search import DayEntry, Filters, MoodMean, Scope, Search
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import NOT_READ, Seen
from exist_desktop.store import catalogue, history
from exist_desktop.store.file.database import Connection
from exist_desktop.store.reading.find import FindViews
from exist_desktop.store.transaction import Transaction
from tests.store.notebook import ATTRIBUTES, TODAY, Notebook, put, with_notebook

YESTERDAY = TODAY - timedelta(days=1)
LONG_AGO = date(2019, 3, 3)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def views(book: Notebook) -> FindViews:
    return FindViews(book.store, book)


async def say_all(book: Notebook, name: str, values: Mapping[date, Seen]) -> None:
    def work(connection: Connection) -> None:
        history.put(Transaction(connection, book.account), name, values, book.now)

    await book.store.database.write(work)


async def found(
    book: Notebook, text: str, filters: Filters | None = None, scope: Scope = Scope.EVERYTHING
) -> list[date]:
    search = Search(text, scope, filters or Filters())
    return [date.fromordinal(day) for day in (await views(book).find(search, TODAY)).days]


async def entry(book: Notebook, day: date, text: str = "", figures: Iterable[str] = ()) -> DayEntry:
    (one,) = await views(book).entries([day.toordinal()], Search(text), tuple(figures))
    return one


@with_notebook
async def test_words_of_notes_are_found_newest_first_and_years_back(book: Notebook) -> None:
    await book.say("A long walk by the river", "mood_note", YESTERDAY)
    await book.say("Walked to the Café with Ana", "mood_note", LONG_AGO)
    assert await found(book, "walk") == [YESTERDAY, LONG_AGO]
    assert await found(book, "WALK cafe") == [LONG_AGO]
    assert await found(book, '"long walk"') == [YESTERDAY]
    assert await found(book, "nothing of the kind") == []


@with_notebook
async def test_a_phrase_goes_on_in_the_next_line(book: Notebook) -> None:
    await book.say("the first line\r\n\r\n  second line", "mood_note", YESTERDAY)
    assert await found(book, '"line second"') == [YESTERDAY]

    def work(tx: Transaction) -> None:
        tx.execute("UPDATE words SET folded = replace(folded, 'line second', 'line      second')")

    await book.store.write(book.account, work)
    assert await found(book, '"line second"') == [YESTERDAY], "as an earlier version has taken it up"


@with_notebook
async def test_words_may_be_shared_by_a_note_and_a_tag(book: Notebook) -> None:
    await book.say("With Ana", "mood_note")
    await book.say(1, "walk")
    await book.say(1, "walk", YESTERDAY)
    assert await found(book, "walk") == [TODAY, YESTERDAY]
    assert await found(book, "walk ana") == [TODAY]
    assert await found(book, "walk", scope=Scope.NOTES) == []
    assert await found(book, "ana", scope=Scope.TAGS) == []
    shown = await entry(book, TODAY, "walk ana")
    assert [(tag.attribute.name, tag.spans) for tag in shown.tags] == [("walk", ((0, 4),))]
    assert [(passage.text, passage.spans) for passage in shown.passages] == [("With Ana", ((5, 8),))]


@with_notebook
async def test_what_is_not_in_exist_yet_is_found_as_it_is_shown(book: Notebook) -> None:
    await book.say("A walk", "mood_note")
    await book.journal.save(put("Slept long", "mood_note"), put(1, "walk", YESTERDAY), put(4, "mood"))
    assert await found(book, "slept") == [TODAY]
    assert await found(book, "walk") == [YESTERDAY]
    shown = await entry(book, TODAY)
    assert (shown.step, shown.passages[0].text) == (4, "Slept long")
    assert (await entry(book, YESTERDAY)).tags[0].attribute.name == "walk"


@with_notebook
async def test_a_tag_that_was_taken_off_again_is_not_found(book: Notebook) -> None:
    await book.say(1, "walk")
    await book.journal.save(put(0, "walk"))
    assert await found(book, "walk") == []
    assert (await entry(book, TODAY)).tags == ()


@with_notebook
async def test_without_words_all_days_that_are_known_come(book: Notebook) -> None:
    everything = await found(book, "")
    assert everything[:2] == [TODAY, YESTERDAY]
    assert len(everything) >= 31
    await book.say("First", "mood_note", LONG_AGO)
    assert len(await found(book, "")) > 2_700


@with_notebook
@pytest.mark.parametrize(
    ("filters", "days"),
    [
        (Filters(lowest=4), [1, 3]),
        (Filters(highest=2), [2]),
        (Filters(lowest=2, highest=4), [1, 2]),
        (Filters(with_tag="walk"), [1, 2]),
        (Filters(without_tag="walk"), [0, 3]),
        (Filters(weekdays=frozenset({7})), [0]),
        (Filters(weekdays=frozenset({5, 6})), [1, 2]),
        (Filters(first=ago(2), last=ago(1)), [1, 2]),
        (Filters(lowest=4, with_tag="walk"), [1]),
    ],
)
async def test_filters(book: Notebook, filters: Filters, days: list[int]) -> None:
    await say_all(book, "mood_note", {ago(days): "word" for days in range(4)})
    await say_all(book, "mood", {ago(1): 4, ago(2): 2, ago(3): 5})
    await say_all(book, "walk", {ago(0): 0, ago(1): 1, ago(2): 1})
    assert await found(book, "word", filters) == [ago(days) for days in days]


@with_notebook
async def test_moods_are_compared_where_there_are_enough_of_both(book: Notebook) -> None:
    await say_all(book, "mood", {ago(days): 5 if days < 6 else 3 for days in range(20)})
    await say_all(book, "mood_note", {ago(days): "walk" for days in range(6)})
    result = await views(book).find(Search("walk"), TODAY)
    assert (result.on, result.off) == (MoodMean(5, 6), MoodMean(3, 14))
    assert result.months == {TODAY.replace(day=1): 6}
    await say_all(book, "mood_note", {ago(days): "" for days in range(2)})
    result = await views(book).find(Search("walk"), TODAY)
    assert result.on is None
    assert result.off == MoodMean(3.25, 16)
    chosen = Search("walk", filters=Filters(lowest=4))
    assert (await views(book).find(chosen, TODAY)).off is None


@with_notebook
async def test_a_day_that_was_not_read_says_so(book: Notebook) -> None:
    await book.say("First", "mood_note", LONG_AGO)
    unread, read = await entry(book, LONG_AGO + timedelta(days=40)), await entry(book, TODAY)
    assert (unread.read, unread.step, unread.is_empty) == (False, NOT_READ, True)
    assert (read.read, read.step, read.is_empty) == (True, None, True)
    assert not (await views(book).find(Search("first"), TODAY)).whole


@with_notebook
async def test_chosen_figures_stand_beside_a_day_in_their_order(book: Notebook) -> None:
    await book.say(8412, "steps")
    await book.say(2)
    await book.say(70.5, "weight", YESTERDAY)
    shown = await entry(book, TODAY, figures=("coffees", "steps", "weight", "gone"))
    assert [(figure.attribute.name, figure.value) for figure in shown.figures] == [("coffees", 2), ("steps", 8412)]


@with_notebook
async def test_what_stands_in_a_note_is_text(book: Notebook) -> None:
    wild = '<b>walk</b> & "walk" \x02walk\x03 %_ \\'
    await book.say(wild, "mood_note")
    for typed in ("<b>", "%", "_", "\\", "&", "walk"):
        assert await found(book, typed) == [TODAY], typed
    shown = (await entry(book, TODAY, "walk")).passages[0]
    assert shown.text == wild
    assert [wild[begin:end] for begin, end in shown.spans] == ["walk"] * 3


@with_notebook
async def test_a_mood_of_nine_steps_lies_between_two_faces(book: Notebook) -> None:
    nine = [replace(one, value_type=ValueType.SCALE) for one in ATTRIBUTES if one.name == "mood"]
    await book.store.write(book.account, lambda tx: catalogue.put_some(tx, nine, ["mood"]))
    await book.say(8, "mood")
    assert (await entry(book, TODAY)).step == 4.5
    assert await found(book, "", Filters(lowest=4, highest=5)) == [TODAY]


@with_notebook
async def test_a_part_of_a_word_is_found_beside_its_beginning(book: Notebook) -> None:
    await book.say("An art class", "mood_note")
    await book.say("A late start", "mood_note", YESTERDAY)
    assert await found(book, "art") == [TODAY, YESTERDAY]
    assert await found(book, "asse") == []


@with_notebook
async def test_a_text_that_changed_or_went_is_not_found_as_it_was(book: Notebook) -> None:
    await say_all(book, "mood_note", {ago(days): f"word {days}" for days in range(200)})
    assert len(await found(book, "word")) == 200
    await book.say("other", "mood_note", ago(7))
    await book.say(None, "mood_note", ago(8))
    assert {ago(7), ago(8)}.isdisjoint(await found(book, "word"))
    assert await found(book, "other") == [ago(7)]


@with_notebook
async def test_a_word_that_stays_while_more_is_typed_is_searched_once(book: Notebook) -> None:
    """Until something is written, here or by another process: then it is searched anew."""
    page, statements = views(book), list[str]()

    async def typed(text: str) -> list[int]:
        statements.clear()
        await book.store.database.read(lambda connection: connection.set_trace_callback(statements.append))
        days = (await page.find(Search(text), TODAY)).days
        await book.store.database.read(lambda connection: connection.set_trace_callback(None))
        return [TODAY.toordinal() - day for day in days]

    def searches() -> int:
        return sum("MATCH" in one for one in statements)

    await say_all(book, "mood_note", {ago(1): "A walk with Ana", ago(2): "A walk", ago(3): "Ana alone"})
    assert await typed("walk a") == [1, 2]
    assert searches() == 2
    assert await typed("walk an") == [1]
    assert searches() == 1
    await book.journal.save(put("A walk with Anton", "mood_note", ago(5)))
    assert await typed("walk an") == [1, 5]
    with closing(sqlite3.connect(book.store.database.path)) as other, other:
        other.execute("UPDATE history SET value = 'Nothing' WHERE day = ?", (ago(1).toordinal(),))
    assert await typed("walk an") == [5]
