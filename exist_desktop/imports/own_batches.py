"""Turns the parts of this program's own files into batches that are checked and can be written at once.

It runs on the thread that reads; what is wrong with a row is kept with its line, and the others go on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from exist_desktop.domain.transfer.imports import EndedEntry, Refused, RefusedReason, Waiting
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Value
from exist_desktop.imports.own_file import Part, RefusedError, day_of, entry_of, name_of, value_of
from exist_desktop.imports.own_json import VALUES
from exist_desktop.imports.own_rows import row_of
from exist_desktop.long_work import Pace

ENTRIES = "entries"
ROWS_AT_ONCE = 500
RESTED_EACH = 100
"""Days after which it may be time to rest."""


class ValuesBatch(Struct, frozen=True):
    """The days of one attribute; None is a day that was read and has no value."""

    name: str
    days: Mapping[date, Value | None]
    refused: tuple[Refused, ...]
    share: float


class RowsBatch(Struct, frozen=True):
    """Rows of one section."""

    section: str
    rows: tuple[Mapping[str, Any], ...]
    refused: tuple[Refused, ...]
    share: float


class EntriesBatch(Struct, frozen=True):
    """Entries that are over, and entries that were not in Exist."""

    ended: tuple[EndedEntry, ...]
    waiting: tuple[Waiting, ...]
    refused: tuple[Refused, ...]
    share: float


Batch = ValuesBatch | RowsBatch | EntriesBatch


class Batches:
    """Makes batches for attributes of known types. `latest` is the last day that is taken."""

    def __init__(self, types: Mapping[str, ValueType], latest: date) -> None:
        self._types = types
        self._latest = latest
        self._pace = Pace()

    def of(self, parts: Iterator[Part]) -> Iterator[Batch]:
        """Yields a batch for each attribute's days, and for some hundred rows of a section."""
        rows: list[Part] = []
        for part in parts:
            if rows and (part.section != rows[0].section or len(rows) == ROWS_AT_ONCE):
                yield self._rows(rows)
                rows = []
            if part.section == VALUES:
                yield self._values(part)
            else:
                rows.append(part)
        if rows:
            yield self._rows(rows)

    def _values(self, part: Part) -> ValuesBatch:
        found: dict[date, Value | None] = {}
        refused: list[Refused] = []
        try:
            name, said = name_of(part.row), part.row["days"]
            if name not in self._types:
                raise RefusedError(RefusedReason.ATTRIBUTE)  # noqa: TRY301 - one place says what becomes of it
            if not isinstance(said, dict):
                raise RefusedError(RefusedReason.SHAPE)  # noqa: TRY301
        except RefusedError as wrong:
            return ValuesBatch("", {}, (wrong.at(part.line),), part.share)
        for number, (day, value) in enumerate(said.items()):
            if number % RESTED_EACH == 0:
                self._pace.rest()
            try:
                found[day_of(day, self._latest)] = None if value is None else value_of(value, self._types[name])
            except RefusedError as wrong:
                refused.append(wrong.at(part.line))
        return ValuesBatch(name, found, tuple(refused), part.share)

    def _rows(self, parts: list[Part]) -> RowsBatch | EntriesBatch:
        section, share = parts[0].section, parts[-1].share
        refused: list[Refused] = []
        rows: list[dict[str, Any]] = []
        entries: list[EndedEntry | Waiting] = []
        for part in parts:
            try:
                if section == ENTRIES:
                    entries.append(entry_of(part.row, self._latest))
                else:
                    rows.append(row_of(section, part.row))
            except RefusedError as wrong:
                refused.append(wrong.at(part.line))
        if section != ENTRIES:
            return RowsBatch(section, tuple(rows), tuple(refused), share)
        return EntriesBatch(
            tuple(one for one in entries if isinstance(one, EndedEntry)),
            tuple(one for one in entries if isinstance(one, Waiting)),
            tuple(refused),
            share,
        )
