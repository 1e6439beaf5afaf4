"""How much of the past is to be on this computer, and how far its copy has come, as facts for views."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class HistoryRange(StrEnum):
    """How much of the past a person wants here; what is here stays in any case."""

    EVERYTHING = "everything"
    LAST_YEAR = "last_year"
    NOTHING = "nothing"


class HistoryState(StrEnum):
    """What the copy of the history is doing."""

    NOT_BEGUN = "not_begun"
    """Nothing is known yet: nobody has signed in, or nothing has been read."""
    OFF = "off"
    """Nothing is fetched, since the person wants nothing."""
    PAUSED = "paused"
    """The person has paused it."""
    COPYING = "copying"
    WAITING = "waiting"
    """It goes on at `resumes_at`: the hour's share of requests is spent, or Exist is out of reach."""
    COMPLETE = "complete"


@dataclass(frozen=True)
class HistoryProgress:
    """How far the copy is.

    `done` and `total` count pieces, an attribute in a window of 31 days; until the beginning is known `total` is of
    what is known to be there. `first` and `last` are the oldest and the newest day that is here. `requests_made` counts
    the copy's requests so far, `requests_left` how many it will take yet. `resumes_at` is an instant in seconds since
    1970, `seconds_left` how long it will take from now on, waits for the next hour's share included; both are None
    where that is not known, or nothing goes on by itself. `by_themselves` is how many attributes Exist gives only one
    by one, which takes `requests_by_themselves` of those that are left; they come last.
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
        """How much of it is done, 0 to 1; never 1 before it is whole."""
        if self.state is HistoryState.COMPLETE:
            return 1.0
        return min(self.done / self.total, 0.99) if self.total else 0.0
