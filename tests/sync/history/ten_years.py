"""A service with many attributes and years of days, made up quickly; it keeps the API's rules and counts the hour.

It is written from the documents alone: pages of at most a hundred, windows of at most 31 days, lists that leave hidden
attributes out, null for a day without a value, counts from an attribute's first day.
"""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.api.odd_server import Request, http, ok

LIMIT = 100
Value = int | float | str | None
ValueOf = Callable[[date], Value]


@dataclass
class Kept:
    """An attribute of the account: from when it has days, and what each of them holds."""

    name: str
    first: date
    value: ValueOf
    value_type: int = 0
    group: str = "activity"
    priority: int = 1
    active: bool = True
    label: str = ""
    changed: dict[date, Value] = field(default_factory=dict)

    def on(self, day: date) -> Value:
        if day in self.changed:
            return self.changed[day]
        return self.value(day) if day >= self.first else None

    def told(self) -> dict[str, Any]:
        return {
            "group": {"name": self.group, "label": self.group.title(), "priority": 1},
            "template": None,
            "name": self.name,
            "label": self.label or self.name.title(),
            "priority": self.priority,
            "manual": False,
            "active": self.active,
            "value_type": self.value_type,
            "value_type_description": "",
            "service": {"name": "other", "label": "Other"},
        }


class Years:
    """The service. `before` may answer a request in its place, `calls` and `busiest` tell how much was asked.

    `zone` is the account's, `longest_page` what the service gives at most, `count_is_off` by how much it miscounts,
    `names_next` whether a page says that there is another, `leaves_out` of which attributes it gives no empty days.
    """

    def __init__(self, clock: Callable[[], float], kept: list[Kept]) -> None:
        self.kept: dict[str, Kept] = {one.name: one for one in kept}
        self.calls: Counter[str] = Counter()
        self.asked: list[Mapping[str, str]] = []
        self.busiest = 0
        self.unusable_counts = False
        self.zone = "UTC"
        self.longest_page = LIMIT
        self.count_is_off = 0
        self.names_next = True
        self.leaves_out: set[str] = set()
        self.before: Callable[[Request], bytes | None] = lambda _request: None
        self._clock = clock
        self._hour: deque[float] = deque()

    @property
    def today(self) -> date:
        return datetime.fromtimestamp(self._clock(), ZoneInfo(self.zone)).date()

    def forget(self) -> None:
        self.calls.clear()
        self.asked.clear()

    def __call__(self, request: Request) -> bytes | None:
        now = self._clock()
        self._hour.append(now)
        while self._hour[0] <= now - 3600:
            self._hour.popleft()
        self.busiest = max(self.busiest, len(self._hour))
        call = request.path.rstrip("/").rpartition("/")[2]
        self.calls[call] += 1
        if call == "values" or (call == "with-values" and "date_max" in request.query):
            self.asked.append(request.query)
        answer = self.before(request)
        return self._answer(call, request.query) if answer is None else answer

    def _answer(self, call: str, query: Mapping[str, str]) -> bytes:
        match call:
            case "profile":
                return ok({"username": "old", "timezone": self.zone, "local_time": None})
            case "attributes":
                return self._page(query, [one.told() for one in self.kept.values()])
            case "with-values":
                return self._with_values(query)
            case "values":
                return self._values(query)
            case _:
                return self._page(query, [])

    def _with_values(self, query: Mapping[str, str]) -> bytes:
        days = int(query.get("days", "1"))
        assert 1 <= days <= 31
        last = min(date.fromisoformat(query.get("date_max", self.today.isoformat())), self.today)
        names = query["attributes"].split(",") if "attributes" in query else None
        shown = [one for one in self.kept.values() if one.active and one.priority < 10]
        shown = [one for one in shown if names is None or one.name in names]
        span = [last - timedelta(days=back) for back in range(days)]
        return self._page(
            query,
            shown,
            lambda one: one.told() | {"values": self._rows(one, span)},
        )

    def _rows(self, one: Kept, span: list[date]) -> list[dict[str, Any]]:
        rows = [{"date": str(day), "value": one.on(day)} for day in span]
        return [row for row in rows if row["value"] is not None] if one.name in self.leaves_out else rows

    def _values(self, query: Mapping[str, str]) -> bytes:
        one = self.kept.get(query["attribute"])
        if one is None:
            return http(404, b'{"detail": "Not found."}')
        last = min(date.fromisoformat(query.get("date_max", self.today.isoformat())), self.today)
        first = min([one.first, *one.changed])
        days = [last - timedelta(days=back) for back in range(max((last - first).days + 1, 0))]
        told = self._page(query, days, lambda day: {"date": str(day), "value": one.on(day)})
        return told.replace(b'"count"', b'"_____"') if self.unusable_counts else told

    def _page(self, query: Mapping[str, str], rows: list[Any], shown: Callable[[Any], Any] = lambda row: row) -> bytes:
        size = min(int(query.get("limit", "20")), self.longest_page)
        start = (int(query.get("page", "1")) - 1) * size
        if start >= len(rows) and start:
            return http(404, b'{"detail": "Invalid page."}')
        found = [shown(row) for row in rows[start : start + size]]
        following = "more" if self.names_next and start + size < len(rows) else None
        body = json.dumps(
            {"count": len(rows) + self.count_is_off, "next": following, "previous": None, "results": found}
        )
        return http(200, body.encode())
