"""The pauses of an account. They are choices of this computer: Exist knows nothing of them."""

from __future__ import annotations

from datetime import date

from exist_desktop.domain.statistics.pauses import Pause
from exist_desktop.store.transaction import Transaction


def pauses(tx: Transaction) -> tuple[Pause, ...]:
    """Returns all pauses, in order of their first days."""
    found = tx.execute("SELECT * FROM pause WHERE account = ? ORDER BY first, id", (tx.account.id,))
    return tuple(
        Pause(date.fromisoformat(row["first"]), row["last"] and date.fromisoformat(row["last"]), row["attribute"])
        for row in found
    )


def put_pause(tx: Transaction, pause: Pause) -> None:
    """Saves a pause; nothing changes if it is there."""
    tx.execute(
        "INSERT OR IGNORE INTO pause (account, first, last, attribute) VALUES (?, ?, ?, ?)",
        (tx.account.id, *_columns(pause)),
    )


def delete_pause(tx: Transaction, pause: Pause) -> None:
    """Deletes a pause."""
    tx.execute(
        "DELETE FROM pause WHERE account = ? AND first = ? AND last IS ? AND attribute IS ?",
        (tx.account.id, *_columns(pause)),
    )


def _columns(pause: Pause) -> tuple[str, str | None, str | None]:
    return pause.first.isoformat(), pause.last.isoformat() if pause.last else None, pause.attribute
