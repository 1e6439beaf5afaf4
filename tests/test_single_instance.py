"""One window per data folder: who may ask what of it, and that nothing which comes by its socket can disturb it."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from exist_desktop.front import protocol
from exist_desktop.front.protocol import Answer as ShellAnswer
from exist_desktop.ipc.client import ask
from exist_desktop.ipc.protocol import LONGEST_LINE, Answer, Request
from exist_desktop.ipc.server import MOST_ACTS, MOST_CONNECTIONS, InstanceServer
from exist_desktop.ipc.shell_call import Reply, ShellCall
from exist_desktop.ipc.socket_path import address
from tests.silence import Logs

DATA = 7
"""The version of the data that the window knows."""


class Window:
    """The window's side: what was asked of it, and what it answers; it can be made to take its time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.request_handler: list[Request] = []
        self.tokens: list[str] = []
        self.asked = asyncio.Event()
        self.ready = asyncio.Event()
        self.ready.set()
        self.newer = 0
        self.calls: list[ShellCall] = []
        self.left = 0
        self.server = InstanceServer(folder, self, data=DATA)
        self.server.newer_asked.connect(self._on_newer)

    def _on_newer(self) -> None:
        self.newer += 1

    async def handle(self, request: Request, token: str) -> Answer:
        self.request_handler.append(request)
        self.tokens.append(token)
        self.asked.set()
        await self.ready.wait()
        if request is Request.CHANGED:
            raise ValueError("cannot be done")
        return {"request": request.value}

    async def run(self, call: ShellCall, reply: Reply) -> None:
        self.calls.append(call)
        self.asked.set()
        try:
            await self.ready.wait()
        except asyncio.CancelledError:
            self.left += 1
            raise
        reply.answer(ShellAnswer(0, 0, b"", b"", b""))

    def connect(self) -> socket.socket:
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(5)
        line.connect(address(self.folder))
        return line

    async def said(self, line: socket.socket, text: bytes) -> bytes:
        """What comes back for a line; empty where the window hangs up."""
        return await asyncio.to_thread(spoken, line, text)

    async def hears(self, text: bytes) -> bytes:
        with self.connect() as line:
            return await self.said(line, text)

    async def ask(self, request: Request) -> bytes:
        return await self.hears(f'{{"act": "{request.value}"}}\n'.encode())


def spoken(line: socket.socket, text: bytes) -> bytes:
    try:
        line.sendall(text)
        return line.makefile("rb").readline()
    except (ConnectionResetError, BrokenPipeError):
        return b""


@pytest.fixture
def runtime_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The person's runtime folder, of a short name: the path of a socket in it may have 107 bytes."""
    with tempfile.TemporaryDirectory(prefix="run-") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)


@pytest.fixture
def folder(tmp_path: Path, runtime_folder: Path) -> Path:
    return tmp_path / "data"


@asynccontextmanager
async def window(folder: Path) -> AsyncIterator[Window]:
    opened = Window(folder)
    assert opened.server.listen()
    try:
        yield opened
    finally:
        opened.ready.set()
        await opened.server.stop()
        opened.server.deleteLater()


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pipe there")


async def test_a_request_is_handled_and_answered(folder: Path) -> None:
    async with window(folder) as opened:
        assert await opened.ask(Request.SHOW) == b'{"request": "show"}\n'
        assert opened.request_handler == [Request.SHOW]
        assert os.stat(address(folder)).st_mode & 0o077 == 0  # noqa: PTH116 - of a socket


@pytest.mark.parametrize(("known", "newer"), [(DATA - 1, 0), (DATA, 0), (DATA + 1, 1), ('"8"', 0), ("null", 0)])
async def test_a_window_hears_of_a_later_version(folder: Path, known: object, newer: int) -> None:
    async with window(folder) as opened:
        assert await opened.hears(f'{{"act": "show", "data": {known}}}\n'.encode()) == b'{"request": "show"}\n'
        assert opened.newer == newer


@pytest.mark.parametrize(
    "line",
    [
        b"\n",
        b"hello\n",
        b"\xff\xfe\n",
        b"[]\n",
        b'"show"\n',
        b'{"request": "show"}\n',
        b'{"act": "delete everything"}\n',
        b'{"act": ["show"]}\n',
        b"[" * (LONGEST_LINE - 2) + b"\n",
        b'{"act": "show", "more": "' + b"x" * LONGEST_LINE + b'"}\n',
        b"x" * (LONGEST_LINE * 20),
    ],
)
async def test_whatever_else_comes_is_hung_up_on(folder: Path, line: bytes) -> None:
    async with window(folder) as opened:
        assert await opened.hears(line) == b""
        assert opened.request_handler == []
        assert await opened.ask(Request.SHOW) == b'{"request": "show"}\n'


async def test_a_launchers_token_goes_along_and_nothing_else_does(folder: Path) -> None:
    async with window(folder) as opened:
        for token in ('"kwin-7_TIME12345"', '"two\\nlines"', '""', "7", '"' + "x" * 600 + '"'):
            await opened.hears(f'{{"act": "quick", "token": {token}}}\n'.encode())
        assert opened.request_handler == [Request.QUICK] * 5
        assert opened.tokens == ["kwin-7_TIME12345", "", "", "", ""]


async def test_many_connections_neither_block_nor_leak(folder: Path) -> None:
    async with window(folder) as opened:
        for _ in range(3):
            idle = [opened.connect() for _ in range(MOST_CONNECTIONS * 2)]
            assert [await opened.said(line, b"?\n") for line in idle] == [b""] * len(idle)
            for line in idle:
                line.close()
        assert await opened.ask(Request.SHOW) == b'{"request": "show"}\n'


async def test_who_goes_before_the_answer_is_not_missed(folder: Path) -> None:
    async with window(folder) as opened:
        opened.ready.clear()
        line = opened.connect()
        line.sendall(b'{"act": "sync"}\n')
        await opened.asked.wait()
        line.close()
        assert await opened.hears(b"?\n") == b""  # by then the window has noticed
        opened.ready.set()
        assert await opened.ask(Request.SHOW) == b'{"request": "show"}\n'


async def test_a_request_that_fails_is_answered_too(folder: Path, logs: Logs) -> None:
    logs.expect("A request of another process failed")
    async with window(folder) as opened:
        assert await opened.ask(Request.CHANGED) == b'{"failed": true}\n'


async def test_another_process_asks_without_a_display(folder: Path) -> None:
    script = (
        "import sys, pathlib; from exist_desktop.ipc.client import ask; "
        "from exist_desktop.ipc.protocol import Request; "
        "print(ask(pathlib.Path(sys.argv[1]), Request.SHOW))"
    )
    async with window(folder):
        asking = await asyncio.create_subprocess_exec(
            *(sys.executable, "-W", "error", "-c", script, str(folder)),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        out, err = await asking.communicate()
    assert (out.decode().strip(), err.decode()) == ("{'request': 'show'}", "")


async def test_asking_from_a_thread_is_as_quiet(folder: Path) -> None:
    async with window(folder):
        assert await asyncio.to_thread(ask, folder, Request.SYNC) == {"request": "sync"}


def test_nobody_to_ask_is_known_at_once(folder: Path) -> None:
    began = time.monotonic()
    assert ask(folder, Request.SHOW) is None
    assert time.monotonic() - began < 1


async def test_a_socket_that_a_crash_left_behind_is_taken_over(folder: Path) -> None:
    left = socket.socket(socket.AF_UNIX)
    left.bind(address(folder))
    left.close()
    async with window(folder) as opened:
        assert await opened.ask(Request.SHOW) == b'{"request": "show"}\n'


def test_each_data_folder_has_its_own_window(folder: Path) -> None:
    assert address(folder) != address(folder.parent)
    assert len(address(folder).encode()) < 108


CALL = protocol.call(["sync"], "0" * 32, ("utf-8", "utf-8")) or b"too long"
WORDS = CALL.split(b'"')[-2]


@pytest.mark.parametrize(
    "digits",
    [
        b"",
        b"zz",
        b"00",
        WORDS[:-2] + b"0",
        WORDS[:40],
        WORDS.replace(b"name=".hex().encode(), b"nome=".hex().encode()),
        WORDS.replace((b"0" * 32).hex().encode(), (b"0" * 31).hex().encode()),
        WORDS.replace(b"columns=".hex().encode(), b"columns=-1".hex().encode()),
        b"ff" + WORDS,
    ],
)
async def test_a_call_that_makes_no_sense_is_hung_up_on(folder: Path, digits: bytes) -> None:
    async with window(folder) as opened:
        assert await opened.hears(b'{"act": "run", "call": "%s"}\n' % digits) == b""
        assert opened.calls == []


async def test_an_act_whose_shell_has_gone_is_called_off(folder: Path) -> None:
    async with window(folder) as opened:
        opened.ready.clear()
        with opened.connect() as line:
            line.sendall(CALL)
            await opened.asked.wait()
        assert await opened.hears(b"?\n") == b""  # by then the window has noticed
        assert (len(opened.calls), opened.left) == (1, 1)


async def test_there_is_one_act_to_a_connection(folder: Path) -> None:
    async with window(folder) as opened:
        opened.ready.clear()
        with opened.connect() as line:
            line.sendall(CALL + CALL)
            await opened.asked.wait()
            line.sendall(CALL)
            assert await opened.hears(b"?\n") == b""
            assert await asyncio.to_thread(line.makefile("rb").read) == protocol.TAKEN
        assert (len(opened.calls), opened.left) == (1, 1)


async def test_acts_that_take_time_keep_nobody_else_waiting(folder: Path) -> None:
    async with window(folder) as opened:
        opened.ready.clear()
        slow = [opened.connect() for _ in range(MOST_ACTS)]
        assert [await opened.said(line, CALL) for line in slow] == [protocol.TAKEN] * MOST_ACTS
        assert await opened.hears(CALL) == protocol.DECLINED
        assert await opened.hears(b'{"act": "sync"}\n') == b""
        opened.ready.set()
        assert await opened.ask(Request.SHOW) == b'{"request": "show"}\n'
        for line in slow:
            assert await asyncio.to_thread(line.makefile("rb").read) == bytes(ShellAnswer(0, 0, b"", b"", b""))
            line.close()
