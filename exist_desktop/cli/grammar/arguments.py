"""argparse in a person's language.

argparse asks one catalogue for the whole process, and a process may speak two languages. So it is left to write in
English, and its sentences are translated where they come out: headings, usage and help in the formatter, errors in
`error`. An error is recognised by the English sentence that it was made of; one that a later Python words differently
stays English.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias
from zoneinfo import available_timezones

from exist_desktop.api.oauth import scopes
from exist_desktop.cli import streams
from exist_desktop.cli.grammar.examples import examples
from exist_desktop.domain.findings.offsets import MOST_DAYS_LATER
from exist_desktop.domain.parsing.day_parser import iso_day
from exist_desktop.domain.parsing.spelling import key
from exist_desktop.words.language import N_, Language, Sentence

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

MOST_DIGITS = 18
"""Python refuses to convert thousands of them, in words of its own."""
_HEADINGS = (N_("positional arguments"), N_("options"))
_OF_ARGUMENT = N_("argument {argument}: {problem}")
_ERRORS = (
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("invalid choice: {value} (choose from {choices})"),
    N_("unrecognized arguments: {arguments}"),
    N_("the following arguments are required: {arguments}"),
    N_("one of the arguments {arguments} is required"),
    N_("not allowed with argument {argument}"),
    N_("ignored explicit argument {value}"),
    N_("ambiguous option: {option} could match {matches}"),
)
"""What argparse says to a person who types; its other errors are for programmers."""


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Writes usage and help with headings in a language."""

    def __init__(self, language: Language, prog: str) -> None:
        super().__init__(prog)
        self._language = language

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Adds the usage, behind the word for it."""
        before = self._language.say("usage: {command}", command="") if prefix is None else prefix
        super().add_usage(usage, actions, groups, before)

    def start_section(self, heading: str | None) -> None:
        """Begins a section below its heading."""
        super().start_section(heading and (_translated(heading, _HEADINGS, self._language) or heading))

    def _get_help_string(self, action: argparse.Action) -> str | None:
        """Returns a help text, in which nothing is left to be filled in: a `%` is what it looks like."""
        return action.help and action.help.replace("%", "%%")


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors are in a language.

    It prints them without changing the exit code if a stream is closed or full.
    """

    def __init__(
        self,
        language: Language,
        *,
        prog: str | None = None,
        description: str | None = None,
        epilog: str | None = None,
        parents: Sequence[Parser] = (),
    ) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            parents=parents,
            formatter_class=partial(Formatter, language),
            add_help=False,
        )
        self.language = language

    def error(self, message: str) -> NoReturn:
        """Prints usage and error, and ends the process."""
        self.print_usage(sys.stderr)
        problem = said(message, self.language)
        line = self.language.say("{program}: error: {problem}", program=self.prog, problem=problem)
        self.exit(2, f"{line}\n")

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        wrong = file is sys.stderr
        streams.write(sys.stderr if wrong else sys.stdout, message)


def said(message: str, language: Language) -> str:
    """Returns an error of argparse in the language; anything else is returned unchanged."""
    if found := _match(message, _OF_ARGUMENT):
        problem = said(found["problem"], language)
        return language.say_marked(_OF_ARGUMENT, argument=found["argument"], problem=problem)
    return _translated(message, _ERRORS, language) or message


def _translated(text: str, sentences: Iterable[Sentence], language: Language) -> str | None:
    for sentence in sentences:
        if found := _match(text, sentence):
            return language.say_marked(sentence, **found.groupdict())
    return None


def _match(text: str, sentence: Sentence) -> re.Match[str] | None:
    """Matches a finished text with the sentence that it may have been made of, its placeholders as groups."""
    return re.fullmatch(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.*?)", re.escape(sentence.text)), text, re.DOTALL)


class ArgumentTypes:
    """What is typed after options. Raises `ArgumentTypeError` with a sentence in the language."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def day(self, text: str) -> date | timedelta:
        """Returns a day, or how far it is from today."""
        if (apart := self._language.typed_words.days.get(key(text))) is not None:
            return timedelta(days=apart)
        day = iso_day(text)
        if day is None:
            raise argparse.ArgumentTypeError(
                self._language.say("{typed} is not a day; 2026-11-22 and yesterday are.", typed=text)
            )
        return day

    def scopes(self, text: str) -> tuple[str, ...]:
        """Returns the scopes to ask for."""
        try:
            return scopes.asked(text)
        except ValueError as wrong:
            raise argparse.ArgumentTypeError(
                self._language.say(
                    '"{typed}" is no permission; {one} and {other} are.',
                    typed=wrong,
                    one="sleep_write",
                    other="activity_read",
                )
            ) from None

    def port(self, text: str) -> int:
        """Returns the number of a port."""
        if (port := _number(text, most=65_535)) is None:
            raise argparse.ArgumentTypeError(self._language.say("{typed} is not a port; 0 to 65535 are.", typed=text))
        return port

    def number_of_days(self, text: str) -> int:
        """Returns how many days somebody has."""
        if (days := _number(text, most=36_600)) is None:
            raise argparse.ArgumentTypeError(self._language.say("{typed} is not a number of days.", typed=text))
        return days

    def days_later(self, text: str) -> int:
        """Returns how many days apart two attributes are compared."""
        if (days := _number(text, most=MOST_DAYS_LATER)) is None:
            raise argparse.ArgumentTypeError(
                self._language.say("{typed} is not possible; 0 to {most} days are.", typed=text, most=MOST_DAYS_LATER)
            )
        return days

    def zone(self, text: str) -> str:
        """Returns the name of a time zone."""
        if text not in available_timezones():
            raise argparse.ArgumentTypeError(
                self._language.say(
                    "{typed} is not a time zone; {one} and {other} are.", typed=text, one="Europe/Berlin", other="UTC"
                )
            )
        return text


def _number(text: str, most: int) -> int | None:
    """Returns a whole number from 0 to `most`, or None for any other text, such as one of thousands of digits."""
    if not text.isdecimal() or len(text) > MOST_DIGITS:
        return None
    return found if (found := int(text)) <= most else None


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001 - it has no public name


def add_command(commands: Commands, name: str, shared: Parser, does: str) -> Parser:
    """Adds a command, whose help ends with examples."""
    language = shared.language
    return commands.add_parser(
        name, language=language, parents=[shared], help=does, description=does, epilog=examples(name, language)
    )


def add_json(command: Parser) -> None:
    """Adds the option for an answer for programs."""
    command.add_argument(
        "--json", action="store_true", help=command.language.say("one JSON document on standard output")
    )
