"""Reads a foreign file by a mapping and folds its rows to one value for each attribute and day.

Of several numbers of a day one is taken, by the rule of the mapping; texts are joined, each line with its time, as far
as Exist has room; a tag is on if any row has it. What cannot be taken keeps its line and reason.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from datetime import date, tzinfo
from pathlib import Path

from msgspec import Struct

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.parsing.numerals import Numerals
from exist_desktop.domain.transfer.imports import Refused, RefusedReason
from exist_desktop.domain.transfer.mapping import ImportMapping, Several
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import InvalidValueError, Number, Value, check, one_form
from exist_desktop.imports.bounded import MOST_REFUSED
from exist_desktop.imports.foreign.clocks import minutes_of
from exist_desktop.imports.foreign.dates import DateReading, moment_of
from exist_desktop.imports.foreign.opening import foreign_file
from exist_desktop.imports.foreign.rows import ForeignRow
from exist_desktop.imports.own_file import RefusedError
from exist_desktop.imports.proposals.cells import Cells, Column, mean
from exist_desktop.long_work import Course, Pace

TOLD_EACH = 50
_TIMES_REMEMBERED = 8_192
_LOOKED_AHEAD = 1_000
"""Rows in which two different days show whether the newest is first."""
_LAST_MINUTE = 24 * 60
Rank = tuple[int, int]
"""The order of a row in its day: by its time, then by its place in the file."""


class Reading(Struct, frozen=True):
    """What a file is read by. `columns` and `tags` have attributes, also new ones, for all that is taken.

    `latest` is the last day that is taken, `zone` the zone of instants that are written in UTC.
    """

    mapping: ImportMapping
    columns: Mapping[str, Column]
    tags: Mapping[str, Attribute]
    numerals: Numerals
    mood_type: ValueType
    latest: date
    zone: tzinfo


class Folded(Struct, frozen=True):
    """What a file comes to: the values by attribute and day, and what was refused."""

    values: Mapping[str, Mapping[date, Value]]
    refused: tuple[Refused, ...]
    refused_more: int


class Folding:
    """The reading of one file, as long work."""

    def __init__(self, path: Path, reading: Reading) -> None:
        self._path = path
        self._reading = reading
        mapping = reading.mapping
        self._dates = DateReading(mapping.order, mapping.language, reading.latest, reading.zone)
        self._cells = Cells(reading.mapping, reading.numerals, reading.mood_type)
        self._attributes = {column.attribute.name: column.attribute for column in reading.columns.values()}
        self._attributes |= {attribute.name: attribute for attribute in reading.tags.values()}
        self._numbers: dict[str, dict[date, _Numbers]] = {}
        self._texts: dict[str, dict[date, list[_Line]]] = {}
        self._times: dict[str, int | None] = {}
        self._refused: list[Refused] = []
        self._refused_more = 0

    def do(self, course: Course) -> Folded:
        """Returns all values. Raises `UnreadableError`."""
        mapping = self._reading.mapping
        with foreign_file(self._path, mapping.kind, self._reading.zone, mapping.encoding) as file:
            for number, (place, row) in enumerate(self._in_order(file.read.rows())):
                if number % TOLD_EACH == 0:
                    course.go_on(file.share())
                if isinstance(row, Refused):
                    self._refuse(row)
                else:
                    self._add(row, place)
        return Folded(self._values(), tuple(self._refused), self._refused_more)

    def _values(self) -> dict[str, dict[date, Value]]:
        """Returns one value for each attribute and day. Both are emptied, so that nothing is in memory twice."""
        several, pace = self._reading.mapping.several, Pace()
        values: dict[str, dict[date, Value]] = {}
        for name, days in self._numbers.items():
            found = values.setdefault(name, {})
            for day in list(days):
                pace.rest()
                found[day] = days.pop(day).value(several, self._attributes[name].value_type)
        for name, texts in self._texts.items():
            found = values.setdefault(name, {})
            for day in list(texts):
                pace.rest()
                found[day] = self._joined(texts.pop(day), self._attributes[name])
        return values

    def _in_order(self, rows: Iterator[ForeignRow | Refused]) -> Iterator[tuple[int, ForeignRow | Refused]]:
        """Yields the rows with their places in time, as far as the order of the file says."""
        ahead: list[ForeignRow | Refused] = []
        days: list[date] = []
        for row in rows:
            ahead.append(row)
            if isinstance(row, ForeignRow) and (found := self._moment(row)) is not None:
                days.append(found[0])
                if days[-1] != days[0]:
                    break
            if len(ahead) == _LOOKED_AHEAD:
                break
        direction = -1 if days and days[-1] < days[0] else 1
        for number, row in enumerate(itertools.chain(ahead, rows)):
            yield number * direction, row

    def _moment(self, row: ForeignRow) -> tuple[date, str] | None:
        """Returns the day of a row, and the time that follows it; None if it has no day that is taken."""
        mapping = self._reading.mapping
        text = row.day if mapping.date is None else row.cells.get(mapping.date, row.day)
        try:
            return moment_of(text, self._dates)
        except RefusedError:
            return None

    def _add(self, row: ForeignRow, place: int) -> None:
        found = self._moment(row)
        if found is None:
            self._refuse(Refused(row.line, RefusedReason.DATE))
            return
        day, clock = found
        time = self._reading.mapping.time
        written = row.clock if time is None else row.cells.get(time, row.clock)
        minutes = self._minutes_of(written or clock)
        rank = (-1 if minutes is None else minutes, place)
        for name, cell in row.cells.items():
            column = self._reading.columns.get(name)
            if column is not None and (text := cell.strip()):
                self._add_cell(text, column, _Place(row.line, day, rank))
        for tag in row.tags:
            if (attribute := self._reading.tags.get(tag)) is not None:
                self._number(attribute, day).add(1, rank)

    def _minutes_of(self, time: str) -> int | None:
        if time not in self._times and len(self._times) < _TIMES_REMEMBERED:
            self._times[time] = minutes_of(time, self._reading.numerals)
        return self._times[time] if time in self._times else minutes_of(time, self._reading.numerals)

    def _add_cell(self, text: str, column: Column, place: _Place) -> None:
        attribute = column.attribute
        try:
            value = self._cells.value(text, column)
        except RefusedError as wrong:
            self._refuse(wrong.at(place.line))
            return
        if not isinstance(value, str):
            self._number(attribute, place.day).add(value, place.rank)
        elif value:
            lines = self._texts.setdefault(attribute.name, {}).setdefault(place.day, [])
            lines.append(_Line(place.rank, value, place.line))

    def _number(self, attribute: Attribute, day: date) -> _Numbers:
        days = self._numbers.setdefault(attribute.name, {})
        if (found := days.get(day)) is None:
            found = days[day] = _Numbers()
        return found

    def _joined(self, lines: list[_Line], attribute: Attribute) -> str:
        """Returns the texts of a day in their order, each once; those that do not fit are refused."""
        lines.sort(key=_by_rank)
        if len({one_form(line.text) for line in lines}) == 1:
            return lines[-1].text
        text, seen = "", set[str]()
        for line in lines:
            if (form := one_form(line.text)) in seen:
                continue
            seen.add(form)
            longer = f"{text}\n{line.with_time}" if text else line.with_time
            try:
                text = str(check(longer, ValueType.TEXT, longest=self._cells.longest(attribute)))
            except InvalidValueError:
                self._refuse(Refused(line.line, RefusedReason.TEXT))
        return text

    def _refuse(self, refused: Refused) -> None:
        if len(self._refused) < MOST_REFUSED:
            self._refused.append(refused)
        else:
            self._refused_more += 1


class _Place(Struct, frozen=True):
    """Where a cell is: its line, its day, and its order in that."""

    line: int
    day: date
    rank: Rank


class _Line(Struct, frozen=True):
    """A text of a day."""

    rank: Rank
    text: str
    line: int

    @property
    def with_time(self) -> str:
        """The text behind its time, as words that join a note have one."""
        minutes = self.rank[0]
        return self.text if minutes < 0 else f"{minutes // 60:02}:{minutes % 60:02} {self.text}"


def _by_rank(line: _Line) -> Rank:
    return line.rank


class _Numbers:
    """The numbers of an attribute on a day."""

    __slots__ = ("_best", "_count", "_last", "_rank", "_total")

    def __init__(self) -> None:
        self._rank: Rank | None = None
        self._last: Number = 0
        self._best: Number | None = None
        self._total: Number = 0
        self._count = 0

    def add(self, value: Number, rank: Rank) -> None:
        """Adds one."""
        if self._rank is None or rank >= self._rank:
            self._rank, self._last = rank, value
        self._best = value if self._best is None else max(self._best, value)
        self._total += value
        self._count += 1

    def value(self, several: Several, value_type: ValueType) -> Number:
        """Returns the one that is taken. Whoever has done something once has done it that day."""
        assert self._best is not None
        if value_type is ValueType.BOOLEAN or several is Several.BEST:
            return self._best
        if several is Several.LAST or self._count == 1:
            return self._last
        found = mean(self._total, self._count, value_type)
        assert not isinstance(found, str)
        return found
