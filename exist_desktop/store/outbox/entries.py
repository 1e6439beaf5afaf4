"""The person's side of the outbox: entering, undoing, discarding, and answering what an entry asks.

Each function is one transaction's work. A person's act writes entries and moves waiting ops; it never touches what
Exist has said.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from exist_desktop.domain.account import Account
from exist_desktop.domain.attributes import Attribute, Owner
from exist_desktop.domain.commands import Append, Command, Increment, Lines, SetValue, TakeOut
from exist_desktop.domain.outbox.ops import Entry, EntryState, Kind, Op, OpState, Outcome, Phase, Reason, fold
from exist_desktop.domain.text.append import applied, joined
from exist_desktop.domain.values import NOT_READ, NotRead, Seen, one_form, total
from exist_desktop.errors import NotPossibleError, NotPossibleKind
from exist_desktop.store import catalogue, history, rows
from exist_desktop.store.outbox import creations, transitions
from exist_desktop.store.outbox.undo import taking_back

_ENTRY = (
    "SELECT entry.*, op.state, op.reason, op.detail FROM entry JOIN op ON op.id = entry.op WHERE entry.account = ? AND "
)
_OF_THE_ATTRIBUTE = frozenset({Reason.OWNER, Reason.OWNER_LOST, Reason.SCOPE, Reason.NOT_FOUND, Reason.ENDPOINT})
"""Reasons that lie in the attribute or the sign-in, so that a newer entry of the same key changes nothing."""
_OF_AN_ADDITION = frozenset({Reason.RESTORED, Reason.CANNOT_READ})
"""Reasons that only a total does away with."""
_RETURN = "-back-"
"""The same of an entry that is entered again after it was taken back."""
DISCARDED = "discarded"
"""What the history of an op says of entries that the person let go, beside the instant."""
_OF_LINES = frozenset({Reason.TOO_LONG, Reason.LAST_TEXT})
"""Reasons that lie in what the lines of an op come to together, so that with one less it is looked at anew."""
_UNDO = "-undo-"
"""What stands in the uid of an undoing between that of the entry that it undoes and a number."""


@dataclass(frozen=True)
class NewEntry:
    """An entry that is about to be saved; `uid` makes it one and the same wherever it turns up again."""

    uid: str
    command: Command
    shown: Seen
    at: float
    zone: str


def save(connection: sqlite3.Connection, account: Account, all_new: Sequence[NewEntry]) -> tuple[Entry, ...]:
    """Writes entries and folds each into its key's waiting op. One that is here already is not written again."""
    for new in all_new:
        known = connection.execute("SELECT 1 FROM entry WHERE uid = ?", (new.uid,)).fetchone()
        if not known:
            _save_one(connection, account, new)
    return tuple(_by_uid(connection, account, new.uid) for new in all_new)


def _save_one(connection: sqlite3.Connection, account: Account, new: NewEntry) -> None:
    waiting = transitions.slots(connection, account, new.command.key).waiting
    if waiting is None:
        op_id = transitions.add_waiting(connection, account, new.command, new.at, new.shown)
    else:
        op_id = waiting.id
        transitions.fold_in(connection, waiting, new.command, new.at, new.shown)
    parts = rows.parts(new.command)
    connection.execute(
        "INSERT INTO entry (uid, account, attribute, day, kind, value, clock, shown, at, zone, op) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(new.uid, account.id, parts.attribute, parts.day, parts.kind, parts.value, parts.clock),
            *(rows.kept(new.shown), new.at, new.zone, op_id),
        ),
    )
    if waiting and waiting.state is OpState.HELD and _frees(new.command, waiting.reason):
        transitions.release(connection, op_id)
    _hold_for_owner(connection, account, op_id, parts.attribute)


def _frees(command: Command, reason: Reason | None) -> bool:
    """Whether a new entry does away with what its key's op was held for."""
    if reason in _OF_AN_ADDITION or reason is Reason.TOO_LONG:
        return isinstance(command, SetValue)
    if reason is Reason.LAST_TEXT:
        return isinstance(command, SetValue | Append)
    return reason not in _OF_THE_ATTRIBUTE


def _hold_for_owner(connection: sqlite3.Connection, account: Account, op_id: int, name: str) -> None:
    """Holds a waiting op whose attribute another service fills, unless the person has agreed to take it over."""
    attribute = catalogue.attribute(connection, account, name)
    if attribute is None or attribute.owner is not Owner.ANOTHER_SERVICE or has_consent(connection, account, name):
        return
    op = transitions.get(connection, op_id)
    if op.state is not OpState.PENDING:
        return
    reason = owner_reason(connection, account, attribute)
    transitions.hold(connection, op, OpState.HELD, reason, attribute.service.label if attribute.service else "")


def owner_reason(connection: sqlite3.Connection, account: Account, attribute: Attribute) -> Reason:
    """Why an attribute of another service is held: it never was this client's, or it was and has been moved."""
    known = catalogue.ownerships(connection, account)[attribute.name]
    return Reason.OWNER_LOST if known.was_owned else Reason.OWNER


def has_consent(connection: sqlite3.Connection, account: Account, name: str) -> bool:
    """Whether the person has agreed to take the attribute over, and that has not happened yet."""
    found = connection.execute("SELECT 1 FROM consent WHERE account = ? AND attribute = ?", (account.id, name))
    return found.fetchone() is not None


def give_consent(connection: sqlite3.Connection, account: Account, name: str, now: float) -> None:
    """The person agrees to take the attribute over; what was held for that waits to be sent again."""
    connection.execute("INSERT OR IGNORE INTO consent VALUES (?, ?, ?)", (account.id, name, now))
    connection.execute(
        "UPDATE op SET state = 'pending', reason = NULL, detail = '', not_before = 0 "
        "WHERE account = ? AND attribute = ? AND state = 'held' AND reason IN ('owner', 'owner_lost')",
        (account.id, name),
    )


def use_up_consent(connection: sqlite3.Connection, account: Account, name: str) -> None:
    """Forgets a consent whose entries are all through, or gone: the next taking over is asked for anew."""
    connection.execute(
        "DELETE FROM consent WHERE account = :account AND attribute = :name AND NOT EXISTS "
        f"(SELECT 1 FROM op WHERE account = :account AND attribute = :name AND {transitions.UNFINISHED})",
        {"account": account.id, "name": name},
    )


def release_held(connection: sqlite3.Connection, account: Account, reasons: Sequence[Reason]) -> None:
    """The reason may have gone: what was held for it waits to be sent again, what is in doubt is looked for again."""
    marks = ", ".join("?" for _ in reasons)
    connection.execute(
        "UPDATE op SET state = 'pending', reason = NULL, detail = '', not_before = 0 "
        f"WHERE account = ? AND state = 'held' AND {transitions.UNFINISHED} AND reason IN ({marks})",
        (account.id, *reasons),
    )
    connection.execute(
        "UPDATE op SET state = 'unknown', reason = NULL, detail = '', not_before = 0 "
        f"WHERE account = ? AND state = 'doubt' AND {transitions.UNFINISHED} AND reason IN ({marks})",
        (account.id, *reasons),
    )


def find(connection: sqlite3.Connection, account: Account, entry_id: int) -> Entry:
    """The entry of that number. Raises `NotPossibleError` where there is none."""
    row = connection.execute(_ENTRY + "entry.id = ?", (account.id, entry_id)).fetchone()
    if row is None:
        raise NotPossibleError(NotPossibleKind.NO_SUCH_ENTRY)
    return rows.entry(row)


@dataclass(frozen=True)
class UndoneEntry:
    """How an entry that has left is undone: by a command, saved under a uid that only this undoing has."""

    command: Command
    uid: str


def undo(connection: sqlite3.Connection, account: Account, entry_id: int, now: float) -> UndoneEntry | None:
    """Withdraws an entry that has not left yet; for one that has, what takes it back, to be saved next.

    Raises `NotPossibleError` where it was undone before, where a newer total stands, or where Exist cannot take a value
    back to nothing.
    """
    entry = find(connection, account, entry_id)
    if entry.state is EntryState.UNDONE:
        raise NotPossibleError(NotPossibleKind.ALREADY_UNDONE)
    if not _may_be_there(connection, entry) and withdraw(connection, account, entry, now):
        return None
    uid = _undoing(connection, entry)
    former = _former(connection, entry)
    meant = taking_back(entry, former, _entered_after(connection, account, entry))
    return UndoneEntry(_as_it_left(connection, entry, meant), uid)


def _as_it_left(connection: sqlite3.Connection, entry: Entry, back: Command) -> Command:
    """The first words of an empty text have left without their time, and are taken out as such wherever they are."""
    op = transitions.get(connection, _op_of(connection, entry))
    lines = op.command.changes if isinstance(op.command, Lines) else ()
    alone = op.base is not None and not one_form(op.base) and lines[:1] == (entry.command,)
    return TakeOut(entry.key, entry.command.words) if alone and isinstance(entry.command, Append) else back


def _former(connection: sqlite3.Connection, entry: Entry) -> Seen:
    """What there was before: what the person saw, else what was read before it left."""
    if not isinstance(entry.shown, NotRead):
        return entry.shown
    base = transitions.get(connection, _op_of(connection, entry)).base
    return NOT_READ if base is None else base


def what_takes_back(connection: sqlite3.Connection, account: Account, entry: Entry) -> Command | None:
    """What undoing an entry that is in Exist would enter; None where it cannot be undone."""
    try:
        _undoing(connection, entry)
        return taking_back(entry, _former(connection, entry), _entered_after(connection, account, entry))
    except NotPossibleError:
        return None


def may_come_back(connection: sqlite3.Connection, entry: Entry) -> bool:
    """Whether what was taken back or discarded can be entered again: not where it has been already."""
    return _free_uid(connection, entry, _RETURN) is not None


def bring_back(connection: sqlite3.Connection, account: Account, entry_id: int) -> UndoneEntry:
    """What enters an entry again that was taken back or discarded, to be saved next.

    Raises `NotPossibleError` where it stands, or has come back already.
    """
    entry = find(connection, account, entry_id)
    uid = _free_uid(connection, entry, _RETURN) if entry.state is EntryState.UNDONE else None
    if uid is None:
        raise NotPossibleError(NotPossibleKind.ALREADY_SETTLED)
    return UndoneEntry(entry.command, uid)


def _entered_after(connection: sqlite3.Connection, account: Account, entry: Entry) -> list[Command]:
    """What was entered for the same key since, save what has been taken back again."""
    found = connection.execute(  # by the key's ops, which an index finds
        "SELECT entry.* FROM op JOIN entry ON entry.op = op.id "
        "WHERE op.account = ? AND op.attribute = ? AND op.day = ? AND entry.id > ? "
        "AND entry.undone_at IS NULL ORDER BY entry.id",
        (account.id, entry.key.attribute, entry.key.day.isoformat(), entry.id),
    ).fetchall()
    undone = {row["uid"].rpartition(_UNDO)[0] for row in found}
    gone = undone & {row["uid"] for row in found}
    return [rows.command(r) for r in found if r["uid"] not in gone and r["uid"].rpartition(_UNDO)[0] not in gone]


def _may_be_there(connection: sqlite3.Connection, entry: Entry) -> bool:
    """Whether it is the one total of an op that waits again because its answer was lost."""
    op = transitions.get(connection, _op_of(connection, entry))
    if op.phase is not Phase.LOST or op.state not in (OpState.PENDING, OpState.HELD):
        return False
    totals = connection.execute(
        "SELECT id FROM entry WHERE op = ? AND undone_at IS NULL AND kind = ?", (op.id, Kind.SET)
    ).fetchall()
    return [row["id"] for row in totals] == [entry.id]


def _undoing(connection: sqlite3.Connection, entry: Entry) -> str:
    """The uid for undoing an entry. Raises `NotPossibleError` where an undoing of it stands."""
    uid = _free_uid(connection, entry, _UNDO)
    if uid is None:
        raise NotPossibleError(NotPossibleKind.ALREADY_UNDONE)
    return uid


def undone_uid(uid: str) -> str:
    """The uid of the entry that an undoing took back; empty for any other entry."""
    return uid.rpartition(_UNDO)[0]


def _free_uid(connection: sqlite3.Connection, entry: Entry, mark: str) -> str | None:
    """The next uid for what follows from an entry in that way; None where one such stands."""
    for times in count():
        uid = f"{entry.uid}{mark}{times}"
        row = connection.execute("SELECT undone_at FROM entry WHERE uid = ?", (uid,)).fetchone()
        if row is None:
            return uid
        if row["undone_at"] is None:
            break
    return None


def withdraw(connection: sqlite3.Connection, account: Account, entry: Entry, now: float) -> bool:
    """Withdraws an entry if its op surely has not been applied and is not in flight; whether it could."""
    op_id = connection.execute("SELECT op FROM entry WHERE id = ?", (entry.id,)).fetchone()[0]
    op = transitions.get(connection, op_id)
    if op.state not in (OpState.PENDING, OpState.HELD):
        return False
    connection.execute("UPDATE entry SET undone_at = ? WHERE id = ? AND undone_at IS NULL", (now, entry.id))
    transitions.refold(connection, op_id)
    if op.reason in _OF_LINES:
        transitions.release(connection, op_id)
    use_up_consent(connection, account, entry.key.attribute)
    creations.forget_unused(connection, account, entry.key.attribute)
    return True


def discard(connection: sqlite3.Connection, account: Account, entry_id: int, now: float) -> None:
    """Lets an entry go. One in doubt stays as Exist has it. Raises `NotPossibleError` while it is on its way."""
    entry = find(connection, account, entry_id)
    if _withdraw_with_replaced(connection, account, entry, now):
        return
    op = transitions.get(connection, _op_of(connection, entry))
    if op.state is not OpState.DOUBT:
        raise NotPossibleError(_out_of_reach(entry))
    transitions.finish(connection, op, Outcome.CONFIRMED, None, now)


def _withdraw_with_replaced(connection: sqlite3.Connection, account: Account, entry: Entry, now: float) -> bool:
    """Withdraws an entry that was not sent, and what it has replaced, which would come up again; whether it could."""
    op_id = _op_of(connection, entry)
    if not withdraw(connection, account, entry, now):
        return False
    if entry.kind is Kind.SET:
        earlier = "op = ? AND id < ? AND undone_at IS NULL"
        connection.execute(f"UPDATE entry SET undone_at = ? WHERE {earlier}", (now, op_id, entry.id))
        transitions.refold(connection, op_id)
        use_up_consent(connection, account, entry.key.attribute)
        creations.forget_unused(connection, account, entry.key.attribute)
    connection.execute("INSERT INTO attempt VALUES (?, ?, ?)", (op_id, now, DISCARDED))
    return True


def keep_theirs(connection: sqlite3.Connection, account: Account, entry_id: int, now: float) -> None:
    """Exist's value stands; the person's entry is withdrawn, or counts as being in it."""
    discard(connection, account, entry_id, now)


def use_mine(connection: sqlite3.Connection, account: Account, entry_id: int, now: float) -> Command | None:
    """The person's entry stands: it waits to be sent again, or the command that does so, to be saved next."""
    entry = find(connection, account, entry_id)
    op = transitions.get(connection, _op_of(connection, entry))
    if op.state is OpState.HELD:
        return _send_held(connection, account, op)
    if op.state is not OpState.DOUBT:
        raise NotPossibleError(_out_of_reach(entry))
    if op.reason is not Reason.MAYBE_TWICE or not isinstance(op.command, Increment):
        transitions.back_to_waiting(connection, account, op)
        return None
    transitions.finish(connection, op, Outcome.MOOT, None, now)
    meant = SetValue(op.key, total(op.before, op.command.delta))
    waiting = transitions.slots(connection, account, op.key).waiting
    together = fold([meant, waiting.command] if waiting else [meant])
    assert isinstance(together, SetValue)
    return together


def _send_held(connection: sqlite3.Connection, account: Account, op: Op) -> Command | None:
    """A held op waits to be sent again. Lines without room take the place of the text; restored ones are looked for."""
    creations.retry(connection, account, op.key.attribute)
    reading = history.seen(connection, account, op.key)
    accepted = None if isinstance(reading, NotRead) else reading
    connection.execute("UPDATE op SET accepted = ? WHERE id = ?", (accepted, op.id))
    if op.reason is Reason.TOO_LONG and isinstance(op.command, Lines):
        return SetValue(op.key, applied(None, op.command.changes))
    if op.reason is Reason.RESTORED and isinstance(op.command, Lines):
        connection.execute("UPDATE op SET phase = ? WHERE id = ?", (Phase.LOST, op.id))
    transitions.release(connection, op.id)
    return None


def use_both(connection: sqlite3.Connection, account: Account, entry_id: int, now: float) -> Command:
    """The entry's text waits no longer by itself: the text that has it below Exist's, to be saved next."""
    entry = find(connection, account, entry_id)
    op = transitions.get(connection, _op_of(connection, entry))
    theirs = history.seen(connection, account, op.key)
    if op.state is not OpState.HELD or not isinstance(op.command, SetValue) or not isinstance(op.command.value, str):
        raise NotPossibleError(_out_of_reach(entry))
    use_mine(connection, account, entry_id, now)
    return SetValue(op.key, joined(None if isinstance(theirs, NotRead) else theirs, op.command.value))


def _out_of_reach(entry: Entry) -> NotPossibleKind:
    """Why nothing can be decided about an entry any more."""
    settled = {EntryState.SENT: NotPossibleKind.ALREADY_SETTLED, EntryState.UNDONE: NotPossibleKind.ALREADY_UNDONE}
    return settled.get(entry.state, NotPossibleKind.ALREADY_SENDING)


def _op_of(connection: sqlite3.Connection, entry: Entry) -> int:
    return int(connection.execute("SELECT op FROM entry WHERE id = ?", (entry.id,)).fetchone()[0])


def _by_uid(connection: sqlite3.Connection, account: Account, uid: str) -> Entry:
    return rows.entry(connection.execute(_ENTRY + "entry.uid = ?", (account.id, uid)).fetchone())
