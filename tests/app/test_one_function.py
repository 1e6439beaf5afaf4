"""Each use case is one function of the engine: the fronts are used as a person uses them, and what arrives is compared.

`test_use_cases` reads the source for who calls what. Here every front runs over the real engine and the real store: the
window, quick entry, the tray, a reminder, a shell, and a shell that is another process.
"""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from exist_desktop.api.oauth.credential_store import CHOSEN_BY_PERSON
from exist_desktop.cli.main import main
from exist_desktop.domain.commands import Increment, Key
from exist_desktop.domain.reminders import Due
from exist_desktop.words.pages.reminders import ADD
from tests.api.memory_keyring import MemoryKeyring
from tests.app.seam import Arrived, listening, read, said
from tests.app.test_quick_entry_undo import CLICK, Opened, opened, press
from tests.journeys.room import name_of, shown
from tests.patience import PATIENCE
from tests.ui.offscreen import quiet

pytestmark = quiet
FRONTS = ("window", "quick entry", "tray", "reminder", "shell", "another process")


@pytest.fixture(autouse=True)
def _keyring(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = keyring.get_keyring()
    monkeypatch.setenv(CHOSEN_BY_PERSON, "the.persons.Keyring")
    keyring.set_keyring(MemoryKeyring())
    yield
    keyring.set_keyring(before)


class Fronts:
    """The fronts of one data folder, and what has arrived at the engine."""

    def __init__(self, made: Opened, folder: Path) -> None:
        self.made = made
        self.place = ["--server", made.engine.server, "--data-dir", str(folder)]
        self.arrived: list[Arrived] = []
        self._file = folder.parent / "arrived"

    @property
    def plus_one(self) -> Arrived:
        return "Journal.save", (said(Increment(Key("coffees", self.made.day), 1)),)

    async def add_a_coffee(self, front: str) -> None:
        match front:
            case "window":
                await self.click("Add 1 to Coffees")
            case "quick entry":
                await self.made.save_quickly("coffees +1")
            case "tray":
                self.action("Coffees → add 1").trigger()
            case "reminder":
                await self.answer_reminder()
            case "shell":
                await self.shell("add", "coffees", "+1")
            case "another process":
                await self.another_process("add", "coffees", "+1")
        await self.made.settled()

    async def click(self, name: str, page: str = "today") -> None:
        window = self.made.application.window
        window.show()
        window.open_page(page)
        assert await shown(lambda: name in map(name_of, window.findChildren(QAbstractButton)))
        QTest.mouseClick(next(one for one in window.findChildren(QAbstractButton) if name_of(one) == name), CLICK)

    def action(self, text: str) -> QAction:
        background = self.made.application.background
        assert background is not None
        (found,) = [one for one in background.tray.menu.menu.actions() if one.text() == text]
        return found

    async def answer_reminder(self) -> None:
        background = self.made.application.background
        assert background is not None
        view = (await self.made.engine.views.day(self.made.day)).with_steps(self.made.engine.preferences)
        tile = view.tile("coffees")
        assert tile is not None
        background.reminders.take_answer(Due("coffees", self.made.day), tile, ADD)

    async def shell(self, *typed: str) -> None:
        code = await asyncio.to_thread(main, [*self.place, *typed])
        assert code == 0

    async def another_process(self, *typed: str) -> None:
        given = [str(self._file), *self.place, *typed]
        command = [sys.executable, "-c", "import sys; from tests.app.seam import main; main(*sys.argv[1:])", *given]
        ended = await asyncio.to_thread(subprocess.run, command, check=False, timeout=PATIENCE)
        assert ended.returncode == 0
        self.arrived += read(self._file)


@asynccontextmanager
async def fronts(qapp: QApplication, folder: Path) -> AsyncIterator[Fronts]:
    async with opened(qapp, folder) as made:
        made.application.go_on_in_background(hidden=True)
        background = made.application.background
        assert background is not None
        await made.settled()
        all_of_them = Fronts(made, folder)
        try:
            with listening(all_of_them.arrived.append):
                yield all_of_them
        finally:
            await background.stop()


async def waiting(made: Opened, count: int) -> bool:
    """Whether so many entries come to wait; what is clicked is saved a moment later."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            while (await made.engine.views.counts()).waiting != count:  # noqa: ASYNC110 - the store has no such event
                await asyncio.sleep(0.01)
            return True
    return False


@pytest.mark.parametrize("front", FRONTS)
async def test_a_plus_one_arrives_as_the_same_command(qapp: QApplication, tmp_path: Path, front: str) -> None:
    async with fronts(qapp, tmp_path / "data") as all_of_them:
        await all_of_them.add_a_coffee(front)
        assert await waiting(all_of_them.made, 1)
        assert all_of_them.arrived == [all_of_them.plus_one]


@pytest.mark.parametrize("front", ["window", "message beside", "outbox"])
async def test_undo_arrives_as_the_same_act(qapp: QApplication, tmp_path: Path, front: str) -> None:
    async with fronts(qapp, tmp_path / "data") as all_of_them:
        made = all_of_them.made
        await all_of_them.add_a_coffee("quick entry")
        all_of_them.arrived.clear()
        match front:
            case "window":
                made.application.window.show()
                made.application.window.activateWindow()
                assert await shown(made.application.window.isActiveWindow)
                QTest.keyClick(made.application.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            case "message beside":
                press(made.beside(), "Undo")
            case "outbox":
                await all_of_them.click("Undo", "outbox")
        await made.settled()
        assert await waiting(made, 0)
        assert all_of_them.arrived == [("Journal.undo", ())]
