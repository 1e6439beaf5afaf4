"""Where drafts lie: on the disk, so that neither Escape nor the end of the program loses what was typed.

One lies there by account, day and field: an attribute, or a part of quick entry. They go with the sign-out, and stand
in nothing that leaves this computer.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from exist_desktop.domain import mood
from exist_desktop.domain.account import Account
from exist_desktop.domain.commands import Key
from exist_desktop.domain.draft import Draft, QuickDraft
from exist_desktop.store import rows
from exist_desktop.store.file.database import Database

QUICK_STEP, QUICK_WORDS, QUICK_LINE = QUICK = ("quick step", "quick words", "quick line")
"""The fields of quick entry; no attribute's name has a space."""


def drafts(connection: sqlite3.Connection, account: Account) -> tuple[Draft, ...]:
    """All drafts of an account but those of quick entry."""
    found = connection.execute(
        "SELECT * FROM draft WHERE account = ? AND field NOT IN (?, ?, ?)", (account.id, *QUICK)
    ).fetchall()
    return tuple(
        Draft(date.fromisoformat(row["day"]), row["field"], row["text"], rows.seen(row["shown"])) for row in found
    )


def keep(connection: sqlite3.Connection, account: Account, draft: Draft) -> None:
    """Keeps a draft in place of the one of the same day and attribute."""
    _put(connection, account, draft.day, draft.attribute, draft.text)
    connection.execute(
        "UPDATE draft SET shown = ? WHERE account = ? AND day = ? AND field = ?",
        (rows.kept(draft.shown), account.id, draft.day.isoformat(), draft.attribute),
    )


def drop(connection: sqlite3.Connection, account: Account, key: Key) -> None:
    """Drops a draft: it is saved, or taken out."""
    connection.execute(
        "DELETE FROM draft WHERE account = ? AND day = ? AND field = ?",
        (account.id, key.day.isoformat(), key.attribute),
    )


def drop_all(connection: sqlite3.Connection, account: Account) -> None:
    """Drops all drafts of an account: it signs out."""
    connection.execute("DELETE FROM draft WHERE account = ?", (account.id,))


def quick_draft(connection: sqlite3.Connection, account: Account) -> QuickDraft | None:
    """What was begun in quick entry; None where nothing was."""
    found = connection.execute(
        "SELECT day, field, text FROM draft WHERE account = ? AND field IN (?, ?, ?)", (account.id, *QUICK)
    ).fetchall()
    if not found:
        return None
    texts = {row["field"]: row["text"] for row in found}
    step = next((step for step in mood.STEPS if str(step) == texts.get(QUICK_STEP)), None)
    return QuickDraft(date.fromisoformat(found[0]["day"]), step, texts.get(QUICK_WORDS, ""), texts.get(QUICK_LINE, ""))


def keep_quick(connection: sqlite3.Connection, account: Account, draft: QuickDraft) -> None:
    """Keeps what is begun in quick entry, in place of what was before; there is one of it, whatever its day."""
    connection.execute("DELETE FROM draft WHERE account = ? AND field IN (?, ?, ?)", (account.id, *QUICK))
    texts = ("" if draft.step is None else str(draft.step), draft.words, draft.line)
    for field, text in zip(QUICK, texts, strict=True):
        if text.strip():
            _put(connection, account, draft.day, field, text)


def _put(connection: sqlite3.Connection, account: Account, day: date, field: str, text: str) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO draft (account, day, field, text) VALUES (?, ?, ?, ?)",
        (account.id, day.isoformat(), field, text),
    )


@dataclass(frozen=True)
class DraftsOf:
    """An account with its drafts; None where nobody has ever signed in."""

    account: Account | None
    drafts: tuple[Draft, ...] = ()


class Drafts:
    """The drafts of the account that `account` names at that moment."""

    def __init__(self, database: Database, account: Callable[[], Account | None]) -> None:
        self._database = database
        self._account = account

    async def read(self) -> DraftsOf:
        """All drafts."""
        account = self._account()
        if account is None:
            return DraftsOf(None)
        return DraftsOf(account, await self._database.read(lambda connection: drafts(connection, account)))

    async def write(self, account: Account, kept: Sequence[Draft], dropped: Sequence[Key]) -> None:
        """Keeps some drafts and drops others, of the account that they were typed for. Raises `NotSavedError`."""

        def work(connection: sqlite3.Connection) -> None:
            for draft in kept:
                keep(connection, account, draft)
            for key in dropped:
                drop(connection, account, key)

        await self._database.write(work)
