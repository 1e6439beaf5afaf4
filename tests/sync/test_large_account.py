"""An account so large that an hour's requests do not read it is read over several hours, each of which counts."""

from __future__ import annotations

import asyncio
import json
from collections import Counter, deque
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from exist_desktop.engine import Engine
from exist_desktop.settings import Setup
from exist_desktop.sync.status import Condition
from tests.api.odd_server import Request, http, odd_server, ok
from tests.sync.clocks import SteppedClock

MANY = 10_000
PAGE = 100


class LargeAccount:
    """Somebody with as many attributes as the program reads at most, all of them of their own."""

    def __init__(self, clock: SteppedClock) -> None:
        self.calls: Counter[str] = Counter()
        self.busiest = 0
        self._clock = clock
        self._hour: deque[float] = deque()

    def __call__(self, request: Request) -> bytes:
        now = self._clock.true()
        self._hour.append(now)
        while self._hour[0] <= now - 3600:
            self._hour.popleft()
        self.busiest = max(self.busiest, len(self._hour))
        call = request.path.rstrip("/").rpartition("/")[2]
        self.calls[call] += 1
        if call == "profile":
            return ok({"username": "large", "timezone": "UTC", "local_time": "2026-11-22T01:00:00+00:00"})
        if call in ("attributes", "owned", "with-values"):
            return self._page(int(request.query["page"]), with_values=call == "with-values")
        return ok({"count": 0, "next": None, "previous": None, "results": []})

    def _page(self, number: int, *, with_values: bool) -> bytes:
        found = [self._attribute(index, with_values) for index in range((number - 1) * PAGE, number * PAGE)]
        following = "more" if number * PAGE < MANY else None
        return http(200, json.dumps({"count": MANY, "next": following, "previous": None, "results": found}).encode())

    def _attribute(self, index: int, with_values: bool) -> dict[str, Any]:
        day = datetime.fromtimestamp(self._clock.true(), UTC).date().isoformat()
        attribute = {
            "group": {"name": "custom", "label": "Custom", "priority": 1},
            "template": None,
            "name": f"tag_{index}",
            "label": f"Tag {index}",
            "priority": 2,
            "manual": True,
            "active": True,
            "value_type": 0,
            "value_type_description": "Integer",
            "service": {"name": "self", "label": "Self"},
        }
        return attribute | ({"values": [{"date": day, "value": index}]} if with_values else {})


def test_ten_thousand_attributes_are_read_over_several_hours(tmp_path: Path) -> None:
    async def run() -> None:
        clock = SteppedClock()
        account = LargeAccount(clock)
        async with odd_server(account) as server:
            engine = Engine(Setup(server.url, tmp_path, token="a-token"), clock=clock, random=Random(7))
            await engine.open()
            try:
                await engine.connect()
                assert engine.link is not None
                hours, conditions = 0, []
                while await engine.views.last_sync() is None and hours < 5:
                    conditions.append((await engine.link.schedule.sync()).condition)
                    clock.pass_(hours=1)
                    hours += 1
                assert hours <= 3
                assert set(conditions[:-1]) == {Condition.PAUSED}
                assert account.busiest <= 300
                assert account.calls["attributes"] == 100, "what was read stays read"
                known, _ = await engine.views.catalogue()
                assert len(known) == MANY
                assert engine.link.worker.status.counts.open == 0
            finally:
                await engine.close()

    asyncio.run(run())
