"""Names of the person's own, and tags that are shown as one: by account, on this computer, and Exist knows nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from msgspec.structs import replace

from exist_desktop.domain.arranging import moves, names
from exist_desktop.domain.arranging.arrangement import NOTHING_ARRANGED, Arrangement
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.text.search import Filters, Search
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import NOT_READ
from exist_desktop.errors import NotPossibleError, NotPossibleKind
from exist_desktop.store import catalogue
from exist_desktop.store.arranging.arrangement import Arrangements, read_arrangement
from exist_desktop.store.changes import Change
from exist_desktop.store.reading.day_values import read_shown
from exist_desktop.store.reading.find import FindViews
from exist_desktop.store.reading.quick_views import QuickViews
from exist_desktop.store.reading.streaks import running_streaks
from exist_desktop.store.reading.whole_series import SeriesViews
from exist_desktop.store.transaction import Transaction
from tests.store.notebook import ATTRIBUTES, CUSTOM, TODAY, Notebook, put, with_notebook
from tests.using import Using

YESTERDAY = TODAY - timedelta(days=1)
BEFORE = TODAY - timedelta(days=2)
STROLL = Attribute("stroll", "Stroll", CUSTOM, ValueType.BOOLEAN, manual=True, owned=True, position=7)
AS_ONE = names.joined(NOTHING_ARRANGED, "stroll", "walk")


async def _arrange(book: Notebook, arrangement: Arrangement) -> None:
    await Arrangements(book.store, Using(book.account)).put(arrangement)


async def _with_stroll(book: Notebook, arrangement: Arrangement = AS_ONE) -> None:
    """Adds the tag Stroll, which was on yesterday; Walk was on the day before. Other days were read and are off."""

    def work(tx: Transaction) -> None:
        catalogue.put_some(tx, [STROLL], ["stroll"])

    await book.store.write(book.account, work)
    for ago in range(31):
        await book.say(int(ago == 1), "stroll", TODAY - timedelta(days=ago))
        await book.say(int(ago == 2), "walk", TODAY - timedelta(days=ago))
    await _arrange(book, arrangement)


async def _say_of(book: Notebook, attribute: Attribute) -> None:
    """Exist says what an attribute is."""
    await book.store.write(book.account, lambda tx: catalogue.put_some(tx, [attribute], [attribute.name]))


async def _write(book: Notebook, statement: str, row: Sequence[object]) -> None:
    await book.store.write(book.account, lambda tx: tx.execute(statement, row))


async def _attribute(book: Notebook, name: str) -> Attribute:
    attributes, _ = await book.views.catalogue()
    return attributes[name]


@with_notebook
async def test_a_name_of_ones_own_is_shown_and_that_of_exist_stays_with_it(book: Notebook) -> None:
    await _arrange(book, names.renamed(NOTHING_ARRANGED, "coffees", "Espresso"))
    assert book.changes[-1] == Change(days=None, catalogue=True, arrangement=True)  # labels are shown everywhere
    tile = (await book.views.day(TODAY)).tile("coffees")
    assert tile is not None
    assert (tile.attribute.label, tile.attribute.exist_label) == ("Espresso", "Coffees")
    in_exist = (await book.views.day_in_exist(TODAY)).tile("coffees")
    assert in_exist is not None
    assert (in_exist.attribute.label, in_exist.attribute.exist_label) == ("Coffees", "")


@with_notebook
async def test_what_is_written_of_an_attribute_never_becomes_its_name_in_exist(book: Notebook) -> None:
    await _arrange(book, names.renamed(NOTHING_ARRANGED, "coffees", "Espresso"))
    shown = await _attribute(book, "coffees")

    def write_back(tx: Transaction) -> None:
        catalogue.put_some(tx, [shown], ["coffees"])  # as an act does that changes the owner alone

    await book.store.write(book.account, write_back)
    await _arrange(book, NOTHING_ARRANGED)
    assert (await _attribute(book, "coffees")).label == "Coffees"
    await _arrange(book, names.renamed(NOTHING_ARRANGED, "coffees", "Espresso"))
    newer = [replace(one, label="Coffee cups") if one.name == "coffees" else one for one in ATTRIBUTES]
    await book.store.write(book.account, lambda tx: catalogue.put_attributes(tx, newer, ["coffees"]))
    assert (await _attribute(book, "coffees")).spellings == ("Espresso", "Coffee cups")


@with_notebook
async def test_mood_and_note_keep_their_names(book: Notebook) -> None:
    await _arrange(book, names.renamed(NOTHING_ARRANGED, "mood", "Humour"))
    assert (await _attribute(book, "mood")).label == "Mood"


@with_notebook
async def test_what_is_chosen_from_comes_in_ones_own_order_and_the_hidden_last(book: Notebook) -> None:
    views = SeriesViews(book.store, Using(book.account))
    before = [one.name for one in await views.attributes()]
    await _arrange(book, moves.hidden(moves.pinned(NOTHING_ARRANGED, "steps"), before[0]))
    after = [one.name for one in await views.attributes()]
    assert after == ["steps", *(name for name in before[1:] if name != "steps"), before[0]]
    assert [one.name for one in await views.attributes_with_archived()] == after


@with_notebook
async def test_two_tags_are_one_on_every_day_and_only_the_kept_one_is_written(book: Notebook) -> None:
    await _with_stroll(book)
    day = await book.views.day(YESTERDAY)
    assert [tile.attribute.name for tile in day.tags] == ["walk"]
    assert day.tags[0].value == 1
    assert [seen for seen in day.tags[0].recent if seen] == [1, 1]
    assert await book.views.value(put(1, "walk", YESTERDAY).key) == 1
    (entry,) = await book.journal.save(put(1, "stroll"))  # of a window that was opened before
    assert entry.key.attribute == "walk"
    assert await book.shown("walk") == 1
    whole = await book.views.day_in_exist(YESTERDAY)
    assert {tile.attribute.name: tile.value for tile in whole.tags} == {"walk": 0, "stroll": 1}


@with_notebook
async def test_the_days_of_both_are_one_in_history_and_find(book: Notebook) -> None:
    await _with_stroll(book, names.renamed(AS_ONE, "walk", "On foot"))
    series = SeriesViews(book.store, Using(book.account))
    assert "stroll" not in [one.name for one in await series.attributes()]
    (whole,) = await series.whole("stroll", "walk")
    assert whole.attribute.name == "walk"
    days = [BEFORE, YESTERDAY]
    on = [day for day in range(whole.series.first, whole.series.end) if whole.series.at(day)]
    assert on == [day.toordinal() for day in days]
    assert list(whole.series.read) == [1] * 31
    shown = await read_shown(book.store, book.account, whole.attribute)
    assert [day for day, value in shown.items() if value] == days
    views = FindViews(book.store, Using(book.account))
    wanted = [Search(text) for text in ("foot", "Walk", "strol")]
    wanted += [Search(filters=Filters(with_tag=tag)) for tag in ("walk", "stroll")]
    for search in wanted:
        found = await views.find(search, TODAY)
        assert list(found.days) == [day.toordinal() for day in reversed(days)], search
    entries = await views.entries([YESTERDAY.toordinal()], Search("strol"))
    assert [(tag.attribute.label, tag.spans, tag.found) for tag in entries[0].tags] == [("On foot", (), True)]
    streaks = await book.store.read(book.account, lambda tx: running_streaks(tx, YESTERDAY))
    assert [(one.attribute.name, one.streaks.now) for one in streaks] == [("walk", 2)]


@with_notebook
async def test_a_day_of_which_one_tag_was_not_read_is_on_or_not_read(book: Notebook) -> None:
    await _with_stroll(book)
    far = TODAY - timedelta(days=200)
    assert await book.shown("walk", far) is NOT_READ
    await book.say(0, "walk", far)
    assert await book.shown("walk", far) is NOT_READ
    await book.say(1, "stroll", far)
    assert await book.shown("walk", far) == 1


@with_notebook
async def test_a_tag_that_stays_on_by_another_one_says_so_and_nothing_is_written(book: Notebook) -> None:
    await _with_stroll(book)
    with pytest.raises(NotPossibleError) as refused:
        await book.journal.save(put(0, "walk", YESTERDAY))
    assert (refused.value.kind, refused.value.what) == (NotPossibleKind.ON_BY_ANOTHER_TAG, "Stroll")
    assert await book.unfinished() == ()
    (entry,) = await book.journal.save(put(0, "walk", BEFORE))
    assert (entry.key.attribute, await book.shown("walk", BEFORE)) == ("walk", 0)
    (entry,) = await book.journal.save(put(1, "walk", YESTERDAY))
    await book.journal.undo(entry.id)
    assert [op.key.day for op in await book.unfinished()] == [BEFORE]


@with_notebook
async def test_taken_apart_each_has_its_own_days_again(book: Notebook) -> None:
    await _with_stroll(book)
    kept = Arrangements(book.store, Using(book.account))
    await kept.put(names.taken_apart(await kept.read(), ["stroll"]))
    assert await kept.read() == NOTHING_ARRANGED
    tags = {tile.attribute.name: tile.value for tile in (await book.views.day(YESTERDAY)).tags}
    assert tags == {"walk": 0, "stroll": 1}


@pytest.mark.parametrize("gone", ["walk", "stroll"])
@with_notebook
async def test_a_tag_that_goes_from_the_account_is_no_part_any_more(book: Notebook, gone: str) -> None:
    await _with_stroll(book)
    left = [one.name for one in (*ATTRIBUTES, STROLL) if one.name != gone]
    await book.store.write(book.account, lambda tx: catalogue.forget_missing(tx, left))
    tags = [tile.attribute for tile in (await book.views.day(YESTERDAY)).tags]
    assert [(one.name, one.joined, one.part_of) for one in tags] == [
        (name, (), "") for name in ("walk", "stroll") if name != gone
    ]
    left_over = await book.store.read(book.account, read_arrangement)
    assert {one.part_of for one in left_over.attributes.values()} <= {""}


@with_notebook
async def test_a_part_that_is_switched_off_in_exist_keeps_its_days_and_a_kept_one_shows_the_other_again(
    book: Notebook,
) -> None:
    await _with_stroll(book)
    for one, shown in ((replace(STROLL, active=False), ["walk"]), (STROLL, ["walk"])):
        await _say_of(book, one)
        assert [tile.attribute.name for tile in (await book.views.day(YESTERDAY)).tags if tile.value] == shown
    walk = replace(ATTRIBUTES[2], active=False)
    await _say_of(book, walk)
    assert [tile.attribute.name for tile in (await book.views.day(YESTERDAY)).tags] == ["stroll"]


@with_notebook
async def test_what_was_logged_of_a_part_counts_for_the_kept_one(book: Notebook) -> None:
    await _with_stroll(book, NOTHING_ARRANGED)
    await book.journal.save(put(1, "stroll"))
    await _arrange(book, AS_ONE)
    at_hand = await QuickViews(book.store, Using(book.account), book).at_hand(TODAY)
    assert [use.attribute for use in at_hand.uses] == ["walk"]
    assert "stroll" not in at_hand.own


@with_notebook
async def test_a_file_in_which_tags_are_parts_of_each_other_shows_them_apart(book: Notebook) -> None:
    await _with_stroll(book, NOTHING_ARRANGED)
    for name, of in (("walk", "stroll"), ("stroll", "walk")):
        row = (book.account.id, name, of)
        await _write(book, "INSERT INTO arranged_attribute (account, name, part_of) VALUES (?, ?, ?)", row)
    assert {tile.attribute.name for tile in (await book.views.day(TODAY)).tags} == {"walk", "stroll"}
