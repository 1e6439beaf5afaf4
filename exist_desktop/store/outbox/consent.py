"""The person's consent to take an attribute over from another service, and what is held without it."""

from __future__ import annotations

from exist_desktop.domain.outbox.ops import OpState, Reason
from exist_desktop.domain.ownership.rules import ABOUT_THE_OWNER, asked_first
from exist_desktop.store import catalogue
from exist_desktop.store.outbox import slots
from exist_desktop.store.outbox.transitions import Transition, move
from exist_desktop.store.transaction import Transaction


def has_consent(tx: Transaction, name: str) -> bool:
    """Whether the person has agreed to take the attribute over and that has not happened yet."""
    found = tx.execute("SELECT 1 FROM consent WHERE account = ? AND attribute = ?", (tx.account.id, name))
    return found.fetchone() is not None


def give_consent(tx: Transaction, name: str, now: float) -> None:
    """Saves that the person agrees to take the attribute over, and releases what was held for that."""
    tx.execute("INSERT OR IGNORE INTO consent VALUES (?, ?, ?)", (tx.account.id, name, now))
    free_for_owner(tx, name)


def free_for_owner(tx: Transaction, name: str) -> None:
    """Releases what was held because this client is not the owner."""
    reasons = sorted(ABOUT_THE_OWNER)
    held = tx.execute(
        "SELECT id FROM op WHERE account = ? AND attribute = ? AND state = 'held' "
        f"AND reason IN ({', '.join('?' * len(reasons))})",
        (tx.account.id, name, *reasons),
    )
    for row in held.fetchall():
        move(tx, row["id"], Transition.RELEASE)


def use_up_consent(tx: Transaction, name: str) -> None:
    """Deletes a consent when nothing of the attribute waits any more, so that the next takeover is asked for again."""
    tx.execute(
        "DELETE FROM consent WHERE account = :account AND attribute = :name AND NOT EXISTS "
        f"(SELECT 1 FROM op WHERE account = :account AND attribute = :name AND {slots.UNFINISHED})",
        {"account": tx.account.id, "name": name},
    )


def hold_for_owner(tx: Transaction, op_id: int, name: str) -> None:
    """Holds a waiting op if the person must be asked before its attribute is acquired, and has not agreed."""
    asked = what_is_asked(tx, name)
    op = slots.get(tx, op_id) if asked is not None else None
    if asked is not None and op is not None and op.state is OpState.PENDING:
        slots.hold(tx, op, *asked)


def what_is_asked(tx: Transaction, name: str) -> tuple[Reason, str] | None:
    """Returns why the person must be asked before the attribute is acquired, and whose it is; None if they need not."""
    attribute = catalogue.attribute(tx, name)
    if attribute is None or attribute.owned or has_consent(tx, name) or is_wanted(tx, name):
        return None
    reason = asked_first(attribute, catalogue.ownerships(tx)[name])
    return None if reason is None else (reason, attribute.service.label if attribute.service else "")


def is_wanted(tx: Transaction, name: str) -> bool:
    """Whether a take-over of the attribute waits, or is on its way."""
    found = tx.execute(
        "SELECT 1 FROM owner_entry WHERE account = ? AND attribute = ? AND kind = 'take-over' "
        "AND state IN ('waiting', 'sending', 'checking')",
        (tx.account.id, name),
    )
    return found.fetchone() is not None
