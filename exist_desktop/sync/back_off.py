"""When to try next: the hour's budget, pauses that Exist asks for, and the back-off after failures."""

from __future__ import annotations

import json
from random import Random

from exist_desktop.api.rate_limit import RateLimit, RateLimitState
from exist_desktop.domain.day import HOUR_SECONDS
from exist_desktop.domain.outbox.increment_check import SETTLING_SECONDS
from exist_desktop.errors import RequestError, RequestErrorKind
from exist_desktop.store import strict_json
from exist_desktop.sync.clock import Clock
from exist_desktop.sync.status import Condition

FIRST_BACK_OFF = 2.0
LONGEST_BACK_OFF = 15 * 60.0
PATIENCE = 2
"""How many lost answers a push that the person waits for follows up at once."""


class BackOff:
    """The waits after failures in a row. The first scales with the settling time, so that tests need not wait."""

    def __init__(self, random: Random, settling: float) -> None:
        self._random = random
        self._first = FIRST_BACK_OFF * settling / SETTLING_SECONDS
        self._failures = 0
        self.until = 0.0

    def failed(self, error: RequestError, now: float) -> None:
        """Counts a failed request and sets when to try again."""
        if error.kind is RequestErrorKind.NOT_PRIVATE:
            self.until = now + HOUR_SECONDS
        else:
            self.stumbled(now)

    def stumbled(self, now: float) -> None:
        """Counts a failure of any kind and sets when to try again. The wait grows with each."""
        longest = min(LONGEST_BACK_OFF, self._first * 2**self._failures)
        self._failures = min(self._failures + 1, 30)
        self.until = now + self._random.uniform(0, longest)

    def wait_until(self, instant: float) -> None:
        """Sets when to try again, as Exist has asked."""
        self.until = instant

    def reset(self) -> None:
        """Forgets the failures: an answer came, or one is likely now."""
        self._failures = 0
        self.until = 0.0


def condition_of(error: RequestError) -> Condition:
    """Returns what a failed request says about the connection."""
    match error.kind:
        case RequestErrorKind.NOT_PRIVATE:
            return Condition.NOT_PRIVATE
        case RequestErrorKind.SIGNED_OUT:
            return Condition.SIGNED_OUT
        case RequestErrorKind.PAUSE:
            return Condition.PAUSED
        case kind:
            return Condition.OFFLINE if kind.about_the_way else Condition.TROUBLE


class RateLimiter:
    """Admits the requests of one account, within the hour's budget and outside the pauses that Exist asked for.

    `automatic` is set while nobody waits for the work, and leaves a part of the budget to the person. `admitted` counts
    the requests of this run.
    """

    def __init__(self, clock: Clock) -> None:
        self.automatic = True
        self.admitted = 0
        self._clock = clock
        self._rate_limit = RateLimit(clock.now())

    def admit(self) -> None:
        """Counts a request that is about to be sent. Raises `RequestError` if it must wait."""
        now = self._clock.now()
        wait = self._rate_limit.wait(now, automatic=self.automatic)
        if wait > 0:
            raise RequestError(RequestErrorKind.PAUSE, retry_after=wait)
        self._rate_limit.note(now)
        self.admitted += 1

    def history_wait(self) -> float:
        """Returns the seconds until the copy of the history may make a request; 0 is now."""
        return self._rate_limit.history_wait(self._clock.now())

    def batch_wait(self) -> float:
        """Returns the seconds until a request for a batch may be made; 0 is now."""
        return self._rate_limit.batch_wait(self._clock.now())

    def history_room(self) -> int:
        """Returns how many requests the copy of the history may make before it has to wait."""
        return self._rate_limit.history_room(self._clock.now())

    def paused(self, error: RequestError, now: float) -> float:
        """Pauses if the service asked for it, with a 429 or with a 503 that says how long.

        Returns how many seconds to wait.
        """
        if error.status is not None:
            self._rate_limit.close(now, error.retry_after)
        return self._rate_limit.wait(now, automatic=self.automatic)

    def closed_for(self, now: float) -> float:
        """Returns the seconds until the pause that Exist asked for is over, 0 if there is none."""
        return self._rate_limit.gate(now)

    def kept(self) -> str:
        """Returns the state that later processes need, as a line of text."""
        now = self._clock.now()
        state = self._rate_limit.state(now)
        return json.dumps({"ages": state.ages, "closed_for": state.closed_for, "at": now})

    def restore(self, kept: str | None) -> None:
        """Continues from the state that this or another process has saved, and what this one could not save since."""
        now = self._clock.now()
        if kept is None:
            return
        try:
            fields = strict_json.loads(kept)
            state = RateLimitState(tuple(map(float, fields["ages"])), float(fields["closed_for"]))
            elapsed = now - float(fields["at"])
        except (ValueError, TypeError, KeyError, OverflowError):
            return  # damaged; the service itself refuses when it is too much
        self._rate_limit = self._rate_limit.joined(now, state, elapsed)
