"""What every reader of a foreign file yields: rows of texts with their day, before any of them is understood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from msgspec import Struct, field

from exist_desktop.domain.transfer.imports import FileKind, Refused
from exist_desktop.domain.transfer.mapping import ColumnUse

MOOD_COLUMN = "mood"
NOTE_COLUMN = "note"
"""The names that a column has in formats which have no names, or several."""


class ForeignRow(Struct, frozen=True):
    """A row as it is in the file: `day` and `clock` are texts, `cells` the texts of its columns, `tags` names.

    `line` counts from 1; where a format has no lines it is the number of the row.
    """

    line: int
    day: str
    clock: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()


class ForeignFile(Protocol):
    """A file that is open; it can be read more than once.

    `date` and `time` are the columns with a day and a time, if that is to be chosen; their texts are in `cells`, too.
    """

    @property
    def kind(self) -> FileKind:
        """Its kind."""

    @property
    def date(self) -> str | None:
        """The column that probably has the days, None where the format says it."""

    @property
    def time(self) -> str | None:
        """The column that probably has the times."""

    @property
    def uses(self) -> Mapping[str, ColumnUse]:
        """What columns have, unless it is values."""

    def rows(self) -> Iterator[ForeignRow | Refused]:
        """Yields the rows in the order of the file, and those that cannot be read. Raises `UnreadableError`."""
