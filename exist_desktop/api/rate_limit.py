"""How fast requests may go: the hour's budget of the account, and the gate that a 429 closes.

Pure: every method is told the time, in seconds of any clock. A clock that is set back keeps the ages of what was
noted, so that nobody waits for a time that has been already.
"""

from __future__ import annotations

from dataclasses import dataclass

from exist_desktop.domain.day import HOUR_SECONDS

WINDOW = HOUR_SECONDS
MOST = 299
"""Requests in any 60 minutes; the service allows 300."""
MOST_AUTOMATIC = 240
"""Beyond it only what a person asked for is sent."""
MOST_FOR_HISTORY = 180
"""Beyond it the history is not copied, so that what is saved can leave and what is new can be read."""
SHORTEST_GATE = 300.0
"""How long a 429 without `Retry-After` closes the gate at least."""


@dataclass(frozen=True)
class RateLimitState:
    """What must outlive the process: the ages of the hour's requests, oldest first, and how long the gate lasts."""

    ages: tuple[float, ...] = ()
    closed_for: float = 0.0


class RateLimit:
    """The pace of one account. `state` is what was kept, `elapsed` the seconds since then."""

    def __init__(self, now: float, state: RateLimitState | None = None, elapsed: float = 0.0) -> None:
        state, elapsed = state or RateLimitState(), max(elapsed, 0.0)
        self._seen = now
        self._sent = sorted(now - elapsed - max(age, 0.0) for age in state.ages)
        self._open_at = now + state.closed_for - elapsed

    def wait(self, now: float, *, automatic: bool) -> float:
        """Seconds until a request may go; 0 is now. `automatic` is work that no person is waiting for."""
        self._observe(now)
        return max(self._open_at - now, self._budget_wait(now, MOST_AUTOMATIC if automatic else MOST), 0.0)

    def history_wait(self, now: float) -> float:
        """Seconds until a request of the history's copy may go; 0 is now."""
        self._observe(now)
        return max(self._open_at - now, self._budget_wait(now, MOST_FOR_HISTORY), 0.0)

    def history_room(self, now: float) -> int:
        """How many requests the copy may make before it has to wait."""
        self._observe(now)
        return max(MOST_FOR_HISTORY - len(self._sent), 0)

    def gate(self, now: float) -> float:
        """Seconds that the gate stays closed; 0 where it is open."""
        self._observe(now)
        return max(self._open_at - now, 0.0)

    def note(self, now: float) -> None:
        """A request leaves."""
        self._observe(now)
        self._sent.append(now)

    def close(self, now: float, retry_after: float | None = None) -> None:
        """A 429 came: wait as long as it says, else until the oldest request of the hour has aged."""
        self._observe(now)
        if retry_after is None:
            oldest = self._sent[0] + WINDOW - now if self._sent else 0.0
            retry_after = max(oldest, SHORTEST_GATE)
        self._open_at = max(self._open_at, now + retry_after)

    def state(self, now: float) -> RateLimitState:
        """What to keep."""
        self._observe(now)
        return RateLimitState(tuple(now - at for at in self._sent), max(self._open_at - now, 0.0))

    def _budget_wait(self, now: float, most: int) -> float:
        if len(self._sent) < most:
            return 0.0
        return self._sent[len(self._sent) - most] + WINDOW - now

    def _observe(self, now: float) -> None:
        if now < self._seen:
            back = self._seen - now
            self._sent = [at - back for at in self._sent]
            self._open_at -= back
        self._seen = now
        self._sent = [at for at in self._sent if at > now - WINDOW]
