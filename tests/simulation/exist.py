"""The service as `api.md` tells of it, small and without any fault: accounts, attributes, values, owners, tokens.

It knows nothing of the program. What it does goes by the bodies of requests, and what it says is bodies again.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import msgspec

OURS = "exist_desktop"
ANDROID = "exist_for_android"
FITBIT = "fitbit"
CLIENT = "client"
YEAR = 365 * 86_400.0
WHOLE, DECIMAL, TEXT, DURATION, BOOLEAN, SCALE = 0, 1, 2, 3, 7, 8
NO_INCREMENTS = (TEXT, 4, 6, SCALE)
MOST_ITEMS = 35
FEWEST_DAYS = 5
"""The list of an attribute that has no value yet."""
LONG_AGO = 47
"""Days ago: before what is read by itself."""
FIRST_VALUES: dict[tuple[str, int], int | float | str] = {
    ("coffees", 0): 2,
    ("coffees", 2): 4,
    ("weight", 1): 71.4,
    ("mood", 0): 7,
    ("mood_note", 1): "a long walk",
    ("steps", 0): 8412,
    ("steps", 1): 10400,
    ("sleep", 1): 431,
    ("walk", 1): 1,
    ("coffees", LONG_AGO): 1006,
    ("weight", LONG_AGO): 1071.4,
    ("mood_note", LONG_AGO): "written elsewhere long ago",
}
"""By attribute and days ago: what everybody has from the beginning."""
WAYS_OF_KEEPING: tuple[Callable[[str], str], ...] = (
    str,
    lambda text: "\n".join(line.rstrip() for line in text.split("\n")).strip(),
    lambda text: text.replace("\r\n", "\n").replace("\n", "\r\n"),
    lambda text: unicodedata.normalize("NFD", text),
)
"""How services keep texts: as they come, trimmed, with the line ends of forms, with accents apart."""

WAYS_OF_SAYING: tuple[Callable[[float], object], ...] = (lambda number: number, str, lambda number: f"{number:.3f}")
"""How services say numbers: as numbers, and as text in two forms."""

Item = TypeVar("Item")
Items = Sequence[Mapping[str, Any]]
Key = tuple[str, str, str]
"""User, attribute, day."""


@dataclass
class Attribute:
    """An attribute of one account. `owner` is the service that fills it, `since` when it last changed hands."""

    name: str
    group: str
    value_type: int
    template: str | None = None
    manual: bool = True
    owner: str | None = OURS
    priority: int = 1
    active: bool = True
    label: str = ""
    since: float = 0.0
    providers: list[str] | None = None
    """The other services that can fill it; None where answers do not say."""
    past: list[tuple[float, str | None, bool]] = field(default_factory=list)
    """Since when it had which owner and was active, so that a list of owners can be stale."""

    def told(self, owner: str | None = "") -> dict[str, Any]:
        """As an answer has it, without values; with an `owner`, as one that it had before."""
        name = self.owner if owner == "" else owner
        service = name and _service(name)
        available = {} if self.providers is None else {"available_services": [_service(one) for one in self.providers]}
        return available | {
            "group": {"name": self.group, "label": self.group.capitalize(), "priority": 3},
            "template": self.template,
            "name": self.name,
            "label": self.label or self.name.replace("_", " ").capitalize(),
            "priority": self.priority,
            "manual": self.manual,
            "active": self.active,
            "value_type": self.value_type,
            "service": service,
        }


def _service(name: str) -> dict[str, str]:
    return {"name": name, "label": name.capitalize()}


def attributes() -> list[Attribute]:
    """What each account starts with."""
    return [
        Attribute("coffees", "food", WHOLE, "coffees"),
        Attribute("weight", "health", DECIMAL, "weight"),
        Attribute("mood", "mood", SCALE, "mood", owner=ANDROID),
        Attribute("mood_note", "mood", TEXT, "mood_note"),
        Attribute("walk", "custom", BOOLEAN),
        Attribute("steps", "activity", WHOLE, "steps", manual=False, owner=FITBIT),
        Attribute("sleep", "sleep", DURATION, "sleep", manual=False, owner=None),
        Attribute("keystrokes", "productivity", WHOLE, "keystrokes", priority=10),
    ]


def templates() -> list[Attribute]:
    """What the service offers."""
    new = Attribute("water", "food", WHOLE, "water", owner=None)
    return [*(a for a in attributes() if a.template), new]


@dataclass
class Token:
    """A pair of tokens while it is valid."""

    user: str
    access: str
    refresh: str
    expires_at: float
    scopes: str | None


@dataclass
class Account:
    """One person's data. `values` keeps what each value was and since when, so that a read can be stale."""

    user: str
    zone: str = "Europe/Berlin"
    attributes: dict[str, Attribute] = field(default_factory=dict)
    values: dict[tuple[str, str], list[tuple[float, Any]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """A status and a body. `attempts` says which items of a write were applied, in the order of the request."""

    status: int
    body: bytes
    applied: tuple[int, ...] = ()


class Exist:
    """The service. `on_applied` hears of every write: key, kind, value, and whose it was."""

    def __init__(self, clock: Callable[[], float], users: Sequence[str]) -> None:
        self.says = WAYS_OF_SAYING[0]
        self._clock = clock
        self._numbers = 0
        self.keeps_scopes = False
        """Whether what lies outside a token's scopes is neither listed nor written."""
        self.echoes = False
        """Whether answers to acquiring repeat the item instead of giving the whole attribute."""
        self.keeps_manual = False
        """Whether acquiring what is the client's already leaves `manual` as it is."""
        self.lags = False
        """Whether a stale reading shows owners of before, too."""
        self.moved: dict[tuple[str, str], float] = {}
        """When an attribute last changed hands on the service's own pages."""
        self.chooses: Callable[[Sequence[str]], str] = lambda names: names[0]
        """Which of several services gets what is released."""
        self.keeps_texts: Callable[[str], str] = str
        self.accounts = {user: Account(user, attributes={a.name: a for a in attributes()}) for user in users}
        self.tokens: dict[str, Token] = {}
        self._granted: frozenset[str] | None = None
        for user in users:
            for (name, ago), value in FIRST_VALUES.items():
                self.put(user, name, (self.today(user) - timedelta(days=ago)).isoformat(), value)

    def issue(self, user: str, scopes: str | None) -> Token:
        """A new pair; those before it go on."""
        self._numbers += 1
        token = Token(user, f"access{self._numbers}", f"refresh{self._numbers}", self._clock() + YEAR, scopes)
        self.tokens[token.access] = token
        return token

    def _dated(self, account: Account, name: str, day: str, stale: float) -> dict[str, Any]:
        return {"date": day, "value": self._said(self.value(account.user, name, day, stale))}

    def _said(self, value: object) -> object:
        """A value as an answer has it."""
        return self.says(value) if isinstance(value, int | float) else value

    def token_of(self, authorization: str) -> Token | None:
        """The valid token of a header."""
        kind, _, access = authorization.partition(" ")
        token = self.tokens.get(access)
        return token if kind == "Bearer" and token is not None and token.expires_at > self._clock() else None

    def value(self, user: str, name: str, day: str, ago: float = 0.0) -> Any:
        """What a value is, or was."""
        past = self.accounts[user].values.get((name, day), [])
        place = bisect_right(past, self._clock() - ago, key=lambda kept: kept[0])
        return past[place - 1][1] if place else None

    def put(self, user: str, name: str, day: str, value: object) -> None:
        """A value changes, whoever does it."""
        self.accounts[user].values.setdefault((name, day), []).append((self._clock(), value))

    def hand_over(self, user: str, name: str, owner: str | None) -> None:
        """An attribute changes hands on the service's own pages."""
        self.moved[user, name] = self._clock()
        self._set_owner(self.accounts[user].attributes[name], owner)

    def switch_off(self, user: str, name: str) -> None:
        """A person hides an attribute on the service's own pages; nobody fills it then."""
        self.hand_over(user, name, None)
        self.accounts[user].attributes[name].active = False

    def _set_owner(self, attribute: Attribute, owner: str | None) -> None:
        attribute.past.append((self._clock(), attribute.owner, attribute.active))
        attribute.owner, attribute.since = owner, self._clock()
        attribute.active = attribute.active or owner is not None

    def answer(
        self,
        path: str,
        query: Mapping[str, str],
        body: bytes,
        user: str,
        *,
        stale: float = 0.0,
        most: int | None = None,
        scopes: str | None = None,
    ) -> Answer:
        """What a request with a valid token gets. With `most` only so many items of a write are applied.

        Where `scopes` are given, what lies outside them is not listed and not written.
        """
        account, name = self.accounts[user], path.removeprefix("/api/2/")
        self._granted = None if scopes is None else frozenset(scopes.split())
        batches = {
            "attributes/acquire/": self._acquire,
            "attributes/release/": self._release,
            "attributes/create/": self._create,
            "attributes/update/": self._update,
            "attributes/increment/": self._increment,
        }
        if name in batches:
            return self._batch(account, body, most, batches[name])
        match name:
            case "accounts/profile/":
                return self._profile(account)
            case "attributes/":
                mine = query.get("owned") == "true"
                return self._owners(account, query, stale, mine=mine)
            case "attributes/owned/":
                return self._owners(account, query, stale, mine=True)
            case "attributes/templates/":
                return _page([a.told() | {"service": None} for a in templates()], query)
            case "attributes/with-values/":
                return self._with_values(account, query, stale)
            case "attributes/values/":
                return self._values(account, query, stale)
            case "averages/":
                return _page([{"attribute": "coffees", "date": "2026-11-16", "overall": 2.0, "monday": 1.0}], query)
        return Answer(404, b'{"detail": "Not found."}')

    def renew(self, fields: Mapping[str, str]) -> Answer:
        """A refresh token for a new pair; both old ones are invalid from then on."""
        found = [token for token in self.tokens.values() if token.refresh == fields.get("refresh_token")]
        if not found or fields.get("client_id") != CLIENT or fields.get("grant_type") != "refresh_token":
            return Answer(400, b'{"error": "invalid_grant"}')
        del self.tokens[found[0].access]
        fresh = self.issue(found[0].user, found[0].scopes)
        told: dict[str, object] = {"access_token": fresh.access, "token_type": "Bearer", "expires_in": int(YEAR)}
        told |= {"refresh_token": fresh.refresh, "scope": fresh.scopes}
        return Answer(200, msgspec.json.encode(told))

    def today(self, user: str) -> date:
        """The account's date."""
        return datetime.fromtimestamp(self._clock(), UTC).astimezone(ZoneInfo(self.accounts[user].zone)).date()

    def _profile(self, account: Account) -> Answer:
        local = datetime.fromtimestamp(self._clock(), UTC).astimezone(ZoneInfo(account.zone))
        told = {"username": account.user, "timezone": account.zone, "local_time": local.isoformat()}
        return Answer(200, msgspec.json.encode(told))

    def _listed(self, account: Account, query: Mapping[str, str]) -> list[Attribute]:
        names = query["attributes"].split(",") if "attributes" in query else None
        low, inactive = query.get("include_low_priority") == "true", query.get("include_inactive") == "true"
        return [
            a
            for a in account.attributes.values()
            if (names is None or a.name in names) and (low or a.priority < 10) and (inactive or a.active)
            if self._may(a, "read")
        ]

    def _owners(self, account: Account, query: Mapping[str, str], stale: float, *, mine: bool) -> Answer:
        at = self._clock() - stale if self.lags else self._clock()
        found = [
            (a, next((owner for since, owner, _ in a.past if since > at), a.owner))
            for a in self._listed(account, query)
        ]
        return _page([a.told(owner) for a, owner in found if not mine or owner == OURS], query)

    def _with_values(self, account: Account, query: Mapping[str, str], stale: float) -> Answer:
        last = self._last_day(account, query)
        days = [(last - timedelta(days=ago)).isoformat() for ago in range(int(query.get("days", "1")))]
        return _page(
            self._listed(account, query),
            query,
            lambda a: a.told() | {"values": [self._dated(account, a.name, day, stale) for day in days]},
        )

    def _values(self, account: Account, query: Mapping[str, str], stale: float) -> Answer:
        name, last = query["attribute"], self._last_day(account, query)
        if name not in account.attributes:
            return Answer(404, b'{"detail": "Not found."}')
        first = min((day for of, day in account.values if of == name), default=last.isoformat())
        listed = max((last - date.fromisoformat(first)).days + 1, FEWEST_DAYS)
        days = [(last - timedelta(days=ago)).isoformat() for ago in range(listed)]
        return _page(days, query, lambda day: self._dated(account, name, day, stale))

    def _last_day(self, account: Account, query: Mapping[str, str]) -> date:
        """The last day of an answer, which is never after the account's own today."""
        today = self.today(account.user)
        return min(date.fromisoformat(query["date_max"]), today) if "date_max" in query else today

    def _batch(
        self,
        account: Account,
        body: bytes,
        most: int | None,
        one: Callable[[Account, Mapping[str, Any]], dict[str, Any]],
    ) -> Answer:
        items = msgspec.json.decode(body)
        if len(items) > MOST_ITEMS:
            return Answer(400, b'{"detail": "Too many objects"}')
        told: dict[str, list[Any]] = {"success": [], "failed": []}
        applied = []
        for place, item in enumerate(items[:most]):
            done = one(account, item)
            told["failed" if "error_code" in done else "success"].append(done)
            if "error_code" not in done:
                applied.append(place)
        return Answer(202 if told["failed"] else 200, msgspec.json.encode(told), tuple(applied))

    def _acquire(self, account: Account, item: Mapping[str, Any]) -> dict[str, Any]:
        name = item.get("name") or item.get("template")
        if name not in account.attributes:
            offered = next((a for a in templates() if a.template == item.get("template")), None)
            if offered is None:
                return _failed(item, "not_found")
            account.attributes[offered.name] = offered
            name = offered.name
        attribute = account.attributes[str(name)]
        if not self._may(attribute, "write"):
            return _failed(item, "not_allowed")
        if not (self.keeps_manual and attribute.owner == OURS):
            attribute.manual = item.get("manual", attribute.manual)
        self._set_owner(attribute, OURS)
        return {**item, "name": attribute.name, "active": True} if self.echoes else attribute.told()

    def _release(self, account: Account, item: Mapping[str, Any]) -> dict[str, Any]:
        if (refusal := self._refusal(account, item)) is not None:
            return _failed(item, refusal)
        attribute = account.attributes[item["name"]]
        others = attribute.providers or []
        self._set_owner(attribute, self.chooses(others) if others else None)
        attribute.active = attribute.owner is not None
        return dict(item)

    def _create(self, account: Account, item: Mapping[str, Any]) -> dict[str, Any]:
        if "template" in item:
            return self._create_from_template(account, item)
        label = item["label"]
        if any(a.told()["label"].casefold() == label.casefold() for a in account.attributes.values()):
            return _failed(item, "exists")
        name = "".join(c if c.isalnum() else "_" for c in label.lower())
        made = Attribute(name, item["group"], item["value_type"], label=label, manual=item.get("manual", True))
        if not self._may(made, "write"):
            return _failed(item, "not_allowed")
        account.attributes[name] = made
        return made.told()

    def _create_from_template(self, account: Account, item: Mapping[str, Any]) -> dict[str, Any]:
        offered = next((a for a in templates() if a.template == item["template"]), None)
        if offered is None:
            return _failed(item, "not_found")
        if offered.name in account.attributes:
            return _failed(item, "exists")
        offered.owner, offered.manual = OURS, item.get("manual", True)
        if not self._may(offered, "write"):
            return _failed(item, "not_allowed")
        account.attributes[offered.name] = offered
        return offered.told()

    def _update(self, account: Account, item: Mapping[str, Any]) -> dict[str, Any]:
        if (refusal := self._refusal(account, item)) is not None:
            return _failed(item, refusal)
        value = item["value"]
        self.put(account.user, item["name"], item["date"], self.keeps_texts(value) if isinstance(value, str) else value)
        return dict(item)

    def _increment(self, account: Account, item: Mapping[str, Any]) -> dict[str, Any]:
        if (refusal := self._refusal(account, item)) is not None:
            return _failed(item, refusal)
        if account.attributes[item["name"]].value_type in NO_INCREMENTS:
            return _failed(item, "validation")
        day = item.get("date") or self.today(account.user).isoformat()
        total = round((self.value(account.user, item["name"], day) or 0) + item["value"], 6)
        self.put(account.user, item["name"], day, total)
        return {"name": item["name"], "value": item["value"], "current": self._said(total)}

    def _refusal(self, account: Account, item: Mapping[str, Any]) -> str | None:
        attribute = account.attributes.get(item["name"])
        if attribute is None:
            return "not_found"
        if not self._may(attribute, "write"):
            return "not_allowed"
        return None if attribute.owner == OURS else "unauthorised"

    def _may(self, attribute: Attribute, right: str) -> bool:
        granted = self._granted
        by_hand = attribute.manual and f"manual_{right}" in (granted or ())
        return granted is None or by_hand or f"{attribute.group}_{right}" in granted


def _failed(item: Mapping[str, Any], code: str) -> dict[str, Any]:
    return {**item, "error_code": code, "error": f"{code} as the service says it"}


def _page(found: list[Item], query: Mapping[str, str], told: Callable[[Item], Any] = lambda item: item) -> Answer:
    limit, page = int(query.get("limit", "20")), int(query.get("page", "1"))
    part = [told(item) for item in found[(page - 1) * limit : page * limit]]
    more = f"https://exist.example/next?page={page + 1}" if page * limit < len(found) else None
    return Answer(200, msgspec.json.encode({"count": len(found), "next": more, "previous": None, "results": part}))
