"""Records for tests: every request that arrived and every write that was applied."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from msgspec import Struct

from exist_desktop.demo.people.catalogue import Value

HOUR = 3600.0


class Write(Struct, frozen=True):
    """One applied write. `by` is the service that wrote, `total` the day's value afterwards."""

    op: str
    user: str
    attribute: str
    date: str
    value: Value
    total: Value
    by: str
    at: float


@dataclass(slots=True)
class LoggedRequest:
    """One request. It is recorded when it arrives and completed later: `status` stays None without an answer."""

    method: str
    path: str
    query: str
    call: str
    at: float
    user: str | None = None
    items: int | None = None
    applied: int = 0
    status: int | None = None
    fault: str | None = None


class RateLimit:
    """At most `hourly` requests of a token within an hour; the service does not count those that it refused.

    With `tells_wait` the refusal has a `Retry-After`, which the service does not promise.
    """

    def __init__(self, hourly: int) -> None:
        self._seen: dict[str, deque[float]] = {}
        self.hourly = hourly
        self.tells_wait = False

    def wait(self, token: str, now: float) -> float:
        """Counts a request; returns 0, or the seconds to wait if the limit is reached."""
        seen = self._seen.setdefault(token, deque())
        while seen and seen[0] <= now - HOUR:
            seen.popleft()
        if len(seen) >= self.hourly:
            return seen[0] + HOUR - now
        seen.append(now)
        return 0.0
