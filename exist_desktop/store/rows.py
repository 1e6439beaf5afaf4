"""Rows of the tables as objects of the domain, and back."""

from __future__ import annotations

import sqlite3
from datetime import date

from exist_desktop.domain.attributes import Attribute, Group, Service, Template
from exist_desktop.domain.commands import Command, Increment, Key, SetValue
from exist_desktop.domain.outbox import Entry, EntryState, Kind, Op, OpState, Phase, Reason, entry_state
from exist_desktop.domain.values import NOT_READ, NotRead, Seen, Value, ValueType

OP_COLUMNS = (
    "op.id, op.attribute, op.day, op.kind, op.value, op.state, op.since, op.shown, op.accepted, op.base, op.sent_at, "
    "op.phase, op.checked_at, op.attempts, op.strange, op.not_before, op.reason, op.detail"
)

_NOT_READ = b""
"""Stands in columns of what the person saw for what was not read; no value of Exist's is a blob."""


def kept(seen: Seen) -> Value | bytes | None:
    """What was seen, as a column keeps it."""
    return _NOT_READ if isinstance(seen, NotRead) else seen


def seen(column: Value | bytes | None) -> Seen:
    """What was seen, from its column."""
    return NOT_READ if isinstance(column, bytes) else column


def key(row: sqlite3.Row) -> Key:
    """The attribute and day of a row."""
    return Key(row["attribute"], date.fromisoformat(row["day"]))


def command(row: sqlite3.Row) -> Command:
    """The command that a row of *entry* or *op* holds."""
    return SetValue(key(row), row["value"]) if row["kind"] == Kind.SET else Increment(key(row), row["value"])


def parts(of: Command) -> tuple[str, str, str, Value]:
    """The columns attribute, day, kind, value of a command."""
    amount = of.value if isinstance(of, SetValue) else of.delta
    kind = Kind.SET if isinstance(of, SetValue) else Kind.ADD
    return of.key.attribute, of.key.day.isoformat(), kind, amount


def op(row: sqlite3.Row) -> Op:
    """The op of a row with `OP_COLUMNS`."""
    return Op(
        id=row["id"],
        command=command(row),
        state=OpState(row["state"]),
        since=row["since"],
        shown=seen(row["shown"]),
        accepted=row["accepted"],
        base=row["base"],
        sent_at=row["sent_at"],
        phase=Phase(row["phase"]) if row["phase"] else None,
        checked_at=row["checked_at"],
        attempts=row["attempts"],
        strange=row["strange"],
        not_before=row["not_before"],
        reason=Reason(row["reason"]) if row["reason"] else None,
        detail=row["detail"],
    )


def entry(row: sqlite3.Row) -> Entry:
    """The entry of a row that also has its op's `state`, `reason` and `detail`."""
    withdrawn = row["undone_at"] is not None
    return Entry(
        id=row["id"],
        uid=row["uid"],
        command=command(row),
        shown=seen(row["shown"]),
        at=row["at"],
        state=EntryState.UNDONE if withdrawn else entry_state(OpState(row["state"])),
        reason=Reason(row["reason"]) if row["reason"] and not withdrawn else None,
        detail=row["detail"],
    )


def attribute(row: sqlite3.Row) -> Attribute:
    """The attribute of a row of *attribute*."""
    service = Service(row["service_name"], row["service_label"]) if row["service_name"] is not None else None
    return Attribute(
        name=row["name"],
        label=row["label"],
        group=_group(row),
        value_type=ValueType.from_wire(row["value_type"]),
        template=row["template"],
        priority=row["priority"],
        manual=bool(row["manual"]),
        active=bool(row["active"]),
        service=service,
        owned=bool(row["owned"]),
        position=row["position"],
    )


def template(row: sqlite3.Row) -> Template:
    """The template of a row of *template*."""
    kind = ValueType.from_wire(row["value_type"])
    return Template(row["name"], row["label"], _group(row), kind, row["priority"])


def _group(row: sqlite3.Row) -> Group:
    return Group(row["group_name"], row["group_label"], row["group_priority"])
