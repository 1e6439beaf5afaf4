"""The grammar of `exist-desktop`, and which act a command line means."""

from __future__ import annotations

import argparse
import re
from enum import Enum, auto
from typing import Any

from exist_desktop.api.http.server_address import EXIST
from exist_desktop.cli.acts.act import Act
from exist_desktop.cli.grammar import completion
from exist_desktop.cli.grammar.arguments import ArgumentTypes, Commands, Parser
from exist_desktop.cli.grammar.arguments import add_command as _command
from exist_desktop.cli.grammar.arguments import add_json as _add_json
from exist_desktop.cli.grammar.examples import PROGRAM, examples
from exist_desktop.front.protocol import VERSION
from exist_desktop.words.language import Language

LEVELS = ("debug", "info", "warning", "error")
DEFAULT_LEVEL = "warning"


class Part(Enum):
    """A part of the grammar: commands that are described together."""

    LOGGING = auto()
    LOOKING_BACK = auto()
    FILES = auto()
    OWNERS = auto()
    SIGNING = auto()
    PROGRAM = auto()


PARTS = {
    Part.LOGGING: ("add", "today", "outbox", "sync", "status"),
    Part.LOOKING_BACK: ("values", "days", "find", "history", "insights", "averages", "week", "relations"),
    Part.FILES: ("export", "import"),
    Part.OWNERS: ("attributes", "templates", "take-over", "give-back", "create"),
    Part.SIGNING: ("sign-in", "sign-out"),
    Part.PROGRAM: ("quick", "demo-server"),
}


def part_of(command: str) -> Part | None:
    """Returns the part of the grammar that has a command, or None for another word."""
    return next((part for part, names in PARTS.items() if command in names), None)


def parser(language: Language, kind: type[Parser] = Parser, first: str = "") -> Parser:
    """Returns the parser of the whole command line, with help and errors in the language.

    It and the parsers of its commands are of one kind. `first` is the word that was typed first. After a command the
    other parts of the grammar are not needed, and to describe all of them takes longer than most commands.
    """
    say = language.say
    shared = Parser(language)
    _add_global(shared, argparse.SUPPRESS)
    whole = kind(
        language,
        prog=PROGRAM,
        description=say("Log a day in seconds, online or not. Without a command the window opens."),
        epilog=examples("", language),
    )
    _add_global(whole, None)
    whole.add_argument("--demo", action="store_true", help=say("try everything with a demo server on this computer"))
    whole.add_argument("--today", action="store_true", help=say("open the window on the present day"))
    whole.add_argument("--hidden", action="store_true", help=say("start in the tray, as at login, without the window"))
    whole.add_argument("--completion", choices=completion.SHELLS, help=say("print what lets a shell complete commands"))
    whole.add_argument("--version", action="version", version=f"{PROGRAM} {VERSION}", help=say("print the version"))
    commands = whole.add_subparsers(dest="command", metavar=language.pgettext("to be replaced", "COMMAND"))
    part = part_of(first)
    for each in PARTS if part is None else (part,):
        _add(each, commands, shared)
    return whole


def _add(part: Part, commands: Commands, shared: Parser) -> None:
    match part:
        case Part.LOGGING:
            _add_logging(commands, shared)
        case Part.LOOKING_BACK:
            from exist_desktop.cli.grammar.looking_back import add_looking_back

            add_looking_back(commands, shared)
        case Part.FILES:
            from exist_desktop.cli.grammar.files import add_files

            add_files(commands, shared)
        case Part.OWNERS:
            from exist_desktop.cli.grammar.owners import add_owners

            add_owners(commands, shared)
        case Part.SIGNING:
            from exist_desktop.cli.grammar.signing import add_signing

            add_signing(commands, shared)
        case Part.PROGRAM:
            _add_program(commands, shared)


def _add_global(parser: Parser, default: object) -> None:
    """Adds the options that may be typed before and after the command."""
    language = parser.language
    parser.add_argument("-h", "--help", action="help", help=language.say("show this help message and exit"))
    parser.add_argument(
        "--server",
        metavar=language.pgettext("to be replaced", "URL"),
        default=default,
        help=language.say("another server than {server}", server=EXIST),
    )
    parser.add_argument(
        "--data-dir",
        metavar=language.pgettext("to be replaced", "DIR"),
        default=default,
        help=language.say("another folder for what is kept here"),
    )
    parser.add_argument(
        "--log-level",
        choices=LEVELS,
        default=default if default is argparse.SUPPRESS else DEFAULT_LEVEL,
        help=language.say("how much is told on standard error"),
    )


def _add_logging(commands: Commands, shared: Parser) -> None:
    language = shared.language
    say, types = language.say, ArgumentTypes(language)
    a_day = language.pgettext("to be replaced: a day", "D")
    another_day = say("another day, such as yesterday or 2026-11-22")

    adding = _command(commands, "add", shared, say("save an entry: add coffees +1"))
    # argparse recognises -1 as a number but takes -1,0 and -30min for options. None of ours begins with a digit.
    adding._negative_number_matcher = re.compile(r"-[\s.,]*\d")  # noqa: SLF001 - there is no public way
    _add_json(adding)
    adding.add_argument(
        "text",
        nargs="+",
        metavar=language.pgettext("to be replaced", "TEXT"),
        help=say("mood 4 long walk, coffees +1, sleep 7h30, weight 71.4"),
    )
    adding.add_argument("--date", type=types.day, metavar=a_day, help=another_day)
    adding.add_argument(
        "--take-over", action="store_true", help=say("fill the attribute from here if another service does")
    )
    adding.add_argument(
        "--set", action="store_true", help=say("the number is the total, even if it lowers a count or is below zero")
    )
    showing = _command(commands, "today", shared, say("show a day"))
    _add_json(showing)
    showing.add_argument("--date", type=types.day, metavar=a_day, help=another_day)

    waiting = _command(commands, "outbox", shared, say("show what is not in Exist yet"))
    _add_json(waiting)
    waiting.add_argument("--all", action="store_true", help=say("also what was sent or undone in the last days"))

    syncing = _command(commands, "sync", shared, say("send what waits and read what is new, now"))
    _add_json(syncing)
    syncing.add_argument(
        "--history", action="store_true", help=say("fetch the history too, as far as this hour allows")
    )
    _add_json(_command(commands, "status", shared, say("show who is signed in and how things stand")))


def _add_program(commands: Commands, shared: Parser) -> None:
    language = shared.language
    say, types = language.say, ArgumentTypes(language)
    _command(commands, "quick", shared, say("open quick entry; bind it to a key of your desktop"))
    demo = _command(commands, "demo-server", shared, say("the demo server alone"))
    demo.add_argument(
        "--port",
        type=types.port,
        default=0,
        metavar=language.pgettext("to be replaced: a number", "N"),
        help=say("a free port unless given"),
    )
    demo.add_argument(
        "--state",
        metavar=language.pgettext("to be replaced", "FILE"),
        help=say("keep what was written there over restarts"),
    )
    demo.add_argument(
        "--ends-with-input", action="store_true", help=say("end when standard input does, as with its owner")
    )
    demo.add_argument(
        "--zone",
        type=types.zone,
        metavar=language.pgettext("to be replaced", "ZONE"),
        help=say("where all its people live, such as {zone}", zone="Europe/Berlin"),
    )
    demo.add_argument(
        "--days",
        type=types.number_of_days,
        metavar=language.pgettext("to be replaced: a number", "N"),
        help=say("how many days its people have, a year or more; five years unless given"),
    )
    demo.add_argument(
        "--filling", action="store_true", help=say("its other services go on filling what is theirs, by the clock")
    )


def act_of(typed: argparse.Namespace) -> Act[Any]:
    """Returns the act of a command, and loads it alone. Ends the process if its options do not go together."""
    match typed.command:
        case "add":
            from exist_desktop.cli.acts.add import AddArguments, add

            wanted = AddArguments(" ".join(typed.text), typed.date, typed.take_over, typed.set)
            return Act(add, wanted, enters=True)
        case "today" | "outbox" | "status":
            return _shown(typed)
        case "sync":
            from exist_desktop.cli.acts.sync import sync
            from exist_desktop.cli.history.copy import sync_history

            return Act(sync_history if typed.history else sync, None)
        case "sign-in" | "sign-out":
            from exist_desktop.cli.grammar.signing import signing_act

            return signing_act(typed)
        case "export" | "import":
            from exist_desktop.cli.grammar.files import file_act

            return file_act(typed)
        case name if name in PARTS[Part.LOOKING_BACK]:
            from exist_desktop.cli.grammar.looking_back import looking_back_act

            return looking_back_act(typed)
        case _:
            from exist_desktop.cli.grammar.owners import owner_act

            return owner_act(typed)


def _shown(typed: argparse.Namespace) -> Act[Any]:
    from exist_desktop.cli.acts.show import OutboxArguments, TodayArguments, outbox, status, today

    match typed.command:
        case "today":
            return Act(today, TodayArguments(typed.date))
        case "outbox":
            return Act(outbox, OutboxArguments(typed.all))
        case _:
            return Act(status, None)
