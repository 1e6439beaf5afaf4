"""The person's consent to take an attribute over from another service, and what is held without it."""

from __future__ import annotations

from exist_desktop.domain.attributes import Attribute, Owner
from exist_desktop.domain.outbox.ops import OpState, Reason
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
    held = tx.execute(
        "SELECT id FROM op WHERE account = ? AND attribute = ? AND state = 'held' "
        "AND reason IN ('owner', 'owner_lost')",
        (tx.account.id, name),
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
    """Holds a waiting op if another service owns its attribute and the person has not agreed to take it over."""
    attribute = catalogue.attribute(tx, name)
    if attribute is None or attribute.owner is not Owner.ANOTHER_SERVICE or has_consent(tx, name):
        return
    op = slots.get(tx, op_id)
    if op.state is not OpState.PENDING:
        return
    reason = _owner_reason(tx, attribute)
    slots.hold(tx, op, reason, attribute.service.label if attribute.service else "")


def _owner_reason(tx: Transaction, attribute: Attribute) -> Reason:
    """Returns why an attribute of another service is held: it never was this client's, or it was moved away."""
    known = catalogue.ownerships(tx)[attribute.name]
    return Reason.OWNER_LOST if known.was_owned else Reason.OWNER
