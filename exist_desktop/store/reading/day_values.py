"""The values of one attribute by day, as they are shown: unsent entries laid over what Exist last said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec.structs import replace

from exist_desktop.domain.account import Account
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.outbox.ops import Op
from exist_desktop.domain.projection import project
from exist_desktop.domain.transfer.archive import Archived
from exist_desktop.domain.values import NOT_READ, Seen, is_on, together
from exist_desktop.store import catalogue, rows
from exist_desktop.store.history import WINDOW_DAYS
from exist_desktop.store.outbox import slots
from exist_desktop.store.store import Store
from exist_desktop.store.transaction import Transaction
from exist_desktop.store.transfer import archived

_SERIES = "(SELECT id FROM series WHERE account = :account AND name = :name)"
_COVERED = f"SELECT window, days FROM covered WHERE series = {_SERIES} AND days"
_FRESH = f"SELECT day FROM fresh WHERE series = {_SERIES} AND read_at IS NOT NULL"
_VALUES = f"SELECT day, value FROM history WHERE series = {_SERIES}"
_UNSENT = (
    f"SELECT {rows.OP_COLUMNS} FROM op WHERE account = :account AND attribute = :name AND {slots.UNFINISHED} "
    "ORDER BY state IN ('pending', 'held'), id"
)


async def read_values(
    store: Store, account: Account, attributes: Iterable[Attribute]
) -> dict[str, Mapping[date, Seen]]:
    """Returns the days of these attributes, by name."""
    return await store.read(account, lambda tx: {one.name: values_of(tx, one) for one in attributes})


async def read_shown(store: Store, account: Account, attribute: Attribute) -> Mapping[date, Seen]:
    """Returns the days of an attribute, and of tags that are shown as one with it."""
    every = [replace(attribute, name=name) for name in attribute.series_names]
    found = tuple((await read_values(store, account, every)).values())
    if len(found) == 1:
        return found[0]
    days = sorted({day for values in found for day in values})
    return {day: together(values.get(day, NOT_READ) for values in found) for day in days}


async def read_archived(store: Store, account: Account, attribute: Attribute) -> dict[date, Archived]:
    """Returns what archives have of days of an attribute that were not read, also where something waits for them."""

    def read(tx: Transaction) -> dict[date, Archived]:
        of_names = [archived.values(tx, name, attribute.value_type) for name in attribute.series_names]
        return {date.fromordinal(day): one for kept in of_names for day, one in kept.items()}

    return await store.read(account, read)


async def read_archived_attributes(store: Store, account: Account) -> dict[str, Attribute]:
    """Returns the attributes that only archives have."""
    return await store.read(account, archived.attributes)


def last_use(tx: Transaction, tag: str, before: date) -> date | None:
    """Returns the last day before another on which a tag, or one that is shown as one with it, is on."""
    attribute = catalogue.attribute(tx, tag)
    if attribute is None:
        return None
    found = (values_of(tx, replace(attribute, name=name)) for name in attribute.series_names)
    used = (day for values in found for day, value in values.items() if is_on(value))
    return max((day for day in used if day < before), default=None)


def values_of(tx: Transaction, attribute: Attribute) -> Mapping[date, Seen]:
    """Returns all days of which anything is known or waits, oldest first; None is a day without a value."""
    given = {"account": tx.account.id, "name": attribute.name}
    found: dict[int, Seen] = {}
    for window, bits in tx.execute(_COVERED, given):
        found |= {window * WINDOW_DAYS + bit: None for bit in range(WINDOW_DAYS) if bits >> bit & 1}
    found |= {day: None for (day,) in tx.execute(_FRESH, given)}
    found |= dict(tx.execute(_VALUES, given).fetchall())
    waiting: dict[int, list[Op]] = {}
    for op in map(rows.op, tx.execute(_UNSENT, given)):
        waiting.setdefault(op.key.day.toordinal(), []).append(op)
    for day, unsent in waiting.items():
        found[day] = project(found.get(day, NOT_READ), unsent, attribute.value_type).value
    return {date.fromordinal(day): found[day] for day in sorted(found)}
