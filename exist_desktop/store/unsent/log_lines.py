"""Entries and wishes as lines of the unsent log, with everything needed to enter them again, and back."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from exist_desktop.domain.attributes import Group
from exist_desktop.domain.commands import Append, Command, Key, TakeOut
from exist_desktop.domain.creation import PendingAttribute, is_provisional
from exist_desktop.domain.outbox.batches import BatchMember, Differing, NewBatch
from exist_desktop.domain.outbox.ops import EntryKind
from exist_desktop.domain.ownership.entries import OwnerEntry, OwnerKind
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import NOT_READ, NotRead, Seen
from exist_desktop.store import rows
from exist_desktop.store.outbox.entries import NewEntry

Line = dict[str, object]
_PLAIN = frozenset({"uid", "server", "username", "attribute", "day", "kind", "value", "shown", "at", "zone"})
WITHOUT_SUM = (_PLAIN, frozenset({"done"}))
"""The fields of lines that the first versions have left, before lines had a checksum; such a file may still be here."""


class LoggedEntry(Struct, frozen=True):
    """An entry without a "done" line, with its account and, if Exist lacks its attribute, the creation."""

    server: str
    username: str
    new: NewEntry
    pending: PendingAttribute | None = None


class LoggedWish(Struct, frozen=True):
    """A wish about an owner without a "done" line, with its account; of a creation also what is to be created."""

    server: str
    username: str
    uid: str
    kind: OwnerKind
    attribute: str
    at: float
    manual: bool | None = None
    pending: PendingAttribute | None = None


def wish_line(server: str, username: str, wish: OwnerEntry, pending: PendingAttribute | None) -> Line:
    """Returns the line of a wish. It has no kind and no day, so that older versions pass it over."""
    line: Line = {
        "uid": wish.uid,
        "server": server,
        "username": username,
        "attribute": wish.attribute,
        "wish": wish.kind,
        "manual": wish.manual,
        "at": wish.at,
    }
    return line if pending is None else line | {"making": _making(pending)}


def entry_line(server: str, username: str, new: NewEntry, pending: PendingAttribute | None) -> Line:
    """Returns the line of an entry."""
    parts = rows.parts(new.command)
    line: Line = {
        "uid": new.uid,
        "server": server,
        "username": username,
        "attribute": parts.attribute,
        "day": parts.day,
        "kind": parts.kind,
        **_said(parts),
        "shown": None if isinstance(new.shown, NotRead) else new.shown,
        "read": not isinstance(new.shown, NotRead),
        "at": new.at,
        "zone": new.zone,
    }
    if pending is not None:
        line["making"] = _making(pending)
    if new.of is not None:
        batch = new.of.batch
        line["batch"] = [batch.uid, batch.file, batch.at, batch.undoes, new.of.differing]
    return line


def batch_of(line: Line) -> str | None:
    """Returns the uid of the batch that the entry of a line belongs to, or None."""
    match line.get("batch"):
        case [str(uid), *_]:
            return uid
        case _:
            return None


def _member(line: Line) -> BatchMember | None:
    match line.get("batch"):
        case [str(uid), str(file), int() | float() as at, str(undoes), "keep" | "replace" | "ask" as differing]:
            return BatchMember(NewBatch(uid, file, float(at), undoes), Differing(differing))
        case _:
            return None


def _making(pending: PendingAttribute) -> Line:
    return {
        "label": pending.label,
        "group": [pending.group.name, pending.group.label, pending.group.priority],
        "value_type": int(pending.value_type),
        "template": pending.template,
        "manual": pending.manual,
    }


def _said(parts: rows.OpParts) -> Line:
    """Returns what the entry says. Words have their own fields, since old versions would take them for a total."""
    match parts.kind:
        case EntryKind.APPEND:
            return {"words": parts.value, "clock": parts.clock}
        case EntryKind.TAKE_OUT:
            return {"line": parts.value}
        case _:
            return {"value": parts.value}


def copied_wish(line: Line) -> LoggedWish | None:
    """Returns the wish of a line, or None if it is none, or of a kind that this version does not know."""
    match line:
        case {
            "uid": str(uid),
            "server": str(server),
            "username": str(username),
            "attribute": str(attribute),
            "wish": "take-over" | "give-back" | "create" as kind,
            "manual": bool() | None as manual,
            "at": int() | float() as at,
        }:
            pending = _pending(attribute, line.get("making"))
            if kind == "create" and pending is None:
                return None
            return LoggedWish(server, username, uid, OwnerKind(kind), attribute, float(at), manual, pending)
        case _:
            return None


def copied(line: Line) -> LoggedEntry | None:
    """Returns the entry of a line, or None if it lacks something or is of a kind that this version does not know."""
    match line:
        case {
            "uid": str(uid),
            "server": str(server),
            "username": str(username),
            "attribute": str(attribute),
            "day": str(day),
            "kind": str(),
            "at": int() | float() as at,
            "zone": str(zone),
        }:
            pass
        case _:
            return None
    try:
        command = _command(Key(attribute, date.fromisoformat(day)), line)
    except ValueError:
        return None
    shown = line.get("shown")
    seen: Seen = shown if isinstance(shown, int | float | str) else None
    if seen is None and line.get("read") is not True:
        seen = NOT_READ  # also in a line of an older version, which did not distinguish the two
    new = NewEntry(uid, command, seen, float(at), zone, _member(line))
    return LoggedEntry(server, username, new, _pending(attribute, line.get("making")))


def _command(key: Key, line: Line) -> Command:
    """Returns what the entry says. Raises `ValueError` if this version does not know it."""
    match line:
        case {"kind": "set" | "add" as kind, "value": int() | float() | str() as value}:
            return rows.entered(EntryKind(kind), key, value, None)
        case {"kind": "append", "words": str(words), "clock": str(clock)}:
            return Append(key, words, clock)
        case {"kind": "take-out", "line": str(text)}:
            return TakeOut(key, text)
    raise ValueError("no entry that this version knows")


def _pending(name: str, fields: object) -> PendingAttribute | None:
    match fields:
        case {
            "label": str(label),
            "group": [str(group), str(group_label), int(priority)],
            "value_type": int(value_type),
            **further,
        } if is_provisional(name):
            template = further.get("template")
            return PendingAttribute(
                name,
                label,
                Group(group, group_label, priority),
                ValueType.from_wire(value_type),
                template=template if isinstance(template, str) else None,
                manual=further.get("manual") is not False,
            )
        case _:
            return None
