"""Hints that were shown and questions that were postponed for the day. Both are stored with the settings."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Sequence
from datetime import date
from typing import Protocol

from exist_desktop.settings import Preferences


class Calendar(Protocol):
    """Knows the date."""

    def calendar_day(self) -> date:
        """Returns the date in the person's zone."""


class Postponed:
    """Attributes whose question was answered with "Not now" today."""

    def __init__(self, preferences: Preferences, calendar: Calendar) -> None:
        self._preferences = preferences
        self._calendar = calendar

    def covers(self, name: str) -> bool:
        """Whether the attribute is one of them."""
        return name in self._names()

    def add(self, names: Sequence[str]) -> None:
        """Adds attributes."""
        kept = tuple(dict.fromkeys((*self._names(), *names)))
        with contextlib.suppress(OSError):  # it lasts until the program ends then
            self._preferences.change(put_off=kept, put_off_on=self._calendar.calendar_day().isoformat())

    def _names(self) -> tuple[str, ...]:
        chosen = self._preferences.chosen
        return chosen.put_off if chosen.put_off_on == self._calendar.calendar_day().isoformat() else ()


class ToldHints:
    """The hints that were shown in this run and before."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def shown(self) -> Collection[str]:
        """Their names."""
        return self._preferences.chosen.told_hints

    def remember(self, hint: str) -> None:
        """Records that a hint was shown. If the disk refuses, the next run shows it again."""
        with contextlib.suppress(OSError):
            self._preferences.change(told_hints=(*self._preferences.chosen.told_hints, hint))
