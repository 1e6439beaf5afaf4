"""How many requests things take, counted by the server."""

from __future__ import annotations

import asyncio
from collections import Counter
from math import ceil
from pathlib import Path

from exist_desktop.api.batches import MOST_ITEMS
from exist_desktop.api.paging import PAGE_SIZE
from exist_desktop.demo.people.catalogue import TEMPLATES
from exist_desktop.domain.commands import Key, SetValue
from exist_desktop.engine import Engine
from exist_desktop.settings import Setup
from exist_desktop.sync.schedule import Schedule
from tests.benchmarks.measures import USER, attributes, days, serving
from tests.benchmarks.table import Row
from tests.demo_server import DemoServer

TRACKED = 150
WAITING = 1_000


def rows(folder: Path, _server: dict[str, str]) -> list[Row]:
    """A full reading of many attributes, and many entries that leave at once."""
    with serving(TRACKED) as server:
        return asyncio.run(_counted(server, folder))


async def _counted(server: DemoServer, folder: Path) -> list[Row]:
    engine = Engine(Setup(server.base_url, folder / "calls", token=server.token(USER)))
    await engine.open()
    try:
        await engine.connect()
        assert engine.link is not None
        reading = await _requests(server, engine.link.schedule)
        ten_days = [Key(attribute.name, day) for attribute in attributes(TRACKED)[:100] for day in days(10)]
        await engine.journal.save(*(SetValue(key, 1) for key in ten_days))
        sending = await _requests(server, engine.link.schedule)
    finally:
        await engine.close()
    pages = ceil(TRACKED / PAGE_SIZE)
    # The profile; attributes: all, owned, with values, averages; templates.
    least = 1 + 4 * pages + ceil(len(TEMPLATES) / PAGE_SIZE)
    updates = ceil(WAITING / MOST_ITEMS)
    return [
        Row(
            f"requests of a full reading, {TRACKED} attributes",
            f"{reading.total()}",
            "the API's least",
            "",
            f"≤ {least}",
            reading.total() <= least,
        ),
        Row(
            f"update calls for {WAITING:,} entries",
            f"{sending['update']}",
            f"{MOST_ITEMS} in a call",
            "",
            f"≤ {updates}",
            sending["update"] <= updates,
        ),
    ]


async def _requests(server: DemoServer, schedule: Schedule) -> Counter[str]:
    server.world.requests.clear()
    await schedule.sync()
    return Counter(request.call for request in server.world.requests)
