"""What pages and the command line read: a day, the outbox, the counts. Each is one visit to the database's thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from exist_desktop.domain.account import AccountInUse, Profile
from exist_desktop.domain.arranging.arrangement import as_listed
from exist_desktop.domain.attributes import LOW_PRIORITY, Attribute, Template
from exist_desktop.domain.commands import Key
from exist_desktop.domain.day import DAY_SECONDS, WallClock
from exist_desktop.domain.outbox.batches import BatchLine
from exist_desktop.domain.outbox.ops import Counts, Entry, Op, OutboxLine
from exist_desktop.domain.ownership.entries import AnyLine, OwnerLine
from exist_desktop.domain.projection import RECENT_DAYS, DayView, day_view, project
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Seen, together
from exist_desktop.store import accounts, catalogue, history, meta
from exist_desktop.store.arranging.arrangement import read_arrangement
from exist_desktop.store.arranging.tags import likely_tags
from exist_desktop.store.batches.batches import read_batches
from exist_desktop.store.outbox import creations, ops, slots
from exist_desktop.store.outbox.entries import saved_as
from exist_desktop.store.reading.attribute_lookup import known_one
from exist_desktop.store.reading.outbox_list import (
    OPEN_ROWS,
    read_all_lines,
    read_counts,
    read_held,
    read_lines,
    read_order,
    read_outbox,
    read_owner_lines,
)
from exist_desktop.store.store import Store
from exist_desktop.store.transaction import Transaction
from exist_desktop.store.transfer import archived

if TYPE_CHECKING:
    from exist_desktop.domain.month import DayMark

FINISHED_DAYS = 7
"""How many days finished entries stay in the Outbox's list."""


class AttributeViews:
    """Readings of the attributes of the account in use."""

    def __init__(self, store: Store, current: AccountInUse) -> None:
        self._store = store
        self._current = current

    async def attributes(self) -> tuple[Attribute, ...]:
        """Returns the account's attributes in the person's order, hidden ones last; tags that are one are one."""
        return tuple(one for one in await self.every() if not one.part_of)

    async def every(self) -> tuple[Attribute, ...]:
        """Returns the same with the tags that are shown as one with another."""
        account = self._current.account
        if account is None:
            return ()
        return await self._store.read(account, _listed)


class DayViews:
    """Readings of days for the account in use; empty if nobody has signed in."""

    def __init__(self, store: Store, current: AccountInUse, clock: WallClock) -> None:
        self._store = store
        self._current = current
        self._clock = clock

    async def day(self, day: date) -> DayView:
        """Returns a whole day, projected."""
        account = self._current.account
        if account is None:
            return day_view(day, (), {}, {})
        return await self._store.read(account, lambda tx: read_day(tx, day, self._clock.wall()))


class Views(DayViews):
    """What pages and the command line read."""

    async def day_in_exist(self, day: date) -> DayView:
        """Returns a whole day, projected, as Exist has it: in its order, by its names, each tag by itself."""
        account = self._current.account
        if account is None:
            return day_view(day, (), {}, {})
        return await self._store.read(account, lambda tx: _read_day_in_exist(tx, day))

    async def month(self, first: date, last: date) -> Mapping[date, DayMark]:
        """Returns the days of a calendar that have something."""
        account = self._current.account
        if account is None:
            return {}
        from exist_desktop.store.reading.months import marks

        return await self._store.read(account, lambda tx: marks(tx, first, last))

    async def last_use(self, tag: str, before: date) -> date | None:
        """Returns the last day before another on which a tag is on, as far as is known here; None if there is none."""
        account = self._current.account
        if account is None:
            return None
        from exist_desktop.store.reading.day_values import last_use

        return await self._store.read(account, lambda tx: last_use(tx, tag, before))

    async def outbox(self, *, finished: bool = False) -> tuple[OutboxLine, ...]:
        """Returns entries that are not in Exist yet, newest first; with `finished`, also those of the last days."""
        account = self._current.account
        if account is None:
            return ()
        since = self._clock.wall() - FINISHED_DAYS * DAY_SECONDS if finished else None
        return await self._store.read(account, lambda tx: read_outbox(tx, since))

    async def open_rows(self) -> tuple[OutboxLine, ...]:
        """Returns entries that are not in Exist yet, newest first, without replaced ones."""
        account = self._current.account
        if account is None:
            return ()
        return await self._store.read(account, lambda tx: read_outbox(tx, None, OPEN_ROWS))

    async def saved_as(self, name: str) -> tuple[Entry, ...]:
        """Returns the entries that were saved under a name, by whichever process; none if nothing was."""
        account = self._current.account
        if account is None:
            return ()
        return await self._store.read(account, lambda tx: saved_as(tx, name))

    async def lines(self, entries: Sequence[Entry]) -> tuple[OutboxLine, ...]:
        """Returns these entries in order as they are now, which may be later than when they were saved."""
        account = self._current.account
        if account is None:
            return ()
        return await self._store.read(account, lambda tx: read_lines(tx, [entry.id for entry in entries]))

    async def outbox_order(self) -> Sequence[int]:
        """Returns the numbers of the entries with a row in the Outbox, from the top."""
        account = self._current.account
        if account is None:
            return ()
        since = self._clock.wall() - FINISHED_DAYS * DAY_SECONDS
        return await self._store.read(account, lambda tx: read_order(tx, since))

    async def batches(self) -> tuple[BatchLine, ...]:
        """Returns the batches that are not in Exist yet, and those of the last days; newest first."""
        account = self._current.account
        if account is None:
            return ()
        since = self._clock.wall() - FINISHED_DAYS * DAY_SECONDS
        return await self._store.read(account, lambda tx: read_batches(tx, since))

    async def owner_lines(self, *, finished: bool = False) -> tuple[OwnerLine, ...]:
        """Returns what is wanted of owners and not in Exist yet, newest first; `finished` as in `outbox`."""
        account = self._current.account
        if account is None:
            return ()
        since = self._clock.wall() - FINISHED_DAYS * DAY_SECONDS if finished else None
        return await self._store.read(account, lambda tx: read_owner_lines(tx, since))

    async def held(self, most: int) -> tuple[AnyLine, ...]:
        """Returns the newest entries that need the person."""
        account = self._current.account
        if account is None:
            return ()
        return await self._store.read(account, lambda tx: read_held(tx, most))

    async def outbox_lines(self, numbers: Sequence[int]) -> tuple[AnyLine, ...]:
        """Returns the lines of these entries; unknown numbers are left out."""
        account = self._current.account
        if account is None:
            return ()
        return await self._store.read(account, lambda tx: read_all_lines(tx, numbers))

    async def value(self, key: Key) -> Seen:
        """Returns what a key shows."""
        account = self._current.account
        if account is None:
            return None
        return await self._store.read(account, lambda tx: _shown_value(tx, key))

    async def profile(self) -> Profile | None:
        """Returns the account's profile as last read, or None."""
        account = self._current.account
        if account is None:
            return None
        return await self._store.read(account, accounts.profile)

    async def counts(self) -> Counts:
        """Counts the unsent entries by what they wait for."""
        account = self._current.account
        if account is None:
            return Counts()
        return await self._store.read(account, read_counts)

    async def last_sync(self) -> float | None:
        """Returns when everything was last read from Exist, in seconds since 1970, or None."""
        account = self._current.account
        if account is None:
            return None
        return await self._store.read(account, lambda tx: meta.instant(tx, meta.LAST_SYNC))

    async def catalogue(self) -> tuple[dict[str, Attribute], dict[str, Template]]:
        """Returns all attributes and all templates, by name."""
        account = self._current.account
        if account is None:
            return {}, {}
        return await self._store.read(account, lambda tx: (_attributes(tx), catalogue.templates(tx)))


def _listed(tx: Transaction) -> tuple[Attribute, ...]:
    return as_listed(catalogue.attributes(tx).values(), read_arrangement(tx))


def _attributes(tx: Transaction) -> dict[str, Attribute]:
    wanted = creations.wanted(tx).values()
    return catalogue.attributes(tx) | {pending.name: pending.attribute for pending in wanted}


class _Unarranged(Struct, frozen=True):
    """What is known of a day before anything is in order: attributes with what is on it, and what waits for it."""

    attributes: tuple[Attribute, ...]
    recent: Mapping[str, tuple[Seen, ...]]
    unfinished: Mapping[str, tuple[Op, ...]]


def _unarranged(tx: Transaction, day: date, attributes: Mapping[str, Attribute]) -> _Unarranged:
    """Reads a day: active attributes, and others that have something on it."""
    unfinished: dict[str, tuple[Op, ...]] = {}
    for op in ops.unfinished(tx, day):
        unfinished[op.key.attribute] = (*unfinished.get(op.key.attribute, ()), op)
    recent = history.between(tx, day - timedelta(days=min(RECENT_DAYS - 1, day.toordinal() - 1)), day)
    shown = [a for a in attributes.values() if (a.active and a.priority < LOW_PRIORITY) or a.name in unfinished]
    shown += [pending.attribute for pending in creations.wanted(tx).values()]
    names = {a.name for a in shown}
    coming = [known_one(tx, name) for name in unfinished if name not in names]
    shown += [attribute for attribute in coming if attribute is not None]
    recent |= {a.name: (None,) * RECENT_DAYS for a in shown if a.name not in attributes}  # Exist does not have it yet
    return _Unarranged(tuple(shown), recent, unfinished)


def read_day(tx: Transaction, day: date, now: float | None = None) -> DayView:
    """Returns the page of a day in the person's order.

    With `now`, in seconds since 1970, its tags begin with those that are likely on that day and at that hour.
    """
    attributes = catalogue.attributes(tx)
    found = _unarranged(tx, day, attributes)
    likely = () if now is None else likely_tags(tx, day, now)
    mains = (attributes[name].part_of or name for name in likely if name in attributes)
    return day_view(
        day,
        found.attributes,
        found.recent,
        found.unfinished,
        catalogue.averages(tx, day),
        read_arrangement(tx),
        tuple(dict.fromkeys(mains)),
        archived.of_day(tx, day),
    )


def _read_day_in_exist(tx: Transaction, day: date) -> DayView:
    plain = {name: one.by_itself for name, one in catalogue.attributes(tx).items()}
    found = _unarranged(tx, day, plain)
    return day_view(day, found.attributes, found.recent, found.unfinished, catalogue.averages(tx, day))


def _shown_value(tx: Transaction, key: Key) -> Seen:
    """Returns what is shown of a key: of a tag the days of those, too, that are shown as one with it."""
    attribute = catalogue.attribute(tx, key.attribute)
    names = (key.attribute,) if attribute is None else attribute.series_names
    values = [read_value(tx, Key(name, key.day)) for name in names]
    return together(values) if len(values) > 1 else values[0]


def read_value(tx: Transaction, key: Key) -> Seen:
    """Returns the projected value of a key."""
    here = slots.of_key(tx, key)
    attribute = catalogue.attribute(tx, key.attribute)
    kind = attribute.value_type if attribute else ValueType.UNKNOWN
    waiting = [op for op in (here.in_flight, here.waiting) if op is not None]
    return project(_reading(tx, key, attribute), waiting, kind).value


def _reading(tx: Transaction, key: Key, attribute: Attribute | None) -> Seen:
    """Returns what Exist said of a key. An attribute that the account does not have has no value."""
    return history.seen(tx, key) if attribute is not None else None
