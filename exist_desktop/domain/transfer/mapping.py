"""How a foreign file becomes entries: which column, mood and tag means which attribute, and what is decided once.

An `ImportMapping` is what `--map FILE` reads and the window saves, as JSON with these names, so none of them changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from msgspec import Struct, field

from exist_desktop.domain.transfer.encodings import Encoding, Guessed
from exist_desktop.domain.transfer.imports import FileKind
from exist_desktop.domain.value_types import TYPE_CODES, ValueType

VERSION = 1
Decimal = Literal[".", ","]
"""The decimal marks that numbers of files have."""
ENGLISH = "en"
"""The language of the names of months where nothing else is known."""
TYPES_BY_CODE = {code: value_type for value_type, code in TYPE_CODES.items()}


class Several(StrEnum):
    """Which of several values of one day is taken. Texts of one day are joined, and tags are all taken."""

    LAST = "last"
    MEAN = "mean"
    BEST = "best"


class OnDifference(StrEnum):
    """What becomes of a value that is different here. Only texts can be joined: the file's below the one here."""

    KEEP = "keep"
    REPLACE = "replace"
    JOIN = "join"


class DateOrder(StrEnum):
    """The order of dates that do not begin with a year of four digits."""

    YEAR_FIRST = "year-month-day"
    DAY_FIRST = "day-month-year"
    MONTH_FIRST = "month-day-year"


class ProposedKind(StrEnum):
    """The kinds of values about which is decided once. A tag is different only where a file says that it is off."""

    MOOD = "mood"
    TEXT = "text"
    TAG = "tag"
    VALUE = "value"


class Existing(Struct, frozen=True, forbid_unknown_fields=True, tag_field="as", tag="attribute"):
    """A column, or a tag, whose values go to the attribute of that name at Exist.

    `scale` has the file's values that mean the lowest and the highest of the attribute: (1, 10) for a mood from 1 to
    10, (5, 1) for one whose best is 1, (0, 24) for a length of time in hours. None takes values as they are.
    """

    name: str
    scale: tuple[float, float] | None = None


class New(Struct, frozen=True, forbid_unknown_fields=True, tag_field="as", tag="new"):
    """A column, or a tag, for which a new attribute is created. `type` is one of `TYPE_CODES`."""

    label: str
    type: str = TYPE_CODES[ValueType.BOOLEAN]
    scale: tuple[float, float] | None = None

    @property
    def value_type(self) -> ValueType:
        """The type of its values; `UNKNOWN` if the code is not one."""
        return TYPES_BY_CODE.get(self.type, ValueType.UNKNOWN)


class Nothing(Struct, frozen=True, forbid_unknown_fields=True, tag_field="as", tag="nothing"):
    """A column, or a tag, that is left out."""


Target = Existing | New | Nothing
NOTHING = Nothing()


class ImportMapping(Struct, frozen=True, forbid_unknown_fields=True):
    """What a file's parts mean, and what is decided about all of its values.

    `date` and `time` are names of columns, None where the kind of file says it. `columns` has all other columns, `tags`
    all tags and `moods` all names of moods, with their steps 1 to 5; what is not in it is left out. `decimal` is the
    decimal mark of its numbers. `take_over` are the attributes of other services that may be taken over;
    without that nothing is entered for them. `shortens` is whether texts that are too long for Exist are cut.
    `encoding` is how the file is read if it is not in Unicode, `language` the language of the names of months in its
    dates, `de`.
    """

    kind: FileKind
    version: int = VERSION
    date: str | None = None
    time: str | None = None
    order: DateOrder = DateOrder.YEAR_FIRST
    decimal: Decimal = "."
    columns: Mapping[str, Target] = field(default_factory=dict)
    moods: Mapping[str, int] = field(default_factory=dict)
    tags: Mapping[str, Target] = field(default_factory=dict)
    several: Several = Several.LAST
    differences: Mapping[ProposedKind, OnDifference] = field(default_factory=dict)
    take_over: tuple[str, ...] = ()
    shortens: bool = False
    encoding: Encoding = Encoding.WESTERN
    language: str = ENGLISH

    def on_difference(self, kind: ProposedKind) -> OnDifference:
        """Returns what was decided about a kind; what is here stays until then."""
        return self.differences.get(kind, OnDifference.KEEP)


class ColumnUse(StrEnum):
    """What a column has: names of moods, names of tags, or anything else, which is read by its attribute's type."""

    MOODS = "moods"
    TAGS = "tags"
    VALUES = "values"


class ColumnFacts(Struct, frozen=True):
    """A column of a file: how many rows have something in it, and the first few different ones.

    `numbers` are the lowest and the highest of its numbers, None if it has none.
    """

    name: str
    use: ColumnUse
    filled: int
    examples: tuple[str, ...]
    numbers: tuple[float, float] | None = None


class FileFacts(Struct, frozen=True):
    """What a foreign file has, for the person who maps it.

    `moods` and `tags` are the names in it, with how often each is there. `orders` are the ways in which its dates can
    be read: more than one is asked. `several` is whether a day has more than one row. `date` and `time` are the columns
    that probably have days and times, None where the kind of file says it. `decimal` is the mark in its numbers,
    None if they do not tell.
    `guessed` is how its text was read, None if it is in Unicode. `languages` are those in which the names of months in
    its dates can be read, with their own names: more than one is asked.
    """

    kind: FileKind
    rows: int = 0
    columns: tuple[ColumnFacts, ...] = ()
    moods: Mapping[str, int] = field(default_factory=dict)
    tags: Mapping[str, int] = field(default_factory=dict)
    orders: tuple[DateOrder, ...] = (DateOrder.YEAR_FIRST,)
    several: bool = False
    date: str | None = None
    time: str | None = None
    decimal: Decimal | None = None
    guessed: Guessed | None = None
    languages: Mapping[str, str] = field(default_factory=dict)
