"""Drafts on the disk, so that neither Escape nor the end of the program loses what was typed.

A draft belongs to an account, a day and a field: an attribute, or a part of quick entry. Drafts are deleted at sign-out
and never leave this computer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from msgspec import Struct

from exist_desktop.domain import mood
from exist_desktop.domain.account import Account, AccountInUse
from exist_desktop.domain.commands import Key
from exist_desktop.domain.draft import Draft, QuickDraft
from exist_desktop.store import rows
from exist_desktop.store.store import Store, TransactionWork
from exist_desktop.store.transaction import Transaction

T = TypeVar("T")

QUICK_STEP, QUICK_WORDS, QUICK_LINE = QUICK = ("quick step", "quick words", "quick line")
"""The fields of quick entry; no attribute's name has a space."""


def drafts(tx: Transaction) -> tuple[Draft, ...]:
    """Returns all drafts of an account but those of quick entry."""
    found = tx.execute(
        "SELECT * FROM draft WHERE account = ? AND field NOT IN (?, ?, ?)", (tx.account.id, *QUICK)
    ).fetchall()
    return tuple(
        Draft(date.fromisoformat(row["day"]), row["field"], row["text"], rows.seen(row["shown"])) for row in found
    )


def keep(tx: Transaction, draft: Draft) -> None:
    """Saves a draft in place of the former one of its day and attribute."""
    _put(tx, draft.day, draft.attribute, draft.text)
    tx.execute(
        "UPDATE draft SET shown = ? WHERE account = ? AND day = ? AND field = ?",
        (rows.kept(draft.shown), tx.account.id, draft.day.isoformat(), draft.attribute),
    )


def drop(tx: Transaction, key: Key) -> None:
    """Deletes a draft, since its text was saved or removed."""
    tx.execute(
        "DELETE FROM draft WHERE account = ? AND day = ? AND field = ?",
        (tx.account.id, key.day.isoformat(), key.attribute),
    )


def drop_all(tx: Transaction) -> None:
    """Deletes all drafts of an account that signs out."""
    tx.execute("DELETE FROM draft WHERE account = ?", (tx.account.id,))


def quick_draft(tx: Transaction) -> QuickDraft | None:
    """Returns the draft of quick entry, or None."""
    found = tx.execute(
        "SELECT day, field, text FROM draft WHERE account = ? AND field IN (?, ?, ?)", (tx.account.id, *QUICK)
    ).fetchall()
    if not found:
        return None
    texts = {row["field"]: row["text"] for row in found}
    step = next((step for step in mood.STEPS if str(step) == texts.get(QUICK_STEP)), None)
    return QuickDraft(date.fromisoformat(found[0]["day"]), step, texts.get(QUICK_WORDS, ""), texts.get(QUICK_LINE, ""))


def keep_quick(tx: Transaction, draft: QuickDraft) -> None:
    """Saves the draft of quick entry. There is only one, whatever its day."""
    _drop_quick(tx)
    texts = ("" if draft.step is None else str(draft.step), draft.words, draft.line)
    for field, text in zip(QUICK, texts, strict=True):
        if text.strip():
            _put(tx, draft.day, field, text)


def ending_quick(work: TransactionWork[T]) -> TransactionWork[T]:
    """Returns work that also deletes the draft of quick entry, as what was typed there is saved by it."""

    def ending(tx: Transaction) -> T:
        _drop_quick(tx)
        return work(tx)

    return ending


def _drop_quick(tx: Transaction) -> None:
    tx.execute("DELETE FROM draft WHERE account = ? AND field IN (?, ?, ?)", (tx.account.id, *QUICK))


def _put(tx: Transaction, day: date, field: str, text: str) -> None:
    tx.execute(
        "INSERT OR REPLACE INTO draft (account, day, field, text) VALUES (?, ?, ?, ?)",
        (tx.account.id, day.isoformat(), field, text),
    )


class DraftsOf(Struct, frozen=True):
    """An account with its drafts. The account is None if nobody has ever signed in."""

    account: Account | None
    drafts: tuple[Draft, ...] = ()


class Drafts:
    """The drafts of the account in use."""

    def __init__(self, store: Store, current: AccountInUse) -> None:
        self._store = store
        self._current = current

    async def read(self) -> DraftsOf:
        """Returns all drafts."""
        account = self._current.account
        if account is None:
            return DraftsOf(None)
        return DraftsOf(account, await self._store.read(account, drafts))

    async def write(self, account: Account, kept: Sequence[Draft], dropped: Sequence[Key]) -> None:
        """Saves some drafts and deletes others, for the account they were typed for. Raises `NotSavedError`."""

        def work(tx: Transaction) -> None:
            for draft in kept:
                keep(tx, draft)
            for key in dropped:
                drop(tx, key)

        await self._store.write(account, work)
