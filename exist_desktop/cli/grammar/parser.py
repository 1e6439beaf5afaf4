"""The grammar of `exist-desktop`, and which act a command line means."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any

from exist_desktop.api.http.server_address import EXIST
from exist_desktop.cli.acts.act import Act
from exist_desktop.cli.grammar import completion
from exist_desktop.cli.grammar.arguments import ArgumentTypes, Commands, Parser
from exist_desktop.cli.grammar.arguments import add_command as _command
from exist_desktop.cli.grammar.arguments import add_json as _add_json
from exist_desktop.cli.grammar.examples import PROGRAM, examples
from exist_desktop.cli.grammar.files import add_files, file_act
from exist_desktop.cli.grammar.owners import add_owners, owner_act
from exist_desktop.cli.grammar.signing import add_signing, signing_act
from exist_desktop.words.language import Language

if TYPE_CHECKING:
    from exist_desktop.cli.findings.relations import RelationsArguments

LEVELS = ("debug", "info", "warning", "error")
DEFAULT_LEVEL = "warning"


def parser(language: Language, kind: type[Parser] = Parser) -> Parser:
    """Returns the parser of the whole command line, with help and errors in the language.

    It and the parsers of its commands are of one kind.
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
    commands = whole.add_subparsers(dest="command", metavar=language.pgettext("to be replaced", "COMMAND"))
    _add_logging(commands, shared)
    _add_looking_back(commands, shared)
    add_files(commands, shared)
    add_owners(commands, shared)
    add_signing(commands, shared)
    _command(commands, "quick", shared, say("open quick entry; bind it to a key of your desktop"))
    _add_demo(commands, shared)
    return whole


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


def _add_looking_back(commands: Commands, shared: Parser) -> None:
    language = shared.language
    say, types = language.say, ArgumentTypes(language)
    a_day = language.pgettext("to be replaced: a day", "D")

    past = _command(commands, "values", shared, say("show all days of an attribute"))
    past.add_argument(
        "name", nargs="+", metavar=language.pgettext("to be replaced", "NAME"), help=say("its name or label")
    )
    past.add_argument("--all", action="store_true", help=say("also days without a value, and days that were not read"))
    past.add_argument("--csv", action="store_true", help=say("as rows with commas, for spreadsheets"))
    diary = _command(commands, "days", shared, say("show mood, note and tags of days, newest first"))
    for parser in (past, diary):
        _add_json(parser)
        parser.add_argument(
            "--from", dest="first", type=types.day, metavar=a_day, help=say("the first day, such as 2026-11-01")
        )
        parser.add_argument(
            "--to", dest="last", type=types.day, metavar=a_day, help=say("the last day, such as yesterday")
        )
    finding = _command(commands, "find", shared, say("find words in notes, texts and tags of all days"))
    _add_json(finding)
    finding.add_argument(
        "text",
        nargs="+",
        metavar=language.pgettext("to be replaced", "TEXT"),
        help=say('words that a day has to have, or a "phrase"'),
    )
    does = say("show what is here of the history, and how far its copy is")
    _add_json(_command(commands, "history", shared, does))
    _add_findings(commands, shared)


def _add_findings(commands: Commands, shared: Parser) -> None:
    language = shared.language
    say, types = language.say, ArgumentTypes(language)
    noticed = _command(commands, "insights", shared, say("show what Exist noticed, newest first"))
    _add_json(noticed)
    noticed.add_argument(
        "--from",
        dest="first",
        type=types.day,
        metavar=language.pgettext("to be replaced: a day", "D"),
        help=say("the first day, such as 2026-11-01"),
    )
    usual = _command(commands, "averages", shared, say("show how the averages of an attribute changed"))
    _add_json(usual)
    usual.add_argument(
        "name", nargs="+", metavar=language.pgettext("to be replaced", "NAME"), help=say("its name or label")
    )
    weekly = _command(commands, "week", shared, say("show the last whole week in words"))
    _add_json(weekly)
    weekly.add_argument(
        "--date",
        type=types.day,
        metavar=language.pgettext("to be replaced: a day", "D"),
        help=say("the week of this day, such as 2026-11-01"),
    )
    _add_relations(commands, shared)


def _add_relations(commands: Commands, shared: Parser) -> None:
    language = shared.language
    say, types = language.say, ArgumentTypes(language)
    name = language.pgettext("to be replaced", "NAME")
    parser = _command(commands, "relations", shared, say("show what goes together"))
    _add_json(parser)
    parser.add_argument("name", nargs="*", metavar=name, help=say("what this attribute goes together with"))
    parser.add_argument("--with", dest="other", metavar=name, help=say("it and this one alone"))
    parser.add_argument(
        "--days-later",
        type=types.days_later,
        metavar=language.pgettext("to be replaced: a number", "N"),
        help=say("so many days apart, 0 to 7; else the same day and the day before and after"),
    )
    parser.add_argument(
        "--own", action="store_true", help=say("computed here from the history, instead of what Exist has found")
    )
    parser.set_defaults(parser=parser)


def _add_demo(commands: Commands, shared: Parser) -> None:
    language = shared.language
    say, types = language.say, ArgumentTypes(language)
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
            return signing_act(typed)
        case "values" | "days" | "find" | "history":
            return _look_back(typed)
        case "relations" | "insights" | "week" | "averages":
            return _found(typed)
        case "export" | "import":
            return file_act(typed)
        case _:
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


def _look_back(typed: argparse.Namespace) -> Act[Any]:
    from exist_desktop.cli.history.copy import history
    from exist_desktop.cli.history.days import DaysArguments, FindArguments, days, find
    from exist_desktop.cli.history.values import ValuesArguments, values

    match typed.command:
        case "values":
            return Act(values, ValuesArguments(" ".join(typed.name), typed.first, typed.last, typed.all, typed.csv))
        case "days":
            return Act(days, DaysArguments(typed.first, typed.last))
        case "find":
            return Act(find, FindArguments(" ".join(typed.text)))
        case _:
            return Act(history, None)


def _found(typed: argparse.Namespace) -> Act[Any]:
    from exist_desktop.cli.findings.of_exist import (
        AveragesArguments,
        InsightsArguments,
        averages,
        insights,
        relations,
    )
    from exist_desktop.cli.findings.relations import own_relations
    from exist_desktop.cli.findings.week import WeekArguments, week

    match typed.command:
        case "relations":
            return Act(own_relations if typed.own else relations, _relations(typed))
        case "insights":
            return Act(insights, InsightsArguments(typed.first))
        case "week":
            return Act(week, WeekArguments(typed.date))
        case _:
            return Act(averages, AveragesArguments(" ".join(typed.name)))


def _relations(typed: argparse.Namespace) -> RelationsArguments:
    from exist_desktop.cli.findings.relations import RelationsArguments

    name = " ".join(typed.name) or None
    if typed.other and name is None:
        language: Language = typed.parser.language
        typed.parser.error(language.say("{option} goes with {other}", option="--with", other="NAME"))
    return RelationsArguments(name, typed.other, typed.days_later)
