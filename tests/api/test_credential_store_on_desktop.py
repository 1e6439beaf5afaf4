"""The vault with a real keyring service."""

from __future__ import annotations

import asyncio

import pytest

from exist_desktop.api.oauth.credential_store import CredentialStore
from exist_desktop.api.oauth.tokens import TokenKind, Tokens


@pytest.mark.virtual_desktop
def test_tokens_are_kept_by_the_desktops_own_keyring() -> None:
    tokens = Tokens(TokenKind.BEARER, "a" * 40, "b" * 40, 2e9, frozenset({"mood_read"}), "id", "secret", 2)

    async def run() -> None:
        item = CredentialStore().item("https://exist.io", "josh")
        await item.save(tokens)
        assert await item.load() == tokens
        await item.forget()
        assert await item.load() is None

    asyncio.run(run())
