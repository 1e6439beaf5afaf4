"""What it takes from Enter to "Saved", to read a day, and to enter something from the shell."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from itertools import count, cycle
from pathlib import Path
from statistics import median

from exist_desktop.domain.commands import Key, SetValue
from exist_desktop.engine import Engine
from exist_desktop.settings import Setup
from tests.benchmarks.measures import HUNDRED, LINE, TYPES, YEAR, attributes, days, fill
from tests.benchmarks.programs import Place, program
from tests.benchmarks.table import Row, ratio_row

SAVES = 80
READS = 40
SHELLS = 7
Act = Callable[[], Awaitable[object]]


def rows(folder: Path, server: dict[str, str]) -> list[Row]:
    """Saving beside a bare commit, a day beside one with a tenth of the history, `add` beside a bare Python."""
    year = Place(folder / "year", server["server"], server["token"])
    decade = Place(folder / "decade", server["server"], server["token"])
    return [*asyncio.run(_in_process(year, decade)), *_shell(year)]


async def _in_process(year: Place, decade: Place) -> list[Row]:
    await fill(year.folder, year.server, year.token)
    await fill(decade.folder, decade.server, decade.token, history=10 * YEAR)
    short, long = Engine(Setup(year.server, year.folder)), Engine(Setup(decade.server, decade.folder))
    await short.open()
    await long.open()
    try:
        return [await _reading(long, short), *await _saving(short)]
    finally:
        await short.close()
        await long.close()


async def _saving(engine: Engine) -> list[Row]:
    """What a save has to do at least is to commit, and to append to the second copy before that."""
    today, numbers = days(1)[0], count()
    keys = cycle([Key(attribute.name, today) for attribute in attributes(HUNDRED)[:: len(TYPES)]])
    with closing(sqlite3.connect(engine.setup.folder / "bare.sqlite3", isolation_level=None)) as bare:
        for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "CREATE TABLE entry (value INTEGER)"):
            bare.execute(statement)

        async def commit() -> None:
            bare.execute("INSERT INTO entry VALUES (?)", (next(numbers),))

        async def commit_and_append() -> None:
            os.write(log, b"x" * LINE)
            os.fsync(log)
            bare.execute("INSERT INTO entry VALUES (?)", (next(numbers),))

        log = os.open(engine.setup.folder / "bare.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        ours, theirs, both = await _in_turn(
            lambda: engine.journal.save(SetValue(next(keys), next(numbers))), commit, commit_and_append, times=SAVES
        )
        os.close(log)
    measured = 'Enter to "Saved"'
    return [
        ratio_row(measured, ours, theirs, beside="a bare durable commit", unit="ms", most=2),
        ratio_row(measured, ours, both, beside="a durable commit and a synced append", unit="ms", most=2),
    ]


async def _reading(long: Engine, short: Engine) -> Row:
    today = days(1)[0]
    ours, theirs = await _in_turn(lambda: long.views.day(today), lambda: short.views.day(today), times=READS)
    return ratio_row("Today read, ten years", ours, theirs, beside="one year", unit="ms", most=1.1)


async def _in_turn(*acts: Act, times: int) -> tuple[float, ...]:
    """The medians in milliseconds of acts that take turns."""
    taken: dict[Act, list[float]] = {act: [] for act in acts}
    for _ in range(times):
        for act, found in taken.items():
            began = time.perf_counter()
            await act()
            found.append(1000 * (time.perf_counter() - began))
    return tuple(median(found) for found in taken.values())


def _shell(place: Place) -> list[Row]:
    """`add` while no window runs: until it has answered, and until what it saved is sent and it ends."""
    answered, ended, bare = [], [], []
    for _ in range(SHELLS):
        bare.append(timed("-c", "print()")[1])
        until_answer, until_end = timed("-m", "exist_desktop", "add", "measure_0", "+1", extra=place.variables)
        answered.append(until_answer)
        ended.append(until_end)
    taken = {"add from a shell, answered": (answered, 12.0), "add from a shell, sent and ended": (ended, None)}
    return [
        ratio_row(measured, median(found), median(bare), beside="a Python that does nothing", unit="ms", most=most)
        for measured, (found, most) in taken.items()
    ]


def timed(*command: str, extra: dict[str, str] | None = None) -> tuple[float, float]:
    """Milliseconds until the first line of output and until the end."""
    began = time.perf_counter()
    with program(*command, extra=extra) as process:
        assert process.stdout is not None
        process.stdout.readline()
        answered = time.perf_counter()
        if process.wait() != 0:
            raise RuntimeError(f"{command} ended with {process.returncode}")
    return 1000 * (answered - began), 1000 * (time.perf_counter() - began)
