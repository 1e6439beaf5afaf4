"""Reads CSV as a stream: separators are found out, quoted line ends stay, each record has the line where it begins."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from exist_desktop.domain.transfer.imports import UnreadableError, UnreadableKind
from exist_desktop.imports.bounded import LONGEST_FIELD, MOST_ROWS
from exist_desktop.long_work import Pace

MOST_COLUMNS = 5_000
LONGEST_LINE = 8 * LONGEST_FIELD
SEPARATORS = (",", ";", "\t", "|")
_SAMPLE_LINES = 50
_SAMPLE_CHARACTERS = 1 << 18
"""How much is looked at to find the separator."""
_END = re.compile(r"\r\n|\r|\n")
_SAID = re.compile(r"sep=(.)\s*", re.IGNORECASE)
"""The first line that names the separator for a spreadsheet."""
_RESTED_EACH = 50


class Record(Struct, frozen=True):
    """A record: the line where it begins, its fields, and whether a line end follows it."""

    line: int
    fields: Sequence[str]
    is_ended: bool


def records(parts: Iterator[str], where: str) -> Iterator[Record]:
    """Yields the records of a text that are not empty. Raises `UnreadableError`, also for a quote that never ends."""
    csv.field_size_limit(LONGEST_FIELD)  # the module has one limit for all of its readers
    lines = _Lines(parts, where)
    first, separator = lines.separator()
    reader, pace = csv.reader(lines, delimiter=separator), Pace()
    line, number = first, 0
    while True:
        try:
            fields = next(reader, None)
        except csv.Error as error:
            kind = UnreadableKind.TOO_LONG if "limit" in str(error) else UnreadableKind.DAMAGED
            raise UnreadableError(kind, where, line) from error
        if fields is None:
            return
        if lines.is_over:  # it was asked for one more line, within quotes
            raise UnreadableError(UnreadableKind.CUT, where, line)
        if any(fields):
            number += 1
            if number > MOST_ROWS + 1:
                raise UnreadableError(UnreadableKind.TOO_MANY_ROWS, where, line)
            if len(fields) > MOST_COLUMNS:
                raise UnreadableError(UnreadableKind.TOO_LONG, where, line)
            yield Record(line, fields, lines.last.endswith(("\n", "\r")))
        if number % _RESTED_EACH == 0:
            pace.rest()
        line = first + reader.line_num


def separator_of(parts: Iterator[str], where: str) -> str:
    """Returns what separates the fields of a text. Raises `UnreadableError`."""
    return _Lines(parts, where).separator()[1]


class _Lines:
    """The lines of a text, each with its line end. `last` is the last one that was given, `is_over` that none was left.

    The ends are those of CSV alone: Unicode has further ones, which may be in fields.
    """

    def __init__(self, parts: Iterator[str], where: str) -> None:
        self.last = ""
        self.is_over = False
        self._where = where
        self._number = 0
        self._source = self._split(parts)
        self._ahead: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        found = self._ahead.pop() if self._ahead else next(self._source, None)
        if found is None:
            self.is_over = True
            raise StopIteration
        self.last = found
        return found

    def separator(self) -> tuple[int, str]:
        """Returns the number of the first line of the table, and the separator; looks ahead for that."""
        sample: list[str] = []
        for line in self._source:
            sample.append(line)
            if len(sample) == _SAMPLE_LINES or sum(map(len, sample)) > _SAMPLE_CHARACTERS:
                break
        said = _SAID.fullmatch(sample[0]) if sample else None
        self._ahead = sample[::-1]
        if said is None:
            return 1, max(SEPARATORS, key=_Fit(sample))
        self._ahead.pop()
        return 2, said[1]

    def _split(self, parts: Iterator[str]) -> Iterator[str]:
        rest, number = "", 1
        for part in parts:
            start = 0
            for found in _END.finditer(part):
                yield rest + part[start : found.end()]
                rest, start, number = "", found.end(), number + 1
            rest += part[start:]
            if len(rest) > LONGEST_LINE:
                raise UnreadableError(UnreadableKind.TOO_LONG, self._where, number)
        if rest:
            yield rest


class _Fit:
    """How well a separator fits a sample: how many records have as many fields as the first, and how many that is."""

    def __init__(self, sample: Sequence[str]) -> None:
        self._sample = sample

    def __call__(self, separator: str) -> tuple[float, int]:
        try:
            found = [len(fields) for fields in csv.reader(self._sample, delimiter=separator) if any(fields)]
        except csv.Error:
            return 0.0, 0
        if not found or found[0] == 1:
            return 0.0, 0
        return found.count(found[0]) / len(found), found[0]
