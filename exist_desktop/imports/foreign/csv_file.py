"""Any CSV with a column of days: its columns by the names in its first record, or by numbers where it has none.

A long form, with a column that names what a value is of, has a column for each of these names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from exist_desktop.domain.parsing.spelling import key
from exist_desktop.domain.transfer.imports import FileKind, Refused, RefusedReason, UnreadableError, UnreadableKind
from exist_desktop.domain.transfer.mapping import ColumnUse
from exist_desktop.imports.foreign.dates import orders_of
from exist_desktop.imports.foreign.rows import ForeignRow
from exist_desktop.imports.foreign.table import Record
from exist_desktop.imports.foreign.text_file import TextFile

_SAMPLE = 100
_DATES = frozenset(
    (
        "date",
        "full_date",
        "day",
        "datetime",
        "timestamp",
        "datum",
        "tag",
        "fecha",
        "data",
        "dato",
        "日付",
        "日期",
        "дата",
    )
)
_TIMES = frozenset(("time", "clock", "zeit", "uhrzeit", "heure", "hora", "ora", "tijd", "время", "時刻", "时间"))
_TAGS = frozenset(("tags", "activities", "activity", "labels", "aktivitäten", "schlagwörter"))
_MOODS = frozenset(("mood", "stimmung", "humeur", "humor", "umore", "humør", "気分", "心情", "настроение"))
"""What a column is usually called. A name is a hint: whether there are days in it is looked at."""
_USES = dict.fromkeys(_MOODS, ColumnUse.MOODS) | dict.fromkeys(_TAGS, ColumnUse.TAGS)
_OF_WHAT = frozenset(("attribute", "featurename"))
_VALUE = "value"
_GUARDED = ("'=", "'+", "'-", "'@")
_BETWEEN_TAGS = re.compile(r"[|;,]")


class CsvFile:
    """A CSV file that is open. Raises `UnreadableError` if there is no column of days."""

    kind = FileKind.CSV

    def __init__(self, text: TextFile) -> None:
        self._text = text
        sample = list(islice(text.records(), _SAMPLE))
        self._has_header = bool(sample) and not any(map(orders_of, sample[0].fields))
        self.columns = _names(sample[0].fields if sample else (), has_header=self._has_header)
        days = [_days_in(sample[self._has_header :], number) for number in range(len(self.columns))]
        places = sorted(range(len(days)), key=lambda place: (days[place], key(self.columns[place]) in _DATES, -place))
        if not places or not days[places[-1]] or len(self.columns) < 2:
            raise UnreadableError(UnreadableKind.UNKNOWN, text.where)
        self.date: str | None = self.columns[places[-1]]
        self.time = next((name for name in self.columns if key(name) in _TIMES and name != self.date), None)
        self.uses = {name: use for name in self.columns if name != self.date and (use := _USES.get(key(name)))}
        self._of_what = next((number for number, name in enumerate(self.columns) if key(name) in _OF_WHAT), None)

    def rows(self) -> Iterator[ForeignRow | Refused]:
        """Yields the rows; one with more fields than columns is refused, and a last one that is cut."""
        tags = [name for name, use in self.uses.items() if use is ColumnUse.TAGS]
        for record in islice(self._text.records(), int(self._has_header), None):
            missing = len(self.columns) - len(record.fields)
            if missing < 0 and not any(record.fields[missing:]):
                missing = 0  # a separator at the end of a line
            if missing < 0 or (missing and not record.is_ended):
                yield Refused(record.line, RefusedReason.SHAPE)
                continue
            cells = dict(zip(self.columns, map(_unguarded, record.fields), strict=False))
            yield ForeignRow(
                record.line,
                cells.get(self.date or "", ""),
                cells.get(self.time, "") if self.time else "",
                self._long(cells) if self._of_what is not None else cells,
                tuple(
                    tag
                    for name in tags
                    for part in _BETWEEN_TAGS.split(cells.get(name, ""))
                    if (tag := " ".join(part.split()))
                ),
            )

    def _long(self, cells: dict[str, str]) -> dict[str, str]:
        """Returns the value of a row of a long form under the name that it is of."""
        assert self._of_what is not None
        of_what = cells.get(self.columns[self._of_what], "").strip()
        value = next((cell for name, cell in cells.items() if key(name) == _VALUE), "")
        days = {name: cells.get(name, "") for name in (self.date, self.time) if name}
        return {**days, of_what: value} if of_what else days


def _unguarded(cell: str) -> str:
    """Returns a text without the apostrophe that keeps a spreadsheet from reading it as a formula."""
    return cell[1:] if cell.startswith(_GUARDED) else cell


def _names(fields: Sequence[str], *, has_header: bool) -> tuple[str, ...]:
    """Returns names of columns, each once: those of the header, and numbers for those without."""
    found: Counter[str] = Counter()
    names = []
    for number, field in enumerate(fields, 1):
        name = " ".join(field.split()) if has_header else ""
        name = name or f"#{number}"
        found[name] += 1
        names.append(name if found[name] == 1 else f"{name} ({found[name]})")
    while has_header and names and not fields[len(names) - 1].strip():
        names.pop()
    return tuple(names)


def _days_in(sample: Sequence[Record], number: int) -> int:
    """Returns how many of the records have a day in a field; none if most of them have something else there."""
    filled = [record.fields[number] for record in sample if number < len(record.fields) and record.fields[number]]
    found = sum(bool(orders_of(text)) for text in filled)
    return found if found * 2 > len(filled) else 0
