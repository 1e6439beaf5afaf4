"""Other programs and pages on this computer while a sign-in waits: they learn, change and block nothing."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import webbrowser
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QLabel

from exist_desktop.api.oauth.listener import MOST_CONNECTIONS
from exist_desktop.api.oauth.result_page import STATUS, Reply
from exist_desktop.app.demo.demo_start import DemoStart
from exist_desktop.app.presenters.welcome_presenter import WelcomePresenter
from exist_desktop.engine import Engine
from exist_desktop.errors import SignInErrorKind
from exist_desktop.settings import Setup
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.format import QtFormats
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.api.test_sign_in import Browser, fault_of, status, waiting
from tests.app.test_welcome_presenter import ThisProgram
from tests.patience import PATIENCE
from tests.ports import free_port
from tests.qt_events import delivered
from tests.report import tried
from tests.translations import english_words, pseudo_translations

LANGUAGE = Language(UNTRANSLATED, QtFormats(QLocale.c()))
HOSTS = (
    "evil.example",
    "evil.example:{port}",
    "localhost.evil.example:{port}",
    "127.0.0.1.nip.io:{port}",
    "127.0.0.1:{port}",
    "127.1:{port}",
    "2130706433:{port}",
    "[::1]:{port}",
    "0.0.0.0:{port}",
    "localhost",
    "localhost:80",
    "localhost:{port}.",
    "localhost.:{port}",
    "user@localhost:{port}",
    "localhost:{port}, evil.example",
    "localhost:0{port}",
    "",
)
"""Names under which a page of somebody else may reach this port, by rebinding its own name or by its address."""


@pytest.mark.parametrize("host", HOSTS)
def test_a_page_under_another_name_gets_nothing_even_with_the_right_answer(host: str) -> None:
    async def run() -> None:
        async with waiting() as (browser, finishing):
            assert status(await browser.get(browser.answer, host=host.format(port=browser.port))) == 403
            assert status(await browser.get(browser.answer)) == 200
            await finishing
            tried("hostile servers and neighbours", "listener: hosts")

    asyncio.run(run())


def test_two_hosts_are_none() -> None:
    async def run() -> None:
        async with waiting() as (browser, finishing):
            two = f"Host: localhost:{browser.port}\r\n".encode() * 2
            answer = await browser.raw(b"GET " + browser.answer.encode() + b" HTTP/1.1\r\n" + two + b"\r\n")
            assert status(answer) in (400, 403)
            assert status(await browser.get(browser.answer)) == 200
            await finishing

    asyncio.run(run())


def _requests(browser: Browser) -> Iterator[bytes]:
    """What pages and programs can send, each with something in it that an echo would give away."""
    host = f"Host: localhost:{browser.port}\r\n"
    echo = "echo-<script>alert(1)</script>"
    for method in ("OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "get"):
        yield f"{method} {browser.answer} HTTP/1.1\r\n{host}\r\n".encode()
    preflight = "Origin: http://evil.example\r\nAccess-Control-Request-Method: GET\r\n"
    yield f"OPTIONS {browser.answer} HTTP/1.1\r\n{host}{preflight}\r\n".encode()
    yield f"POST {browser.answer} HTTP/1.1\r\n{host}Content-Length: 5\r\n\r\nhello".encode()
    yield f"GET /{echo} HTTP/1.1\r\n{host}\r\n".encode()
    yield f"GET /?code={echo}&state={echo} HTTP/1.1\r\n{host}\r\n".encode()
    yield f"GET /?error={echo}&error_description={echo}&state=x HTTP/1.1\r\n{host}Referer: {echo}\r\n\r\n".encode()
    yield f"GET /?code=x&state={browser.state.swapcase()} HTTP/1.1\r\n{host}\r\n".encode()
    yield f"GET /?code=x&state={browser.state}%00 HTTP/1.1\r\n{host}\r\n".encode()
    yield f"GET /?code=x&state=+{browser.state} HTTP/1.1\r\n{host}\r\n".encode()
    yield f"GET /;?code=x&state={browser.state} HTTP/1.1\r\n{host}\r\n".encode()
    yield f"GET //?code=x&state={browser.state} HTTP/1.1\r\n{host}\r\n".encode()
    yield f"GET /#?code=x&state={browser.state} HTTP/1.1\r\n{host}\r\n".encode()
    yield f"GET http://evil.example{browser.answer} HTTP/1.1\r\n{host}\r\n".encode()
    yield f"GET * HTTP/1.1\r\n{host}\r\n".encode()
    yield f"GET {browser.answer}\r\n".encode()
    yield f"GET / HTTP/1.1\r\n{host}X: a\rb\r\n\r\n".encode()
    yield f"GET / HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n".encode()
    yield b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
    yield b"\xff" * 200 + b"\r\n\r\n"
    yield b"GET /" + b"a" * 7000 + b" HTTP/1.1\r\n" + host.encode() + b"\r\n"
    yield b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: y\r\n" % number for number in range(2000)) + b"\r\n"


def test_wrong_requests_are_answered_by_constant_pages_and_use_nothing_up() -> None:
    async def run() -> set[bytes]:
        bodies = set()
        async with waiting() as (browser, finishing):
            for request in _requests(browser):
                answer = await _half_closed(browser, request)
                if answer:
                    head, _, body = answer.partition(b"\r\n\r\n")
                    assert status(answer) in {STATUS[reply] for reply in Reply} - {200}, request
                    assert b"cache-control: no-store" in head.lower()
                    assert b"access-control" not in head.lower()
                    assert browser.state.encode() not in answer
                    assert b"echo-" not in answer
                    bodies.add(body)
                tried("hostile servers and neighbours", "listener: wrong requests")
            assert status(await browser.get(browser.answer)) == 200
            await finishing
        return bodies

    assert len(asyncio.run(run())) == 1


async def _half_closed(browser: Browser, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", browser.port)
    try:
        writer.write(request)
        writer.write_eof()
        return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


def test_a_second_request_on_the_line_is_not_read() -> None:
    """What was smuggled in behind a wrong request, as through a proxy, is nobody's answer."""

    async def run() -> None:
        async with waiting() as (browser, finishing):
            good = f"GET {browser.answer} HTTP/1.1\r\nHost: localhost:{browser.port}\r\n\r\n".encode()
            bad = good.replace(b"state=", b"state=x")
            assert (await browser.raw(bad + good)).count(b"HTTP/1.1 ") == 1
            assert not finishing.done()
            assert status(await browser.get(browser.answer)) == 200
            await finishing

    asyncio.run(run())


def test_lines_that_drip_lock_nobody_out() -> None:
    """More of them than there is room for, each byte by byte: the newest always gets through."""

    async def drip(writer: asyncio.StreamWriter, done: asyncio.Event) -> None:
        with contextlib.suppress(OSError):
            while not done.is_set():
                writer.write(b"x")
                await writer.drain()
                await asyncio.sleep(0.001)

    async def run() -> None:
        done = asyncio.Event()
        async with waiting() as (browser, finishing), contextlib.AsyncExitStack() as lines:
            dripping = []
            for _ in range(4 * MOST_CONNECTIONS):
                _, writer = await asyncio.open_connection("127.0.0.1", browser.port)
                lines.callback(writer.close)
                writer.write(b"GET / HTTP/1.1\r\nX: ")
                dripping.append(asyncio.create_task(drip(writer, done)))
            assert status(await browser.get(browser.answer)) == 200
            await finishing
            done.set()
            await asyncio.gather(*dripping)
            tried("hostile servers and neighbours", "listener: slow lines", len(dripping))

    asyncio.run(run())


def test_a_burst_of_lines_leaves_none_hanging() -> None:
    """Many lines at the same moment: those that are dropped unread are closed too, and the rest when it ends."""

    async def run() -> None:
        async with waiting() as (browser, finishing):
            crowd = (browser.raw(b"GET / HT") for _ in range(6 * MOST_CONNECTIONS))
            waits = [asyncio.create_task(one) for one in crowd]
            pending = set(waits)
            async with asyncio.timeout(PATIENCE):
                while len(pending) > MOST_CONNECTIONS:
                    _, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            assert status(await browser.get(browser.answer)) == 200
            await finishing
            async with asyncio.timeout(PATIENCE):
                assert set(await asyncio.gather(*waits)) == {b""}
            tried("hostile servers and neighbours", "listener: burst", len(waits))

    asyncio.run(run())


def test_forged_states_never_sign_in_and_end_it_in_the_end() -> None:
    async def run() -> None:
        async with waiting() as (browser, finishing):
            for number in range(200):
                guess = browser.state[:-1] if number % 2 else browser.state[: number // 5] + "A" * 40
                answer = await browser.get(f"/?code=x&state={guess}")
                assert not answer or status(answer) == 400
                tried("hostile servers and neighbours", "listener: forged states")
            assert await fault_of(finishing) is SignInErrorKind.TOO_MANY_BAD_REQUESTS

    asyncio.run(run())


def test_nobody_listens_before_or_after() -> None:
    async def run() -> None:
        async with waiting() as (browser, finishing):
            assert status(await browser.get(browser.answer)) == 200
            await finishing
            for address in ("127.0.0.1", "::1"):
                with pytest.raises(ConnectionRefusedError):
                    await asyncio.open_connection(address, browser.port)

    asyncio.run(run())


@asynccontextmanager
async def entrance(folder: Path, language: Language = LANGUAGE) -> AsyncIterator[WelcomePresenter]:
    """Welcome in its conversation with the engine."""
    bridge = Bridge()
    engine = Engine(Setup("http://127.0.0.1:9", folder))
    await engine.open()
    welcome = WelcomePresenter(
        engine,
        bridge,
        language,
        DemoStart(engine, ThisProgram(engine.disconnect)),
    )
    try:
        yield welcome
    finally:
        await welcome.stop()
        await bridge.stop()
        await engine.close()
        welcome.page.deleteLater()
        await delivered()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where the browser was sent to; there is none on this screen, so that Python's own way is tried."""
    addresses: list[str] = []

    def note(address: str) -> bool:
        addresses.append(address)
        return True

    monkeypatch.setattr(webbrowser, "open", note)
    return addresses


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
async def test_where_a_squatter_sits_the_browser_is_not_opened(
    qapp: QApplication, tmp_path: Path, opened: list[str], address: str
) -> None:
    port = free_port()
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as squatter:
        squatter.bind((address, port))
        squatter.listen()
        async with entrance(tmp_path) as welcome:
            welcome.page.sign_in_requested.emit("id", "secret", f"http://localhost:{port}/", ("mood_read",))
            error = welcome.page.findChild(QLabel, "welcomeTrouble")
            assert error is not None
            async with asyncio.timeout(PATIENCE):
                while str(port) not in error.text():  # noqa: ASYNC110 - the page says it when it knows
                    await asyncio.sleep(0)
    assert opened == []
    tried("hostile servers and neighbours", "listener: squatters")


@pytest.mark.qt_log_ignore("does not support QPlatformServices::openUrl", extend=True)
async def test_the_browsers_last_page_speaks_the_persons_language(
    qapp: QApplication, tmp_path: Path, opened: list[str]
) -> None:
    translated = Language(pseudo_translations(), QtFormats(QLocale.c()))
    port = free_port()
    async with entrance(tmp_path, translated) as welcome:
        welcome.page.sign_in_requested.emit("id", "secret", f"http://localhost:{port}/", ("mood_read",))
        async with asyncio.timeout(PATIENCE):
            while not opened:  # noqa: ASYNC110 - the browser is opened when the port is taken
                await asyncio.sleep(0)
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"GET /?code=x&state=forged HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode())
        said = (await reader.read()).decode()
        writer.close()
    sentence = said.partition('<p dir="auto">')[2].partition("</p>")[0]
    assert sentence
    assert english_words(sentence) == [], "it is in the catalogue"
