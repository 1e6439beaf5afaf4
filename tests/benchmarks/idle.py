"""What the program costs while nobody uses it: processor and memory over three minutes by the clock."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from tests.benchmarks.measures import fill
from tests.benchmarks.programs import Place, megabytes, processor_seconds, program, told, wait_for_rest
from tests.benchmarks.table import Row

IDLE_SECONDS = 180.0
MOST_OF_A_CORE = 0.01
MOST_GROWTH_MB = 0.5
"""What the allocator may still take without anything growing: it is less than a page of memory a second."""


def rows(folder: Path, server: dict[str, str]) -> list[Row]:
    """One window at rest, with everything read, is left alone."""
    place = Place(folder / "idle", server["server"], server["token"])
    asyncio.run(fill(place.folder, place.server, place.token))
    with program("-m", "tests.benchmarks.painted_window", extra=place.variables) as process:
        told(process)
        wait_for_rest(process.pid)
        busy, taken = processor_seconds(process.pid), megabytes(process.pid)
        time.sleep(IDLE_SECONDS)
        busy, grown = processor_seconds(process.pid) - busy, megabytes(process.pid) - taken
    share = busy / IDLE_SECONDS
    return [
        Row("idle for three minutes, processor", f"{share:.2%} of a core", "", "", "< 1%", share < MOST_OF_A_CORE),
        Row("idle for three minutes, memory", f"{grown:+.2f} MB", "", "", "no growth", grown <= MOST_GROWTH_MB),
    ]
