"""SQLite: a plain table for each part, whose statements say in comments what the columns are.

The file has no triggers, views or extensions, and no write-ahead log, so that every program reads it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from exist_desktop.domain.transfer.export import ExportError, ExportErrorKind
from exist_desktop.store.file.faults import disk_fault
from exist_desktop.store.transfer.sections import ATTRIBUTES, SECTIONS, VALUES, Section

ABOUT = "about"
SETTING = "setting"
_KEYS = {VALUES.table: '"attribute", "date"', ATTRIBUTES.table: '"name"'}


class SqliteFile:
    """A SQLite file that is being written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put_about(self, facts: Mapping[str, object]) -> None:
        """Writes what the file is."""
        self._connection.executemany(f"INSERT INTO {ABOUT} VALUES (?, ?)", facts.items())

    def put_settings(self, settings: Mapping[str, object]) -> None:
        """Writes the person's choices, each as JSON."""
        rows = [(name, json.dumps(value, ensure_ascii=False)) for name, value in settings.items()]
        self._connection.executemany(f"INSERT INTO {SETTING} VALUES (?, ?)", rows)

    def put_rows(self, section: Section, rows: Iterable[tuple[object, ...]]) -> None:
        """Writes the rows of a section."""
        places = ", ".join("?" for _ in section.columns)
        self._connection.executemany(f'INSERT INTO "{section.table}" VALUES ({places})', rows)


@contextmanager
def sqlite_file(path: Path) -> Iterator[SqliteFile]:
    """Opens an empty SQLite file for what is written within, in one transaction. Raises `ExportError`."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for pragma in ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE"):
                connection.execute(f"PRAGMA {pragma}")  # it is synced, and renamed, when it is whole
            connection.execute("BEGIN")
            for statement in _tables():
                connection.execute(statement)
            yield SqliteFile(connection)
            connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        kind = getattr(ExportErrorKind, disk_fault(error, path.parent).name, ExportErrorKind.FAILED)
        raise ExportError(kind, str(path)) from error


def _tables() -> Iterator[str]:
    yield f"CREATE TABLE {ABOUT} (name TEXT PRIMARY KEY, value) WITHOUT ROWID"
    yield f"CREATE TABLE {SETTING} (name TEXT PRIMARY KEY, value TEXT /* as JSON */) WITHOUT ROWID"
    for section in (ATTRIBUTES, *SECTIONS, VALUES):
        columns = [f'"{one.name}" {one.kind}' + (f" /* {one.says} */" if one.says else "") for one in section.columns]
        key = _KEYS.get(section.table)
        end = "" if key is None else f",\n    PRIMARY KEY ({key})"
        body = ",\n    ".join(columns)
        yield f'CREATE TABLE "{section.table}" (\n    {body}{end}\n){" WITHOUT ROWID" if key else ""}'
