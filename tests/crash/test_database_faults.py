"""Every call of the database fails once: nothing called saved is lost or doubled, nothing leaves without its commit.

The story is short: open, save an addition and a total, send them, close. It is told once for each statement that it
executes, and that statement fails: the disk is full from there on, or reports an error, or another process is busy.
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from exist_desktop.domain.commands import Increment, Key, SetValue
from exist_desktop.domain.outbox.increment_check import SETTLING_SECONDS
from exist_desktop.domain.outbox.ops import EntryState
from exist_desktop.errors import DiskErrorKind, NotSavedError, OpenError
from exist_desktop.store.store import DATABASE
from tests.crash.home import ADDED, TOTAL, Home, schedule, signed_in_home
from tests.report import tried
from tests.silence import Logs
from tests.sync.engine_harness import USER

pytestmark = pytest.mark.long("every call of the database fails once")

FAULTS = {
    DiskErrorKind.FULL: (sqlite3.SQLITE_FULL, "database or disk is full"),
    DiskErrorKind.FAILED: (sqlite3.SQLITE_IOERR, "disk I/O error"),
    DiskErrorKind.BUSY: (sqlite3.SQLITE_BUSY, "database is locked"),
}
A_TOTAL = 9_000
"""One that no day of the demo has, and more than any has: a lower one would be asked about."""
NEVER = 10**9


@dataclass
class Disk:
    """SQLite's side of the story: counts statements, and fails at one; a full disk fails at all that follow too."""

    fails_at: int = NEVER
    fault: DiskErrorKind = DiskErrorKind.FAILED
    executed: int = 0
    failed: list[str] = field(default_factory=list)

    def before(self, statement: str) -> None:
        """Raises what SQLite would."""
        if statement == "ROLLBACK":  # SQLite rolls back by itself where this fails
            return
        self.executed += 1
        lasts = self.fault is DiskErrorKind.FULL and not statement.startswith(("SELECT", "PRAGMA"))
        if self.executed == self.fails_at or (lasts and self.executed > self.fails_at):
            self.failed.append(statement)
            code, words = FAULTS[self.fault]
            error = sqlite3.OperationalError(words)
            error.sqlite_errorcode = code
            raise error

    def opening(self, *arguments: Any, **named: Any) -> sqlite3.Connection:
        """Opens a file on this disk."""
        return _Connection(self, *arguments, **named)


class _Connection(sqlite3.Connection):
    def __init__(self, disk: Disk, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._disk = disk

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        self._disk.before(statement)
        return super().execute(statement, *values)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    with signed_in_home(tmp_path_factory.mktemp("home")) as home:
        yield home


@dataclass
class Told:
    """What the person was told in a story: what was saved, and what trouble there was."""

    saved: list[str] = field(default_factory=list)
    troubles: list[NotSavedError | OpenError] = field(default_factory=list)


async def tell(home: Home, folder: Path, disk: Disk, day: date) -> Told:
    """The story. Each act that fails is told and the next one is tried, as in the window."""
    told = Told()
    try:
        async with home.opened(folder, disk.opening) as engine:
            await engine.connect()
            for command in (Increment(Key(ADDED, day), 2), SetValue(Key(TOTAL, day), A_TOTAL)):
                try:
                    await engine.journal.save(command)
                    told.saved.append(command.key.attribute)
                except NotSavedError as error:
                    told.troubles.append(error)
            await schedule(engine).push_out()
    except (NotSavedError, OpenError) as error:
        told.troubles.append(error)
    return told


async def come_to_rest(home: Home, folder: Path) -> list[tuple[str, EntryState]]:
    """The next start, on a disk that works; what is in the outbox when all is quiet, finished entries included."""
    async with home.opened(folder) as engine:
        await engine.connect()
        while True:
            await schedule(engine).push_out()
            tally = await engine.views.counts()
            if not tally.waiting + tally.checking:
                break
            home.clock.pass_(seconds=SETTLING_SECONDS / 2)
        return [(line.entry.key.attribute, line.entry.state) for line in await engine.views.outbox(finished=True)]


def attempts(folder: Path) -> int:
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        return int(connection.execute("SELECT total(attempts) FROM op").fetchone()[0])


def test_every_statement_fails_once(home: Home, tmp_path: Path, logs: Logs, request: pytest.FixtureRequest) -> None:
    """Each second of them without `--long`, so that each kind of fault still meets every part of the story."""
    logs.expect("could not be tidied")  # by a statement that tidying executes
    statements = asyncio.run(_check(home, tmp_path, 0, Disk()))
    assert statements > 50
    numbers = range(1, statements + 1, 1 if request.config.getoption("--long") else 2)
    for number in numbers:
        fault = tuple(FAULTS)[number % len(FAULTS)]
        asyncio.run(_check(home, tmp_path, number, Disk(number, fault)))
    tried("real machine", "database calls that failed", len(numbers))


async def _check(home: Home, place: Path, number: int, disk: Disk) -> int:
    """Tells the story on that disk; how many statements it took."""
    folder, day = place / str(number), home.demo.today(USER) - timedelta(days=number % 300 + 1)
    shutil.copytree(home.folder, folder)
    before = home.demo.world.value(USER, ADDED, day) or 0
    home.demo.world.requests.clear()
    told = await tell(home, folder, disk, day)
    context = f"{disk.fault.name} at statement {number}: {disk.failed}, told {told}"
    sent = sum(request.items or 0 for request in home.demo.world.requests if request.call in ("increment", "update"))
    assert sent <= attempts(folder), f"sent without a commit: {context}"
    assert len(told.saved) == 2 or told.troubles, f"lost in silence: {context}"
    lines = await come_to_rest(home, folder)
    assert sorted(lines) == sorted((name, EntryState.SENT) for name in told.saved), context
    assert isinstance(before, int | float)
    assert (home.demo.world.value(USER, ADDED, day) or 0) == before + 2 * (ADDED in told.saved), context
    assert (home.demo.world.value(USER, TOTAL, day) == A_TOTAL) == (TOTAL in told.saved), context
    shutil.rmtree(folder)
    return disk.executed
