"""Exist's own archive: a JSON list of days in a file for each attribute, whose name only the file's name has.

It says neither whose it is nor of what types its values are. Types are those of the account's attributes; of names that
the account lacks they are as the values look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.transfer.archive_names import attribute_names
from exist_desktop.domain.transfer.imports import Refused, RefusedReason, UnreadableError, UnreadableKind
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Value
from exist_desktop.imports.archives.counted import Files, Member
from exist_desktop.imports.bounded import MOST_ROWS, texts
from exist_desktop.imports.json_stream import JsonStream
from exist_desktop.imports.own_batches import RESTED_EACH
from exist_desktop.imports.own_file import RefusedError, day_of, name_of, value_of
from exist_desktop.long_work import Pace
from exist_desktop.store.strict_json import loads

READ_AT_ONCE = 2_000_000
"""Bytes of a file that is read as a whole."""
_SUFFIX = ".json"
_DAY = "date"
_VALUE = "value"
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?", re.ASCII)


class ArchivedDays(Struct, frozen=True):
    """The days of one attribute that have a value. `is_local` if the account does not have the attribute."""

    name: str
    value_type: ValueType
    is_local: bool
    days: Mapping[date, Value]
    refused: tuple[Refused, ...]
    share: float


def is_exist_archive(archive: Files) -> bool:
    """Whether an archive has days as Exist writes them."""
    return any(_begins_with_days(archive, member) for member in archive.members if _is_json(member))


def _begins_with_days(archive: Files, member: Member) -> bool:
    with archive.opened(member) as file:
        try:
            stream = JsonStream(texts(file, member.name), member.name)
            return stream.is_list and _has_days(next(iter(stream.elements()), (0, None))[1])
        except UnreadableError:
            return False


class ExistArchive:
    """An archive that is open. `known` are the account's attributes, `latest` the last day that is taken."""

    def __init__(self, archive: Files, known: Mapping[str, Attribute], latest: date) -> None:
        self._archive = archive
        self._known = known
        self._latest = latest
        self._pace = Pace()

    def attributes(self) -> Iterator[ArchivedDays]:
        """Yields the days of each attribute, all of its files together. Raises `UnreadableError`."""
        files = self._files()
        for number, (name, members) in enumerate(files.items(), 1):
            refused: list[Refused] = []
            try:
                named = name_of({_VALUE: name}, _VALUE)
                said = dict(self._days(members, refused))
            except RefusedError as wrong:
                yield ArchivedDays("", ValueType.UNKNOWN, False, {}, (wrong.at(None),), number / len(files))  # noqa: FBT003
                continue
            known = self._known.get(named)
            value_type = known.value_type if known is not None else _looks_like(said.values())
            days = dict(_fitting(said, value_type, refused))
            yield ArchivedDays(named, value_type, known is None, days, tuple(refused), number / len(files))

    def _files(self) -> Mapping[str, Sequence[Member]]:
        members = {_stem(member): member for member in self._archive.members if _is_json(member)}
        found: dict[str, list[Member]] = {}
        for stem, name in attribute_names(members, self._known).items():
            found.setdefault(name, []).append(members[stem])
        return found

    def _days(self, members: Sequence[Member], refused: list[Refused]) -> Iterator[tuple[date, Value]]:
        for member in members:
            at_once = self._at_once(member) if member.size <= READ_AT_ONCE else None
            if at_once is not None:
                yield from at_once
                continue
            with self._archive.opened(member) as file:
                stream = JsonStream(texts(file, member.name), member.name)
                if not stream.is_list:
                    continue
                for number, (line, row) in enumerate(stream.rows()):
                    if number % RESTED_EACH == 0:
                        self._pace.rest()
                    if number == MOST_ROWS:
                        raise UnreadableError(UnreadableKind.TOO_MANY_ROWS, member.name)
                    if number == 0 and not _has_days(row):
                        break  # averages, relations or something of a later Exist
                    try:
                        if (found := self._day(row)) is not None:
                            yield found
                    except RefusedError as wrong:
                        refused.append(wrong.at(line))

    def _at_once(self, member: Member) -> list[tuple[date, Value]] | None:
        """Returns the days of a file that is not large and in which nothing is wrong; None for any other.

        Ten years of days take a fifth of the time that they take row by row, which is what lines are counted for.
        """
        with self._archive.opened(member) as file:
            text = "".join(texts(file, member.name))
        days: list[tuple[date, Value]] = []
        try:
            rows = loads(text)
            if not isinstance(rows, list) or len(rows) > MOST_ROWS:
                return None
            for number, row in enumerate(rows):
                if number % RESTED_EACH == 0:
                    self._pace.rest()
                if number == 0 and not _has_days(row):
                    return []  # averages, relations or something of a later Exist
                if (found := self._day(row)) is not None:
                    days.append(found)
        except (ValueError, RecursionError):  # what is wrong, and where, is found row by row
            return None
        return days

    def _day(self, row: object) -> tuple[date, Value] | None:
        """Returns the day and value of a row, or None if the day has none. Raises `RefusedError`."""
        if not isinstance(row, dict) or _DAY not in row:
            raise RefusedError(RefusedReason.SHAPE)
        day, value = day_of(row[_DAY], self._latest), row.get(_VALUE)
        if value is None:
            return None
        if isinstance(value, bool):
            value = int(value)
        is_text = isinstance(value, str)
        return day, value_of(value, ValueType.TEXT if is_text else ValueType.DECIMAL)


def _fitting(said: Mapping[date, Value], value_type: ValueType, refused: list[Refused]) -> Iterator[tuple[date, Value]]:
    """Yields the values that are of that type; text that is a number is that number."""
    for day, value in said.items():
        is_text = isinstance(value, str)
        if is_text and value_type is not ValueType.TEXT and _NUMBER.fullmatch(str(value)):
            number = float(value)
            yield day, int(number) if number.is_integer() else number
        elif is_text != (value_type is ValueType.TEXT):
            refused.append(Refused(None, RefusedReason.VALUE))
        else:
            yield day, value


def _looks_like(values: Iterable[Value]) -> ValueType:
    found = list(values)
    if any(isinstance(value, str) for value in found):
        return ValueType.TEXT
    if found and all(value in (0, 1) for value in found):
        return ValueType.BOOLEAN
    return ValueType.DECIMAL if any(isinstance(value, float) for value in found) else ValueType.QUANTITY


def _has_days(row: Any) -> bool:  # noqa: ANN401 - whatever JSON can say
    return isinstance(row, dict) and _DAY in row and _VALUE in row and "attribute" not in row


def _is_json(member: Member) -> bool:
    return member.name.lower().endswith(_SUFFIX)


def _stem(member: Member) -> str:
    return PurePosixPath(member.name).stem
