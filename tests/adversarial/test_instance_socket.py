"""The local socket of a running window: whoever else speaks there is hung up on, and keeps nobody else from it."""

from __future__ import annotations

import asyncio
import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from exist_desktop.ipc.client import ask
from exist_desktop.ipc.protocol import LONGEST_LINE, Request
from exist_desktop.ipc.server import MOST_CONNECTIONS
from exist_desktop.ipc.socket_path import address
from tests.report import tried
from tests.test_single_instance import runtime_folder, window

__all__ = ["runtime_folder"]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pipe there")
NOBODY = 65_534
AS_NOBODY = """
import os, socket, sys
os.setgroups([]); os.setgid({nobody}); os.setuid({nobody})
line = socket.socket(socket.AF_UNIX); line.settimeout(10)
try:
    line.connect(sys.argv[1])
    line.sendall(b'{{"act": "show"}}\\n')
    print(repr(line.makefile("rb").readline()))
except OSError as error:
    print(type(error).__name__)
"""


@pytest.fixture
def open_folder(runtime_folder: Path) -> Path:
    """The folder in which the window listens; it may be opened to everybody after that."""
    return runtime_folder


@pytest.fixture
def folder(tmp_path: Path, runtime_folder: Path) -> Path:
    return tmp_path / "data"


async def _as_nobody(path: str) -> str:
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", AS_NOBODY.format(nobody=NOBODY), path), stdout=subprocess.PIPE
    )
    out, _ = await child.communicate()
    return out.decode().strip()


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can be somebody else for a moment")
@pytest.mark.parametrize("mode", [0o600, 0o666])
async def test_another_user_is_not_heard(open_folder: Path, mode: int) -> None:
    """The socket's mode keeps them out; and where it did not, they are told apart when they come."""
    data = open_folder / "data"
    async with window(data) as opened:
        path = address(data)
        os.chmod(open_folder, 0o755)  # noqa: PTH101
        assert stat.S_IMODE(os.stat(path).st_mode) & 0o077 == 0  # noqa: PTH116 - of a socket
        os.chmod(path, mode)  # noqa: PTH101 - of a socket
        said = await _as_nobody(path)
        assert said in (("PermissionError",) if mode == 0o600 else ("b''", "ConnectionResetError", "BrokenPipeError"))
        assert opened.request_handler == []
        os.chmod(open_folder, 0o700)  # noqa: PTH101
        assert await opened.ask(Request.SHOW) == b'{"request": "show"}\n'
        tried("hostile servers and neighbours", "socket: another user")


LINES = (
    b"",
    b"\x00" * 100 + b"\n",
    b'{"act": null}\n',
    b'{"act": "\\ud800"}\n',
    b'{"act": "show\\u0000"}\n',
    b'{"act": "SHOW"}\n',
    b'{"act": "quit"}\n',
    b'{"act": "sync", "act": "delete"}\n',
    b'{"act": {"act": "show"}}\n',
    b'{"act": "show"',
    b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b'{"a":' * 600 + b"1" + b"}" * 600 + b"\n",
    b"9" * (LONGEST_LINE - 2) + b"\n",
    b"x" * LONGEST_LINE,
    b"x" * 1_000_000 + b"\n",
)


@pytest.mark.parametrize("line", LINES)
async def test_what_is_no_wish_changes_nothing(folder: Path, line: bytes) -> None:
    async with window(folder) as opened:
        with opened.connect() as connection:
            assert await asyncio.to_thread(_said_and_gone, connection, line) == b""
        assert opened.request_handler == []
        assert await opened.ask(Request.SHOW) == b'{"request": "show"}\n'
        tried("hostile servers and neighbours", "socket: garbage")


def _said_and_gone(connection: socket.socket, line: bytes) -> bytes:
    """Say it, hang up the speaking half, and listen for what comes back."""
    try:
        connection.sendall(line)
        connection.shutdown(socket.SHUT_WR)
        return connection.makefile("rb").readline()
    except OSError:
        return b""


async def test_silence_and_half_lines_lock_no_second_start_out(folder: Path) -> None:
    async with window(folder) as opened:
        silent = [opened.connect() for _ in range(3 * MOST_CONNECTIONS)]
        for line in silent[::2]:
            line.sendall(b'{"act": "sh')
        assert await asyncio.to_thread(ask, folder, Request.SHOW) == {"request": "show"}
        assert opened.request_handler == [Request.SHOW]
        for line in silent:
            line.close()
        tried("hostile servers and neighbours", "socket: silence")


async def test_a_line_in_pieces_is_a_wish_all_the_same(folder: Path) -> None:
    async with window(folder) as opened:
        with opened.connect() as line:
            for piece in (b'{"act"', b': "sh'):
                line.sendall(piece)
                await asyncio.sleep(0)
            assert await opened.said(line, b'ow"}\n') == b'{"request": "show"}\n'


async def test_those_who_wait_for_an_answer_keep_it(folder: Path) -> None:
    """Silence gives way to newcomers; a wish that is being fulfilled does not."""
    async with window(folder) as opened:
        opened.ready.clear()
        asking = asyncio.create_task(opened.ask(Request.SYNC))
        await opened.asked.wait()
        silent = [opened.connect() for _ in range(3 * MOST_CONNECTIONS)]
        assert await opened.hears(b"?\n") == b""
        opened.ready.set()
        assert await asking == b'{"request": "sync"}\n'
        for line in silent:
            line.close()
