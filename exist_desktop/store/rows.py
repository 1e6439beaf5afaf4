"""Converts rows of the tables to objects of the domain, and back."""

from __future__ import annotations

import json
import sqlite3
from datetime import date

from msgspec import Struct

from exist_desktop.domain.attributes import Attribute, Group, Service, Template
from exist_desktop.domain.commands import Append, Command, Fold, Increment, Key, LineChange, Lines, SetValue, TakeOut
from exist_desktop.domain.outbox.batches import Differing
from exist_desktop.domain.outbox.ops import Entry, EntryKind, EntryState, Op, OpState, Phase, Reason, entry_state
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import NOT_READ, NotRead, Seen, Value

OP_COLUMNS = (
    "op.id, op.attribute, op.day, op.kind, op.value, op.state, op.since, op.shown, op.accepted, op.base, op.total, "
    "op.sent_at, op.phase, op.checked_at, op.attempts, op.strange, op.not_before, op.reason, op.detail, op.batch, "
    "op.differing"
)

_NOT_READ = b""
"""Marks a value that was not read, in columns of what the person saw; no value of Exist's is a blob."""


def kept(seen: Seen) -> Value | bytes | None:
    """Returns a seen value as it is stored."""
    return _NOT_READ if isinstance(seen, NotRead) else seen


def seen(column: Value | bytes | None) -> Seen:
    """Returns a seen value from its column."""
    return NOT_READ if isinstance(column, bytes) else column


def key(row: sqlite3.Row) -> Key:
    """Returns the attribute and day of a row."""
    return Key(row["attribute"], date.fromisoformat(row["day"]))


def command(row: sqlite3.Row) -> Command:
    """Returns the command of a row of *entry*. Raises `ValueError` if this version does not know it."""
    return entered(EntryKind(row["kind"]), key(row), row["value"], row["clock"])


def entered(kind: EntryKind, key: Key, value: Value, clock: str | None) -> Command:
    """Builds a command. `clock` is the time of words that join a text. Raises `ValueError` if the parts do not fit."""
    match kind, value:
        case EntryKind.SET, _:
            return SetValue(key, value)
        case EntryKind.ADD, int() | float():
            return Increment(key, value)
        case EntryKind.APPEND, str() if clock is not None:
            return Append(key, value, clock)
        case EntryKind.TAKE_OUT, str():
            return TakeOut(key, value)
    raise ValueError(f"{kind} with {value!r} is no entry")


def folded(row: sqlite3.Row) -> Fold:
    """Returns the fold of a row of *op*. Raises `ValueError` if there is none."""
    kind, of, value = EntryKind(row["kind"]), key(row), row["value"]
    if kind is EntryKind.LINES:
        return Lines(of, tuple(_change(of, *parts) for parts in json.loads(value)))
    return SetValue(of, value) if kind is EntryKind.SET else Increment(of, value)


def _change(of: Key, kind: str, value: str, clock: str | None) -> LineChange:
    made = entered(EntryKind(kind), of, value, clock)
    assert isinstance(made, Append | TakeOut)
    return made


class OpParts(Struct, frozen=True):
    """The columns of a command. `clock` is the time of words that join a text, and else None."""

    attribute: str
    day: str
    kind: EntryKind
    value: Value
    clock: str | None = None


def parts(of: Command | Fold) -> OpParts:
    """Returns the columns of a command or a fold."""
    name, day = of.key.attribute, of.key.day.isoformat()
    match of:
        case SetValue(value=value):
            return OpParts(name, day, EntryKind.SET, value)
        case Increment(delta=delta):
            return OpParts(name, day, EntryKind.ADD, delta)
        case Append(words=words, at=at):
            return OpParts(name, day, EntryKind.APPEND, words, at)
        case TakeOut(line=line):
            return OpParts(name, day, EntryKind.TAKE_OUT, line)
        case Lines(changes=changes):
            told = [(one.kind, one.value, one.clock) for one in map(parts, changes)]
            return OpParts(name, day, EntryKind.LINES, json.dumps(told, ensure_ascii=False))


def op(row: sqlite3.Row) -> Op:
    """Returns the op of a row with `OP_COLUMNS`."""
    return Op(
        id=row["id"],
        command=folded(row),
        state=OpState(row["state"]),
        since=row["since"],
        shown=seen(row["shown"]),
        accepted=row["accepted"],
        base=row["base"],
        total=row["total"],
        sent_at=row["sent_at"],
        phase=Phase(row["phase"]) if row["phase"] else None,
        checked_at=row["checked_at"],
        attempts=row["attempts"],
        strange=row["strange"],
        not_before=row["not_before"],
        reason=Reason(row["reason"]) if row["reason"] else None,
        detail=row["detail"],
        batch=row["batch"],
        differing=Differing(row["differing"]) if row["differing"] else None,
    )


def entry(row: sqlite3.Row) -> Entry:
    """Returns the entry of a row that also has its op's `state`, `reason` and `detail`."""
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
    """Returns the attribute of a row of *attribute*."""
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
    """Returns the template of a row of *template*."""
    kind = ValueType.from_wire(row["value_type"])
    return Template(row["name"], row["label"], _group(row), kind, row["priority"])


def _group(row: sqlite3.Row) -> Group:
    return Group(row["group_name"], row["group_label"], row["group_priority"])
