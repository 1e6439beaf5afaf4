"""Many episodes, in one process or on all cores, and what they come to."""

from __future__ import annotations

import gc
import multiprocessing
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from tests.report import tried
from tests.simulation.episode import run_episode
from tests.simulation.faults import Fault, Operation, Table, printed
from tests.simulation.promises import Broken

SLICE = 50
CELLS = "simulation, how often which fault met which operation"
"""The part of the report that has the table of faults and operations."""


def table_of(cells: Mapping[str, int]) -> str:
    """The table of faults and operations, from the figures of a report."""
    table: Table = Counter()
    for cell, number in cells.items():
        fault, operation = cell.split(", ")
        table[Fault(fault), Operation(operation)] = number
    return printed(table)


@dataclass
class Report:
    """Sums over episodes. `broken` has those in which a promise did not hold, as text that tells how to play them."""

    episodes: int = 0
    entries: int = 0
    requests: int = 0
    turns: int = 0
    seconds: float = 0.0
    """Simulated ones."""
    table: Table = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    def add(self, other: Report) -> None:
        """Takes the sums of another report in."""
        self.episodes += other.episodes
        self.entries += other.entries
        self.requests += other.requests
        self.turns += other.turns
        self.seconds += other.seconds
        self.table += other.table
        self.broken += other.broken

    def figures(self) -> dict[str, dict[str, int]]:
        """The sums as the report of the whole test run takes them."""
        totals = {
            "episodes": self.episodes,
            "entries": self.entries,
            "requests": self.requests,
            "steps": self.turns,
            "simulated hours": round(self.seconds / 3600),
            "broken promises": len(self.broken),
        }
        cells = {f"{fault}, {operation}": number for (fault, operation), number in sorted(self.table.items())}
        return {"simulation": totals, CELLS: cells}

    def leave(self) -> None:
        """Notes the figures for the report of the whole test run."""
        for part, figures in self.figures().items():
            for what, number in figures.items():
                tried(part, what, number)

    def __str__(self) -> str:
        figures = ", ".join(f"{number:,} {what}" for what, number in self.figures()["simulation"].items())
        return "\n".join((printed(self.table), "", figures, *self.broken))


def play(seeds: Iterable[int]) -> Report:
    """The episodes of these seeds, one after the other."""
    report = Report()
    for seed in seeds:
        report.episodes += 1
        if not report.episodes % SLICE:
            gc.collect()  # where the tests run, garbage goes only when it is told to
        try:
            result = run_episode(seed)
        except Broken as broken:
            report.broken.append(str(broken))
            continue
        report.entries += result.entries
        report.requests += result.requests
        report.turns += result.turns
        report.seconds += result.seconds
        report.table += result.table
    return report


def play_everywhere(first: int, number: int) -> Report:
    """So many episodes on all cores, telling now and then how far they are."""
    report, started = Report(), time.monotonic()
    slices = [range(at, min(at + SLICE, first + number)) for at in range(first, first + number, SLICE)]
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
        for part in pool.map(play, slices):
            report.add(part)
            for broken in part.broken:
                print(broken, flush=True)
            if report.episodes % (20 * SLICE) == 0:
                print(f"{report.episodes:,} episodes, {time.monotonic() - started:.0f} s", flush=True)
    return report
