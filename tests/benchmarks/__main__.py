"""`python3 packaging/dev.py bench`: measures everything on the test desktop and prints one table."""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

import PySide6

from tests.benchmarks import calls, gaps, idle, key, past, quick, relations, saving, shell, size, start
from tests.benchmarks.programs import demo_server
from tests.benchmarks.table import Row, markdown

PARTS: dict[str, Callable[[Path, dict[str, str]], list[Row]]] = {
    "start": start.rows,
    "saving": saving.rows,
    "size": size.rows,
    "quick": quick.rows,
    "key": key.rows,
    "shell": shell.rows,
    "gaps": gaps.rows,
    "calls": calls.rows,
    "past": past.rows,
    "relations": relations.rows,
    "idle": idle.rows,
}


def main() -> None:
    """Measures the parts that are named, else all, one after the other."""
    parser = argparse.ArgumentParser(prog="python3 packaging/dev.py bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all without one")
    parts = parser.parse_args().parts or list(PARTS)
    if unknown := set(parts) - PARTS.keys():
        parser.error(f"there is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    found: list[Row] = []
    for name in parts:
        print(f"measuring: {name}", flush=True)
        with tempfile.TemporaryDirectory() as folder, demo_server() as server:
            found += PARTS[name](Path(folder), server)
    print(f"\n{_machine()}\n\n{markdown(found)}")


def _machine() -> str:
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg())
    versions = f"Python {platform.python_version()}, PySide6 {PySide6.__version__}, SQLite {sqlite3.sqlite_version}"
    return f"{versions}, {os.cpu_count()} processors, load {load}; medians of pairs measured in turn in this run"


if __name__ == "__main__":
    main()
