"""What became of the wish for a key from anywhere, and what those who get such a key offer."""

from __future__ import annotations

from enum import Enum, auto
from typing import Protocol

from msgspec import Struct

from exist_desktop.ui.global_key.shortcut import Shortcut


class KeyState(Enum):
    """What is the case with the key."""

    OFF = auto()
    ASKING = auto()
    """The desktop has been asked. It may ask the person."""
    WORKS = auto()
    TAKEN = auto()
    """Another program has it."""
    REFUSED = auto()
    """The person said no when the desktop asked."""
    NEEDED = auto()
    """It would be missing in other programs."""
    MISSING = auto()
    """The keyboard does not have it."""
    LOST = auto()
    """The desktop gave it and has taken it back."""
    NOT_INSTALLED = auto()
    """The desktop gives keys to programs that are among its applications, and this one is not."""
    NOT_HERE = auto()
    """This desktop gives no keys to programs."""


class KeyStatus(Struct, frozen=True):
    """The state; of a key that works also what the desktop calls it, and whether the desktop lets the person change it.

    The desktop's name is empty if the program itself has chosen the key, or if the desktop gives it none.
    """

    state: KeyState
    named: str = ""
    chosen_by_desktop: bool = False
    can_change: bool = False


class NoKeyError(Exception):
    """The key was not given. `state` says why."""

    def __init__(self, state: KeyState) -> None:
        super().__init__(state.name)
        self.state = state


class KeyListener(Protocol):
    """Called when a key was given."""

    def key_pressed(self, token: str) -> None:
        """The key was pressed. The token lets a window come to the front; it may be empty."""

    def key_renamed(self, status: KeyStatus) -> None:
        """The person has changed the key in the desktop's settings, or it works again."""

    def key_withdrawn(self, state: KeyState) -> None:
        """The key was taken back."""

    def key_giver_changed(self) -> None:
        """Whoever gives keys has gone, or is there now: it is worth asking again."""


class KeyGrab(Protocol):
    """One attempt to get a key, and the key."""

    async def available(self) -> bool:
        """Returns whether keys are given here at all."""

    async def grab(self, shortcut: Shortcut) -> KeyStatus:
        """Asks for the key. Raises `NoKeyError`."""

    async def change(self) -> None:
        """Lets the person choose another key in the desktop's own dialog, where it has one."""

    async def release(self) -> None:
        """Gives the key back, and stops listening. May be called at any time, and twice."""
