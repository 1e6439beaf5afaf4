"""The grammar of `sign-in` and `sign-out`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from exist_desktop.api.oauth import scopes
from exist_desktop.cli.acts.act import Act
from exist_desktop.cli.grammar.arguments import ArgumentTypes, Commands, Parser, add_command, add_json
from exist_desktop.settings import REDIRECT_ADDRESS

if TYPE_CHECKING:
    from exist_desktop.cli.acts.sign_in import WithClient, WithToken
    from exist_desktop.words.language import Language


def add_signing(commands: Commands, shared: Parser) -> None:
    """Adds the commands for signing in and out."""
    language = shared.language
    say = language.say
    signing = add_command(commands, "sign-in", shared, say("sign in with Exist, or with a developer token"))
    add_json(signing)
    way = signing.add_mutually_exclusive_group(required=True)
    way.add_argument(
        "--client-secret-stdin", action="store_true", help=say("the client's secret is the first line of input")
    )
    way.add_argument("--token-stdin", action="store_true", help=say("a developer token is the first line of input"))
    signing.add_argument(
        "--client-id", metavar=language.pgettext("to be replaced", "ID"), help=say("the id of your Exist client")
    )
    signing.add_argument(
        "--redirect-uri",
        metavar=language.pgettext("to be replaced", "URI"),
        default=REDIRECT_ADDRESS,
        help=say("as registered with the client"),
    )
    signing.add_argument(
        "--scopes",
        type=ArgumentTypes(language).scopes,
        default=scopes.DEFAULT,
        metavar=language.pgettext("to be replaced", "SCOPES"),
        help=say('what to ask for, as Exist names it, such as "{scopes}"', scopes="default activity_write"),
    )
    signing.add_argument("--no-browser", action="store_true", help=say("only print the address to open"))
    signing.add_argument("--yes", action="store_true", help=say("whoever signs in is you"))
    signing.set_defaults(parser=signing)
    leaving = add_command(commands, "sign-out", shared, say("forget the tokens; entries stay"))
    add_json(leaving)
    leaving.add_argument(
        "--give-back",
        action="store_true",
        help=say("give back first what is filled from here, if Exist can be reached"),
    )
    leaving.add_argument("--discard", action="store_true", help=say("discard entries that are not in Exist yet"))


def signing_act(typed: argparse.Namespace) -> Act[Any]:
    """Returns the act of a command. Ends the process if its options do not go together."""
    from exist_desktop.cli.acts.sign_in import SignOutArguments, sign_in, sign_out
    from exist_desktop.engine import Unsent

    if typed.command == "sign-in":
        return Act(sign_in, _way_in(typed))
    return Act(sign_out, SignOutArguments(Unsent.DISCARDED if typed.discard else Unsent.KEPT, typed.give_back))


def _way_in(typed: argparse.Namespace) -> WithClient | WithToken:
    from exist_desktop.cli.acts.sign_in import WithClient, WithToken

    if typed.token_stdin:
        return WithToken()
    if not typed.client_id:
        language: Language = typed.parser.language
        typed.parser.error(
            language.say("{option} goes with {other}", option="--client-secret-stdin", other="--client-id")
        )
    return WithClient(typed.client_id, typed.redirect_uri, not typed.no_browser, typed.yes, typed.scopes)
