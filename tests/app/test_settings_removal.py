"""Removing everything removes what the program has made, and nothing else; the log is private and keeps no secret."""

from __future__ import annotations

import asyncio
import logging
import os
import stat
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from exist_desktop.app.about import LIBRARIES, used
from exist_desktop.app.desktop.autostart import XdgAutostart, start_command
from exist_desktop.app.desktop.log import BYTES, CRASHES, FILE, FORMER, kept_log, log_files
from exist_desktop.app.removal import remove, remove_unless_shown
from exist_desktop.domain.commands import Increment, Key
from exist_desktop.engine import Engine
from exist_desktop.settings import Setup
from exist_desktop.store.file.process_lock import SHOWING, ProcessLock
from tests.patience import PATIENCE
from tests.sync.conftest import Tell, clock, demo, tell
from tests.sync.engine_harness import EngineHarness

__all__ = ["clock", "demo", "tell"]


REMOVE_AT_ONCE = """
import sys
from pathlib import Path
from exist_desktop.app import application, start
from exist_desktop.settings import Setup
from exist_desktop.ui.pages.settings.page import SettingsPage

class Hasty(application.Application):
    async def connect(self):
        await super().connect()
        self.window.open_page("settings")
        self.window.findChild(SettingsPage).removed.emit(False, False)

application.Application = Hasty
sys.exit(start.run_window(Setup("https://exist.test", Path(sys.argv[1]))))
"""


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def test_a_folder_that_was_really_used_is_gone_after_it(tell: Tell, tmp_path: Path) -> None:
    folders = []

    async def story(application: EngineHarness) -> None:
        folders.append(application.folder)
        application.engine.preferences.change(theme="dark")
        await application.engine.journal.save(Increment(Key("coffees", application.day), 1))
        await application.engine.store.back_up_daily(application.clock.wall())
        await application.sync()
        assert await application.engine.unsent() == 0
        await application.engine.journal.save(Increment(Key("steps", application.day), 1))
        assert await application.engine.unsent() == 1
        with kept_log(application.folder):
            logging.getLogger("exist_desktop").info("something happened")

    tell(story, owned=["coffees"])
    (folder,) = folders
    (folder / "exist.sqlite3").write_bytes(b"damaged")
    asyncio.run(open_and_close(folder))
    assert any(name.startswith("damaged-") for name in names(folder))
    assert {"exist.sqlite3", "backup.sqlite3", "unsent.jsonl", "settings.json", "sending.lock", FILE} <= names(folder)

    assert remove(folder) == ()

    assert not folder.exists()
    assert tmp_path.exists()


async def open_and_close(folder: Path) -> None:
    engine = Engine(Setup("https://exist.test", folder))
    await engine.open()
    await engine.close()


def test_the_program_removes_its_folder_as_its_last_act(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "theirs.txt").touch()
    command = (sys.executable, "-W", "error", "-c", REMOVE_AT_ONCE, str(folder))
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert names(folder) == {"theirs.txt"}


def test_the_start_at_login_and_the_demo_of_the_folder_go_too(tmp_path: Path) -> None:
    folder, demo = tmp_path / "data", tmp_path / "data-demo"
    for place in (folder, demo):
        place.mkdir()
        (place / "settings.json").write_text("{}")
    (demo / "theirs.txt").touch()
    config = tmp_path / "config"
    login = XdgAutostart(start_command(folder), config / "autostart")
    login.switch(on=True)
    command = (sys.executable, "-W", "error", "-c", REMOVE_AT_ONCE, str(folder))
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(config)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert names(tmp_path) == {"config", "config/autostart", "data-demo", "data-demo/theirs.txt"}


def test_a_demo_that_runs_is_left_alone_and_named(tmp_path: Path) -> None:
    (tmp_path / "settings.json").touch()
    shown = ProcessLock(tmp_path, SHOWING)
    assert shown.take()
    assert remove_unless_shown(tmp_path) == (tmp_path,)
    assert (tmp_path / "settings.json").exists()
    shown.give_up()
    assert remove_unless_shown(tmp_path) == ()
    assert not tmp_path.exists()
    (tmp_path.parent / "elsewhere").mkdir()
    (tmp_path.parent / "elsewhere" / "settings.json").touch()
    tmp_path.symlink_to(tmp_path.parent / "elsewhere")
    assert remove_unless_shown(tmp_path) == ()
    assert (tmp_path.parent / "elsewhere" / "settings.json").exists()


def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "data", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "exist.sqlite3").touch()
    theirs = {"notes.txt", "damaged-goods", "damaged-goods/exist.sqlite3", "damaged-7", "damaged-7/mine.txt", "a.log"}
    for name in ("damaged-goods", "damaged-7"):
        (folder / name).mkdir(parents=True)
    for name in theirs - {"damaged-goods", "damaged-7"}:
        (folder / name).touch()
    (folder / "damaged-8").symlink_to(elsewhere)
    for name in ("exist.sqlite3", "exist.sqlite3-wal", "settings.json", "settings.json.new", "damaged-7/exist.sqlite3"):
        (folder / name).touch()

    assert remove(folder) == ()

    assert names(folder) == theirs | {"damaged-8"}
    assert (elsewhere / "exist.sqlite3").exists()


def test_what_could_not_be_removed_is_named(tmp_path: Path) -> None:
    (tmp_path / "exist.sqlite3").mkdir()
    (tmp_path / "settings.json").touch()
    assert remove(tmp_path) == (tmp_path / "exist.sqlite3",)
    assert names(tmp_path) == {"exist.sqlite3"}


def test_a_folder_that_is_not_there_is_no_trouble(tmp_path: Path) -> None:
    assert remove(tmp_path / "never") == ()


def test_the_log_is_private_small_and_without_secrets(tmp_path: Path) -> None:
    said = logging.getLogger("exist_desktop.test")
    with kept_log(tmp_path):
        said.info("Authorization: Bearer %s", "a" * 40)
        for _ in range(5 * BYTES // 1000):
            said.info("x" * 1000)
    files = sorted(path for path in tmp_path.iterdir())
    assert {*files, tmp_path / CRASHES} == set(log_files(tmp_path))
    assert len(files) == FORMER + 1
    assert all(path.stat().st_size <= BYTES for path in files)
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_a_token_does_not_reach_the_log(tmp_path: Path) -> None:
    with kept_log(tmp_path):
        logging.getLogger("exist_desktop.test").info("sent with Bearer %s", "a" * 40)
    assert "aaaa" not in (tmp_path / FILE).read_text("utf-8")


def test_standard_error_hears_no_more_than_before(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    root = logging.getLogger()
    before = root.level, [handler.level for handler in root.handlers]
    with kept_log(tmp_path):
        logging.getLogger("exist_desktop.test").info("for the file alone")
    assert (root.level, [handler.level for handler in root.handlers]) == before
    assert "for the file alone" not in caplog.text
    assert "for the file alone" in (tmp_path / FILE).read_text("utf-8")


def test_every_library_says_its_licence() -> None:
    found = used()
    assert {one.name.lower().replace("_", "-") for one in found} == {name.lower() for name in LIBRARIES}
    assert all(one.licence and one.version == metadata.version(one.name) for one in found)


def test_every_library_of_the_project_file_is_named() -> None:
    import tomllib

    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
    wanted = {line.partition(">")[0].partition("[")[0].strip() for line in project["project"]["dependencies"]}
    assert wanted <= set(LIBRARIES)
