"""What was saved is called saved and ends in success, whatever becomes of the answer, the window and the sending."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from exist_desktop.demo.server.faults import Fault, FaultKind
from exist_desktop.front.hand_over import ANSWER_SECONDS
from exist_desktop.ipc.socket_path import address
from exist_desktop.store.store import DATABASE, UNSENT_LOG
from tests.cli.shell import Shell
from tests.daylight import people_by_day
from tests.demo_server import DemoServer
from tests.patience import PATIENCE
from tests.ports import free_port

NOWHERE = {
    "a closed pipe": "| head -c 0; exit ${PIPESTATUS[0]}",
    "a full disk": "> /dev/full",
    "no output": ">&-",
    "no messages": "2>&-",
    "messages on a full disk": "> /dev/full 2> /dev/full",
    "nothing at all": "<&- >&- 2>&-",
}
on_linux = pytest.mark.skipif(not Path("/dev/full").exists(), reason="the disk that is always full is Linux' own")


def redirected(shell: Shell, where: str, *typed: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", f'"$@" {where}', "bash", *shell.command(*typed)],
        env=shell.environment,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def signed_in(shell: Shell) -> Shell:
    """Whose days are known, so that what is tried is nothing but the act."""
    shell.run("sign-in", "--token-stdin", stdin=shell.demo.token("josh") + "\n")
    shell.run("sync")
    return shell


def coffees_in_exist(shell: Shell) -> int:
    return len(shell.demo.world.writes("josh", "coffees"))


def test_a_script_in_any_encoding_is_answered(shell: Shell) -> None:
    shell = signed_in(shell)
    usual = dict(shell.environment)
    for number, encoding in enumerate(("cp1252", "ascii", "utf-16"), 1):
        shell.environment = dict(usual)
        _answers_in(shell, encoding, number)


def _answers_in(shell: Shell, encoding: str, number: int) -> None:
    def said(*typed: str) -> str:
        environment = shell.environment | {"PYTHONIOENCODING": encoding}
        command = shell.command(*typed)
        found = subprocess.run(command, env=environment, capture_output=True, timeout=PATIENCE, check=False)
        assert (found.returncode, found.stderr) == (0, b"")
        return found.stdout.decode(encoding)

    answer = said("add", "coffees", "+1")
    assert answer.endswith("Saved on this computer.\n")
    assert re.search("[0-9] (→|->) [0-9]", answer)
    assert coffees_in_exist(shell) == number
    shell.environment |= {"LANGUAGE": "de"}
    assert "\\xa0" not in said("week"), "a space is a space in every encoding"
    note = f"Café 🙂 \u202e→ {encoding}"
    said("add", "--take-over", "mood_note", note)
    document = said("outbox", "--all", "--json")
    assert any(entry["value"] == note for entry in json.loads(document)["entries"])
    assert "\u202e" not in document


@on_linux
def test_an_answer_that_cannot_be_written_leaves_the_entry_saved_and_sent(shell: Shell) -> None:
    shell = signed_in(shell)
    added = {}
    for name, where in NOWHERE.items():
        for form in ((), ("--json",)):
            added[name, form] = redirected(shell, where, "add", "coffees", "+1", *form)
        assert coffees_in_exist(shell) == len(added), name
    assert {key: one.returncode for key, one in added.items() if one.returncode} == {}
    assert {key: one.stderr for key, one in added.items() if "Traceback" in one.stderr} == {}
    assert {key: one.stderr for key, one in added.items() if "Exception ignored" in one.stderr} == {}


@on_linux
@pytest.mark.parametrize("name", ["no output", "a full disk"])
def test_signing_in_and_out_is_done_whether_or_not_it_can_be_answered(shell: Shell, name: str) -> None:
    where = NOWHERE[name]
    if "<&-" not in where:
        assert redirected(shell, where, "sign-in", "--token-stdin", stdin=shell.demo.token("josh")).returncode == 0
        assert "josh" in shell.items.read_text()
    signed_in(shell)
    assert redirected(shell, where, "sign-out", "--discard").returncode == 0
    assert json.loads(shell.items.read_text()) == {}


@on_linux
def test_an_answer_that_was_all_there_was_to_do_is_missed(shell: Shell) -> None:
    shell = signed_in(shell)
    shown = redirected(shell, "> /dev/full", "today")
    assert shown.returncode == 1
    assert "could not be written: No space left" in shown.stderr
    for where in (NOWHERE["a closed pipe"], NOWHERE["no output"]):
        shown = redirected(shell, where, "today")
        assert (shown.returncode, shown.stderr) == (0, "")


@on_linux
@pytest.mark.parametrize(
    ("name", "typed"),
    [*((name, ("--help",)) for name in NOWHERE), *((name, ("no-such-act",)) for name in ("no messages", "no output"))],
)
def test_help_ends_in_good_order(shell: Shell, name: str, typed: tuple[str, ...]) -> None:
    told = redirected(shell, NOWHERE[name], *typed)
    assert told.returncode == (2 if typed == ("no-such-act",) else 0)
    assert "Traceback" not in told.stderr
    assert "Exception ignored" not in told.stderr


@on_linux
def test_a_demo_server_that_nobody_hears_serves_all_the_same(shell: Shell) -> None:
    port = free_port()
    command = ["bash", "-c", 'exec "$@" > /dev/full', "bash", *shell.command("demo-server", "--port", str(port))]
    with subprocess.Popen(command, env=shell.environment, stderr=subprocess.PIPE, text=True) as running:
        try:
            assert running.stderr is not None
            assert "No space left" in running.stderr.readline()
            assert httpx.get(f"http://127.0.0.1:{port}/api/2/accounts/profile/").status_code == 401
        finally:
            running.terminate()


def test_an_argument_that_is_no_text_is_refused_in_words(shell: Shell) -> None:
    shell = signed_in(shell)
    for typed in ([b"mood_note", b"a\xffb"], [b"caf\xe9", b"1"]):
        command = [*(part.encode() for part in shell.command("add")), *typed]
        refused = subprocess.run(command, env=shell.environment, capture_output=True, timeout=PATIENCE, check=False)
        assert (refused.returncode, refused.stdout) == (1, b"")
        assert b"Traceback" not in refused.stderr


@contextlib.contextmanager
def silent_window(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """A window that hangs: it takes connections and says nothing."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", shell.environment["XDG_RUNTIME_DIR"])
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address(shell.folder))
        listening.listen()
        yield listening


@pytest.mark.skipif(os.name == "nt", reason="a pipe's name on Windows")
def test_nobody_waits_for_a_window_that_hangs(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell = signed_in(shell)
    assert ANSWER_SECONDS > PATIENCE
    with silent_window(shell, monkeypatch) as listening:
        added = shell.run("add", "coffees", "+1")  # which would wait longer for an answer than a test does
        for act in ("run", "changed"):
            told, _ = listening.accept()
            with told:
                assert json.loads(told.makefile().readline())["act"] == act
    assert (added.returncode, added.stderr) == (0, "")


@contextlib.contextmanager
def answered(shell: Shell) -> Iterator[subprocess.Popen[str]]:
    """`add` after its answer, while it sends and Exist takes its time."""
    shell.demo.world.faults.add(Fault("*", FaultKind.SLOW, seconds=2.0, times=4))
    command = shell.command("add", "coffees", "+1")
    with subprocess.Popen(
        command, env=shell.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        try:
            assert running.stdout is not None
            assert "Saved on this computer." in running.stdout.readline()
            yield running
        finally:
            running.kill()


def test_ctrl_c_while_it_sends_changes_nothing_of_what_is_saved(shell: Shell) -> None:
    with answered(signed_in(shell)) as running:
        running.send_signal(signal.SIGINT)
        _, messages = running.communicate(timeout=PATIENCE)
    assert running.returncode == 0
    assert "Traceback" not in messages


def test_a_disk_that_fails_while_it_sends_changes_nothing_of_what_is_saved(shell: Shell) -> None:
    with answered(signed_in(shell)) as running:
        copy = shell.folder / UNSENT_LOG
        copy.rename(copy.with_suffix(".aside"))
        copy.mkdir()
        _, messages = running.communicate(timeout=PATIENCE)
    assert running.returncode == 0
    assert "Traceback" not in messages
    assert "Not saved" not in messages
    assert coffees_in_exist(shell) == 0


def test_signing_out_lets_go_of_all_but_what_is_on_its_way(shell: Shell) -> None:
    shell = signed_in(shell)
    shell.demo.world.faults.add(Fault("increment", FaultKind.LATE, seconds=5.0))
    command = shell.command("add", "coffees", "+1")
    while len(shell.demo.world.faults):  # taken when the request is there, which a busy machine may put off
        with subprocess.Popen(command, env=shell.environment, stdout=subprocess.DEVNULL) as running:
            while len(shell.demo.world.faults) and running.poll() is None:
                time.sleep(0.05)
            running.kill()
        command = shell.command("sync")
    environment = dict(shell.environment)
    shell.environment["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    shell.run("add", "water", "+250")
    shell.environment = environment
    left = shell.run("sign-out", "--discard")
    assert (left.returncode, left.stderr) == (0, "")
    assert left.stdout == (
        "Signed out. 1 entry was on its way already and may have arrived; it is looked after at the next sign-in.\n"
    )
    assert json.loads(shell.items.read_text()) == {}
    remaining = json.loads(shell.run("outbox", "--json").stdout)["entries"]
    assert [entry["attribute"] for entry in remaining] == ["coffees"]


def test_a_disk_that_refuses_to_discard_leaves_the_account_signed_in(shell: Shell) -> None:
    shell = signed_in(shell)
    shell.demo.world.faults.add(Fault("increment", FaultKind.STATUS, status=503, times=9))
    shell.run("add", "coffees", "+1")
    kept = shell.items.read_text()
    with contextlib.closing(sqlite3.connect(shell.folder / DATABASE, isolation_level=None)) as another:
        another.execute("BEGIN IMMEDIATE")
        refused = shell.run("sign-out", "--discard")
        another.execute("ROLLBACK")
    assert refused.returncode == 1
    assert refused.stderr.startswith("Not done: the data is in use.")
    assert json.loads(shell.items.read_text()) == json.loads(kept)
    assert json.loads(shell.run("status", "--json").stdout)["signed_in"]
    assert len(json.loads(shell.run("outbox", "--json").stdout)["entries"]) == 1


def test_no_total_leaves_before_a_clock_that_is_years_off_was_said(tmp_path: Path) -> None:
    ahead = timedelta(days=3653).total_seconds()
    with DemoServer(people=people_by_day(), clock=lambda: time.time() - ahead) as past:
        past.set_owner("josh", "mood", past.service)
        shell = Shell(past, tmp_path)
        assert shell.run("sign-in", "--token-stdin", stdin=past.token("josh") + "\n").returncode == 0
        past.world.requests.clear()
        told = shell.run("add", "mood", "4")
        calls = [request.call for request in past.world.requests]
    assert (told.returncode, told.stderr.count("This computer's clock is 3,653 days fast.")) == (0, 1)
    assert not calls or calls[0] != "update"


def test_words_that_the_locale_did_not_decode_are_understood(shell: Shell) -> None:
    signed_in(shell)
    bare = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(
        shell.command("add", "قهوة عربية", "+1"),
        env=shell.environment | bare,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    on = shell.demo.today("josh")
    assert [write.value for write in shell.demo.world.writes("josh", "arabic_coffee", on)] == [1]
