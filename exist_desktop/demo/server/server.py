"""Runs the demo server: on a free port of loopback, until a signal or the end of its owner."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import signal
import socket
import sys
import threading
from asyncio import BaseTransport
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType
from typing import BinaryIO

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from exist_desktop.demo.filling import Filling
from exist_desktop.demo.people.people import PEOPLE, Person
from exist_desktop.demo.server.app import make_app
from exist_desktop.demo.server.state_file import StateFile
from exist_desktop.demo.server.wire import Wire
from exist_desktop.demo.world import DEFAULT_SEED, World

HOST = "127.0.0.1"
_EXIT_CODE = 70
_KEEP_ALIVE = 60  # longer than any client here keeps a connection, so that none is closed while it sends


class OwnProcess:
    """A process that is nothing but the server. It saves its state if there is a file for it."""

    can_die = True

    def __init__(self, state: StateFile | None) -> None:
        self._state = state

    def save(self, world: World) -> None:
        """Saves the state."""
        if self._state is not None:
            self._state.save(world)

    def die(self) -> None:
        """Ends the process as a crash does."""
        os._exit(_EXIT_CODE)


class Line(H11Protocol):
    """HTTP that gives `Wire` its connection, so that it can break it."""

    def connection_made(self, transport: BaseTransport) -> None:
        """Passes the connection on with each of its requests."""
        assert isinstance(transport, asyncio.Transport)
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}


class Server(uvicorn.Server):
    """uvicorn that ends at once when asked to, without waiting for its next check and without log messages."""

    def __init__(self, wire: Wire) -> None:
        config = uvicorn.Config(
            wire,
            http=Line,
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            date_header=False,
            timeout_keep_alive=_KEEP_ALIVE,
        )
        super().__init__(config)
        self._transport = wire
        self._loop: asyncio.AbstractEventLoop | None = None
        self.ready = threading.Event()

    async def main_loop(self) -> None:
        """Waits for the end."""
        self._loop = asyncio.get_running_loop()
        self.ready.set()
        if not self.should_exit:  # a signal can come before the loop
            await self._transport.stopping.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Closes everything at once; requests that are being answered are completed."""
        # asyncio forgets a connection that is just being accepted while its port is closed: it would stay open
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(others)
        for listening in (*self.servers, *(sockets or ())):
            listening.close()
        while self.server_state.connections:
            for connection in self.server_state.connections:
                connection.transport.abort()
            await asyncio.sleep(0)

    def stop(self) -> None:
        """Ends the server; may be called from any thread and from a signal handler."""
        self.should_exit = True
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._transport.stop)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.stop()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Ends normally at the signals that mean "end". Only the main thread receives them."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        wanted = (signal.SIGINT, signal.SIGTERM)
        before = {number: signal.signal(number, self._on_signal) for number in wanted}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def serve(
    port: int = 0,
    seed: int = DEFAULT_SEED,
    *,
    announce: Callable[[dict[str, object]], None],
    state_path: Path | None = None,
    people: Mapping[str, Person] = PEOPLE,
    owner: BinaryIO | None = None,
    filling: Filling | None = None,
) -> None:
    """Serves until SIGINT or SIGTERM. `announce` gets the announcement once the port is open.

    With `state_path` a server that was killed comes back with the same rows, and on the same port if none is named and
    that one is free. `people` have an account, by username. With `owner`, the reading end of a pipe, the server also
    ends when the other end is closed, however its owner ended. With `filling`, services fill what is theirs.
    Raises `OSError` if the port is taken or the state cannot be saved.
    """
    state = None if state_path is None else StateFile(state_path)
    world, former_port = _world(seed, state, people)
    world.filling = filling
    with _opened_or_free(port, former_port) as listener:
        if state is not None:
            state.port = listener.getsockname()[1]
            state.save(world)
        server = Server(Wire(make_app(world), world, OwnProcess(state)))
        with server.capture_signals():
            if owner is not None:
                threading.Thread(target=_outlive, args=(owner, server), name="owner", daemon=True).start()
            announce(announcement(world, base_url(listener)))
            asyncio.run(server.serve(sockets=[listener]))


def _world(seed: int, state: StateFile | None, people: Mapping[str, Person]) -> tuple[World, int]:
    """Returns the saved world and its port; else a new one, with secrets of its own, and 0."""
    saved = None if state is None else state.read()
    if saved is not None and saved.seed == seed:
        world = World(seed, people=people, key=saved.key)
        try:
            world.restore(saved.world)
        except (KeyError, TypeError, ValueError):
            saved = None
        else:
            assert state is not None
            state.made = saved.made
            return world, saved.port
    if state is not None and saved is None:
        state.put_aside()
    return World(seed, people=people, key=secrets.token_hex(16)), 0 if saved is None else saved.port


def _opened_or_free(port: int, former_port: int) -> socket.socket:
    """Opens the port that was asked for, else the former one if it is free, else any free one."""
    if port == 0 and former_port != 0:
        with contextlib.suppress(OSError):
            return opened(former_port)
    return opened(port)


def _outlive(owner: BinaryIO, server: Server) -> None:
    """Waits on a thread of its own for the owner's end, and ends the server.

    It reads from below Python's buffer, whose lock would be held when a signal ends the server, and abort the end.
    """
    with contextlib.suppress(OSError, ValueError):  # a broken pipe has ended, too
        while os.read(owner.fileno(), 1024):
            continue
    server.stop()


def announcement(world: World, base: str) -> dict[str, object]:
    """Returns everything that a client needs to sign in."""
    client = world.tokens.client
    return {
        "base_url": base,
        "client_id": client.client_id,
        "client_secret": client.client_secret,
        "redirect_uri": client.redirect_uri,
        "tokens": {name: world.tokens.developer(name) for name in world.people},
        "passwords": {name: world.tokens.password(name) for name in world.people},
    }


def opened(port: int) -> socket.socket:
    """Opens the port, 0 for a free one; from now on connections wait until the server accepts them."""
    # asyncio sends small packets at once only if the protocol is named: 40 ms per answer otherwise
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":  # there it would let others take the port too
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener


def base_url(listener: socket.socket) -> str:
    """Returns the address of the server."""
    return f"http://{HOST}:{listener.getsockname()[1]}"
