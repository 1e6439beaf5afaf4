"""The wire: what happens to a request before the application sees it, and to the answer before the client does.

Requests are logged here, faults happen, and connections break. The answer of the application is taken as a whole, so
that it can be delayed, cut short or lost.
"""

from __future__ import annotations

import asyncio
import re
from asyncio import Transport
from email.utils import formatdate
from typing import Protocol

from msgspec.structs import replace
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from exist_desktop.demo.server.faults import Fault, FaultKind
from exist_desktop.demo.server.records import LoggedRequest
from exist_desktop.demo.server.spoiled import (
    Headers,
    Response,
    is_unapplied,
    mixed,
    only,
    shared_out,
    spoiled,
    told,
    unapplied,
)
from exist_desktop.demo.server.tokens import is_loopback
from exist_desktop.demo.world import World

_HOST = re.compile(r"([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")
_LARGEST_BODY = 1024 * 1024


class _TooLargeError(Exception):
    """The body is larger than `_LARGEST_BODY` bytes."""


class Owner(Protocol):
    """The process that this server is, or that it runs in."""

    @property
    def can_die(self) -> bool:
        """Whether a fault may end it."""

    def save(self, world: World) -> None:
        """Called before an answer leaves."""

    def die(self) -> None:
        """Ends the process at once."""


class Wire:
    """A layer between the protocol and the application."""

    def __init__(self, app: ASGIApp, world: World, owner: Owner) -> None:
        self._app = app
        self._world = world
        self._owner = owner
        self._reading: set[Transport] = set()
        self.stopping = asyncio.Event()

    def stop(self) -> None:
        """Ends everything that would delay the server's end: sleeping faults and incomplete requests."""
        self.stopping.set()
        for transport in self._reading:
            transport.abort()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if (refusal := self._refusal(scope)) is not None:
            await self._refuse(send, refusal)
            return
        try:
            body = await self._whole_body(scope, receive)
        except _TooLargeError:
            await self._refuse(send, told(413, "The body is larger than 1 MiB."))
            return
        if body is None:
            return
        path: str = scope["path"]
        if path.startswith("/demo/"):
            response = await self._run(scope, body)
            self._owner.save(self._world)
            await self._send(send, response)
        else:
            await self._serve(scope, body, receive, send)

    async def _refuse(self, send: Send, refusal: Response) -> None:
        """Answers without reading the rest of what is sent, and closes the connection."""
        await self._send(send, replace(refusal, headers=[*refusal.headers, (b"connection", b"close")]))

    async def _whole_body(self, scope: Scope, receive: Receive) -> bytes | None:
        """Returns the whole body of the request; None if the client went away in the middle of it.

        Raises `_TooLargeError` if it is larger than any call here needs.
        """
        parts, size, transport = [], 0, _transport(scope)
        self._reading.add(transport)
        if self.stopping.is_set():
            transport.abort()
        try:
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return None
                parts.append(message["body"])
                size += len(message["body"])
                if size > _LARGEST_BODY:
                    raise _TooLargeError
                if not message["more_body"]:
                    return b"".join(parts)
        finally:
            self._reading.discard(transport)

    def _refusal(self, scope: Scope) -> Response | None:
        """Returns a refusal for other hosts (DNS rebinding), and for controls that a web page could send; else None."""
        headers = dict(scope["headers"])
        host = b",".join(value for name, value in scope["headers"] if name == b"host").decode("latin-1")
        if not _HOST.fullmatch(host):
            return told(400, "The Host header names no host.")
        if not is_loopback(host):
            return told(403, "This server answers on loopback only.")
        if scope["path"].startswith("/demo/") and headers.get(b"x-demo-control") != b"1":
            return told(403, "Controls need the header X-Demo-Control: 1.")
        if scope["path"] == "/demo/die" and not self._owner.can_die:
            return told(409, "This server runs inside another program and cannot end it.")
        return None

    async def _serve(self, scope: Scope, body: bytes, receive: Receive, send: Send) -> None:
        call = scope["path"].rstrip("/").rpartition("/")[2]
        fault = self._world.faults.take(call)
        query = scope["query_string"].decode("latin-1")
        entry = LoggedRequest(scope["method"], scope["path"], query, call, self._world.clock())
        entry.fault = None if fault is None else str(fault.fault)
        self._world.requests.append(entry)
        scope["state"]["entry"] = entry
        self._world.rouse_neighbours(call, answered=False)
        if await self._stopped_within(self._world.latency):
            await _hang_up(scope, receive)
            return
        response = await self._answer(fault, scope, body)
        self._world.rouse_neighbours(call, answered=True)
        if response is None:
            self._owner.save(self._world)
            await _hang_up(scope, receive)
            return
        entry.status = response.status
        self._owner.save(self._world)
        if fault is not None and fault.fault is FaultKind.CUT:
            await self._cut(scope, response, fault.bytes, receive, send)
        else:
            await self._send(send, response)

    async def _answer(self, fault: Fault | None, scope: Scope, body: bytes) -> Response | None:
        """Returns the answer of the application or of the fault; None for no answer."""
        if fault is None:
            return await self._run(scope, body)
        kind = fault.fault
        if fault.items is not None and kind is not FaultKind.MIX:
            body = only(body, fault.items)
        if kind is FaultKind.LATE and await self._stopped_within(fault.seconds):
            return None
        if kind is FaultKind.DIE_BEFORE:
            self._die()
        return unapplied(fault, body) if is_unapplied(fault) else await self._applied(fault, scope, body)

    async def _applied(self, fault: Fault, scope: Scope, body: bytes) -> Response | None:
        """Returns the application's answer as the fault changes it; None for no answer."""
        kind = fault.fault
        if kind is FaultKind.STALE:
            scope["state"]["as_of"] = self._world.clock() - fault.seconds
        if kind is FaultKind.MIX:
            body, refused = shared_out(fault, body)
            return mixed(fault, await self._run(scope, body), refused)
        response = await self._run(scope, body)
        if kind is FaultKind.DIE_AFTER:
            self._die()
        if kind is FaultKind.SLOW and await self._stopped_within(fault.seconds):
            return None
        return spoiled(fault, response)

    async def _run(self, scope: Scope, body: bytes) -> Response:
        """Returns the whole answer of the application."""
        status, headers, parts = 500, Headers(), []

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            nonlocal status, headers
            if message["type"] == "http.response.start":
                status, headers = message["status"], list(message["headers"])
            else:
                parts.append(message.get("body", b""))

        await self._app(scope, receive, send)
        return Response(status, headers, b"".join(parts))

    async def _send(self, send: Send, response: Response) -> None:
        await send(self._head(response))
        await send({"type": "http.response.body", "body": response.body})

    def _head(self, response: Response) -> Message:
        length = str(len(response.body)).encode()
        kept = [(name, value) for name, value in response.headers if name != b"content-length"]
        now = formatdate(self._world.clock(), usegmt=True).encode()
        headers = [*kept, (b"content-length", length), (b"date", now)]
        return {"type": "http.response.start", "status": response.status, "headers": headers}

    async def _cut(self, scope: Scope, response: Response, length: int | None, receive: Receive, send: Send) -> None:
        kept = len(response.body) // 2 if length is None else length
        await send(self._head(response))
        await send({"type": "http.response.body", "body": response.body[:kept], "more_body": True})
        _transport(scope).close()
        await _gone(receive)

    async def _stopped_within(self, seconds: float) -> bool:
        """Waits, at most until the end of the server. Returns whether that came first."""
        if seconds > 0:
            try:
                async with asyncio.timeout(seconds):
                    await self.stopping.wait()
            except TimeoutError:
                return False
        return self.stopping.is_set()

    def _die(self) -> None:
        self._owner.save(self._world)
        self._owner.die()


def _transport(scope: Scope) -> Transport:
    transport = scope["state"]["transport"]
    assert isinstance(transport, Transport)
    return transport


async def _hang_up(scope: Scope, receive: Receive) -> None:
    _transport(scope).abort()
    await _gone(receive)


async def _gone(receive: Receive) -> None:
    """Waits until the protocol knows that the connection is closed: then it does not complain of a missing answer."""
    while (await receive())["type"] != "http.disconnect":
        continue
