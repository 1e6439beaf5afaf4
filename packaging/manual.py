"""The manual page of `exist-desktop`, in roff, made from the grammar of the command line and its examples."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence

SECTION = 1
Examples = Mapping[str, Sequence[tuple[str, str]]]
"""For each command the lines to type, without the program's name, and what each does. An empty name is the program."""
DESCRIPTION = """\
Exist keeps one value per attribute and day of what people track about themselves: steps, sleep, mood, coffees, tags.
Exist Desktop is an unofficial client of it.

What is entered is on this computer's disk before it is called saved. It is sent when there is a connection, and it is
shown until Exist has it.

Without a command the window opens; a second start brings the first one to the front. All else works with a running
window and without one, and needs no screen."""
STATUS = (
    ("0", "Done. An entry that was saved is done, also when it is held."),
    ("1", "Understood, but not possible; standard error says why."),
    ("2", "The command line was not understood."),
)
ENVIRONMENT = (
    ("EXIST_DESKTOP_SERVER", "Another server; plain http for this computer only."),
    ("EXIST_DESKTOP_DATA_DIR", "Another folder for what is kept here; others must not be able to write into it."),
    ("EXIST_DESKTOP_TOKEN", "A token for this process alone, never stored."),
    ("EXIST_DESKTOP_SETTLE_SECONDS", "How many seconds a request may live at the server (330); for tests."),
    ("LANGUAGE, LC_ALL, LC_MESSAGES", "The language of a command; they come before the choice in Settings."),
    ("PYTHON_KEYRING_BACKEND", "The keyring to use."),
)
FILES = (
    ("$XDG_DATA_HOME/exist-desktop", "Your days, in one SQLite file, and a second copy of what is not in Exist yet."),
    ("$XDG_CONFIG_HOME/autostart/exist-desktop.desktop", "The start at login, while it is switched on in Settings."),
)
NOTE = (
    "XDG_DATA_HOME is ~/.local/share and XDG_CONFIG_HOME is ~/.config where they are not set. The files stay when the "
    "program is removed; Settings removes them."
)


def page(parser: argparse.ArgumentParser, examples: Examples, version: str) -> str:
    """Returns the whole page."""
    return "\n".join(_lines(parser, examples, version)) + "\n"


def _lines(parser: argparse.ArgumentParser, examples: Examples, version: str) -> Iterator[str]:
    yield '.\\" Made by `python3 packaging/dev.py manual` from the grammar of the command line.'
    yield f'.TH {parser.prog.upper()} {SECTION} "" "Exist Desktop {version}" "User Commands"'
    yield ".SH NAME"
    yield f"{_said(parser.prog)} \\- log a day for Exist in seconds, online or not"
    yield ".SH SYNOPSIS"
    yield f".B {_said(parser.prog)}"
    yield _said("[options] [command [options] [words]]")
    yield ".SH DESCRIPTION"
    for paragraph in DESCRIPTION.split("\n\n"):
        yield from (".PP", _said(paragraph.replace("\n", " ")))
    yield ".SH OPTIONS"
    for option in _options(parser):
        yield from _told(option)
    yield ".SH COMMANDS"
    commands = _commands(parser)
    shared = set.intersection(*({_longest(option) for option in _options(each)} for each in commands.values()))
    yield _said(f"These options may also follow any command: {', '.join(sorted(shared))}.")
    for name, command in commands.items():
        yield from _command(name, command, shared)
        yield from _examples(parser.prog, examples.get(name, ()))
    yield from _described("EXIT STATUS", STATUS)
    yield from _described("ENVIRONMENT", ENVIRONMENT)
    yield from _described("FILES", FILES)
    yield from (".PP", _said(NOTE))
    yield ".SH EXAMPLES"
    yield from _examples(parser.prog, examples[""])


def _command(name: str, command: argparse.ArgumentParser, shared: set[str]) -> Iterator[str]:
    words = [each for each in command._actions if not each.option_strings]  # noqa: SLF001 - argparse has no other way
    yield f".SS {_said(' '.join([name, *map(_shape, words)]))}"
    yield _said(_sentence(command.description or ""))
    for action in words:
        yield from _item(f"\\fI{_said(str(action.metavar or action.dest))}\\fR", action.help or "")
    for option in _options(command):
        if _longest(option) not in shared:
            yield from _told(option)


def _options(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    actions = parser._actions  # noqa: SLF001 - argparse has no other way
    return [action for action in actions if action.option_strings and action.help != argparse.SUPPRESS]


def _longest(option: argparse.Action) -> str:
    return max(option.option_strings, key=len)


def _commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in parser._actions:  # noqa: SLF001 - argparse has no other way
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            return dict(action.choices)
    return {}


def _shape(action: argparse.Action) -> str:
    """Returns a word of a command as its usage shows it: one or more, or none."""
    name = str(action.metavar or action.dest)
    return {"+": f"{name} ...", "*": f"[{name} ...]", "?": f"[{name}]"}.get(str(action.nargs), name)


def _told(option: argparse.Action) -> Iterator[str]:
    following = ""
    if option.nargs != 0:
        value = "|".join(map(str, option.choices)) if option.choices else str(option.metavar or option.dest)
        following = f" \\fI{_said(value)}\\fR"
    yield from _item(", ".join(map(_bold, option.option_strings)) + following, option.help or "")


def _described(heading: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f".SH {heading}"
    for name, text in rows:
        yield from _item(_bold(name), text)


def _item(name: str, text: str) -> Iterator[str]:
    yield ".TP"
    yield name
    yield _said(text)


def _examples(program: str, examples: Sequence[tuple[str, str]]) -> Iterator[str]:
    for typed, does in examples:
        yield from _item(f"$ {_bold(f'{program} {typed}'.rstrip())}", does)


def _sentence(text: str) -> str:
    return text if not text or text.endswith(".") else f"{text[0].upper()}{text[1:]}."


def _bold(text: str) -> str:
    return f"\\fB{_said(text)}\\fR"


def _said(text: str) -> str:
    """Returns text in which nothing is a command of roff. A hyphen stays one that can be copied into a shell."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    escaped = escaped.replace("~", "\\(ti").replace("^", "\\(ha").replace('"', "\\(dq")
    return f"\\&{escaped}" if escaped.startswith(".") else escaped
