"""More than one process of the program on a data folder, and folders that this user may not write."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from exist_desktop.ipc.socket_path import address
from exist_desktop.store.file.process_lock import ProcessLock
from exist_desktop.store.store import DATABASE
from tests.crash.program import Program, said
from tests.daylight import people_by_day
from tests.demo_server import DemoServer
from tests.sync.engine_harness import USER
from tests.virtual_desktop.waiting import until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes and owners of POSIX")

NOBODY = 65534
WITHOUT_PRIVILEGE = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search,-fowner", "--")
"""Root as an ordinary user: modes and owners of files hold for it too."""


@pytest.fixture
def demo() -> Iterator[DemoServer]:
    with DemoServer(people=people_by_day()) as running:
        running.set_owner(USER, "coffees", running.service)
        yield running


@pytest.fixture
def program(demo: DemoServer, tmp_path: Path) -> Program:
    return Program(demo, tmp_path / "data")


def coffees(demo: DemoServer) -> float:
    found = demo.world.value(USER, "coffees", demo.today(USER)) or 0
    assert isinstance(found, int | float)
    return found


def test_commands_that_race_to_send_count_each_entry_once(demo: DemoServer, program: Program) -> None:
    program.run("sync")
    before = coffees(demo)
    demo.world.latency = 0.05
    running = [program.start("add", "coffees", "+1") for _ in range(3)] + [program.start("sync")]
    ended = [said(process) for process in running]
    assert [one.code for one in ended[:3]] == [0, 0, 0]
    until(lambda: program.run("sync").code == 0, "something still waits")
    assert (coffees(demo), program.outbox()) == (before + 3, [])


def test_while_another_process_sends_an_entry_is_saved_and_waits(demo: DemoServer, program: Program) -> None:
    program.run("sync")
    before, another = coffees(demo), ProcessLock(program.folder)
    assert another.take()
    assert program.run("add", "coffees", "+1").code == 0
    assert [entry["state"] for entry in program.outbox()] == ["waiting"]
    assert coffees(demo) == before
    another.give_up()
    assert program.run("sync").code == 0
    assert coffees(demo) == before + 1


def test_a_second_window_leaves_the_folder_to_the_first(demo: DemoServer, program: Program) -> None:
    program.run("sync")
    before = coffees(demo)
    first = program.start()
    try:
        until(lambda: Path(address(program.folder)).exists(), "no window came")
        second = program.run()
        assert (second.code, second.out, second.err) == (0, "", "")
        assert first.poll() is None
        assert program.run("add", "coffees", "+1").code == 0
        until(lambda: program.run("sync").code == 0, "the entry still waits")
        assert coffees(demo) == before + 1
    finally:
        first.terminate()
        assert said(first).code == 0


@pytest.fixture
def ordinary(program: Program) -> Program:
    """The program without the rights that root has over everyone's files."""
    if os.geteuid() != 0:
        return program
    if shutil.which("setpriv") is None:
        pytest.skip("root needs setpriv to be an ordinary user")
    return Program(program.demo, program.folder, WITHOUT_PRIVILEGE)


@pytest.mark.parametrize("typed", [("add", "coffees", "+1"), ("today", "--json"), ()])
def test_a_folder_that_cannot_be_made_is_said(ordinary: Program, typed: tuple[str, ...]) -> None:
    ordinary.folder.parent.chmod(0o555)
    try:
        refused = ordinary.run(*typed)
    finally:
        ordinary.folder.parent.chmod(0o755)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith("Your data cannot be opened: the disk cannot be written. ")


@pytest.mark.skipif(os.geteuid() != 0 if sys.platform != "win32" else True, reason="only root can give files away")
@pytest.mark.parametrize("typed", [("add", "coffees", "+1"), ("outbox", "--json"), ()])
def test_a_folder_of_another_user_is_said_and_left_alone(
    demo: DemoServer, program: Program, ordinary: Program, typed: tuple[str, ...]
) -> None:
    program.run("sync")
    before, content = coffees(demo), (program.folder / DATABASE).read_bytes()
    for path in (program.folder, *program.folder.iterdir()):
        os.chown(path, NOBODY, NOBODY)
    program.folder.chmod(0o755)
    refused = ordinary.run(*typed)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith("This folder belongs to another user. ")
    assert (coffees(demo), (program.folder / DATABASE).read_bytes()) == (before, content)
    assert stat.S_IMODE(program.folder.stat().st_mode) == 0o755
