"""A server that answers with exactly the bytes that a test wants, for all that a proper server would never send."""

from __future__ import annotations

import asyncio
import contextlib
import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from exist_desktop.api.client import ExistClient
from exist_desktop.api.http.transport import Limits, Transport
from exist_desktop.api.oauth.session import Session
from exist_desktop.api.oauth.tokens import TokenKind, Tokens
from exist_desktop.domain.day import WallClock
from exist_desktop.sync.clock import ComputerClock

HASTY = Limits(connect=2.0, piece=0.2, whole=2.0)
"""For servers that do not answer."""
PATIENT = Limits()
"""As the program has them; a busy computer is in no hurry."""


@dataclass(frozen=True)
class Request:
    """What came in."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.target).query).items()}

    @property
    def form(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.body.decode()).items()}

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Answer = Callable[[Request], bytes | None]
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def http(status: int = 200, body: bytes = b"{}", **headers: str) -> bytes:
    """A whole answer; header names are written with underscores."""
    told = {"Content-Length": str(len(body)), "Connection": "close"}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items() if value)
    return f"HTTP/1.1 {status} Said\r\n{head}\r\n".encode() + body


def ok(value: object) -> bytes:
    """A 200 with JSON."""
    return http(200, json.dumps(value).encode())


@dataclass
class OddServer:
    """A running server. Without an answer the connection is closed; with `stays` it is then left open."""

    answer: Answer
    stays: bool = False
    requests: list[Request] = field(default_factory=list)
    url: str = ""
    called: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        first, *lines = head.strip().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        method, target, _ = first.split(" ")
        request = Request(method, target, headers, body)
        self.requests.append(request)
        self.called.set()
        writer.write(self.answer(request) or b"")
        await writer.drain()
        if self.stays:
            await reader.read()


@contextlib.asynccontextmanager
async def serving(serve: Serve, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """The port on which each connection is served so, and closed at the end."""
    tasks: set[asyncio.Task[None]] = set()

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                await serve(reader, writer)
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(one(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(connected, "127.0.0.1", 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@contextlib.asynccontextmanager
async def odd_server(answer: Answer, *, stays: bool = False) -> AsyncIterator[OddServer]:
    """The server while the block lasts."""
    odd = OddServer(answer, stays)
    async with serving(odd.serve) as port:
        odd.url = f"http://127.0.0.1:{port}"
        yield odd


@contextlib.asynccontextmanager
async def wired(url: str, *, limits: Limits = PATIENT, clock: WallClock | None = None) -> AsyncIterator[Transport]:
    """A wire that is closed at the end."""
    transport = Transport(url, clock or ComputerClock(), limits=limits)
    try:
        yield transport
    finally:
        await transport.aclose()


@contextlib.asynccontextmanager
async def client_of(url: str, token: str = "a-token", *, limits: Limits = PATIENT) -> AsyncIterator[ExistClient]:
    """A client with a token that lives in this process alone."""
    async with wired(url, limits=limits) as transport:
        yield ExistClient(transport, Session(transport, Tokens(TokenKind.BEARER, token)))
