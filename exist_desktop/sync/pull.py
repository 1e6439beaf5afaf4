"""Reads everything that is shown, in as few calls as the service allows."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from msgspec import Struct

from exist_desktop.api.client import ExistClient
from exist_desktop.api.conversion import Readings
from exist_desktop.api.paging import Listing
from exist_desktop.domain.account import Account
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.day import DAY_SECONDS
from exist_desktop.errors import RequestError
from exist_desktop.store import accounts, catalogue, history, meta
from exist_desktop.store.changes import Change
from exist_desktop.store.store import Store
from exist_desktop.store.transaction import Transaction

DAYS = 31
"""One call returns at most so many days."""
CATALOGUE_SECONDS = DAY_SECONDS
"""How often attributes that are not shown are read, too."""
TEMPLATES_SECONDS = 7 * DAY_SECONDS
AVERAGES_SECONDS = 7 * DAY_SECONDS
"""How often averages are read. Exist computes them once a week."""
WITHOUT_AVERAGES_SECONDS = DAY_SECONDS
"""How soon averages are asked for again if Exist does not give them."""

_log = logging.getLogger(__name__)


class Due(Struct, frozen=True):
    """What a pull asks for beside what changes every hour."""

    catalogue: bool
    templates: bool
    averages: bool


async def pull(client: ExistClient, store: Store, account: Account, now: float) -> None:
    """Reads profile, values and owners; daily all attributes, weekly templates and averages. Raises `RequestError`.

    A value is as old as its request, which begins `now`.

    What is not read every hour is saved as soon as it arrives. So an account that needs more requests than an hour
    allows is read over several hours, and each reading continues the one before.
    """
    due = await store.read(account, lambda tx: _due(tx, now))
    profile = await client.profile()
    owned = await client.owned(include_inactive=True, include_low_priority=True)
    everything = await _pull_catalogue(client, store, account, owned, now) if due.catalogue else None
    if due.templates:
        await _pull_templates(client, store, account, now)
    if due.averages:
        await _pull_averages(client, store, account, now)
    readings = await client.with_values(days=DAYS)

    def work(tx: Transaction) -> None:
        accounts.set_profile(tx, profile)
        _keep_readings(tx, readings, owned, now)
        if everything is not None and not everything.strange and not readings.strange:
            shown = (item.attribute for item in readings)
            catalogue.forget_missing(tx, [item.name for item in (*everything, *shown)])

    await store.write(account, work, Change(days=None, catalogue=True, outbox=True, session=True))


def mine(tx: Transaction, owned: Listing[Attribute]) -> set[str]:
    """Returns the names that this client owns. If a row made no sense, those that it owned before still count."""
    known = catalogue.attributes(tx).values() if owned.strange else ()
    return {item.name for item in owned} | {item.name for item in known if item.owned}


async def _pull_catalogue(
    client: ExistClient, store: Store, account: Account, owned: Listing[Attribute], now: float
) -> Listing[Attribute]:
    found = await client.attributes(include_inactive=True, include_low_priority=True)

    def work(tx: Transaction) -> None:
        catalogue.put_attributes(tx, found, mine(tx, owned), now)
        meta.put(tx, meta.CATALOGUE_READ, str(now))

    await store.write(account, work, Change(days=None, catalogue=True))
    return found


async def _pull_templates(client: ExistClient, store: Store, account: Account, now: float) -> None:
    found = await client.templates(include_low_priority=True)

    def work(tx: Transaction) -> None:
        kept = catalogue.templates(tx) if found.strange else {}
        catalogue.put_templates(tx, (kept | {item.name: item for item in found}).values())
        meta.put(tx, meta.TEMPLATES_READ, str(now))

    await store.write(account, work, Change(days=None, catalogue=True))


async def _pull_averages(client: ExistClient, store: Store, account: Account, now: float) -> None:
    """Reads the latest averages. A pull succeeds without them: raises only errors that end or pause the session."""
    try:
        found = await client.averages(include_historical=False)
    except RequestError as error:
        if error.kind.about_the_session or error.retry_after is not None:
            raise
        _log.info("Averages could not be read: %s, status %s", error.kind.name, error.status)
        if not error.kind.about_the_way:
            counts_as_read = now - AVERAGES_SECONDS + WITHOUT_AVERAGES_SECONDS
            await store.write(account, lambda tx: _note_averages(tx, counts_as_read))
        return

    def work(tx: Transaction) -> None:
        put = catalogue.put_some_averages if found.strange else catalogue.put_averages
        put(tx, found, now)
        _note_averages(tx, now)

    await store.write(account, work, Change(days=None))


def _note_averages(tx: Transaction, now: float) -> None:
    meta.put(tx, meta.AVERAGES_READ, str(now))


def _due(tx: Transaction, now: float) -> Due:
    catalogue_read = meta.instant(tx, meta.CATALOGUE_READ) or 0.0
    templates_read = meta.instant(tx, meta.TEMPLATES_READ) or 0.0
    averages_read = meta.instant(tx, meta.AVERAGES_READ) or 0.0
    return Due(
        not 0 <= now - catalogue_read < CATALOGUE_SECONDS,  # an instant in the future means that the clock was set back
        not 0 <= now - templates_read < TEMPLATES_SECONDS,
        not 0 <= now - averages_read < AVERAGES_SECONDS,
    )


def _keep_readings(tx: Transaction, readings: Sequence[Readings], owned: Listing[Attribute], now: float) -> None:
    names = mine(tx, owned)
    catalogue.put_some(tx, [item.attribute for item in readings], names, now)
    for item in readings:
        history.put(tx, item.attribute.name, item.values, now)
    meta.put(tx, meta.LAST_SYNC, str(now))
