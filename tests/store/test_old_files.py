"""Files of every version that has landed, filled by its own code, are brought to this one with all that is in them."""

from __future__ import annotations

import asyncio
import re
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from exist_desktop.domain.account import Account
from exist_desktop.domain.commands import Key
from exist_desktop.domain.outbox.ops import EntryState, OpState
from exist_desktop.domain.values import NOT_READ
from exist_desktop.store import accounts, history
from exist_desktop.store import rows as rows_of_store
from exist_desktop.store.file.schema import MIGRATIONS
from exist_desktop.store.file.upgrade import COPY
from exist_desktop.store.outbox import ops
from exist_desktop.store.reading.views import Views
from exist_desktop.store.store import DATABASE, UNSENT_LOG
from exist_desktop.store.transaction import Transaction
from exist_desktop.store.unsent.rescue import BACKUP
from tests.store.files.fill import NOW, SERVER
from tests.store.notebook import opened, query
from tests.using import At, Using

FILES = Path(__file__).parent / "files"
NEVER_LANDED = {2, 4}
"""Versions that no commit ended with: the next one came with the same commit."""
LAST_WITH_READINGS = 6
"""Later versions keep what Exist said as this one does."""
VERSIONS = [int(re.sub(r"\D", "", path.stem)) for path in sorted(FILES.glob("version-*.sqlite3"))]
Rows = dict[str, list[dict[str, Any]]]


def rows(path: Path) -> Rows:
    """Every row of every table, as another program would read it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        tables = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        ]
        return {table: [dict(row) for row in connection.execute(f"SELECT * FROM {table}")] for table in tables}


RENAMED = {"note": "meta", "making": "creation"}
MOVED = ("reading",)
"""Tables that have gone over into others; where their rows stand now has a test of its own."""


def as_it_is_now(table: str, row: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Where the row of an older version stands in this one, and what it holds there; a migration may move it.

    What was on screen for days that had not been read is known as such now.
    """
    return RENAMED.get(table, table), {
        name: value for name, value in row.items() if name != "shown" or value is not None
    }


def placed(folder: Path, version: int, name: str = DATABASE) -> Path:
    """A file of that version with its second copy, in a data folder of its own."""
    folder.mkdir()
    shutil.copy(FILES / f"version-{version}.jsonl", folder / UNSENT_LOG)
    return Path(shutil.copy(FILES / f"version-{version}.sqlite3", folder / name))


def test_every_version_but_the_newest_has_its_file() -> None:
    """A commit that adds a migration comes with the file of the version before; `files/fill.py` says how it is made."""
    assert set(VERSIONS) >= set(range(1, len(MIGRATIONS))) - NEVER_LANDED
    assert [query(FILES / f"version-{one}.sqlite3", "PRAGMA user_version") for one in VERSIONS] == [
        [(one,)] for one in VERSIONS
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_file_of_each_version_holds_every_state(version: int) -> None:
    found = rows(FILES / f"version-{version}.sqlite3")
    assert {row["state"] for row in found["op"]} == set(OpState)
    assert all(found[table] for table in found if table != "sqlite_sequence")


@pytest.mark.parametrize("version", VERSIONS)
def test_nothing_is_lost_on_the_way_to_this_version(tmp_path: Path, version: int) -> None:
    path = placed(tmp_path / "data", version)
    before = rows(path)
    asyncio.run(_opened_and_closed(path.parent))
    after = rows(path)
    for table, found in before.items():
        if table in MOVED:
            continue
        for row in found:
            place, held = as_it_is_now(table, row)
            assert any(held.items() <= one.items() for one in after[place]), (table, row)
        place, _ = as_it_is_now(table, {})
        assert len(after[place]) == len(found), table
    assert query(path, "PRAGMA user_version") == [(len(MIGRATIONS),)]
    assert query(path, "PRAGMA integrity_check") == [("ok",)]
    assert query(path, "PRAGMA foreign_key_check") == []


@pytest.mark.parametrize("version", [version for version in VERSIONS if version <= LAST_WITH_READINGS])
def test_what_was_read_is_known_and_what_was_not_read_is_not(tmp_path: Path, version: int) -> None:
    path = placed(tmp_path / "data", version)
    before = rows(path)
    asyncio.run(_opened_and_closed(path.parent))
    said = {(row["account"], row["attribute"], row["day"]): row for row in before["reading"]}
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        for (number, name, day), row in said.items():
            account, key = Account(number, SERVER, ""), Key(name, date.fromisoformat(day))
            found = history.reading(Transaction(connection, account), key)
            assert (found.value, found.written) == (row["value"], row.get("written"))
            assert found.at <= row["read_at"] or row.get("written") is not None
            never = Key(name, key.day - timedelta(days=400))
            assert history.seen(Transaction(connection, account), never) is NOT_READ
        for entry in connection.execute("SELECT entry.*, op.state FROM entry JOIN op ON op.id = entry.op"):
            waits = entry["state"] not in ("done", "dropped") and entry["undone_at"] is None
            unseen = waits and (entry["account"], entry["attribute"], entry["day"]) not in said
            known = any(row["name"] == entry["attribute"] for row in before["attribute"])
            former = next(row["shown"] for row in before["entry"] if row["id"] == entry["id"])
            assert rows_of_store.seen(entry["shown"]) == (NOT_READ if unseen and known and former is None else former)


async def _opened_and_closed(folder: Path) -> None:
    async with opened(folder, NOW) as store:
        assert store.rescued is None


@pytest.mark.parametrize("version", VERSIONS)
def test_the_program_sees_the_same_entries_as_the_version_before(tmp_path: Path, version: int) -> None:
    path = placed(tmp_path / "data", version)
    before = rows(path)
    asyncio.run(_look(path.parent, before))


async def _look(folder: Path, before: Rows) -> None:
    async with opened(folder, NOW) as store:
        account = await store.database.read(lambda connection: accounts.current(connection, SERVER))
        assert account is not None
        assert account.username == "josh"
        unfinished = await store.read(account, ops.unfinished)
        finished = {OpState.DONE, OpState.DROPPED}
        assert Counter(op.state for op in unfinished) == Counter(
            OpState(row["state"]) for row in before["op"] if row["state"] not in finished
        )
        lines = await Views(store, Using(account), At(NOW)).outbox(finished=True)
        alone = [row for row in before["entry"] if row.get("batch") is None]  # those of a batch are one card
        assert {line.entry.uid for line in lines} == {row["uid"] for row in alone}
        assert {line.entry.state for line in lines} == set(EntryState)
        assert {line.entry.uid: line.entry.amount for line in lines} == {row["uid"]: row["value"] for row in alone}


@pytest.mark.parametrize("version", [one for one in VERSIONS if one < len(MIGRATIONS)])
def test_a_backup_of_an_older_version_takes_the_place_of_a_damaged_file(tmp_path: Path, version: int) -> None:
    backup = placed(tmp_path / "data", version, BACKUP)
    as_it_was = backup.read_bytes()
    backup.with_name(DATABASE).write_bytes(b"no database any more" * 1000)

    async def run() -> None:
        async with opened(backup.parent, NOW) as store:
            assert store.rescued is not None
            assert store.rescued.from_backup
            assert store.rescued.waiting + store.rescued.doubtful > 0

    asyncio.run(run())
    assert len(rows(backup.with_name(DATABASE))["entry"]) == len(rows(FILES / f"version-{version}.sqlite3")["entry"])
    assert backup.read_bytes() == as_it_was
    assert not backup.with_name(COPY).exists()
