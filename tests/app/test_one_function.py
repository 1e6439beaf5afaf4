"""Each use case is one function of the engine: the fronts are used as a person uses them, and what arrives is compared.

`test_use_cases` reads the source for who calls what. Here every front runs over the real engine and the real store: the
window, quick entry, the tray, a reminder, a shell, and a shell that is another process.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from exist_desktop.api.oauth.credential_store import CHOSEN_BY_PERSON
from exist_desktop.api.oauth.tokens import TokenKind, Tokens
from exist_desktop.cli.main import main
from exist_desktop.domain.commands import Increment, Key
from exist_desktop.domain.outbox.ops import Counts
from exist_desktop.domain.reminders import Due
from exist_desktop.domain.value_types import ValueType
from exist_desktop.journal.owner_journal import CustomAttribute
from exist_desktop.ui.ownership.give_back import GiveBackDialog
from exist_desktop.ui.ownership.new_attribute import CreationDialog
from exist_desktop.ui.ownership.take_over import TakeOverDialog
from exist_desktop.words.pages.reminders import ADD
from tests.api.memory_keyring import MemoryKeyring
from tests.app.seam import Arrived, listening, read, said
from tests.app.test_quick_entry_undo import CLICK, Opened, opened, press
from tests.journeys.room import name_of, shown
from tests.patience import PATIENCE
from tests.store.notebook import CUSTOM
from tests.ui.offscreen import quiet
from tests.ui.parts import part

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
    def acts(self) -> list[Arrived]:
        """What has arrived, without looks at the status."""
        return [one for one in self.arrived if one != STATUS]

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
                await self.another_process(("add", "coffees", "+1"))
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

    async def another_process(self, *commands: Sequence[str]) -> None:
        """One process that runs these commands."""
        given = [str(self._file), json.dumps([[*self.place, *typed] for typed in commands])]
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
        assert all_of_them.acts == [all_of_them.plus_one]


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
        assert all_of_them.acts == [("Journal.undo", ())]


STATUS: Arrived = ("account_state.last_status", ())
CREATE = ("create", "Chess", "--group", "custom", "--type", "yes-no")
CREATED: Arrived = ("Journal.create", (said(CustomAttribute("Chess", CUSTOM, ValueType.BOOLEAN)),))
WISHES: dict[str, tuple[str, Arrived]] = {
    "take-over": ("steps", ("OwnerJournal.acquire", ("steps",))),
    "give-back": ("coffees", ("OwnerJournal.release", ("coffees",))),
}
SIGNED_OUT: Arrived = ("Engine.sign_out", ())


async def agree_in_window(made: Opened, command: str, name: str) -> None:
    made.application.window.show()
    match command:
        case "take-over":
            made.application.ownership.take_over([name])
            await made.settled()
            button = part(made.application.window, TakeOverDialog).take_over
        case _:
            made.application.ownership.give_back([name])
            await made.settled()
            button = part(made.application.window, GiveBackDialog).give_back
    QTest.mouseClick(button, CLICK)


@pytest.mark.parametrize("front", ["window", "shell"])
@pytest.mark.parametrize("command", WISHES)
async def test_a_wish_about_an_owner_arrives_as_the_same_act(
    qapp: QApplication, tmp_path: Path, command: str, front: str
) -> None:
    name, act = WISHES[command]
    async with fronts(qapp, tmp_path / "data") as all_of_them:
        made = all_of_them.made
        if front == "window":
            await agree_in_window(made, command, name)
        else:
            await all_of_them.shell(command, name, "--yes")
        await made.settled()
        assert all_of_them.acts == [act]
        (line,) = await made.engine.views.owner_lines()
        assert (line.entry.kind.value, line.entry.attribute) == (command, name)


@pytest.mark.parametrize("front", ["window", "shell"])
async def test_a_new_tag_arrives_as_the_same_wish(qapp: QApplication, tmp_path: Path, front: str) -> None:
    async with fronts(qapp, tmp_path / "data") as all_of_them:
        made = all_of_them.made
        if front == "window":
            made.application.window.show()
            made.application.ownership.new_tag("Chess")
            await made.settled()
            QTest.keyClick(part(made.application.window, CreationDialog).panel.label, Qt.Key.Key_Return)
        else:
            await all_of_them.shell(*CREATE)
        await made.settled()
        assert all_of_them.acts == [CREATED]


@pytest.mark.parametrize("front", ["window", "shell"])
async def test_signing_out_arrives_as_the_same_act(qapp: QApplication, tmp_path: Path, front: str) -> None:
    async with fronts(qapp, tmp_path / "data") as all_of_them:
        engine = all_of_them.made.engine
        await engine.credential_store.item(engine.server, "josh").save(Tokens(TokenKind.BEARER, "abc"))
        assert await engine.connect()
        if front == "window":
            await all_of_them.click("Sign out…", "settings")
            await all_of_them.click("Sign out", "settings")
            assert await shown(lambda: engine.link is None)
        else:
            await all_of_them.shell("sign-out")
        await all_of_them.made.settled()
        assert all_of_them.acts == [SIGNED_OUT]


@pytest.mark.parametrize("front", ["window", "shell"])
async def test_the_status_without_a_token_is_read_in_one_place(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str], front: str
) -> None:
    async with fronts(qapp, tmp_path / "data") as all_of_them:
        await all_of_them.made.save_quickly("coffees +1")
        assert all_of_them.made.bridge.status.counts == Counts(waiting=1)
        if front == "shell":
            all_of_them.arrived.clear()
            await all_of_them.shell("status", "--json")
            assert json.loads(capsys.readouterr().out)["waiting"] == 1
        assert all_of_them.arrived[-1] == STATUS


async def test_another_process_does_the_same_acts(qapp: QApplication, tmp_path: Path) -> None:
    async with fronts(qapp, tmp_path / "data") as all_of_them:
        wishes = [(command, name, "--yes") for command, (name, _) in WISHES.items()]
        await all_of_them.another_process(*wishes, CREATE, ("status",), ("sign-out",))
        acts = [act for _, act in WISHES.values()]
        assert all_of_them.arrived == [*acts, CREATED, STATUS, SIGNED_OUT]
