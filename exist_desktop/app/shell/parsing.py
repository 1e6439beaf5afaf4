"""What was typed in a shell, parsed by the parser of the command line, and whether the running program does it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from msgspec import Struct

from exist_desktop.app.desktop.language import language_of
from exist_desktop.cli.acts.act import Act, AnswerFormat
from exist_desktop.cli.grammar.arguments import Parser
from exist_desktop.cli.grammar.parser import DEFAULT_LEVEL, Part, act_of, parser, part_of
from exist_desktop.front.hand_over import COMMANDS
from exist_desktop.words.language import Language

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

_MOST_PARSERS = 8


class Typed(Struct, frozen=True):
    """What was typed, understood."""

    act: Act[Any]
    answers: AnswerFormat


class _NotHereError(Exception):
    """Help, an error in what was typed, or an option for a process of its own."""


class _SilentParser(Parser):
    """A parser that prints nothing and ends no process."""

    def error(self, message: str) -> NoReturn:
        """Leaves it to the shell's own process to print the error."""
        raise _NotHereError(message)

    def print_help(self, file: SupportsWrite[str] | None = None) -> NoReturn:  # noqa: ARG002 - argparse has it
        """Leaves it to the shell's own process to print help."""
        raise _NotHereError


class Parsing:
    """Parses for shells. A parser takes ten times as long to make as to use, so a few are kept.

    Each is of one language and one part of the grammar, and an act is loaded when it is typed first: a person uses few.
    """

    def __init__(self) -> None:
        self._parsers: dict[tuple[str, Part | None], Parser] = {}

    def typed(self, words: Sequence[str], language: Language) -> Typed | None:
        """Returns what the words mean, or None if the running program does not do that."""
        try:
            found = self._parser(language, words[0] if words else "").parse_args(list(words))
            if not _is_for_here(found):
                return None
            act = act_of(found)
        except _NotHereError:
            return None
        return Typed(act, AnswerFormat.JSON if found.json else AnswerFormat.WORDS)

    def _parser(self, language: Language, first: str) -> Parser:
        kept = language_of(language.translations), part_of(first)
        if kept not in self._parsers:
            if len(self._parsers) >= _MOST_PARSERS:
                self._parsers.clear()
            self._parsers[kept] = parser(language, _SilentParser, first)
        return self._parsers[kept]


def _is_for_here(found: argparse.Namespace) -> bool:
    """Whether this is a command that answers, without options that say where the program works or what it logs."""
    elsewhere = found.server, found.data_dir, found.completion
    if any(option is not None for option in elsewhere) or found.demo or found.hidden:
        return False
    if found.command not in COMMANDS or "json" not in found:  # others ask, or are no acts
        return False
    return found.log_level == DEFAULT_LEVEL and not (found.command == "sync" and found.history)
