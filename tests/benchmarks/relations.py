"""Relations in ten years of 150 attributes: all with all beside a bare pass of numpy, and what the window loses."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.value_types import ValueType
from exist_desktop.engine import Engine
from exist_desktop.settings import Setup
from exist_desktop.store import catalogue, history
from exist_desktop.store.transaction import Transaction
from tests.benchmarks.gaps import gap_row
from tests.benchmarks.measures import fill
from tests.benchmarks.programs import Place, program, told
from tests.benchmarks.table import Row, ratio_row

RUNS = 3
TRACKED = 150
DAYS = 3_650
RELATED = 0.3
"""So much of every tenth attribute is that of the one before; the others go together by chance alone."""
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
    bare = min(_bare_pass(numbers) for _ in range(RUNS))
    beside = "ranks and products of matrices in numpy, nothing read"
    warm = median(run["warm"] for run in runs)
    return [
        ratio_row(f"all with all, {runs[0]['tests']:,} tests", warm, bare, beside=beside, unit="ms", most=2),
        Row("all with all, the first search", f"{median(run['first'] for run in runs):.0f} ms"),
        Row("one with all, a day before to a day after", f"{median(run['one'] for run in runs):.0f} ms"),
        Row("memory of a search, at most", f"{median(run['memory'] for run in runs):.0f} MB"),
        gap_row("longest gap, all with all", [run["gaps"] for run in runs], 16.0),
        gap_row("longest gap, one with all", [run["gaps of one"] for run in runs], 16.0),
    ]


def _lives() -> NDArray[np.float64]:
    drawn = np.random.default_rng(1).normal(size=(TRACKED, DAYS))
    drawn[1::10] += RELATED * drawn[0::10]
    return np.round(100 * drawn)


def _bare_pass(numbers: NDArray[np.float64]) -> float:
    """Ranks every series, and correlates all with all at each offset; milliseconds."""
    began = time.perf_counter()
    ranks = np.argsort(np.argsort(numbers, axis=1), axis=1).astype(np.float32)
    ranks -= ranks.mean(axis=1, keepdims=True)
    known = np.ones_like(ranks)
    for later in range(OFFSETS):
        one, two = ranks[:, : DAYS - later], ranks[:, later:]
        one_known, two_known = known[:, : DAYS - later], known[:, later:]
        for left, right in ((one, two), (one, two_known), (one_known, two), (one_known, two_known)):
            left @ right.T
        (one * one) @ two_known.T
        one_known @ (two * two).T
    return 1000 * (time.perf_counter() - began)


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
                days = {yesterday - timedelta(days=back): number for back, number in enumerate(series)}
                history.put(tx, name, days, 0.0)

        await engine.store.write(account, work)
    finally:
        await engine.close()
