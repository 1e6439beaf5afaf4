"""What the person wants to decide later: kept with the settings, so that it holds for the whole day, and no longer."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from datetime import date

from exist_desktop.settings import Preferences


class Postponed:
    """Attributes that were asked about and answered with "Not now", on the day that `today` gives."""

    def __init__(self, preferences: Preferences, today: Callable[[], date]) -> None:
        self._preferences = preferences
        self._today = today

    def covers(self, name: str) -> bool:
        """Whether the attribute is one of them."""
        return name in self._names()

    def add(self, names: Sequence[str]) -> None:
        """They are from now on."""
        kept = tuple(dict.fromkeys((*self._names(), *names)))
        with contextlib.suppress(OSError):  # it holds until the program ends, then
            self._preferences.change(put_off=kept, put_off_on=self._today().isoformat())

    def _names(self) -> tuple[str, ...]:
        chosen = self._preferences.chosen
        return chosen.put_off if chosen.put_off_on == self._today().isoformat() else ()
