"""Our own files come back: export, remove everything, import, and all is as it was; but nothing waits again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import pytest

from exist_desktop.domain.commands import Append, Key
from exist_desktop.domain.findings.remembered import Decision
from exist_desktop.domain.outbox.op_outcome import Arrived
from exist_desktop.domain.outbox.ops import EntryKind, Outcome
from exist_desktop.domain.ownership.entries import OwnerKind
from exist_desktop.domain.statistics.pauses import Pause
from exist_desktop.domain.transfer.export import ExportFormat
from exist_desktop.domain.transfer.imports import ImportFacts, UnreadableError, UnreadableKind
from exist_desktop.domain.value_types import ValueType
from exist_desktop.export.exports import ExportRequest, Exports
from exist_desktop.imports.imports import ImportRequest, Imports
from exist_desktop.journal.owner_journal import CustomAttribute
from exist_desktop.settings import Preferences
from exist_desktop.store import pauses
from exist_desktop.store.changes import Change
from exist_desktop.store.findings import relation_choices
from exist_desktop.store.findings.relation_choices import RelationChoices
from exist_desktop.store.ownership import wishes
from exist_desktop.store.store import Store
from exist_desktop.store.transaction import Transaction
from tests.export.exporting import ago, fill
from tests.store.notebook import FOOD, NOW, SERVER, TODAY, Notebook, add, opened, put, with_notebook
from tests.using import At, Using


class Home:
    """A data folder as the program uses it: its account is the one in use."""

    def __init__(self, store: Store, using: Using) -> None:
        self.store = store
        self.preferences = Preferences(store.folder)
        self._using = using

    async def export(self, path: Path, wanted: ExportFormat) -> None:
        await Exports(self.store, self.preferences, self._using, At(NOW)).write(ExportRequest(path, wanted))

    async def take_in(self, path: Path, *, is_trial: bool = False) -> ImportFacts:
        imports = Imports(self.store, self.preferences, self._using, At(NOW), SERVER)
        found = await imports.take_in(ImportRequest(path, is_trial=is_trial))
        self._using.account = await self.store.accounts.current(SERVER)
        return found


@asynccontextmanager
async def new_home(folder: Path) -> AsyncIterator[Home]:
    async with opened(folder) as store:
        yield Home(store, Using())


async def a_life(book: Notebook) -> None:
    """Days of Exist's, an entry that was sent, one that was undone, and three that wait."""
    await fill(book)
    await book.journal.save(put(5))
    op = await book.begin()
    await book.settle(Arrived(op.id, Outcome.ANSWERED, 5))
    (undone,) = await book.journal.save(put(1, "walk", ago(3)))
    await book.journal.undo(undone.id)
    await book.journal.save(add(1), put(72.5, "weight"), Append(Key("mood_note", TODAY), "lunch", "12:00"))
    await book.store.write(book.account, lambda tx: pauses.put_pause(tx, Pause(ago(9), ago(2))), Change(days=None))
    Preferences(book.store.folder).change(
        theme="dark", empty_days={"weight": "zero"}, server="https://elsewhere.example"
    )


def document(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def tables(path: Path) -> dict[str, list[Any]]:
    with closing(sqlite3.connect(path)) as plain:
        names = [name for (name,) in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: plain.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}


@pytest.mark.parametrize("wanted", [ExportFormat.JSON, ExportFormat.SQLITE])
@with_notebook
async def test_what_was_removed_comes_back_and_nothing_waits_again(book: Notebook, wanted: ExportFormat) -> None:
    await a_life(book)
    folder = book.store.folder.parent
    using = Using(book.account)
    first, second = folder / "first", folder / "second"
    await Home(book.store, using).export(first, wanted)
    async with new_home(folder / "new") as home:
        trial = await home.take_in(first, is_trial=True)
        assert await home.store.accounts.everyone() == []
        found = await home.take_in(first)
        assert (found.new, found.equal, found.different, found.refused) == (8, 0, 0, ())
        assert (trial.new, trial.entries, trial.attributes) == (found.new, found.entries, found.attributes) == (8, 2, 7)
        kinds = {(one.attribute, one.kind, one.value, one.may_be_counted) for one in found.waiting}
        assert kinds == {
            ("coffees", EntryKind.ADD, 1, True),
            ("weight", EntryKind.SET, 72.5, False),
            ("mood_note", EntryKind.APPEND, "lunch", True),
        }
        account = await home.store.accounts.current(SERVER)
        assert account is not None
        assert (await home.store.counts(account)).open == 0
        assert home.preferences.chosen.theme == "dark"
        assert home.preferences.chosen.server != "https://elsewhere.example"
        await home.export(second, wanted)
        again = await home.take_in(first)
        assert (again.new, again.equal, again.different, again.entries, len(again.waiting)) == (0, 8, 0, 0, 3)
        assert (again.attributes, again.settings) == (0, 0)
    if wanted is ExportFormat.JSON:
        one, other = document(first), document(second)
        one["entries"] = [entry for entry in one["entries"] if entry["state"] in ("sent", "undone")]
        assert one == other
    else:
        before, after = tables(first), tables(second)
        before["entry"] = [entry for entry in before["entry"] if {"sent", "undone"} & set(entry)]
        assert before == after


@pytest.mark.parametrize("wanted", [ExportFormat.JSON, ExportFormat.SQLITE])
@with_notebook
async def test_wishes_are_told_and_decisions_about_relations_come_back(book: Notebook, wanted: ExportFormat) -> None:
    def work(tx: Transaction) -> None:
        wishes.take_over(tx, "steps", "one", NOW)
        wishes.give_back(tx, "weight", "two", NOW)
        relation_choices.decide(tx, ("coffees", "mood"), Decision.KEPT)
        relation_choices.decide(tx, ("steps", "weight"), Decision.HIDDEN)

    await a_life(book)
    await book.store.write(book.account, work, Change(days=None))
    await book.journal.create(CustomAttribute("Tea", FOOD, ValueType.QUANTITY))
    path = book.store.folder.parent / "all"
    await Home(book.store, Using(book.account)).export(path, wanted)
    async with new_home(book.store.folder.parent / "new") as home:
        found = await home.take_in(path)
        assert [(one.kind, one.name) for one in found.wishes] == [
            (OwnerKind.TAKE_OVER, "steps"),
            (OwnerKind.GIVE_BACK, "weight"),
            (OwnerKind.CREATE, "Tea"),
        ]
        account = await home.store.accounts.current(SERVER)
        assert account is not None
        decided = await RelationChoices(home.store, account).decided()
        assert (set(decided.kept), set(decided.hidden)) == ({("coffees", "mood")}, {("steps", "weight")})
        assert (await home.store.counts(account)).open == 0


@with_notebook
async def test_what_exist_has_said_here_stays_and_days_that_were_not_read_are_filled(book: Notebook) -> None:
    await a_life(book)
    path = book.store.folder.parent / "all.json"
    home = Home(book.store, Using(book.account))
    await home.export(path, ExportFormat.JSON)
    await book.say(9, "coffees", ago(1))
    changed = document(path)
    changed["values"]["coffees"][ago(200).isoformat()] = 3
    path.write_text(json.dumps(changed), encoding="utf-8")
    found = await home.take_in(path)
    assert (found.new, found.equal, found.different) == (1, 7, 1)
    assert await book.shown("coffees", ago(1)) == 9
    assert await book.shown("coffees", ago(200)) == 3
    assert found.waiting == ()  # they wait here as they did
    assert (await book.store.counts(book.account)).open == 3


@with_notebook
async def test_a_file_of_somebody_else_is_refused(book: Notebook) -> None:
    await fill(book)
    path = book.store.folder.parent / "all.json"
    home = Home(book.store, Using(book.account))
    await home.export(path, ExportFormat.JSON)
    path.write_text(path.read_text(encoding="utf-8").replace('"josh"', '"anna"'), encoding="utf-8")
    with pytest.raises(UnreadableError) as met:
        await home.take_in(path)
    assert (met.value.kind, met.value.whose) == (UnreadableKind.OF_ANOTHER, "anna")
