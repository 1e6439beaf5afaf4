"""What stands in the database, as a value, and back.

A database is not copied as a whole: another one under prepared statements would break them.
"""

from __future__ import annotations

import sqlite3

from tests.exhaustion.state import Rows

TABLES = ("op", "entry", "unanswered", "fence", "reading", "note")
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
