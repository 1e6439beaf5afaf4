"""`sign-in` and `sign-out` from the shell."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import threading
import webbrowser
from dataclasses import dataclass

from exist_desktop.api.oauth.scopes import DEFAULT
from exist_desktop.api.oauth.sign_in import SignedIn, SignIn
from exist_desktop.cli.console import Console, Exit
from exist_desktop.cli.context import opened_to_act
from exist_desktop.engine import Engine, Unsent
from exist_desktop.errors import AppError, SignInError, SignInErrorKind
from exist_desktop.settings import TOKEN_VARIABLE, Setup
from exist_desktop.words.pages.sign_out import kept, not_discarded
from exist_desktop.words.visible import visible

KEYRING_VARIABLE = "PYTHON_KEYRING_BACKEND"


@dataclass(frozen=True)
class WithClient:
    """Sign in with the person's own Exist client; the secret comes as a line of standard input."""

    client_id: str
    redirect_address: str
    open_browser: bool
    confirmed: bool
    scopes: tuple[str, ...] = DEFAULT


async def sign_in(setup: Setup, console: Console, way: WithClient | None) -> Exit:
    """Through the browser, or where `way` is None with a token from standard input. Raises known trouble."""
    secret = sys.stdin.readline()
    async with opened_to_act(setup, console) as engine:
        await engine.credential_store.call(lambda _keyring: None)  # without a safe keyring there is no use in going on
        signed_in = await (engine.try_token(secret) if way is None else _in_browser(engine, console, way, secret))
        if way is not None and not way.confirmed and not await _is_this_you(console, signed_in):
            raise SignInError(SignInErrorKind.NOT_ME)
        error = await engine.adopt(signed_in)
        if error is not None:
            raise error
        user = signed_in.profile.username
        words = console.language.say("Signed in as @{user}.", user=visible(user))
        console.committed({"signed_in": True, "user": user}, [words])
        console.make_sure_of_answer()
        console.notify_signed_in()
    return Exit.DONE


def keyring_hint(console: Console) -> str:
    """What helps where no safe keyring is there."""
    return console.language.say(
        "Set {token} to a token for one process, or name a keyring in {backend}.",
        token=TOKEN_VARIABLE,
        backend=KEYRING_VARIABLE,
    )


async def _in_browser(engine: Engine, console: Console, way: WithClient, secret: str) -> SignedIn:
    say = console.language.say
    flow = engine.begin_sign_in(way.client_id, secret, way.redirect_address, way.scopes, say)
    address = await flow.start()
    if way.open_browser and await asyncio.to_thread(_open, address):
        console.tell(say("The browser opens. If it does not, open this address:"))
    else:
        console.tell(say("Open this address in your browser:"))
    console.tell(address)
    reader = None
    if sys.stdin.isatty() or not flow.listens:
        console.tell(say("Or paste the address that the browser comes back to, and press Enter."))
        reader = _read_pasted(flow, console)
    signed_in = await flow.finish()
    del reader
    return signed_in


def _open(address: str) -> bool:
    with contextlib.suppress(webbrowser.Error):
        return webbrowser.open(address)
    return False


def _read_pasted(flow: SignIn, console: Console) -> threading.Thread:
    """Takes a pasted redirect address, on a daemon thread: a read from a terminal cannot be called off."""
    loop = asyncio.get_running_loop()

    def take(line: str) -> None:
        try:
            flow.paste(line)
        except AppError as error:
            console.tell_error(error)
            _read_pasted(flow, console)

    def read() -> None:
        line = sys.stdin.readline().strip()
        if line:
            with contextlib.suppress(RuntimeError):  # the loop has ended in the meantime
                loop.call_soon_threadsafe(take, line)

    thread = threading.Thread(target=read, name="pasted address", daemon=True)
    thread.start()
    return thread


async def _is_this_you(console: Console, signed_in: SignedIn) -> bool:
    question = console.language.say(
        "Signed in as @{user}. Is this you? [y/N]", user=visible(signed_in.profile.username)
    )
    answer = await asyncio.to_thread(console.ask, question)
    return answer.casefold() in ("y", "yes")


async def sign_out(setup: Setup, console: Console, unsent: Unsent) -> Exit:
    """Forgets the tokens. Waiting entries stay for the next sign-in, unless the person discards them."""
    async with opened_to_act(setup, console) as engine:
        if unsent is Unsent.KEPT and sys.stdin.isatty() and (waiting := (await engine.views.counts()).open):
            unsent = await _kept_or_discarded(console, waiting)
        left = await engine.sign_out(unsent)
        language = console.language
        rest = kept(language, left) if unsent is Unsent.KEPT else not_discarded(language, left)
        words = " ".join(filter(None, (language.say("Signed out."), rest)))
        console.committed({"signed_in": False, "kept": left}, [words])
        console.make_sure_of_answer()
        console.notify_signed_in()
    return Exit.DONE


async def _kept_or_discarded(console: Console, waiting: int) -> Unsent:
    question = console.language.count(
        waiting,
        "1 entry is not in Exist yet. Keep it for the next sign-in? [Y/n]",
        "{n} entries are not in Exist yet. Keep them for the next sign-in? [Y/n]",
    )
    answer = (await asyncio.to_thread(console.ask, question)).casefold()
    return Unsent.DISCARDED if answer in ("n", "no") else Unsent.KEPT
