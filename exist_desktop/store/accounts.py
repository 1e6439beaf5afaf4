"""Accounts: who has ever signed in here, and who is in use on a server."""

from __future__ import annotations

import functools
import json
import sqlite3
from collections.abc import Sequence

import msgspec

from exist_desktop.domain.account import Account, Imperial, Profile
from exist_desktop.domain.outbox.ops import Reason
from exist_desktop.store import history_copy, meta
from exist_desktop.store.file.database import Database
from exist_desktop.store.outbox import creations, decisions
from exist_desktop.store.ownership import entries as owner_entries
from exist_desktop.store.transaction import Transaction


def find_or_add(connection: sqlite3.Connection, server: str, username: str) -> Account:
    """Returns the account of that name on that server, and adds it if it is new here."""
    connection.execute("INSERT OR IGNORE INTO account (server, username) VALUES (?, ?)", (server, username))
    row = connection.execute("SELECT * FROM account WHERE server = ? AND username = ?", (server, username)).fetchone()
    return _account(row)


def current(connection: sqlite3.Connection, server: str) -> Account | None:
    """Returns the account in use on that server, the last one that signed in there, or None."""
    number = meta.get(Transaction(connection, meta.COMPUTER), f"{meta.CURRENT} {server}")
    row = connection.execute("SELECT * FROM account WHERE id = ?", (number,)).fetchone() if number else None
    return _account(row) if row else None


def by_number(connection: sqlite3.Connection, number: int) -> Account | None:
    """Returns the account of that number, or None."""
    row = connection.execute("SELECT * FROM account WHERE id = ?", (number,)).fetchone()
    return _account(row) if row else None


def everyone(connection: sqlite3.Connection) -> list[Account]:
    """Returns all accounts that were ever used here."""
    return [_account(row) for row in connection.execute("SELECT * FROM account")]


def use(tx: Transaction) -> None:
    """Makes the account the one in use on its server."""
    meta.put(Transaction(tx.connection, meta.COMPUTER), f"{meta.CURRENT} {tx.account.server}", str(tx.account.id))


def profile(tx: Transaction) -> Profile | None:
    """Returns the account's profile as last read, or None before the first reading."""
    row = tx.execute("SELECT profile FROM account WHERE id = ?", (tx.account.id,)).fetchone()
    if row is None or row["profile"] is None:
        return None
    return _profile(row["profile"])


@functools.lru_cache(maxsize=4)
def _profile(text: str) -> Profile:
    """Parses a profile. It is cached, since each save needs it and it hardly ever changes."""
    fields = json.loads(text)
    return Profile(**{**fields, "imperial": Imperial(**fields["imperial"])})


def set_profile(tx: Transaction, read: Profile) -> None:
    """Saves a profile that was just read."""
    tx.execute("UPDATE account SET profile = ? WHERE id = ?", (json.dumps(msgspec.to_builtins(read)), tx.account.id))


def _account(row: sqlite3.Row) -> Account:
    return Account(row["id"], row["server"], row["username"])


class Accounts:
    """The accounts of a data folder."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def current(self, server: str) -> Account | None:
        """Returns the account in use on that server, the last one that signed in there."""
        return await self._database.read(lambda connection: current(connection, server))

    async def by_number(self, number: int) -> Account | None:
        """Returns the account of that number."""
        return await self._database.read(lambda connection: by_number(connection, number))

    async def everyone(self) -> list[Account]:
        """Returns all accounts that were ever used here."""
        return await self._database.read(everyone)

    async def signed_in(self, server: str, read: Profile, released: Sequence[Reason], since: float | None) -> Account:
        """Saves that somebody has signed in, and returns their account; it is in use if `since` is an instant.

        Attributes, averages, insights, and what Exist kept from the copy of the history are read anew, since other
        permissions may show more, and what was held for these reasons waits again. How the last sync ended says nothing
        any more. Raises `NotSavedError`.
        """

        def work(connection: sqlite3.Connection) -> Account:
            account = find_or_add(connection, server, read.username)
            tx = Transaction(connection, account)
            set_profile(tx, read)
            for name in (meta.CATALOGUE_READ, meta.AVERAGES_READ, meta.CONDITION):
                meta.put(tx, name, None)
            meta.forget_findings(tx)
            history_copy.ask_anew(tx)
            creations.permit(tx, released)
            decisions.release_held(tx, released)
            owner_entries.release_held(tx, released)
            if since is not None:
                use(tx)
                meta.put(tx, meta.SIGNED_IN, repr(since))
            return account

        return await self._database.write(work)
