"""How long the window does not answer while it reads and sends as much as it ever has to."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from pathlib import Path
from statistics import median

from tests.benchmarks.measures import fill
from tests.benchmarks.programs import Place, program, told
from tests.benchmarks.table import Row

RUNS = 5
PHASES = {
    "first request": ("longest gap, first request", 50.0),
    "reading": ("longest gap, reading 100 × 31 days", 16.0),
    "saving": ("longest gap, saving 700 entries at once", None),
    "sending": ("longest gap, sending 700 entries", 16.0),
}
Gap = tuple[float, float]


def rows(folder: Path, server: dict[str, str]) -> list[Row]:
    """The longest gap of each phase: its median over some runs, on the wall's clock and on the processor's."""
    runs: dict[str, list[list[Gap]]] = defaultdict(list)
    for number in range(RUNS + 1):  # the first run compiles and warms the disk's cache
        place = Place(folder / f"gaps-{number}", server["server"], server["token"])
        asyncio.run(fill(place.folder, place.server, place.token))
        with program("-m", "tests.benchmarks.busy_window", extra=place.variables) as process:
            found = told(process)
            process.wait()
        for phase, gaps in found.items():
            if number:
                runs[phase].append([(wall, cpu) for wall, cpu in gaps])
    return [gap_row(measured, runs[phase], most) for phase, (measured, most) in PHASES.items()]


def gap_row(measured: str, runs: list[list[Gap]], most: float | None) -> Row:
    """The longest gap of some runs: its median, and how far that was from usual."""
    longest = [max(gaps) for gaps in runs]
    wall, cpu = (median(gap[which] for gap in longest) for which in (0, 1))
    usual = sorted(wall for gaps in runs for wall, _cpu in gaps)
    p99 = usual[int(len(usual) * 0.99)]
    return Row(
        measured,
        f"{wall:.1f} ms, {cpu:.1f} of it at work",
        f"p99 {p99:.1f} ms, worst of {len(runs)} runs {max(longest)[0]:.1f} ms",
        "",
        "" if most is None else f"< {most:g} ms",
        None if most is None else wall < most,
    )
