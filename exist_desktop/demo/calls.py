"""One call of the API as the endpoints see it, and their answers, without any type of the HTTP library."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Generic, TypeVar
from urllib.parse import urlencode

from msgspec import Struct, field

from exist_desktop.demo.people.account import Account
from exist_desktop.demo.people.catalogue import Value, ValueType
from exist_desktop.demo.people.days import chance
from exist_desktop.demo.people.people import Attribute
from exist_desktop.demo.server.tokens import Token
from exist_desktop.demo.world import World

Row = TypeVar("Row")
Item = dict[str, object]

DEFAULT_LIMIT = 20
MAX_LIMIT = 100
MAX_BATCH = 35
_FLAGS = {"true": True, "1": True, "false": False, "0": False}


class CallError(Exception):
    """The whole call is refused: a status and a sentence."""

    def __init__(self, status: int, detail: str | None, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})


class ItemError(Exception):
    """One item of a batch fails: a code and a sentence."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text


class MissingError(Exception):
    """One item of a batch lacks fields; the message names them."""


class Answer(Struct, frozen=True):
    """The answer: a JSON body, and how many items were applied."""

    body: object
    status: int = 200
    applied: int = 0
    items: int | None = None


class Call(Struct, frozen=True):
    """One authenticated call. `url` is the address without the query; `as_of` lets it read what was true earlier."""

    world: World
    token: Token
    url: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    as_of: float | None = None

    @property
    def account(self) -> Account:
        """The user's account."""
        return self.world.accounts[self.token.user]

    @property
    def today(self) -> date:
        """The user's day."""
        return self.world.today(self.token.user)

    @property
    def service(self) -> str | None:
        """The service that writes with this token; None for a simple token."""
        return None if self.token.grant == "simple" else self.world.tokens.client.service

    def flag(self, name: str) -> bool | None:
        """Returns a yes or no of the query, or None if it has none."""
        text = self.query.get(name)
        if text is None:
            return None
        if text.lower() not in _FLAGS:
            raise CallError(400, f"'{name}' must be true or false")
        return _FLAGS[text.lower()]

    def number(self, name: str, default: int, low: int, high: int) -> int:
        """Returns a whole number of the query."""
        text = self.query.get(name, str(default))
        if not (text.isascii() and text.isdigit()) or not low <= int(text) <= high:
            raise CallError(400, f"'{name}' must be a number from {low} to {high}")
        return int(text)

    def names(self, name: str) -> frozenset[str] | None:
        """Returns a comma-separated list of the query, or None if it has none."""
        text = self.query.get(name)
        return None if text is None else frozenset(part.strip() for part in text.split(",") if part.strip())

    def day(self, name: str, default: date) -> date:
        """Returns a date of the query."""
        text = self.query.get(name)
        if text is None:
            return default
        found = parsed_day(text)
        if found is None:
            raise CallError(400, f"'{name}' must be a date in the format YYYY-mm-dd")
        return found

    def value(self, name: str, on: date) -> Value:
        """Returns the value of a day, now or at the earlier instant of `as_of`."""
        return self.account.value(name, on, self.as_of)

    def told(self, name: str, value: Value) -> object:
        """Returns the value as this server sends it, which may be in an unusual form."""
        manner = self.account.manners.get(name)
        return value if manner is None or value is None else manner(value)

    def may_read(self, attribute: Attribute) -> bool:
        """Whether the scopes let the client see the attribute."""
        return self._may(attribute, "read")

    def may_write(self, attribute: Attribute) -> bool:
        """Whether the scopes let the client write to the attribute, ownership aside."""
        return self._may(attribute, "write")

    def _may(self, attribute: Attribute, what: str) -> bool:
        scopes = self.token.scopes
        return f"{attribute.group}_{what}" in scopes or (attribute.manual and f"manual_{what}" in scopes)


def parsed_day(text: object) -> date | None:
    """Returns the date of `YYYY-mm-dd`, or None for any other form."""
    try:
        found = date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return found if found is not None and found.isoformat() == text else None


class Page(Struct, Generic[Row], frozen=True):
    """The rows of one page, out of `count`, with the addresses of the pages before and after it."""

    rows: Sequence[Row]
    count: int
    before: str | None
    after: str | None

    def answer(self, results: Iterable[object]) -> Answer:
        """Returns the answer that describes the rows by these results."""
        body = {"count": self.count, "next": self.after, "previous": self.before, "results": list(results)}
        return Answer(body)


def page_of(call: Call, rows: Sequence[Row]) -> Page[Row]:
    """Returns the page that is asked for."""
    limit = min(call.number("limit", DEFAULT_LIMIT, 1, 10**6), MAX_LIMIT)
    page = call.number("page", 1, 1, 10**6)
    start = (page - 1) * limit
    if start >= len(rows) and page > 1:
        raise CallError(404, "Invalid page.")
    return Page(
        rows[start : start + limit],
        len(rows),
        _neighbour(call, page - 1) if page > 1 else None,
        _neighbour(call, page + 1) if start + limit < len(rows) else None,
    )


def _neighbour(call: Call, page: int) -> str:
    return f"{call.url}?{urlencode({**call.query, 'page': page})}"


def batch(call: Call, act: Callable[[Call, Item], Item]) -> Answer:
    """Applies each object of the body by itself and sorts the results into `success` and `failed`."""
    items = _objects(call.body)
    success: list[Item] = []
    failed: list[Item] = []
    for index, item in enumerate(items):
        try:
            success.append(act(call, item))
        except MissingError as missing:
            text = f"Object at index {index} missing field(s) {missing}"
            failed.append({**item, "error_code": "missing_field", "error": text})
        except ItemError as refusal:
            failed.append({**item, "error_code": refusal.code, "error": refusal.text})
    body = {"success": _shuffled(call.world, success), "failed": failed}
    return Answer(body, 202 if failed else 200, len(success), len(items))


def require(item: Item, *names: str) -> None:
    """Raises `MissingError` unless the item has all of these fields; a field may be null."""
    absent = [name for name in names if name not in item]
    if absent:
        raise MissingError(", ".join(f"'{name}'" for name in absent))


def _shuffled(world: World, items: list[Item]) -> list[Item]:
    """Returns the items in random order: clients must not depend on the order of the answer."""
    order = sorted(range(len(items)), key=lambda index: chance(world.seed, len(world.requests), index))
    return [items[index] for index in order]


def _objects(body: bytes) -> list[Item]:
    try:
        items = json.loads(body, parse_float=_finite, parse_constant=_finite)
    except ValueError as error:
        raise CallError(400, f"JSON parse error - {error}") from error
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise CallError(400, "Expected an array of objects")
    if len(items) > MAX_BATCH:
        raise CallError(400, f"The array must not exceed {MAX_BATCH} objects in length")
    return items


def _finite(text: str) -> float:
    """Returns the number; raises `ValueError` for NaN and infinity, which Python accepts but JSON does not have."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is not a number")
    return number


def type_of(number: object) -> ValueType | None:
    """Returns the value type of that number, or None."""
    if not isinstance(number, int) or isinstance(number, bool) or number not in set(ValueType):
        return None
    return ValueType(number)
