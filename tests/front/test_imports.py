"""A command that is handed over loads next to nothing, and knows the data folder as the whole program does."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import tomllib
from pathlib import Path

import pytest
from platformdirs.macos import MacOS
from platformdirs.unix import Unix
from platformdirs.windows import Windows, get_win_folder_from_env_vars

from exist_desktop.front import place, protocol
from exist_desktop.front.protocol import LONGEST_CALL, TAKEN, VERSION, Answer
from exist_desktop.ipc.socket_path import address
from exist_desktop.settings import default_folder, setup
from tests.front.program import TOKEN
from tests.patience import PATIENCE

LOADED = {
    *("exist_desktop", "exist_desktop.__main__", "exist_desktop.front", "exist_desktop.front.hand_over"),
    *("exist_desktop.front.place", "exist_desktop.front.protocol"),
    *("_blake2", "_sha2" if sys.version_info >= (3, 12) else "_sha256", "_socket"),
}
"""All that a handed command loads beside what Python has loaded by itself. Each of these costs every command."""
COUNTED = """
import sys
before = set(sys.modules)
sys.argv = ["exist-desktop", *sys.argv[1:]]
from exist_desktop.__main__ import main
code = main()
sys.stderr.write("\\n".join(sorted(set(sys.modules) - before)))
sys.exit(code)
"""
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe there, and ctypes with it")
@pytest.mark.parametrize("typed", [("add", "coffees", "+1"), ("today", "--json"), ("quick",), ()])
def test_what_a_handed_command_loads(folder: Path, typed: tuple[str, ...]) -> None:
    folder.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address(folder))
        listening.listen()

        def answer() -> None:
            front, _ = listening.accept()
            with front:
                front.recv(LONGEST_CALL)
                front.sendall(TAKEN + bytes(Answer(3, 1, b"done\n", b"", b"")))

        window = threading.Thread(target=answer)
        window.start()
        surroundings = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
        command = (sys.executable, "-c", COUNTED, *typed)
        done = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=PATIENCE, check=False)
        window.join()
    assert (done.returncode, done.stdout) == (3, "done\n")
    assert set(done.stderr.split()) <= LOADED


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_ctrl_c_ends_the_command_and_calls_the_act_off(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address(folder))
        listening.listen()
        surroundings = os.environ | {"PYTHONPATH": str(ROOT)}
        command = (sys.executable, "-m", "exist_desktop", "add", "coffees", "+1")
        with subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as typed:
            front, _ = listening.accept()
            with front:
                front.recv(LONGEST_CALL)
                typed.send_signal(signal.SIGINT)
                assert front.recv(1) == b"", "the window hears of it"
            said = typed.communicate(timeout=PATIENCE)
    assert (typed.returncode, *said) == (130, b"", b"")


def test_the_token_does_not_go_along(folder: Path) -> None:
    call = protocol.call(["status"], "0" * 32, ("utf-8", "utf-8")) or b""
    said = bytes.fromhex(call.split(b'"')[-2].decode())
    assert TOKEN.encode() not in said
    assert f"proof={protocol.proof(TOKEN, '0' * 32)}".encode() in said


def test_the_front_says_which_version_it_is() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION


SURROUNDINGS: dict[str, dict[str, str]] = {
    "usual": {"HOME": "/home/jo"},
    "another place": {"HOME": "/home/jo", "XDG_DATA_HOME": "/data/jo"},
    "an empty place": {"HOME": "/home/jo", "XDG_DATA_HOME": ""},
}
RELATIVE: dict[str, dict[str, str]] = {
    "no home": {"HOME": ""},
    "a relative home": {"HOME": "jo"},
    "a relative place": {"HOME": "/home/jo", "XDG_DATA_HOME": "data"},
}


def _in(patching: pytest.MonkeyPatch, platform: str, variables: dict[str, str]) -> None:
    for name in ("EXIST_DESKTOP_DATA_DIR", "XDG_DATA_HOME", "HOME", "LOCALAPPDATA"):
        patching.delenv(name, raising=False)
    for name, text in variables.items():
        patching.setenv(name, text)
    patching.setattr(sys, "platform", platform)


@pytest.mark.parametrize("variables", SURROUNDINGS.values(), ids=SURROUNDINGS.keys())
def test_the_front_knows_the_data_folder_of_each_system(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]
) -> None:
    for platform, known in (("linux", Unix), ("darwin", MacOS)):
        with monkeypatch.context() as there:
            _in(there, platform, variables)
            assert place.data_folder() == known("exist-desktop", appauthor=False).user_data_dir


def test_the_front_knows_the_data_folder_of_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    for local in ("/Users/jo/AppData/Local", "/Users/jo/../jo/AppData//Local"):
        _in(monkeypatch, "linux", {"LOCALAPPDATA": local})
        monkeypatch.setattr("platformdirs.windows.get_win_folder", get_win_folder_from_env_vars)
        known = Windows("exist-desktop", appauthor=False).user_data_dir
        monkeypatch.setattr(sys, "platform", "win32")
        assert place.data_folder() == known


@pytest.mark.parametrize("variables", RELATIVE.values(), ids=RELATIVE.keys())
def test_where_only_the_whole_program_knows_the_folder_the_front_does_not_guess(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]
) -> None:
    _in(monkeypatch, "linux", variables)
    assert place.data_folder() in (None, str(default_folder()))


@pytest.mark.parametrize("chosen", ["/data/jo", "~/jo", "jo", "../jo", "~nobody-of-that-name/jo", ""])
def test_a_chosen_folder_is_the_one_that_the_settings_take(monkeypatch: pytest.MonkeyPatch, chosen: str) -> None:
    _in(monkeypatch, sys.platform, {"HOME": "/home/jo", "EXIST_DESKTOP_DATA_DIR": chosen})
    found = place.data_folder()
    if found is None:
        assert chosen.startswith("~nobody")
    else:
        assert Path(found) == setup(None, None, os.environ).folder
