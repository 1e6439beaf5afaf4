"""The rows of the smaller sections of this program's own files, column by column."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from datetime import date
from enum import Enum, auto
from typing import Any

from exist_desktop.domain.ownership.entries import OwnerKind
from exist_desktop.domain.ownership.record import Why
from exist_desktop.domain.transfer.imports import RefusedReason
from exist_desktop.imports.own_file import RefusedError, Row, day_of, instant_of, name_of, text_of, whole_of

LONGEST_LINE = 2_000


class _Is(Enum):
    """What a column has. The second half may be missing."""

    NAME = auto()
    TEXT = auto()
    DAY = auto()
    INSTANT = auto()
    NUMBER = auto()
    WHOLE = auto()
    WHY = auto()
    CHOICE = auto()
    KIND = auto()
    MAYBE_NAME = auto()
    MAYBE_TEXT = auto()
    MAYBE_DAY = auto()
    MAYBE_NUMBER = auto()
    MAYBE_WHOLE = auto()


_MAYBE = {
    _Is.MAYBE_NAME: _Is.NAME,
    _Is.MAYBE_TEXT: _Is.TEXT,
    _Is.MAYBE_DAY: _Is.DAY,
    _Is.MAYBE_NUMBER: _Is.NUMBER,
    _Is.MAYBE_WHOLE: _Is.WHOLE,
}
_ONE_OF: Mapping[_Is, Collection[str]] = {
    _Is.WHY: frozenset(Why),
    _Is.CHOICE: frozenset({"kept", "hidden"}),
    _Is.KIND: frozenset(OwnerKind),
}
_WEEK = ("overall", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_COLUMNS: Mapping[str, Mapping[str, _Is]] = {
    "averages": {"attribute": _Is.NAME, "date": _Is.DAY} | dict.fromkeys(_WEEK, _Is.MAYBE_NUMBER),
    "pauses": {"attribute": _Is.MAYBE_NAME, "first": _Is.DAY, "last": _Is.MAYBE_DAY},
    "owner_changes": {
        "attribute": _Is.NAME,
        "at": _Is.INSTANT,
        "why": _Is.WHY,
        "before": _Is.MAYBE_NAME,
        "before_label": _Is.MAYBE_TEXT,
        "before_ours": _Is.WHOLE,
        "after": _Is.MAYBE_NAME,
        "after_label": _Is.MAYBE_TEXT,
        "after_ours": _Is.WHOLE,
        "manual": _Is.MAYBE_WHOLE,
        "active": _Is.WHOLE,
    },
    "insights": {
        "created": _Is.TEXT,
        "kind": _Is.TEXT,
        "text": _Is.TEXT,
        "date": _Is.DAY,
        "priority": _Is.WHOLE,
        "attribute": _Is.MAYBE_NAME,
    },
    "correlations": {
        "date": _Is.DAY,
        "attribute": _Is.NAME,
        "attribute2": _Is.NAME,
        "days_later": _Is.WHOLE,
        "value": _Is.NUMBER,
        "p": _Is.MAYBE_NUMBER,
        "days": _Is.MAYBE_WHOLE,
        "stars": _Is.MAYBE_WHOLE,
        "sentence": _Is.TEXT,
        "strength": _Is.TEXT,
    },
    "relation_choices": {"attribute": _Is.NAME, "attribute2": _Is.NAME, "choice": _Is.CHOICE},
    "wishes": {"attribute": _Is.MAYBE_NAME, "kind": _Is.KIND, "label": _Is.MAYBE_TEXT},
}


def row_of(section: str, row: Row) -> dict[str, Any]:
    """Returns a row with every column of its section as the database has it. Raises `RefusedError`."""
    return {column: _cell(row, column, kind) for column, kind in _COLUMNS[section].items()}


def _cell(row: Row, column: str, kind: _Is) -> object:
    if kind in _MAYBE:
        return None if row.get(column) is None else _cell(row, column, _MAYBE[kind])
    match kind:
        case _Is.NAME:
            return name_of(row, column)
        case _Is.DAY:
            return day_of(row.get(column), date.max).isoformat()
        case _Is.INSTANT:
            return instant_of(row.get(column))
        case _Is.NUMBER:
            return _number(row.get(column))
        case _Is.WHOLE:
            return whole_of(row, column, 0)
        case _:
            found = text_of(row, column, longest=LONGEST_LINE)
            if found not in _ONE_OF.get(kind, (found,)):
                raise RefusedError(RefusedReason.SHAPE)
            return found


def _number(found: object) -> float:
    if not isinstance(found, int | float) or isinstance(found, bool) or not math.isfinite(found) or abs(found) > 1e300:
        raise RefusedError(RefusedReason.VALUE)
    return float(found)
