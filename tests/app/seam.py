"""A listener at one seam: the acts of journals, worker and engine, whoever calls them.

A shell that is a process of its own listens too: `main` is the program with a listener that writes what arrives into a
file.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from exist_desktop import account_state
from exist_desktop.domain.commands import Append, Increment, SetValue, TakeOut
from exist_desktop.engine import Engine
from exist_desktop.journal.journal import Journal
from exist_desktop.journal.owner_journal import CustomAttribute, OwnerJournal
from exist_desktop.sync.worker import SyncWorker

SEAM: tuple[tuple[type | ModuleType, tuple[str, ...]], ...] = (
    (Journal, ("save", "undo", "discard", "make", "create", "take_over")),
    (OwnerJournal, ("acquire", "release")),
    (SyncWorker, ("push",)),
    (Engine, ("adopt", "sign_out")),
    (account_state, ("last_status",)),
)
Arrived = tuple[str, tuple[str, ...]]
"""The name of an act, and the commands, attributes and wishes that it was given. The rest differs by front."""


def is_command(given: object) -> bool:
    return isinstance(given, Increment | SetValue | Append | TakeOut | CustomAttribute | str)


def said(command: object) -> str:
    """A command as text. A signal of Qt makes a float of a whole number, and journal and store make it whole again."""
    if isinstance(command, Increment):
        return f"{command.key.attribute} on {command.key.day} {command.delta:+g}"
    return command if isinstance(command, str) else repr(command)


@contextmanager
def listening(hear: Callable[[Arrived], None]) -> Iterator[None]:
    """Hears each act that is done meanwhile."""
    with pytest.MonkeyPatch.context() as patching:
        for kind, names in SEAM:
            for name in names:
                patching.setattr(kind, name, _heard(kind, name, hear))
        yield


def _heard(kind: type | ModuleType, name: str, hear: Callable[[Arrived], None]) -> Callable[..., Any]:
    real = getattr(kind, name)

    def act(self: object, *given: object, **named: object) -> object:
        hear((f"{kind.__name__.rpartition('.')[2]}.{name}", tuple(map(said, filter(is_command, given)))))
        return real(self, *given, **named)

    return act


def main(file: str, commands: str) -> None:
    """The program, once for each of the commands, with a listener that writes a line for each act."""
    from exist_desktop.cli.main import main as program

    def write(arrived: Arrived) -> None:
        with Path(file).open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(arrived) + "\n")

    with listening(write):
        sys.exit(max(program(typed) for typed in json.loads(commands)))


def read(file: Path) -> list[Arrived]:
    """What a process has written."""
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return [(name, tuple(commands)) for name, commands in map(json.loads, lines)]
