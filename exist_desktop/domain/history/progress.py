"""The wanted range of the history and the progress of its copy, as facts for views."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct


class HistoryRange(StrEnum):
    """How much of the past a person wants on this computer; days that are here already stay."""

    EVERYTHING = "everything"
    LAST_YEAR = "last_year"
    NOTHING = "nothing"


class HistoryState(StrEnum):
    """What the copy of the history is doing."""

    NOT_BEGUN = "not_begun"
    """Nothing is known yet: nobody has signed in, or nothing has been read."""
    OFF = "off"
    """Nothing is fetched, because the person wants no history."""
    PAUSED = "paused"
    """The person has paused it."""
    ON_REQUEST = "on_request"
    """Exist is read only when the person says so, and so is the history."""
    COPYING = "copying"
    WAITING = "waiting"
    """It continues at `resumes_at`: the requests of this hour are used up, or Exist cannot be reached."""
    COMPLETE = "complete"


class HistoryProgress(Struct, frozen=True):
    """The progress of the copy.

    `done` and `total` count pieces: one attribute in a window of 31 days. Until the first day with values is known,
    `total` counts only the known pieces. `first` and `last` are the oldest and the newest day on this computer.
    `requests_made` counts the copy's requests so far, `requests_left` those still needed. `resumes_at` is an instant in
    seconds since 1970; `seconds_left` is the time from now to the end, including the waits for the rate limit. Both are
    None if unknown, or if the copy does not continue by itself. `by_themselves` counts the attributes that Exist sends
    only one by one; they need `requests_by_themselves` of the remaining requests and come last.
    """

    state: HistoryState = HistoryState.NOT_BEGUN
    done: int = 0
    total: int = 0
    first: date | None = None
    last: date | None = None
    requests_made: int = 0
    requests_left: int = 0
    by_themselves: int = 0
    requests_by_themselves: int = 0
    resumes_at: float | None = None
    seconds_left: float | None = None

    @property
    def fraction(self) -> float:
        """The share that is done, 0 to 1; never 1 before all of it is done."""
        if self.state is HistoryState.COMPLETE:
            return 1.0
        return min(self.done / self.total, 0.99) if self.total else 0.0
