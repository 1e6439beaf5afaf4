"""All tests: `python -m tests`, in two processes at once, since most of them wait for one processor alone.

One process has the tests that show windows, for which there is one screen with one focus; the other has all else, and
draws nowhere. At the end stands how much was tried. With arguments it is one process, and they are pytest's.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import report

HERE = Path(__file__).parent
ROOMS_WITH_WINDOWS = ("app", "desk", "e2e", "pictures", "reminders", "tray", "ui")


def main(arguments: list[str]) -> int:
    """Run the tests; pytest's exit status, of both processes the worse."""
    if arguments:
        return subprocess.call([*_pytest(), *arguments])
    with tempfile.TemporaryDirectory(prefix="report-") as name:
        folder = Path(name)
        status = _run_both(folder)
        print(_told(folder), flush=True)
    return status


def _run_both(folder: Path) -> int:
    environment = os.environ | {report.FOLDER: str(folder)}
    quiet_log = folder / "quiet.log"
    with quiet_log.open("wb") as log:
        quiet = subprocess.Popen(
            [*_pytest(), *_rooms_without_windows()],
            env=environment | {"QT_QPA_PLATFORM": "offscreen"},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            shown = subprocess.call([*_pytest(), *_rooms_with_windows()], env=environment)
        finally:
            status = quiet.wait()
    sys.stdout.write(quiet_log.read_text(encoding="utf-8", errors="replace"))
    return max(shown, status)


def _pytest() -> list[str]:
    return [sys.executable, "-m", "pytest"]


def _rooms_with_windows() -> list[str]:
    return [str(HERE / room) for room in ROOMS_WITH_WINDOWS]


def _rooms_without_windows() -> list[str]:
    """Every other room, and the tests that stand beside the rooms."""
    rooms = {path.parent for path in HERE.glob("*/test_*.py")} - {HERE / room for room in ROOMS_WITH_WINDOWS}
    return [str(path) for path in sorted(rooms | set(HERE.glob("test_*.py")))]


def _told(folder: Path) -> str:
    lines = ["", "What was tried"]
    for part, figures in report.sums(folder).items():
        lines += ["", f"  {part}"]
        lines += [f"    {number:>9,}  {what}" for what, number in figures.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
