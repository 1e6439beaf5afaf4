"""The way to the server as the computer's settings have it: proxies of every kind, exceptions to them, and nonsense."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import ssl
import struct
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from exist_desktop.api.http.proxy import chosen, is_excepted
from exist_desktop.errors import RequestError, RequestErrorKind
from exist_desktop.words.error_messages import ErrorMessages
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.api.certificate import own_certificate
from tests.api.odd_server import HASTY, serving, wired
from tests.words.conftest import EnglishFormats

PROFILE = "/api/2/accounts/profile/"
NO_PROXY = "localhost,127.0.0.0/8,::1/128"


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize(
    ("exceptions", "excepted"),
    [
        ("", False),
        ("*", True),
        ("exist.io", True),
        (".exist.io", True),
        ("*.exist.io", True),
        ("EXIST.IO.", True),
        ("io", True),
        ("xist.io", False),
        ("exist.io:443", True),
        ("exist.io:00443", True),
        ("exist.io:" + "4" * 5_000, False),
        ("exist.io:8443", False),
        ("https://exist.io", True),
        (NO_PROXY, False),
        (f"{NO_PROXY},,:,[,]:x,1.2.3.4/99, exist.io ", True),
        ("10.0.0.0/8;exist.io", True),
    ],
)
def test_exceptions_mean_what_they_say_and_nonsense_is_left_out(exceptions: str, excepted: bool) -> None:
    assert is_excepted("exist.io", 443, exceptions) is excepted


@pytest.mark.parametrize(
    ("host", "exceptions", "excepted"),
    [
        ("10.1.2.3", "10.0.0.0/8", True),
        ("11.1.2.3", "10.0.0.0/8", False),
        ("10.1.2.3", "10.1.2.3", True),
        ("10.1.2.3", "10.1.2.3:8443", True),
        ("fd00::7", "fd00::/8", True),
        ("fd00::7", "[fd00::7]:8443", True),
        ("fd00::7", "::1/128", False),
    ],
)
def test_networks_and_addresses_are_exceptions_too(host: str, exceptions: str, excepted: bool) -> None:
    assert is_excepted(host, 8443, exceptions) is excepted


@pytest.mark.parametrize(
    ("settings", "proxy"),
    [
        ({}, None),
        ({"https": "proxy.example:3128"}, "http://proxy.example:3128"),
        ({"https": " http://a ", "all": "http://b"}, "http://a"),
        ({"http": "http://a"}, None),
        ({"all": "socks://127.0.0.1:1080/"}, "socks5://127.0.0.1:1080/"),
        ({"all": "socks5h://127.0.0.1:1080"}, "socks5h://127.0.0.1:1080"),
        ({"all": "http://a", "no": "exist.io"}, None),
        ({"all": "http://a", "no": NO_PROXY}, "http://a"),
    ],
)
def test_the_proxy_is_the_one_that_is_set(settings: dict[str, str], proxy: str | None) -> None:
    assert chosen("https://exist.io", settings) == proxy


@pytest.mark.parametrize(
    "settings",
    [
        {"NO_PROXY": NO_PROXY},
        {"NO_PROXY": NO_PROXY, "ALL_PROXY": "http://127.0.0.1:9"},
        {"HTTPS_PROXY": "foo"},
        {"HTTPS_PROXY": "http://"},
        {"HTTPS_PROXY": "http://127.0.0.1:99999"},
        {"HTTPS_PROXY": "http://127.0.0.1:port"},
        {"HTTPS_PROXY": "http://[::1"},
        {"HTTPS_PROXY": "http://xn--a:8080"},
        {"HTTPS_PROXY": "http://a..b:8080"},
        {"HTTPS_PROXY": f"http://{'a' * 70}:8080"},
        {"HTTPS_PROXY": "http://user:secret@127.0.0.1:9"},
        {"HTTPS_PROXY": "ftp://user:secret@127.0.0.1:9"},
        {"HTTPS_PROXY": "http://\udcff"},
        {"ALL_PROXY": "socks4://127.0.0.1:9"},
        {"ALL_PROXY": "socks5://127.0.0.1:9"},
        {"SSL_CERT_FILE": "/nowhere/at/all.pem"},
        {"SSL_CERT_FILE": "/dev/null"},
        {"SSL_CERT_DIR": "/nowhere"},
        {"SSLKEYLOGFILE": "/nowhere/at/all.log"},
    ],
    ids=str,
)
def test_whatever_the_computer_is_set_to_nothing_is_sent_and_exist_is_not_blamed(
    settings: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    error = asyncio.run(_failure("https://exist.invalid"))
    assert error.kind is RequestErrorKind.NOT_SENT
    sentence = ErrorMessages(Language(UNTRANSLATED, EnglishFormats())).message(error).sentence
    assert "Exist says" not in sentence
    assert "secret" not in sentence
    assert "TaskGroup" not in sentence
    assert ("proxy" in sentence) is any("PROXY" in name for name in settings if name != "NO_PROXY")


async def _failure(url: str) -> RequestError:
    async with wired(url, limits=HASTY) as transport:
        with pytest.raises(RequestError) as raised:
            await transport.get(PROFILE, {}, "Bearer x")
    return raised.value


class SocksServer:
    """A proxy that speaks SOCKS 5 and leads everywhere to one port of this computer."""

    def __init__(self, port: int) -> None:
        self.asked_for: list[str] = []
        self._port = port

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        _version, methods = await reader.readexactly(2)
        await reader.readexactly(methods)
        writer.write(b"\x05\x00")
        _, _, _, kind = await reader.readexactly(4)
        assert kind == 3, "the name goes to the proxy, which may know more than this computer"
        name = await reader.readexactly((await reader.readexactly(1))[0])
        (port,) = struct.unpack("!H", await reader.readexactly(2))
        self.asked_for.append(f"{name.decode()}:{port}")
        inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", self._port)
        writer.write(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
        actions = [asyncio.create_task(_pass_on(*way)) for way in ((reader, inner_writer), (inner_reader, writer))]
        try:
            await asyncio.wait(actions, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in actions:
                way.cancel()
            inner_writer.close()
            with contextlib.suppress(OSError):
                await inner_writer.wait_closed()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while piece := await reader.read(4096):
            writer.write(piece)
            await writer.drain()


@contextlib.asynccontextmanager
async def exist_behind_a_proxy(folder: Path) -> AsyncIterator[tuple[SocksServer, int]]:
    """A server with a certificate for `exist.test`, and a proxy that leads to it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own_certificate(folder, "exist.test"))
    async with serving(_answer, context) as port:
        socks = SocksServer(port)
        async with serving(socks.serve) as proxy_port:
            yield socks, proxy_port


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
    await writer.drain()


@pytest.mark.parametrize("scheme", ["socks5", "socks5h", "socks", "SOCKS"])
def test_a_socks_proxy_leads_to_exist(scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> tuple[bytes, list[str]]:
        async with exist_behind_a_proxy(tmp_path) as (socks, port):
            monkeypatch.setenv("ALL_PROXY", f"{scheme}://127.0.0.1:{port}/")
            monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "own.pem"))
            async with wired("https://exist.test") as transport:
                return await transport.get(PROFILE, {}, "Bearer x"), socks.asked_for

    assert asyncio.run(run()) == (b"{}", ["exist.test:443"])


# httpcore leaves the connection to such a proxy to the collector.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_proxy_that_speaks_nonsense_has_been_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    async def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(b"\xff" * 64)
        await writer.drain()

    async def run() -> RequestErrorKind:
        async with serving(babble) as port:
            monkeypatch.setenv("ALL_PROXY", f"socks5://127.0.0.1:{port}")
            error = (await _failure("https://exist.invalid")).kind
            gc.collect()
            return error

    assert asyncio.run(run()) is RequestErrorKind.NOT_SENT
