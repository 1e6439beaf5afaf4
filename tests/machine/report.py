"""Numbers that tests leave for the report at the end of a run, where one is wanted."""

from __future__ import annotations

import json
import os
from pathlib import Path

FOLDER_VARIABLE = "EXIST_DESKTOP_REPORT"
FILE = "machine.json"


def count(**numbers: int) -> None:
    """Add to the numbers of this run: `kills`, `entries`, `damage_cases`, `database_faults`."""
    folder = os.environ.get(FOLDER_VARIABLE)
    if not folder:
        return
    path = Path(folder) / FILE
    found: dict[str, int] = json.loads(path.read_text()) if path.exists() else {}
    for name, number in numbers.items():
        found[name] = found.get(name, 0) + number
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found, indent=2) + "\n")
