"""Signing in through the browser: the answer comes from the server that was asked, or not at all."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest

from exist_desktop.api.oauth import listener
from exist_desktop.api.oauth.scopes import DEFAULT
from exist_desktop.api.oauth.sign_in import SignedIn, SignIn, try_token
from exist_desktop.api.oauth.token_endpoint import ClientCredentials, simple_token
from exist_desktop.api.oauth.tokens import TokenKind
from exist_desktop.errors import RequestError, SignInError, SignInErrorKind
from exist_desktop.words.language import UNTRANSLATED, Language
from exist_desktop.words.pages.sign_in import BrowserPageWords
from tests.api.odd_server import http, odd_server, ok, wired
from tests.demo_server import DemoServer
from tests.patience import PATIENCE
from tests.ports import free_port
from tests.words.conftest import EnglishFormats

TOKENS = {"access_token": "new", "refresh_token": "more", "expires_in": 100, "scope": "mood_read"}
PAGES = BrowserPageWords(Language(UNTRANSLATED, EnglishFormats()))


@dataclass
class Browser:
    """What a browser, or anything else on this computer, can do to the listener."""

    sign_in: SignIn
    port: int
    asked: dict[str, str]

    @property
    def state(self) -> str:
        return self.asked["state"]

    @property
    def answer(self) -> str:
        return "/?" + urlencode({"code": "the-code", "state": self.state})

    async def raw(self, sent: bytes, host: str = "127.0.0.1") -> bytes:
        reader, writer = await asyncio.open_connection(host, self.port)
        try:
            writer.write(sent)
            await writer.drain()
            return await reader.read()
        except ConnectionError:
            return b""
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def get(self, target: str, *, host: str | None = None, method: str = "GET", to: str = "127.0.0.1") -> bytes:
        named = f"localhost:{self.port}" if host is None else host
        return await self.raw(f"{method} {target} HTTP/1.1\r\nHost: {named}\r\n\r\n".encode(), to)


def status(answer: bytes) -> int:
    return int(answer.split()[1])


def _service(request: object) -> bytes:
    path = getattr(request, "path", "")
    return ok(TOKENS) if path == "/oauth2/access_token" else ok({"username": "josh"})


@contextlib.asynccontextmanager
async def waiting(redirect: str = "http://localhost:{port}/") -> AsyncIterator[tuple[Browser, asyncio.Task[SignedIn]]]:
    """A sign-in that waits for its answer, before a service that accepts every code."""
    port = free_port()
    async with odd_server(_service) as server, wired(server.url) as transport:
        sign_in = SignIn(transport, ClientCredentials("id", "secret", redirect.format(port=port)), words=PAGES)
        address = await sign_in.start()
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        finishing = asyncio.create_task(sign_in.finish(patience=PATIENCE))
        try:
            yield Browser(sign_in, port, asked), finishing
        finally:
            await sign_in.stop()
            with contextlib.suppress(SignInError, RequestError):
                await finishing


async def fault_of(finishing: asyncio.Task[SignedIn]) -> SignInErrorKind:
    with pytest.raises(SignInError) as error:
        await finishing
    return error.value.kind


def test_the_whole_way_with_the_demo_server() -> None:
    async def run() -> None:
        with DemoServer() as server:
            client = ClientCredentials(server.client_id, server.client_secret, f"http://localhost:{free_port()}/")
            async with wired(server.base_url) as transport, httpx.AsyncClient(trust_env=False) as browser:
                sign_in = SignIn(transport, client, words=PAGES)
                address = await sign_in.start()
                finishing = asyncio.create_task(sign_in.finish())
                allowed = await browser.post(
                    address, data={"decision": "allow", "user": "josh"}, headers={"Origin": server.base_url}
                )
                page = await browser.get(allowed.headers["location"])
                signed_in = await finishing
            assert page.status_code == 200
            assert signed_in.profile.username == "josh"
            assert signed_in.tokens.scopes == frozenset(DEFAULT)
            assert signed_in.tokens.refresh
            assert signed_in.tokens.client_id == server.client_id

    asyncio.run(run())


def test_the_browser_is_asked_for_everything_that_makes_it_safe() -> None:
    async def run() -> None:
        async with waiting() as (browser, _):
            asked = browser.asked
            assert asked["response_type"] == "code"
            assert asked["redirect_uri"] == f"http://localhost:{browser.port}/"
            assert asked["scope"].split() == list(DEFAULT)
            assert asked["code_challenge_method"] == "S256"
            assert len(asked["code_challenge"]) == 43
            assert len(asked["state"]) >= 43

    asyncio.run(run())


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_the_answer_is_taken_whichever_address_the_browser_chooses(address: str) -> None:
    async def run() -> None:
        async with waiting() as (browser, finishing):
            answer = await browser.get(browser.answer, to=address)
            assert status(answer) == 200
            assert b"no-store" in answer
            assert b"default-src 'none'" in answer
            assert b"the-code" not in answer
            assert b"Access-Control" not in answer
            assert (await finishing).profile.username == "josh"

    asyncio.run(run())


def test_the_code_goes_to_the_server_with_its_proof() -> None:
    async def run() -> None:
        port = free_port()
        async with odd_server(_service) as server, wired(server.url) as transport:
            sign_in = SignIn(transport, ClientCredentials("id", "secret", f"http://localhost:{port}/"), words=PAGES)
            await sign_in.start()
            sign_in.paste(f"http://localhost:{port}/?code=abc")
            tokens = (await sign_in.finish()).tokens
            form = server.requests[0].form
            assert form["code"] == "abc"
            assert form["grant_type"] == "authorization_code"
            assert len(form["code_verifier"]) >= 43
            assert server.requests[1].headers["authorization"] == "Bearer new"
            assert tokens.scopes == frozenset({"mood_read"})

    asyncio.run(run())


def _junk(browser: Browser) -> Iterator[tuple[int, str, dict[str, str]]]:
    """Requests of every wrong kind, with the status that they get."""
    state, right = browser.state, browser.answer
    yield 403, right, {"host": f"127.0.0.1:{browser.port}"}
    yield 403, right, {"host": "localhost"}
    yield 403, right, {"host": f"evil.example:{browser.port}"}
    yield 405, right, {"method": "POST"}
    yield 405, right, {"method": "HEAD"}
    yield 404, "/favicon.ico", {}
    yield 404, "/other" + right[1:], {}
    yield 404, f"http://localhost:{browser.port}{right}", {}
    yield 400, "/", {}
    yield 400, "/?code=x", {}
    yield 400, "/?code=x&state=", {}
    yield 400, "/?code=x&state=forged", {}
    yield 400, f"/?code=x&state={state[:-1]}", {}
    yield 400, f"/?code=x&state={state}&state={state}", {}
    yield 400, f"/?code=x&code=y&state={state}", {}
    yield 400, f"/?code=&state={state}", {}
    yield 400, f"/?state={state}", {}
    yield 400, f"/?code=x&error=access_denied&state={state}", {}
    yield 400, "/?error=access_denied", {}
    yield 400, "/?error=access_denied&state=forged", {}
    yield 400, f"/?code=x&state={state}&" + "&".join(f"f{number}=1" for number in range(30)), {}
    yield 400, "/?code=x&state=%C3%A4%FF", {}


def test_199_wrong_requests_use_nothing_up() -> None:
    async def run() -> None:
        async with waiting() as (browser, finishing):
            done = 0
            while done < listener.MOST_BAD - 1:
                for expected, target, how in _junk(browser):
                    if done == listener.MOST_BAD - 1:
                        break
                    done += 1
                    assert status(await browser.get(target, **how)) == expected, target
            assert status(await browser.get(browser.answer)) == 200
            assert (await finishing).profile.username == "josh"

    asyncio.run(run())


def test_200_wrong_requests_end_it() -> None:
    async def run() -> None:
        async with waiting() as (browser, finishing):
            for _ in range(listener.MOST_BAD):
                await browser.get("/?code=x&state=forged")
            assert await fault_of(finishing) is SignInErrorKind.TOO_MANY_BAD_REQUESTS

    asyncio.run(run())


def test_an_answer_counts_once() -> None:
    async def run() -> None:
        async with waiting() as (browser, finishing):
            first, second = await asyncio.gather(browser.get(browser.answer), browser.get(browser.answer))
            assert sorted(answer[9:12] for answer in (first, second) if answer) in ([b"200"], [b"200", b"400"])
            await finishing

    asyncio.run(run())


@pytest.mark.parametrize(
    ("said", "fault", "detail"),
    [
        ("error=access_denied", SignInErrorKind.DENIED, ""),
        ("error=invalid_scope&error_description=No%20such%20scope", SignInErrorKind.REFUSED, "No such scope"),
        ("error=server_error", SignInErrorKind.REFUSED, "server_error"),
    ],
)
def test_a_no_is_taken_for_a_no(said: str, fault: SignInErrorKind, detail: str) -> None:
    async def run() -> None:
        async with waiting() as (browser, finishing):
            assert status(await browser.get(f"/?{said}&state={browser.state}")) == 200
            with pytest.raises(SignInError) as error:
                await finishing
            assert (error.value.kind, error.value.detail) == (fault, detail)

    asyncio.run(run())


def test_heads_that_are_too_long_are_cut_off() -> None:
    async def run() -> None:
        async with waiting() as (browser, finishing):
            for piece in (b"GET / HTTP/1.1\r\nX: " + b"x" * 20_000, b"GET /" + b"x" * 20_000, b"\r\n" * 6000):
                answer = await browser.raw(piece)
                assert not answer or status(answer) in (400, 431)
            assert status(await browser.get(browser.answer)) == 200
            await finishing

    asyncio.run(run())


@pytest.mark.parametrize(
    "junk", [b"\x16\x03\x01\x02\x00\x01\x00", b"HELLO\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"\x00" * 50]
)
def test_what_is_no_request_is_refused(junk: bytes) -> None:
    async def run() -> None:
        async with waiting() as (browser, finishing):
            reader, writer = await asyncio.open_connection("127.0.0.1", browser.port)
            writer.write(junk)
            writer.write_eof()
            answer = await reader.read()
            assert not answer or status(answer) == 400
            writer.close()
            await browser.get(browser.answer)
            await finishing

    asyncio.run(run())


def test_silent_connections_lock_nobody_out() -> None:
    async def run() -> None:
        async with waiting() as (browser, finishing), contextlib.AsyncExitStack() as stack:
            readers = []
            for _ in range(3 * listener.MOST_CONNECTIONS):
                reader, writer = await asyncio.open_connection("127.0.0.1", browser.port)
                stack.callback(writer.close)
                writer.write(b"GET / HT")
                readers.append(reader)
            async with asyncio.timeout(listener.HEAD_SECONDS / 2):
                for reader in readers[: -listener.MOST_CONNECTIONS]:
                    assert await reader.read() == b""  # dropped for newer ones, long before its time was up
            assert status(await browser.get(browser.answer)) == 200
            await finishing

    asyncio.run(run())


def test_a_slow_request_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        async with waiting() as (browser, _):
            browser.sign_in._listener._patience = 0.05  # type: ignore[union-attr]
            assert await browser.raw(b"GET / HTTP/1.1\r\nHost: local") == b""

    asyncio.run(run())


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
@pytest.mark.parametrize("reuse", [False, True])
def test_a_squatter_on_either_address_is_noticed_before_the_browser_opens(address: str, reuse: bool) -> None:
    async def run(port: int) -> None:
        async with wired("http://127.0.0.1:9") as transport:
            sign_in = SignIn(transport, ClientCredentials("id", "secret", f"http://localhost:{port}/"), words=PAGES)
            with pytest.raises(SignInError) as error:
                await sign_in.start()
            assert (error.value.kind, error.value.detail) == (SignInErrorKind.PORT_BUSY, str(port))
            await sign_in.stop()

    port = free_port()
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, int(reuse))
        squatter.bind((address, port))
        squatter.listen()
        asyncio.run(run(port))


def test_nobody_can_join_us_on_the_port() -> None:
    async def run() -> None:
        async with waiting() as (browser, _):
            for address, family in (("127.0.0.1", socket.AF_INET), ("::1", socket.AF_INET6), ("", socket.AF_INET)):
                with socket.socket(family) as squatter:
                    squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                    squatter.setsockopt(socket.SOL_SOCKET, getattr(socket, "SO_REUSEPORT", socket.SO_REUSEADDR), 1)
                    assert _error_of_taking(squatter, address, browser.port) == errno.EADDRINUSE

    asyncio.run(run())


def _error_of_taking(squatter: socket.socket, address: str, port: int) -> int | None:
    try:
        squatter.bind((address, port))
        squatter.listen()
    except OSError as error:
        return error.errno
    return None


def test_the_port_is_free_again_at_once() -> None:
    async def run() -> None:
        async with waiting() as (browser, finishing):
            await browser.get(browser.answer)
            await finishing
            async with wired("http://127.0.0.1:9") as transport:
                again = SignIn(
                    transport, ClientCredentials("id", "secret", f"http://localhost:{browser.port}/"), words=PAGES
                )
                await again.start()
                await again.stop()

    asyncio.run(run())


@pytest.mark.parametrize(
    ("pasted", "fault"),
    [
        ("", SignInErrorKind.NOT_AN_ADDRESS),
        ("hello", SignInErrorKind.NOT_AN_ADDRESS),
        ("javascript:alert(1)", SignInErrorKind.NOT_AN_ADDRESS),
        ("http://", SignInErrorKind.NOT_AN_ADDRESS),
        ("abc", SignInErrorKind.NOT_AN_ADDRESS),
        ("https://localhost:{port}/?code=x", SignInErrorKind.NOT_FOR_THIS_SIGN_IN),
        ("http://localhost:1/?code=x", SignInErrorKind.NOT_FOR_THIS_SIGN_IN),
        ("http://evil.example:{port}/?code=x", SignInErrorKind.NOT_FOR_THIS_SIGN_IN),
        ("http://localhost:{port}/other?code=x", SignInErrorKind.NOT_FOR_THIS_SIGN_IN),
        ("http://localhost:{port}/?code=x&state=forged", SignInErrorKind.NOT_FOR_THIS_SIGN_IN),
        ("http://localhost:{port}/?code=x&state=", SignInErrorKind.NOT_FOR_THIS_SIGN_IN),
        ("http://localhost:{port}/", SignInErrorKind.NO_CODE),
        ("http://localhost:{port}/?code=x&code=y", SignInErrorKind.NO_CODE),
        ("http://localhost:port/?code=x", SignInErrorKind.NO_CODE),
    ],
)
def test_a_pasted_address_that_does_not_fit_uses_nothing_up(pasted: str, fault: SignInErrorKind) -> None:
    async def run() -> None:
        async with waiting() as (browser, finishing):
            with pytest.raises(SignInError) as error:
                browser.sign_in.paste(pasted.format(port=browser.port))
            assert error.value.kind is fault
            browser.sign_in.paste(f" http://localhost:{browser.port}{browser.answer}\n")
            assert (await finishing).profile.username == "josh"

    asyncio.run(run())


def test_without_a_listener_the_address_is_pasted() -> None:
    async def run() -> None:
        async with waiting("https://my.example/callback") as (browser, finishing):
            assert not browser.sign_in.listens
            browser.sign_in.paste(f"https://my.example/callback?code=x&state={browser.state}")
            assert (await finishing).profile.username == "josh"

    asyncio.run(run())


@pytest.mark.parametrize(
    "uri", ["", "localhost:8000", "http://localhost:0/", "http://localhost:port/", "ftp://localhost/"]
)
def test_an_address_that_is_none_is_refused(uri: str) -> None:
    async def run() -> None:
        async with wired("http://127.0.0.1:9") as transport:
            with pytest.raises(SignInError) as error:
                SignIn(transport, ClientCredentials("id", "secret", uri), words=PAGES)
            assert error.value.kind is SignInErrorKind.BAD_REDIRECT

    asyncio.run(run())


def test_waiting_ends() -> None:
    async def run() -> None:
        async with wired("http://127.0.0.1:9") as transport:
            sign_in = SignIn(
                transport, ClientCredentials("id", "secret", f"http://localhost:{free_port()}/"), words=PAGES
            )
            await sign_in.start()
            with pytest.raises(SignInError) as error:
                await sign_in.finish(patience=0.01)
            assert error.value.kind is SignInErrorKind.TIMED_OUT
        async with waiting() as (browser, finishing):
            await browser.sign_in.stop()
            assert await fault_of(finishing) is SignInErrorKind.CANCELLED

    asyncio.run(run())


def test_a_code_that_the_server_refuses_is_said_in_its_words() -> None:
    async def run() -> None:
        with DemoServer() as server:
            client = ClientCredentials(server.client_id, "wrong", f"http://localhost:{free_port()}/")
            async with wired(server.base_url) as transport:
                sign_in = SignIn(transport, client, words=PAGES)
                await sign_in.start()
                sign_in.paste(f"{client.redirect_uri}?code=x")
                with pytest.raises(SignInError) as error:
                    await sign_in.finish()
                assert error.value.kind is SignInErrorKind.REFUSED
                assert error.value.detail

    asyncio.run(run())


def test_a_pasted_token_is_tried_in_both_ways() -> None:
    async def run() -> None:
        with DemoServer() as server:
            async with wired(server.base_url) as transport:
                signed_in = await try_token(transport, f" {server.token('mia')}\n")
                assert (signed_in.profile.username, signed_in.tokens.kind) == ("mia", TokenKind.BEARER)
                simple = await simple_token(transport, "josh", server.world.tokens.password("josh"))
                signed_in = await try_token(transport, f"Token {simple.access}")
                assert (signed_in.profile.username, signed_in.tokens) == ("josh", replace(simple))
                assert signed_in.tokens.read_only
                for wrong in ("no-such-token", "two words", "", "line\nbreak"):
                    with pytest.raises(SignInError) as error:
                        await try_token(transport, wrong)
                    assert error.value.kind is SignInErrorKind.BAD_TOKEN

    asyncio.run(run())


def test_a_token_is_not_called_bad_when_the_server_is_at_fault() -> None:
    async def run() -> None:
        async with odd_server(lambda _: http(503)) as server, wired(server.url) as transport:
            with pytest.raises(RequestError):
                await try_token(transport, "a-token")

    asyncio.run(run())


async def test_it_works_on_the_windows_own_loop() -> None:
    async with waiting() as (browser, finishing):
        assert status(await browser.get("/?code=x&state=forged")) == 400
        assert status(await browser.get(browser.answer, to="::1")) == 200
        assert (await finishing).profile.username == "josh"
