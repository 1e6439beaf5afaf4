"""The data folder: only what the program made is changed, and nothing is opened through a link that lies there."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from exist_desktop import settings
from exist_desktop.app.desktop.log import CRASHES, kept_log, log_files
from exist_desktop.errors import NotSavedError, OpenError, OpenErrorKind
from exist_desktop.settings import Preferences
from exist_desktop.store.file.process_lock import SENDING, SHOWING, UPDATING, ProcessLock
from exist_desktop.store.store import DATABASE, UNSENT_LOG, Store
from exist_desktop.store.unsent.rescue import BACKUP
from tests.silence import Logs
from tests.store.notebook import NOW, Notebook, add, fill, opened

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes and links of POSIX")
SECRET = b"somebody else's file\n"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def use(folder: Path) -> None:
    """A start that makes the files itself, an entry, a backup and a choice."""
    async with opened(folder) as store:
        book = Notebook(store, await fill(store))
        await book.journal.save(add(1))
        await book.store.back_up_daily(NOW)


def fault_of(folder: Path) -> OpenErrorKind:
    async def run() -> OpenErrorKind:
        store = Store(folder)
        with pytest.raises(OpenError) as met:
            await store.open(NOW)
        await store.close()
        assert met.value.where == str(folder)
        return met.value.kind

    return asyncio.run(run())


def test_a_folder_that_the_program_makes_is_private(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "data"
    asyncio.run(use(folder))
    assert mode(folder) == 0o700


@pytest.mark.parametrize("kept", [0o700, 0o750, 0o755, 0o711])
def test_a_folder_that_was_there_keeps_its_mode(tmp_path: Path, kept: int) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(kept)
    asyncio.run(use(folder))
    assert mode(folder) == kept
    assert {mode(path) for path in folder.iterdir()} == {0o600}


@pytest.mark.parametrize("shared", [0o1777, 0o2775, 0o777, 0o722, 0o1770, 0o2770])
def test_a_folder_that_others_can_write_is_refused_and_left_alone(tmp_path: Path, shared: int) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(shared)
    assert fault_of(folder) is OpenErrorKind.OPEN_FOLDER
    assert (mode(folder), list(folder.iterdir())) == (shared, [])
    asyncio.run(use(folder / "mine"))
    assert mode(folder / "mine") & 0o777 == 0o700


@pytest.mark.parametrize("grouped", [0o775, 0o770])
def test_a_folder_of_ones_own_that_only_the_group_can_write_is_closed(tmp_path: Path, logs: Logs, grouped: int) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    logs.expect(f"{folder} could be written by its group, and is for you alone now")
    for _ in range(2):  # an empty one, and one that the program has used
        folder.chmod(grouped)
        asyncio.run(use(folder))
        assert mode(folder) == 0o700


def a_link(folder: Path) -> None:
    (folder / settings.FILE).symlink_to(folder.parent / "elsewhere")


def a_file_for_others(folder: Path) -> None:
    (folder / "theirs").touch()
    (folder / "theirs").chmod(0o664)


def a_folder_for_others(folder: Path) -> None:
    (folder / "pictures").mkdir()
    (folder / "pictures").chmod(0o755)


@pytest.mark.parametrize("put", [a_link, a_file_for_others, a_folder_for_others])
def test_a_folder_in_which_others_have_something_is_refused_and_left_alone(
    tmp_path: Path, put: Callable[[Path], None]
) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    put(folder)
    folder.chmod(0o775)
    before = sorted(folder.iterdir())
    assert fault_of(folder) is OpenErrorKind.OPEN_FOLDER
    assert (mode(folder), sorted(folder.iterdir())) == (0o775, before)


def test_a_folder_that_cannot_be_closed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(0o775)

    def refuse(path: Path, mode: int) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM), str(path))

    monkeypatch.setattr(Path, "chmod", refuse)
    assert fault_of(folder) is OpenErrorKind.OPEN_FOLDER


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives folders away")
def test_a_folder_of_another_user_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir(mode=0o755)
    os.chown(folder, 65534, 65534)
    assert fault_of(folder) is OpenErrorKind.ANOTHERS_FOLDER
    assert list(folder.iterdir()) == []


def a_file(folder: Path) -> None:
    folder.write_text("a file")


def a_file_above(folder: Path) -> None:
    folder.parent.rmdir()
    folder.parent.write_text("a file")


def a_link_to_nothing(folder: Path) -> None:
    folder.symlink_to(folder.parent / "nowhere")


@pytest.mark.parametrize("put", [a_file, a_file_above, a_link_to_nothing])
def test_something_else_in_the_place_of_the_folder_is_said(tmp_path: Path, put: Callable[[Path], None]) -> None:
    (tmp_path / "place").mkdir()
    folder = tmp_path / "place" / "data"
    put(folder)
    assert fault_of(folder) is OpenErrorKind.NO_FOLDER


def test_a_link_to_a_folder_of_ones_own_is_a_choice(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (tmp_path / "data").symlink_to(tmp_path / "elsewhere")
    asyncio.run(use(tmp_path / "data"))
    assert (tmp_path / "elsewhere" / DATABASE).exists()


def planted(folder: Path, name: str) -> Path:
    """A link in the place of one of the program's files; the file that it leads to."""
    target = folder.parent / "target"
    target.write_bytes(SECRET)
    target.chmod(0o644)
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(target)
    return target


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder that has been used."""
    folder = tmp_path / "data"
    asyncio.run(use(folder))
    return folder


NAMES = (
    *(DATABASE + end for end in ("", "-wal", "-shm", "-journal", ".closed")),
    *(UNSENT_LOG, f"{UNSENT_LOG}.new", BACKUP, f"{BACKUP}.new", settings.FILE, f"{settings.FILE}.new"),
    *(SENDING, SHOWING, UPDATING),
    *(path.name for path in log_files(Path())),
)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_written_through_a_link(folder: Path, name: str) -> None:
    target = planted(folder, name)

    acts: list[Callable[[], object]] = [
        lambda: asyncio.run(use(folder)),
        lambda: Preferences(folder).change(theme="dark"),
        lambda: log(folder),
        ProcessLock(folder, SENDING).take,
        ProcessLock(folder, SHOWING).take,
        ProcessLock(folder, UPDATING).take,
    ]
    for act in acts:
        with contextlib.suppress(OpenError, NotSavedError, OSError):
            act()
    assert target.read_bytes() == SECRET
    assert mode(target) == 0o644


def log(folder: Path) -> None:
    with kept_log(folder):
        logging.getLogger("exist_desktop.test").info("a line")


@pytest.mark.parametrize("name", [DATABASE, f"{DATABASE}-wal", f"{DATABASE}-journal"])
def test_a_link_in_the_place_of_the_database_is_said(folder: Path, name: str) -> None:
    planted(folder, name)
    assert fault_of(folder) is OpenErrorKind.LINK


def test_settings_are_not_read_through_a_link(folder: Path) -> None:
    target = planted(folder, settings.FILE)
    target.write_text('{"server": "https://evil.example"}')
    assert settings.load(folder).server == settings.SERVER


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(folder: Path) -> None:
    (folder / UNSENT_LOG).unlink()
    os.mkfifo(folder / UNSENT_LOG)
    assert fault_of(folder) is OpenErrorKind.FAILED


def test_a_link_in_the_place_of_the_second_copy_is_no_traceback_in_the_daily_look(folder: Path) -> None:
    async def run() -> None:
        store = Store(folder)
        await store.open(NOW)
        planted(folder, UNSENT_LOG)
        assert not await store.look_through_daily(NOW + 86_400)
        await store.close()

    asyncio.run(run())


def test_a_log_that_cannot_be_written_costs_nothing_but_itself(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / CRASHES).unlink(missing_ok=True)
    planted(folder, log_files(folder)[1].name)
    log(folder)
    assert capsys.readouterr().err == ""
