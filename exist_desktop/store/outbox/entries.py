"""Entries on the disk: saved, found, and withdrawn.

Each function is one part of a transaction. A person's act writes entries and changes waiting ops; it never changes what
Exist has said.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from msgspec import Struct

from exist_desktop.domain.commands import Append, Command, SetValue
from exist_desktop.domain.outbox.batches import BatchMember
from exist_desktop.domain.outbox.ops import Entry, OpState, Reason
from exist_desktop.domain.values import Seen
from exist_desktop.errors import NotPossibleError, NotPossibleKind
from exist_desktop.store import rows
from exist_desktop.store.batches import batches
from exist_desktop.store.outbox import consent, creations, slots
from exist_desktop.store.transaction import Transaction

_ENTRY = (
    "SELECT entry.*, op.state, op.reason, op.detail FROM entry JOIN op ON op.id = entry.op WHERE entry.account = ? AND "
)
_OF_THE_ATTRIBUTE = frozenset({Reason.OWNER, Reason.OWNER_LOST, Reason.SCOPE, Reason.NOT_FOUND, Reason.ENDPOINT})
"""Reasons that lie in the attribute or the sign-in, so that a newer entry of the same key changes nothing."""
_OF_AN_ADDITION = frozenset({Reason.RESTORED, Reason.CANNOT_READ})
"""Reasons that only a total removes."""
_OF_LINES = frozenset({Reason.TOO_LONG, Reason.LAST_TEXT})
"""Reasons that concern all lines of an op together, so that it is judged again when one is withdrawn."""

INSERT_ENTRY = (
    "INSERT INTO entry (uid, account, attribute, day, kind, value, clock, shown, at, zone, op, batch, differing) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class NewEntry(Struct, frozen=True):
    """An entry that is about to be saved. The `uid` identifies it in the database and in the unsent log.

    `of` is the batch that it belongs to; None if the person has made it by itself.
    """

    uid: str
    command: Command
    shown: Seen
    at: float
    zone: str
    of: BatchMember | None = None


def save(tx: Transaction, all_new: Sequence[NewEntry]) -> tuple[Entry, ...]:
    """Writes entries and folds each into its key's waiting op. An entry that is here already is not written again."""
    for new in all_new:
        if not is_saved(tx, new.uid):
            _save_one(tx, new)
    return tuple(_by_uid(tx, new.uid) for new in all_new)


def is_saved(tx: Transaction, uid: str) -> bool:
    """Whether an entry of that uid is here, of whichever account."""
    return tx.execute("SELECT 1 FROM entry WHERE uid = ?", (uid,)).fetchone() is not None


def uid_of(name: str, number: int) -> str:
    """Returns the uid of one of the entries that are saved under a name, which are numbered from 0."""
    return f"{name}-{number}"


def saved_as(tx: Transaction, name: str) -> tuple[Entry, ...]:
    """Returns the entries that were saved under a name, also by another process. They were saved together."""
    found = []
    for number in count():
        row = tx.execute(_ENTRY + "entry.uid = ?", (tx.account.id, uid_of(name, number))).fetchone()
        if row is None:
            break
        found.append(rows.entry(row))
    return tuple(found)


def _save_one(tx: Transaction, new: NewEntry) -> None:
    waiting, of = slots.of_key(tx, new.command.key).waiting, in_batch(tx, new.of)
    if waiting is None:
        op_id = slots.add_waiting(tx, new.command, new.at, new.shown, of)
    else:
        op_id = waiting.id
        slots.fold_in(tx, waiting, new.command, new.at, new.shown, of)
    parts = rows.parts(new.command)
    tx.execute(INSERT_ENTRY, entry_row(tx, new, op_id, of))
    if waiting and waiting.state is OpState.HELD and _frees(new.command, waiting.reason):
        slots.release(tx, op_id)
    consent.hold_for_owner(tx, op_id, parts.attribute)


def in_batch(tx: Transaction, member: BatchMember | None) -> slots.InBatch:
    """Returns the batch of an entry by its number; one that is not here yet is added."""
    if member is None:
        return slots.OWN
    return slots.InBatch(batches.find_or_add(tx, member.batch), member.differing)


def entry_row(tx: Transaction, new: NewEntry, op_id: int, of: slots.InBatch) -> tuple[object, ...]:
    """Returns the columns of `INSERT_ENTRY`."""
    parts = rows.parts(new.command)
    return (
        *(new.uid, tx.account.id, parts.attribute, parts.day, parts.kind, parts.value, parts.clock),
        *(rows.kept(new.shown), new.at, new.zone, op_id, of.number, of.differing),
    )


def _frees(command: Command, reason: Reason | None) -> bool:
    """Whether a new entry ends the reason for which its key's op was held."""
    if reason in _OF_AN_ADDITION or reason is Reason.TOO_LONG:
        return isinstance(command, SetValue)
    if reason is Reason.LAST_TEXT:
        return isinstance(command, SetValue | Append)
    return reason not in _OF_THE_ATTRIBUTE


def find(tx: Transaction, entry_id: int) -> Entry:
    """Returns the entry of that number. Raises `NotPossibleError` if there is none."""
    row = tx.execute(_ENTRY + "entry.id = ?", (tx.account.id, entry_id)).fetchone()
    if row is None:
        raise NotPossibleError(NotPossibleKind.NO_SUCH_ENTRY)
    return rows.entry(row)


def withdraw(tx: Transaction, entry: Entry, now: float) -> bool:
    """Withdraws an entry if its op is not in flight and surely was not applied. Returns whether it was."""
    op_id = tx.execute("SELECT op FROM entry WHERE id = ?", (entry.id,)).fetchone()[0]
    op = slots.get(tx, op_id)
    if op.state not in (OpState.PENDING, OpState.HELD):
        return False
    tx.execute("UPDATE entry SET undone_at = ? WHERE id = ? AND undone_at IS NULL", (now, entry.id))
    if slots.refold(tx, op_id) and op.reason in _OF_LINES:
        slots.release(tx, op_id)
    consent.use_up_consent(tx, entry.key.attribute)
    creations.forget_unused(tx, entry.key.attribute)
    return True


def op_of(tx: Transaction, entry: Entry) -> int:
    """Returns the number of the entry's op."""
    return int(tx.execute("SELECT op FROM entry WHERE id = ?", (entry.id,)).fetchone()[0])


def _by_uid(tx: Transaction, uid: str) -> Entry:
    return rows.entry(tx.execute(_ENTRY + "entry.uid = ?", (tx.account.id, uid)).fetchone())
