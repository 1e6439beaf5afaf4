"""All tests: `python -m tests`, in five processes at once, since each of them leaves a processor idle now and then.

One has the tests that need a real screen, of which there is one with one focus; one proves by trying, and then paints
every scene; one has the widgets; two share all else. Only the first draws on the screen. At the end stands how much was
tried. With arguments it is one process, and they are pytest's.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import report
from tests.simulation.campaign import CELLS, table_of

HERE = Path(__file__).parent
WITH_WINDOWS = ("app", "virtual_desktop", "e2e", "reminders", "tray")
PROOFS = ("exhaustion", "crash", "mutation", "simulation", "pictures")
WIDGETS = ("ui",)


def main(arguments: list[str]) -> int:
    """Run the tests; pytest's exit status, of all processes the worst."""
    if arguments:
        return subprocess.call([*_pytest(), *arguments])
    with tempfile.TemporaryDirectory(prefix="report-") as name:
        folder = Path(name)
        status = _run_all(folder)
        print(_told(folder), flush=True)
    return status


def _run_all(folder: Path) -> int:
    """Run the tests with windows here, the others beside them, and print what those said when they have ended."""
    environment = os.environ | {report.FOLDER: str(folder)}
    others = [_Beside(paths, environment, folder) for paths in (_rooms(*PROOFS), _rooms(*WIDGETS), *_all_else())]
    try:
        shown = subprocess.call([*_pytest(), *_rooms(*WITH_WINDOWS)], env=environment)
    finally:
        ended = [other.ended() for other in others]
    return max(shown, *ended)


class _Beside:
    """A process of tests that draw nowhere, with a log of its own."""

    def __init__(self, paths: list[str], environment: dict[str, str], folder: Path) -> None:
        self._log = folder / f"{Path(paths[0]).name}.log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [*_pytest(), *paths],
                env=environment | {"QT_QPA_PLATFORM": "offscreen"},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def ended(self) -> int:
        """Wait for its end, print what it said, and give its status."""
        status = self._process.wait()
        sys.stdout.write(self._log.read_text(encoding="utf-8", errors="replace"))
        return status


def _pytest() -> list[str]:
    return [sys.executable, "-m", "pytest"]


def _rooms(*names: str) -> list[str]:
    return [str(HERE / name) for name in names]


def _all_else() -> tuple[list[str], list[str]]:
    """Every other room, and the tests that stand beside the rooms, in two shares."""
    rooms = {path.parent for path in HERE.glob("*/test_*.py")} - {
        HERE / name for name in (*WITH_WINDOWS, *PROOFS, *WIDGETS)
    }
    paths = [str(path) for path in sorted(rooms | set(HERE.glob("test_*.py")))]
    return paths[::2], paths[1::2]


def _told(folder: Path) -> str:
    lines = ["", "What was tried"]
    for part, figures in report.sums(folder).items():
        lines += ["", f"  {part}"]
        if part == CELLS:
            lines.append(table_of(figures))
        else:
            lines += [f"    {number:>9,}  {what}" for what, number in figures.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
