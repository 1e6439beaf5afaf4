"""How soon Today is painted and what it takes at rest, beside a window with one label and beside a longer history."""

from __future__ import annotations

import asyncio
import subprocess
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.measures import YEAR, fill
from tests.benchmarks.programs import Place, megabytes, own_megabytes, program, told, wait_for_rest
from tests.benchmarks.table import Row, ratio_row

ROUNDS = 9
MONTH = 31
MEMORY_ROUNDS = 3
LONG_AGO = 7_200.0
"""So long ago that a start reads everything again, as the first one of a day does."""


@dataclass(frozen=True)
class Start:
    """Milliseconds to the first paint, by the clock and at work."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Rest:
    """Megabytes in use: all, and with what others use too counted in parts."""

    whole: float
    own: float


def rows(folder: Path, server: dict[str, str]) -> list[Row]:
    """The first paint and the memory at rest, and what ten years add to both."""
    return [*_paints(folder, server), *_memory(folder, server)]


def _paints(folder: Path, server: dict[str, str]) -> list[Row]:
    year = Place(folder / "year", server["server"], server["token"])
    month = Place(folder / "month", server["server"], server["token"])
    decade = Place(folder / "decade", server["server"], server["token"])
    for place, history in ((year, YEAR), (month, MONTH), (decade, 10 * YEAR)):
        asyncio.run(fill(place.folder, place.server, place.token, history=history))
    bare, usual, short, long = list[Start](), list[Start](), list[Start](), list[Start]()
    for _ in range(ROUNDS + 1):
        bare.append(_start("bare_window", None))
        usual.append(_start("painted_window", year))
        short.append(_start("painted_window", month))
        long.append(_start("painted_window", decade))
    for starts in (bare, usual, short, long):
        del starts[0]  # it compiled, and warmed the disk's cache
    return [
        *_paint_rows("first paint of Today", usual, bare, beside="a window with one label", most=2.1),
        *_paint_rows("first paint with ten years", long, short, beside="one month", most=1.1),
    ]


def _memory(folder: Path, server: dict[str, str]) -> list[Row]:
    bare, ours, short, long = list[Rest](), list[Rest](), list[Rest](), list[Rest]()
    for number in range(MEMORY_ROUNDS):
        bare.append(_at_rest("bare_window", None))
        for taken, history in ((ours, YEAR), (short, MONTH), (long, 10 * YEAR)):
            place = Place(folder / f"rest-{number}-{history}", server["server"], server["token"])
            asyncio.run(fill(place.folder, place.server, place.token, history=history, since_reading=LONG_AGO))
            taken.append(_at_rest("painted_window", place))
    beside = "a window with one label"
    whole = [median(rest.whole for rest in rests) for rests in (ours, bare, long, short)]
    own = [median(rest.own for rest in rests) for rests in (ours, bare)]
    return [
        ratio_row("memory at rest, all read", *whole[:2], beside=beside, unit="MB", most=1.8),
        ratio_row("memory at rest, PSS", *own, beside=beside, unit="MB"),
        ratio_row("memory at rest with ten years", *whole[2:], beside="one month", unit="MB", most=1.1),
    ]


def _paint_rows(measured: str, ours: list[Start], theirs: list[Start], *, beside: str, most: float) -> list[Row]:
    walls = (median(start.wall for start in starts) for starts in (ours, theirs))
    cpus = (median(start.cpu for start in starts) for starts in (ours, theirs))
    return [
        ratio_row(measured, *walls, beside=beside, unit="ms", most=most),
        ratio_row(f"{measured}, processor", *cpus, beside=beside, unit="ms"),
    ]


def _start(name: str, place: Place | None) -> Start:
    began = time.monotonic()
    with _window(name, place) as process:
        seen = told(process)
    return Start(1000 * (seen["at"] - began), 1000 * seen["cpu"])


def _at_rest(name: str, place: Place | None) -> Rest:
    with _window(name, place) as process:
        told(process)
        wait_for_rest(process.pid)
        return Rest(megabytes(process.pid), own_megabytes(process.pid))


def _window(name: str, place: Place | None) -> AbstractContextManager[subprocess.Popen[str]]:
    return program("-m", f"tests.benchmarks.{name}", extra=place.variables if place else None)
