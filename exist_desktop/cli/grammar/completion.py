"""Completion for shells, generated from the parser of the command line.

For each command a script lists its words: options, and what may follow them. All three shells choose by the words
before the one being typed.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from enum import Enum

from msgspec import Struct, field

PROGRAM = "exist-desktop"
SHELLS = ("bash", "zsh", "fish")


class Follows(Enum):
    """What follows an option that has no choices of its own."""

    NOTHING = ""
    ANYTHING = "word"
    FILE = "file"
    FOLDER = "folder"


PLACES = {"state": Follows.FILE, "data_dir": Follows.FOLDER}
"""The options that a path follows, by where the parser keeps them."""
WORDS = {"--date": ("today", "yesterday")}
"""Likely values of options whose choices the parser does not list."""


class Option(Struct, frozen=True):
    """One option: its spellings, its help and what follows it."""

    spellings: tuple[str, ...]
    told: str
    follows: Follows
    words: tuple[str, ...] = ()


class Command(Struct, frozen=True):
    """One command. An empty name is the program itself."""

    name: str
    told: str
    options: tuple[Option, ...] = ()
    commands: tuple[Command, ...] = field(default=())


def read(parser: argparse.ArgumentParser, name: str = "", told: str = "") -> Command:
    """Returns what a parser accepts. argparse has no public way to ask it."""
    options, commands = [], []
    for action in parser._actions:  # noqa: SLF001
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}  # noqa: SLF001
            commands = [read(sub, sub_name, helps.get(sub_name, "")) for sub_name, sub in action.choices.items()]
        elif action.option_strings and action.help != argparse.SUPPRESS:
            options.append(_option(action))
    return Command(name, told, tuple(options), tuple(commands))


def _option(action: argparse.Action) -> Option:
    words = tuple(map(str, action.choices or ())) or WORDS.get(action.option_strings[-1], ())
    follows = Follows.NOTHING if action.nargs == 0 else PLACES.get(action.dest, Follows.ANYTHING)
    return Option(tuple(action.option_strings), action.help or "", follows, words)


def script(shell: str, parser: argparse.ArgumentParser) -> str:
    """Returns the completion script for one of `SHELLS`."""
    program = read(parser)
    lines = {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell](program)
    return "\n".join(lines) + "\n"


def _everything(program: Command) -> Iterator[Option]:
    """Yields each option once. The same spelling means the same in all commands."""
    seen = set()
    for command in (program, *program.commands):
        for option in command.options:
            if option.spellings not in seen:
                seen.add(option.spellings)
                yield option


def _spellings(options: Iterable[Option]) -> str:
    return " ".join(spelling for option in options for spelling in option.spellings)


def _bash(program: Command) -> Iterator[str]:
    yield f"# Completion of {PROGRAM} for bash: source this file, or put it into bash-completion's folder."
    yield "_exist_desktop() {"
    yield "    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= word i skip="
    yield "    COMPREPLY=()"
    yield '    case "$before" in'
    for option in _everything(program):
        if option.follows is not Follows.NOTHING:
            yield f"        {'|'.join(option.spellings)}) {_bash_following(option)}; return ;;"
    yield "    esac"
    yield "    for ((i = 1; i < COMP_CWORD; i++)); do"
    yield "        word=${COMP_WORDS[i]}"
    yield "        if [[ -n $skip ]]; then skip=; continue; fi"
    yield '        case "$word" in'
    takers = [option for option in program.options if option.follows is not Follows.NOTHING]
    yield f"            {_spellings(takers).replace(' ', '|')}) skip=1 ;;"
    yield "            -*) ;;"
    yield "            *) command=$word; break ;;"
    yield "        esac"
    yield "    done"
    yield '    case "$command" in'
    for command in program.commands:
        yield f'        {command.name}) COMPREPLY=($(compgen -W "{_spellings(command.options)}" -- "$current")) ;;'
    names = " ".join(command.name for command in program.commands)
    yield f'        "") COMPREPLY=($(compgen -W "{names} {_spellings(program.options)}" -- "$current")) ;;'
    yield "    esac"
    yield "}"
    yield f"complete -F _exist_desktop {PROGRAM}"


def _bash_following(option: Option) -> str:
    if option.words:
        return f'COMPREPLY=($(compgen -W "{" ".join(option.words)}" -- "$current"))'
    if option.follows is Follows.ANYTHING:
        return ":"
    kind = "-d" if option.follows is Follows.FOLDER else "-f"
    return f"compopt -o filenames 2> /dev/null; local IFS=$'\\n'; COMPREPLY=($(compgen {kind} -- \"$current\"))"


def _zsh(program: Command) -> Iterator[str]:
    yield f"#compdef {PROGRAM}"
    yield f"# Completion of {PROGRAM} for zsh: put this file as _{PROGRAM} into a folder of $fpath."
    yield "_exist_desktop() {"
    yield "    local context state state_descr line"
    yield "    typeset -A opt_args"
    yield "    _arguments -C \\"
    yield from (f"        {spec} \\" for option in program.options for spec in _zsh_specs(option))
    yield "        '1:command:->command' '*::rest:->rest' && return"
    yield "    case $state in"
    yield "        command)"
    yield "            local -a commands=("
    yield from (f"                {_zsh_quoted(f'{command.name}:{command.told}')}" for command in program.commands)
    yield "            )"
    yield "            _describe command commands ;;"
    yield "        rest)"
    yield "            case $line[1] in"
    for command in program.commands:
        specs = " ".join(spec for option in command.options for spec in _zsh_specs(option))
        yield f"                {command.name}) _arguments {specs} '*: :' ;;"
    yield "            esac ;;"
    yield "    esac"
    yield "}"
    yield 'if [ "$funcstack[1]" = "_exist_desktop" ] || [ "$funcstack[1]" = "_exist-desktop" ]; then'
    yield '    _exist_desktop "$@"'
    yield "else"
    yield f"    compdef _exist_desktop {PROGRAM}"
    yield "fi"


def _zsh_specs(option: Option) -> Iterator[str]:
    told = option.told.replace("[", "(").replace("]", ")").replace(":", "\\:")
    after = {Follows.FILE: ":file:_files", Follows.FOLDER: ":folder:_files -/", Follows.ANYTHING: ":value: "}
    following = f":value:({' '.join(option.words)})" if option.words else after.get(option.follows, "")
    yield from (_zsh_quoted(f"{spelling}[{told}]{following}") for spelling in option.spellings)


def _zsh_quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _fish(program: Command) -> Iterator[str]:
    yield f"# Completion of {PROGRAM} for fish: put this file as {PROGRAM}.fish into ~/.config/fish/completions."
    yield f"complete -c {PROGRAM} -f"
    for option in program.options:
        yield _fish_line("__fish_use_subcommand", option)
    for command in program.commands:
        told = _fish_quoted(command.told)
        yield f"complete -c {PROGRAM} -n __fish_use_subcommand -a {command.name} -d {told}"
        condition = _fish_quoted(f"__fish_seen_subcommand_from {command.name}")
        yield from (_fish_line(condition, option) for option in command.options)


def _fish_line(condition: str, option: Option) -> str:
    spelled = " ".join(f"-l {s[2:]}" if s.startswith("--") else f"-s {s[1:]}" for s in option.spellings)
    after = {Follows.NOTHING: "", Follows.ANYTHING: " -x", Follows.FILE: " -r -F", Follows.FOLDER: " -x"}
    following = after[option.follows]
    if option.words:
        following = f" -x -a {_fish_quoted(' '.join(option.words))}"
    elif option.follows is Follows.FOLDER:
        following = " -x -a '(__fish_complete_directories)'"
    return f"complete -c {PROGRAM} -n {condition} {spelled}{following} -d {_fish_quoted(option.told)}"


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
