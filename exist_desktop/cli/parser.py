"""The grammar of `exist-desktop`, and which act a command line means."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias
from zoneinfo import available_timezones

from exist_desktop.api.oauth import scopes
from exist_desktop.cli import completion, streams
from exist_desktop.cli.acts.act import Act
from exist_desktop.cli.acts.add import AddArguments, add
from exist_desktop.cli.acts.show import OutboxArguments, TodayArguments, outbox, status, today
from exist_desktop.cli.acts.sign_in import SignOutArguments, WithClient, WithToken, sign_in, sign_out
from exist_desktop.cli.acts.sync import sync
from exist_desktop.cli.examples import examples
from exist_desktop.cli.history.copy import history, sync_history
from exist_desktop.cli.history.days import DaysArguments, FindArguments, days, find
from exist_desktop.cli.history.values import ValuesArguments, values
from exist_desktop.domain.parsing.day_parser import NEAR, iso_day
from exist_desktop.domain.parsing.spelling import key
from exist_desktop.engine import Unsent
from exist_desktop.settings import REDIRECT_ADDRESS

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

LEVELS = ("debug", "info", "warning", "error")


class Parser(argparse.ArgumentParser):
    """Prints help and errors without changing the exit code if a stream is closed or full."""

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        wrong = file is sys.stderr
        streams.write(sys.stderr if wrong else sys.stdout, message)


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001 - it has no public name


def _day(text: str) -> date | timedelta:
    """Parses a day as typed after --date."""
    if key(text) in NEAR:
        return timedelta(days=NEAR[key(text)])
    day = iso_day(text)
    if day is None:
        raise argparse.ArgumentTypeError(f"{text} is not a day; 2026-11-22 and yesterday are.")
    return day


def _scopes(text: str) -> tuple[str, ...]:
    try:
        return scopes.asked(text)
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(f'"{wrong}" is no permission; sleep_write and activity_read are.') from None


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text} is not a port; 0 to 65535 are.")
    return int(text)


def _zone(text: str) -> str:
    if text not in available_timezones():
        raise argparse.ArgumentTypeError(f"{text} is not a time zone; Europe/Berlin and UTC are.")
    return text


def parser() -> Parser:
    """Returns the parser of the whole command line."""
    shared = Parser(add_help=False)
    _add_global(shared, argparse.SUPPRESS)
    whole = Parser(
        prog="exist-desktop",
        description="Log a day in seconds, online or not. Without a command the window opens.",
        epilog=examples(""),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_global(whole, None)
    whole.add_argument("--demo", action="store_true", help="try everything with a demo server on this computer")
    whole.add_argument("--hidden", action="store_true", help="start in the tray, as at login, without the window")
    whole.add_argument("--completion", choices=completion.SHELLS, help="print what lets a shell complete commands")
    commands = whole.add_subparsers(dest="command", metavar="COMMAND")
    _add_logging(commands, shared)
    _add_signing(commands, shared)
    _command(commands, "quick", [shared], "open quick entry; bind it to a key of your desktop")
    demo = _command(commands, "demo-server", [shared], "the demo server alone")
    demo.add_argument("--port", type=_port, default=0, metavar="N", help="a free port unless given")
    demo.add_argument("--state", metavar="FILE", help="keep what was written there over restarts")
    demo.add_argument("--ends-with-input", action="store_true", help="end when standard input does, as with its owner")
    demo.add_argument("--zone", type=_zone, metavar="ZONE", help="where all its people live, such as Europe/Berlin")
    return whole


def _command(commands: Commands, name: str, parents: Sequence[Parser], does: str) -> Parser:
    """Adds a command, whose help ends with examples."""
    return commands.add_parser(
        name,
        parents=parents,
        help=does,
        description=f"{does[:1].upper()}{does[1:]}.",
        epilog=examples(name),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _add_global(parser: Parser, default: object) -> None:
    """Adds the options that may be typed before and after the command."""
    parser.add_argument("--server", metavar="URL", default=default, help="another server than https://exist.io")
    parser.add_argument("--data-dir", metavar="DIR", default=default, help="another folder for what is kept here")
    level = default if default is argparse.SUPPRESS else "warning"
    parser.add_argument("--log-level", choices=LEVELS, default=level, help="how much is told on standard error")


def _add_logging(commands: Commands, shared: Parser) -> None:
    json_too = Parser(add_help=False)
    json_too.add_argument("--json", action="store_true", help="one JSON document on standard output")
    parents = [shared, json_too]

    adding = _command(commands, "add", parents, "save an entry: add coffees +1")
    # argparse recognises -1 as a number but takes -1,0 and -30min for options. None of ours begins with a digit.
    adding._negative_number_matcher = re.compile(r"-[\s.,]*\d")  # noqa: SLF001 - there is no public way
    adding.add_argument("text", nargs="+", metavar="TEXT", help="mood 4 long walk, coffees +1, sleep 7h30, weight 71.4")
    adding.add_argument("--date", type=_day, metavar="D", help="another day, such as yesterday or 2026-11-22")
    adding.add_argument("--take-over", action="store_true", help="fill the attribute from here if another service does")
    adding.add_argument(
        "--set", action="store_true", help="the number is the total, even if it lowers a count or is below zero"
    )
    showing = _command(commands, "today", parents, "show a day")
    showing.add_argument("--date", type=_day, metavar="D", help="another day, such as yesterday or 2026-11-22")

    waiting = _command(commands, "outbox", parents, "show what is not in Exist yet")
    waiting.add_argument("--all", action="store_true", help="also what was sent or undone in the last days")

    syncing = _command(commands, "sync", parents, "send what waits and read what is new, now")
    syncing.add_argument("--history", action="store_true", help="fetch the history too, as far as this hour allows")
    _command(commands, "status", parents, "show who is signed in and how things stand")
    _add_looking_back(commands, parents)


def _add_looking_back(commands: Commands, parents: Sequence[Parser]) -> None:
    past = _command(commands, "values", parents, "show all days of an attribute")
    past.add_argument("name", nargs="+", metavar="NAME", help="its name or label")
    past.add_argument("--all", action="store_true", help="also days without a value, and days that were not read")
    past.add_argument("--csv", action="store_true", help="as rows with commas, for spreadsheets")
    diary = _command(commands, "days", parents, "show mood, note and tags of days, newest first")
    for parser in (past, diary):
        parser.add_argument("--from", dest="first", type=_day, metavar="D", help="the first day, such as 2026-11-01")
        parser.add_argument("--to", dest="last", type=_day, metavar="D", help="the last day, such as yesterday")
    finding = _command(commands, "find", parents, "find words in notes, texts and tags of all days")
    finding.add_argument("text", nargs="+", metavar="TEXT", help='words that a day has to have, or a "phrase"')
    _command(commands, "history", parents, "show what is here of the history, and how far its copy is")


def _add_signing(commands: Commands, shared: Parser) -> None:
    signing = _command(commands, "sign-in", [shared], "sign in with Exist, or with a developer token")
    signing.add_argument("--json", action="store_true", help="one JSON document on standard output")
    way = signing.add_mutually_exclusive_group(required=True)
    way.add_argument(
        "--client-secret-stdin", action="store_true", help="the client's secret is the first line of input"
    )
    way.add_argument("--token-stdin", action="store_true", help="a developer token is the first line of input")
    signing.add_argument("--client-id", metavar="ID", help="the id of your Exist client")
    signing.add_argument(
        "--redirect-uri", metavar="URI", default=REDIRECT_ADDRESS, help="as registered with the client"
    )
    signing.add_argument(
        "--scopes",
        type=_scopes,
        default=scopes.DEFAULT,
        metavar="SCOPES",
        help='what to ask for, as Exist names it, such as "default activity_write"',
    )
    signing.add_argument("--no-browser", action="store_true", help="only print the address to open")
    signing.add_argument("--yes", action="store_true", help="whoever signs in is you")
    signing.set_defaults(parser=signing)
    leaving = _command(commands, "sign-out", [shared], "forget the tokens; entries stay")
    leaving.add_argument("--json", action="store_true", help="one JSON document on standard output")
    leaving.add_argument("--discard", action="store_true", help="discard entries that are not in Exist yet")


def act_of(typed: argparse.Namespace) -> Act[Any]:
    """Returns the act of a command. Ends the process if its options do not go together."""
    match typed.command:
        case "add":
            wanted = AddArguments(" ".join(typed.text), typed.date, typed.take_over, typed.set)
            return Act(add, wanted, enters=True)
        case "today":
            return Act(today, TodayArguments(typed.date))
        case "outbox":
            return Act(outbox, OutboxArguments(typed.all))
        case "sync":
            return Act(sync_history, None) if typed.history else Act(sync, None)
        case "status":
            return Act(status, None)
        case "sign-in":
            return Act(sign_in, _way_in(typed))
        case "sign-out":
            return Act(sign_out, SignOutArguments(Unsent.DISCARDED if typed.discard else Unsent.KEPT))
        case _:
            return _look_back(typed)


def _look_back(typed: argparse.Namespace) -> Act[Any]:
    match typed.command:
        case "values":
            return Act(values, ValuesArguments(" ".join(typed.name), typed.first, typed.last, typed.all, typed.csv))
        case "days":
            return Act(days, DaysArguments(typed.first, typed.last))
        case "find":
            return Act(find, FindArguments(" ".join(typed.text)))
        case "history":
            return Act(history, None)
        case other:
            raise ValueError(other)


def _way_in(typed: argparse.Namespace) -> WithClient | WithToken:
    if typed.token_stdin:
        return WithToken()
    if not typed.client_id:
        typed.parser.error("--client-secret-stdin goes with --client-id ID")
    return WithClient(typed.client_id, typed.redirect_uri, not typed.no_browser, typed.yes, typed.scopes)
