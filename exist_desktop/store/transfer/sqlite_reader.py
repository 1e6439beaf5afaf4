"""Reads a SQLite file that a stranger may have made: its plain tables alone, and nothing that it would run.

Views, triggers, virtual tables and computed columns are what a file can run; none of them is looked at. The file is not
changed, and nothing is written beside it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from exist_desktop.domain.transfer.imports import UnreadableError, UnreadableKind
from exist_desktop.store.transfer.sections import VALUES, Section
from exist_desktop.store.transfer.sqlite_file import ABOUT, SETTING

LARGEST_FIELD = 4_000_000
"""Bytes of a field, enough for a million characters."""
DAYS_AT_ONCE = 50_000
_PLAIN = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ? AND sql LIKE 'CREATE TABLE%'"


class SqliteRows:
    """The tables of a file. Columns that are missing are None."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def about(self) -> dict[str, Any]:
        """Returns what the file says that it is."""
        return dict(self._rows(ABOUT, ("name", "value")))

    def settings(self) -> dict[str, Any]:
        """Returns the choices, each as JSON."""
        return dict(self._rows(SETTING, ("name", "value")))

    def rows(self, section: Section) -> Iterator[dict[str, Any]]:
        """Yields the rows of a section."""
        for row in self._rows(section.table, section.names):
            yield dict(zip(section.names, row, strict=True))

    def values(self) -> Iterator[tuple[Any, dict[Any, Any]]]:
        """Yields the days of each attribute, in several parts if they are many or not together."""
        name, days = None, dict[Any, Any]()
        for attribute, day, value in self._rows(VALUES.table, VALUES.names):
            if days and (attribute != name or len(days) == DAYS_AT_ONCE):
                yield name, days
                days = {}
            name = attribute
            days[day] = value
        if days:
            yield name, days

    def _rows(self, table: str, columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
        if self._connection.execute(_PLAIN, (table,)).fetchone() is None:
            return
        known = {row[1] for row in self._connection.execute(f'PRAGMA table_info("{table}")')}
        selected = ", ".join(f'"{column}"' if column in known else "NULL" for column in columns)
        yield from self._connection.execute(f'SELECT {selected} FROM "{table}"')


@contextmanager
def sqlite_rows(path: Path) -> Iterator[SqliteRows]:
    """Opens a file to read its tables. Raises `UnreadableError`, also while they are read."""
    try:
        with closing(
            sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        ) as connection:
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_FIELD)
            connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
            for pragma in ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON", "mmap_size=0"):
                connection.execute(f"PRAGMA {pragma}")
            yield SqliteRows(connection)
    except (sqlite3.Error, OverflowError) as error:
        is_text = "UTF-8" in str(error)
        kind = UnreadableKind.NO_TEXT if is_text else UnreadableKind.DAMAGED
        raise UnreadableError(kind, str(path)) from error
