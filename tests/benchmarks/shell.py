"""How soon a command has ended while the program runs and does it, beside a Python that does nothing."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import sysconfig
import time
from pathlib import Path
from statistics import median

from exist_desktop.ipc.client import is_running
from tests.benchmarks.measures import fill
from tests.benchmarks.programs import LONGEST_SECONDS, Place, program, wait_for_rest
from tests.benchmarks.table import Row, ratio_row

ROUNDS = 15
PAUSE_SECONDS = 0.5
"""After each command, so that the window has shown and sent what the one before has led to."""
ROOT = Path(__file__).resolve().parents[2]
TYPED = {
    "quick": (("quick",), 2.0),
    "second start": ((), 2.0),
    "status": (("status",), 2.0),
    "outbox": (("outbox",), 2.0),
    "today": (("today",), 3.0),
    "add, answered": (("add", "measure_0", "+1"), 4.0),
}
"""What is typed, and how many times as long as a bare Python it may take."""


def rows(folder: Path, server: dict[str, str]) -> list[Row]:
    """Medians of whole processes, in turn with a bare Python."""
    place = Place(folder / "shell", server["server"], server["token"])
    asyncio.run(fill(place.folder, place.server, place.token))
    name, launcher = _launcher()
    taken: dict[str, list[float]] = {measured: [] for measured in ("bare", *TYPED)}
    with program("-m", "exist_desktop", extra=place.variables) as window:
        _wait_for(place.folder)
        wait_for_rest(window.pid)
        for _ in range(ROUNDS + 1):
            for measured, (typed, _) in TYPED.items():
                taken[measured].append(_milliseconds([*launcher, *typed], place))
                time.sleep(PAUSE_SECONDS)
            taken["bare"].append(_milliseconds([sys.executable, "-c", "pass"], place))
    bare = median(taken["bare"][1:])  # the first round compiled, and loaded what the window loads late
    return [
        ratio_row(
            f"{measured}, program running ({name})",
            median(taken[measured][1:]),
            bare,
            beside="a Python that does nothing",
            unit="ms",
            most=most,
        )
        for measured, (_, most) in TYPED.items()
    ]


def _launcher() -> tuple[str, list[str]]:
    """The installed launcher if it is this Python's, by what it loads; else the module."""
    script = Path(sysconfig.get_path("scripts")) / "exist-desktop"
    try:
        lines = script.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError):
        lines = [""]
    if lines[0] != f"#!{sys.executable}":
        return "python -m", [sys.executable, "-m", "exist_desktop"]
    return "a launcher that imports re" if "import re" in lines else "a launcher", [str(script)]


def _wait_for(folder: Path) -> None:
    end = time.monotonic() + LONGEST_SECONDS
    while not is_running(folder):
        if time.monotonic() > end:
            raise RuntimeError("the window does not listen")
        time.sleep(0.1)


def _milliseconds(command: list[str], place: Place) -> float:
    surroundings = os.environ | place.variables | {"PYTHONPATH": str(ROOT)}
    began = time.perf_counter()
    subprocess.run(command, env=surroundings, stdout=subprocess.DEVNULL, check=True)
    return 1000 * (time.perf_counter() - began)
