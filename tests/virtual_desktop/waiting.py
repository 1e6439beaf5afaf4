"""Waiting for a condition of another program, which tells nobody when it comes true."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from tests.patience import PATIENCE

Found = TypeVar("Found")

PAUSE = 0.02


class GoneError(Exception):
    """What was looked at, or its program, is not there any more."""


class GaveUpError(AssertionError):
    """What was waited for did not come; the message says what it was."""


def until(look: Callable[[], Found | None], what: str | Callable[[], str], seconds: float = PATIENCE) -> Found:
    """Look again and again until something is there (a false value is not), and give it.

    What went while it was looked at may come back: a window replaces its parts.
    """
    deadline = time.monotonic() + seconds
    while not (found := _seen(look)):
        if time.monotonic() > deadline:
            raise GaveUpError(f"waited {seconds:g} s in vain: {what if isinstance(what, str) else what()}")
        time.sleep(PAUSE)
    return found


def _seen(look: Callable[[], Found | None]) -> Found | None:
    try:
        return look()
    except GoneError:
        return None
