"""Reading everything that is shown, in as few calls as the service allows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from exist_desktop.api.client import ExistClient
from exist_desktop.api.conversion import Readings
from exist_desktop.domain.account import Account, Profile
from exist_desktop.domain.attributes import Attribute, Template
from exist_desktop.store import accounts, catalogue
from exist_desktop.store.changes import Change
from exist_desktop.store.database import Connection
from exist_desktop.store.store import Store

DAYS = 31
"""The most days that one call gives."""
CATALOGUE_SECONDS = 86_400.0
"""How often the attributes that are not shown are read too."""
TEMPLATES_SECONDS = 7 * 86_400.0


@dataclass(frozen=True)
class Pulled:
    """The answers of one pull; None for what it did not ask for."""

    profile: Profile
    readings: list[Readings]
    owned: list[Attribute]
    catalogue: list[Attribute] | None
    templates: list[Template] | None


@dataclass(frozen=True)
class Due:
    """What a pull should ask for beyond what changes every hour."""

    catalogue: bool
    templates: bool


async def pull(client: ExistClient, store: Store, account: Account, clock: Callable[[], float]) -> None:
    """Reads profile, values and owners; once a day all attributes, once a week the templates. Raises `WireFailure`."""
    now = clock()  # a value is as old as the moment at which it was asked for
    due = await store.database.read(lambda connection: _due(connection, account, now))
    pulled = Pulled(
        profile=await client.profile(),
        owned=await client.owned(include_inactive=True, include_low_priority=True),
        catalogue=await client.attributes(include_inactive=True, include_low_priority=True) if due.catalogue else None,
        templates=await client.templates(include_low_priority=True) if due.templates else None,
        readings=await client.with_values(days=DAYS),
    )
    await store.write(
        lambda connection: keep(connection, account, pulled, now),
        Change(days=None, catalogue=True, outbox=True, session=True),
    )


def _due(connection: Connection, account: Account, now: float) -> Due:
    catalogue_read = accounts.instant(connection, account.id, accounts.CATALOGUE_READ) or 0.0
    templates_read = accounts.instant(connection, account.id, accounts.TEMPLATES_READ) or 0.0
    return Due(now - catalogue_read >= CATALOGUE_SECONDS, now - templates_read >= TEMPLATES_SECONDS)


def keep(connection: Connection, account: Account, pulled: Pulled, now: float) -> None:
    """Writes the answers of a pull."""
    accounts.set_profile(connection, account, pulled.profile)
    owned = {attribute.name for attribute in pulled.owned}
    shown = [readings.attribute for readings in pulled.readings]
    if pulled.catalogue is not None:
        catalogue.put_attributes(connection, account, pulled.catalogue, owned)
        catalogue.forget_missing(connection, account, [item.name for item in (*pulled.catalogue, *shown)])
        accounts.set_note(connection, account.id, accounts.CATALOGUE_READ, str(now))
        catalogue.put_some(connection, account, shown, owned)
    else:
        catalogue.put_some(connection, account, shown, owned)
    if pulled.templates is not None:
        catalogue.put_templates(connection, account, pulled.templates)
        accounts.set_note(connection, account.id, accounts.TEMPLATES_READ, str(now))
    for readings in pulled.readings:
        catalogue.put_readings(connection, account, readings.attribute.name, readings.values, now)
    accounts.set_note(connection, account.id, accounts.LAST_SYNC, str(now))
