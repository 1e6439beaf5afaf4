"""Take-overs, give-backs and creations on the disk: saved, withdrawn, and what came of them.

Each function is one part of a transaction. They are numbered together with the entries of values: the counter of that
table is moved on for each.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from exist_desktop.domain.outbox.ops import EntryState, Reason
from exist_desktop.domain.ownership.entries import OwnerEntry, OwnerKind
from exist_desktop.domain.ownership.outcomes import (
    OwnerAnswered,
    OwnerDone,
    OwnerHeld,
    OwnerOutcome,
    OwnerRestored,
    OwnerReturns,
    OwnerUnclear,
)
from exist_desktop.domain.ownership.rules import ABOUT_THE_OWNER
from exist_desktop.errors import NotPossibleError, NotPossibleKind
from exist_desktop.store.ownership import owners
from exist_desktop.store.ownership.transitions import WishTransition, move
from exist_desktop.store.transaction import Transaction

OPEN = "owner_entry.state NOT IN ('sent', 'undone')"
ENTRY = (
    "SELECT owner_entry.*, creation.tries FROM owner_entry LEFT JOIN creation "
    "ON owner_entry.kind = 'create' AND creation.account = owner_entry.account "
    "AND creation.name = owner_entry.attribute WHERE owner_entry.account = ? AND "
)
_HELD_FOR_THE_OWNER = ", ".join(f"'{reason}'" for reason in sorted(ABOUT_THE_OWNER))
_BEFORE_GIVING_BACK = (
    f"op.state NOT IN ('done', 'dropped') AND NOT (op.state = 'held' AND op.reason IN ({_HELD_FOR_THE_OWNER}))"
)
"""Which ops are sent, or decided, before their attribute is given back: all but those that wait for it."""
LONGEST_DETAIL = 2_000


def entry(row: sqlite3.Row) -> OwnerEntry:
    """Returns the entry of a row of `ENTRY`. A creation that was asked for once is looked for."""
    asked_for = row["state"] == EntryState.WAITING and row["tries"]
    return OwnerEntry(
        id=row["id"],
        uid=row["uid"],
        kind=OwnerKind(row["kind"]),
        attribute=row["attribute"],
        at=row["at"],
        state=EntryState.CHECKING if asked_for else EntryState(row["state"]),
        manual=None if row["manual"] is None else bool(row["manual"]),
        restored_at=row["restored_at"],
        sent_at=row["sent_at"],
        answered=bool(row["answered"]),
        not_before=row["not_before"],
        strange=row["strange"],
        reason=Reason(row["reason"]) if row["reason"] else None,
        detail=row["detail"],
        settled_at=row["settled_at"],
    )


def add(
    tx: Transaction, kind: OwnerKind, attribute: str, uid: str, now: float, *, manual: bool | None = None
) -> OwnerEntry:
    """Saves an entry. No other of its attribute waits."""
    number = _next_number(tx.connection)
    tx.execute(
        "INSERT INTO owner_entry (id, uid, account, attribute, kind, at, state, manual) "
        "VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?)",
        (number, uid, tx.account.id, attribute, kind, now, manual),
    )
    return get(tx, number)


def _next_number(connection: sqlite3.Connection) -> int:
    """Takes the next number of *entry*; SQLite keeps its counter in a table like any other."""
    moved = connection.execute("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'entry' RETURNING seq").fetchone()
    if moved is None:
        connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('entry', 1)")
    return 1 if moved is None else int(moved[0])


def last_number(tx: Transaction) -> int:
    """Returns the number of the last entry about an owner, 0 if there is none."""
    return int(tx.execute("SELECT ifnull(max(id), 0) FROM owner_entry").fetchone()[0])


def since(tx: Transaction, number: int) -> tuple[OwnerEntry, ...]:
    """Returns the entries that were saved after that number and still wait, the oldest first."""
    found = tx.execute(f"{ENTRY} {OPEN} AND owner_entry.id > ? ORDER BY owner_entry.id", (tx.account.id, number))
    return tuple(entry(row) for row in found)


def find(tx: Transaction, number: int) -> OwnerEntry | None:
    """Returns the entry of that number, or None: it may be one of a value."""
    row = tx.execute(f"{ENTRY} owner_entry.id = ?", (tx.account.id, number)).fetchone()
    return None if row is None else entry(row)


def get(tx: Transaction, number: int) -> OwnerEntry:
    """Returns the entry of that number. Raises `NotPossibleError` if there is none."""
    found = find(tx, number)
    if found is None:
        raise NotPossibleError(NotPossibleKind.NO_SUCH_ENTRY)
    return found


def any_ever(tx: Transaction) -> bool:
    """Whether there is any entry about an owner."""
    return tx.execute("SELECT 1 FROM owner_entry WHERE account = ?", (tx.account.id,)).fetchone() is not None


def unsettled(tx: Transaction, attribute: str | None = None) -> tuple[OwnerEntry, ...]:
    """Returns the take-overs and give-backs that are not in Exist yet, of one attribute or of all, the oldest first."""
    of_one = "" if attribute is None else "AND owner_entry.attribute = ? "
    given = (tx.account.id,) if attribute is None else (tx.account.id, attribute)
    found = tx.execute(f"{ENTRY} {OPEN} AND owner_entry.kind <> 'create' {of_one}ORDER BY owner_entry.id", given)
    return tuple(entry(row) for row in found)


def every_open(tx: Transaction) -> tuple[OwnerEntry, ...]:
    """Returns all entries that are not in Exist yet, creations too, the newest first."""
    found = tx.execute(f"{ENTRY} {OPEN} ORDER BY owner_entry.id DESC", (tx.account.id,))
    return tuple(entry(row) for row in found)


def finished_since(tx: Transaction, since: float) -> tuple[OwnerEntry, ...]:
    """Returns the entries that were done or undone since an instant, the newest first."""
    found = tx.execute(f"{ENTRY} owner_entry.settled_at >= ? ORDER BY owner_entry.id DESC", (tx.account.id, since))
    return tuple(entry(row) for row in found)


def unsent(tx: Transaction, names: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Returns how many entries of each attribute come before giving it back, and how many of them need the person."""
    found = {}
    for name in names:
        counted = tx.execute(
            "SELECT count(*), ifnull(sum(op.state IN ('held', 'doubt')), 0) FROM op JOIN entry ON entry.op = op.id "
            f"WHERE op.account = ? AND op.attribute = ? AND {_BEFORE_GIVING_BACK} AND entry.undone_at IS NULL",
            (tx.account.id, name),
        ).fetchone()
        found[name] = (int(counted[0]), int(counted[1]))
    return found


def all_unsent(tx: Transaction) -> dict[str, tuple[int, int]]:
    """Returns the same for every attribute that has such entries."""
    found = tx.execute(
        "SELECT op.attribute, count(*), ifnull(sum(op.state IN ('held', 'doubt')), 0) FROM op "
        f"JOIN entry ON entry.op = op.id WHERE op.account = ? AND {_BEFORE_GIVING_BACK} AND entry.undone_at IS NULL "
        "GROUP BY op.attribute",
        (tx.account.id,),
    )
    return {row[0]: (int(row[1]), int(row[2])) for row in found}


def withdraw(tx: Transaction, number: int, now: float) -> None:
    """Marks an entry that waits as undone."""
    move(tx, number, WishTransition.WITHDRAW, settled_at=now)


def retry(tx: Transaction, number: int) -> None:
    """Lets a held entry wait again, as the person wants."""
    _release(tx, "id = ?", (number,))


def release_held(tx: Transaction, reasons: Sequence[Reason]) -> None:
    """Lets entries wait again that were held for these reasons."""
    marks = ", ".join("?" for _ in reasons)
    _release(tx, f"account = ? AND reason IN ({marks})", (tx.account.id, *reasons))


def _release(tx: Transaction, which: str, given: tuple[object, ...]) -> None:
    for row in tx.execute(f"SELECT id FROM owner_entry WHERE state = 'held' AND {which}", given).fetchall():
        move(tx, row["id"], WishTransition.RELEASE)


def begin(tx: Transaction, numbers: Iterable[int], now: float) -> frozenset[int]:
    """Marks entries as sending, before the request leaves. Returns those that may leave.

    One that was undone meanwhile may not, nor a give-back for whose attribute something was entered meanwhile.
    """
    begun = set()
    for number in numbers:
        one = get(tx, number)
        if one.state is not EntryState.WAITING:
            continue
        if one.kind is OwnerKind.GIVE_BACK and unsent(tx, [one.attribute])[one.attribute][0]:
            continue
        move(tx, number, WishTransition.BEGIN, sent_at=now)
        begun.add(number)
    return frozenset(begun)


def recover(tx: Transaction) -> None:
    """Treats what was being sent when the program ended as unanswered."""
    sending = "SELECT id FROM owner_entry WHERE account = ? AND state = 'sending'"
    for row in tx.execute(sending, (tx.account.id,)).fetchall():
        move(tx, row["id"], WishTransition.LOSE_ANSWER)


def settle(tx: Transaction, found: Iterable[OwnerOutcome], now: float) -> None:
    """Saves what became of entries. One that is finished, or was withdrawn, stays so."""
    for outcome in found:
        one = find(tx, outcome.entry)
        if one is not None and one.open:
            _settle_one(tx, one, outcome, now)


def _settle_one(tx: Transaction, one: OwnerEntry, outcome: OwnerOutcome, now: float) -> None:
    if isinstance(outcome, OwnerRestored | OwnerReturns | OwnerHeld) and is_overtaken(tx, one):
        move(tx, one.id, WishTransition.OVERTAKE, settled_at=now)
        return
    match outcome:
        case OwnerDone():
            move(tx, one.id, WishTransition.FINISH, settled_at=now)
            if one.kind is OwnerKind.GIVE_BACK:
                owners.given_back(tx, one.attribute, now)
        case OwnerAnswered():
            move(tx, one.id, WishTransition.ANSWER)
        case OwnerRestored():
            move(tx, one.id, WishTransition.RESTORE, restored_at=now)
        case OwnerReturns(not_before=until, strange=strange):
            move(tx, one.id, WishTransition.RETURN, not_before=until, strange=one.strange + strange)
        case OwnerUnclear(strange=strange):
            move(tx, one.id, WishTransition.LOSE_ANSWER, strange=one.strange + strange)
        case OwnerHeld(reason=reason, detail=detail, until=until):
            shortened = detail[:LONGEST_DETAIL]
            move(tx, one.id, WishTransition.HOLD, not_before=until, reason=reason, detail=shortened)


def is_overtaken(tx: Transaction, one: OwnerEntry) -> bool:
    """Whether the person has wanted the opposite since."""
    return any(other.id != one.id and not other.in_flight for other in unsettled(tx, one.attribute))
