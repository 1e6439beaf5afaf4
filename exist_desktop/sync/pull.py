"""Reads everything that is shown, in as few calls as the service allows."""

from __future__ import annotations

import logging

from msgspec import Struct

from exist_desktop.api.client import ExistClient
from exist_desktop.api.paging import Listing
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.day import DAY_SECONDS
from exist_desktop.errors import RequestError
from exist_desktop.store.catalogue import Owned
from exist_desktop.store.repositories.readings import ReadAt, ReadingRepository

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


async def pull(client: ExistClient, repository: ReadingRepository, now: float) -> None:
    """Reads profile, values and owners; daily all attributes, weekly templates and averages. Raises `RequestError`.

    A value is as old as its request, which begins `now`.

    What is not read every hour is saved as soon as it arrives. So an account that needs more requests than an hour
    allows is read over several hours, and each reading continues the one before.
    """
    due = _due(await repository.read_at(), now)
    profile = await client.profile()
    owned = await client.owned(include_inactive=True, include_low_priority=True)
    everything = await _pull_catalogue(client, repository, owned, now) if due.catalogue else None
    if due.templates:
        await _pull_templates(client, repository, now)
    if due.averages:
        await _pull_averages(client, repository, now)
    readings = await client.with_values(days=DAYS)
    listed = None
    if everything is not None and not everything.strange and not readings.strange:
        listed = [item.name for item in (*everything, *(item.attribute for item in readings))]
    values = [(item.attribute, item.values) for item in readings]
    await repository.put_all(profile, values, owned_by(owned), listed, now)


def owned_by(answer: Listing[Attribute], *others: str) -> Owned:
    """Returns what an answer says about the attributes that this client owns, and others that it surely owns."""
    return Owned(frozenset(item.name for item in answer).union(others), whole=not answer.strange)


async def _pull_catalogue(
    client: ExistClient, repository: ReadingRepository, owned: Listing[Attribute], now: float
) -> Listing[Attribute]:
    found = await client.attributes(include_inactive=True, include_low_priority=True)
    await repository.put_catalogue(found, owned_by(owned), now)
    return found


async def _pull_templates(client: ExistClient, repository: ReadingRepository, now: float) -> None:
    found = await client.templates(include_low_priority=True)
    put = repository.put_some_templates if found.strange else repository.put_templates
    await put(found, now)


async def _pull_averages(client: ExistClient, repository: ReadingRepository, now: float) -> None:
    """Reads the latest averages. A pull succeeds without them: raises only errors that end or pause the session."""
    try:
        found = await client.averages(include_historical=False)
    except RequestError as error:
        if error.kind.about_the_session or error.retry_after is not None:
            raise
        _log.info("Averages could not be read: %s, status %s", error.kind.name, error.status)
        if not error.kind.about_the_way:
            await repository.note_averages(now - AVERAGES_SECONDS + WITHOUT_AVERAGES_SECONDS)
        return
    put = repository.put_some_averages if found.strange else repository.put_averages
    await put(found, now)


def _due(read_at: ReadAt, now: float) -> Due:
    return Due(
        not 0 <= now - read_at.catalogue < CATALOGUE_SECONDS,  # an instant in the future: the clock was set back
        not 0 <= now - read_at.templates < TEMPLATES_SECONDS,
        not 0 <= now - read_at.averages < AVERAGES_SECONDS,
    )
