"""Which walks were walked, for the report; a file is written where the environment names a folder."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from pathlib import Path

VARIABLE = "EXIST_DESKTOP_REPORT"
FILE = "walk.json"

_walked: defaultdict[str, list[str]] = defaultdict(list)


def walked(kind: str, what: str) -> None:
    """Note that a walk of that kind came to its end."""
    _walked[kind].append(what)


def write() -> None:
    """Put the table into the folder of the report, if there is one and anything was walked."""
    folder = os.environ.get(VARIABLE)
    if folder and _walked:
        path = Path(folder) / FILE
        path.parent.mkdir(parents=True, exist_ok=True)
        told = {kind: {"walks": len(found), "of": sorted(set(found))} for kind, found in sorted(_walked.items())}
        path.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
