"""The past on this computer: ten years of 150 attributes copied, opened by day and as a chart, and searched."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median

from exist_desktop.domain.account import Account
from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.history.progress import HistoryState
from exist_desktop.domain.text.search import Search
from exist_desktop.domain.value_types import ValueType
from exist_desktop.engine import Engine
from exist_desktop.settings import Setup
from exist_desktop.store import catalogue, history, search_index
from exist_desktop.store.reading.find import FindViews
from exist_desktop.store.store import DATABASE, Store
from exist_desktop.store.transaction import Transaction
from tests.benchmarks.gaps import gap_row
from tests.benchmarks.measures import fill
from tests.benchmarks.programs import Place, program, told, tool
from tests.benchmarks.table import Row, ratio_row
from tests.benchmarks.years import DAYS, PAGE, TRACKED, fetch_bare, windows
from tests.sync.clocks import SteppedClock

RUNS = 3
QUESTIONS = 15
"""How the copy finds the beginning: a call for each group of attributes and one for the oldest day."""
DAYS_OPENED = 200
NOTES = 10_000
TYPED = ("coffee with anna", "walk 17", "morning", "zz")
WORDS = ("coffee", "walk", "rain", "Anna", "morning", "train", "slept", "Café", "garden", "公園", "☕")


def rows(folder: Path, server: dict[str, str]) -> list[Row]:
    """The copy beside a bare loop, what may be waited for meanwhile and after, and the file."""
    with tool("-m", "tests.benchmarks.years") as process:
        there = told(process)
        found = asyncio.run(_copied(folder, there["server"]))
        found.append(_gap(folder, there))
    found += _chart(folder / "copy-0", there["server"])
    found.append(asyncio.run(_searched(folder, server)))
    return found


async def _copied(folder: Path, url: str) -> list[Row]:
    today = datetime.now(UTC).date()
    ours, bare, at_work, bare_at_work, calls = list[float](), list[float](), list[float](), list[float](), 0
    for run in range(RUNS):
        began = time.process_time()
        bare.append(await fetch_bare(url, folder / f"bare-{run}.sqlite3", today))
        between = time.process_time()
        seconds, calls = await _copy(Setup(url, folder / f"copy-{run}", token="a-token"))
        ours.append(seconds)
        bare_at_work.append(between - began)
        at_work.append(time.process_time() - between)
    least = len(windows(today)) * -(-TRACKED // PAGE)
    most = least + QUESTIONS + 2 * -(-TRACKED // PAGE)
    size = (folder / "copy-0" / DATABASE).stat().st_size / 1024**2
    values = TRACKED * DAYS
    return [
        Row(
            f"requests of a copy, ten years of {TRACKED} attributes",
            f"{calls}",
            f"{least}, the windows' pages alone",
            "",
            f"≤ {most}",
            calls <= most,
        ),
        ratio_row(
            "the copy",
            min(ours) * 1000,
            min(bare) * 1000,
            beside="a bare loop that decodes and writes",
            unit="ms",
            most=1.5,
        ),
        ratio_row(
            "the copy, processor",
            min(at_work) * 1000,
            min(bare_at_work) * 1000,
            beside="a bare loop that decodes and writes",
            unit="ms",
        ),
        Row(f"the file with {values:,} values", f"{size:.1f} MB"),
        await _opened(Setup(url, folder / "copy-0"), today),
    ]


async def _copy(setup: Setup) -> tuple[float, int]:
    """The time without the waits for the next hour, and the requests."""
    clock = SteppedClock(time.time())
    engine = Engine(setup, clock=clock, random=Random(1))
    await engine.open()
    try:
        await engine.connect()
        assert engine.link is not None
        await engine.link.schedule.sync()
        began = time.perf_counter()
        while (await engine.history.progress()).state is not HistoryState.COMPLETE:
            await engine.link.schedule.copy_history()
            clock.pass_(hours=1)
        return time.perf_counter() - began, (await engine.history.progress()).requests_made
    finally:
        await engine.close()


async def _opened(setup: Setup, today: date) -> Row:
    engine = Engine(setup)
    await engine.open()
    try:
        await engine.views.day(today)
        taken = []
        for back in Random(1).sample(range(DAYS), DAYS_OPENED):
            began = time.perf_counter()
            await engine.views.day(today - timedelta(days=back))
            taken.append(1000 * (time.perf_counter() - began))
    finally:
        await engine.close()
    usual = sorted(taken)[int(DAYS_OPENED * 0.99)]
    compared = f"p99 {usual:.1f} ms, worst of {DAYS_OPENED} days {max(taken):.1f} ms"
    return Row("any day of ten years, read", f"{median(taken):.1f} ms", compared, "", "< 30 ms", usual < 30)


def _gap(folder: Path, there: dict[str, str]) -> Row:
    runs = []
    for run in range(RUNS):
        place = Place(folder / f"window-{run}", there["server"], there["token"])
        with program("-m", "tests.benchmarks.copying_window", extra=place.variables) as process:
            runs.append(told(process))
            process.wait()
    return gap_row("longest gap, copying", runs, 16.0)


def _chart(folder: Path, server: str) -> list[Row]:
    with tool("-m", "tests.benchmarks.chart", str(folder), server) as process:
        found = told(process)
    zoom = found["zoom"]
    return [
        ratio_row(
            "ten years as a chart, warm", found["warm"], found["bare"], beside="only its marks", unit="ms", most=1.5
        ),
        Row("ten years as a chart, read ahead", f"{found['ahead']:.1f} ms"),
        Row("ten years as a chart, cold", f"{found['cold']:.1f} ms"),
        Row("zooming and moving, each frame", f"{median(zoom):.1f} ms", f"worst of {len(zoom)} {max(zoom):.1f} ms", "",
            "< 16 ms", max(zoom) < 16),
    ]  # fmt: skip


async def _searched(folder: Path, server: dict[str, str]) -> Row:
    place = Place(folder / "notes", server["server"], server["token"])
    await fill(place.folder, place.server, place.token, history=1)
    engine = Engine(Setup(place.server, place.folder))
    await engine.open()
    try:
        account = engine.account
        assert account is not None
        await _write_notes(engine.store, account)
        views = FindViews(engine.store, engine)
        taken, tomorrow = [], datetime.now(UTC).date() + timedelta(days=1)
        for typed in TYPED:
            for length in range(1, len(typed) + 1):
                began = time.perf_counter()
                await views.find(Search(typed[:length]), tomorrow)
                taken.append(1000 * (time.perf_counter() - began))
    finally:
        await engine.close()
    compared = f"worst of {len(taken)} keys {max(taken):.1f} ms"
    measured = f"a key of Find, {NOTES:,} notes"
    return Row(measured, f"{median(taken):.1f} ms", compared, "", "< 20 ms", max(taken) < 20)


async def _write_notes(store: Store, account: Account) -> None:
    random, group = Random(1), Group("mood", "Mood", 3)
    names = ("mood_note", "dream", "letter")
    first = datetime.now(UTC).date() - timedelta(days=NOTES // len(names))

    def work(tx: Transaction) -> None:
        attributes = [
            Attribute(name, name.title(), group, ValueType.TEXT, position=at) for at, name in enumerate(names)
        ]
        catalogue.put_attributes(tx, attributes, names)
        for name in names:
            days = {
                first + timedelta(days=after): " ".join(random.choices(WORDS, k=70)) + f" {after}"
                for after in range(NOTES // len(names))
            }
            history.put(tx, name, days, 0.0)
        search_index.take_up(tx)

    await store.write(account, work)
