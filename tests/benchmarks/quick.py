"""How soon quick entry is painted after it was asked for, and saved after Enter, beside a bare window and commit."""

from __future__ import annotations

import asyncio
from pathlib import Path
from statistics import median

from tests.benchmarks.measures import fill
from tests.benchmarks.programs import Place, program, told
from tests.benchmarks.table import Row, ratio_row


def rows(folder: Path, server: dict[str, str]) -> list[Row]:
    """Medians of rounds in one program, in which ours and the bare one take turns."""
    place = Place(folder / "quick", server["server"], server["token"])
    asyncio.run(fill(place.folder, place.server, place.token))
    with program("-m", "tests.benchmarks.quick_window", extra=place.variables) as process:
        found = told(process)
        process.wait()
    taken = {name: median(times) for name, times in found.items()}
    saved, both = 'quick entry, Enter to "Saved"', "a durable commit and a synced append"
    return [
        ratio_row(
            "quick entry, asked for to painted",
            taken["opened"],
            taken["bare"],
            beside="a bare window",
            unit="ms",
            most=1.5,
        ),
        ratio_row(saved, taken["saved"], taken["commit"], beside="a bare durable commit", unit="ms"),
        ratio_row(saved, taken["saved"], taken["both"], beside=both, unit="ms", most=1.5),
    ]
