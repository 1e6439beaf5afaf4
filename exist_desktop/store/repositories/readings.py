"""What Exist said of one account: its profile, attributes, templates and averages, and the values of its days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

from msgspec import Struct

from exist_desktop.domain.account import Account, Profile
from exist_desktop.domain.attributes import Attribute, Template
from exist_desktop.domain.commands import Key
from exist_desktop.domain.day import today, zone_of_profile
from exist_desktop.domain.statistics.correlations import Average
from exist_desktop.domain.values import Seen
from exist_desktop.store import accounts, catalogue, history, meta
from exist_desktop.store.catalogue import Owned
from exist_desktop.store.changes import Change
from exist_desktop.store.outbox import ops
from exist_desktop.store.store import Store
from exist_desktop.store.transaction import Transaction

Values = Mapping[date, Seen]

_OF_ATTRIBUTES = Change(days=None, catalogue=True)
_OF_EVERYTHING = Change(days=None, catalogue=True, outbox=True, session=True)
_OF_DAYS = Change(days=None)


class ReadAt(Struct, frozen=True):
    """When each was last read, in seconds since 1970; 0 if never."""

    catalogue: float
    templates: float
    averages: float


def last_day(tx: Transaction, wall: float) -> date:
    """Returns the date in the zone of the account's days. `wall` is in seconds since 1970."""
    computer = datetime.now(UTC).astimezone().tzinfo or UTC
    return today(wall, zone_of_profile(accounts.profile(tx), computer).info)


class ReadingRepository:
    """The readings of one account. What writes raises `NotSavedError`, and then nothing of it is written."""

    def __init__(self, store: Store, account: Account) -> None:
        self._store = store
        self._account = account

    async def read_at(self) -> ReadAt:
        """Returns when what is not read every hour was last read."""

        def work(tx: Transaction) -> ReadAt:
            names = (meta.CATALOGUE_READ, meta.TEMPLATES_READ, meta.AVERAGES_READ)
            return ReadAt(*(meta.instant(tx, name) or 0.0 for name in names))

        return await self._store.read(self._account, work)

    async def last_sync(self) -> float | None:
        """Returns when everything was last read, in seconds since 1970, or None."""

        def work(tx: Transaction) -> float | None:
            return meta.instant(tx, meta.LAST_SYNC)

        return await self._store.read(self._account, work)

    async def last_day_and_reading(self, day: date, wall: float) -> tuple[date, float | None]:
        """Returns the account's date at `wall`, and the oldest reading of a day if all of it was read."""

        def work(tx: Transaction) -> tuple[date, float | None]:
            return last_day(tx, wall), history.oldest_reading(tx, day)

        return await self._store.read(self._account, work)

    async def last_day_and_waiting(self, day: date, wall: float) -> tuple[date, list[str]]:
        """Returns the account's date at `wall`, and the attributes for which something waits in a day's window."""

        def work(tx: Transaction) -> tuple[date, list[str]]:
            return last_day(tx, wall), ops.waiting_in(tx, history.window_of(day))

        return await self._store.read(self._account, work)

    async def put_catalogue(self, read: Iterable[Attribute], owned: Owned, now: float) -> None:
        """Saves all attributes, and which of them this client owns."""

        def work(tx: Transaction) -> None:
            catalogue.put_attributes(tx, read, catalogue.names_of(tx, owned), now)
            meta.put(tx, meta.CATALOGUE_READ, str(now))

        await self._store.write(self._account, work, _OF_ATTRIBUTES)

    async def put_templates(self, read: Iterable[Template], now: float) -> None:
        """Saves the templates in place of all former ones."""

        def work(tx: Transaction) -> None:
            catalogue.put_templates(tx, read)
            meta.put(tx, meta.TEMPLATES_READ, str(now))

        await self._store.write(self._account, work, _OF_ATTRIBUTES)

    async def put_some_templates(self, read: Iterable[Template], now: float) -> None:
        """Saves the templates of a partial answer; former ones stay."""

        def work(tx: Transaction) -> None:
            catalogue.put_templates(tx, (catalogue.templates(tx) | {one.name: one for one in read}).values())
            meta.put(tx, meta.TEMPLATES_READ, str(now))

        await self._store.write(self._account, work, _OF_ATTRIBUTES)

    async def put_averages(self, read: Iterable[Average], now: float) -> None:
        """Saves the latest averages in place of all former ones."""

        def work(tx: Transaction) -> None:
            catalogue.put_averages(tx, read, now)
            meta.put(tx, meta.AVERAGES_READ, str(now))

        await self._store.write(self._account, work, _OF_DAYS)

    async def put_some_averages(self, read: Iterable[Average], now: float) -> None:
        """Saves the averages of a partial answer; former ones stay."""

        def work(tx: Transaction) -> None:
            catalogue.put_some_averages(tx, read, now)
            meta.put(tx, meta.AVERAGES_READ, str(now))

        await self._store.write(self._account, work, _OF_DAYS)

    async def note_averages(self, read_at: float) -> None:
        """Saves that averages count as read at an instant, since Exist does not give them."""
        await self._store.set_meta(self._account, meta.AVERAGES_READ, str(read_at))

    async def put_all(
        self,
        profile: Profile,
        read: Sequence[tuple[Attribute, Values]],
        owned: Owned,
        listed: Sequence[str] | None,
        now: float,
    ) -> None:
        """Saves what is read every hour. Attributes that are not `listed` become inactive; None if not known."""

        def work(tx: Transaction) -> None:
            accounts.set_profile(tx, profile)
            catalogue.put_some(tx, [attribute for attribute, _ in read], catalogue.names_of(tx, owned), now)
            history.put_all(tx, {attribute.name: values for attribute, values in read}, now)
            meta.put(tx, meta.LAST_SYNC, str(now))
            if listed is not None:
                catalogue.forget_missing(tx, listed)

        await self._store.write(self._account, work, _OF_EVERYTHING)

    async def put_values(self, read: Mapping[str, Values], now: float, showing: frozenset[date]) -> None:
        """Saves days of attributes by name. `showing` are the days whose pages may show something of them."""

        def work(tx: Transaction) -> None:
            history.put_all(tx, read, now)

        await self._store.write(self._account, work, Change(days=showing))

    async def put_found(self, whole: Mapping[str, Values], looked_at: Mapping[Key, Seen], now: float) -> None:
        """Saves whole windows of attributes by name, and single keys."""

        def work(tx: Transaction) -> None:
            history.put_all(tx, whole, now)
            for key, value in looked_at.items():
                history.put_one(tx, key, value, now)

        await self._store.write(self._account, work, _OF_DAYS)
