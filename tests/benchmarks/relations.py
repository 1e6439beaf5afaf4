"""Relations in ten years of 150 attributes: all with all beside a bare pass of numpy, and lost frames."""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.relations.columns import Column
from exist_desktop.domain.relations.scan import all_pairs
from exist_desktop.domain.value_types import ValueType
from exist_desktop.engine import Engine
from exist_desktop.settings import Setup
from exist_desktop.store import catalogue, history
from exist_desktop.store.store import DATABASE
from exist_desktop.store.transaction import Transaction
from tests.benchmarks import bare_relations
from tests.benchmarks.gaps import gap_row
from tests.benchmarks.measures import fill
from tests.benchmarks.programs import Place, program, told
from tests.benchmarks.table import Row, ratio_row

RUNS = 3
TRACKED = 150
DAYS = 3_650
RELATED = 0.3
"""So much of every tenth attribute is that of the one before; the others go together by chance alone."""
MISSING = (0.03, 0.1)
"""Shares of days without a value, from the most faithful attribute to the least: nobody has ten years without a gap."""
OFFSETS = 2


def rows(folder: Path, server: dict[str, str]) -> list[Row]:
    """All with all on the same day and a day later, one with all, and the longest gaps meanwhile."""
    place = Place(folder / "lives", server["server"], server["token"])
    numbers = _lives()
    asyncio.run(_fill(place, numbers))
    runs = []
    for _ in range(RUNS):
        with program("-m", "tests.benchmarks.searching_window", extra=place.variables) as process:
            runs.append(told(process))
            process.wait()
    mathematics, bare, reading = list[float](), list[float](), list[float]()
    columns = [
        Column(Attribute(f"measure_{at}", "", Group("health", "Health", 3), ValueType.DECIMAL), 730_001, series)
        for at, series in enumerate(numbers)
    ]
    for _ in range(RUNS):
        with timed(reading):
            read, first = bare_relations.read(place.folder / DATABASE)
        with timed(bare):
            bare_relations.search(read, first, OFFSETS)
        with timed(mathematics):
            deque(all_pairs(columns, OFFSETS - 1), maxlen=0)
    warm, least = median(run["warm"] for run in runs), min(bare)
    beside = "the same rows read and the same mathematics in numpy"
    alone = "the same mathematics in numpy"
    return [
        ratio_row(f"all with all, {runs[0]['tests']:,} tests", warm, min(reading) + least, beside=beside, unit="ms",
                  most=2),
        ratio_row("all with all, nothing read", min(mathematics), least, beside=alone, unit="ms", most=2),
        Row("all with all, the first search", f"{median(run['first'] for run in runs):.0f} ms"),
        Row("all with all, asked again", f"{median(run['again'] for run in runs):.0f} ms"),
        Row("one with all, a day before to a day after", f"{median(run['one'] for run in runs):.0f} ms"),
        Row("memory of a search, at most", f"{median(run['memory'] for run in runs):.0f} MB"),
        gap_row("longest gap, all with all", [run["gaps"] for run in runs], 16.0),
        gap_row("longest gap, one with all", [run["gaps of one"] for run in runs], 16.0),
    ]  # fmt: skip


@contextmanager
def timed(into: list[float]) -> Iterator[None]:
    """Adds the milliseconds that the block takes."""
    began = time.perf_counter()
    yield
    into.append(1000 * (time.perf_counter() - began))


def _lives() -> NDArray[np.float64]:
    draw = np.random.default_rng(1)
    drawn = draw.normal(size=(TRACKED, DAYS))
    drawn[1::10] += RELATED * drawn[0::10]
    missing = draw.random((TRACKED, DAYS)) < np.linspace(*MISSING, TRACKED)[:, None]
    return np.where(missing, np.nan, np.round(100 * drawn))


async def _fill(place: Place, numbers: NDArray[np.float64]) -> None:
    await fill(place.folder, place.server, place.token, history=1)
    engine = Engine(Setup(place.server, place.folder))
    await engine.open()
    group, yesterday = Group("health", "Health", 3), datetime.now(UTC).date() - timedelta(days=1)
    try:
        account = engine.account
        assert account is not None

        def work(tx: Transaction) -> None:
            names = [f"measure_{number}" for number in range(TRACKED)]
            tracked = [Attribute(name, name, group, ValueType.DECIMAL, position=at) for at, name in enumerate(names)]
            catalogue.put_attributes(tx, tracked, names)
            for name, series in zip(names, numbers.tolist(), strict=True):
                days = {
                    yesterday - timedelta(days=back): None if math.isnan(number) else number
                    for back, number in enumerate(series)
                }
                history.put(tx, name, days, 0.0)

        await engine.store.write(account, work)
    finally:
        await engine.close()
