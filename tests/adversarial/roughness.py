"""Every way in which a server, or something in its place, can answer without saying anything that could be used.

Each serves one connection. `CANARY` in what is sent stands for an address of the test's own that nobody may visit.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
import zlib
from collections.abc import Awaitable, Callable
from typing import Any

from tests.api.odd_server import http

CANARY = b"canary.invalid"
PIECE = b" " * 65_536
TOKENS = ("access_token", "token")
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

_HEAD = b"HTTP/1.1 200 OK\r\n"
_CHUNKED = _HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
_BOMB = gzip.compress(PIECE * 1600)
"""A hundred megabytes of nothing."""


async def taken(reader: asyncio.StreamReader) -> None:
    """Read one request to its end."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    for line in head.split(b"\r\n"):
        if line.startswith(b"content-length:"):
            await reader.readexactly(int(line.partition(b":")[2]))


def says(answer: bytes) -> Serve:
    """Answer so, and close."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await taken(reader)
        writer.write(answer)
        with contextlib.suppress(ConnectionError):
            await writer.drain()

    return serve


def never_ends(start: bytes, again: bytes, pause: float = 0.0) -> Serve:
    """Answer with a start, and then with the same piece for as long as anybody listens."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await taken(reader)
        writer.write(start)
        with contextlib.suppress(ConnectionError):
            while not writer.is_closing():
                writer.write(again)
                await writer.drain()
                await asyncio.sleep(pause)

    return serve


async def says_nothing(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    """Take the request and stay silent."""
    await taken(reader)
    await reader.read()


def _chunk(data: bytes) -> bytes:
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


def _whole(document: Any) -> bytes:
    return http(body=json.dumps(document).encode())


_PLACES = (
    "/api/2/accounts/profile/",
    "//canary.invalid/api/2/",
    "http://canary.invalid/api/2/accounts/profile/",
    "https://canary.invalid@canary.invalid/",
)
REDIRECTS: dict[str, Serve] = {
    f"{status} to {place}": says(http(status, Location=place))
    for status, places in {
        301: _PLACES,
        302: _PLACES,
        307: _PLACES,
        **dict.fromkeys((300, 303, 304, 305, 308), _PLACES[2:3]),
    }.items()
    for place in places
}

NO_ANSWERS: dict[str, Serve] = {
    "closed": says(b""),
    "half a status": says(b"HTTP/1.1 20"),
    "no HTTP": says(b"SSH-2.0-OpenSSH_9.6\r\n\r\n"),
    "HTTP/0.9": says(b"<html>hello</html>"),
    "a body cut short": says(_HEAD + b"Content-Length: 100\r\n\r\n{"),
    "a chunk cut short": says(_CHUNKED + b"ff\r\n{"),
    "a chunk of no size": says(_CHUNKED + b"zz\r\n{}\r\n"),
    "a negative length": says(_HEAD + b"Content-Length: -1\r\n\r\n{}"),
    "two lengths": says(_HEAD + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
    "a header of a megabyte": says(_HEAD + b"X: " + b"x" * 1_000_000 + b"\r\n\r\n{}"),
    "many headers": says(_HEAD + b"".join(b"X-%d: x\r\n" % number for number in range(20_000)) + b"\r\n{}"),
    "a header with NUL": says(_HEAD + b"X: a\x00b\r\n\r\n{}"),
}

STRANGE: dict[str, Serve] = {
    "a declared exabyte": never_ends(_HEAD + b"Content-Length: 1000000000000000000\r\n\r\n", PIECE),
    "endless": never_ends(_CHUNKED, _chunk(PIECE)),
    "a bomb": says(http(body=_BOMB, Content_Encoding="gzip")),
    "an endless bomb": never_ends(
        _HEAD + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n", _chunk(_BOMB)
    ),
    "a bomb in a bomb": says(http(body=gzip.compress(_BOMB), Content_Encoding="gzip, gzip")),
    "packed otherwise": says(http(body=zlib.compress(b"{}"), Content_Encoding="deflate")),
    "packed by nobody": says(http(body=b"{}", Content_Encoding="gzip")),
    "a packed body cut short": says(http(body=gzip.compress(b"{}" * 999)[:-9], Content_Encoding="gzip")),
    "no content": says(b"HTTP/1.1 204 No Content\r\n\r\n"),
    "an empty body": says(http(body=b"")),
    "a hotel's page": says(http(body=b"<html><body>Welcome to the hotel", Content_Type="text/html")),
    "half of JSON": says(http(body=b'{"results": [{"name": "cof')),
    "JSON and more": says(http(body=b"{} {}")),
    "another encoding": says(http(body='{"results": []}'.encode("utf-16"))),
    "bytes of no encoding": says(http(body=b'{"username": "\xff\xfe", "success": "\xff"}')),
    "a lone surrogate": says(http(body=b'{"username": "\\ud800", "results": "\\ud800", "success": ["\\ud800"]}')),
    "NaN": says(http(body=b'{"results": NaN, "username": NaN, "success": NaN, "access_token": NaN}')),
    "Infinity": says(http(body=b'{"results": [Infinity], "success": [-Infinity], "x": Infinity}')),
    "a number without end": says(http(body=b'{"x": 1e99999, "results": [1e99999], "success": [1e99999]}')),
    "deep lists": says(http(body=b"[" * 100_000 + b"]" * 100_000)),
    "deep objects": says(http(body=b'{"x":' * 100_000 + b"1" + b"}" * 100_000)),
    "depth where nobody looks": says(
        http(body=b'{"results": [], "success": [], "failed": [], "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}")
    ),
    "null": says(http(body=b"null")),
    "a list": says(http(body=b"[]")),
    "a text": says(http(body=b'"strange"')),
    "a number": says(http(body=b"42")),
    "members of other kinds": says(
        _whole({"results": {}, "success": {}, "username": 1, "access_token": 1, "token": 1})
    ),
    "members of null": says(_whole(dict.fromkeys(("results", "success", "username", *TOKENS)))),
    "an unknown status": says(http(999)),
}

SLOW: dict[str, Serve] = {
    "silence": says_nothing,
    "a body by drops": never_ends(_CHUNKED, b"1\r\n \r\n", 0.01),
    "a head by drops": never_ends(_HEAD, b"X", 0.01),
    "interim answers without end": never_ends(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 50, 0.001),
}
"""Given up when their time is over."""

LARGE = {
    name: serve
    for name, serve in {**NO_ANSWERS, **STRANGE}.items()
    if any(word in name for word in ("endless", "exabyte", "bomb", "megabyte", "many", "deep"))
}

LURES = (
    b"Refresh: 0; url=http://%s/",
    b"Link: <http://%s/>; rel=preload",
    b'Alt-Svc: h2="%s:443"',
    b"Content-Location: http://%s/",
    b"Set-Cookie: session=1; Domain=%s",
    b'Report-To: {"endpoints": [{"url": "http://%s/"}]}',
)
"""Headers that would lead a browser elsewhere; here they say nothing."""
