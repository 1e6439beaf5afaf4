"""Remembers the account of a token from the environment, by a salted hash. The token itself is never stored."""

from __future__ import annotations

from exist_desktop.domain.account import Account
from exist_desktop.store import meta
from exist_desktop.store.store import Store


async def find(store: Store, token: str) -> Account | None:
    """Returns the account of a token that was used here before."""
    name = await _name(store, token)
    number = await store.meta(meta.COMPUTER, name)
    return None if number is None else await store.accounts.by_number(int(number))


async def remember(store: Store, token: str, account: Account) -> None:
    """Saves that a token belongs to an account. Raises `NotSavedError`."""
    name = await _name(store, token)
    await store.set_meta(meta.COMPUTER, name, str(account.id))


async def _name(store: Store, token: str) -> str:
    """Returns the name under which the token's account is saved. It depends on this computer's salt."""
    import hashlib  # which, as the next one, no start without such a token needs
    import secrets

    salt = await store.meta_or(meta.COMPUTER, meta.SALT, secrets.token_hex(16))
    return f"token {hashlib.sha256(f'{salt} {token}'.encode()).hexdigest()[:32]}"
