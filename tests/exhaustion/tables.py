"""What stands in the database, as a value, and back.

A database is not copied as a whole: another one under prepared statements would break them.
"""

from __future__ import annotations

import sqlite3
from datetime import date

from exist_desktop.store.history import WINDOW_DAYS
from tests.exhaustion.state import Rows

TABLES = ("op", "entry", "unanswered", "fence", "series", "history", "covered", "fresh", "meta")
"""All that changes in this world and decides anything, so that what an op refers to comes first."""


def rows_of(connection: sqlite3.Connection) -> Rows:
    """What stands in the tables now."""
    rows = (connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES)
    return tuple(tuple(tuple(row) for row in found) for found in rows)


def lay_rows(connection: sqlite3.Connection, rows: Rows) -> None:
    """Empties the tables and fills them with that."""
    connection.execute("BEGIN")
    for table in ("attempt", *reversed(TABLES)):
        connection.execute(f"DELETE FROM {table}")
    for table, found in zip(TABLES, rows, strict=True):
        if found:
            marks = ", ".join("?" * len(found[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", found)
    connection.execute("COMMIT")


def forget_other_days(connection: sqlite3.Connection, name: str, day: date) -> None:
    """Leaves of what was read only one key."""
    number = day.toordinal()
    one = {"name": name, "day": number, "window": number // WINDOW_DAYS, "bit": 1 << number % WINDOW_DAYS}
    other = "series NOT IN (SELECT id FROM series WHERE name = :name)"
    connection.execute(f"DELETE FROM history WHERE {other} OR day <> :day", one)
    connection.execute(f"DELETE FROM fresh WHERE {other} OR day <> :day", one)
    connection.execute(f"DELETE FROM covered WHERE {other} OR window <> :window", one)
    connection.execute("UPDATE covered SET days = :bit", one)
