"""A part of a transaction that is about one account: the first argument of this package's functions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from exist_desktop.domain.account import Account

Parameters = Sequence[object] | Mapping[str, object]


class Transaction(Struct, frozen=True):
    """The connection, within a read or a write, and the account whose rows the work is about."""

    connection: sqlite3.Connection
    account: Account

    def execute(self, statement: str, parameters: Parameters = ()) -> sqlite3.Cursor:
        """Executes one statement, as the connection does."""
        return self.connection.execute(statement, parameters)

    def executemany(self, statement: str, parameters: Iterable[Parameters]) -> sqlite3.Cursor:
        """Executes a statement once for each of the parameters."""
        return self.connection.executemany(statement, parameters)
