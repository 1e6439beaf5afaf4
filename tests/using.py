"""Whose data a part works on, and what time it is, for parts that are tried without an engine that knows."""

from __future__ import annotations

from dataclasses import dataclass

from exist_desktop.domain.account import Account


@dataclass
class Using:
    """The account in use, or none."""

    account: Account | None = None


@dataclass
class At:
    """A clock that shows one time until it is set."""

    now: float

    def wall(self) -> float:
        return self.now
