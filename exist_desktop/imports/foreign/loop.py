"""The CSV export of Loop Habits: a ZIP with a folder for each habit.

Only the folders are read: the wide table beside them has names without quotes, so that a comma shifts its columns. What
was done is a tag of its day; habits that are counted are columns, whose numbers are written a thousand times as large.
Source: the program's own exporter; files before 2019 have numbers in place of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import BinaryIO

from msgspec import Struct

from exist_desktop.domain.transfer.imports import FileKind, Refused, RefusedReason, UnreadableError, UnreadableKind
from exist_desktop.domain.transfer.mapping import ColumnUse
from exist_desktop.imports.archives.counted import Files, Member
from exist_desktop.imports.bounded import MOST_ROWS, texts
from exist_desktop.imports.foreign.dates import orders_of
from exist_desktop.imports.foreign.rows import ForeignRow
from exist_desktop.imports.foreign.table import Record, records

HABITS = "Habits.csv"
MARKS = "Checkmarks.csv"
_FOLDER = re.compile(r"(\d+)\s+(.*)", re.ASCII)
_DONE = frozenset(("YES_MANUAL", "2"))
_NOT_DONE = frozenset(("YES_AUTO", "NO", "SKIP", "UNKNOWN", "1", "0", "3", "-1", ""))
"""`YES_AUTO` says that nothing had to be done that day."""
_WHOLE = re.compile(r"\d{1,12}", re.ASCII)
_THOUSANDTHS = 1000


class _Habit(Struct, frozen=True):
    """A habit: its name, whether it is counted, and the file with its days."""

    name: str
    counted: bool
    member: Member


class Loop:
    """An export that is open."""

    kind = FileKind.LOOP
    date: str | None = None
    time: str | None = None
    uses: Mapping[str, ColumnUse] = MappingProxyType({})

    def __init__(self, archive: Files, where: str) -> None:
        self._archive = archive
        self._where = where

    def rows(self) -> Iterator[ForeignRow | Refused]:
        """Yields the days of each habit on which something was done, with their lines in its own file."""
        number = 0
        for habit in self._habits():
            with self._archive.opened(habit.member) as file:
                for record in self._records(file):
                    found = _row(record, habit)
                    if found is None:
                        continue
                    number += 1
                    if number > MOST_ROWS:
                        raise UnreadableError(UnreadableKind.TOO_MANY_ROWS, self._where, record.line)
                    yield found

    def _records(self, file: BinaryIO) -> Iterator[Record]:
        """Yields the records with days. Files before June 2025 have no header above them."""
        for number, record in enumerate(records(texts(file, self._where), self._where)):
            if number or orders_of(record.fields[0]):
                yield record

    def _habits(self) -> list[_Habit]:
        about = self._about()
        found = []
        marks = [member for member in self._archive.members if member.name == MARKS]
        depth = max(len(member.parts) for member in marks)  # the wide table lies above the folders of the habits
        for member in marks:
            if len(member.parts) < depth:
                continue
            folder = member.parts[-2]
            numbered = _FOLDER.fullmatch(folder)
            known = about.get(int(numbered[1])) if numbered else None
            name = known["name"] if known and known.get("name") else numbered[2] if numbered else folder
            found.append(_Habit(" ".join(name.split()), (known or {}).get("type", "").upper() == "NUMERICAL", member))
        return found

    def _about(self) -> Mapping[int, Mapping[str, str]]:
        """Returns what is said of each habit, by its place in the list."""
        found: dict[int, Mapping[str, str]] = {}
        for member in self._archive.members:
            if member.name == HABITS:
                with self._archive.opened(member) as file:
                    table = records(texts(file, self._where), self._where)
                    first = next(table, None)
                    header = [name.strip().lower() for name in first.fields] if first else []
                    for record in table:
                        row = dict(zip(header, record.fields, strict=False))
                        if _WHOLE.fullmatch(row.get("position", "")):
                            found[int(row["position"])] = row
        return found


def _row(record: Record, habit: _Habit) -> ForeignRow | Refused | None:
    """Returns the row of a record, why it is refused, or None if nothing was done."""
    day, value = (*record.fields, "", "")[:2]
    value = value.strip().upper()
    if not record.is_ended and not value:
        return Refused(record.line, RefusedReason.SHAPE)
    if habit.counted:
        if _WHOLE.fullmatch(value) and int(value):
            return ForeignRow(record.line, day, cells={habit.name: f"{int(value) / _THOUSANDTHS:.3f}"})
        return None if value in _NOT_DONE else Refused(record.line, RefusedReason.VALUE)
    if value in _DONE:
        return ForeignRow(record.line, day, tags=(habit.name,))
    return None if value in _NOT_DONE else Refused(record.line, RefusedReason.VALUE)
