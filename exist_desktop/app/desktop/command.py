"""The command that starts this program once more, as another process."""

from __future__ import annotations

import sys


def own_command(*arguments: str) -> list[str]:
    """The program and its arguments.

    `-P` keeps the current folder off the import path: it may be a home folder or Downloads, and a file there that is
    called like a module would be run in the module's place.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, "-P", "-m", "exist_desktop", *arguments]
