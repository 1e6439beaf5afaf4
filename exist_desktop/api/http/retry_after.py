"""`Retry-After`: how long the server asks to wait after a 429 or a 503, in seconds or as a date (RFC 9110, 10.2.3)."""

from __future__ import annotations

import email.utils
import math
from collections.abc import Mapping
from datetime import UTC

WITH_PAUSE = (429, 503)
"""Statuses with which a server may say how long to wait."""

SHORTEST_PAUSE = 1.0
LONGEST_PAUSE = 65 * 60.0


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Returns the seconds that the server asks to wait, from 1 to 65 minutes, or None if it does not.

    A date is compared with the server's own clock, if the answer has its time.
    """
    told = headers.get("retry-after", "").strip()
    try:
        seconds = float(told)
    except ValueError:
        until = http_date(told)
        if until is None:
            return None
        seconds = until - (http_date(headers.get("date", "")) or now)
    return min(max(seconds, SHORTEST_PAUSE), LONGEST_PAUSE) if math.isfinite(seconds) else None


def http_date(text: str) -> float | None:
    """Returns an HTTP date in seconds since 1970, or None if it is not one. Without a zone it is of UTC, as all are."""
    try:
        found = email.utils.parsedate_to_datetime(text)
        return found.replace(tzinfo=found.tzinfo or UTC).timestamp()
    except (ValueError, OverflowError):
        return None
