"""What views show: the day with unsent entries in it, the outbox with all that was ever saved, and the counts."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from pathlib import Path

from exist_desktop.domain.account import Imperial, Profile
from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.outbox.op_outcome import AnswerLost, Arrived, WasHeld
from exist_desktop.domain.outbox.ops import Counts, EntryState, Outcome, Reason
from exist_desktop.domain.value_types import ValueType
from exist_desktop.store import accounts, catalogue
from exist_desktop.store.file.database import Connection
from exist_desktop.store.reading.views import Views
from exist_desktop.store.transaction import Transaction
from tests.store.notebook import (
    ATTRIBUTES,
    FOOD,
    NOW,
    TODAY,
    Notebook,
    add,
    fill,
    opened,
    put,
    with_notebook,
)
from tests.using import At, Using

DAY_SECONDS = 86_400.0


@with_notebook
async def test_a_day_shows_what_exist_said_and_what_waits(book: Notebook) -> None:
    yesterday = TODAY - timedelta(days=1)
    await book.say(2)
    await book.say(5, day=yesterday)
    await book.journal.save(add(1))
    tile = (await book.views.day(TODAY)).tile("coffees")
    assert tile is not None
    assert (tile.value, tile.mark, tile.recent[-3:]) == (3, EntryState.WAITING, (None, 5, 3))
    before = (await book.views.day(yesterday)).tile("coffees")
    assert before is not None
    assert (before.value, before.mark) == (5, None)


@with_notebook
async def test_marks_follow_the_entry(book: Notebook) -> None:
    async def mark() -> EntryState | None:
        tile = (await book.views.day(TODAY)).tile("coffees")
        assert tile is not None
        return tile.mark

    assert await mark() is None
    await book.journal.save(add(1))
    op = await book.begin(base=0)
    assert await mark() is EntryState.SENDING
    await book.settle(AnswerLost(op.id, NOW + 330))
    assert await mark() is EntryState.CHECKING
    await book.settle(Arrived(op.id, Outcome.COMPARED, 1))
    assert await mark() is None


@with_notebook
async def test_what_is_inactive_or_merely_offered_shows_once_it_has_an_entry(book: Notebook) -> None:
    async def names() -> set[str]:
        return {tile.attribute.name for group in (await book.views.day(TODAY)).groups for tile in group.tiles}

    assert await names() == {"coffees", "weight", "steps"}
    await book.journal.save(add(250, "water"), put(3, "tweets"))
    assert await names() == {"coffees", "weight", "steps", "water", "tweets"}
    water = (await book.views.day(TODAY)).tile("water")
    assert water is not None
    assert (water.value, water.mark, water.attribute.editable) == (250, EntryState.WAITING, True)


@with_notebook
async def test_low_priority_is_hidden_and_so_is_what_exist_no_longer_names(book: Notebook) -> None:
    def work(connection: Connection) -> None:
        rare = Attribute("rare", "Rare", FOOD, ValueType.QUANTITY, priority=10)
        catalogue.put_some(Transaction(connection, book.account), [rare], [])
        catalogue.forget_missing(Transaction(connection, book.account), ["coffees", "rare"])

    await book.store.database.write(work)
    shown = await book.views.day(TODAY)
    assert [tile.attribute.name for group in shown.groups for tile in group.tiles] == ["coffees"]
    attributes, templates = await book.views.catalogue()
    assert set(attributes) == {attribute.name for attribute in ATTRIBUTES} | {"rare"}
    assert set(templates) == {"water"}


@with_notebook
async def test_a_partial_answer_leaves_the_order_as_it_was(book: Notebook) -> None:
    new = Attribute("naps", "Naps", FOOD, ValueType.QUANTITY)
    known = Attribute("weight", "Body weight", FOOD, ValueType.DECIMAL, "weight", manual=True)
    await book.store.write(book.account, lambda tx: catalogue.put_some(tx, [new, known], ["weight"]))
    attributes, _ = await book.views.catalogue()
    assert list(attributes) == [attribute.name for attribute in ATTRIBUTES] + ["naps"]
    assert (attributes["weight"].label, attributes["weight"].position) == ("Body weight", 4)


@with_notebook
async def test_the_outbox_lists_the_newest_first_with_their_attributes(book: Notebook) -> None:
    (first,) = await book.journal.save(add(1))
    (second,) = await book.journal.save(add(250, "water"))
    lines = await book.views.outbox()
    assert [line.entry for line in lines] == [second, first]
    assert [line.attribute.label for line in lines] == ["Water", "Coffees"]
    assert lines[0].sent_at is None


@with_notebook
async def test_what_left_the_outbox_stays_in_its_list_for_a_week(book: Notebook) -> None:
    (sent,) = await book.journal.save(put(3))
    op = await book.begin()
    await book.settle(Arrived(op.id, Outcome.ANSWERED, 3))
    (undone,) = await book.journal.save(put(4, "mood"))
    await book.journal.undo(undone.id)
    assert await book.views.outbox() == ()
    lines = await book.views.outbox(finished=True)
    assert [(line.entry.id, line.entry.state) for line in lines] == [
        (undone.id, EntryState.UNDONE),
        (sent.id, EntryState.SENT),
    ]
    book.now += 8 * DAY_SECONDS
    assert await book.views.outbox(finished=True) == ()


@with_notebook
async def test_the_week_counts_from_the_last_thing_that_happened(book: Notebook) -> None:
    (sent,), (undone,) = await book.journal.save(put(3)), await book.journal.save(put(4, "mood"))
    book.now += 20 * DAY_SECONDS
    op = await book.begin()
    await book.settle(Arrived(op.id, Outcome.ANSWERED, 3))
    await book.journal.undo(undone.id)
    assert {line.entry.id for line in await book.views.outbox(finished=True)} == {sent.id, undone.id}


@with_notebook
async def test_held_entries_never_expire(book: Notebook) -> None:
    (entry,) = await book.journal.save(put(3))
    (op,) = await book.unfinished()
    await book.settle(WasHeld(op.id, Reason.INVALID))
    book.now += 4000 * DAY_SECONDS
    assert [line.entry.id for line in await book.views.outbox()] == [entry.id]


@with_notebook
async def test_an_entry_outlives_its_attribute(book: Notebook) -> None:
    await book.journal.save(add(250, "water"))
    await book.store.write(book.account, lambda tx: catalogue.put_templates(tx, []))
    (line,) = await book.views.outbox()
    assert (line.attribute.name, line.attribute.label) == ("water", "water")
    assert (await book.views.counts()).waiting == 1


@with_notebook
async def test_counts_are_of_entries_and_what_a_later_one_replaces_counts_with_it(book: Notebook) -> None:
    assert await book.views.counts() == Counts()
    await book.journal.save(put(3, "mood"))
    await book.begin()
    await book.journal.save(add(1))
    lost = await book.begin(base=0)
    await book.settle(AnswerLost(lost.id, NOW + 330))
    await book.journal.save(put(1, "walk"))
    await book.journal.save(put(9000, "steps"), put(9001, "steps"))
    (undone,) = await book.journal.save(put(70.5, "weight"))
    await book.journal.undo(undone.id)
    assert await book.views.counts() == Counts(waiting=2, checking=1, held=1)


@with_notebook
async def test_the_profile_comes_back_as_it_was_read(book: Notebook) -> None:
    read = Profile("josh", "Josh", "Sharp", "Europe/Berlin", "2026-11-22T13:00:00+01:00", Imperial(distance=True))
    await book.store.write(book.account, lambda tx: accounts.set_profile(tx, read))
    assert await book.views.profile() == read


@with_notebook
async def test_each_account_sees_its_own(book: Notebook) -> None:
    await book.say(3)
    await book.journal.save(add(1))
    josh, book.account = book.account, await fill(book.store, "belle")
    assert await book.views.outbox(finished=True) == ()
    assert await book.views.counts() == Counts()
    assert await book.shown() is None
    book.account = josh
    assert await book.shown() == 4


@with_notebook
async def test_the_account_in_use_is_remembered_for_each_server(book: Notebook) -> None:
    def work(connection: Connection) -> list[str | None]:
        other = accounts.find_or_add(connection, "http://127.0.0.1:8000", "demo")
        accounts.use(Transaction(connection, other))
        servers = (book.account.server, other.server, "https://nowhere.example")
        found = [accounts.current(connection, server) for server in servers]
        return [account.username if account else None for account in found]

    assert await book.store.database.write(work) == ["josh", "demo", None]


def test_before_the_first_sign_in_there_is_nothing_and_no_trouble(tmp_path: Path) -> None:
    async def run() -> None:
        async with opened(tmp_path) as store:
            views = Views(store, Using(), At(NOW))
            assert (await views.day(TODAY)).groups == ()
            assert await views.outbox(finished=True) == ()
            assert await views.profile() is None
            assert await views.counts() == Counts()
            assert await views.last_sync() is None
            assert await views.catalogue() == ({}, {})

    asyncio.run(run())


@with_notebook
async def test_an_attribute_of_a_type_that_came_later_is_shown_and_not_edited(book: Notebook) -> None:
    later = Attribute("aura", "Aura", Group("new", "New", 9), ValueType.UNKNOWN, manual=True)
    await book.store.write(book.account, lambda tx: catalogue.put_some(tx, [later], []))
    await book.say("violet", "aura", date(2026, 11, 22))
    tile = (await book.views.day(TODAY)).tile("aura")
    assert tile is not None
    assert (tile.value, tile.attribute.editable) == ("violet", False)
