"""What a file of this program's own brings, whichever format it has: its head, and then its parts one after another.

Nothing of it is trusted: it may have been changed, or made by somebody else to look like one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Protocol

from msgspec import Struct, field

from exist_desktop.domain.attributes import Attribute, Group, Service
from exist_desktop.domain.outbox.ops import EntryKind
from exist_desktop.domain.transfer.imports import EARLIEST_IMPORTED, EndedEntry, Refused, RefusedReason, Waiting
from exist_desktop.domain.value_types import TYPE_CODES, ValueType
from exist_desktop.domain.values import Value

LONGEST_NAME = 200
LONGEST_LABEL = 300
LARGEST_WHOLE = 2**63 - 1
LONGEST_TEXT = 10_000
"""Characters of a value, ten times what Exist stores."""
_TYPES = {code: value_type for value_type, code in TYPE_CODES.items()}

Row = Mapping[str, Any]
"""A row of a section: its columns by name."""


class OwnHead(Struct, frozen=True):
    """What precedes everything else: whose days these are, when they were written, choices and attributes."""

    account: str
    made: float
    version: int = 1
    zone: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    attributes: tuple[Row, ...] = ()


class Part(Struct, frozen=True):
    """A row of a section, or the days of one attribute, with its line in the file if that has lines.

    `share` is how far in the file that is, 0 to 1.
    """

    section: str
    line: int | None
    row: Row
    share: float = 0.0


class OwnFile(Protocol):
    """A file of this program's own that is open."""

    def head(self) -> OwnHead:
        """Returns its head. Raises `UnreadableError`."""

    def parts(self) -> Iterator[Part]:
        """Yields everything else; values come by attribute, as `{"attribute": name, "days": {date: value}}`.

        Raises `UnreadableError`.
        """


class RefusedError(ValueError):
    """A row makes no sense."""

    def __init__(self, reason: RefusedReason) -> None:
        super().__init__(reason)
        self.reason = reason

    def at(self, line: int | None) -> Refused:
        """Returns it with its line."""
        return Refused(line, self.reason)


def text_of(row: Row, column: str, *, longest: int = LONGEST_NAME) -> str:
    """Returns a short text. Raises `RefusedError`."""
    found = row.get(column)
    if not isinstance(found, str) or len(found) > longest or not _is_unicode(found):
        raise RefusedError(RefusedReason.SHAPE)
    return found


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


def name_of(row: Row, column: str = "attribute") -> str:
    """Returns the name of an attribute: a short line that is not empty. Raises `RefusedError`."""
    found = text_of(row, column)
    if not found or not found.isprintable() or found.startswith("new:"):
        raise RefusedError(RefusedReason.ATTRIBUTE)
    return found


def whole_of(row: Row, column: str, default: int) -> int:
    """Returns a small whole number, or `default` if there is none. Raises `RefusedError`."""
    found = row.get(column)
    if found is None:
        return default
    if not isinstance(found, int) or not -(2**31) < found < 2**31:
        raise RefusedError(RefusedReason.SHAPE)
    return int(found)


def day_of(text: object, latest: date) -> date:
    """Returns a day from 1990 to `latest`. Raises `RefusedError`."""
    try:
        day = date.fromisoformat(text) if isinstance(text, str) and len(text) == len("2026-11-22") else None
    except ValueError:
        day = None
    if day is None or not EARLIEST_IMPORTED <= day <= latest:
        raise RefusedError(RefusedReason.DATE)
    return day


def instant_of(text: object) -> float:
    """Returns an instant, ISO 8601 with an offset, in seconds since 1970. Raises `RefusedError`."""
    try:
        found = datetime.fromisoformat(text) if isinstance(text, str) else None
        if found is not None and found.tzinfo is not None and found.year >= EARLIEST_IMPORTED.year:
            return found.timestamp()
    except (ValueError, OverflowError):
        pass
    raise RefusedError(RefusedReason.DATE)


def value_of(found: object, value_type: ValueType) -> Value:
    """Returns a value of that type as Exist sends it. Raises `RefusedError`.

    Values that Exist accepts are wider than what may be typed here, so no more than the kind is looked at.
    """
    if isinstance(found, str):
        if value_type not in (ValueType.TEXT, ValueType.UNKNOWN):
            raise RefusedError(RefusedReason.VALUE)
        if len(found) > LONGEST_TEXT or not _is_unicode(found) or "\0" in found:
            raise RefusedError(RefusedReason.TEXT)
        return found
    if not isinstance(found, int | float) or isinstance(found, bool) or value_type is ValueType.TEXT:
        raise RefusedError(RefusedReason.VALUE)
    if not math.isfinite(found) or abs(found) > LARGEST_WHOLE:
        raise RefusedError(RefusedReason.VALUE)
    return found


def _group_of(row: Row) -> Group:
    label = text_of(row, "group_label", longest=LONGEST_LABEL)
    return Group(name_of(row, "group"), label, whole_of(row, "group_priority", 1))


def attribute_of(row: Row, position: int) -> Attribute:
    """Returns the attribute of a row. Raises `RefusedError`."""
    owner = name_of(row, "owner") if row.get("owner") is not None else None
    code = row.get("type")
    if not isinstance(code, str):
        raise RefusedError(RefusedReason.TYPE)
    return Attribute(
        name=name_of(row, "name"),
        label=text_of(row, "label", longest=LONGEST_LABEL) or name_of(row, "name"),
        group=_group_of(row),
        value_type=_TYPES.get(code, ValueType.UNKNOWN),
        template=name_of(row, "template") if row.get("template") is not None else None,
        priority=whole_of(row, "priority", 1),
        manual=bool(whole_of(row, "manual", 0)),
        active=bool(whole_of(row, "active", 1)),
        service=None if owner is None else Service(owner, text_of(row, "owner_label", longest=LONGEST_LABEL)),
        owned=bool(whole_of(row, "ours", 0)),
        position=position,
    )


def entry_of(row: Row, latest: date) -> Waiting | EndedEntry:
    """Returns the entry of a row: one that is over, or one that was not in Exist. Raises `RefusedError`."""
    try:
        kind = EntryKind(text_of(row, "kind"))
    except ValueError as error:
        raise RefusedError(RefusedReason.SHAPE) from error
    is_text = isinstance(row.get("value"), str)
    value = value_of(row.get("value"), ValueType.TEXT if is_text else ValueType.DECIMAL)
    clock = text_of(row, "clock") if row.get("clock") is not None else None
    joins = kind in (EntryKind.APPEND, EntryKind.TAKE_OUT)
    if kind is EntryKind.LINES or (joins and not is_text) or (kind is EntryKind.ADD and is_text):
        raise RefusedError(RefusedReason.SHAPE)
    if (kind is EntryKind.APPEND) != (clock is not None):
        raise RefusedError(RefusedReason.SHAPE)
    uid, day = text_of(row, "uid"), day_of(row.get("date"), latest)
    entry = Waiting(uid, name_of(row), day, kind, value, clock)
    state = text_of(row, "state")
    if state not in ("sent", "undone"):
        return entry
    at = instant_of(row.get("at"))
    total = row.get("total")
    settled = instant_of(row["settled_at"]) if row.get("settled_at") is not None else at
    if total is not None:
        total = value_of(total, ValueType.TEXT if isinstance(total, str) else ValueType.DECIMAL)
    return EndedEntry(entry, at, text_of(row, "zone"), state == "undone", settled, total)
