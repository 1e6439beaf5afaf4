"""A batch: the entries that one import has made, listed as one line and sent behind everything else."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Differing(StrEnum):
    """What becomes of an entry if Exist has another value when it is sent, as the person has decided for its kind."""

    KEEP = "keep"
    """Exist's value stays, and the entry is left out."""
    REPLACE = "replace"
    """The entry replaces it."""
    ASK = "ask"
    """The person is asked, as for an entry of their own."""


class NewBatch(Struct, frozen=True):
    """A batch that is about to be entered. What has its `uid` is entered once.

    `file` is the name of the file without its folder, `at` the instant in seconds since 1970. `undoes` is the uid of
    the batch that it takes back; empty for an import.
    """

    uid: str
    file: str
    at: float
    undoes: str = ""


class BatchMember(Struct, frozen=True):
    """To which batch an entry belongs, and what was decided about another value in Exist."""

    batch: NewBatch
    differing: Differing


class BatchLine(Struct, frozen=True):
    """A batch as the Outbox lists it: how many of its entries are where.

    `total` counts all. `sent` are in Exist, `kept` were left out since Exist has another value, `undone` were
    withdrawn, and `held` need the person; the others wait. `taken_back` is how many of the sent ones other batches
    undo.
    """

    id: int
    batch: NewBatch
    is_paused: bool
    total: int
    sent: int = 0
    kept: int = 0
    undone: int = 0
    held: int = 0
    taken_back: int = 0

    @property
    def waiting(self) -> int:
        """How many wait or are being sent."""
        return self.total - self.sent - self.kept - self.undone - self.held

    @property
    def may_be_taken_back(self) -> int:
        """How many are in Exist and nothing undoes them yet."""
        return self.sent - self.taken_back

    @property
    def share(self) -> float:
        """How much of it is done, 0 to 1."""
        return 1.0 if self.total == 0 else 1 - (self.waiting + self.held) / self.total
