"""Writes what packages carry beside the program and what its command line determines: manual page and completions.

Run by `dev.py manual` in the environment, unlike most of this folder: the grammar is asked of the program itself. A
test compares what it writes with what is in `resources`.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shtab
from manual import SECTION, page

from exist_desktop.app.desktop.language import language_of_command
from exist_desktop.cli.grammar.completion import SCRIPTS
from exist_desktop.cli.grammar.examples import EXAMPLES
from exist_desktop.cli.grammar.parser import parser

ROOT = Path(__file__).resolve().parent.parent
SHARE = ROOT / "resources" / "share"
FOLLOWING = {
    "state": shtab.FILE,
    "path": shtab.FILE,
    "data_dir": shtab.DIRECTORY,
    "date": {"bash": "_exist_desktop_days", "zsh": "(today yesterday)", "fish": "echo today; echo yesterday"},
}
"""What follows options whose choices the grammar does not list, by where the grammar keeps them."""
PREAMBLE: Any = {"bash": "_exist_desktop_days() {\n  compgen -W 'today yesterday' -- \"$1\"\n}"}


def files() -> Iterator[tuple[str, str]]:
    """Yields each file's place below `share`, and its text."""
    grammar = parser(language_of_command("en", {"LC_ALL": "C"}))
    examples = {name: [(line, does.text) for line, does in lines] for name, lines in EXAMPLES.items()}
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    yield f"man/man{SECTION}/{grammar.prog}.{SECTION}", page(grammar, examples, version)
    _mark(grammar)
    for shell, place in SCRIPTS.items():
        yield place, shtab.complete(grammar, shell, preamble=PREAMBLE.get(shell, ""))


def _mark(grammar: argparse.ArgumentParser) -> None:
    """Tells shtab what follows options."""
    for action in grammar._actions:  # noqa: SLF001 - argparse has no other way
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for command in action.choices.values():
                _mark(command)
        elif action.dest in FOLLOWING:
            action.complete = FOLLOWING[action.dest]  # type: ignore[attr-defined]


def write(folder: Path) -> None:
    """Writes all of them below a folder."""
    for place, text in files():
        file = folder / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]) if sys.argv[1:] else SHARE)
