"""A small Exist that answers every call in good order, so that a test can spoil exactly one thing of it."""

from __future__ import annotations

import copy
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from exist_desktop.api.batches import Acquire, Create
from exist_desktop.api.client import ExistClient
from exist_desktop.api.http.transport import Transport
from exist_desktop.api.oauth.session import Session
from exist_desktop.api.oauth.sign_in import try_token
from exist_desktop.api.oauth.token_endpoint import ClientCredentials, exchange, simple_token
from exist_desktop.api.oauth.tokens import TokenKind, Tokens
from exist_desktop.domain.commands import Increment, Key, SetValue
from exist_desktop.domain.value_types import ValueType
from tests.api.odd_server import Request, http, ok

DAY = date(2026, 11, 22)
KEY = Key("coffees", DAY)
TOKEN = "canary-0123456789abcdef0123456789abcdef"
Json = Any

_COFFEES: Json = {
    "group": {"name": "food", "label": "Food and drink", "priority": 2},
    "template": "coffees",
    "name": "coffees",
    "label": "Coffees",
    "priority": 1,
    "manual": True,
    "active": True,
    "value_type": 0,
    "value_type_description": "Integer",
    "service": {"name": "exist_desktop", "label": "Exist Desktop"},
    "available_services": [{"name": "exist_desktop", "label": "Exist Desktop"}],
}
_VALUES = [{"date": "2026-11-22", "value": 2}, {"date": "2026-11-21", "value": None}]

_TOGETHER: Json = {
    "date": "2026-11-22",
    "period": 365,
    "offset": 0,
    "attribute": "coffees",
    "attribute2": "mood",
    "value": 0.4,
    "p": 0.01,
    "percentage": 40.0,
    "stars": 4,
    "second_person": "You have more coffees when your mood is better.",
    "strength_description": "goes together",
    "stars_description": "certain",
    "description": "More coffees with better mood",
    "occurrence": "on most days",
}


def _page(*items: Json) -> Json:
    return {"count": len(items), "next": None, "previous": None, "results": list(items)}


GOOD: dict[str, Json] = {
    "profile": {
        "username": "josh",
        "first_name": "Josh",
        "last_name": "Sharp",
        "avatar": "https://exist.io/static/media/avatars/josh.png",
        "timezone": "Australia/Melbourne",
        "local_time": "2026-11-22T12:00:00+11:00",
        "imperial_distance": False,
        "imperial_weight": False,
        "imperial_energy": False,
        "imperial_liquid": False,
        "imperial_temperature": False,
        "trial": False,
        "delinquent": False,
    },
    "attributes": _page(_COFFEES),
    "owned": _page(_COFFEES),
    "templates": _page(_COFFEES),
    "with-values": _page(_COFFEES | {"values": _VALUES}),
    "values": _page(*_VALUES),
    "averages": _page(
        {
            "attribute": {"name": "coffees"},
            "user_attribute": "coffees",
            "date": "2026-11-16",
            "overall": 2.0,
            **dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), 2.0),
        }
    ),
    "insights": _page(
        {
            "created": "2026-11-22T09:00:00Z",
            "target_date": "2026-11-21",
            "type": {"name": "coffees_best", "period": 7, "priority": 2, "attribute": {"name": "coffees"}},
            "html": "<b>Two</b> coffees",
            "text": "Two coffees",
        }
    ),
    "correlations": _page(_TOGETHER),
    "combo": _TOGETHER,
    "acquire": {"success": [_COFFEES], "failed": []},
    "release": {"success": [{"name": "coffees"}], "failed": []},
    "create": {"success": [_COFFEES], "failed": []},
    "update": {"success": [{"name": "coffees", "date": "2026-11-22", "value": 2}], "failed": []},
    "increment": {"success": [{"name": "coffees", "date": "2026-11-22", "value": 1, "current": 3}], "failed": []},
    "access_token": {
        "access_token": TOKEN,
        "token_type": "Bearer",
        "expires_in": 31_536_000,
        "refresh_token": "refresh-0123456789abcdef",
        "scope": "mood_read mood_write",
    },
    "simple-token": {"token": TOKEN},
}
"""A good answer of every call, by the last part of its path."""


@dataclass(frozen=True)
class Visit:
    """A client at a server, with the wire below it for what needs no token."""

    transport: Transport
    client: ExistClient


Call = Callable[[Visit], Awaitable[object]]
PERSON = ClientCredentials("id", "client-secret-0123456789")
CALLS: dict[str, Call] = {
    "profile": lambda visit: visit.client.profile(),
    "attributes": lambda visit: visit.client.attributes(),
    "owned": lambda visit: visit.client.owned(),
    "templates": lambda visit: visit.client.templates(),
    "with-values": lambda visit: visit.client.with_values(days=31),
    "values": lambda visit: visit.client.values("coffees", ValueType.QUANTITY),
    "averages": lambda visit: visit.client.averages(),
    "insights": lambda visit: visit.client.insights(),
    "correlations": lambda visit: visit.client.correlations(),
    "combo": lambda visit: visit.client.correlation("coffees", "mood"),
    "acquire": lambda visit: visit.client.acquire([Acquire(name="coffees")]),
    "release": lambda visit: visit.client.release(["coffees"]),
    "create": lambda visit: visit.client.create([Create(label="Coffees", group="food", value_type=ValueType.QUANTITY)]),
    "update": lambda visit: visit.client.update([SetValue(KEY, 2)]),
    "increment": lambda visit: visit.client.increment([Increment(KEY, 1)]),
    "access_token": lambda visit: exchange(visit.transport, PERSON, "a-code", "a-verifier", 0.0),
    "simple-token": lambda visit: simple_token(visit.transport, "josh", "a-password"),
    "token on trial": lambda visit: try_token(visit.transport, TOKEN),
}
"""Everything that this program ever asks of Exist."""


def visiting(transport: Transport) -> Visit:
    """A client whose token is the canary."""
    return Visit(transport, ExistClient(transport, Session(transport, Tokens(TokenKind.BEARER, TOKEN))))


def call_of(request: Request) -> str:
    """The last part of the path."""
    return request.path.rstrip("/").rpartition("/")[2]


@dataclass
class Service:
    """Answers every call in good order but for what a test has put in its place."""

    documents: dict[str, Json] = field(default_factory=lambda: copy.deepcopy(GOOD))
    instead: bytes | None = None

    def __call__(self, request: Request) -> bytes:
        if self.instead is not None:
            return self.instead
        return ok(self.documents[call_of(request)])


def raw(document: Json) -> bytes:
    """A 200 with this JSON, NaN and lone surrogates and all."""
    return http(200, json.dumps(document).encode())
