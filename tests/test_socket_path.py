"""Two processes of this program meet in a folder of this user's own, however the one that was given to them looks."""

from __future__ import annotations

import asyncio
import os
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from exist_desktop.front.hand_over import draw_name, hand_over
from exist_desktop.ipc import socket_path
from exist_desktop.ipc.client import ask
from exist_desktop.ipc.protocol import Request
from exist_desktop.ipc.socket_path import RUN, address, places_to_ask
from tests.silence import Logs
from tests.test_single_instance import window

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes have a place of their own there")
NOBODY = 65_534
AS_ROOT = pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="only root can give folders away")


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder with a short name."""
    with tempfile.TemporaryDirectory(prefix="run-") as folder:
        yield Path(folder)


@pytest.fixture
def temporary(short: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What stands for the folder of all users' temporary files."""
    (short / "tmp").mkdir(mode=0o700)
    (short / "tmp").chmod(0o1777)
    monkeypatch.setattr(socket_path, "TEMPORARY", short / "tmp")
    return short / "tmp"


@pytest.fixture
def data(short: Path) -> Path:
    folder = short / "data"
    folder.mkdir(mode=0o700)
    return folder


def given(monkeypatch: pytest.MonkeyPatch, runtime: str | None) -> None:
    if runtime is None:
        monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    else:
        monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)


async def meets(data: Path) -> Path:
    """Where a window of that folder listens, once it has been asked and has answered."""
    async with window(data) as opened:
        assert await asyncio.to_thread(ask, data, Request.SHOW) == {"request": "show"}
        assert opened.request_handler == [Request.SHOW]
        (path,) = places_to_ask(data)
    return path.parent


async def test_the_runtime_folder_is_used_where_it_is_this_users_alone(
    data: Path, short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (short / "mine").mkdir(mode=0o700)
    given(monkeypatch, str(short / "mine"))
    assert await meets(data) == short / "mine"


@pytest.mark.parametrize("mode", [0o701, 0o710, 0o750, 0o755, 0o770, 0o777, 0o1777])
async def test_one_that_others_may_enter_is_not(
    data: Path, short: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    (short / "open").mkdir()
    (short / "open").chmod(mode)
    given(monkeypatch, str(short / "open"))
    assert await meets(data) == data / RUN
    assert stat.S_IMODE((data / RUN).stat().st_mode) == 0o700


@AS_ROOT
async def test_one_of_another_user_is_not(data: Path, short: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (short / "theirs").mkdir(mode=0o700)
    os.chown(short / "theirs", NOBODY, NOBODY)
    given(monkeypatch, str(short / "theirs"))
    assert await meets(data) == data / RUN


@pytest.mark.parametrize("runtime", [None, "", "relative", "/nowhere/at all", "{long}", "{file}", "nul\0".rstrip("\0")])
async def test_without_one_that_can_be_used_it_is_the_data_folder(
    data: Path, short: Path, monkeypatch: pytest.MonkeyPatch, runtime: str | None
) -> None:
    long = short / ("x" * 100)
    long.mkdir(mode=0o700)
    (short / "file").touch()
    given(monkeypatch, runtime and runtime.format(long=long, file=short / "file"))
    assert await meets(data) == data / RUN


async def test_where_the_data_folder_lies_too_deep_it_is_a_folder_with_the_users_number(
    short: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = short / ("x" * 90) / ("ä" * 60)
    deep.mkdir(parents=True)
    given(monkeypatch, None)
    monkeypatch.setenv("TMPDIR", str(deep))
    found = await meets(deep)
    assert found == temporary / f"exist-desktop-{os.getuid()}"
    assert stat.S_IMODE(found.stat().st_mode) == 0o700
    assert not (deep / RUN).exists() or list((deep / RUN).iterdir()) == []


@pytest.mark.parametrize("squatted", ["open", "link", "file", "theirs"])
async def test_where_somebody_has_taken_that_place_there_is_none_and_that_is_said(
    short: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch, logs: Logs, squatted: str
) -> None:
    deep = short / ("x" * 90) / ("y" * 90)
    deep.mkdir(parents=True)
    place = temporary / f"exist-desktop-{os.getuid()}"
    match squatted:
        case "link":
            (temporary / "elsewhere").mkdir(mode=0o700)
            place.symlink_to(temporary / "elsewhere")
        case "file":
            place.touch(0o700)
        case "open":
            place.mkdir()
            place.chmod(0o755)
        case "theirs":
            if os.getuid() != 0:
                pytest.skip("only root can give folders away")
            place.mkdir(mode=0o700)
            os.chown(place, NOBODY, NOBODY)
    given(monkeypatch, None)
    with pytest.raises(OSError, match="address"):
        address(deep)
    assert ask(deep, Request.SHOW) is None
    logs.expect("No place for the local socket")
    with pytest.raises(AssertionError):
        async with window(deep):
            pass


async def test_a_window_is_found_by_whoever_was_given_another_folder(
    data: Path, short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A window that was started without a runtime folder is asked by a shell that has one."""
    given(monkeypatch, None)
    async with window(data):
        (short / "mine").mkdir(mode=0o700)
        given(monkeypatch, str(short / "mine"))
        assert await asyncio.to_thread(ask, data, Request.SHOW) == {"request": "show"}


async def test_a_folder_that_cannot_be_written_gives_way(
    data: Path, short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where it is a file system that takes no sockets, as root finds out by trying alone."""
    (short / "mine").mkdir(mode=0o700)
    given(monkeypatch, str(short / "mine"))
    (short / "mine" / socket_path.name(data)).mkdir()  # nothing can be bound there, and it is not removed
    (short / "mine" / socket_path.name(data) / "theirs").touch()
    async with window(data) as opened:
        assert await asyncio.to_thread(ask, data, Request.SHOW) == {"request": "show"}
        assert opened.request_handler == [Request.SHOW]
    assert (short / "mine" / socket_path.name(data) / "theirs").exists()


LISTEN_AS_NOBODY = """
import os, socket, sys
os.setgroups([]); os.setgid({nobody}); os.setuid({nobody})
line = socket.socket(socket.AF_UNIX); line.bind(sys.argv[1]); line.listen()
os.chmod(sys.argv[1], 0o666)
print("listening", flush=True)
line.settimeout(20)
try:
    said, _ = line.accept()
    said.settimeout(5)
    print(repr(said.recv(4096)))
except OSError as error:
    print(type(error).__name__)
"""


@AS_ROOT
@pytest.mark.parametrize("asks", ["whole program", "front"])
def test_nothing_is_said_to_another_user_who_listens_there(
    data: Path, short: Path, monkeypatch: pytest.MonkeyPatch, logs: Logs, asks: str
) -> None:
    monkeypatch.setenv("EXIST_DESKTOP_DATA_DIR", str(data))
    if asks == "whole program":
        logs.expect("Somebody else listens")
    (short / "mine").mkdir()
    given(monkeypatch, str(short / "mine"))
    short.chmod(0o777)
    (short / "mine").chmod(0o777)
    path = short / "mine" / socket_path.name(data)
    command = (sys.executable, "-c", LISTEN_AS_NOBODY.format(nobody=NOBODY), str(path))
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "listening\n"

        def asked() -> bool:
            if asks == "front":
                return hand_over(["add", "coffees", "+1"], draw_name()) is not None
            return ask(data, Request.QUICK, token="kwin-7") is not None

        assert not asked(), "such a folder is not looked into"
        (short / "mine").chmod(0o700)
        assert not asked()
        assert other.stdout.read() in ("b''\n", "ConnectionResetError\n")


def test_a_name_that_is_no_text_has_an_address_too(short: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, str(short))
    odd = Path(os.fsdecode(b"/data \xff\n"))
    assert address(odd) == address(odd)
    with socket.socket(socket.AF_UNIX) as line:
        line.bind(address(odd))
