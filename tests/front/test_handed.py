"""What was typed in a shell is done by the running program as the shell would do it alone, or left to the shell."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from exist_desktop.cli.main import main
from exist_desktop.domain.values import TEXT_LIMIT
from exist_desktop.front import protocol
from exist_desktop.ipc import server
from exist_desktop.store.changes import Change
from exist_desktop.sync.clock import ComputerClock
from tests.front.program import NAME, coffees, running
from tests.patience import PATIENCE
from tests.store.notebook import add

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pipe there, which nobody has tried yet")
DAY = ("--date", "2024-11-24")
READING = {
    "a day": ("today", *DAY),
    "a day, for programs": ("today", *DAY, "--json"),
    "outbox": ("outbox",),
    "outbox, for programs": ("outbox", "--all", "--json"),
    "status": ("status",),
    "status, for programs": ("status", "--json"),
    "values": ("values", "coffees"),
    "values, for spreadsheets": ("values", "coffees", "--csv"),
    "days": ("days", "--from", "2026-11-01"),
    "find": ("find", "walk"),
    "history": ("history",),
    "attributes": ("attributes", "--all", "--json"),
    "templates": ("templates",),
    "an unknown name": ("values", "nothing of that name"),
    "a wrong value": ("add", "coffees", "many"),
    "an abbreviated option": ("today", *DAY, "--js"),
}


@pytest.mark.parametrize("typed", READING.values(), ids=READING.keys())
async def test_the_answer_is_that_of_the_shell_alone(
    folder: Path, capfd: pytest.CaptureFixture[str], typed: tuple[str, ...]
) -> None:
    async with running(folder, ComputerClock()) as program:
        capfd.readouterr()
        code = await program.types(*typed)
        handed = capfd.readouterr()
    alone = await asyncio.to_thread(main, typed)
    assert code is not None, "it was left to the shell"
    assert (code, handed) == (alone, capfd.readouterr())


LEFT = {
    "an unknown option": ("status", "--nonsense"),
    "no text": ("add",),
    "help": ("today", "--help"),
    "another server": ("status", "--server", "https://other.example"),
    "another folder": ("status", "--data-dir", "elsewhere"),
    "more in the log": ("status", "--log-level", "debug"),
    "a bar that grows": ("sync", "--history"),
    "what asks": ("take-over", "steps"),
    "a server": ("demo-server",),
    "a window of its own": ("--demo",),
    "quick with more": ("quick", "now"),
    "a note that no line has room for": ("add", "mood_note", "x" * protocol.LONGEST_CALL),
}


@pytest.mark.parametrize("typed", LEFT.values(), ids=LEFT.keys())
async def test_what_is_not_for_the_running_program_is_left_to_the_shell(
    folder: Path, capfd: pytest.CaptureFixture[str], typed: tuple[str, ...]
) -> None:
    async with running(folder) as program:
        assert await program.types(*typed) is None
        assert tuple(capfd.readouterr()) == ("", "")
        assert coffees(folder) == 0


ELSEWHERE = {
    "another server": ("EXIST_DESKTOP_SERVER", "https://other.example"),
    "no server at all": ("EXIST_DESKTOP_SERVER", "ftp://"),
    "another token": ("EXIST_DESKTOP_TOKEN", "another-token"),
    "no token": ("EXIST_DESKTOP_TOKEN", ""),
    "another keyring": ("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring"),
    "another settling time": ("EXIST_DESKTOP_SETTLE_SECONDS", "1"),
    "a zone that only the system knows": ("TZ", "XYZ-3:30"),
    "formats that only its process knows": ("LC_TIME", "de_DE.UTF-8"),
}


@pytest.mark.parametrize(("name", "text"), ELSEWHERE.values(), ids=ELSEWHERE.keys())
async def test_a_shell_that_means_something_else_is_left_alone(folder: Path, name: str, text: str) -> None:
    async with running(folder) as program:
        done = await in_another_shell("add", "coffees", "+1", **{name: text})
        assert (done.stdout, coffees(folder)) == ("not handed\n", 0)
        assert await program.types("add", "coffees", "+1") == 0


HANDING = """
import sys
from exist_desktop.front.hand_over import draw_name, hand_over
code = hand_over(sys.argv[1:], draw_name())
if code is None:
    print("not handed")
sys.exit(code or 0)
"""


async def in_another_shell(*typed: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """What the front does in a process with other variables than those of the running program."""
    command = (sys.executable, "-c", HANDING, *typed)
    surroundings = os.environ | variables
    return await asyncio.to_thread(
        subprocess.run, command, env=surroundings, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


async def test_a_shell_of_another_language_zone_and_encoding_is_answered_in_them(folder: Path) -> None:
    async with running(folder):
        done = await in_another_shell("today", *DAY, LANGUAGE="de", TZ="Pacific/Apia")
        assert done.stdout.startswith("Sonntag, 24. November 2024\n")
        done = await in_another_shell("today", *DAY, LC_ALL="de_AT.UTF-8")
        assert done.stdout.startswith("Sonntag, 24. November 2024\n")
        done = await in_another_shell("add", "weight", "71.5", *DAY, PYTHONIOENCODING="cp1252")
        assert done.stdout == "Weight: 71.5 kg, Sunday, 24 November 2024. Saved on this computer.\n"
        done = await in_another_shell("add", "weight", "72.5", *DAY, PYTHONIOENCODING="ascii")
        assert done.stdout == "Weight: 71.5 kg -> 72.5 kg, Sunday, 24 November 2024. Saved on this computer.\n"


async def test_the_longest_note_of_any_script_fits(folder: Path) -> None:
    async with running(folder) as program:
        assert await program.types("add", "mood_note", "\N{GRINNING FACE}" * 255) == 0
    assert protocol.call(["add", "text", "\N{GRINNING FACE}" * TEXT_LIMIT], NAME, ("utf-8", "utf-8")) is not None


@pytest.mark.parametrize("facts", [{"version": "0.0.1"}, {"protocol": "2"}])
async def test_another_version_is_declined(
    folder: Path, monkeypatch: pytest.MonkeyPatch, facts: dict[str, str]
) -> None:
    async with running(folder) as program:
        with monkeypatch.context() as other:
            for name, text in facts.items():
                other.setattr(protocol, name.upper(), text)
            assert await program.types("add", "coffees", "+1") is None
        assert coffees(folder) == 0


async def test_acts_that_take_time_leave_room_for_others(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "MOST_ACTS", 0)
    async with running(folder) as program:
        assert await program.types("add", "coffees", "+1") is None
        assert await program.types("--hidden") == 0


async def test_what_was_saved_under_a_name_is_not_saved_again(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    async with running(folder) as program:
        assert [await program.types("add", "coffees", "+1") for _ in range(2)] == [0, 0]
        assert coffees(folder) == 1
        first, second = capfd.readouterr().out.splitlines()
        assert first == second
        assert await program.types("add", "mood", "4", "long", "walk", name=NAME[::-1]) == 0
        saved = await program.engine.views.saved_as(NAME[::-1])
        assert [entry.key.attribute for entry in saved] == ["mood", "mood_note"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the disk that is always full is Linux' own")
async def test_an_answer_that_cannot_be_written_is_told_of(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "de")
    async with running(folder):
        for typed, code in ((("add", "coffees", "+1"), 0), (("today", *DAY), 1)):
            command = ("bash", "-c", '"$@" > /dev/full', "bash", sys.executable, "-c", HANDING, *typed)
            done = await asyncio.to_thread(
                subprocess.run, command, capture_output=True, text=True, timeout=PATIENCE, check=False
            )
            assert (done.returncode, done.stderr) == (
                code,
                "Die Antwort ließ sich nicht schreiben: No space left on device.\n",
            )
        closed = ("bash", "-c", '"$@" | head -c 0; exit ${PIPESTATUS[0]}', "bash", sys.executable, "-c", HANDING)
        done = await asyncio.to_thread(
            subprocess.run, (*closed, "days"), capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.no_qt_log  # this platform does not raise windows, and says so
async def test_the_window_of_a_second_start_comes_to_the_front(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    async with running(folder) as program:
        assert not program.window.isVisible()
        assert await program.types("--hidden") == 0
        assert not program.window.isVisible()
        assert await program.types() == 0
        assert program.window.isVisible()


async def test_views_hear_of_an_entry_when_its_shell_has_its_answer(folder: Path) -> None:
    async with running(folder) as program:
        store, heard = program.engine.store, list[Change]()
        store.subscribe(heard.append)
        later = asyncio.Event()

        async def save_later() -> None:
            await later.wait()
            await program.engine.journal.save(add())

        with store.publishing_later():
            await program.engine.journal.save(add())
            outlasting = asyncio.ensure_future(save_later())
            assert heard == []
        assert [change.outbox for change in heard] == [True]
        later.set()
        await outlasting
        assert len(heard) == 2
        assert await program.types("add", "coffees", "+1") == 0
        assert len(heard) == 3
