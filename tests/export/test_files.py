"""What an export writes: for people and programs that know nothing of this one."""

from __future__ import annotations

import json
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

from exist_desktop.domain.transfer.export import CsvStyle, ExportFormat, Period
from tests.export.exporting import ago, fill, rows, write
from tests.store.notebook import SERVER, Notebook, add, put, with_notebook


@with_notebook
async def test_a_row_for_each_day_with_what_is_shown_and_a_file_that_says_what_it_is(book: Notebook) -> None:
    await fill(book)
    await book.journal.save(add(1), put(9, day=ago(2)))
    path = book.store.folder.parent / "days.csv"
    facts = await write(book, path, ExportFormat.CSV)
    header, *found = rows(path)
    days = {row[0]: dict(zip(header, row, strict=True)) for row in found}
    assert list(days) == [ago(back).isoformat() for back in range(100, -1, -1)]
    today, yesterday = days[ago(0).isoformat()], days[ago(1).isoformat()]
    assert (today["coffees"], today["weight"], today["walk"], today["mood_note"]) == ("3", "71.5", "1", "=1+1")
    assert (yesterday["weight"], yesterday["mood_note"]) == ("-0.5", '"Regen", sagte sie;\nund 🌧')
    assert (days[ago(2).isoformat()]["coffees"], days[ago(50).isoformat()]["coffees"]) == ("9", "")
    assert (facts.days, facts.values, facts.unsent) == (4, 9, 2)
    sidecar = {row[0]: row for row in rows(path.with_name("days-attributes.csv"))[1:]}
    unread = str(101 - 31 - 1)
    assert sidecar["coffees"] == [
        *("coffees", "Coffees", "Food and drink", "quantity", "", "", "yes", "zero"),
        *("4", unread),
    ]
    assert sidecar["steps"][5:8] == ["Fitbit", "no", "nothing"]
    assert sidecar["weight"][4] == "kg"


@with_notebook
async def test_a_row_for_each_value_of_a_period(book: Notebook) -> None:
    await fill(book)
    path = book.store.folder.parent / "values.csv"
    await write(book, path, ExportFormat.LONG_CSV, Period(ago(1), ago(1)))
    yesterday = ago(1).isoformat()
    assert rows(path) == [
        ["date", "attribute", "label", "group", "value", "unit"],
        [yesterday, "coffees", "Coffees", "Food and drink", "3", ""],
        [yesterday, "weight", "Weight", "Food and drink", "-0.5", "kg"],
        [yesterday, "mood_note", "Daily note", "Mood", '"Regen", sagte sie;\nund 🌧', ""],
    ]
    await write(book, path, ExportFormat.CSV, Period(ago(1), ago(5)))
    assert len(rows(path)) == 1


@with_notebook
async def test_a_spreadsheet_has_the_marks_of_its_locale_and_nothing_that_it_would_compute(book: Notebook) -> None:
    await fill(book)
    for back, note in enumerate(("@SUM(A1)", "-- x", "+49 30 1234", "-0.5", "+7", " \t=2", "＝1+1", "a = b", "-1,5")):
        await book.say(note, "mood_note", ago(back + 1))
    path = book.store.folder.parent / "tabelle.csv"
    facts = await write(book, path, ExportFormat.CSV, style=CsvStyle.spreadsheet(","))
    assert path.read_bytes().startswith(b"\xef\xbb\xbfdate;coffees;")
    header, *found = rows(path, ";")
    notes = {row[0]: row[header.index("mood_note")] for row in found}
    shown = ["'=1+1", "'@SUM(A1)", "'-- x", "'+49 30 1234", "-0.5", "+7", "' \t=2", "'＝1+1", "a = b", "-1,5"]
    assert [notes[ago(back).isoformat()] for back in range(10)] == shown
    assert [row[header.index("weight")] for row in found[-2:]] == ["-0,5", "71,5"]
    assert facts.guarded == 6
    assert CsvStyle.spreadsheet(".").separator == ","


@with_notebook
async def test_json_has_everything_and_tells_a_day_without_a_value_from_one_that_was_not_read(book: Notebook) -> None:
    await fill(book)
    (entry,) = await book.journal.save(add(2))
    path = book.store.folder.parent / "all.json"
    facts = await write(book, path, ExportFormat.JSON)
    text = path.read_text(encoding="utf-8")
    found = json.loads(text)
    assert (found["format"], found["version"], found["account"], found["zone"]) == (
        *("exist-desktop", 1),
        *("josh", "Europe/Berlin"),
    )
    coffees = found["values"]["coffees"]
    assert (coffees[ago(0).isoformat()], coffees[ago(100).isoformat()], coffees[ago(7).isoformat()]) == (2, 4, None)
    assert ago(50).isoformat() not in coffees
    assert next(one for one in found["attributes"] if one["name"] == "steps")["owner"] == "fitbit"
    (waiting,) = found["entries"]
    assert (waiting["uid"], waiting["kind"], waiting["value"], waiting["state"]) == (entry.uid, "add", 2, "waiting")
    assert waiting["at"] == "2026-11-22T12:00:00.000Z"
    assert (facts.unsent, facts.values) == (1, 8)
    assert not {"server", "client_id", "redirect_address"} & found["settings"].keys()
    assert SERVER not in text


@with_notebook
async def test_sqlite_has_a_plain_table_for_each_part(book: Notebook) -> None:
    await fill(book)
    await book.journal.save(add(2))
    path = book.store.folder.parent / "all.sqlite"
    await write(book, path, ExportFormat.SQLITE)
    with closing(sqlite3.connect(path)) as plain:
        query = "SELECT date, value FROM value WHERE attribute = 'weight' AND value NOTNULL ORDER BY date"
        assert plain.execute(query).fetchall() == [(ago(1).isoformat(), -0.5), (ago(0).isoformat(), 71.5)]
        assert plain.execute("SELECT state FROM entry").fetchall() == [("waiting",)]
        assert plain.execute("SELECT unit, empty_day FROM attribute WHERE name = 'weight'").fetchall() == [
            ("kg", "nothing")
        ]
        assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("delete",)


@with_notebook
async def test_the_files_are_for_this_user_alone_and_have_nothing_beside_them(book: Notebook) -> None:
    await fill(book)
    folder = book.store.folder.parent / "new"
    folder.mkdir()
    for wanted in (ExportFormat.CSV, ExportFormat.JSON, ExportFormat.SQLITE):
        await write(book, folder / f"all.{wanted}", wanted)
    found = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert found == dict.fromkeys(("all.csv", "all-attributes.csv", "all.json", "all.sqlite"), 0o600)


@with_notebook
async def test_an_account_without_days_has_a_file_with_its_attributes(book: Notebook) -> None:
    path = Path(book.store.folder.parent / "days.csv")
    facts = await write(book, path, ExportFormat.CSV)
    assert (len(rows(path)), facts.values) == (1, 0)
    assert len(rows(path.with_name("days-attributes.csv"))) == 8
