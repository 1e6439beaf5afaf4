"""Accounts, who of them is in use, and small facts that outlive a run."""

from __future__ import annotations

import functools
import json
import sqlite3
from dataclasses import asdict

from exist_desktop.domain.account import Account, Imperial, Profile

COMPUTER = 0
"""The account number under which facts of this computer are kept."""

CURRENT = "current_account"
LAST_SYNC = "last_sync"
CATALOGUE_READ = "catalogue_read"
TEMPLATES_READ = "templates_read"
AVERAGES_READ = "averages_read"
PACING = "pacing"
CONDITION = "condition"
REFRESHING = "refreshing"
REFUSED = "refused"
"""By which a refresh token that was refused is known again."""
DISPATCHES = "departures"
COUNTED_BY = "counted_by"


def find_or_add(connection: sqlite3.Connection, server: str, username: str) -> Account:
    """The account of that name on that server; made where it is new here."""
    connection.execute("INSERT OR IGNORE INTO account (server, username) VALUES (?, ?)", (server, username))
    row = connection.execute("SELECT * FROM account WHERE server = ? AND username = ?", (server, username)).fetchone()
    return _account(row)


def current(connection: sqlite3.Connection, server: str) -> Account | None:
    """The account in use on that server: the last one that signed in there."""
    number = note(connection, COMPUTER, f"{CURRENT} {server}")
    row = connection.execute("SELECT * FROM account WHERE id = ?", (number,)).fetchone() if number else None
    return _account(row) if row else None


def by_number(connection: sqlite3.Connection, number: int) -> Account | None:
    """The account of that number."""
    row = connection.execute("SELECT * FROM account WHERE id = ?", (number,)).fetchone()
    return _account(row) if row else None


def everyone(connection: sqlite3.Connection) -> list[Account]:
    """All accounts that were ever used here."""
    return [_account(row) for row in connection.execute("SELECT * FROM account")]


def use(connection: sqlite3.Connection, account: Account) -> None:
    """Makes it the account in use on its server."""
    set_note(connection, COMPUTER, f"{CURRENT} {account.server}", str(account.id))


def profile(connection: sqlite3.Connection, account: Account) -> Profile | None:
    """The account's profile as last read, or None before the first reading."""
    row = connection.execute("SELECT profile FROM account WHERE id = ?", (account.id,)).fetchone()
    if row is None or row["profile"] is None:
        return None
    return _profile(row["profile"])


@functools.lru_cache(maxsize=4)
def _profile(text: str) -> Profile:
    """What the text tells; each save asks for it, and it hardly ever changes."""
    fields = json.loads(text)
    return Profile(**{**fields, "imperial": Imperial(**fields["imperial"])})


def set_profile(connection: sqlite3.Connection, account: Account, read: Profile) -> None:
    """Keeps a profile that was just read."""
    connection.execute("UPDATE account SET profile = ? WHERE id = ?", (json.dumps(asdict(read)), account.id))


def note(connection: sqlite3.Connection, account: int, name: str) -> str | None:
    """A small fact, or None."""
    row = connection.execute("SELECT value FROM note WHERE account = ? AND name = ?", (account, name)).fetchone()
    return row["value"] if row else None


def set_note(connection: sqlite3.Connection, account: int, name: str, value: str | None) -> None:
    """Keeps a small fact; None forgets it."""
    if value is None:
        connection.execute("DELETE FROM note WHERE account = ? AND name = ?", (account, name))
        return
    connection.execute(
        "INSERT INTO note (account, name, value) VALUES (?, ?, ?) "
        "ON CONFLICT (account, name) DO UPDATE SET value = excluded.value",
        (account, name, value),
    )


def instant(connection: sqlite3.Connection, account: int, name: str) -> float | None:
    """A small fact that is an instant, in seconds since 1970."""
    found = note(connection, account, name)
    return float(found) if found else None


def _account(row: sqlite3.Row) -> Account:
    return Account(row["id"], row["server"], row["username"])
