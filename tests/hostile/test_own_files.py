"""Files that look like our own and are cut, damaged, huge, or made to do harm."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from exist_desktop.domain.transfer.export import ExportFormat
from exist_desktop.domain.transfer.imports import ImportFacts, RefusedReason, UnreadableError, UnreadableKind
from exist_desktop.imports.bounded import LARGEST_FILE
from tests.export.exporting import ago
from tests.export.test_round_trip import Home, a_life, document, new_home, tables
from tests.store.notebook import Notebook, with_notebook
from tests.using import Using

ODD: tuple[Any, ...] = (
    *(None, True, -1, 2**70, 1e300, "", "x" * 20_000, "\x00", "\ud800", [], {}, "new:7"),
    *("9999-99-99", "1989-12-31", "2026-11-25", "NaN"),
)


async def exported(book: Notebook, wanted: ExportFormat) -> Path:
    await a_life(book)
    path = book.store.folder.parent / f"all.{wanted}"
    await Home(book.store, Using(book.account)).export(path, wanted)
    return path


async def comes_to(path: Path) -> ImportFacts | UnreadableKind:
    """What a new home says to a file; its database is sound afterwards."""
    folder = path.with_name(path.name + ".home")
    number = sum(one.name.startswith(folder.name) for one in path.parent.iterdir())
    async with new_home(path.with_name(f"{folder.name}{number}")) as home:
        try:
            return await home.take_in(path)
        except UnreadableError as error:
            return error.kind
        finally:
            with closing(sqlite3.connect(home.store.folder / "exist.sqlite3")) as plain:
                assert plain.execute("PRAGMA foreign_key_check").fetchall() == []


@with_notebook
async def test_a_document_that_is_cut_or_is_none_is_said_to_be(book: Notebook) -> None:
    path = await exported(book, ExportFormat.JSON)
    text = path.read_text(encoding="utf-8")
    deep, long = "[" * 60 + "]" * 60, "x" * 1_100_000
    wrong = {
        text[: len(text) // 2]: {UnreadableKind.CUT},
        text[:-3]: {UnreadableKind.CUT},
        text + "{}": {UnreadableKind.DAMAGED},
        text.replace('"version": 1', '"version": 2'): {UnreadableKind.NEWER},
        text.replace('"version": 1', '"version": NaN'): {UnreadableKind.DAMAGED},
        text.replace('"exist-desktop"', '"other"'): {UnreadableKind.UNKNOWN},
        text.replace('"zone"', f'"more": {deep}, "zone"'): {UnreadableKind.TOO_DEEP},
        text.replace('"zone"', f'"more": "{long}", "zone"'): {UnreadableKind.TOO_LONG},
        "": {UnreadableKind.UNKNOWN},
        "{": {UnreadableKind.CUT},
        "{}": {UnreadableKind.UNKNOWN},
    }
    for content, kinds in wrong.items():
        path.write_text(content, encoding="utf-8")
        assert await comes_to(path) in kinds, content[-80:]


@with_notebook
async def test_texts_of_other_encodings(book: Notebook) -> None:
    path = await exported(book, ExportFormat.JSON)
    text = path.read_text(encoding="utf-8")
    for encoding in ("utf-8-sig", "utf-16", "utf-32"):
        path.write_text(text, encoding=encoding)
        found = await comes_to(path)
        assert isinstance(found, ImportFacts)
        assert found.new == 8
    path.write_bytes(text.encode("utf-8").replace("🌧".encode(), b"\xe9"))
    assert await comes_to(path) is UnreadableKind.NO_TEXT


@with_notebook
async def test_rows_that_make_no_sense_are_left_out_with_their_lines_and_the_others_go_on(book: Notebook) -> None:
    path = await exported(book, ExportFormat.JSON)
    broken = document(path)
    for section in ("attributes", "entries", "pauses"):
        row = broken[section][0]
        broken[section] += [{**row, column: odd} for column in row for odd in ODD] + list(ODD)
    broken["values"]["coffees"] |= {str(odd): 1 for odd in ODD}
    broken["values"] |= {str(odd): {ago(0).isoformat(): 1} for odd in ODD}
    broken["values"]["weight"] |= {ago(back).isoformat(): odd for back, odd in enumerate(ODD, 200)}
    for odd in (ODD[9], ODD[4]):
        broken["values"]["walk"] = odd
        broken["settings"] = {**dict.fromkeys(broken["settings"], odd), "server": "https://evil.example"}
        path.write_text(json.dumps(broken), encoding="utf-8")
        found = await comes_to(path)
        assert isinstance(found, ImportFacts)
        assert found.new == 12  # seven as before, a weight of -1, and four days of attributes with odd names
        assert {one.reason for one in found.refused} == set(RefusedReason) - {RefusedReason.MOOD}


@with_notebook
async def test_a_refused_row_is_named_by_its_line(book: Notebook) -> None:
    path = await exported(book, ExportFormat.JSON)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f'"{ago(100).isoformat()}": 4', '"1970-01-01": 4'), encoding="utf-8")
    line = next(number for number, one in enumerate(text.split("\n"), 1) if one.startswith('"coffees": {'))
    found = await comes_to(path)
    assert isinstance(found, ImportFacts)
    assert [(one.line, one.reason) for one in found.refused] == [(line, RefusedReason.DATE)]


@with_notebook
async def test_what_is_no_ordinary_file_or_too_large_is_not_read(book: Notebook) -> None:
    folder = book.store.folder.parent
    pipe, large, empty = folder / "pipe", folder / "large.json", folder / "empty"
    os.mkfifo(pipe)
    empty.mkdir()
    large.touch()
    os.truncate(large, LARGEST_FILE + 1)
    found = {path.name: await comes_to(path) for path in (pipe, large, empty, folder / "missing")}
    assert list(found.values()) == [
        UnreadableKind.NOT_A_FILE,
        UnreadableKind.TOO_LARGE,
        UnreadableKind.UNKNOWN,
        UnreadableKind.MISSING,
    ]


@with_notebook
async def test_a_database_that_would_run_something_is_only_read(book: Notebook) -> None:
    path = await exported(book, ExportFormat.SQLITE)
    endless = (
        "WITH RECURSIVE n (x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n) SELECT 'weight', '2026-11-20', x FROM n"
    )
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        plain.execute("DROP TABLE value")
        plain.execute(f"CREATE VIEW value AS {endless}")
        plain.execute("DROP TABLE insight")
        plain.execute("CREATE TABLE insight (created TEXT, heavy AS (zeroblob(1000000000)), text TEXT)")
        plain.execute("INSERT INTO insight VALUES ('now', 'text')")
        plain.execute("INSERT INTO entry SELECT * FROM entry")
        plain.execute("UPDATE attribute SET label = x'ff' WHERE name = 'walk'")
    found = await comes_to(path)
    assert isinstance(found, ImportFacts)
    assert (found.new, found.attributes, found.entries) == (0, 6, 2)
    assert [path.name for path in path.parent.glob("*.sqlite-*")] == []


@with_notebook
async def test_a_database_that_is_damaged_is_said_to_be(book: Notebook) -> None:
    path = await exported(book, ExportFormat.SQLITE)
    whole = path.read_bytes()
    assert tables(path)["value"]
    for content in (whole[:5000], whole[:100] + b"\xff" * (len(whole) - 100), b"SQLite format 3\x00"):
        path.write_bytes(content)
        assert await comes_to(path) in (UnreadableKind.DAMAGED, UnreadableKind.UNKNOWN)
    with closing(sqlite3.connect(path.with_name("text.sqlite"), isolation_level=None)) as plain:
        plain.execute("CREATE TABLE about (name, value)")
        plain.execute("INSERT INTO about VALUES ('format', CAST(x'ff' AS TEXT))")
    assert await comes_to(path.with_name("text.sqlite")) is UnreadableKind.NO_TEXT


@pytest.mark.parametrize("name", ["\x00", "a" * 300])
@with_notebook
async def test_a_name_that_no_file_has(book: Notebook, name: str) -> None:
    async with new_home(book.store.folder.parent / "home") as home:
        with pytest.raises(UnreadableError):
            await home.take_in(book.store.folder.parent / name)
