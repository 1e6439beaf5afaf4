"""The program itself, which opens quick entry and saves, again and again, in turn with a bare window and commit."""

import asyncio
import json
import os
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from exist_desktop.app import application
from exist_desktop.cli import main
from tests.benchmarks.measures import LINE

ROUNDS = 15
WARM = 3
"""The first rounds load fonts and compile; they do not count."""
REST_SECONDS = 0.4
"""What a person leaves between one act and the next, at least: the program has nothing left to do, nor has the disk."""


class Seen(QObject):
    """Waits until a window has been painted, with all that is on it."""

    def __init__(self, shown: QWidget) -> None:
        super().__init__(shown)
        self._painted = asyncio.Event()
        self._at = 0.0
        shown.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Looks for the paint; what is inside follows before the next event."""
        if event.type() is QEvent.Type.Paint:
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Keeps when the first paint was done."""
        if event.type() is QEvent.Type.User and not self._painted.is_set():
            self._at = time.perf_counter()
            self._painted.set()
        return super().event(event)

    async def after(self, show: Callable[[], None]) -> float:
        """Milliseconds from the call until the paint is done."""
        self._painted.clear()
        began = time.perf_counter()
        show()
        await self._painted.wait()
        return 1000 * (self._at - began)


class WatchedApplication(application.Application):
    """Measures and ends by itself."""

    async def connect(self) -> None:
        """Goes on as the program does, then measures."""
        await super().connect()
        quick, bare = self.quick.window, QLabel("Today")
        bare.resize(quick.size())
        ours, theirs = Seen(quick), Seen(bare)
        found: dict[str, list[float]] = {"opened": [], "bare": [], "saved": [], "commit": [], "both": []}
        log = os.open(self._engine.setup.folder / "bare.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with closing(sqlite3.connect(self._engine.setup.folder / "bare.sqlite3", isolation_level=None)) as disk:
            for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "CREATE TABLE entry (v INTEGER)"):
                disk.execute(statement)
            for number in range(ROUNDS + WARM):
                found["bare"].append(await theirs.after(bare.show))
                bare.hide()
                await asyncio.sleep(REST_SECONDS)
                found["opened"].append(await ours.after(self.quick.open))
                found["saved"].append(await self._save(number))
                await asyncio.sleep(REST_SECONDS)
                found["commit"].append(_commit(disk, number))
                await asyncio.sleep(REST_SECONDS)
                found["both"].append(_append(log) + _commit(disk, number))
        os.close(log)
        print(json.dumps({name: times[WARM:] for name, times in found.items()}), flush=True)
        self.closed.set()

    async def _save(self, number: int) -> float:
        """Milliseconds from Enter until the disk has the entry and the window has gone."""
        gone: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        quick = self.quick.window
        quick.saved.connect(lambda _: gone.set_result(time.perf_counter()), Qt.ConnectionType.SingleShotConnection)
        quick.form.line.setText(f"measure_0 {number + 10_000}")
        await asyncio.sleep(REST_SECONDS)
        began = time.perf_counter()
        QTest.keyClick(quick.form.line, Qt.Key.Key_Return)
        return 1000 * (await gone - began)


def _commit(disk: sqlite3.Connection, number: int) -> float:
    began = time.perf_counter()
    disk.execute("INSERT INTO entry VALUES (?)", (number,))
    return 1000 * (time.perf_counter() - began)


def _append(log: int) -> float:
    """A line of the second copy, which is on the disk before the database has the entry."""
    began = time.perf_counter()
    os.write(log, b"x" * LINE)
    os.fsync(log)
    return 1000 * (time.perf_counter() - began)


application.Application = WatchedApplication  # type: ignore[misc]
sys.exit(main.main([]))
