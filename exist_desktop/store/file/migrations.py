"""Upgrades the tables of a file: all missing migrations in one transaction, with references checked at its end.

A migration is a script or a function of the connection. It may rebuild a table as SQLite advises: create the new one,
copy the rows, drop the old one, rename. Foreign keys are off meanwhile; that is only possible before a transaction.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Sequence

from exist_desktop.store.file.opening import Connection, roll_back
from exist_desktop.store.file.schema import MIGRATIONS, Migration

_STATEMENTS = "SELECT type, name, sql FROM sqlite_master WHERE sql NOTNULL AND type <> 'table'"

Shape = frozenset[tuple[str, ...]]


class NewerDatabaseError(Exception):
    """The file was written by a later version of this program."""


def version_of(connection: Connection) -> int:
    """Returns the number of migrations that the file has had; 0 for a new one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_current(connection: Connection, migrations: Sequence[Migration] = MIGRATIONS) -> bool:
    """Whether the file has the tables of this version. Raises `NewerDatabaseError` if it is from a later one."""
    version = version_of(connection)
    if version > len(migrations):
        raise NewerDatabaseError
    return version == len(migrations)


def is_filled(connection: Connection) -> bool:
    """Whether the file has tables."""
    return connection.execute("SELECT 1 FROM sqlite_master").fetchone() is not None


def migrate(connection: Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Upgrades the tables to this version. Of several processes at once, the first one does it.

    Raises `NewerDatabaseError`, and `sqlite3.DatabaseError` if the file is damaged or a migration fails; the file is
    then as before.
    """
    connection.execute("PRAGMA foreign_keys=OFF")
    try:
        connection.execute("BEGIN IMMEDIATE")
        if not is_current(connection, migrations):
            _bring_up(connection, migrations)
        connection.execute("COMMIT")
    except BaseException:
        roll_back(connection)
        raise
    finally:
        connection.execute("PRAGMA foreign_keys=ON")


def _bring_up(connection: Connection, migrations: Sequence[Migration]) -> None:
    for migration in migrations[version_of(connection) :]:
        _apply(connection, migration)
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise sqlite3.IntegrityError("a row refers to one that is not there")
    connection.execute(f"PRAGMA user_version={len(migrations)}")


def _apply(connection: Connection, migration: Migration) -> None:
    if isinstance(migration, str):
        for statement in _statements(migration):
            connection.execute(statement)
    else:
        migration(connection)


def _statements(script: str) -> list[str]:
    """Splits a script into statements, since `executescript` would end the transaction around it."""
    statements, current = [], ""
    for line in script.splitlines():
        current += line + "\n"
        if sqlite3.complete_statement(current):
            statements.append(current)
            current = ""
    return statements


def check_shape(connection: Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Raises `sqlite3.DatabaseError` if the tables are not those of the version that the file names."""
    version = version_of(connection)
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as empty:
        empty.row_factory = sqlite3.Row
        for migration in migrations[:version]:
            _apply(empty, migration)
        if _shape(empty) != _shape(connection):
            raise sqlite3.DatabaseError(f"the tables are not those of version {version}")


def check_statements(connection: Connection) -> None:
    """Raises `sqlite3.DatabaseError` if a trigger, view or index of the file is not one that this version makes.

    One of somebody else would run whenever the file is used.
    """
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as empty:
        migrate(empty)
        if _written(empty) != _written(connection):
            raise sqlite3.DatabaseError("it has statements of somebody else")


def _written(connection: Connection) -> frozenset[tuple[str, ...]]:
    return frozenset(map(tuple, connection.execute(_STATEMENTS)))


def _shape(connection: Connection) -> Shape:
    """Returns type, name and columns of everything in the schema."""
    made = connection.execute(
        "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    ).fetchall()
    return frozenset((*kind_and_name, *_columns(connection, kind_and_name[1])) for kind_and_name in made)


def _columns(connection: Connection, name: str) -> list[str]:
    return [row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?) ORDER BY cid", (name,))]
