"""Quick entry beside the real window over the real engine: what was saved can be taken back wherever the person is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from exist_desktop.app.application import Application
from exist_desktop.app.presenters.memories import TodayMemories
from exist_desktop.domain.account import Account, Profile
from exist_desktop.domain.statistics.memories import Ago, Memory
from exist_desktop.domain.values import NOT_READ, Seen
from exist_desktop.engine import Engine
from exist_desktop.errors import NotPossibleError, NotPossibleKind
from exist_desktop.ipc.protocol import Request
from exist_desktop.settings import Setup, load
from exist_desktop.store import accounts, catalogue, history
from exist_desktop.store.changes import Change
from exist_desktop.store.file.database import Connection
from exist_desktop.store.transaction import Transaction
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.format import QtFormats
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.ui.windows.toast_window import ToastWindow
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.daylight import where_it_is_day
from tests.qt_events import delivered
from tests.store.notebook import ATTRIBUTES
from tests.ui.offscreen import quiet
from tests.ui.parts import open_panel, part

pytestmark = quiet
LANGUAGE = Language(UNTRANSLATED, QtFormats(QLocale.c()))
SERVER = "http://127.0.0.1:9"
CLICK = Qt.MouseButton.LeftButton


@dataclass
class Opened:
    application: Application
    engine: Engine
    bridge: Bridge

    @property
    def today(self) -> TodayPage:
        """The page, as the window has it."""
        return part(self.application.window, TodayPage)

    @property
    def day(self) -> date:
        return self.application.runtime.days.proposed()

    async def settled(self) -> None:
        for _ in range(6):
            await asyncio.sleep(0)
            await self.bridge.stop()
        await delivered()

    async def save_quickly(self, line: str) -> None:
        self.application.quick.open()
        await self.settled()
        quick = self.application.quick.window
        quick.form.line.setText(line)
        await self.settled()
        QTest.keyClick(quick.form.line, Qt.Key.Key_Return)
        await self.settled()
        assert not quick.isVisible()

    async def value(self, name: str) -> Seen:
        tile = (await self.engine.views.day(self.day)).tile(name)
        return tile.value if tile else None

    def beside(self) -> ToastWindow:
        (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, ToastWindow) and one.isVisible()]
        return found


def told(toast: ToastWindow) -> str:
    label = toast.findChild(QLabel, "toast")
    assert isinstance(label, QLabel)
    return label.text()


def press(toast: ToastWindow, name: str) -> None:
    buttons = toast.findChildren(QAbstractButton)
    QTest.mouseClick(next(one for one in buttons if name in (one.accessibleName(), one.text())), CLICK)


@asynccontextmanager
async def opened(qapp: QApplication, folder: Path) -> AsyncIterator[Opened]:
    bridge = Bridge()
    engine = Engine(Setup(SERVER, folder), observer=bridge)
    await engine.open()

    def prepare(connection: Connection) -> Account:
        account = accounts.find_or_add(connection, SERVER, "josh")
        accounts.use(Transaction(connection, account))
        accounts.set_profile(
            Transaction(connection, account), Profile("josh", timezone=where_it_is_day(datetime.now(UTC)))
        )
        catalogue.put_attributes(
            Transaction(connection, account), ATTRIBUTES, [one.name for one in ATTRIBUTES if one.owned]
        )
        return account

    await engine.store.database.write(prepare)
    await engine.find_account()
    application = Application(qapp, engine, bridge, LANGUAGE)
    made = Opened(application, engine, bridge)
    try:
        await application.show(hidden=True)
        await made.settled()
        yield made
    finally:
        await made.settled()
        application.quick.stop()
        await made.settled()
        application.window.hide()
        await engine.close()


async def test_what_was_saved_is_taken_back_from_a_message_beside(qapp: QApplication, tmp_path: Path) -> None:
    async with opened(qapp, tmp_path / "data") as made:
        await made.save_quickly("coffee +1")
        assert (await made.engine.views.counts()).waiting == 1
        toast = made.beside()
        assert told(toast) == "Coffees +1. Saved on this computer"
        assert toast.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
        press(toast, "Undo")
        await made.settled()
        assert await made.value("coffees") is NOT_READ
        assert not toast.isVisible()
        made.application.window.toasts.undo()
        await made.settled()
        assert (await made.engine.views.counts()).waiting == 0, "it is taken back once"


async def test_ctrl_z_goes_back_through_all_that_was_done_and_passes_over_what_the_outbox_took_back(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with opened(qapp, tmp_path / "data") as made:
        for line in ("mood 4", "coffee +1", "mood 5"):
            await made.save_quickly(line)
        last = (await made.engine.views.outbox())[0]
        await made.engine.journal.undo(last.entry.id)
        toasts = made.application.window.toasts
        label = toasts.findChild(QLabel, "toast")
        assert isinstance(label, QLabel)
        for said, left in (
            ("Undone: Coffees +1", 1),
            ("Undone: Mood 4 · Good", 0),
            ("Nothing more to undo here. The Outbox has the rest.", 0),
        ):
            toasts.undo()
            await made.settled()
            assert label.text() == said
            assert len(await made.engine.views.outbox()) == left


async def test_a_long_text_is_not_said_again(qapp: QApplication, tmp_path: Path) -> None:
    async with opened(qapp, tmp_path / "data") as made:
        text = "a long walk by the river, then home, and tea with Ann"
        await made.save_quickly(f"mood 4 {text}")
        assert told(made.beside()).startswith("Mood 4 · Good · ")
        assert "river" not in told(made.beside())


async def test_what_was_taken_over_with_the_save_is_told_too(qapp: QApplication, tmp_path: Path) -> None:
    async with opened(qapp, tmp_path / "data") as made:
        made.application.quick.open()
        await made.settled()
        form = made.application.quick.window.form
        form.line.setText("steps 8000")
        await made.settled()
        QTest.mouseClick(form.take_over, CLICK)
        QTest.keyClick(form.line, Qt.Key.Key_Return)
        await made.settled()
        assert told(made.beside()) == "Steps 8,000. Saved on this computer"


async def test_the_windows_own_key_takes_it_back_too(qapp: QApplication, tmp_path: Path) -> None:
    async with opened(qapp, tmp_path / "data") as made:
        await made.save_quickly("mood 4 tea")
        made.application.window.toasts.undo()
        await made.settled()
        assert await made.value("mood") is NOT_READ
        assert await made.value("mood_note") is NOT_READ
        assert not any(isinstance(one, ToastWindow) and one.isVisible() for one in QApplication.topLevelWidgets())


async def test_trouble_is_told_beside_while_the_window_is_away(qapp: QApplication, tmp_path: Path) -> None:
    async with opened(qapp, tmp_path / "data") as made:
        made.bridge.error_raised.emit(NotPossibleError(NotPossibleKind.NO_FORMER_VALUE, "Mood"))
        assert made.beside().isVisible()
        press(made.beside(), "Close message")


async def test_a_run_for_quick_entry_alone_ends_when_its_message_has_gone(qapp: QApplication, tmp_path: Path) -> None:
    async with opened(qapp, tmp_path / "data") as made:
        made.application.for_quick_entry = True
        await made.save_quickly("coffee +1")
        assert not made.application.closed.is_set(), "it can still be taken back"
        press(made.beside(), "Close message")
        assert made.application.closed.is_set()


async def test_another_process_opens_it(qapp: QApplication, tmp_path: Path) -> None:
    async with opened(qapp, tmp_path / "data") as made:
        assert await made.application.request_handler.handle(Request.QUICK, "") == {"done": True}
        await made.settled()
        assert made.application.quick.window.isVisible()
        assert not made.application.window.isVisible()


async def test_an_unknown_name_opens_the_panel_that_makes_it(qapp: QApplication, tmp_path: Path) -> None:
    async with opened(qapp, tmp_path / "data") as made:
        made.application.quick.window.create_wanted.emit("Yoga", True)
        await made.settled()
        assert made.application.window.isVisible()
        panel = open_panel(made.today)
        assert panel is not None
        assert panel.label.text() == "Yoga"  # type: ignore[attr-defined]
        made.today.leave()  # it is a draft, and goes to the disk
        await made.settled()


async def test_today_remembers_until_it_is_not_wanted(qapp: QApplication, tmp_path: Path) -> None:
    async with opened(qapp, tmp_path / "data") as made:
        week_ago, account = made.day - timedelta(days=7), made.engine.account
        assert account is not None

        def remember(tx: Transaction) -> None:
            history.put(tx, "mood", {week_ago: 2}, 0.0)

        await made.engine.store.write(account, remember, Change(days=None))
        TodayMemories(made.engine, made.today, made.bridge)
        await made.settled()
        memory = made.today.card.memory
        assert memory.text.text() == "A week ago you felt 2 · Low"
        memory.away.click()
        await made.settled()
        assert memory.text.text() == "Put away for this day."
        assert load(tmp_path / "data").memories_put_away == (made.day.isoformat(),)
        assert load(tmp_path / "data").show_memories is True
        memory.tell(None)
        made.today.day_shown.emit(made.day)
        await made.settled()
        assert memory.isHidden(), "it stays away"
        memory.tell(Memory(Ago.WEEK, week_ago, 2))
        memory.unwanted.emit()
        await made.settled()
        assert load(tmp_path / "data").show_memories is False
