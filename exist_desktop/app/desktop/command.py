"""The command that starts this program again as another process."""

from __future__ import annotations

import sys


def own_command(*arguments: str) -> list[str]:
    """Returns the program and its arguments.

    `-P` leaves the current folder off the import path: it may be a home folder or Downloads, and a file there with the
    name of a module would be run instead of that module.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, "-P", "-m", "exist_desktop", *arguments]
