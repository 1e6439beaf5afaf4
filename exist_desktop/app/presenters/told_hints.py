"""Which hints the person has seen, kept with the settings."""

from __future__ import annotations

import contextlib
from collections.abc import Collection

from exist_desktop.settings import Preferences


class ToldHints:
    """The hints that were shown, in this run and before."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def shown(self) -> Collection[str]:
        """Their names."""
        return self._preferences.chosen.told_hints

    def remember(self, hint: str) -> None:
        """Keeps another one from being shown again; if the disk does not take that, the next run shows it again."""
        with contextlib.suppress(OSError):
            self._preferences.change(told_hints=(*self._preferences.chosen.told_hints, hint))
