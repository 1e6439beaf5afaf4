"""The arrangement of an account: choices of this computer, of which Exist knows nothing. Signing out keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from exist_desktop.domain.account import AccountInUse
from exist_desktop.domain.arranging.arrangement import (
    AS_ALL_GROUPS,
    AS_IN_EXIST,
    NOTHING_ARRANGED,
    Arrangement,
    Placed,
    PlacedGroup,
    Shelf,
    TileSize,
)
from exist_desktop.store.changes import Change
from exist_desktop.store.store import Store
from exist_desktop.store.transaction import Transaction

EVERY_GROUP = ""
"""The row with the size of all groups; no group is called so."""

T = TypeVar("T")


def read_arrangement(tx: Transaction) -> Arrangement:
    """Returns what the person has arranged."""
    attributes = {
        row["name"]: Placed(row["shelf"] and Shelf(row["shelf"]), row["place"], row["shown_as"], row["part_of"])
        for row in tx.execute("SELECT * FROM arranged_attribute WHERE account = ?", (tx.account.id,))
    }
    groups = {
        row["name"]: PlacedGroup(row["place"], row["size"] and TileSize(row["size"]))
        for row in tx.execute("SELECT * FROM arranged_group WHERE account = ?", (tx.account.id,))
    }
    if not attributes and not groups:
        return NOTHING_ARRANGED
    every = groups.pop(EVERY_GROUP, AS_ALL_GROUPS)
    return Arrangement(attributes, groups, every.size or TileSize.USUAL)


def put_arrangement(tx: Transaction, wanted: Arrangement) -> None:
    """Saves an arrangement in place of the former one; only rows that differ are written."""
    former = read_arrangement(tx)
    attributes = _changed(former.attributes, wanted.attributes, AS_IN_EXIST)
    _delete(tx, "arranged_attribute", attributes)
    tx.executemany(
        "INSERT INTO arranged_attribute (account, name, shelf, place, shown_as, part_of) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (tx.account.id, name, one.shelf, one.place, one.shown_as, one.part_of)
            for name in attributes
            if (one := wanted.attributes.get(name, AS_IN_EXIST)) != AS_IN_EXIST
        ],
    )
    groups = _with_every(wanted)
    changed = _changed(_with_every(former), groups, AS_ALL_GROUPS)
    _delete(tx, "arranged_group", changed)
    tx.executemany(
        "INSERT INTO arranged_group (account, name, place, size) VALUES (?, ?, ?, ?)",
        [
            (tx.account.id, name, group.place, group.size)
            for name in changed
            if (group := groups.get(name, AS_ALL_GROUPS)) != AS_ALL_GROUPS
        ],
    )


def _with_every(arrangement: Arrangement) -> dict[str, PlacedGroup]:
    every = None if arrangement.size is TileSize.USUAL else arrangement.size
    return {**arrangement.groups, EVERY_GROUP: PlacedGroup(size=every)}


def _changed(former: Mapping[str, T], wanted: Mapping[str, T], usual: T) -> list[str]:
    """Returns the names of which the rows differ."""
    return [name for name in {**former, **wanted} if former.get(name, usual) != wanted.get(name, usual)]


def _delete(tx: Transaction, table: str, names: Iterable[str]) -> None:
    tx.executemany(f"DELETE FROM {table} WHERE account = ? AND name = ?", [(tx.account.id, name) for name in names])


def _names(arrangement: Arrangement) -> dict[str, tuple[str, str]]:
    """Returns what changes labels and days: names of the person's own, and tags that are shown as one."""
    chosen = {name: (one.shown_as, one.part_of) for name, one in arrangement.attributes.items()}
    return {name: both for name, both in chosen.items() if any(both)}


class Arrangements:
    """The arrangement of the account in use."""

    def __init__(self, store: Store, current: AccountInUse) -> None:
        self._store = store
        self._current = current

    async def read(self) -> Arrangement:
        """Returns what the person has arranged; nothing before the first sign-in."""
        account = self._current.account
        return NOTHING_ARRANGED if account is None else await self._store.read(account, read_arrangement)

    async def put(self, arrangement: Arrangement) -> None:
        """Saves an arrangement in place of the former one. Raises `NotSavedError`."""
        account = self._current.account
        if account is not None:
            renamed = _names(await self.read()) != _names(arrangement)
            change = Change(days=None, catalogue=True, arrangement=True) if renamed else Change(arrangement=True)
            await self._store.write(account, lambda tx: put_arrangement(tx, arrangement), change)
