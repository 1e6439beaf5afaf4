"""A service in a process of its own that has ten years of 150 attributes; and what it takes at least to fetch them."""

from __future__ import annotations

import asyncio
import functools
import json
import sqlite3
import sys
import time
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import httpx
import msgspec

from exist_desktop.api.models import AttributeModel, Page
from tests.api.odd_server import odd_server
from tests.sync.history.ten_years import Kept, Years

TRACKED = 150
DAYS = 3_650
PAGE = 100
WINDOW_DAYS = 31


def amount(number: int, day: date) -> int:
    """What an attribute has on a day."""
    return (day.toordinal() * 7 + number) % 1_000


def windows(today: date) -> list[date]:
    """The last days of the windows, newest first."""
    return [today - timedelta(days=back) for back in range(0, DAYS, WINDOW_DAYS)]


async def fetch_bare(url: str, file: Path, today: date) -> float:
    """Fetches the windows one by one, decodes and writes them, and nothing else; how many seconds that takes."""
    began = time.perf_counter()
    with closing(sqlite3.connect(file, isolation_level=None)) as disk:
        disk.execute("PRAGMA journal_mode=WAL")
        disk.execute("PRAGMA synchronous=FULL")
        disk.execute("CREATE TABLE history (series INT, day INT, value, PRIMARY KEY (series, day)) WITHOUT ROWID")
        numbers: dict[str, int] = {}
        async with httpx.AsyncClient() as client:
            for last in windows(today):
                for page in range(1, -(-TRACKED // PAGE) + 1):
                    query: dict[str, str | int] = {
                        "days": WINDOW_DAYS,
                        "date_max": str(last),
                        "page": page,
                        "limit": PAGE,
                    }
                    answer = await client.get(f"{url}/api/2/attributes/with-values/", params=query)
                    decoded = msgspec.json.decode(answer.content, type=Page[AttributeModel])
                    rows = [
                        (numbers.setdefault(one.name, len(numbers)), value.date.toordinal(), value.value)
                        for one in decoded.results
                        if one is not None
                        for value in one.values
                        if value is not None and value.value is not None
                    ]
                    disk.execute("BEGIN IMMEDIATE")
                    disk.executemany("INSERT OR REPLACE INTO history VALUES (?, ?, ?)", rows)
                    disk.execute("COMMIT")
    return time.perf_counter() - began


async def _serve() -> None:
    years = Years(time.time, [])
    first = years.today - timedelta(days=DAYS - 1)
    names = [f"measure_{number}" for number in range(TRACKED)]
    years.kept = {
        name: Kept(name, first, functools.partial(amount, number), group=("activity", "sleep", "health")[number % 3])
        for number, name in enumerate(names)
    }
    async with odd_server(years) as server:
        print(json.dumps({"server": server.url, "token": "a-token"}), flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_serve())
