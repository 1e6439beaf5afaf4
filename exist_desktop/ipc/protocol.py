"""What two processes of this program say to each other: a request as one JSON object in a line, and one in answer."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any

from exist_desktop.store.file.schema import MIGRATIONS

LONGEST_LINE = 4096
LONGEST_TOKEN = 512
DATA_VERSION = len(MIGRATIONS)
"""The version of the data that this program knows. It goes with each request: an older window says it was updated."""

Answer = dict[str, Any]


class Request(StrEnum):
    """What one process may ask of the running window."""

    PING = "ping"
    SHOW = "show"
    QUICK = "quick"
    CHANGED = "changed"
    SIGNED_IN = "signed_in"
    SYNC = "sync"


def is_token(text: object) -> bool:
    """Whether it could be what a launcher hands to a program that it starts, for its window to come to the front."""
    return isinstance(text, str) and 0 < len(text) <= LONGEST_TOKEN and text.isascii() and text.isprintable()


def parsed(line: bytes) -> dict[str, Any] | None:
    """The JSON object of a line; None if it is none."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
