"""What an import comes to: why a file cannot be read, why a row is refused, and how it compares with what is here."""

from __future__ import annotations

from datetime import date
from enum import Enum, StrEnum, auto

from msgspec import Struct

from exist_desktop.domain.outbox.ops import EntryKind
from exist_desktop.domain.ownership.entries import OwnerKind
from exist_desktop.domain.values import Value
from exist_desktop.errors import AppError

EARLIEST_IMPORTED = date(1990, 1, 1)
"""The first day that is taken from a file; an earlier one is a mistake, or a date of birth."""


class FileKind(StrEnum):
    """The kinds of files that are understood, as the command line names them."""

    JSON = "json"
    SQLITE = "sqlite"
    EXIST = "exist"
    DAYLIO = "daylio"
    DAYLIO_BACKUP = "daylio-backup"
    DAY_ONE = "day-one"
    LOOP = "loop"
    CSV = "csv"

    @property
    def is_foreign(self) -> bool:
        """Whether another program made it, so that what it brings is proposed and not taken in."""
        return self in _FOREIGN


_FOREIGN = frozenset((FileKind.DAYLIO, FileKind.DAYLIO_BACKUP, FileKind.DAY_ONE, FileKind.LOOP, FileKind.CSV))


class UnreadableKind(Enum):
    """Why nothing of a file is taken in."""

    MISSING = auto()
    NOT_A_FILE = auto()
    NOT_ALLOWED = auto()
    UNKNOWN = auto()
    TOO_LARGE = auto()
    TOO_LARGE_INSIDE = auto()
    TOO_DEEP = auto()
    TOO_LONG = auto()
    TOO_MANY_ROWS = auto()
    NO_TEXT = auto()
    OTHER_ENCODING = auto()
    CUT = auto()
    DAMAGED = auto()
    ARCHIVE_CUT = auto()
    ARCHIVE_DAMAGED = auto()
    ENCRYPTED = auto()
    NESTED = auto()
    PACKED_OTHERWISE = auto()
    TOO_MANY_MEMBERS = auto()
    NO_MAPPING = auto()
    NEWER = auto()
    OF_ANOTHER = auto()
    NO_BACKUP = auto()
    UNCONFIRMED = auto()


class UnreadableError(AppError):
    """Nothing more of the file `where` is taken in. `line` is where that was found, 0 for the whole file.

    `whose` is the account that the file is of, if that is the reason. `detail` is what a library says about it.
    `taken_in` is whether what precedes that may have been taken in.
    """

    kind: UnreadableKind
    where: str = ""
    line: int = 0
    whose: str = ""
    detail: str = ""
    taken_in: bool = True


class RefusedReason(StrEnum):
    """Why one row is not taken in, as `import --json` names it; the others go on."""

    SHAPE = "shape"
    DATE = "date"
    VALUE = "value"
    TEXT = "text"
    ATTRIBUTE = "attribute"
    TYPE = "type"
    MOOD = "mood"


class Refused(Struct, frozen=True):
    """A row that is not taken in. `line` counts from 1; None where the file has no lines."""

    line: int | None
    reason: RefusedReason


class Waiting(Struct, frozen=True):
    """An entry that was not in Exist when the file was made: what was meant, and whether it may be in Exist by now.

    A total can be entered again without harm. A difference, and words that join a text, may already be counted.
    """

    uid: str
    attribute: str
    day: date
    kind: EntryKind
    value: Value
    clock: str | None = None

    @property
    def may_be_counted(self) -> bool:
        """Whether entering it again could count it twice."""
        return self.kind is not EntryKind.SET


class WaitingWish(Struct, frozen=True):
    """What was wanted of an attribute's owner and not in Exist when the file was made.

    `name` is the attribute's, or the label of what was to be created.
    """

    kind: OwnerKind
    name: str


class EndedEntry(Struct, frozen=True):
    """An entry that was sent or undone, with the instants of that in seconds since 1970."""

    entry: Waiting
    at: float
    zone: str
    undone: bool
    settled_at: float
    total: Value | None


class ImportFacts(Struct, frozen=True):
    """What an import has done, or would do: how many values are new here, equal, or different from what is here.

    A different one stays as it is here. `entries` is how many entries have become history, `settings` how many choices
    were taken over, `waiting` and `wishes` what was not in Exist then and is not here. An archive of Exist's was `made`
    on a day; it is for the account `whose`, if the person says so; `local` are names that the account does not have.
    """

    kind: FileKind
    new: int = 0
    equal: int = 0
    different: int = 0
    refused: tuple[Refused, ...] = ()
    refused_more: int = 0
    attributes: int = 0
    entries: int = 0
    settings: int = 0
    waiting: tuple[Waiting, ...] = ()
    wishes: tuple[WaitingWish, ...] = ()
    made: date | None = None
    whose: str = ""
    local: tuple[str, ...] = ()
