"""What comes of a known value: tests that know all of it need not ask whether it was read."""

from __future__ import annotations

from exist_desktop.domain.commands import Command, Fold
from exist_desktop.domain.parsing.line_commands import after
from exist_desktop.domain.values import NotRead, Value


def known_after(before: Value | None, command: Command | Fold) -> Value:
    """The value after a command, or after what several come to."""
    made = after(before, command)
    assert not isinstance(made, NotRead)
    return made
