"""How much was tried, for the report at the end of the whole run.

A test adds to a part's figures; where the environment names a folder, each process of the run leaves its sums there,
and `python -m tests` prints them all.
"""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from pathlib import Path

FOLDER = "EXIST_DESKTOP_REPORT"
"""The variable that names the folder."""

_figures: defaultdict[str, Counter[str]] = defaultdict(Counter)


def tried(part: str, what: str, number: int = 1) -> None:
    """Note that so many cases of that kind went as they should."""
    _figures[part][what] += number


def leave() -> None:
    """Leave this process's sums in the report's folder, if there is one and anything was noted."""
    if FOLDER in os.environ and _figures:
        path = Path(os.environ[FOLDER]) / f"{os.getpid()}.json"
        path.write_text(json.dumps(_figures), encoding="utf-8")


def sums(folder: Path) -> dict[str, Counter[str]]:
    """Add up what all processes have left there, by part."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted(folder.glob("*.json")):
        for part, figures in json.loads(path.read_text(encoding="utf-8")).items():
            found[part].update(figures)
    return dict(sorted(found.items()))
