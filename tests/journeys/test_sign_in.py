"""Every way in which a sign-in ends early: Welcome says so, and the person can go on from there."""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from PySide6.QtWidgets import QLineEdit

from exist_desktop.api.oauth.sign_in import SignIn
from exist_desktop.errors import SignInErrorKind
from tests.journeys.conftest import Enter
from tests.journeys.room import Room
from tests.journeys.strangers import browse
from tests.report import tried
from tests.sync.engine_harness import USER

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]

Walk = Callable[[Room, int], Awaitable[None]]


@pytest.fixture
def port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(autouse=True)
def _no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """The person opens the address themselves."""
    monkeypatch.setenv("BROWSER", "true")


async def begin(room: Room, redirect: str) -> None:
    """Fill in the form and go."""
    await room.type("Client ID", room.demo.client_id)
    await room.type("Client secret", room.demo.client_secret)
    await room.type("Redirect address", redirect)
    await room.press_alone("Sign in with Exist")


async def waiting(room: Room, port: int) -> str:
    """A sign-in that waits for the browser; its state."""
    await begin(room, f"http://127.0.0.1:{port}/")
    await room.reads("Waiting for your browser")
    fields = room.application.window.findChildren(QLineEdit)
    address = next(one.text() for one in fields if one.accessibleName() == "Sign-in address")
    return parse_qs(urlsplit(address).query)["state"][0]


async def port_busy(room: Room, port: int) -> None:
    with socket.socket() as squatter:
        squatter.bind(("127.0.0.1", port))
        squatter.listen()
        await begin(room, f"http://127.0.0.1:{port}/")
        await room.reads(f"Port {port} is in use.", "use another redirect address, or paste the browser's address")
    await waiting(room, port)
    await room.press_alone("Cancel")


async def bad_redirect(room: Room, port: int) -> None:
    await begin(room, f"http://127.0.0.1:{port}/#here")
    await room.reads("This redirect address cannot be used.", "It has to be the one of your Exist client")
    await waiting(room, port)
    await room.press_alone("Cancel")


async def denied(room: Room, port: int) -> None:
    state = await waiting(room, port)
    await browse(port, f"/?error=access_denied&state={state}")
    await room.reads("Access was not allowed. You chose Deny in the browser.")


async def timed_out(room: Room, port: int) -> None:
    await waiting(room, port)
    await room.reads("No answer from the browser.", "It can be started again at any time.")


async def too_many_bad_requests(room: Room, port: int) -> None:
    await waiting(room, port)
    for _ in range(200):
        await browse(port, "/?code=forged&state=forged")
    await room.reads("The sign-in was closed for safety.", "Nothing was taken from them; start again.")


async def not_for_this_sign_in(room: Room, port: int) -> None:
    await waiting(room, port)
    await room.type("Paste address", f"http://127.0.0.1:{port}/?code=abc&state=another")
    await room.press_alone("Use address")
    await room.reads("That address belongs to another sign-in.")
    assert "Use address" in room.names(), "the right one can still be pasted"
    await room.press_alone("Cancel")


async def not_an_address(room: Room, port: int) -> None:
    await waiting(room, port)
    await room.type("Paste address", "hello")
    await room.press_alone("Use address")
    await room.reads(f"That is not the address of the page. It begins with http://127.0.0.1:{port}/?code=…")
    await room.press_alone("Cancel")


async def no_code(room: Room, port: int) -> None:
    await waiting(room, port)
    await room.type("Paste address", f"http://127.0.0.1:{port}/?hello=1")
    await room.press_alone("Use address")
    await room.reads("That address has no code.", "copy the whole address from its address bar")
    await room.press_alone("Cancel")


async def refused(room: Room, port: int) -> None:
    state = await waiting(room, port)
    await browse(port, f"/?code=junk&state={state}")
    await room.reads("Exist did not accept the sign-in. Compare client ID, client secret and redirect address")


async def not_me(room: Room, port: int) -> None:
    await room.type("Developer token", room.demo.token("mia"))
    await room.press("Use token")
    await room.reads("Signed in as @mia, is this you?")
    await room.press("Not me")
    await room.reads("Not signed in. That account was not linked, and its token was forgotten.")


async def bad_token(room: Room, port: int) -> None:
    await room.type("Developer token", "not a token")
    await room.press("Use token")
    await room.reads("Exist does not know this token. Copy the whole developer token from your client's page in Exist.")


async def cancelled(room: Room, port: int) -> None:
    await waiting(room, port)
    await room.press_alone("Cancel")
    await room.press_alone("Sign in with Exist")
    assert "Sign-in cancelled" not in room.texts(), "nobody needs to be told what they just did"
    await room.reads("Waiting for your browser")
    await room.press_alone("Cancel")


WALKS: dict[SignInErrorKind, Walk] = {
    SignInErrorKind.PORT_BUSY: port_busy,
    SignInErrorKind.BAD_REDIRECT: bad_redirect,
    SignInErrorKind.DENIED: denied,
    SignInErrorKind.TIMED_OUT: timed_out,
    SignInErrorKind.TOO_MANY_BAD_REQUESTS: too_many_bad_requests,
    SignInErrorKind.NOT_FOR_THIS_SIGN_IN: not_for_this_sign_in,
    SignInErrorKind.NO_CODE: no_code,
    SignInErrorKind.NOT_AN_ADDRESS: not_an_address,
    SignInErrorKind.REFUSED: refused,
    SignInErrorKind.NOT_ME: not_me,
    SignInErrorKind.BAD_TOKEN: bad_token,
    SignInErrorKind.CANCELLED: cancelled,
}


def test_every_fault_of_a_sign_in_has_a_walk() -> None:
    assert set(WALKS) == set(SignInErrorKind)


@pytest.mark.parametrize("fault", WALKS, ids=lambda fault: fault.name)
async def test_a_sign_in_that_ends_early_says_why_and_another_one_succeeds(
    enter: Enter, port: int, fault: SignInErrorKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    if fault is SignInErrorKind.TIMED_OUT:
        monkeypatch.setattr(SignIn.finish, "__defaults__", (0.1,))  # instead of five minutes
    async with enter(signed_in=False) as room:
        await WALKS[fault](room, port)
        assert room.engine.account is None
        await room.sign_in_by_token(room.demo.token(USER))
        await room.reads("How was today?")
        assert room.engine.account is not None
        tried("walks from a trouble to its way out", "sign-in")
