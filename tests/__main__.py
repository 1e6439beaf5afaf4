"""All tests: `python -m tests`, in eight processes at once, since each of them leaves a processor idle now and then.

One has the tests that need a real screen, of which there is one with one focus; one has those of Wayland, for a
minute, on a desktop of its own (`tests/wayland`); one proves by trying, and then paints
every scene; one has the widgets; one has rooms that are measured (`tests/branches.py`); three share all else. Only the
first draws on the screen, and it has the tests marked `virtual_desktop`, wherever they stand; the others stand back
for it, since a person who is played must not wait for proofs. A few tests that failed in this crowd are asked once more
alone: what fails then is a fault of the program, and what does not is named, since its test is to be mended. At the end
stands how much was tried, how long each room took, and how much of the program was reached. Outside a test desktop the
tests with that mark are left out. `python -m tests --coverage` measures all but the proofs. Other arguments are
pytest's, and then it is one process.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests import branches, report
from tests.branches import Extent
from tests.limit import HUNG
from tests.simulation.campaign import CELLS, table_of
from tests.virtual_desktop import MARK
from tests.virtual_desktop.desks import DeskKind

HERE = Path(__file__).parent
ON_A_SCREEN = "virtual_desktop"
PROOFS = ("exhaustion", "crash", "mutation", "simulation", "pictures")
WIDGETS = ("ui",)
WAYLAND = "wayland"
SCREEN = "screen"
SHARES = 3
"""In how many processes all other rooms are."""
PYTEST = (sys.executable, "-m", "pytest")
COVERAGE = "--coverage"
GENTLY = ("nice",) if shutil.which("nice") else ()
"""What lets a process stand back for others."""
WITHIN_MINUTES = ("timeout", "--kill-after=1m", "10m")
"""What ends a desktop of its own in good order, should it hang."""
MOST_SECONDS = 50 * 60.0
"""After which a process is ended, and what it has said is printed."""
MOST_AGAIN = 3
"""How many failed tests are asked once more. More have a reason that is not the crowd."""
FAILED = 1
"""The exit status of pytest where tests failed, and nothing worse."""
Environment = Mapping[str, str]


class Part(NamedTuple):
    """The tests of one process: what comes before pytest's own arguments, where it runs, and what it is asked for."""

    before: Sequence[str]
    environment: Environment
    asked: Sequence[str]


def main(arguments: list[str]) -> int:
    """Run the tests; pytest's exit status, of all processes the worst."""
    extent = Extent.ALL if arguments == [COVERAGE] else Extent.ROOMS
    if arguments and extent is Extent.ROOMS:
        return subprocess.call([*PYTEST, *arguments])
    with tempfile.TemporaryDirectory(prefix="report-") as name:
        folder = Path(name)
        parts = _parts(folder, extent)
        status, seconds = _run_all(parts, folder)
        found = report.sums(folder)
        print("\n".join(_told(found, seconds)), flush=True)
        reached = branches.by_room(folder)
        print("\n".join(branches.told(reached, extent)), flush=True)
        if status == FAILED:
            status = again(parts, found.failed)
    return status or (1 if MARK in os.environ and branches.below(reached, extent) else 0)


def _parts(folder: Path, extent: Extent) -> dict[str, Part]:
    """All tests by the name of their process; those on the screen, if there is one, are the first."""
    here = os.environ | {report.FOLDER: str(folder), branches.VARIABLE: str(branches.data_file(folder))}
    unseen = here | {"QT_QPA_PLATFORM": "offscreen"}
    pytest = branches.MEASURED if extent is Extent.ALL else PYTEST
    parts = {}
    if MARK in os.environ:
        parts[SCREEN] = Part(pytest, here, ("-m", ON_A_SCREEN))
        parts[WAYLAND] = Part((*_wayland_desk(folder), *PYTEST), here, _rooms(WAYLAND))
    beside = {
        "widgets": (pytest, _rooms(*WIDGETS)),
        "measured rooms": (branches.MEASURED, _rooms(*branches.ROOMS)),
        **{f"all else, part {part}": (pytest, paths) for part, paths in enumerate(_all_else(), 1)},
    }
    if extent is Extent.ROOMS:
        beside["proofs"] = (pytest, _rooms(*PROOFS))
    for name, (command, paths) in beside.items():
        parts[name] = Part((*GENTLY, *command), unseen, ("-m", f"not {ON_A_SCREEN}", *paths))
    return parts


def _run_all(parts: Mapping[str, Part], folder: Path) -> tuple[int, dict[str, float]]:
    """Run the tests with windows here, the others beside them, and print what those said when they have ended.

    Returns the worst exit status, and how many seconds each process took.
    """
    others = [_Beside(name, part, folder) for name, part in parts.items() if name != SCREEN]
    began = time.monotonic()
    try:
        shown = _ended_in_time(SCREEN, parts[SCREEN], parts[SCREEN].asked) if SCREEN in parts else 0
        seconds = {SCREEN: time.monotonic() - began}
    finally:
        ended = [other.ended() for other in others]
    return max(shown, *ended), seconds | {other.name: other.seconds for other in others}


def again(parts: Mapping[str, Part], failed: Mapping[str, Sequence[str]]) -> int:
    """Ask failed tests once more, each in the process that it had, with nothing beside it; the worst exit status."""
    names = [name for process in failed.values() for name in process]
    if not 0 < len(names) <= MOST_AGAIN:
        return FAILED
    print("\nOnce more, alone:", *names, sep="\n    ", flush=True)
    status = max(_ended_in_time(process, parts[process], asked) for process, asked in failed.items())
    if not status:
        print(
            "\nFailed beside the others and passed alone; the test is to be mended:", *names, sep="\n    ", flush=True
        )
    return status


def _ended_in_time(name: str, part: Part, asked: Sequence[str]) -> int:
    with subprocess.Popen([*part.before, *asked], env={**part.environment, report.PROCESS: name}) as process:
        return _status(process, MOST_SECONDS)


def _status(process: subprocess.Popen[bytes], seconds: float) -> int:
    """Wait for a process, and end it if it takes longer than that; its status, above 128 where a signal ended it."""
    try:
        status = process.wait(seconds)
    except subprocess.TimeoutExpired:
        print(f"\nProcess {process.pid} takes too long, and is ended: {process.args!r}", flush=True)
        process.kill()
        return HUNG
    return status if status >= 0 else 128 - status


def _wayland_desk(folder: Path) -> Sequence[str]:
    """The command before one that runs on a Wayland desktop of its own, and reports to that folder."""
    desk = (sys.executable, "-m", "tests.virtual_desktop.session", "--on", DeskKind.SWAY, "--in-memory")
    return (*WITHIN_MINUTES, *desk, "--", "env", f"{report.FOLDER}={folder}", f"{report.PROCESS}={WAYLAND}")


class _Beside:
    """A process of tests beside those on the screen, with a log of its own."""

    def __init__(self, name: str, part: Part, folder: Path) -> None:
        self.name = name
        self.seconds = 0.0
        self._status = 0
        self._log = folder / f"{name}.log"
        self._began = time.monotonic()
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [*part.before, *part.asked],
                env={**part.environment, report.PROCESS: name},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._watch = threading.Thread(target=self._wait, daemon=True)
        self._watch.start()

    def _wait(self) -> None:
        self._status = _status(self._process, MOST_SECONDS)
        self.seconds = time.monotonic() - self._began

    def ended(self) -> int:
        """Wait for its end, print what it said, and give its status."""
        self._watch.join()
        sys.stdout.write(self._log.read_text(encoding="utf-8", errors="replace"))
        return self._status


def _rooms(*names: str) -> list[str]:
    return [str(HERE / name) for name in names]


def _all_else() -> list[list[str]]:
    """Every other room, and the tests that stand beside the rooms, in shares."""
    rooms = {path.parent for path in HERE.glob("*/test_*.py")} - {
        HERE / name for name in (*PROOFS, *WIDGETS, WAYLAND, *branches.ROOMS)
    }
    paths = [str(path) for path in sorted(rooms | set(HERE.glob("test_*.py")))]
    return [paths[share::SHARES] for share in range(SHARES)]


def _told(found: report.Report, seconds: dict[str, float]) -> Iterator[str]:
    yield "\nWhat was tried"
    for part, figures in found.figures.items():
        yield f"\n  {part}"
        if part == CELLS:
            yield table_of(figures)
        else:
            yield from (f"    {number:>9,}  {what}" for what, number in figures.items())
    yield "\nMinutes by room"
    yield from (
        f"    {spent / 60:>9.1f}  {room}, {found.tests[room]:,} tests" for room, spent in found.seconds.most_common()
    )
    yield "\nMinutes by process, at the same time"
    yield from (f"    {spent / 60:>9.1f}  {name}" for name, spent in seconds.items())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
