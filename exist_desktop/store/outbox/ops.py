"""Ops as the worker reads them: what waits, what is in flight, and what is known about their attributes."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct, field

from exist_desktop.domain.attributes import Attribute, Template
from exist_desktop.domain.commands import Append, Fold, Key, Lines, SetValue
from exist_desktop.domain.creation import PendingAttribute
from exist_desktop.domain.outbox.ops import Op
from exist_desktop.domain.ownership.entries import OwnerEntry, OwnerKind, OwnerRequest
from exist_desktop.domain.ownership.rules import Ownership
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Seen, Value
from exist_desktop.store import catalogue, history, rows
from exist_desktop.store.outbox import creations, slots
from exist_desktop.store.ownership import entries as owner_entries
from exist_desktop.store.ownership import owners
from exist_desktop.store.transaction import Transaction

PART = 140
"""How many waiting ops are read together: enough for four calls, and for the hundred attributes of one reading."""


OWN = 0
"""The number of the first group in the order of what waits: what is the person's own. Batches follow by their age."""
_BEFORE_ALL_DAYS = "9999-99-99"


class Place(Struct, frozen=True):
    """How far a push has come in the order of what waits: days from the newest, and each day's ops by age.

    `batch` is the group: `OWN`, or the number of a batch.
    """

    day: str = _BEFORE_ALL_DAYS
    op: int = 0
    batch: int = OWN

    @property
    def is_own(self) -> bool:
        """Whether it is among what the person has entered, before all batches."""
        return self.batch == OWN


BEHIND_OWN = Place("", 0)
"""Where the first batch follows."""


class Outbox(Struct, frozen=True):
    """A part of the outbox, and everything that decides what to send next of it.

    `only_added` are the keys that lines wait for and that this program last wrote to by adding lines alone. `seen` has
    for each op every value that the person saw or set meanwhile, every total of it that left without an answer, and
    every total of its key that this program wrote to Exist. `more` is where the next part begins. `batch` is the group
    whose waiting ops are here.

    `wishes` are the take-overs and give-backs, `owner_fences` until when such requests may be on their way, and
    `unsent` the attributes of which something is sent before they are given back.
    """

    ops: tuple[Op, ...] = ()
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    ownerships: Mapping[str, Ownership] = field(default_factory=dict)
    templates: Mapping[str, Template] = field(default_factory=dict)
    consents: frozenset[str] = frozenset()
    fences: Mapping[Key, float] = field(default_factory=dict)
    readings: Mapping[Key, history.Reading] = field(default_factory=dict)
    only_added: frozenset[Key] = frozenset()
    seen: Mapping[int, tuple[Seen, ...]] = field(default_factory=dict)
    creations: Mapping[str, PendingAttribute] = field(default_factory=dict)
    wishes: tuple[OwnerEntry, ...] = ()
    owner_fences: Mapping[tuple[str, OwnerRequest], float] = field(default_factory=dict)
    unsent: frozenset[str] = frozenset()
    more: Place | None = None
    batch: int = OWN

    def type_of(self, name: str) -> ValueType:
        """Returns the type of an attribute that Exist has, or creates from a template."""
        known = self.attributes.get(name) or self.templates.get(name)
        return known.value_type if known else ValueType.UNKNOWN


class Dispatch(Struct, frozen=True):
    """An op that is to leave, as it was when that was decided; additions and lines with the base read for them.

    Of lines the first `room` leave (all if None) and make the text `total`; there is no room for the others.
    """

    op: int
    command: Fold
    base: Value | None = None
    total: str | None = None
    room: int | None = None


def outbox(tx: Transaction, after: Place | None = None, most: int = PART) -> Outbox:
    """Returns the next part of the outbox, of at most `most` waiting ops, and what else concerns the worker now.

    Reading a part takes the same time however much waits. Each has all ops in flight with what waits behind them, and
    the held ones whose reason may be gone.
    """
    after = after or Place()
    waiting = _waiting(tx, after, most)
    more = _next_place(tx, after, waiting[-1] if len(waiting) == most else None)
    ops = {op.id: op for op in (*in_flight(tx), *_freed(tx, most), *waiting)}
    wanted, wishes = creations.wanted(tx), owner_entries.unsettled(tx)
    if not ops and not wishes:
        return Outbox(creations=wanted, more=more, batch=after.batch)
    giving = [wish.attribute for wish in wishes if wish.kind is OwnerKind.GIVE_BACK]
    consents = tx.execute("SELECT attribute FROM consent WHERE account = ?", (tx.account.id,))
    fences = tx.execute("SELECT * FROM fence WHERE account = ?", (tx.account.id,))
    readings = {op.key: history.reading(tx, op.key) for op in ops.values()}
    return Outbox(
        ops=tuple(ops.values()),
        attributes=catalogue.attributes(tx),
        ownerships=catalogue.ownerships(tx),
        templates=catalogue.templates(tx),
        consents=frozenset(row["attribute"] for row in consents),
        fences={rows.key(row): row["until"] for row in fences},
        readings=readings,
        only_added=frozenset(
            op.key for op in ops.values() if isinstance(op.command, Lines) and _only_added(tx, op.key, readings[op.key])
        ),
        seen=_seen(tx.connection, [op.id for op in ops.values() if isinstance(op.command, SetValue)]),
        creations=wanted,
        wishes=wishes,
        owner_fences=owners.fences(tx),
        unsent=frozenset(name for name, (number, _) in owner_entries.unsent(tx, giving).items() if number),
        more=more,
        batch=after.batch,
    )


def _waiting(tx: Transaction, after: Place, most: int) -> list[Op]:
    found = tx.execute(
        f"SELECT {rows.OP_COLUMNS} FROM op WHERE account = :account AND state = 'pending' "
        "AND ifnull(batch, 0) = :batch AND day <= :day AND (day < :day OR id > :op) "
        "AND NOT EXISTS (SELECT 1 FROM batch WHERE id = :batch AND paused) ORDER BY day DESC, id LIMIT :most",
        {"account": tx.account.id, "most": most, "batch": after.batch, "day": after.day, "op": after.op},
    )
    return [rows.op(row) for row in found]


def _next_place(tx: Transaction, after: Place, last: Op | None) -> Place | None:
    """Returns the place behind a full part, or else where the next batch begins that is not paused and waits."""
    if last is not None:
        return Place(last.key.day.isoformat(), last.id, after.batch)
    following = tx.execute(
        "SELECT id FROM batch WHERE account = ? AND id > ? AND NOT paused AND EXISTS (SELECT 1 FROM op "
        "WHERE account = batch.account AND ifnull(batch, 0) = batch.id AND state = 'pending') ORDER BY id LIMIT 1",
        (tx.account.id, after.batch),
    ).fetchone()
    return None if following is None else Place(batch=following["id"])


def in_flight(tx: Transaction) -> list[Op]:
    """Returns the ops in flight, and what waits behind them."""
    found = tx.execute(
        f"SELECT {rows.OP_COLUMNS} FROM op WHERE account = ? AND state IN ('sending', 'unknown', 'doubt') ORDER BY id",
        (tx.account.id,),
    )
    flying = [rows.op(row) for row in found]
    behind = [slots.of_key(tx, op.key).waiting for op in flying]
    return [*flying, *(op for op in behind if op is not None)]


def _freed(tx: Transaction, most: int) -> list[Op]:
    """Returns held ops that may wait again: the attribute is free, a text has room, or a probe is planned."""
    found = tx.execute(
        f"SELECT {rows.OP_COLUMNS} FROM op JOIN attribute ON attribute.account = op.account "
        f"AND attribute.name = op.attribute WHERE op.account = ? AND op.state = 'held' "
        f"AND {slots.UNFINISHED} AND ((op.reason IN ('owner', 'owner_lost', 'given_back', 'inactive') "
        "AND (attribute.owned OR (attribute.service_name IS NULL AND attribute.active AND NOT attribute.was_owned "
        "AND attribute.given_back_at IS NULL))) "
        "OR (op.reason IN ('endpoint', 'refused') AND op.not_before > 0) OR op.reason = 'too_long') "
        "ORDER BY op.not_before, op.id LIMIT ?",
        (tx.account.id, most),
    )
    return [rows.op(row) for row in found]


def waiting_in(tx: Transaction, window: int) -> list[str]:
    """Returns the attributes for which something waits on days of a window."""
    first, last = history.days_of(window)
    found = tx.execute(
        f"SELECT DISTINCT attribute FROM op WHERE account = ? AND state = 'pending' AND {slots.UNFINISHED} "
        "AND day BETWEEN ? AND ?",
        (tx.account.id, first.isoformat(), last.isoformat()),
    )
    return [row["attribute"] for row in found]


def unfinished(tx: Transaction, day: date | None = None) -> tuple[Op, ...]:
    """Returns the unfinished ops of the account, or of one day: in flight before waiting, then by age."""
    of_day = "" if day is None else "AND op.day = ? "
    found = tx.execute(
        f"SELECT {rows.OP_COLUMNS} FROM op WHERE account = ? {of_day}AND {slots.UNFINISHED} "
        "ORDER BY state IN ('pending', 'held'), id",
        (tx.account.id,) if day is None else (tx.account.id, day.isoformat()),
    )
    return tuple(rows.op(row) for row in found)


def unfinished_since(tx: Transaction, first: date) -> tuple[Op, ...]:
    """Returns the unfinished ops, as `unfinished` does, but of batches only those of days from `first` on."""
    found = tx.execute(
        f"SELECT {rows.OP_COLUMNS} FROM op WHERE account = :account AND {slots.UNFINISHED} "
        "AND (batch IS NULL OR day >= :first) ORDER BY state IN ('pending', 'held'), id",
        {"account": tx.account.id, "first": first.isoformat()},
    )
    return tuple(rows.op(row) for row in found)


def _only_added(tx: Transaction, key: Key, reading: history.Reading) -> bool:
    """Whether the last text that this client wrote came from adding lines."""
    wrote = tx.execute(
        f"SELECT {rows.OP_COLUMNS} FROM op WHERE account = ? AND attribute = ? AND day = ? AND settled_at = ? "
        "AND state = 'done' AND kind = 'lines'",
        (tx.account.id, key.attribute, key.day.isoformat(), reading.written_at),
    ).fetchone()
    made = rows.op(wrote).command if wrote is not None else None
    return isinstance(made, Lines) and all(isinstance(change, Append) for change in made.changes)


def _seen(connection: sqlite3.Connection, totals: Sequence[int]) -> dict[int, tuple[Seen, ...]]:
    """Returns, for each total, the values that Exist is expected to have."""
    among = ", ".join("?" * len(totals))
    found = connection.execute(
        f"SELECT op, shown AS value FROM entry WHERE op IN ({among}) "
        f"UNION SELECT op, value FROM entry WHERE kind = 'set' AND op IN ({among}) "
        f"UNION SELECT op, value FROM unanswered WHERE op IN ({among}) "
        "UNION SELECT mine.id, done.total FROM op AS mine JOIN op AS done ON done.account = mine.account "
        "AND done.attribute = mine.attribute AND done.day = mine.day AND done.state = 'done' "
        f"WHERE done.total IS NOT NULL AND mine.id IN ({among})",
        (*totals, *totals, *totals, *totals),
    )
    seen: dict[int, tuple[Seen, ...]] = {}
    for op, value in found:
        seen[op] = (*seen.get(op, ()), rows.seen(value))
    return seen
