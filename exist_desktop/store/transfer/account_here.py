"""What an account has here, for a foreign file to be compared with, and how such files were mapped before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from exist_desktop.domain.account import Account, Profile
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.ownership.rules import Ownership, asked_first
from exist_desktop.domain.values import Seen
from exist_desktop.store import accounts, catalogue, meta
from exist_desktop.store.outbox import creations
from exist_desktop.store.reading.attribute_lookup import known
from exist_desktop.store.reading.day_values import values_of
from exist_desktop.store.store import Store
from exist_desktop.store.transaction import Transaction


class KnownHere(Struct, frozen=True):
    """The attributes that entries can be about, by name: those of the account, then those that it could have.

    `in_exist` names those that the account has, `asked` those that are not taken over without being asked.
    """

    attributes: Mapping[str, Attribute]
    in_exist: frozenset[str]
    asked: frozenset[str]
    profile: Profile | None


class AccountHere:
    """Reads one account. Everything raises `NotReadableError`."""

    def __init__(self, store: Store, account: Account) -> None:
        self._store = store
        self._account = account

    async def known(self) -> KnownHere:
        """Returns the attributes."""
        return await self._store.read(self._account, _known)

    async def values(self, attribute: Attribute) -> Mapping[date, Seen]:
        """Returns all days of an attribute of which anything is known or waits."""
        return await self._store.read(self._account, lambda tx: values_of(tx, attribute))

    async def mapped_before(self, kind: str) -> str | None:
        """Returns the mapping that a file of this kind had, as JSON."""
        return await self._store.meta(self._account, meta.MAPPED_BEFORE + kind)

    async def remember(self, kind: str, mapping: str) -> None:
        """Keeps a mapping. Raises `NotSavedError`."""
        await self._store.set_meta(self._account, meta.MAPPED_BEFORE + kind, mapping)


def _known(tx: Transaction) -> KnownHere:
    there = {name: one for name, one in catalogue.attributes(tx).items() if not one.part_of}
    ownerships = catalogue.ownerships(tx)
    asked = {name for name, one in there.items() if asked_first(one, ownerships.get(name, Ownership())) is not None}
    wanted = {pending.name: pending.attribute for pending in creations.wanted(tx).values()}
    return KnownHere(
        there | wanted | _others(tx, there | wanted), frozenset(there), frozenset(asked), accounts.profile(tx)
    )


def _others(tx: Transaction, known_first: Mapping[str, Attribute]) -> dict[str, Attribute]:
    return {name: one for name, one in known(tx).items() if name not in known_first and not one.part_of}
