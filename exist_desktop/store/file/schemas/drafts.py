"""The migration that gives drafts a table of their own."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from datetime import date


def drafts_become_a_table(connection: sqlite3.Connection) -> None:
    """Moves the draft of quick entry from the small facts to the new table of drafts."""
    connection.execute(
        """
        CREATE TABLE draft (  -- what a person has typed and not kept yet
            account INTEGER NOT NULL REFERENCES account (id),
            day TEXT NOT NULL,
            field TEXT NOT NULL,  -- an attribute, or a part of quick entry
            text TEXT NOT NULL,
            shown ANY,  -- what was shown when it was begun
            PRIMARY KEY (account, day, field)
        ) STRICT, WITHOUT ROWID
        """
    )
    for account, value in connection.execute("SELECT account, value FROM note WHERE name = 'half_written'").fetchall():
        with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError, sqlite3.IntegrityError):
            begun = json.loads(value)
            day = date.fromisoformat(begun["day"]).isoformat()
            for field, text in (("step", begun["step"]), ("words", begun["words"]), ("line", begun["line"])):
                if text is not None and str(text).strip():
                    connection.execute(
                        "INSERT INTO draft (account, day, field, text) VALUES (?, ?, ?, ?)",
                        (account, day, f"quick {field}", str(text)),
                    )
    connection.execute("DELETE FROM note WHERE name = 'half_written'")
