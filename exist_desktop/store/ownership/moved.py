"""Asks again where an attribute has moved to another service since the person wanted to take it over.

What they agreed to was that the former service stops filling it. Who has handed it on meanwhile may want it there.
"""

from __future__ import annotations

from exist_desktop.domain.attributes import Attribute, Owner
from exist_desktop.domain.outbox.ops import Reason
from exist_desktop.store.ownership.transitions import WishTransition, move
from exist_desktop.store.transaction import Transaction


def ask_again(tx: Transaction, known: Attribute, read: Attribute) -> None:
    """Holds a take-over and takes back a consent, if a reading shows another service than the one that was known.

    What was this client's until now is no such case: losing it is recorded, and what is wanted since is newer.
    """
    others = read.owner is Owner.ANOTHER_SERVICE and known.owner is not Owner.THIS_CLIENT
    if not others or read.service is None or _name(known) == _name(read):
        return
    waiting = tx.execute(
        "SELECT id FROM owner_entry WHERE account = ? AND attribute = ? AND kind = 'take-over' "
        "AND state IN ('waiting', 'checking')",
        (tx.account.id, read.name),
    )
    for row in waiting.fetchall():
        move(tx, row["id"], WishTransition.HOLD, reason=Reason.OWNER, not_before=0.0)
    tx.execute("DELETE FROM consent WHERE account = ? AND attribute = ?", (tx.account.id, read.name))


def _name(attribute: Attribute) -> str | None:
    return attribute.service.name if attribute.service else None
