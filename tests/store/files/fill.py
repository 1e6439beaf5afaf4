"""Fills a database file by the code of the checkout it is run with: entries in every state, readings, settings.

Each schema that has landed has a file here, made by the last commit that had it. A commit that adds a migration comes
with the file of the version before it:

    git worktree add OLD COMMIT
    PYTHONPATH=OLD python tests/store/files/fill.py tests/store/files

Only what all versions have in common is used without asking; nothing is written past the store of that version.
"""

from __future__ import annotations

import asyncio
import importlib.util
import itertools
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from exist_desktop.domain.account import Account, Profile
from exist_desktop.domain.attributes import Attribute, Group, Service, Template
from exist_desktop.domain.commands import Command, Increment, Key, SetValue
from exist_desktop.domain.outbox.op_outcome import AnswerLost, Arrived, CheckGoesOn, IsDoubtful, OpOutcome, WasHeld
from exist_desktop.domain.outbox.ops import Entry, Outcome, Phase, Reason
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Value
from exist_desktop.journal.journal import Journal
from exist_desktop.store import accounts, catalogue, history, meta
from exist_desktop.store.file.database import Connection, Work
from exist_desktop.store.outbox import ops
from exist_desktop.store.outbox.ops import Dispatch
from exist_desktop.store.store import DATABASE, UNSENT_LOG, Store
from exist_desktop.store.transaction import Transaction

SERVER = "https://exist.example"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC).timestamp()
TODAY = date(2026, 11, 22)
FOOD = Group("food", "Food and drink", 1)
MOOD = Group("mood", "Mood", 3)
FITBIT = Service("fitbit", "Fitbit")
ATTRIBUTES = (
    Attribute("mood_note", "Daily note", MOOD, ValueType.TEXT, "mood_note", manual=True, owned=True, position=0),
    Attribute("walk", "Spaziergang – بالمشي", MOOD, ValueType.BOOLEAN, manual=True, owned=True, position=1),
    Attribute("coffees", "Coffees", FOOD, ValueType.QUANTITY, "coffees", manual=True, owned=True, position=2),
    Attribute("weight", "Weight", FOOD, ValueType.DECIMAL, "weight", manual=True, owned=True, position=3),
    Attribute("steps", "Steps", FOOD, ValueType.QUANTITY, "steps", service=FITBIT, position=4),
    Attribute("floors", "Floors", FOOD, ValueType.QUANTITY, service=FITBIT, position=5),
)


class Book:
    """The store of that version, with one account that fills it; each step is a second later."""

    def __init__(self, store: Store, account: Account) -> None:
        self.store = store
        self.account = account
        self.now = NOW
        uids = itertools.count(1)
        self.journal = Journal(store, self, self, new_uid=lambda: f"{next(uids):032x}")

    def wall(self) -> float:
        return self.now

    async def save(self, command: Command) -> Entry:
        self.now += 1
        (entry,) = await self.journal.save(command)
        return entry

    async def leave(self, key: Key, base: float | None = None) -> int:
        """Lets what waits for a key leave; the number of its op."""
        unfinished = await self.store.read(self.account, ops.unfinished)
        op = next(op for op in unfinished if op.key == key and op.state == "pending")
        self.now += 1
        (begun,) = await self.store.begin(self.account, [Dispatch(op.id, op.command, base)], self.now)
        return begun.id

    async def settle(self, outcome: OpOutcome) -> None:
        self.now += 1
        await self.store.settle(self.account, [outcome], self.now)

    async def say(self, key: Key, value: Value | None) -> None:
        """Exist says what a value is."""
        self.now += 1

        def work(connection: Connection) -> None:
            history.put(Transaction(connection, self.account), key.attribute, {key.day: value}, self.now)

        await self.write(work)

    async def write(self, work: Work[None]) -> None:
        await self.store.database.write(work)


def key(days_ago: int, name: str = "coffees") -> Key:
    return Key(name, TODAY - timedelta(days=days_ago))


async def fill_batch(book: Book) -> None:
    """An import of which one entry is in Exist and one waits."""
    if not importlib.util.find_spec("exist_desktop.store.batches"):
        return
    from exist_desktop.domain.transfer.proposed import Entering

    wanted = Entering((SetValue(key(60), 2), SetValue(key(61), 3)))
    await book.journal.batches.enter("years.csv", wanted, UTC)
    op = await book.leave(key(60))
    await book.settle(Arrived(op, Outcome.ANSWERED, 2))


async def fill_ops(book: Book) -> None:
    """Ops in every state, one day each."""
    await book.save(Increment(key(0), 1))
    await book.save(Increment(key(0), 2))

    await book.save(SetValue(key(1), 4))
    await book.leave(key(1))

    await book.save(Increment(key(2), 1))
    await book.leave(key(2), base=2)
    await book.save(Increment(key(2), 5))

    await book.save(Increment(key(3), 1))
    lost = await book.leave(key(3), base=0)
    await book.settle(AnswerLost(lost, book.now + 330))

    await book.save(Increment(key(4), 1))
    looked_for = await book.leave(key(4), base=3)
    await book.settle(AnswerLost(looked_for, book.now + 330))
    await book.settle(CheckGoesOn(looked_for, Phase.SEEN_BASE, book.now, book.now + 33))

    await book.save(SetValue(key(5), 6))
    held = await book.leave(key(5))
    await book.settle(WasHeld(held, Reason.INVALID, "a whole number is expected"))

    await book.save(Increment(key(6), 7))
    doubtful = await book.leave(key(6), base=1)
    await book.settle(AnswerLost(doubtful, book.now + 330))
    await book.settle(IsDoubtful(doubtful, Reason.MAYBE_TWICE))

    await book.save(SetValue(key(7), 8))
    arrived = await book.leave(key(7))
    await book.settle(Arrived(arrived, Outcome.ANSWERED, 8))

    await book.save(SetValue(key(9), 10))
    total = await book.leave(key(9))
    await book.settle(AnswerLost(total, book.now + 330))


async def fill_answers(book: Book) -> None:
    """Entries that a person was asked about or took back."""
    taken_back = await book.save(SetValue(key(8), 9))
    await book.journal.undo(taken_back.id)

    await book.save(SetValue(key(10), 11))
    changed = await book.leave(key(10))
    await book.settle(WasHeld(changed, Reason.CHANGED_ELSEWHERE))

    await book.say(key(11), 5)
    mine = await book.save(SetValue(key(11), 12))
    await book.say(key(11), 6)
    await book.settle(WasHeld(await book.leave(key(11)), Reason.CHANGED_ELSEWHERE))
    await book.journal.use_mine(mine.id)

    await book.say(key(12), 5)
    undone = await book.save(SetValue(key(12), 13))
    await book.settle(Arrived(await book.leave(key(12)), Outcome.COMPARED, 13))
    await book.journal.undo(undone.id)

    await book.save(SetValue(key(0, "steps"), 8000))
    await book.save(SetValue(key(1, "floors"), 12))
    await book.journal.take_over("floors")


async def fill_values(book: Book) -> None:
    """Values of every kind, typed and read, and a day that was read and has none."""
    await book.save(SetValue(key(0, "mood_note"), "Long walk, then tea 🍵\nمساء الخير"))
    await book.save(SetValue(key(0, "walk"), 1))
    await book.save(SetValue(key(0, "weight"), 71.4))
    await book.say(key(1, "weight"), 71.9)
    await book.say(key(1, "mood_note"), 'quoted "words", and a line\r\nof another system')
    await book.say(key(2, "walk"), 0)
    await book.say(key(3, "walk"), None)
    await book.say(Key("coffees", date(2016, 2, 29)), 3)


async def fill_later_tables(book: Book) -> None:
    """What only some versions have."""
    if hasattr(catalogue, "put_averages"):
        from exist_desktop.domain.statistics.correlations import Average

        weekdays = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, None)
        read = [Average("coffees", TODAY, 3.5, weekdays)]
        await book.write(lambda c: catalogue.put_averages(Transaction(c, book.account), read, book.now))
    if hasattr(book.journal, "make"):
        from exist_desktop.domain.creation import FirstValue

        await book.journal.make("Tea", FOOD, ValueType.QUANTITY, FirstValue(TODAY, 2))
    if importlib.util.find_spec("exist_desktop.store.drafts"):
        from exist_desktop.domain.draft import Draft
        from exist_desktop.store import drafts

        typed = Draft(TODAY, "mood_note", "Half a sen", "Long walk")
        await book.write(lambda c: drafts.keep(Transaction(c, book.account), typed))
    if importlib.util.find_spec("exist_desktop.store.history_copy"):
        await fill_copy(book)
    if importlib.util.find_spec("exist_desktop.store.pauses"):
        from exist_desktop.domain.statistics.pauses import Pause
        from exist_desktop.store import pauses

        for pause in (Pause(TODAY, None, "walk"), Pause(TODAY - timedelta(days=9), TODAY - timedelta(days=2))):
            await book.write(lambda c, pause=pause: pauses.put_pause(Transaction(c, book.account), pause))  # type: ignore[misc]
    if importlib.util.find_spec("exist_desktop.store.ownership"):
        await fill_owners(book)
    if importlib.util.find_spec("exist_desktop.store.repositories.findings"):
        await fill_findings(book)
    if importlib.util.find_spec("exist_desktop.store.arranging"):
        from exist_desktop.domain.arranging import moves
        from exist_desktop.domain.arranging.arrangement import NOTHING_ARRANGED, TileSize
        from exist_desktop.store.arranging.arrangement import put_arrangement

        favourite = moves.pinned(NOTHING_ARRANGED, "coffees")
        arranged = moves.sized(moves.hidden(favourite, "steps"), "food", TileSize.COMPACT)
        await book.write(lambda c: put_arrangement(Transaction(c, book.account), arranged))


async def fill_owners(book: Book) -> None:
    """What a person wants of owners, a request on its way, and the record of a change."""
    from exist_desktop.domain.ownership.entries import OwnerRequest
    from exist_desktop.domain.ownership.record import Filler, Why
    from exist_desktop.store.ownership import owners, record, wishes

    def work(connection: Connection) -> None:
        tx = Transaction(connection, book.account)
        wishes.take_over(tx, "steps", "wanted-1", NOW)
        wishes.give_back(tx, "weight", "wanted-2", NOW)
        owners.begin_request(tx, OwnerRequest.ACQUIRE, ["steps"], NOW + 60)
        record.note(tx, "steps", None, Filler.of(ATTRIBUTES[4]), Why.LOST, NOW)

    await book.write(work)


async def fill_findings(book: Book) -> None:
    """What Exist has found."""
    from exist_desktop.domain.statistics.correlations import Average, Correlation, Insight
    from exist_desktop.store.repositories import findings

    def work(connection: Connection) -> None:
        tx = Transaction(connection, book.account)
        noticed = Insight("2026-11-22T08:00:00+01:00", "streak", 2, "Coffees: 4 – die meisten", TODAY, "coffees")
        findings.put_latest_insights(tx, [noticed], TODAY - timedelta(days=31), NOW)
        related = Correlation("coffees", "walk", -0.4, TODAY, 90, 1, 0.001, 5, "You walk less.", "Sometimes")
        findings.put_correlations(tx, [related], NOW, TODAY)
        average = Average("coffees", TODAY, 3.5, (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, None))
        findings.put_past_averages(tx, "coffees", [average], NOW)

    await book.write(work)


async def fill_copy(book: Book) -> None:
    """A copy of the history that has met days without an answer, and an index of words that is behind by one text."""
    from exist_desktop.store import history_copy, search_index

    def work(connection: Connection) -> None:
        tx = Transaction(connection, book.account)
        history_copy.note_withheld(tx, ["coffees"], 23_000, NOW)
        history_copy.note_extent(tx, "floors", first_day=TODAY - timedelta(days=900))
        search_index.take_up(tx)

    await book.say(Key("mood_note", TODAY - timedelta(days=40)), "A long walk")
    await book.write(work)
    await book.say(Key("mood_note", TODAY - timedelta(days=41)), "Rain")


async def fill_archive(book: Book) -> None:
    """What an archive of Exist's has of a day that was not read, and a name that the account does not have."""
    if not importlib.util.find_spec("exist_desktop.store.transfer.archived"):
        return
    from exist_desktop.store.transfer import archived

    def work(connection: Connection) -> None:
        tx = Transaction(connection, book.account)
        day = (TODAY - timedelta(days=2000)).toordinal()
        archived.put(tx, history.series_of(tx, "coffees"), {day: 3}, date(2024, 5, 3))
        archived.put_attribute(tx, "trip_2019", ValueType.BOOLEAN)

    await book.write(work)


async def fill_settings(book: Book) -> None:
    """Small facts of the account and of the computer."""
    notes = {"last_sync": repr(NOW), "pacing": "[1.0, 2.0]", "templates_read": repr(NOW)}
    for name, value in notes.items():
        await book.write(lambda c, name=name, value=value: meta.put(Transaction(c, book.account), name, value))  # type: ignore[misc]
    await book.write(lambda c: meta.put(Transaction(c, meta.COMPUTER), "salt", "a1b2"))


def enter(connection: Connection) -> Account:
    """Two accounts, of which the second is in use, with what the server offers them."""
    belinda, josh = (accounts.find_or_add(connection, SERVER, name) for name in ("belinda", "josh"))
    for account in (belinda, josh):
        accounts.set_profile(Transaction(connection, account), Profile(account.username, timezone="Europe/Berlin"))
        catalogue.put_attributes(
            Transaction(connection, account), ATTRIBUTES, [one.name for one in ATTRIBUTES if one.owned]
        )
        catalogue.put_templates(
            Transaction(connection, account), [Template("water", "Water", FOOD, ValueType.QUANTITY)]
        )
    accounts.use(Transaction(connection, josh))
    return josh


async def run(folder: Path) -> None:
    """Fills a new data folder."""
    store = Store(folder)
    await store.open(NOW)
    book = Book(store, await store.database.write(enter))
    for step in (fill_ops, fill_answers, fill_values, fill_later_tables, fill_batch, fill_archive, fill_settings):
        await step(book)
    await store.close()


def main() -> None:
    """Leaves the file, and its second copy, in the folder that was named."""
    with tempfile.TemporaryDirectory() as place:
        asyncio.run(run(Path(place) / "data"))
        with closing(sqlite3.connect(Path(place) / "data" / DATABASE)) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            target = Path(sys.argv[1]) / f"version-{version}.sqlite3"
            target.unlink(missing_ok=True)
            connection.execute("VACUUM INTO ?", (str(target),))
        shutil.copy(Path(place) / "data" / UNSENT_LOG, target.with_suffix(".jsonl"))


if __name__ == "__main__":
    main()
