"""Where the connection between front and window ends at any byte, an entry is saved once, and called saved."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from exist_desktop.cli.acts.act import Act, ActRequest, AnswerFormat, Changed, Exit, Outcome
from exist_desktop.cli.acts.add import AddArguments, add
from exist_desktop.cli.run import run
from exist_desktop.engine import Engine
from exist_desktop.errors import DiskErrorKind, NotSavedError
from exist_desktop.front import protocol
from exist_desktop.front.hand_over import UNANSWERED, draw_name
from exist_desktop.front.place import socket_name, sockets
from exist_desktop.settings import Setup
from exist_desktop.sync.computer_zone import ComputerZone
from exist_desktop.ui.format import QtFormats
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.front.program import NAME, coffees, opened, running
from tests.patience import PATIENCE
from tests.report import tried
from tests.store.notebook import SERVER

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pipe there, which nobody has tried yet")
LANGUAGE = Language(UNTRANSLATED, QtFormats(QLocale.c()))
WORDS = ("add", "coffees", "+1")
ANSWER = protocol.Answer(0, 1, "Coffees: 2 → 3.\n".encode(), b"Told.\n", b"Not written: \0.\n")


def test_no_part_of_an_answer_is_a_whole_one() -> None:
    whole = bytes(ANSWER)
    for length in range(len(whole)):
        assert protocol.answer(whole[:length]) is None
    found = protocol.answer(whole)
    assert found is not None
    assert bytes(found) == whole
    assert protocol.answer(whole + b"x") is None
    assert protocol.answer(b"0 0 -1 1 0\n") is None
    assert protocol.answer(protocol.DECLINED) is None


class Cut:
    """A socket before the window's that passes so many bytes of the answer on, and then ends both connections."""

    def __init__(self, path: Path, beyond: Path) -> None:
        self._beyond = str(beyond)
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(path))
        self._listening.listen()
        self._thread = threading.Thread(target=self._serve, name="cut")
        self.after = 0
        self.whole = False
        self._thread.start()

    def _serve(self) -> None:
        while True:
            front, _ = self._listening.accept()
            with front, socket.socket(socket.AF_UNIX) as window:
                asked = front.recv(protocol.LONGEST_CALL)
                if not asked:
                    return
                window.connect(self._beyond)
                window.sendall(asked)
                self.whole = self._pass_on(front, window)

    def _pass_on(self, front: socket.socket, window: socket.socket) -> bool:
        """Returns whether the answer was over before it was to be cut."""
        left = self.after
        while left:
            part = window.recv(left)
            if not part:
                return True
            front.sendall(part)
            left -= len(part)
        return False

    def close(self) -> None:
        with socket.socket(socket.AF_UNIX) as last:
            last.connect(self._listening.getsockname())
        self._thread.join()
        self._listening.close()


@contextmanager
def cutting(folder: Path, runtime_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cut]:
    """From now on the front meets the cut one, in a folder that comes first."""
    (window,) = sockets(str(folder))
    place = runtime_folder / "cut"
    place.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(place))
    cut = Cut(place / socket_name(str(folder)), Path(window))
    try:
        yield cut
    finally:
        cut.close()


async def alone(engine: Engine, folder: Path, name: str) -> Exit:
    """What the shell does in its own process when it has no whole answer."""
    arguments = AddArguments("coffees +1", None, take_over=False, set_total=False)
    terminal = NoTerminal()
    request = ActRequest(arguments, AnswerFormat.WORDS, LANGUAGE, ComputerZone(), folder, terminal, name)
    outcome = await add(engine, request)
    assert outcome.changed is Changed.ENTRIES
    assert outcome.words[0].startswith("Coffees: ")
    assert "Saved on this computer." in outcome.words[0]
    return outcome.code


class NoTerminal:
    """Nobody sits there."""

    is_interactive = False

    def tell(self, sentence: str) -> None:
        raise AssertionError(sentence)

    async def read_line(self) -> str:
        return ""

    async def ask(self, question: str) -> str:
        raise AssertionError(question)


async def test_an_answer_that_ends_at_any_byte_saves_once(
    folder: Path, runtime_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(folder) as program, opened(folder) as own:
        with cutting(folder, runtime_folder, monkeypatch) as cut:
            for number in range(1, 1000):
                name = draw_name()
                code = await program.types(*WORDS, name=name)
                if code == UNANSWERED:
                    code = await alone(own, folder, name)
                assert (code, coffees(folder)) == (0, number), f"cut after {cut.after} bytes"
                tried("broken exchanges", "an answer cut at a byte")
                if cut.whole:
                    break
                cut.after += 1
            assert cut.after > 50


@pytest.mark.parametrize(("name", "code"), [(NAME, Exit.DONE), ("", Exit.NOT_POSSIBLE)])
def test_a_call_that_a_window_may_still_save_is_not_given_up_while_the_file_is_in_use(
    folder: Path, name: str, code: Exit
) -> None:
    """The window waits for the file too, and saves what this process would have called not saved."""
    tries: list[str] = []

    async def busy_at_first(_engine: Engine, request: ActRequest[None]) -> Outcome:
        tries.append(request.name)
        if len(tries) == 1:
            raise NotSavedError(DiskErrorKind.BUSY, "")
        return Outcome(words=("Saved.",), changed=Changed.ENTRIES)

    act = Act(busy_at_first, None, enters=True)
    assert run(Setup(SERVER, folder), act, AnswerFormat.WORDS, LANGUAGE, name=name) == code
    assert len(set(tries)) == 1


async def test_a_call_that_ends_at_any_byte_saves_nothing(folder: Path) -> None:
    line = protocol.call(list(WORDS), NAME, ("utf-8", "utf-8"))
    assert line is not None

    def say_parts() -> None:
        for length in range(len(line)):
            with socket.socket(socket.AF_UNIX) as connection:
                connection.connect(sockets(str(folder))[0])
                connection.sendall(line[:length])
                connection.shutdown(socket.SHUT_WR)
                assert connection.recv(1) == b""

    async with running(folder) as program:
        await asyncio.to_thread(say_parts)
        assert coffees(folder) == 0
        assert await program.types(*WORDS) == 0
        assert coffees(folder) == 1
        tried("broken exchanges", "a call cut at a byte", len(line))


def test_a_window_that_is_killed_after_the_commit_has_saved_once(folder: Path) -> None:
    surroundings = os.environ | {"PYTHONWARNINGS": "error"}
    child = (sys.executable, "-m", "tests.front.killed", str(folder))
    with subprocess.Popen(child, env=surroundings, stdout=subprocess.PIPE, text=True) as window:
        assert window.stdout is not None
        assert window.stdout.readline() == "listens\n"
        command = (sys.executable, "-m", "exist_desktop", *WORDS, "--date", "2026-11-22")
        done = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=PATIENCE, check=False)
        assert window.wait(PATIENCE) == -signal.SIGKILL
    assert (done.returncode, done.stderr) == (0, "")
    without_year = done.stdout.replace(" 2026", "")  # it is named in other years than that of the shell's clock
    assert without_year == "Coffees: 1, Sunday, 22 November. Saved on this computer.\n"
    assert coffees(folder) == 1
