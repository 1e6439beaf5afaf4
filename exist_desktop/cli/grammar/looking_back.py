"""The grammar of what shows more than a day, from `values` to `relations`, and which act each means."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from exist_desktop.cli.acts.act import Act
from exist_desktop.cli.grammar.arguments import ArgumentTypes, Commands, Parser, add_command, add_json
from exist_desktop.words.language import Language

if TYPE_CHECKING:
    from exist_desktop.cli.findings.relations import RelationsArguments


def add_looking_back(commands: Commands, shared: Parser) -> None:
    """Adds the commands."""
    language = shared.language
    say, types = language.say, ArgumentTypes(language)
    a_day = language.pgettext("to be replaced: a day", "D")

    past = add_command(commands, "values", shared, say("show all days of an attribute"))
    past.add_argument(
        "name", nargs="+", metavar=language.pgettext("to be replaced", "NAME"), help=say("its name or label")
    )
    past.add_argument("--all", action="store_true", help=say("also days without a value, and days that were not read"))
    past.add_argument("--csv", action="store_true", help=say("as rows with commas, for spreadsheets"))
    diary = add_command(commands, "days", shared, say("show mood, note and tags of days, newest first"))
    for parser in (past, diary):
        add_json(parser)
        parser.add_argument(
            "--from", dest="first", type=types.day, metavar=a_day, help=say("the first day, such as 2026-11-01")
        )
        parser.add_argument(
            "--to", dest="last", type=types.day, metavar=a_day, help=say("the last day, such as yesterday")
        )
    finding = add_command(commands, "find", shared, say("find words in notes, texts and tags of all days"))
    add_json(finding)
    finding.add_argument(
        "text",
        nargs="+",
        metavar=language.pgettext("to be replaced", "TEXT"),
        help=say('words that a day has to have, or a "phrase"'),
    )
    does = say("show what is here of the history, and how far its copy is")
    add_json(add_command(commands, "history", shared, does))
    _add_findings(commands, shared)


def _add_findings(commands: Commands, shared: Parser) -> None:
    language = shared.language
    say, types = language.say, ArgumentTypes(language)
    noticed = add_command(commands, "insights", shared, say("show what Exist noticed, newest first"))
    add_json(noticed)
    noticed.add_argument(
        "--from",
        dest="first",
        type=types.day,
        metavar=language.pgettext("to be replaced: a day", "D"),
        help=say("the first day, such as 2026-11-01"),
    )
    usual = add_command(commands, "averages", shared, say("show how the averages of an attribute changed"))
    add_json(usual)
    usual.add_argument(
        "name", nargs="+", metavar=language.pgettext("to be replaced", "NAME"), help=say("its name or label")
    )
    weekly = add_command(commands, "week", shared, say("show the last whole week in words"))
    add_json(weekly)
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
    parser = add_command(commands, "relations", shared, say("show what goes together"))
    add_json(parser)
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


def looking_back_act(typed: argparse.Namespace) -> Act[Any]:
    """Returns the act of a command. Ends the process if its options do not go together."""
    return _found(typed) if typed.command in ("relations", "insights", "week", "averages") else _look_back(typed)


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
