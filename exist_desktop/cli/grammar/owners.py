"""The grammar of `attributes`, `templates`, `take-over`, `give-back` and `create`, and which act each means."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from exist_desktop.cli.acts.act import Act
from exist_desktop.cli.grammar.arguments import ArgumentTypes, Commands, Parser, add_command, add_json
from exist_desktop.domain.creation import CREATABLE
from exist_desktop.domain.value_types import TYPE_CODES
from exist_desktop.words.language import Language

if TYPE_CHECKING:
    from exist_desktop.cli.ownership.create import CreateArguments


def add_owners(commands: Commands, shared: Parser) -> None:
    """Adds the commands."""
    language = shared.language
    say = language.say
    name = language.pgettext("to be replaced", "NAME")
    listing = add_command(commands, "attributes", shared, say("show who fills which attribute"))
    add_json(listing)
    listing.add_argument("--all", action="store_true", help=say("also inactive ones and those of low priority"))

    offered = add_command(commands, "templates", shared, say("show the kinds of attribute that Exist offers"))
    add_json(offered)
    text = language.pgettext("to be replaced", "TEXT")
    offered.add_argument("text", nargs="*", metavar=text, help=say("a part of the name, label or group"))

    taking = add_command(commands, "take-over", shared, say("fill attributes from here"))
    giving = add_command(commands, "give-back", shared, say("let others fill attributes again"))
    for parser in (taking, giving):
        add_json(parser)
        parser.add_argument("name", nargs="+", metavar=name, help=say("its name or label"))
        parser.add_argument("--yes", action="store_true", help=say("do not ask"))
    giving.add_argument("--discard", action="store_true", help=say("discard entries of it that are not in Exist yet"))
    _add_create(commands, shared)


def _add_create(commands: Commands, shared: Parser) -> None:
    language = shared.language
    say = language.say
    making = add_command(commands, "create", shared, say("create an attribute, your own or from a template"))
    add_json(making)
    label = language.pgettext("to be replaced", "LABEL")
    making.add_argument("label", nargs="*", metavar=label, help=say("any text, emoji too"))
    group = language.pgettext("to be replaced: a group", "G")
    making.add_argument("--group", metavar=group, help=say("its group, such as {group}", group="health"))
    codes = [TYPE_CODES[value_type] for value_type in CREATABLE]
    making.add_argument("--type", choices=codes, help=say("what its values are"))
    name = language.pgettext("to be replaced", "NAME")
    making.add_argument("--template", metavar=name, help=say("one that `templates` shows"))
    value = language.pgettext("to be replaced: a value", "V")
    making.add_argument("--value", metavar=value, help=say("its first value"))
    making.add_argument(
        "--date",
        type=ArgumentTypes(language).day,
        metavar=language.pgettext("to be replaced: a day", "D"),
        help=say("the day of the value, such as yesterday or 2026-11-22"),
    )
    making.set_defaults(parser=making)


def owner_act(typed: argparse.Namespace) -> Act[Any]:
    """Returns the act of a command. Ends the process if its options do not go together."""
    if typed.command in ("attributes", "templates"):
        return _shown(typed)
    if typed.command == "create":
        from exist_desktop.cli.ownership.create import create

        return Act(create, _create(typed), enters=True)
    from exist_desktop.cli.ownership.owners import OwnersArguments, give_back, take_over

    match typed.command:
        case "take-over":
            return Act(take_over, OwnersArguments(tuple(typed.name), typed.yes))
        case "give-back":
            return Act(give_back, OwnersArguments(tuple(typed.name), typed.yes, typed.discard))
        case other:
            raise ValueError(other)


def _shown(typed: argparse.Namespace) -> Act[Any]:
    from exist_desktop.cli.ownership.attributes import AttributesArguments, TemplatesArguments, attributes, templates

    if typed.command == "attributes":
        return Act(attributes, AttributesArguments(typed.all))
    return Act(templates, TemplatesArguments(" ".join(typed.text)))


def _create(typed: argparse.Namespace) -> CreateArguments:
    from exist_desktop.cli.ownership.create import CreateArguments

    label = " ".join(typed.label)
    language: Language = typed.parser.language
    if (typed.template is None) != bool(label):
        typed.parser.error(language.say("either LABEL or --template NAME is needed"))
    if label and not (typed.group and typed.type):
        typed.parser.error(
            language.say("the following arguments are required: {arguments}", arguments="--group, --type")
        )
    if typed.date is not None and typed.value is None:
        typed.parser.error(language.say("{option} goes with {other}", option="--date", other="--value"))
    kind = next((one for one, code in TYPE_CODES.items() if code == typed.type), None)
    return CreateArguments(label, typed.group or "", kind, typed.template, typed.value, typed.date)
