"""CSV: a row for each day or for each value, and the attributes in a file of their own.

Numbers are as Exist has them, in metric units, with points; days are ISO dates; the text is UTF-8. In the form for
spreadsheets there are a byte-order mark and the marks of the locale, and an apostrophe precedes a text that a
spreadsheet would compute. A number with a sign is a number, and stays one.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.statistics.series import chosen_meaning
from exist_desktop.domain.transfer.export import CsvStyle, unit_of
from exist_desktop.domain.value_types import TYPE_CODES
from exist_desktop.domain.values import NotRead, Seen, Value
from exist_desktop.store.transfer.account_data import ShownDay

LONG_HEADER = ("date", "attribute", "label", "group", "value", "unit")
SIDECAR_HEADER = ("name", "label", "group", "type", "unit", "owner", "ours", "empty_day", "days", "not_read")
_COMPUTED = ("=", "+", "-", "@")
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d{1,3})?", re.ASCII)
BOM = "utf-8-sig"


def is_computed(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula: it begins with a sign for one, and is no number."""
    start = unicodedata.normalize("NFKC", text[:64]).lstrip()
    return start.startswith(_COMPUTED) and _NUMBER.fullmatch(text) is None


class CsvFile:
    """A CSV file that is being written. `guarded` counts the texts that were made harmless."""

    def __init__(self, path: Path, style: CsvStyle) -> None:
        self.guarded = 0
        self._style = style
        encoding = BOM if style.for_spreadsheets else "utf-8"
        self._file = path.open("w", encoding=encoding, newline="", buffering=1 << 18)
        self._writer = csv.writer(self._file, delimiter=style.separator)

    def close(self) -> None:
        """Writes what is left."""
        self._file.close()

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        """Writes rows of numbers and texts; None is an empty field."""
        self._writer.writerows(map(self._row, rows) if self._style.for_spreadsheets else rows)

    def _row(self, row: Sequence[Any]) -> list[Any]:
        return [self._cell(cell) for cell in row]

    def _cell(self, cell: object) -> object:
        if isinstance(cell, float):
            return repr(cell).replace(".", self._style.decimal)
        if isinstance(cell, str) and is_computed(cell):
            self.guarded += 1
            return f"'{cell}"
        return cell


@contextmanager
def csv_file(path: Path, style: CsvStyle) -> Iterator[CsvFile]:
    """Opens a CSV file for what is written within."""
    file = CsvFile(path, style)
    try:
        yield file
    finally:
        file.close()


class Counted:
    """How many values, and how many days that were not read, each attribute has in what was written."""

    def __init__(self, attributes: Sequence[Attribute]) -> None:
        self.days = 0
        self.values = [0] * len(attributes)
        self.unread = [0] * len(attributes)

    def count(self, shown: ShownDay) -> list[Value | None]:
        """Counts a day, and returns its fields: a value, or None where there is none or it was not read."""
        fields: list[Value | None] = []
        found = False
        for number, value in enumerate(shown.values):
            if isinstance(value, NotRead):
                self.unread[number] += 1
                fields.append(None)
                continue
            if value is not None:
                self.values[number] += 1
                found = True
            fields.append(value)
        self.days += found
        return fields


def wide_header(attributes: Sequence[Attribute]) -> list[str]:
    """Returns the header of the file with a row for each day; the names are in the sidecar."""
    return ["date", *(one.name for one in attributes)]


def long_rows(shown: ShownDay, attributes: Sequence[Attribute]) -> Iterator[tuple[Seen, ...]]:
    """Yields a row for each value of a day."""
    day = shown.day.isoformat()
    for one, value in zip(attributes, shown.values, strict=True):
        if value is not None and not isinstance(value, NotRead):
            yield day, one.name, one.label, one.group.label, value, unit_of(one)


def sidecar_path(path: Path) -> Path:
    """Returns where the attributes of a CSV file are: `days.csv` has `days-attributes.csv`."""
    return path.with_name(f"{path.stem}-attributes{path.suffix or '.csv'}")


def sidecar_rows(
    attributes: Sequence[Attribute], counted: Counted, meanings: Mapping[str, str]
) -> Iterator[tuple[object, ...]]:
    """Yields a row for each attribute: what it is, who fills it, what an empty day means, and what was not read."""
    for one, days, unread in zip(attributes, counted.values, counted.unread, strict=True):
        owner = one.service.label if one.service else ""
        kind, meaning = TYPE_CODES[one.value_type], str(chosen_meaning(one, meanings))
        ours = "yes" if one.owned else "no"
        yield one.name, one.label, one.group.label, kind, unit_of(one), owner, ours, meaning, days, unread
