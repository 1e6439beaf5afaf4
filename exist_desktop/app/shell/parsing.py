"""What was typed in a shell, parsed by the parser of the command line, and whether the running program does it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from msgspec import Struct

from exist_desktop.app.desktop.language import language_of
from exist_desktop.cli.acts.act import Act, AnswerFormat
from exist_desktop.cli.acts.add import add
from exist_desktop.cli.acts.show import outbox, status, today
from exist_desktop.cli.acts.sync import sync
from exist_desktop.cli.findings.of_exist import averages, insights, relations
from exist_desktop.cli.findings.relations import own_relations
from exist_desktop.cli.findings.week import week
from exist_desktop.cli.grammar.arguments import Parser
from exist_desktop.cli.grammar.parser import DEFAULT_LEVEL, act_of, parser
from exist_desktop.cli.history.copy import history
from exist_desktop.cli.history.days import days, find
from exist_desktop.cli.history.values import values
from exist_desktop.cli.ownership.attributes import attributes, templates
from exist_desktop.words.language import Language

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

_DONE_HERE = (
    *(add, today, outbox, status, sync, values, days, find, history),
    *(relations, own_relations, insights, week, averages, attributes, templates),
)
"""Acts that ask nothing and answer once. Others need a terminal, or a process of their own."""
_MOST_PARSERS = 4


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
    """Parses for shells. A parser takes ten times as long to make as to use, so those of a few languages are kept."""

    def __init__(self) -> None:
        self._parsers: dict[str, Parser] = {}

    def typed(self, words: Sequence[str], language: Language) -> Typed | None:
        """Returns what the words mean, or None if the running program does not do that."""
        try:
            found = self._parser(language).parse_args(list(words))
            if not _is_for_here(found):
                return None
            act = act_of(found)
        except _NotHereError:
            return None
        return Typed(act, AnswerFormat.JSON if found.json else AnswerFormat.WORDS) if act.run in _DONE_HERE else None

    def _parser(self, language: Language) -> Parser:
        spoken = language_of(language.translations)
        if spoken not in self._parsers:
            if len(self._parsers) >= _MOST_PARSERS:
                self._parsers.clear()
            self._parsers[spoken] = parser(language, _SilentParser)
        return self._parsers[spoken]


def _is_for_here(found: argparse.Namespace) -> bool:
    """Whether this is a command that answers, without options that say where the program works or what it logs."""
    elsewhere = found.server, found.data_dir, found.completion
    if any(option is not None for option in elsewhere) or found.demo or found.hidden:
        return False
    return found.log_level == DEFAULT_LEVEL and found.command is not None and "json" in found
