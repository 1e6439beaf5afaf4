"""The command line: runs what was typed.

Exit codes: 0 done (an entry saved is done, also when it is held), 1 understood but not possible, 2 not understood.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from exist_desktop.api.http.server_address import ServerAddressError
from exist_desktop.app.desktop.stderr_log import log_to_stderr
from exist_desktop.cli import streams
from exist_desktop.cli.acts.act import AnswerFormat, Exit
from exist_desktop.cli.grammar import completion
from exist_desktop.cli.grammar.parser import act_of, parser
from exist_desktop.cli.printed import not_written
from exist_desktop.front.place import data_folder
from exist_desktop.settings import (
    SETTLE_VARIABLE,
    FolderSettingError,
    SettlingTimeError,
    chosen_language,
    load_setup,
)
from exist_desktop.words.language import Language


def main(arguments: Sequence[str] | None = None, *, name: str = "") -> int:
    """Runs what was typed and returns the exit code.

    `name` is that of a call that a running window has not answered: what was saved under it is not saved again.
    """
    streams.open_all()
    folder = data_folder()
    language = _language(chosen_language(os.environ), Path(folder) if folder else None)
    words = [_as_text(word) for word in (sys.argv[1:] if arguments is None else arguments)]
    whole = parser(language, first=words[0] if words else "")
    typed = whole.parse_args(words)
    if typed.completion is not None:
        return _print(completion.script(typed.completion), language)
    try:
        chosen = load_setup(typed.server, typed.data_dir)
    except (ServerAddressError, FolderSettingError, SettlingTimeError) as problem:
        whole.error(_wrong_setting(language, problem))
    if typed.data_dir is not None:
        language = _language(chosen.language, chosen.folder)  # which that folder may have another choice of
    log_to_stderr(typed.log_level)
    if typed.command == "demo-server":
        _collect_garbage()
        return _serve_demo(typed, language)
    if typed.command == "quick":
        from exist_desktop.app.start import run_quick_entry

        return run_quick_entry(chosen)
    if typed.command is None:
        from exist_desktop.app.start import StartView, run_window

        view = StartView.HIDDEN if typed.hidden else StartView.TODAY if typed.today else StartView.WINDOW
        return run_window(replace(chosen, demo=typed.demo), view)
    from exist_desktop.cli.run import run

    answers = AnswerFormat.JSON if typed.json else AnswerFormat.WORDS
    act = act_of(typed)
    _collect_garbage()
    return run(chosen, act, answers, language, name=name)


def _collect_garbage() -> None:
    """Collects garbage from now on, if the start put that off; what is loaded is not looked through."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _language(chosen: str, folder: Path | None) -> Language:
    """Returns the language that the environment asks for, or the chosen one."""
    from exist_desktop.app.desktop.cached_language import cached_language

    return cached_language(folder, chosen, os.environ)


def _print(text: str, language: Language) -> Exit:
    """Prints text that is not an act's answer, and says why it could not be written."""
    problem = streams.print_answer(text)
    if problem is None:
        return Exit.DONE
    streams.write(sys.stderr, not_written(language, problem.strerror or problem) + "\n")
    return Exit.NOT_POSSIBLE


def _wrong_setting(language: Language, problem: ServerAddressError | FolderSettingError | SettlingTimeError) -> str:
    match problem:
        case ServerAddressError():
            from exist_desktop.words.pages.settings import SettingsWords

            return SettingsWords(language).wrong_server(problem.kind.name, problem.typed)
        case FolderSettingError():
            return language.say(
                "{folder} cannot be the data folder: its name has to be text in one line.", folder=ascii(str(problem))
            )
        case SettlingTimeError():
            return language.say(
                "{variable} takes a number of seconds above 0, not {typed}.", variable=SETTLE_VARIABLE, typed=problem
            )


def _as_text(argument: str) -> str:
    """Returns the argument, decoded as UTF-8 if Python did not decode it because the process has no locale.

    File names that are not UTF-8 are returned unchanged: Python represents their bytes as lone surrogates (PEP 383).
    """
    try:
        return os.fsencode(argument).decode("utf-8")
    except UnicodeError:
        return argument


def _serve_demo(typed: argparse.Namespace, language: Language) -> int:
    import time

    from exist_desktop.demo.filling import Filling
    from exist_desktop.demo.people.people import DAYS_TOLD, YEAR_DAYS, people_in
    from exist_desktop.demo.server.server import serve

    def announce(announcement: dict[str, object]) -> None:
        _print(json.dumps(announcement) + "\n", language)  # the server runs anyway: its port may be known

    try:
        state = Path(typed.state) if typed.state else None
        owner = sys.stdin.buffer if typed.ends_with_input else None
        people = people_in(typed.zone, max(typed.days or DAYS_TOLD, YEAR_DAYS))
        filling = Filling(time.time()) if typed.filling else None
        serve(typed.port, announce=announce, state_path=state, people=people, owner=owner, filling=filling)
    except OSError as error:
        streams.write(sys.stderr, _why_not_served(language, typed, error) + "\n")
        return Exit.NOT_POSSIBLE
    return Exit.DONE


def _why_not_served(language: Language, typed: argparse.Namespace, error: OSError) -> str:
    if error.filename is not None:
        return language.say(
            "The state cannot be kept in {file}: {reason}. Name another file.",
            file=error.filename,
            reason=error.strerror,
        )
    return language.say(
        "Port {port} cannot be used: {reason}. Another number, or none, will do.",
        port=typed.port,
        reason=error.strerror,
    )
