"""Listens on loopback for the answer of a sign-in from the browser.

Any page in any browser and any program on this computer can send it requests. So it accepts only the exact host, method
and path, reads little and not for long, and a wrong request uses nothing up.
"""

from __future__ import annotations

import asyncio
import contextlib
from functools import partial
from typing import Protocol

import h11

from exist_desktop.api.oauth.loopback import bind
from exist_desktop.api.oauth.redirect import Redirect
from exist_desktop.api.oauth.result_page import HEADERS, STATUS, PageWords, Reply, page

LONGEST_HEAD = 8 * 1024
PIECE = 4 * 1024
HEAD_SECONDS = 5.0
REPLY_SECONDS = 1.0
MOST_CONNECTIONS = 8
MOST_BAD = 200


class Waiting(Protocol):
    """A sign-in that waits for the browser."""

    def hear(self, query: str) -> Reply:
        """Takes the query of a request to the right address, and returns what the browser shows."""

    def give_up(self) -> None:
        """Called after too many wrong requests."""


class Listener:
    """Listens at one redirect address for the sign-in that waits there.

    `patience` is how many seconds a request may take to arrive.
    """

    def __init__(
        self,
        redirect: Redirect,
        waiting: Waiting,
        words: PageWords,
        patience: float = HEAD_SECONDS,
    ) -> None:
        self._redirect = redirect
        self._waiting = waiting
        self._words = words
        self._patience = patience
        self._servers: list[asyncio.Server] = []
        self._connections: list[asyncio.Task[None]] = []
        self._closing: set[asyncio.Task[None]] = set()
        self._replying: set[asyncio.Task[None]] = set()
        self._bad = 0

    async def start(self) -> None:
        """Binds the port on each address that the browser may use. Raises `SignInError` if one is in use."""
        for bound in bind(self._redirect):
            self._servers.append(await asyncio.start_server(self._on_connection, sock=bound, limit=LONGEST_HEAD))

    async def stop(self) -> None:
        """Closes the port and all connections, after replies that have begun."""
        for server in self._servers:
            server.close()
        self._servers.clear()
        if self._replying:
            await asyncio.wait(self._replying, timeout=REPLY_SECONDS)
        while self._connections:
            self._drop_oldest()
        await asyncio.gather(*self._closing, return_exceptions=True)

    def _on_connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(self._connections) >= MOST_CONNECTIONS:
            self._drop_oldest()  # refusing the new one instead would let silent connections block the sign-in
        task = asyncio.create_task(self._serve(reader, writer), name="sign-in connection")
        self._connections.append(task)
        task.add_done_callback(partial(self._on_done, writer))

    def _drop_oldest(self) -> None:
        oldest = self._connections.pop(0)
        self._closing.add(oldest)
        oldest.cancel()

    def _on_done(self, writer: asyncio.StreamWriter, task: asyncio.Task[None]) -> None:
        writer.close()  # a task that was cancelled before it began has not closed it
        self._closing.discard(task)
        self._replying.discard(task)
        if task in self._connections:
            self._connections.remove(task)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(self._patience):
                await self._answer(reader, writer)
        except (OSError, h11.ProtocolError):
            return  # closed, too slow, or not HTTP
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = h11.Connection(h11.SERVER, max_incomplete_event_size=LONGEST_HEAD)
        head = await _read_head(connection, reader)
        if head is None:
            return
        task = asyncio.current_task()
        assert task is not None
        self._replying.add(task)
        reply = self._judge(head) if isinstance(head, h11.Request) else head
        has_body = not isinstance(head, h11.Request) or head.method != b"HEAD"
        body = page(self._sentence(reply)) if has_body else b""
        headers = [*HEADERS, ("Content-Length", str(len(body)))]
        for event in (h11.Response(status_code=STATUS[reply], headers=headers), h11.Data(body), h11.EndOfMessage()):
            writer.write(connection.send(event) or b"")
        await writer.drain()
        if reply not in (Reply.ARRIVED, Reply.DENIED):
            self._count_bad()

    def _judge(self, request: h11.Request) -> Reply:
        hosts = [value for name, value in request.headers if name == b"host"]
        if len(hosts) != 1 or hosts[0].lower() not in self._redirect.host_headers:
            return Reply.OTHER_HOST
        if request.method != b"GET":
            return Reply.OTHER_METHOD
        path, _, query = request.target.decode("ascii").partition("?")
        if path != self._redirect.path:
            return Reply.OTHER_PATH
        return self._waiting.hear(query)

    def _sentence(self, reply: Reply) -> str:
        said = {Reply.ARRIVED: self._words.arrived, Reply.DENIED: self._words.denied}
        return said.get(reply, self._words.not_ours)

    def _count_bad(self) -> None:
        self._bad += 1
        if self._bad == MOST_BAD:
            self._waiting.give_up()


async def _read_head(connection: h11.Connection, reader: asyncio.StreamReader) -> h11.Request | Reply | None:
    """Returns the request, the reply to something that is not one, or None if nothing came."""
    received = 0
    while True:
        try:
            event = connection.next_event()
        except h11.RemoteProtocolError as error:
            return Reply.TOO_LONG if error.error_status_hint == STATUS[Reply.TOO_LONG] else Reply.NOT_OURS
        if isinstance(event, h11.Request):
            return event
        if event is not h11.NEED_DATA:
            return None
        piece = await reader.read(PIECE)
        received += len(piece)
        if received > LONGEST_HEAD:
            return Reply.TOO_LONG
        if not piece and not received:
            return None
        connection.receive_data(piece)
