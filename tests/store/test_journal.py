"""The journal checks what was meant before it is kept, and remembers what was on screen."""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from exist_desktop.domain.account import Profile
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.commands import Command, Increment, Key, SetValue
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import InvalidValueError, InvalidValueKind
from exist_desktop.errors import FutureDayError, NeverSignedInError, UnknownAttributeError
from exist_desktop.journal.journal import Journal
from exist_desktop.store import accounts, catalogue
from tests.store.notebook import MOOD, NOW, TODAY, Notebook, add, key, opened, put, query, with_notebook
from tests.using import At, Using

TOMORROW = date(2026, 11, 23)


async def _refused(book: Notebook, command: Command) -> InvalidValueError:
    with pytest.raises(InvalidValueError) as met:
        await book.journal.save(command)
    assert await book.views.outbox() == ()
    return met.value


@with_notebook
async def test_a_day_ahead_is_accepted_for_those_who_travel(book: Notebook) -> None:
    await book.journal.save(add(1, day=TOMORROW))
    with pytest.raises(FutureDayError) as met:
        await book.journal.save(add(1, day=date(2026, 11, 24)))
    assert (met.value.day, met.value.latest) == (date(2026, 11, 24), TOMORROW)
    assert len(await book.views.outbox()) == 1


@with_notebook
async def test_the_latest_day_is_counted_where_the_person_lives(book: Notebook) -> None:
    book.now = datetime(2026, 11, 22, 11, 0, tzinfo=UTC).timestamp()
    with pytest.raises(FutureDayError):
        await book.journal.save(add(1, day=date(2026, 11, 24)))
    lives_in_samoa = Profile("josh", timezone="Pacific/Apia")
    await book.store.write(book.account, lambda tx: accounts.set_profile(tx, lives_in_samoa))
    await book.journal.save(add(1, day=date(2026, 11, 24)))


@with_notebook
async def test_years_ago_is_accepted(book: Notebook) -> None:
    await book.journal.save(put(3, day=date(1999, 12, 31)))


def test_without_an_account_nothing_can_be_kept(tmp_path: Path) -> None:
    async def run() -> None:
        async with opened(tmp_path) as store:
            journal = Journal(store, Using(), At(NOW))
            for act in (
                journal.save(add(1)),
                journal.undo(1),
                journal.discard(1),
                journal.use_mine(1),
                journal.keep_theirs(1),
                journal.take_over("steps"),
            ):
                with pytest.raises(NeverSignedInError):
                    await act

    asyncio.run(run())


@with_notebook
async def test_an_attribute_that_nobody_knows(book: Notebook) -> None:
    with pytest.raises(UnknownAttributeError) as met:
        await book.journal.save(put(3, "naps"))
    assert met.value.typed == "naps"


@with_notebook
async def test_an_attribute_that_the_service_merely_offers_can_be_entered(book: Notebook) -> None:
    await book.journal.save(add(250, "water"))
    assert await book.shown("water") == 250


@with_notebook
async def test_a_count_never_goes_below_zero(book: Notebook) -> None:
    await book.say(2)
    problem = await _refused(book, add(-3))
    assert (problem.kind, problem.low) == (InvalidValueKind.BELOW_ZERO, 0)
    await book.journal.save(add(-1))
    await book.journal.save(add(-1))
    with pytest.raises(InvalidValueError):
        await book.journal.save(add(-1))
    assert await book.shown() == 0


@with_notebook
async def test_nor_beyond_its_range(book: Notebook) -> None:
    await book.say(2_147_483_647)
    assert (await _refused(book, add(1))).kind is InvalidValueKind.OUT_OF_RANGE


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        (add(1, "mood"), InvalidValueKind.NO_INCREMENTS),
        (add(1, "walk"), InvalidValueKind.NO_INCREMENTS),
        (add(1, "mood_note"), InvalidValueKind.NO_INCREMENTS),
        (add(0.5), InvalidValueKind.NOT_WHOLE),
        (add(math.nan), InvalidValueKind.NOT_UNDERSTOOD),
        (add(math.inf, "weight"), InvalidValueKind.NOT_UNDERSTOOD),
        (put("three"), InvalidValueKind.NOT_UNDERSTOOD),
        (put(2.5), InvalidValueKind.NOT_WHOLE),
        (put(-1), InvalidValueKind.OUT_OF_RANGE),
        (put(2, "walk"), InvalidValueKind.OUT_OF_RANGE),
        (put(0, "mood"), InvalidValueKind.OUT_OF_RANGE),
        (put(6, "mood"), InvalidValueKind.OUT_OF_RANGE),
        (put("x" * 256, "mood_note"), InvalidValueKind.TOO_LONG),
    ],
)
@with_notebook
async def test_what_cannot_be_kept_is_not(book: Notebook, command: Command, problem: InvalidValueKind) -> None:
    assert (await _refused(book, command)).kind is problem


@with_notebook
async def test_one_wrong_value_keeps_its_neighbours_out_too(book: Notebook) -> None:
    with pytest.raises(InvalidValueError):
        await book.journal.save(put(3, "mood"), put("x" * 256, "mood_note"))
    assert await book.views.outbox() == ()
    assert not book.copy.exists()


@with_notebook
async def test_a_mood_of_nine_steps_and_its_longer_note(book: Notebook) -> None:
    nine = Attribute("mood", "Mood", MOOD, ValueType.SCALE, "mood", manual=True, owned=True)
    await book.store.write(book.account, lambda tx: catalogue.put_some(tx, [nine], ["mood"]))
    for value in (1, 2, 9):
        await book.journal.save(put(value, "mood"))
    await book.journal.save(put("x" * 1000, "mood_note"))
    with pytest.raises(InvalidValueError):
        await book.journal.save(put(10, "mood"))
    with pytest.raises(InvalidValueError):
        await book.journal.save(put("x" * 1001, "mood_note"))


@with_notebook
async def test_values_are_kept_in_the_form_of_their_type(book: Notebook) -> None:
    await book.journal.save(put(5.0), add(1, "weight"))
    assert query(book.path, "SELECT value, typeof(value) FROM op") == [(5, "integer"), (1.0, "real")]


@with_notebook
async def test_an_entry_remembers_the_value_that_was_on_screen(book: Notebook) -> None:
    await book.say(3)
    (first,) = await book.journal.save(add(2))
    (second,) = await book.journal.save(put(9))
    (third,) = await book.journal.save(add(-1))
    assert [entry.shown for entry in (first, second, third)] == [3, 5, 9]
    await book.begin()
    (fourth,) = await book.journal.save(put(1))
    assert fourth.shown == 8


@dataclass
class Sender:
    """Counts what it is told to send."""

    heard: int = 0

    def entry_saved(self) -> None:
        self.heard += 1


@with_notebook
async def test_whoever_wants_to_know_of_a_save_is_told_after_it(book: Notebook) -> None:
    sender = Sender()
    journal = Journal(book.store, book, book, listener=sender)
    (entry,) = await journal.save(put(3))
    assert sender.heard == 1
    with pytest.raises(InvalidValueError):
        await journal.save(put(-1))
    assert sender.heard == 1
    await journal.undo(entry.id)
    assert sender.heard == 2


@with_notebook
async def test_every_entry_has_a_uid_of_its_own(book: Notebook) -> None:
    journal = Journal(book.store, book, book)
    saved = await journal.save(*(SetValue(Key("coffees", TODAY), number) for number in range(20)))
    assert len({entry.uid for entry in saved}) == 20


@with_notebook
async def test_an_addition_of_nothing_is_an_entry_too(book: Notebook) -> None:
    await book.journal.save(add(0))
    (op,) = await book.unfinished()
    assert op.command == Increment(key(), 0)
