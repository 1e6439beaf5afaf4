"""A disk that is full in earnest: said plainly, nothing half written, and all is well when there is room again."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit, QWidget

from exist_desktop.app.application import Application
from exist_desktop.engine import Engine
from exist_desktop.settings import Setup
from exist_desktop.store.store import DATABASE, UNSENT_LOG
from exist_desktop.store.unsent.unsent_log import UnsentLog
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.format import QtFormats
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.crash.program import Program
from tests.daylight import people_by_day
from tests.demo_server import DemoServer
from tests.sync.engine_harness import USER
from tests.ui.offscreen import quiet

pytestmark = [pytest.mark.skipif(sys.platform == "win32", reason="mounts and limits of POSIX"), quiet]

DISK_SIZE = "4m"


@pytest.fixture
def demo() -> Iterator[DemoServer]:
    with DemoServer(people=people_by_day()) as running:
        for name in ("coffees", "mood", "mood_note"):
            running.set_owner(USER, name, running.service)
        yield running


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, in memory, where this user may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ("mount", "-t", "tmpfs", "-o", f"size={DISK_SIZE}", "tmpfs", str(place))
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root may mount a small disk; the limit on files is tested for everyone")
    try:
        yield place
    finally:
        subprocess.run(("umount", "--lazy", str(place)), check=True)


class Filler:
    """A file that takes all the room there is."""

    def __init__(self, place: Path) -> None:
        self._path = place / "filler"

    def fill(self) -> None:
        with self._path.open("wb", buffering=0) as file:
            for size in (1 << 16, 1 << 12, 1 << 6, 1):
                while True:
                    try:
                        if file.write(b"x" * size) < size:
                            break
                    except OSError:
                        break

    def make_room(self) -> None:
        self._path.unlink()


def test_a_full_disk_is_said_and_takes_nothing(demo: DemoServer, small_disk: Path) -> None:
    program, filler = Program(demo, small_disk / "data"), Filler(small_disk)
    before = demo.world.value(USER, "coffees", demo.today(USER)) or 0
    assert isinstance(before, int)
    assert program.run("add", "coffees", "+1").code == 0
    filler.fill()
    refused = program.run("add", "coffees", "+5", "--json")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == (
        "Not saved: the disk is full. What you typed is still there. Free some space, then save again.\n"
    )
    for typed in (("sync",), ("sign-out", "--discard")):
        refused = program.run(*typed)
        assert refused.code == 1
        assert refused.err.startswith("Not done: the disk is full. What was saved before is safe."), refused.err
    filler.make_room()
    assert program.outbox() == []
    assert UnsentLog(program.folder / UNSENT_LOG).unfinished() == ()
    assert program.run("add", "coffees", "+2").code == 0
    assert demo.world.value(USER, "coffees", demo.today(USER)) == before + 3


def test_a_first_start_on_a_full_disk_is_said(demo: DemoServer, small_disk: Path) -> None:
    program, filler = Program(demo, small_disk / "data"), Filler(small_disk)
    filler.fill()
    for typed in (("add", "coffees", "+1"), ("today",), ()):
        refused = program.run(*typed)
        assert (refused.code, refused.out) == (1, "")
        assert refused.err.startswith("Your data cannot be opened: the disk")
    filler.make_room()
    assert program.run("add", "coffees", "+1").code == 0


def test_a_quota_that_is_used_up_is_said_and_takes_nothing(demo: DemoServer, tmp_path: Path) -> None:
    program = Program(demo, tmp_path / "data")
    assert program.run("add", "coffees", "+1").code == 0
    before = demo.world.value(USER, "coffees", demo.today(USER))

    def no_file_may_grow() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512))

    # Python would cut its own compiled modules off at that size, for whoever comes after.
    without_compiling = replace(program, before=("env", "PYTHONDONTWRITEBYTECODE=1"))
    refused = without_compiling.run("add", "coffees", "+5", in_child=no_file_may_grow)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith("Not saved: the disk")
    assert (program.folder / DATABASE).stat().st_size > 512
    assert program.outbox() == []
    assert demo.world.value(USER, "coffees", demo.today(USER)) == before


class Page:
    """The window, used by the names of its controls."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def button(self, name: str) -> QAbstractButton:
        found = self._window.findChildren(QAbstractButton)
        return next(one for one in found if one.isVisible() and name in (one.accessibleName(), one.text()))

    @property
    def note(self) -> QPlainTextEdit:
        fields = self._window.findChildren(QPlainTextEdit)
        return next(field for field in fields if field.accessibleName() == "Mood note")

    def texts(self) -> str:
        return "\n".join(label.text() for label in self._window.findChildren(QLabel) if label.isVisible())


async def test_the_form_keeps_its_text_until_there_is_room(
    qapp: QApplication, demo: DemoServer, small_disk: Path
) -> None:
    filler, bridge = Filler(small_disk), Bridge()
    engine = Engine(Setup(demo.base_url, small_disk / "data", token=demo.token(USER)), observer=bridge)
    await engine.open()
    await engine.connect()
    assert engine.link is not None
    await engine.link.schedule.sync()
    desk = Application(qapp, engine, bridge, Language(UNTRANSLATED, QtFormats(QLocale.c())))
    try:
        await desk.show()
        await bridge.stop()
        page = Page(desk.window)
        filler.fill()
        page.note.setPlainText("a long walk by the river")
        page.button("Save").click()
        await bridge.stop()
        assert page.note.toPlainText() == "a long walk by the river"
        assert "Not saved: the disk is full" in page.texts()
        assert await engine.views.outbox() == ()
        filler.make_room()
        page.button("Save").click()
        await bridge.stop()
        assert [line.entry.amount for line in await engine.views.outbox()] == ["a long walk by the river"]
    finally:
        await desk.stop()
        await engine.close()
        desk.window.deleteLater()
