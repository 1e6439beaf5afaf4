"""How much was tried, how long it took and what failed, for the report at the end of the whole run.

A test adds to a part's figures, and pytest's own reports to the seconds of its room and to what failed; where the
environment names a folder, each process of the run leaves its sums there, and `python -m tests` prints them all.
"""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

FOLDER = "EXIST_DESKTOP_REPORT"
"""The variable that names the folder."""
PROCESS = "EXIST_DESKTOP_REPORT_OF"
"""The variable that names the process of the run."""
BESIDE = "tests"
"""The room of the tests that stand beside the rooms."""

_figures: defaultdict[str, Counter[str]] = defaultdict(Counter)
_seconds: Counter[str] = Counter()
_tests: Counter[str] = Counter()
_failed: dict[str, None] = {}


def tried(part: str, what: str, number: int = 1) -> None:
    """Note that so many cases of that kind went as they should."""
    _figures[part][what] += number


def took(nodeid: str, seconds: float, tests: int) -> None:
    """Note how long a part of a test took, and how many tests ended with it, for the room of its file."""
    _seconds[room_of(nodeid)] += seconds  # type: ignore[assignment]  # a Counter adds up any numbers
    _tests[room_of(nodeid)] += tests


def failed(nodeid: str) -> None:
    """Note that a test failed, or what it needs."""
    _failed[nodeid] = None


def room_of(nodeid: str) -> str:
    """The folder in which a test stands, as `store` of `tests/store/files/test_files.py::test_it`."""
    parts = nodeid.partition("::")[0].split("/")
    return parts[1] if len(parts) > 2 else BESIDE


def leave() -> None:
    """Leave this process's sums in the report's folder, if there is one and anything was noted."""
    if FOLDER in os.environ and (_figures or _seconds):
        path = Path(os.environ[FOLDER]) / f"{os.getpid()}.json"
        sums = {"figures": _figures, "seconds": _seconds, "tests": _tests}
        path.write_text(json.dumps(sums | {"failed": {os.environ.get(PROCESS, ""): list(_failed)}}), encoding="utf-8")


class Report(NamedTuple):
    """The sums of all processes: by part what was tried, the seconds and tests of each room, by process what failed."""

    figures: dict[str, Counter[str]]
    seconds: Counter[str]
    tests: Counter[str]
    failed: dict[str, list[str]]


def sums(folder: Path) -> Report:
    """Add up what all processes have left there."""
    figures: defaultdict[str, Counter[str]] = defaultdict(Counter)
    seconds: Counter[str] = Counter()
    tests: Counter[str] = Counter()
    failed: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.glob("*.json")):
        left = json.loads(path.read_text(encoding="utf-8"))
        for part, more in left["figures"].items():
            figures[part].update(more)
        seconds.update(left["seconds"])
        tests.update(left["tests"])
        for process, names in left["failed"].items():
            failed[process] += names
    return Report(dict(sorted(figures.items())), seconds, tests, {key: names for key, names in failed.items() if names})
