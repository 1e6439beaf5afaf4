"""The service's API, a method for each endpoint, in the domain's own types.

If the service or the connection to it fails, each method raises `RequestError` and nothing else.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any, Protocol, TypeVar

import msgspec

from exist_desktop.api import batches, conversion, models
from exist_desktop.api.batches import Acquire, Batch, Create
from exist_desktop.api.conversion import Days, Readings, ValuesPage
from exist_desktop.api.decoding import decode
from exist_desktop.api.http.transport import API, Transport
from exist_desktop.api.models import Page
from exist_desktop.api.oauth.session import Session
from exist_desktop.api.oauth.tokens import Tokens
from exist_desktop.api.paging import MOST_PAGES, PAGE_SIZE, Counts, Listing, RowItem, all_pages
from exist_desktop.domain.account import Profile
from exist_desktop.domain.attributes import Attribute, Template
from exist_desktop.domain.commands import Increment, SetValue
from exist_desktop.domain.statistics.correlations import Average, Correlation, Insight
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import NOT_READ
from exist_desktop.errors import RequestError, RequestErrorKind

Shape = TypeVar("Shape")
Item = TypeVar("Item")
Made = TypeVar("Made")
Query = bool | int | date | str | Iterable[str] | None
NOT_FOUND = 404

_log = logging.getLogger(__name__)


class Gate(Protocol):
    """Says whether a request may leave now."""

    def admit(self) -> None:
        """Counts a request that is about to be sent. Raises `RequestError` if it must wait."""


class ExistClient:
    """Talks to the service for one account. Requests that `gate` does not let pass are not sent."""

    def __init__(self, transport: Transport, session: Session, *, gate: Gate | None = None) -> None:
        self._transport = transport
        self._session = session
        self._gate = gate
        self._odd: set[tuple[str, date | None]] = set()
        self._counts = Counts()

    @property
    def tokens(self) -> Tokens:
        """The tokens in use."""
        return self._session.tokens

    @property
    def server_clock_offset(self) -> float | None:
        """By how many seconds the server's clock is ahead of this computer's, as of the last answer."""
        return self._transport.clock_offset

    async def profile(self) -> Profile:
        """Reads the account's profile."""
        return conversion.to_profile(await self._get("accounts/profile/", {}, models.ProfileModel))

    async def attributes(
        self,
        *,
        groups: Sequence[str] | None = None,
        attributes: Sequence[str] | None = None,
        exclude_custom: bool | None = None,
        manual: bool | None = None,
        include_inactive: bool | None = None,
        include_low_priority: bool | None = None,
        owned: bool | None = None,
    ) -> Listing[Attribute]:
        """Reads the account's attributes, without values, in the server's order."""
        query = _query(
            groups=groups,
            attributes=attributes,
            exclude_custom=exclude_custom,
            manual=manual,
            include_inactive=include_inactive,
            include_low_priority=include_low_priority,
            owned=owned,
        )
        return await self._attributes("attributes/", query, owned=bool(owned))

    async def owned(
        self,
        *,
        groups: Sequence[str] | None = None,
        attributes: Sequence[str] | None = None,
        exclude_custom: bool | None = None,
        manual: bool | None = None,
        include_inactive: bool | None = None,
        include_low_priority: bool | None = None,
    ) -> Listing[Attribute]:
        """Reads the attributes that this client owns. If rows made no sense, it may own others, too."""
        query = _query(
            groups=groups,
            attributes=attributes,
            exclude_custom=exclude_custom,
            manual=manual,
            include_inactive=include_inactive,
            include_low_priority=include_low_priority,
        )
        return await self._attributes("attributes/owned/", query, owned=True)

    async def templates(
        self, *, groups: Sequence[str] | None = None, include_low_priority: bool | None = None
    ) -> Listing[Template]:
        """Reads the attributes that the service offers."""
        query = _query(groups=groups, include_low_priority=include_low_priority)
        found = await self._list("attributes/templates/", query, Page[models.AttributeModel])
        return _each(found, conversion.to_template)

    async def with_values(
        self,
        *,
        days: int = 1,
        date_max: date | None = None,
        groups: Sequence[str] | None = None,
        attributes: Sequence[str] | None = None,
        templates: Sequence[str] | None = None,
        manual: bool | None = None,
    ) -> Listing[Readings]:
        """Reads attributes with the values of up to 31 days, of which `date_max` is the last."""
        if not 1 <= days <= 31:
            raise ValueError(f"{days} days are not 1 to 31")
        query = _query(
            days=days, date_max=date_max, groups=groups, attributes=attributes, templates=templates, manual=manual
        )
        found = await self._list("attributes/with-values/", query, Page[models.AttributeModel])
        latest, place = date_max or self._latest(), count()
        readings = _each(found, lambda model: conversion.to_readings(model, next(place), latest))
        for item in readings:
            self._note_odd(item.attribute.name, item.values)
        return readings

    async def values(
        self,
        attribute: str,
        value_type: ValueType,
        *,
        date_max: date | None = None,
        most_pages: int = MOST_PAGES,
    ) -> Days:
        """Reads one attribute's values by day, newest first, 100 on a page. `date_max` is the last day."""
        query = _query(attribute=attribute, date_max=date_max)
        shape = Page[models.ValueModel]
        found = await self._list("attributes/values/", query, shape, most=most_pages)
        values = conversion.to_values(found, value_type, date_max or self._latest())
        values.strange += found.strange
        self._note_odd(attribute, values)
        return values

    async def values_page(
        self,
        attribute: str,
        value_type: ValueType,
        *,
        date_max: date | None = None,
        page: int = 1,
        limit: int = PAGE_SIZE,
    ) -> ValuesPage:
        """Reads one page of an attribute's values, newest first; `limit` is at most 100."""
        query = _query(attribute=attribute, date_max=date_max, page=page, limit=limit)
        found = await self._get("attributes/values/", query, Page[models.ValueModel])
        values = conversion.to_values(found.results, value_type, date_max or self._latest())
        self._note_odd(attribute, values)
        announced = bool(found.results) and (found.count or 0) > (page - 1) * limit + len(found.results)
        return ValuesPage(values, found.count, bool(found.next) or announced)

    def _latest(self) -> date:
        """Returns the latest date anywhere, by this computer's clock or the service's, whichever is ahead."""
        now = datetime.fromtimestamp(self._transport.latest_time(), UTC)
        return now.date() + timedelta(days=1)

    def _note_odd(self, attribute: str, values: Days) -> None:
        """Logs values that do not fit their type and rows without a day, once for each attribute and day."""
        if not values.strange and NOT_READ not in values.values():
            return
        found: set[date | None] = {day for day, value in values.items() if value is NOT_READ}
        new = {(attribute, day) for day in found | ({None} if values.strange else set())} - self._odd
        for name, day in new:
            if day is None:
                _log.info("Exist says something of %s that makes no sense (%s rows)", name, values.strange)
            else:
                _log.info("What Exist has for %s on %s is no value of its type", name, day)
        self._odd |= new

    async def averages(
        self,
        *,
        date_min: date | None = None,
        date_max: date | None = None,
        groups: Sequence[str] | None = None,
        attributes: Sequence[str] | None = None,
        include_historical: bool | None = None,
    ) -> Listing[Average]:
        """Reads the averages, by attribute and weekday."""
        query = _query(
            date_min=date_min,
            date_max=date_max,
            groups=groups,
            attributes=attributes,
            include_historical=include_historical,
        )
        found = await self._list("averages/", query, Page[models.AverageModel])
        return _each(found, conversion.to_average)

    async def insights(
        self, *, date_min: date | None = None, date_max: date | None = None, priority: int | None = None
    ) -> Listing[Insight]:
        """Reads what the service noticed, newest first."""
        query = _query(date_min=date_min, date_max=date_max, priority=priority)
        found = await self._list("insights/", query, Page[models.InsightModel])
        return _each(found, conversion.to_insight)

    async def correlations(
        self, *, strong: bool | None = None, confident: bool | None = None, attribute: str | None = None
    ) -> Listing[Correlation]:
        """Reads which attributes go together."""
        query = _query(strong=strong, confident=confident, attribute=attribute)
        found = await self._list("correlations/", query, Page[models.CorrelationModel])
        return _each(found, conversion.to_correlation)

    async def correlation(self, attribute: str, attribute2: str) -> Correlation | None:
        """Reads how two attributes go together, or None if the service does not know."""
        query = _query(attribute=attribute, attribute2=attribute2)
        try:
            return conversion.to_correlation(await self._get("correlations/combo/", query, models.CorrelationModel))
        except RequestError as error:
            if error.status == NOT_FOUND:
                return None
            raise

    async def acquire(self, items: Sequence[Acquire]) -> Batch:
        """Acquires attributes. The results have the whole attributes."""
        batches.check_unique([item.name or item.template for item in items])
        query = _query(success_objects="1", allow_user_defined="1" if any(item.name for item in items) else None)
        return await self._post("attributes/acquire/", query, [batches.acquire_fields(item) for item in items])

    async def release(self, names: Sequence[str]) -> Batch:
        """Releases attributes."""
        batches.check_unique(names)
        return await self._post("attributes/release/", {}, [{"name": name} for name in names])

    async def create(self, items: Sequence[Create]) -> Batch:
        """Creates attributes. Their names are in the attributes of the results."""
        batches.check_unique([item.label or item.template for item in items])
        return await self._post("attributes/create/", {}, [batches.create_fields(item) for item in items])

    async def update(self, items: Sequence[SetValue]) -> Batch:
        """Sets totals. It may be repeated without harm."""
        batches.check_unique([item.key for item in items])
        batches.check_finite(item.value for item in items)
        return await self._post("attributes/update/", {}, [batches.update_fields(item) for item in items])

    async def increment(self, items: Sequence[Increment]) -> Batch:
        """Adds to totals. Repeated, it counts twice. Its answers have no dates, so each name may occur once."""
        batches.check_unique([item.key.attribute for item in items])
        batches.check_finite(item.delta for item in items)
        return await self._post("attributes/increment/", {}, [batches.increment_fields(item) for item in items])

    async def _attributes(self, path: str, query: dict[str, str], *, owned: bool) -> Listing[Attribute]:
        found = await self._list(path, query, Page[models.AttributeModel])
        place = count()
        return _each(found, lambda model: conversion.to_attribute(model, next(place), owned=owned))

    async def _list(
        self,
        path: str,
        query: dict[str, str],
        shape: type[Page[RowItem]],
        *,
        most: int = MOST_PAGES,
    ) -> Listing[RowItem]:
        async def fetch(number: int) -> Page[RowItem]:
            return await self._get(path, query | {"page": str(number), "limit": str(PAGE_SIZE)}, shape)

        return await all_pages(fetch, self._counts, most=most)

    def _admit(self) -> None:
        if self._gate is not None:
            self._gate.admit()

    async def _get(self, path: str, query: dict[str, str], shape: type[Shape]) -> Shape:
        async def send(authorization: str) -> bytes:
            self._admit()
            return await self._transport.get(API + path, query, authorization)

        return await decode(await self._session.run(send), shape)

    async def _post(self, path: str, query: dict[str, str], items: list[dict[str, Any]]) -> Batch:
        batches.check_size(items)
        if not items:
            return ()
        body = msgspec.json.encode(items)

        async def send(authorization: str) -> bytes:
            self._admit()
            return await self._transport.post_json(API + path, query, body, authorization)

        return batches.matched(items, await decode(await self._session.run(send), models.BatchModel))


def _each(found: Listing[Item], made: Callable[[Item], Made]) -> Listing[Made]:
    """Converts each row and counts those that make no sense. Raises `RequestError` if no row makes sense."""
    items, strange = [], found.strange
    for model in found:
        try:
            items.append(made(model))
        except RequestError:
            strange += 1
    if strange:
        _log.info("%s rows of an answer made no sense, %s did", strange, len(items))
        if not items:
            raise RequestError(RequestErrorKind.STRANGE, reason="no row makes sense")
    return Listing(items, strange=strange)


def _query(**given: Query) -> dict[str, str]:
    """Returns the filters that are set, as the service reads them."""
    return {name: _in_query(value) for name, value in given.items() if value is not None}


def _in_query(value: Query) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | str():
            return str(value)
        case date():
            return value.isoformat()
    assert value is not None
    return ",".join(value)
