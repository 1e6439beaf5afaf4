"""The command line: what can be typed, and which act it means.

Exit codes: 0 done (an entry saved is done, also when it is held), 1 understood but not possible, 2 not understood.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import re
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, TypeAlias
from zoneinfo import available_timezones

from exist_desktop.api.http.server_address import ServerAddressError
from exist_desktop.api.oauth import scopes
from exist_desktop.app.desktop.log import log_to_stderr
from exist_desktop.app.load_setup import chosen_setup
from exist_desktop.cli import completion, streams
from exist_desktop.cli.add import AddRequest, add
from exist_desktop.cli.console import Console, Exit
from exist_desktop.cli.examples import examples
from exist_desktop.cli.show import outbox, status, today
from exist_desktop.cli.sign_in import WithClient, keyring_hint, sign_in, sign_out
from exist_desktop.cli.sync import sync
from exist_desktop.domain.parsing.day_parser import NEAR, iso_day
from exist_desktop.domain.parsing.spelling import key
from exist_desktop.engine import Unsent
from exist_desktop.errors import AppError, KeyringError, KeyringErrorKind, UpgradeError
from exist_desktop.settings import REDIRECT_ADDRESS, SETTLE_VARIABLE, FolderSettingError, SettlingTimeError, Setup
from exist_desktop.words.pages.settings import WRONG_SERVER

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

_log = logging.getLogger(__name__)

INTERRUPTED = 130
"""The exit code of what Ctrl+C ended, as shells have it."""
LEVELS = ("debug", "info", "warning", "error")
Act = Callable[[Setup, Console], Awaitable[Exit]]


class Parser(argparse.ArgumentParser):
    """Prints help and what it does not understand so that a stream that is closed or full changes no exit code."""

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        wrong = file is sys.stderr
        streams.write(sys.stderr if wrong else sys.stdout, message)


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001 - it has no public name


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs what was typed; the exit code."""
    streams.open_all()
    parser = _parser()
    typed = parser.parse_args([_as_text(word) for word in (sys.argv[1:] if arguments is None else arguments)])
    if typed.completion is not None:
        return Exit.DONE if streams.printed(completion.script(typed.completion, parser)) else Exit.NOT_POSSIBLE
    try:
        chosen = chosen_setup(typed.server, typed.data_dir)
    except ServerAddressError as problem:
        parser.error(WRONG_SERVER[problem.kind.name].format(typed=problem.typed))
    except FolderSettingError as problem:
        parser.error(f"{str(problem)!a} cannot be the data folder: its name has to be text in one line.")
    except SettlingTimeError as problem:
        parser.error(f"{SETTLE_VARIABLE} takes a number of seconds above 0, not {problem}.")
    log_to_stderr(typed.log_level)
    if typed.command == "demo-server":
        return _serve_demo(typed)
    if typed.command == "quick":
        from exist_desktop.app.start import run_quick_entry

        return run_quick_entry(chosen)
    if typed.command is None:
        from exist_desktop.app.start import run_window

        return run_window(replace(chosen, demo=typed.demo), hidden=typed.hidden)
    return _run_act(chosen, typed)


def _as_text(argument: str) -> str:
    """An argument that was not decoded for want of a locale, as the UTF-8 that it is; any other as it came.

    Names of files that are no UTF-8 stay as they are: Python keeps their bytes as lone surrogates (PEP 383).
    """
    try:
        return os.fsencode(argument).decode("utf-8")
    except UnicodeError:
        return argument


def _run_act(chosen: Setup, typed: argparse.Namespace) -> int:
    from exist_desktop.app.desktop.language import language
    from exist_desktop.ipc.client import sync_in_window, tell_window

    console = Console(
        language(),
        typed.json,
        notify=partial(tell_window, chosen.folder, signed_in=False),
        notify_signed_in=partial(tell_window, chosen.folder, signed_in=True),
        sync_in_window=partial(sync_in_window, chosen.folder),
    )
    act: Act = typed.act(typed)
    try:
        return asyncio.run(_awaited(act(chosen, console)))
    except Exception as problem:
        if console.course.committed is None:
            return _told(console, problem)
        level = logging.INFO if isinstance(problem, AppError) else logging.ERROR
        _log.log(level, "What comes after the commit was not done", exc_info=True)
        console.make_sure_of_answer()
        console.tell(console.language.say("What was to be done after that could not be; it is tried again later."))
    except KeyboardInterrupt:
        if console.course.committed is None:
            return INTERRUPTED
        console.make_sure_of_answer()
    return Exit.DONE


def _told(console: Console, problem: Exception) -> int:
    """The exit code for known trouble, which the person is told; anything else is a bug."""
    if not isinstance(problem, AppError):
        raise problem
    code = console.tell_error(problem)
    if isinstance(problem, UpgradeError):
        console.notify()  # a window of the version before says then that it has to be restarted
    if isinstance(problem, KeyringError) and problem.kind is not KeyringErrorKind.SLOW:
        console.tell(keyring_hint(console))
    return code


async def _awaited(act: Awaitable[Exit]) -> Exit:
    return await act


def _serve_demo(typed: argparse.Namespace) -> int:
    from pathlib import Path

    from exist_desktop.demo.server.server import serve

    def announce(announcement: dict[str, object]) -> None:
        streams.printed(json.dumps(announcement) + "\n")  # it serves all the same: its port may be known

    try:
        state = Path(typed.state) if typed.state else None
        owner = sys.stdin.buffer if typed.ends_with_input else None
        serve(typed.port, announce=announce, state_path=state, zone=typed.zone, owner=owner)
    except OSError as error:
        streams.write(sys.stderr, _why_not_served(typed, error) + "\n")
        return Exit.NOT_POSSIBLE
    return Exit.DONE


def _why_not_served(typed: argparse.Namespace, error: OSError) -> str:
    if error.filename is not None:
        return f"The state cannot be kept in {error.filename}: {error.strerror}. Name another file."
    return f"Port {typed.port} cannot be used: {error.strerror}. Another number, or none, will do."


def _day(text: str) -> date | timedelta:
    """A day as it is typed after --date."""
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


def _parser() -> Parser:
    shared = Parser(add_help=False)
    _add_global(shared, argparse.SUPPRESS)
    parser = Parser(
        prog="exist-desktop",
        description="Log a day in seconds, online or not. Without a command the window opens.",
        epilog=examples(""),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_global(parser, None)
    parser.add_argument("--demo", action="store_true", help="try everything with a demo server on this computer")
    parser.add_argument("--hidden", action="store_true", help="start in the tray, as at login, without the window")
    parser.add_argument("--completion", choices=completion.SHELLS, help="print what lets a shell complete commands")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_logging(commands, shared)
    _add_signing(commands, shared)
    _command(commands, "quick", [shared], "open quick entry; bind it to a key of your desktop")
    demo = _command(commands, "demo-server", [shared], "the demo server alone")
    demo.add_argument("--port", type=_port, default=0, metavar="N", help="a free port unless given")
    demo.add_argument("--state", metavar="FILE", help="keep what was written there over restarts")
    demo.add_argument("--ends-with-input", action="store_true", help="end when standard input does, as with its owner")
    demo.add_argument("--zone", type=_zone, metavar="ZONE", help="where all its people live, such as Europe/Berlin")
    return parser


def _command(commands: Commands, name: str, parents: Sequence[Parser], told: str) -> Parser:
    """A command of its own, whose help ends in examples."""
    return commands.add_parser(
        name,
        parents=parents,
        help=told,
        description=f"{told[:1].upper()}{told[1:]}.",
        epilog=examples(name),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _add_global(parser: Parser, default: object) -> None:
    """Options that may stand before and after the command."""
    parser.add_argument("--server", metavar="URL", default=default, help="another server than https://exist.io")
    parser.add_argument("--data-dir", metavar="DIR", default=default, help="another folder for what is kept here")
    level = default if default is argparse.SUPPRESS else "warning"
    parser.add_argument("--log-level", choices=LEVELS, default=level, help="how much is told on standard error")


def _add_logging(commands: Commands, shared: Parser) -> None:
    json_too = Parser(add_help=False)
    json_too.add_argument("--json", action="store_true", help="one JSON document on standard output")
    parents = [shared, json_too]

    adding = _command(commands, "add", parents, "save an entry: add coffees +1")
    # argparse knows -1 as a number and takes -1,0 and -30min for options. None of ours begins with a digit.
    adding._negative_number_matcher = re.compile(r"-[\s.,]*\d")  # noqa: SLF001 - it has no public way
    adding.add_argument("text", nargs="+", metavar="TEXT", help="mood 4 long walk, coffees +1, sleep 7h30, weight 71.4")
    adding.add_argument("--date", type=_day, metavar="D", help="another day, such as yesterday or 2026-11-22")
    adding.add_argument("--take-over", action="store_true", help="fill the attribute from here if another service does")
    adding.add_argument(
        "--set", action="store_true", help="the number is the total, even if it lowers a count or is below zero"
    )
    adding.set_defaults(
        act=lambda typed: partial(add, wanted=AddRequest(" ".join(typed.text), typed.date, typed.take_over, typed.set))
    )
    showing = _command(commands, "today", parents, "show a day")
    showing.add_argument("--date", type=_day, metavar="D", help="another day, such as yesterday or 2026-11-22")
    showing.set_defaults(act=lambda typed: partial(today, when=typed.date))

    waiting = _command(commands, "outbox", parents, "show what is not in Exist yet")
    waiting.add_argument("--all", action="store_true", help="also what was sent or undone in the last days")
    waiting.set_defaults(act=lambda typed: partial(outbox, everything=typed.all))

    sending = _command(commands, "sync", parents, "send what waits and read what is new, now")
    sending.set_defaults(act=lambda _typed: sync)
    standing = _command(commands, "status", parents, "show who is signed in and how things stand")
    standing.set_defaults(act=lambda _typed: status)


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

    def way_in(typed: argparse.Namespace) -> Act:
        if typed.token_stdin:
            return partial(sign_in, way=None)
        if not typed.client_id:
            signing.error("--client-secret-stdin goes with --client-id ID")
        way = WithClient(typed.client_id, typed.redirect_uri, not typed.no_browser, typed.yes, typed.scopes)
        return partial(sign_in, way=way)

    signing.set_defaults(act=way_in)
    leaving = _command(commands, "sign-out", [shared], "forget the tokens; entries stay")
    leaving.add_argument("--json", action="store_true", help="one JSON document on standard output")
    leaving.add_argument("--discard", action="store_true", help="discard entries that are not in Exist yet")
    leaving.set_defaults(act=lambda typed: partial(sign_out, unsent=Unsent.DISCARDED if typed.discard else Unsent.KEPT))
