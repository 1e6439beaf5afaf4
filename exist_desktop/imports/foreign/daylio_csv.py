"""The CSV of Daylio, of 7, 8 or 9 columns: several rows a day, the newest first.

Only `full_date` is the same in every language; `date`, `weekday` and the moods' names are in the language of the phone.
The form of 2018 has a year and a day like `18 May` in place of it. Tags and scales are joined by bars.
Source: files of 2018, 2021 to 2025, and 2026 (`scales`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from exist_desktop.domain.parsing.spelling import key
from exist_desktop.domain.transfer.imports import FileKind, Refused, RefusedReason
from exist_desktop.domain.transfer.mapping import ColumnUse
from exist_desktop.imports.foreign.rows import MOOD_COLUMN, NOTE_COLUMN, ForeignRow
from exist_desktop.imports.foreign.text_file import TextFile
from exist_desktop.imports.html_text import text_of_html
from exist_desktop.imports.own_file import RefusedError

_FORMS = (
    ("year", "date", "weekday", "time", "mood", "activities", "note"),
    ("full_date", "date", "weekday", "time", "mood", "activities", "note_title", "note"),
    ("full_date", "date", "weekday", "time", "mood", "activities", "scales", "note_title", "note"),
)
_BAR = "|"


def is_daylio(header: Sequence[str]) -> bool:
    """Whether the first record of a table is one of Daylio's."""
    return _form(header) in _FORMS


def _form(header: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(key, header))


class DaylioCsv:
    """A file that is open, and whose header is one of Daylio's."""

    kind = FileKind.DAYLIO
    date: str | None = None
    time: str | None = None
    uses: Mapping[str, ColumnUse] = MappingProxyType({MOOD_COLUMN: ColumnUse.MOODS})

    def __init__(self, text: TextFile) -> None:
        self._text = text

    def rows(self) -> Iterator[ForeignRow | Refused]:
        """Yields the rows; one with more or fewer fields than the header is refused."""
        found = self._text.records()
        form = _form(next(found).fields)
        for record in found:
            if len(record.fields) != len(form):
                yield Refused(record.line, RefusedReason.SHAPE)
                continue
            try:
                yield _row(record.line, dict(zip(form, record.fields, strict=True)))
            except RefusedError as wrong:
                yield wrong.at(record.line)


def _row(line: int, fields: Mapping[str, str]) -> ForeignRow:
    day = fields["full_date"] if "full_date" in fields else f"{fields['date']} {fields['year']}"
    texts = [text_of_html(text) for name in ("note_title", "note") if (text := fields.get(name))]
    scales = dict(filter(None, map(_scale, fields.get("scales", "").split(_BAR))))
    tags = tuple([name for tag in fields["activities"].split(_BAR) if (name := " ".join(tag.split()))])
    note = "\n".join(filter(None, texts))
    return ForeignRow(line, day, fields["time"], {MOOD_COLUMN: fields["mood"], NOTE_COLUMN: note, **scales}, tags)


def _scale(item: str) -> tuple[str, str] | None:
    """Returns name and value of `name: value`; the name may have a colon, the value has none."""
    name, colon, value = item.rpartition(":")
    name = " ".join(name.split())
    return (name, value.strip()) if colon and name not in ("", MOOD_COLUMN, NOTE_COLUMN) else None
