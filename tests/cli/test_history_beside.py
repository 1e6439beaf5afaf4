"""`sync --history` beside a window of the same data folder, and interrupted: two real processes and one history."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

from exist_desktop.domain.history.progress import HistoryState
from exist_desktop.engine import Engine
from exist_desktop.settings import Setup
from exist_desktop.store.store import DATABASE
from tests.api.odd_server import OddServer, serving
from tests.cli.shell import KEPT, ROOT
from tests.patience import PATIENCE, until
from tests.sync.history.ten_years import Kept, Years

CALL_SECONDS = 0.12
YEARS = 4
INTERRUPTED = 130


class SlowServer(OddServer):
    """As far away as Exist is for many."""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(CALL_SECONDS)
        await super().serve(reader, writer)


@contextlib.asynccontextmanager
async def far_away() -> AsyncIterator[tuple[str, Years]]:
    """The address of a service with years of days, and what was asked there."""
    years = Years(time.time, [])
    first = years.today - timedelta(days=365 * YEARS)
    years.kept = {f"attribute_{n}": Kept(f"attribute_{n}", first, lambda day: day.day) for n in range(5)}
    server = SlowServer(years)
    async with serving(server.serve) as port:
        yield f"http://127.0.0.1:{port}", years


async def shell(url: str, folder: Path, *typed: str) -> asyncio.subprocess.Process:
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    ours = {"EXIST_DESKTOP_SERVER": url, "EXIST_DESKTOP_DATA_DIR": str(folder), "EXIST_DESKTOP_TOKEN": "a-token"}
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "exist_desktop", *typed),
        env=kept | ours | {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", "XDG_RUNTIME_DIR": str(folder.parent)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


ELSEWHERE = 0.05
"""In seconds: the processors are left to the other process meanwhile."""


def windows_of(years: Years) -> list[str]:
    """The old windows that were asked for, each time."""
    return [query["date_max"] for query in years.asked if "attributes" in query]


def test_a_window_and_a_shell_copy_one_history_in_turns(tmp_path: Path) -> None:
    async def story() -> None:
        async with far_away() as (url, years):
            folder = tmp_path / "data"
            engine = Engine(Setup(url, folder, token="a-token"))
            await engine.open()
            await engine.connect()
            engine.start()
            assert engine.link is not None
            worker = engine.link.worker
            await until(lambda: len(windows_of(years)) > 5, ELSEWHERE)
            beside = await shell(url, folder, "sync", "--history", "--json")
            out, err = await asyncio.wait_for(beside.communicate(), PATIENCE)
            said = json.loads(out)
            assert (beside.returncode, said["complete"], said["resumes_at"]) == (0, True, None), err
            await until(lambda: worker.status.history.state is HistoryState.COMPLETE, ELSEWHERE)
            assert worker.status.history.requests_made == said["requests"]
            assert worker.status.history.done == worker.status.history.total
            asked = windows_of(years)
            assert len(asked) - len(set(asked)) <= 1, "nothing is read twice"
            assert b"Traceback" not in err
            await engine.close()

    asyncio.run(story())


def test_an_interrupted_copy_leaves_everything_whole(tmp_path: Path) -> None:
    async def story() -> None:
        async with far_away() as (url, years):
            folder = tmp_path / "data"
            copying = await shell(url, folder, "sync", "--history")
            await until(lambda: len(windows_of(years)) > 10, ELSEWHERE)
            copying.send_signal(signal.SIGINT)
            _, err = await asyncio.wait_for(copying.communicate(), PATIENCE)
            assert copying.returncode == INTERRUPTED
            assert b"Traceback" not in err
            assert b"never retrieved" not in err
            with contextlib.closing(sqlite3.connect(folder / DATABASE)) as disk:
                assert disk.execute("PRAGMA quick_check").fetchall() == [("ok",)]
            again = await shell(url, folder, "sync", "--history", "--json")
            out, err = await asyncio.wait_for(again.communicate(), PATIENCE)
            assert (again.returncode, json.loads(out)["complete"]) == (0, True), err
            asked = windows_of(years)
            assert len(asked) - len(set(asked)) <= 1, "the stop has cost one call"

    asyncio.run(story())
