"""The protocol between two processes of this program: a request and its answer, each one JSON object in a line."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any

from exist_desktop.front.protocol import LONGEST_CALL
from exist_desktop.store.file.schema import MIGRATIONS

LONGEST_LINE = LONGEST_CALL
"""In bytes. A long note fits, as what was typed in a shell."""
LONGEST_TOKEN = 512
DATA_VERSION = len(MIGRATIONS)
"""The version of the data that this program knows. Each request has it: an older window then asks for a restart."""

Answer = dict[str, Any]


class Request(StrEnum):
    """What one process may ask of the running window."""

    PING = "ping"
    SHOW = "show"
    TODAY = "today"
    QUICK = "quick"
    CHANGED = "changed"
    SIGNED_IN = "signed_in"
    SYNC = "sync"
    RUN = "run"
    """A call of a shell, `ipc/shell_call.py`; its answer is no JSON."""


def is_token(text: object) -> bool:
    """Whether it can be a launcher's activation token, which lets a window come to the front."""
    return isinstance(text, str) and 0 < len(text) <= LONGEST_TOKEN and text.isascii() and text.isprintable()


def parsed(line: bytes) -> dict[str, Any] | None:
    """Returns the JSON object of a line, or None if it is none."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
