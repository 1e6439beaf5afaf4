"""Undo: what takes an entry back, and nothing that was entered after it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from msgspec import Struct

from exist_desktop.domain.commands import Append, Command, Increment, Lines, SetValue, TakeOut
from exist_desktop.domain.outbox.ops import Entry, EntryKind, EntryState, OpState, Phase
from exist_desktop.domain.text.append import applied, time_of, words_of
from exist_desktop.domain.values import NOT_READ, NotRead, Seen, Value, number, one_form, total
from exist_desktop.errors import NotPossibleError, NotPossibleKind
from exist_desktop.store import rows
from exist_desktop.store.outbox import entries, slots
from exist_desktop.store.transaction import Transaction

_RETURN = "-back-"
"""Part of the uid of an entry that is entered again after an undo, before a number."""
_UNDO = "-undo-"
"""Part of the uid of an undo, between the uid of the entry that it undoes and a number."""


class UndoneEntry(Struct, frozen=True):
    """How an entry that has left is undone: a command, saved under a uid that only this undo has."""

    command: Command
    uid: str


def undo(tx: Transaction, entry_id: int, now: float) -> UndoneEntry | None:
    """Withdraws an entry that has not left yet. For one that has, returns what takes it back, to be saved next.

    Raises `NotPossibleError` if it was undone before, if a newer total replaces it, or if Exist cannot be made empty
    again.
    """
    entry = entries.find(tx, entry_id)
    if entry.state is EntryState.UNDONE:
        raise NotPossibleError(NotPossibleKind.ALREADY_UNDONE)
    if not _may_be_there(tx, entry) and entries.withdraw(tx, entry, now):
        return None
    uid = _undoing(tx, entry)
    former = _former(tx, entry)
    meant = taking_back(entry, former, _entered_after(tx, entry))
    return UndoneEntry(_as_it_left(tx, entry, meant), uid)


def bring_back(tx: Transaction, entry_id: int) -> UndoneEntry:
    """Returns what enters an undone or discarded entry again, to be saved next.

    Raises `NotPossibleError` if it was not undone, or has come back already.
    """
    entry = entries.find(tx, entry_id)
    uid = _free_uid(tx, entry, _RETURN) if entry.state is EntryState.UNDONE else None
    if uid is None:
        raise NotPossibleError(NotPossibleKind.ALREADY_SETTLED)
    return UndoneEntry(entry.command, uid)


def may_come_back(tx: Transaction, entry: Entry) -> bool:
    """Whether an undone or discarded entry can be entered again. It can be once."""
    return _free_uid(tx, entry, _RETURN) is not None


def what_takes_back(tx: Transaction, entry: Entry) -> Command | None:
    """Returns what undoing an entry in Exist would enter, or None if it cannot be undone."""
    try:
        _undoing(tx, entry)
        return taking_back(entry, _former(tx, entry), _entered_after(tx, entry))
    except NotPossibleError:
        return None


def undone_uid(uid: str) -> str:
    """Returns the uid of the entry that an undo took back; empty for any other entry."""
    return uid.rpartition(_UNDO)[0]


def _may_be_there(tx: Transaction, entry: Entry) -> bool:
    """Whether it is the only total of an op that waits again because its answer was lost."""
    op = slots.get(tx, entries.op_of(tx, entry))
    if op.phase is not Phase.LOST or op.state not in (OpState.PENDING, OpState.HELD):
        return False
    totals = tx.execute(
        "SELECT id FROM entry WHERE op = ? AND undone_at IS NULL AND kind = ?", (op.id, EntryKind.SET)
    ).fetchall()
    return [row["id"] for row in totals] == [entry.id]


def _as_it_left(tx: Transaction, entry: Entry, back: Command) -> Command:
    """Adapts the command to words that left without their time, as the first words of an empty text do."""
    op = slots.get(tx, entries.op_of(tx, entry))
    lines = op.command.changes if isinstance(op.command, Lines) else ()
    alone = op.base is not None and not one_form(op.base) and lines[:1] == (entry.command,)
    return TakeOut(entry.key, entry.command.words) if alone and isinstance(entry.command, Append) else back


def _former(tx: Transaction, entry: Entry) -> Seen:
    """Returns what there was before: what the person saw, or what was read before it left."""
    if not isinstance(entry.shown, NotRead):
        return entry.shown
    base = slots.get(tx, entries.op_of(tx, entry)).base
    return NOT_READ if base is None else base


def _entered_after(tx: Transaction, entry: Entry) -> list[Command]:
    """Returns what was entered for the key since and not undone."""
    found = tx.execute(  # by the key's ops, which an index finds
        "SELECT entry.* FROM op JOIN entry ON entry.op = op.id "
        "WHERE op.account = ? AND op.attribute = ? AND op.day = ? AND entry.id > ? "
        "AND entry.undone_at IS NULL ORDER BY entry.id",
        (tx.account.id, entry.key.attribute, entry.key.day.isoformat(), entry.id),
    ).fetchall()
    undone = {row["uid"].rpartition(_UNDO)[0] for row in found}
    gone = undone & {row["uid"] for row in found}
    return [rows.command(r) for r in found if r["uid"] not in gone and r["uid"].rpartition(_UNDO)[0] not in gone]


def _undoing(tx: Transaction, entry: Entry) -> str:
    """Returns the uid for undoing an entry. Raises `NotPossibleError` if it is undone."""
    uid = _free_uid(tx, entry, _UNDO)
    if uid is None:
        raise NotPossibleError(NotPossibleKind.ALREADY_UNDONE)
    return uid


def _free_uid(tx: Transaction, entry: Entry, mark: str) -> str | None:
    """Returns the next uid of that kind for an entry, or None if one is in use."""
    for times in count():
        uid = f"{entry.uid}{mark}{times}"
        row = tx.execute("SELECT undone_at FROM entry WHERE uid = ?", (uid,)).fetchone()
        if row is None:
            return uid
        if row["undone_at"] is None:
            break
    return None


def taking_back(entry: Entry, former: Seen, later: Sequence[Command]) -> Command:
    """Returns what undoes an entry in Exist and keeps what was entered after it. Raises `NotPossibleError`."""
    if any(isinstance(command, SetValue) for command in later):
        raise NotPossibleError(NotPossibleKind.OVERTAKEN)
    match entry.command:
        case Increment(delta=delta):
            return Increment(entry.key, -delta)
        case Append(line=line):
            return TakeOut(entry.key, line)
        case TakeOut(line=line):
            return Append(entry.key, words_of(line), time_of(line))
        case SetValue(value=value):
            return _putting_back(entry, value, former, later)


def _putting_back(entry: Entry, value: Value, former: Seen, later: Sequence[Command]) -> Command:
    """Returns what restores the value that a total replaced, with later additions. Raises `NotPossibleError`."""
    lines = [command for command in later if isinstance(command, Append | TakeOut)]
    former = number(former) if later and not lines else former
    if isinstance(former, NotRead):
        raise NotPossibleError(NotPossibleKind.FORMER_NOT_READ)
    if lines:
        return SetValue(entry.key, applied(former, lines))
    if later and not isinstance(value, str) and not isinstance(former, str):
        return Increment(entry.key, total(former, -value))
    if former is None:
        raise NotPossibleError(NotPossibleKind.NO_FORMER_VALUE)
    return SetValue(entry.key, former)
