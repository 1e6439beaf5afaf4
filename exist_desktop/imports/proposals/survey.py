"""Looks through a foreign file for the person who maps it: its columns, moods and tags, and how its dates read."""

from __future__ import annotations

from collections import Counter
from datetime import tzinfo
from pathlib import Path

from msgspec.structs import replace

from exist_desktop.domain.transfer.encodings import Encoding
from exist_desktop.domain.transfer.imports import FileKind, Refused
from exist_desktop.domain.transfer.mapping import ColumnFacts, ColumnUse, DateOrder, FileFacts
from exist_desktop.imports.foreign.calendar_names import languages_of
from exist_desktop.imports.foreign.dates import named_day, orders_of
from exist_desktop.imports.foreign.opening import foreign_file
from exist_desktop.imports.foreign.rows import ForeignFile, ForeignRow
from exist_desktop.imports.proposals.written_numbers import WrittenNumbers
from exist_desktop.long_work import Course

EXAMPLES = 5
LONGEST_EXAMPLE = 60
MOST_NAMES = 2_000
"""Names of moods or tags, and columns of a long form; further ones are left out."""
LONGEST_NAME = 200
"""Characters of a tag; a longer one is a text, and is left out."""
MOST_NAMED = 5_000
"""Dates by which it is seen in which language the months are; ten years have fewer days."""
TOLD_EACH = 50


class Survey:
    """The look through one file, as long work."""

    def __init__(self, path: Path, kind: FileKind | None, zone: tzinfo, encoding: Encoding | None) -> None:
        self._path = path
        self._kind = kind
        self._zone = zone
        self._encoding = encoding

    def do(self, course: Course) -> FileFacts:
        """Returns what the file has. Raises `UnreadableError`."""
        with foreign_file(self._path, self._kind, self._zone, self._encoding) as file:
            seen = _Seen(file.read)
            for number, row in enumerate(file.read.rows()):
                if number % TOLD_EACH == 0:
                    course.go_on(file.share())
                if not isinstance(row, Refused):
                    seen.add(row)
            facts = seen.facts()
            return replace(facts, guessed=file.guessed(), decimal=facts.decimal or file.usual_decimal())


class _Seen:
    """What was seen of a file so far."""

    def __init__(self, file: ForeignFile) -> None:
        self._file = file
        self._rows = 0
        self._filled: Counter[str] = Counter()
        self._examples: dict[str, dict[str, None]] = {}
        self._numbers: dict[str, tuple[float, float]] = {}
        self._written = WrittenNumbers()
        self._moods: Counter[str] = Counter()
        self._tags: Counter[str] = Counter()
        self._orders: Counter[DateOrder] = Counter()
        self._days: set[str] = set()
        self._named: dict[str, None] = {}
        self._several = False

    def add(self, row: ForeignRow) -> None:
        """Looks at one row."""
        self._rows += 1
        if row.day not in self._days:
            if orders := orders_of(row.day):
                self._days.add(row.day)
                self._orders.update(orders)
                if len(self._named) < MOST_NAMED and (named := named_day(row.day)):
                    self._named[named] = None
        elif row.cells or row.tags:
            self._several = True
        for name, cell in row.cells.items():
            self._add_cell(name, cell.strip())
        for tag in row.tags:
            _count(self._tags, tag)

    def _add_cell(self, name: str, cell: str) -> None:
        if name not in self._examples:
            if len(self._examples) == MOST_NAMES:
                return
            self._examples[name] = {}
        if not cell:
            return
        self._filled[name] += 1
        examples = self._examples[name]
        if len(examples) < EXAMPLES:
            examples[cell[:LONGEST_EXAMPLE]] = None
        if (number := self._written.add(cell)) is not None:
            low, high = self._numbers.get(name, (number, number))
            self._numbers[name] = min(low, number), max(high, number)
        elif self._file.uses.get(name) is ColumnUse.MOODS and len(cell) <= LONGEST_EXAMPLE:
            _count(self._moods, cell)

    def facts(self) -> FileFacts:
        """Returns all of it."""
        most = max(self._orders.values(), default=0)
        orders = tuple(order for order in DateOrder if most and self._orders[order] == most)
        return FileFacts(
            kind=self._file.kind,
            rows=self._rows,
            columns=tuple(
                ColumnFacts(
                    name,
                    self._file.uses.get(name, ColumnUse.VALUES),
                    self._filled[name],
                    tuple(examples),
                    self._numbers.get(name),
                )
                for name, examples in self._examples.items()
            ),
            moods=dict(self._moods.most_common()),
            tags=dict(self._tags.most_common()),
            orders=(DateOrder.YEAR_FIRST,) if DateOrder.YEAR_FIRST in orders or not orders else orders,
            several=self._several,
            date=self._file.date,
            time=self._file.time,
            decimal=self._written.decimal,
            languages=languages_of(self._named),
        )


def _count(found: Counter[str], name: str) -> None:
    if len(name) <= LONGEST_NAME and (name in found or len(found) < MOST_NAMES):
        found[name] += 1
