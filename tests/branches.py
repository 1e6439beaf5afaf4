"""How much of the program the tests reach, in lines and branches: a floor for each room, below which a run fails.

Measuring takes half of a test's time on top, and a run of everything has no more than fifteen minutes. So each run
measures the tests of seven rooms, which go by themselves, and `python3 packaging/dev.py coverage` measures all tests
but the proofs: these go the same ways a thousand times. Programs that a measured test starts are counted.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple

from coverage import Coverage

MEASURED = (sys.executable, "-m", "coverage", "run", "-m", "pytest")
"""pyproject.toml says what is measured."""
VARIABLE = "COVERAGE_FILE"
"""The environment variable with the path of what was measured; each process appends a name of its own."""
ROOMS = ("api", "domain", "export", "imports", "relations", "store", "words")
"""The rooms of tests that each run measures."""


class Extent(Enum):
    """What of the tests is measured."""

    ROOMS = auto()
    ALL = auto()
    """All but the proofs."""


class Floor(NamedTuple):
    """Percent of lines and branches together; 0 where no tests of the room are measured."""

    rooms: int
    all: int


BESIDE = "modules beside the rooms"
FLOORS = {
    "api": Floor(94, 96),
    "app": Floor(0, 88),
    "cli": Floor(0, 87),
    "demo": Floor(0, 96),
    "domain": Floor(84, 96),
    "export": Floor(97, 97),
    "front": Floor(0, 85),
    "imports": Floor(82, 85),
    "ipc": Floor(0, 90),
    "journal": Floor(0, 90),
    "ownership": Floor(0, 80),
    "paper": Floor(64, 80),
    "store": Floor(81, 95),
    "sync": Floor(0, 93),
    "ui": Floor(0, 93),
    "words": Floor(34, 93),
    BESIDE: Floor(0, 93),
}
"""Whoever raises a room's share may raise its floor. What pages say is reached by the tests of those pages, and only
`coverage` measures them: with each page the words' share by the tests of these rooms falls."""


def data_file(folder: Path) -> Path:
    """Where the processes of a run leave what they have measured."""
    place = folder / "coverage"
    place.mkdir(exist_ok=True)
    return place / "data"


def by_room(folder: Path) -> dict[str, float]:
    """Put together what all processes have measured; the percentage of each room."""
    data = data_file(folder)
    measured = Coverage(data_file=str(data), config_file="pyproject.toml")
    measured.combine([str(data.parent)])
    found = data.with_name("found.json")
    measured.json_report(outfile=str(found))
    reached: Counter[str] = Counter()
    there: Counter[str] = Counter()
    for path, file in json.loads(found.read_text(encoding="utf-8"))["files"].items():
        parts, lines = Path(path).parts, file["summary"]
        room = parts[1] if len(parts) > 2 else BESIDE
        reached[room] += lines["covered_lines"] + lines["covered_branches"]
        there[room] += lines["num_statements"] + lines["num_branches"]
    return {room: 100 * reached[room] / there[room] for room in sorted(there) if there[room]}


def told(found: dict[str, float], extent: Extent) -> Iterator[str]:
    """The table at the end of a run."""
    yield f"\nLines and branches by room, by {'all tests but the proofs' if extent is Extent.ALL else listed()}"
    for room, share in found.items():
        if floor := floor_of(room, extent):
            yield f"    {share:>9.1f} %, at least {floor} %  {room}{', TOO FEW' if share < floor else ''}"


def listed() -> str:
    """The rooms whose tests each run measures."""
    return f"the tests of {', '.join(ROOMS)}"


def floor_of(room: str, extent: Extent) -> int:
    """The floor of a room; one that is not in the table has to be put there."""
    floor = FLOORS.get(room, Floor(101, 101))
    return floor.all if extent is Extent.ALL else floor.rooms


def below(found: dict[str, float], extent: Extent) -> set[str]:
    """The rooms that are below their floor."""
    return {room for room, share in found.items() if share < floor_of(room, extent)}
