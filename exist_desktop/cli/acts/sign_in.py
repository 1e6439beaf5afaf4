"""`sign-in` and `sign-out` from the shell."""

from __future__ import annotations

import asyncio
import contextlib
import webbrowser

from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.api.oauth.scopes import DEFAULT
from exist_desktop.api.oauth.sign_in import SignedIn, SignIn
from exist_desktop.cli.acts.act import ActRequest, AnswerFormat, Changed, Outcome
from exist_desktop.cli.acts.context import connect_quietly
from exist_desktop.domain.parsing.spelling import key
from exist_desktop.engine import Engine, Unsent
from exist_desktop.errors import AppError, SignInError, SignInErrorKind
from exist_desktop.ownership.giving_back import give_back_all
from exist_desktop.words.error_messages import ErrorMessages
from exist_desktop.words.pages.sign_in import BrowserPageWords
from exist_desktop.words.pages.sign_out import not_discarded, still_filled, waiting
from exist_desktop.words.visible import visible


class WithClient(Struct, frozen=True):
    """A sign-in with the person's own Exist client; its secret is the first line of the terminal."""

    client_id: str
    redirect_address: str
    open_browser: bool
    confirmed: bool
    scopes: tuple[str, ...] = DEFAULT


class WithToken(Struct, frozen=True):
    """A sign-in with a developer token, the first line of the terminal."""


Way = WithClient | WithToken
"""A way to sign in."""


class SignOutArguments(Struct, frozen=True):
    """What was typed after `sign-out`. `gives_back` is whether attributes that are filled from here are released."""

    unsent: Unsent
    gives_back: bool = False


async def sign_in(engine: Engine, request: ActRequest[Way]) -> Outcome:
    """Signs in through the browser or with a token; what has waited for that is sent after the answer.

    Raises `SignInError`, `RequestError` and `KeyringError`.
    """
    way, terminal = request.arguments, request.terminal
    secret = await terminal.read_line()
    await engine.credential_store.check()  # without a safe keyring there is no use in continuing
    if isinstance(way, WithToken):
        signed_in = await engine.try_token(secret)
    else:
        signed_in = await _in_browser(engine, request, way, secret)
        if not way.confirmed and not await _is_this_you(request, signed_in):
            raise SignInError(SignInErrorKind.NOT_ME)
    error = await engine.adopt(signed_in)
    if error is not None:
        raise error
    user = signed_in.profile.username
    words = request.language.say("Signed in as @{user}.", user=visible(user))
    return replace(_outcome(request, {"signed_in": True, "user": user}, words), sends=True)


def _outcome(request: ActRequest[object], document: dict[str, object], words: str) -> Outcome:
    if request.format is AnswerFormat.JSON:
        return Outcome(document=document, changed=Changed.SIGN_IN)
    return Outcome(words=(words,), changed=Changed.SIGN_IN)


async def _in_browser(engine: Engine, request: ActRequest[Way], way: WithClient, secret: str) -> SignedIn:
    say, terminal = request.language.say, request.terminal
    flow = engine.begin_sign_in(
        way.client_id, secret, way.redirect_address, way.scopes, BrowserPageWords(request.language)
    )
    address = await flow.start()
    if way.open_browser and await asyncio.to_thread(_open, address):
        terminal.tell(say("The browser opens. If it does not, open this address:"))
    else:
        terminal.tell(say("Open this address in your browser:"))
    terminal.tell(address)
    if not (terminal.is_interactive or not flow.listens):
        return await flow.finish()
    terminal.tell(say("Or paste the address that the browser comes back to, and press Enter."))
    reading = asyncio.create_task(_read_pasted(flow, request))
    try:
        return await flow.finish()
    finally:
        reading.cancel()


def _open(address: str) -> bool:
    with contextlib.suppress(webbrowser.Error):
        return webbrowser.open(address)
    return False


async def _read_pasted(flow: SignIn, request: ActRequest[Way]) -> None:
    """Reads pasted redirect addresses until one is right or the input ends."""
    while line := await request.terminal.read_line():
        try:
            flow.paste(line)
        except AppError as error:
            request.terminal.tell(ErrorMessages(request.language).message(error).text(request.language))
        else:
            return


async def _is_this_you(request: ActRequest[Way], signed_in: SignedIn) -> bool:
    user = visible(signed_in.profile.username)
    answer = await request.terminal.ask(request.language.say("Signed in as @{user}. Is this you? [y/N]", user=user))
    return key(answer) in request.language.typed_words.yes


async def sign_out(engine: Engine, request: ActRequest[SignOutArguments]) -> Outcome:
    """Forgets the tokens. Unsent entries stay for the next sign-in, unless the person discards them.

    Raises as `Engine.sign_out` does.
    """
    unsent = request.arguments.unsent
    if unsent is Unsent.KEPT and request.terminal.is_interactive and (n := (await engine.views.counts()).open):
        unsent = await _kept_or_discarded(request, n)
    language = request.language
    kept = await _give_back(engine, request)
    left = await engine.sign_out(unsent)
    rest = waiting(language, left) if unsent is Unsent.KEPT else not_discarded(language, left)
    words = language.sentences(language.say("Signed out."), rest)
    outcome = _outcome(request, {"signed_in": False, "kept": left}, words)
    return replace(outcome, messages=(still_filled(language, kept),)) if kept else outcome


async def _give_back(engine: Engine, request: ActRequest[SignOutArguments]) -> tuple[str, ...]:
    """Gives back what is filled from here, if the person wants that. Returns the labels of what could not be."""
    ours = [row.attribute.label for row in await engine.owners.attributes() if row.ours]
    wanted = request.arguments.gives_back
    if ours and not wanted and request.terminal.is_interactive:
        question = request.language.ngettext(
            "1 attribute is filled from here: {labels}. Give it back first? [y/N]",
            "{n} attributes are filled from here: {labels}. Give them back first? [y/N]",
            len(ours),
            labels=request.language.listed(ours),
        )
        wanted = key(await request.terminal.ask(question)) in request.language.typed_words.yes
    if not ours or not wanted:
        return ()
    await connect_quietly(engine)
    return await give_back_all(engine)


async def _kept_or_discarded(request: ActRequest[SignOutArguments], waiting: int) -> Unsent:
    question = request.language.ngettext(
        "1 entry is not in Exist yet. Keep it for the next sign-in? [Y/n]",
        "{n} entries are not in Exist yet. Keep them for the next sign-in? [Y/n]",
        waiting,
    )
    answer = key(await request.terminal.ask(question))
    return Unsent.DISCARDED if answer in request.language.typed_words.no else Unsent.KEPT
