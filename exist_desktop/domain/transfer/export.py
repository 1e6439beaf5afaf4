"""What an export is asked for and what it comes to, and why one is not possible."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum, StrEnum, auto
from typing import assert_never

from msgspec import Struct

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.month import first_of
from exist_desktop.domain.value_types import Form, ValueType
from exist_desktop.errors import AppError

COMMA = ","
NOT_EXPORTED = ("server", "client_id", "redirect_address", "geometry")
"""Settings that are addresses, or of this computer alone: they leave in no file, and come from none."""


class ExportFormat(StrEnum):
    """The formats, as the command line names them."""

    CSV = "csv"
    """A row for each day, a column for each attribute."""
    LONG_CSV = "long-csv"
    """A row for each value."""
    JSON = "json"
    SQLITE = "sqlite"
    PDF = "pdf"

    @property
    def is_table(self) -> bool:
        """Whether it has rows and columns for spreadsheets, and the attributes in a file beside it."""
        return self in (ExportFormat.CSV, ExportFormat.LONG_CSV)


class CsvStyle(Struct, frozen=True):
    """How a CSV file is written. A spreadsheet form has a byte-order mark, and no text that would be computed."""

    decimal: str = "."
    separator: str = COMMA
    for_spreadsheets: bool = False

    @classmethod
    def spreadsheet(cls, decimal: str) -> CsvStyle:
        """Returns the form that spreadsheets of a locale open: where numbers have a comma, semicolons separate."""
        if decimal == COMMA:
            return cls(COMMA, ";", for_spreadsheets=True)
        return cls(for_spreadsheets=True)


class Period(Struct, frozen=True):
    """The days of an export, both included; None is as far as there are any."""

    first: date | None = None
    last: date | None = None

    def __contains__(self, day: date) -> bool:
        """Whether the day is in it."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


EVERYTHING = Period()


class ExportSpan(StrEnum):
    """The days that people export, counted back from today."""

    EVERYTHING = "everything"
    TODAY = "today"
    THIS_MONTH = "this-month"
    LAST_MONTH = "last-month"
    THIS_YEAR = "this-year"
    LAST_YEAR = "last-year"

    def period(self, today: date) -> Period:
        """Returns its days; months and years are whole, also where they are not over."""
        match self:
            case ExportSpan.EVERYTHING:
                return EVERYTHING
            case ExportSpan.TODAY:
                return Period(today, today)
            case ExportSpan.THIS_MONTH:
                return _month_of(today)
            case ExportSpan.LAST_MONTH:
                return _month_of(first_of(today, -1))
            case ExportSpan.THIS_YEAR | ExportSpan.LAST_YEAR:
                year = today.year - (self is ExportSpan.LAST_YEAR)
                return Period(date(year, 1, 1), date(year, 12, 31))


def _month_of(day: date) -> Period:
    return Period(first_of(day), first_of(day, 1) - timedelta(days=1))


class ExportWish(Struct, frozen=True):
    """What a person wants to be exported from the window."""

    path: str
    format: ExportFormat
    span: ExportSpan = ExportSpan.EVERYTHING
    for_spreadsheets: bool = False


class ExportFacts(Struct, frozen=True):
    """What was written: the files, and how much is in them.

    `days` is how many days have a value. `guarded` is how many texts were made harmless for spreadsheets, `unsent` how
    many entries are not in Exist yet, `unread` how many values of these days are not known, since they were not read.
    """

    files: tuple[str, ...]
    attributes: int
    days: int
    values: int
    guarded: int = 0
    unsent: int = 0
    unread: int = 0


class ExportErrorKind(Enum):
    """Why nothing could be written."""

    NO_FOLDER = auto()
    NOT_A_FILE = auto()
    PROGRAM_FOLDER = auto()
    RUNS_ALREADY = auto()
    FULL = auto()
    READ_ONLY = auto()
    FAILED = auto()


class ExportError(AppError):
    """Nothing was written to `where`, and what was there is as it was."""

    kind: ExportErrorKind
    where: str


def unit_of(attribute: Attribute) -> str:
    """Returns the unit of an attribute's values as they are sent, in English for programs; empty if it has none."""
    if attribute.unit:
        return attribute.unit
    match attribute.value_type.rules.form:
        case Form.DURATION:
            return "min"
        case Form.TIME_OF_DAY:
            from_midday = attribute.value_type is ValueType.TIME_FROM_MIDDAY
            return "min after midday" if from_midday else "min after midnight"
        case Form.PERCENTAGE:
            return "share of 1"
        case Form.YES_OR_NO:
            return "1 yes, 0 no"
        case Form.WHOLE_NUMBER | Form.NUMBER | Form.STEP | Form.TEXT | Form.UNKNOWN:
            return ""
        case form:
            assert_never(form)
