"""The rate limit of an account: its requests per hour, and the pause after a 429.

Pure: each method takes the time, in seconds of any clock. If the clock is set back, the ages of earlier requests stay.
"""

from __future__ import annotations

from msgspec import Struct

from exist_desktop.domain.day import HOUR_SECONDS

WINDOW = HOUR_SECONDS
MOST = 299
"""Requests in any 60 minutes; the service allows 300."""
MOST_AUTOMATIC = 240
"""Beyond it only what a person waits for is sent."""
MOST_FOR_HISTORY = 180
"""Beyond it the history is not copied, so that entries can be sent and new values read."""
MOST_FOR_BATCHES = 150
"""Beyond it nothing of a batch is sent: the person's own entries, and some of the history, have room."""
SAME_INSTANT = 0.001
"""A smaller difference of two instants, in seconds, may come from computing with them."""
SHORTEST_GATE = 300.0
"""The shortest pause after a 429 without `Retry-After`."""


class RateLimitState(Struct, frozen=True):
    """What later processes need: the ages of the hour's requests, oldest first, and how long the pause lasts."""

    ages: tuple[float, ...] = ()
    closed_for: float = 0.0


class RateLimit:
    """The rate limit of one account. `state` is what was saved, `elapsed` the seconds since then."""

    def __init__(self, now: float, state: RateLimitState | None = None, elapsed: float = 0.0) -> None:
        state, elapsed = state or RateLimitState(), max(elapsed, 0.0)
        self._seen = now
        self._sent = sorted(now - elapsed - max(age, 0.0) for age in state.ages)
        self._open_at = now + state.closed_for - elapsed

    def wait(self, now: float, *, automatic: bool) -> float:
        """Returns the seconds until a request may be sent; 0 is now. Nobody waits for `automatic` ones."""
        self._observe(now)
        return max(self._open_at - now, self._budget_wait(now, MOST_AUTOMATIC if automatic else MOST), 0.0)

    def history_wait(self, now: float) -> float:
        """Returns the seconds until the next request for the copy of the history; 0 is now."""
        self._observe(now)
        return max(self._open_at - now, self._budget_wait(now, MOST_FOR_HISTORY), 0.0)

    def batch_wait(self, now: float) -> float:
        """Returns the seconds until the next request for a batch; 0 is now."""
        self._observe(now)
        return max(self._open_at - now, self._budget_wait(now, MOST_FOR_BATCHES), 0.0)

    def history_room(self, now: float) -> int:
        """Returns how many requests the copy may make before it has to wait."""
        self._observe(now)
        return max(MOST_FOR_HISTORY - len(self._sent), 0)

    def gate(self, now: float) -> float:
        """Returns the seconds until the pause is over; 0 if there is none."""
        self._observe(now)
        return max(self._open_at - now, 0.0)

    def note(self, now: float) -> None:
        """Counts a request that is being sent."""
        self._observe(now)
        self._sent.append(now)

    def close(self, now: float, retry_after: float | None = None) -> None:
        """Pauses after a 429: as long as it says, or until the oldest request is an hour old."""
        self._observe(now)
        if retry_after is None:
            oldest = self._sent[0] + WINDOW - now if self._sent else 0.0
            retry_after = max(oldest, SHORTEST_GATE)
        self._open_at = max(self._open_at, now + retry_after)

    def state(self, now: float) -> RateLimitState:
        """Returns what is to be saved."""
        self._observe(now)
        return RateLimitState(tuple(now - at for at in self._sent), max(self._open_at - now, 0.0))

    def joined(self, now: float, state: RateLimitState, elapsed: float) -> RateLimit:
        """Returns the rate limit of a state that was saved `elapsed` seconds ago, and of what this one knows since."""
        elapsed, ours = max(elapsed, 0.0), self.state(now)
        saved = (max(age, 0.0) + elapsed for age in state.ages)
        since = (age for age in ours.ages if age < elapsed - SAME_INSTANT)
        closed_for = max(state.closed_for - elapsed, ours.closed_for)
        return RateLimit(now, RateLimitState((*saved, *since), closed_for))

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
