"""Which account a token of the environment belongs to. A salted hash remembers it; the token itself is never stored."""

from __future__ import annotations

import hashlib
import secrets

from exist_desktop.domain.account import Account
from exist_desktop.store import accounts
from exist_desktop.store.file.database import Connection
from exist_desktop.store.store import Store

_SALT = "salt"


async def find(store: Store, token: str) -> Account | None:
    """Returns the account of a token that was used here before."""
    name = await _name(store, token)
    number = await store.database.read(lambda connection: accounts.note(connection, accounts.COMPUTER, name))
    if number is None:
        return None
    return await store.database.read(lambda connection: accounts.by_number(connection, int(number)))


async def remember(store: Store, token: str, account: Account) -> None:
    """Saves that a token belongs to an account. Raises `NotSavedError`."""
    name = await _name(store, token)
    await store.database.write(lambda c: accounts.set_note(c, accounts.COMPUTER, name, str(account.id)))


async def _name(store: Store, token: str) -> str:
    """Returns the name under which the token's account is saved. Another computer's salt gives another name."""

    def read(connection: Connection) -> str | None:
        return accounts.note(connection, accounts.COMPUTER, _SALT)

    def create(connection: Connection) -> str:
        salt = read(connection) or secrets.token_hex(16)  # another process may have been first
        accounts.set_note(connection, accounts.COMPUTER, _SALT, salt)
        return salt

    salt = await store.database.read(read) or await store.database.write(create)
    return f"token {hashlib.sha256(f'{salt} {token}'.encode()).hexdigest()[:32]}"
