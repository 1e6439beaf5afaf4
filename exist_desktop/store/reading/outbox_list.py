"""What the Outbox lists: the order of its rows, which is read as a whole, and the lines of the rows in view.

An entry that a later total of the same op replaces has no row of its own.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence
from heapq import merge

from msgspec.structs import replace

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.outbox.ops import (
    Counts,
    Doubt,
    EntryKind,
    EntryState,
    OpState,
    OutboxLine,
    Outcome,
    Phase,
    entry_state,
)
from exist_desktop.domain.ownership.entries import AnyLine, OwnerEntry, OwnerKind, OwnerLine
from exist_desktop.store import rows
from exist_desktop.store.outbox import decisions, slots, undo
from exist_desktop.store.ownership import entries as owner_entries
from exist_desktop.store.reading.attribute_lookup import known, known_one, nameless
from exist_desktop.store.transaction import Transaction

_LINE = (
    "SELECT entry.*, op.state, op.reason, op.detail, op.settled_at, op.outcome, op.total, op.base, "
    "op.phase, op.kind AS op_kind, op.value AS op_value FROM entry JOIN op ON op.id = entry.op "
)
"""Reads the columns of a line; the condition follows."""
_UNSENT = (
    "SELECT entry.id FROM op JOIN entry ON entry.op = op.id "
    f"WHERE op.account = :account AND {slots.UNFINISHED} AND entry.undone_at IS NULL"
)
_RECENT = (  # each by an index of its own
    "SELECT id FROM entry WHERE account = :account AND at >= :since "
    "UNION SELECT id FROM entry WHERE account = :account AND undone_at >= :since "
    "UNION SELECT entry.id FROM op JOIN entry ON entry.op = op.id WHERE op.account = :account AND settled_at >= :since"
)
_LAST_TOTALS = (
    "WITH last (op, entry) AS (SELECT entry.op, max(entry.id) FROM op JOIN entry ON entry.op = op.id "
    "WHERE op.account = :account AND entry.kind = 'set' AND entry.undone_at IS NULL AND {which} GROUP BY entry.op) "
)
_OPEN = (
    f"FROM op JOIN entry ON entry.op = op.id LEFT JOIN last ON last.op = op.id WHERE op.account = :account "
    f"AND {slots.UNFINISHED} AND entry.undone_at IS NULL AND entry.id >= ifnull(last.entry, 0)"
)
_LISTED = "(op.batch IS NULL OR op.state IN ('held', 'doubt'))"
"""Of a batch only what needs the person has a row; the others are one line together."""
OPEN_ROWS = (
    _LAST_TOTALS.format(which=slots.UNFINISHED) + f"SELECT entry.id {_OPEN} AND {_LISTED} ORDER BY entry.id DESC"
)
_OPEN_COUNTS = (
    _LAST_TOTALS.format(which=f"{slots.UNFINISHED} AND op.batch IS NULL")
    + f"SELECT op.state, count(*) AS n, FALSE AS batched {_OPEN} AND op.batch IS NULL GROUP BY op.state UNION ALL "
    "SELECT state, count(*) AS n, TRUE AS batched FROM op "
    f"WHERE account = :account AND {slots.UNFINISHED} AND batch NOTNULL GROUP BY state"
)
_HELD_ROWS = (
    _LAST_TOTALS.format(which=f"op.state IN ('held', 'doubt') AND {slots.UNFINISHED}")
    + f"SELECT entry.id {_OPEN} AND op.state IN ('held', 'doubt') ORDER BY entry.id DESC LIMIT :most"
)
_FINISHED_ROWS = (
    _LAST_TOTALS.format(which="op.settled_at >= :since")
    + "SELECT entry.id FROM op JOIN entry ON entry.op = op.id LEFT JOIN last ON last.op = op.id "
    "WHERE op.account = :account AND op.settled_at >= :since AND op.state IN ('done', 'dropped') "
    "AND entry.undone_at IS NULL AND entry.batch IS NULL AND entry.id >= ifnull(last.entry, 0) "
    "UNION ALL SELECT id FROM entry WHERE account = :account AND undone_at >= :since AND batch IS NULL ORDER BY 1 DESC"
)
_DISCARDED = f"SELECT 1 FROM attempt WHERE op = ? AND at = ? AND result = '{decisions.DISCARDED}'"
_REPLACED = "SELECT entry.*, op.state, op.reason, op.detail FROM entry JOIN op ON op.id = entry.op WHERE entry.op = ? "


def read_order(tx: Transaction, since: float) -> Sequence[int]:
    """Returns the numbers of the entries with a row: those not in Exist yet, then those done since an instant."""
    given = {"account": tx.account.id, "since": since}
    found = array("q")
    wishes = owner_entries.every_open(tx), owner_entries.finished_since(tx, since)
    for statement, others in zip((OPEN_ROWS, _FINISHED_ROWS), wishes, strict=True):
        numbers = (row[0] for row in tx.execute(statement, given))
        found.extend(merge(numbers, (wish.id for wish in others), reverse=True))
    return found


def read_counts(tx: Transaction) -> Counts:
    """Counts the entries that wait, are checked, and are held, those about owners too.

    Replaced ones count with the one that replaces them. Those of batches count, too.
    """
    count = dict.fromkeys(EntryState, 0)
    batched = 0
    for row in tx.execute(_OPEN_COUNTS, {"account": tx.account.id}):
        state = entry_state(OpState(row["state"]))
        count[state] += row["n"]
        batched += row["n"] if row["batched"] and state in (EntryState.WAITING, EntryState.SENDING) else 0
    for wish in owner_entries.every_open(tx):
        count[wish.state] += 1
    waiting = count[EntryState.WAITING] + count[EntryState.SENDING]
    return Counts(waiting, count[EntryState.CHECKING], count[EntryState.HELD], batched)


def read_held(tx: Transaction, most: int) -> tuple[AnyLine, ...]:
    """Returns some of the entries that need the person, the newest first."""
    found = [row[0] for row in tx.execute(_HELD_ROWS, {"account": tx.account.id, "most": most})]
    wishes = [wish.id for wish in owner_entries.every_open(tx) if wish.state is EntryState.HELD]
    return read_all_lines(tx, list(merge(found, wishes, reverse=True))[:most])


def read_all_lines(tx: Transaction, numbers: Sequence[int]) -> tuple[AnyLine, ...]:
    """Returns the lines of those entries in order, of values and of owners; unknown numbers are left out."""
    found: list[AnyLine | None] = []
    for number in numbers:
        row = tx.execute(f"{_LINE} WHERE entry.id = ?", (number,)).fetchone()
        wish = owner_entries.find(tx, number) if row is None else None
        found.append(_told(tx, row) if row is not None else None if wish is None else owner_line(tx, wish))
    return tuple(line for line in found if line is not None)


def read_owner_lines(tx: Transaction, since: float | None) -> tuple[OwnerLine, ...]:
    """Returns what is wanted of owners and not in Exist yet, newest first; with `since`, also what changed after it."""
    wishes = owner_entries.every_open(tx)
    if since is not None:
        wishes = tuple(merge(wishes, owner_entries.finished_since(tx, since), key=_number, reverse=True))
    return tuple(owner_line(tx, wish) for wish in wishes)


def _number(wish: OwnerEntry) -> int:
    return wish.id


def owner_line(tx: Transaction, wish: OwnerEntry) -> OwnerLine:
    """Returns the line of a take-over, a give-back or a creation."""
    attribute = known_one(tx, wish.attribute) or nameless(wish.attribute)
    if wish.kind is not OwnerKind.GIVE_BACK or not wish.open:
        return OwnerLine(wish, attribute)
    unsent, undecided = owner_entries.unsent(tx, [wish.attribute])[wish.attribute]
    return OwnerLine(wish, attribute, unsent, undecided)


def read_lines(tx: Transaction, numbers: Sequence[int]) -> tuple[OutboxLine, ...]:
    """Returns the lines of those entries of values in order; unknown numbers are left out."""
    found = (tx.execute(f"{_LINE} WHERE entry.id = ?", (number,)).fetchone() for number in numbers)
    return tuple(_told(tx, row) for row in found if row is not None)


def _told(tx: Transaction, row: sqlite3.Row) -> OutboxLine:
    name = row["attribute"]
    line = _line_of(row, known_one(tx, name) or nameless(name))
    match line.entry.state:
        case EntryState.UNDONE:
            discarded = tx.execute(_DISCARDED, (row["op"], row["undone_at"])).fetchone() is not None
            return replace(line, discarded=discarded, returns=undo.may_come_back(tx, line.entry))
        case EntryState.SENT:
            line = replace(line, back=undo.what_takes_back(tx, line.entry))
    if line.entry.kind is not EntryKind.SET:
        return line
    earlier = "AND entry.id < ? AND entry.undone_at IS NULL"
    given = (row["op"], row["id"])
    nearest = tx.execute(f"{_REPLACED} {earlier} ORDER BY entry.id DESC LIMIT 1", given).fetchone()
    if nearest is None:
        return line
    (count,) = tx.execute(f"SELECT count(*) FROM entry WHERE op = ? {earlier}", given).fetchone()
    return replace(line, replaced=rows.entry(nearest), replaced_count=count)


def read_outbox(tx: Transaction, since: float | None, unsent: str = _UNSENT) -> tuple[OutboxLine, ...]:
    """Returns entries that are not in Exist yet, newest first; with `since`, also those that changed after it.

    `unsent` is the statement for the numbers of the former. With `since`, entries of batches are left out that need
    nobody.
    """
    attributes = known(tx)
    which = unsent if since is None else f"{unsent} UNION {_RECENT}"
    listed = "" if since is None else f"AND (entry.batch IS NULL OR {_LISTED}) "
    found = tx.execute(
        f"{_LINE} WHERE entry.id IN ({which}) {listed}ORDER BY entry.id DESC",
        {"account": tx.account.id, "since": since},
    )
    return tuple(_line_of(row, attributes.get(row["attribute"]) or nameless(row["attribute"])) for row in found)


def _line_of(row: sqlite3.Row, attribute: Attribute) -> OutboxLine:
    """Returns the line of a row with these columns."""
    entry = rows.entry(row)
    if row["state"] == OpState.DOUBT and row["op_kind"] == EntryKind.ADD:
        return OutboxLine(entry, attribute, doubt=Doubt(row["base"], row["op_value"]))
    if entry.state is not EntryState.SENT:
        unanswered = row["state"] == OpState.PENDING and row["phase"] == Phase.LOST
        return OutboxLine(entry, attribute, unanswered=unanswered)
    return OutboxLine(entry, attribute, row["settled_at"], row["total"], Outcome(row["outcome"]))
