"""How many cases of each kind were tried, for the report; a file is written where the environment names a folder."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

VARIABLE = "EXIST_DESKTOP_REPORT"
FILE = "days.json"

_cases: Counter[str] = Counter()


def tried(kind: str, number: int = 1) -> None:
    """Note that so many cases of that kind went as they should."""
    _cases[kind] += number


def write() -> None:
    """Put the numbers into the folder of the report, if there is one and anything was tried."""
    folder = os.environ.get(VARIABLE)
    if folder and _cases:
        path = Path(folder) / FILE
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(dict(sorted(_cases.items())), indent=2) + "\n", encoding="utf-8")
