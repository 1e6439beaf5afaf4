"""Where a half-written quick entry lies: on the disk, so that neither Escape nor the end of the program loses it."""

from __future__ import annotations

import json
import sqlite3
from datetime import date

from exist_desktop.domain import mood
from exist_desktop.domain.account import Account
from exist_desktop.domain.half_written import HalfWritten
from exist_desktop.store import accounts

NOTE = "half_written"


def half_written(connection: sqlite3.Connection, account: Account) -> HalfWritten | None:
    """What was left half written; None where nothing was, or where it cannot be understood any more."""
    kept = accounts.note(connection, account.id, NOTE)
    try:
        found = json.loads(kept) if kept else None
        if not isinstance(found, dict):
            return None
        step = found["step"] if found["step"] in mood.STEPS else None
        return HalfWritten(date.fromisoformat(found["day"]), step, str(found["words"]), str(found["line"]))
    except (KeyError, TypeError, ValueError):
        return None


def keep(connection: sqlite3.Connection, account: Account, left: HalfWritten) -> None:
    """Keeps what is half written; forgets the former where there is nothing any more."""
    document = {"day": left.day.isoformat(), "step": left.step, "words": left.words, "line": left.line}
    accounts.set_note(connection, account.id, NOTE, None if left.is_empty else json.dumps(document))
