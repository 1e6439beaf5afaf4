"""Reads everything that is shown, in as few calls as the service allows."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from exist_desktop.api.client import ExistClient
from exist_desktop.api.conversion import Readings
from exist_desktop.api.paging import Listing
from exist_desktop.domain.account import Account
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.day import DAY_SECONDS
from exist_desktop.errors import RequestError
from exist_desktop.store import accounts, catalogue, history
from exist_desktop.store.changes import Change
from exist_desktop.store.file.database import Connection
from exist_desktop.store.store import Store

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


@dataclass(frozen=True)
class Due:
    """What a pull asks for beside what changes every hour."""

    catalogue: bool
    templates: bool
    averages: bool


async def pull(client: ExistClient, store: Store, account: Account, clock: Callable[[], float]) -> None:
    """Reads profile, values and owners; daily all attributes, weekly templates and averages. Raises `RequestError`.

    What is not read every hour is saved as soon as it arrives. So an account that needs more requests than an hour
    allows is read over several hours, and each goes on where the one before had to stop.
    """
    now = clock()  # a value is as old as its request
    due = await store.database.read(lambda connection: _due(connection, account, now))
    profile = await client.profile()
    owned = await client.owned(include_inactive=True, include_low_priority=True)
    everything = await _pull_catalogue(client, store, account, owned, now) if due.catalogue else None
    if due.templates:
        await _pull_templates(client, store, account, now)
    if due.averages:
        await _pull_averages(client, store, account, now)
    readings = await client.with_values(days=DAYS)

    def work(connection: Connection) -> None:
        accounts.set_profile(connection, account, profile)
        _keep_readings(connection, account, readings, owned, now)
        if everything is not None and not everything.strange and not readings.strange:
            shown = (item.attribute for item in readings)
            catalogue.forget_missing(connection, account, [item.name for item in (*everything, *shown)])

    await store.write(work, Change(days=None, catalogue=True, outbox=True, session=True))


def mine(connection: Connection, account: Account, owned: Listing[Attribute]) -> set[str]:
    """Returns the names that this client owns. If a row made no sense, those that it owned before still count."""
    known = catalogue.attributes(connection, account).values() if owned.strange else ()
    return {item.name for item in owned} | {item.name for item in known if item.owned}


async def _pull_catalogue(
    client: ExistClient, store: Store, account: Account, owned: Listing[Attribute], now: float
) -> Listing[Attribute]:
    found = await client.attributes(include_inactive=True, include_low_priority=True)

    def work(connection: Connection) -> None:
        catalogue.put_attributes(connection, account, found, mine(connection, account, owned))
        accounts.set_note(connection, account.id, accounts.CATALOGUE_READ, str(now))

    await store.write(work, Change(days=None, catalogue=True))
    return found


async def _pull_templates(client: ExistClient, store: Store, account: Account, now: float) -> None:
    found = await client.templates(include_low_priority=True)

    def work(connection: Connection) -> None:
        kept = catalogue.templates(connection, account) if found.strange else {}
        catalogue.put_templates(connection, account, (kept | {item.name: item for item in found}).values())
        accounts.set_note(connection, account.id, accounts.TEMPLATES_READ, str(now))

    await store.write(work, Change(days=None, catalogue=True))


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
            await store.database.write(lambda connection: _note_averages(connection, account, counts_as_read))
        return

    def work(connection: Connection) -> None:
        put = catalogue.put_some_averages if found.strange else catalogue.put_averages
        put(connection, account, found, now)
        _note_averages(connection, account, now)

    await store.write(work, Change(days=None))


def _note_averages(connection: Connection, account: Account, now: float) -> None:
    accounts.set_note(connection, account.id, accounts.AVERAGES_READ, str(now))


def _due(connection: Connection, account: Account, now: float) -> Due:
    catalogue_read = accounts.instant(connection, account.id, accounts.CATALOGUE_READ) or 0.0
    templates_read = accounts.instant(connection, account.id, accounts.TEMPLATES_READ) or 0.0
    averages_read = accounts.instant(connection, account.id, accounts.AVERAGES_READ) or 0.0
    return Due(
        not 0 <= now - catalogue_read < CATALOGUE_SECONDS,  # an instant in the future means that the clock was set back
        not 0 <= now - templates_read < TEMPLATES_SECONDS,
        not 0 <= now - averages_read < AVERAGES_SECONDS,
    )


def _keep_readings(
    connection: Connection, account: Account, readings: Sequence[Readings], owned: Listing[Attribute], now: float
) -> None:
    names = mine(connection, account, owned)
    catalogue.put_some(connection, account, [item.attribute for item in readings], names)
    for item in readings:
        history.put(connection, account, item.attribute.name, item.values, now)
    accounts.set_note(connection, account.id, accounts.LAST_SYNC, str(now))
