"""What an act from the shell takes while fifty thousand entries wait, beside one with a single entry."""

from __future__ import annotations

import asyncio
from itertools import islice, product
from pathlib import Path
from statistics import median

from exist_desktop.domain.commands import Key, SetValue
from exist_desktop.engine import Engine
from exist_desktop.settings import Setup
from tests.benchmarks.measures import HUNDRED, attributes, days, fill, value
from tests.benchmarks.programs import Place
from tests.benchmarks.saving import timed
from tests.benchmarks.table import Row, ratio_row

MANY = 50_000
AT_ONCE = 5_000
SHELLS = 5


def rows(folder: Path, server: dict[str, str]) -> list[Row]:
    """`status` and `add` until they have answered; nobody is signed in, so that nothing leaves meanwhile."""
    full, nearly_empty = (Place(folder / name, server["server"], server["token"]) for name in ("full", "one"))
    for place, count in ((full, MANY), (nearly_empty, 1)):
        asyncio.run(_fill(place, count))
    acts = {"status": ("status",), "add from a shell, answered": ("add", "measure_0", "+1")}
    return [_row(f"{name}, {MANY:,} entries wait", act, full, nearly_empty) for name, act in acts.items()]


async def _fill(place: Place, count: int) -> None:
    await fill(place.folder, place.server, place.token, history=1)
    engine = Engine(Setup(place.server, place.folder))
    await engine.open()
    try:
        keys = product(attributes(HUNDRED), days(MANY // HUNDRED))
        wanted = (SetValue(Key(attribute.name, day), value(attribute, day)) for attribute, day in islice(keys, count))
        while some := list(islice(wanted, AT_ONCE)):
            await engine.journal.save(*some)
    finally:
        await engine.close()


def _row(measured: str, act: tuple[str, ...], full: Place, nearly_empty: Place) -> Row:
    found: dict[Place, list[float]] = {full: [], nearly_empty: []}
    for _ in range(SHELLS):
        for place, times in found.items():
            times.append(timed("-m", "exist_desktop", *act, extra=place.signed_out)[0])
    ours, theirs = median(found[full]), median(found[nearly_empty])
    return ratio_row(measured, ours, theirs, beside="one entry waits", unit="ms", most=1.5)
