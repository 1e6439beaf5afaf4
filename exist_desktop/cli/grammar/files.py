"""The grammar of `export` and `import`, and which act each means."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from exist_desktop.cli.acts.act import Act
from exist_desktop.cli.grammar.arguments import ArgumentTypes, Commands, Parser, add_command, add_json
from exist_desktop.domain.transfer.encodings import Encoding
from exist_desktop.domain.transfer.export import ExportFormat
from exist_desktop.domain.transfer.imports import FileKind

_KINDS = [str(one) for one in FileKind]
_ENCODINGS = [str(one) for one in Encoding]


def add_files(commands: Commands, shared: Parser) -> None:
    """Adds the commands."""
    language = shared.language
    say, types = language.say, ArgumentTypes(language)
    a_day = language.pgettext("to be replaced: a day", "D")
    writing = add_command(commands, "export", shared, say("write what is here into a file that others read"))
    add_json(writing)
    writing.add_argument("path", metavar=language.pgettext("to be replaced", "PATH"), help=say("the file to write"))
    formats = [str(one) for one in ExportFormat]
    writing.add_argument("--format", choices=formats, required=True, help=say("what kind of file"))
    writing.add_argument(
        "--from", dest="first", type=types.day, metavar=a_day, help=say("the first day, such as 2026-11-01")
    )
    writing.add_argument(
        "--to", dest="last", type=types.day, metavar=a_day, help=say("the last day, such as yesterday")
    )
    writing.add_argument(
        "--spreadsheet", action="store_true", help=say("a CSV file as spreadsheets here open it, without formulas")
    )
    writing.set_defaults(parser=writing)
    reading = add_command(
        commands, "import", shared, say("take in a file of this program, Exist's archive, or another program's file")
    )
    add_json(reading)
    reading.add_argument(
        "path",
        metavar=language.pgettext("to be replaced", "PATH"),
        help=say("the file to read, or the folder of an archive"),
    )
    reading.add_argument("--kind", choices=_KINDS, help=say("what kind of file, if you know"))
    reading.add_argument(
        "--map",
        metavar=language.pgettext("to be replaced", "FILE"),
        help=say("what the columns, moods and tags of another program's file mean"),
    )
    reading.add_argument(
        "--encoding", choices=_ENCODINGS, help=say("how another program's text is written that is not in UTF-8")
    )
    reading.add_argument(
        "--yes",
        action="store_true",
        help=say("it is yours, and what it needs is created and taken over, without asking"),
    )
    reading.add_argument("--dry-run", action="store_true", help=say("only say what it would bring"))


def file_act(typed: argparse.Namespace) -> Act[Any]:
    """Returns the act of a command. Ends the process if its options do not go together."""
    if typed.command == "import":
        from exist_desktop.cli.transfer.imports import ImportArguments, import_file

        kind = None if typed.kind is None else FileKind(typed.kind)
        mapping = None if typed.map is None else Path(typed.map)
        encoding = None if typed.encoding is None else Encoding(typed.encoding)
        wanted = ImportArguments(Path(typed.path), kind, typed.dry_run, mapping, typed.yes, encoding)
        return Act(import_file, wanted)
    written = ExportFormat(typed.format)
    if typed.spreadsheet and not written.is_table:
        parser: Parser = typed.parser
        parser.error(parser.language.say("{option} goes with {other}", option="--spreadsheet", other=ExportFormat.CSV))
    from exist_desktop.cli.transfer.export import ExportArguments, export

    return Act(export, ExportArguments(Path(typed.path), written, typed.first, typed.last, typed.spreadsheet))
