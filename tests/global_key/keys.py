"""The keyboard as it is, and another program that would like to have a key."""

from __future__ import annotations

import subprocess

from exist_desktop.ui.global_key.xcb import Connection
from tests.patience import PATIENCE

ALT_AND_CONTROL = 12


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)


def press(*chords: str) -> None:
    """Press keys as they are, with whatever lock is on; a number is a place on the keyboard."""
    run("xdotool", "key", *chords)


def has_it(other: Connection, code: int) -> bool:
    """Whether the other program can have a key; it gives it back at once."""
    failed = other.grab(code, ALT_AND_CONTROL)
    if not failed:
        other.give_back(code, ALT_AND_CONTROL)
        other.keyboard()  # an answer shows that the server has come so far
    return not failed
