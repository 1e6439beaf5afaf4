"""A person's wish for a key, on whatever desktop the tests run."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from exist_desktop.settings import Preferences
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.global_key.global_key import GlobalKey, KeyGiver
from exist_desktop.ui.global_key.status import KeyState
from tests.patience import until


@dataclass
class Wish:
    """The key, the settings that it follows, and what has come of it."""

    key: GlobalKey
    preferences: Preferences
    bridge: Bridge
    tokens: list[str] = field(default_factory=list)
    """One for each press."""
    states: list[KeyState] = field(default_factory=list)

    async def comes_to(self, state: KeyState) -> None:
        await until(lambda: self.key.status.state is state)

    async def is_pressed(self, times: int) -> None:
        await until(lambda: len(self.tokens) == times)


@asynccontextmanager
async def wishing(folder: Path, giver: KeyGiver, shortcut: str = "Ctrl+Alt+Space") -> AsyncIterator[Wish]:
    """Someone has switched the key on before this start of the program."""
    preferences, bridge = Preferences(folder), Bridge()
    preferences.change(quick_key_on=True, quick_key=shortcut)
    wish = Wish(GlobalKey(preferences, bridge, giver, "exist-desktop", "Open quick entry", bridge), preferences, bridge)
    wish.key.pressed.connect(wish.tokens.append)
    wish.key.status_changed.connect(lambda status: wish.states.append(status.state))
    wish.key.start()
    try:
        yield wish
    finally:
        await wish.key.stop()
        await bridge.stop()
