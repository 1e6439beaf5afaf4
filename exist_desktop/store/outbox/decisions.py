"""What a person decides about an entry that is not in Exist: it is discarded, or sent after all."""

from __future__ import annotations

from collections.abc import Sequence

from exist_desktop.domain.commands import Command, Increment, Lines, SetValue
from exist_desktop.domain.outbox.ops import Entry, EntryKind, EntryState, Op, OpState, Outcome, Phase, Reason, fold
from exist_desktop.domain.text.append import applied, joined
from exist_desktop.domain.values import NotRead, total
from exist_desktop.errors import NotPossibleError, NotPossibleKind
from exist_desktop.store import history
from exist_desktop.store.outbox import consent, creations, entries, slots
from exist_desktop.store.outbox.transitions import Transition, move
from exist_desktop.store.transaction import Transaction

DISCARDED = "discarded"
"""The word in the history of an op for entries that the person discarded, beside the instant."""


def discard(tx: Transaction, entry_id: int, now: float) -> None:
    """Discards an entry. One in doubt stays as it is in Exist. Raises `NotPossibleError` while it is being sent."""
    entry = entries.find(tx, entry_id)
    if _withdraw_with_replaced(tx, entry, now):
        return
    op = slots.get(tx, entries.op_of(tx, entry))
    if op.state is not OpState.DOUBT:
        raise NotPossibleError(_out_of_reach(entry))
    slots.finish(tx, op, Outcome.CONFIRMED, None, now)


def _withdraw_with_replaced(tx: Transaction, entry: Entry, now: float) -> bool:
    """Withdraws an unsent entry and those it replaced, which would reappear. Returns whether that was possible."""
    op_id = entries.op_of(tx, entry)
    if not entries.withdraw(tx, entry, now):
        return False
    if entry.kind is EntryKind.SET:
        earlier = "op = ? AND id < ? AND undone_at IS NULL"
        replaced = tx.execute(f"UPDATE entry SET undone_at = ? WHERE {earlier}", (now, op_id, entry.id))
        if replaced.rowcount:
            slots.refold(tx, op_id)
            consent.use_up_consent(tx, entry.key.attribute)
            creations.forget_unused(tx, entry.key.attribute)
    tx.execute("INSERT INTO attempt VALUES (?, ?, ?)", (op_id, now, DISCARDED))
    return True


def use_mine(tx: Transaction, entry_id: int, now: float) -> Command | None:
    """Sends the person's entry: its op waits again, or the returned command says the same and is saved next."""
    entry = entries.find(tx, entry_id)
    op = slots.get(tx, entries.op_of(tx, entry))
    if op.state is OpState.HELD:
        return _send_held(tx, op)
    if op.state is not OpState.DOUBT:
        raise NotPossibleError(_out_of_reach(entry))
    if op.reason is not Reason.MAYBE_TWICE or not isinstance(op.command, Increment):
        slots.back_to_waiting(tx, op)
        return None
    slots.finish(tx, op, Outcome.MOOT, None, now)
    meant = SetValue(op.key, total(op.before, op.command.delta))
    waiting = slots.of_key(tx, op.key).waiting
    together = fold([meant, waiting.command] if waiting else [meant])
    assert isinstance(together, SetValue)
    return together


def _send_held(tx: Transaction, op: Op) -> Command | None:
    """Releases a held op. Lines without room replace the text; lines after a loss are looked for first."""
    creations.retry(tx, op.key.attribute)
    reading = history.seen(tx, op.key)
    accepted = None if isinstance(reading, NotRead) else reading
    tx.execute("UPDATE op SET accepted = ? WHERE id = ?", (accepted, op.id))
    if op.reason is Reason.TOO_LONG and isinstance(op.command, Lines):
        return SetValue(op.key, applied(None, op.command.changes))
    if op.reason is Reason.RESTORED and isinstance(op.command, Lines):
        tx.execute("UPDATE op SET phase = ? WHERE id = ?", (Phase.LOST, op.id))
    slots.release(tx, op.id)
    return None


def use_both(tx: Transaction, entry_id: int, now: float) -> Command:
    """Returns the text that has the entry's text below Exist's, to be saved next. The entry itself stops waiting."""
    entry = entries.find(tx, entry_id)
    op = slots.get(tx, entries.op_of(tx, entry))
    theirs = history.seen(tx, op.key)
    if op.state is not OpState.HELD or not isinstance(op.command, SetValue) or not isinstance(op.command.value, str):
        raise NotPossibleError(_out_of_reach(entry))
    use_mine(tx, entry_id, now)
    return SetValue(op.key, joined(None if isinstance(theirs, NotRead) else theirs, op.command.value))


def release_held(tx: Transaction, reasons: Sequence[Reason]) -> None:
    """Releases what was held for these reasons, and looks again for what is in doubt because of them."""
    marks = ", ".join("?" for _ in reasons)
    for state, transition in ((OpState.HELD, Transition.RELEASE), (OpState.DOUBT, Transition.LOOK_AGAIN)):
        found = tx.execute(
            f"SELECT id FROM op WHERE account = ? AND state = '{state}' AND {slots.UNFINISHED} AND reason IN ({marks})",
            (tx.account.id, *reasons),
        )
        for row in found.fetchall():
            move(tx, row["id"], transition)


def _out_of_reach(entry: Entry) -> NotPossibleKind:
    """Returns why nothing can be decided about an entry any more."""
    settled = {EntryState.SENT: NotPossibleKind.ALREADY_SETTLED, EntryState.UNDONE: NotPossibleKind.ALREADY_UNDONE}
    return settled.get(entry.state, NotPossibleKind.ALREADY_SENDING)
