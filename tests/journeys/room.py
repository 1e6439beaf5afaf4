"""The real window over the real engine, with the demo server on the other side, and a person who reads and presses."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import ExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any, TypeVar
from urllib.parse import urlsplit

from PySide6.QtCore import QLocale
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QLineEdit, QWidget

from exist_desktop.api.http.transport import Limits, Transport
from exist_desktop.app.application import Application
from exist_desktop.engine import Engine
from exist_desktop.settings import Setup
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.format import QtFormats
from exist_desktop.ui.pages.outbox.page import OutboxPage
from exist_desktop.ui.pages.outbox.row import OutboxRow
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.ui.widgets.controls.field import TextArea
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.demo_server import DemoServer
from tests.patience import PATIENCE
from tests.sync.clocks import SteppedClock
from tests.sync.engine_harness import EngineHarness

Part = TypeVar("Part", bound=QWidget)
LANGUAGE = Language(UNTRANSLATED, QtFormats(QLocale.c()))
LOOK_SECONDS = 0.005


class Premises:
    """A demo server that can go away, and come back with the same address and all that it knew."""

    def __init__(self, clock: SteppedClock) -> None:
        self._clock = clock
        self._running = ExitStack()
        self.demo = self._running.enter_context(DemoServer(clock=clock.true))

    def shut(self) -> None:
        self._running.close()

    def reopen(self) -> None:
        back = DemoServer(clock=self._clock.true, port=urlsplit(self.demo.base_url).port or 0)
        back.world = self.demo.world
        self._running.enter_context(back)


class Room(EngineHarness):
    """What a person does and sees in the window, beside what a desk without one can do.

    The worker runs when the test says so (`sync`), or by its timetable after a sign-in in the window.
    """

    def __init__(self, premises: Premises, folder: Path, clock: SteppedClock, app: QApplication) -> None:
        self.bridge = Bridge()
        super().__init__(premises.demo, folder, clock)
        self.premises = premises
        self._app = app

    def _engine(self) -> Engine:
        setup = Setup(self.demo.base_url, self.folder)
        return Engine(
            setup,
            clock=self.clock,
            random=Random(7),
            observer=self.bridge,
        )

    async def open_window(self) -> None:
        self.application = Application(self._app, self.engine, self.bridge, LANGUAGE)
        await self.application.show()
        await self.settled()

    def limit(self, limits: Limits) -> None:
        """Wait less for answers."""
        self.engine.transport = Transport(self.demo.base_url, self.clock, limits=limits)

    async def restart(self, meanwhile: Callable[[], None] = lambda: None, *, sign_in: bool = True) -> None:
        """End the program, let something happen to its folder, and start it again."""
        await self.close()
        meanwhile()
        self.bridge = Bridge()
        self.engine = self._engine()
        await self.engine.open()
        if sign_in:
            await self.sign_in()
        await self.open_window()

    async def close(self) -> None:
        """End the program."""
        await self.application.stop()
        await self.engine.close()
        self.application.window.deleteLater()

    async def settled(self) -> None:
        """Wait until every act of the window has come to its end, and what it changed is shown."""
        for _ in range(4):
            await self.bridge.stop()
            await asyncio.sleep(0)

    async def open(self, page: str) -> None:
        self.application.window.open_page(page)
        await self.settled()

    @property
    def today(self) -> TodayPage:
        return self._only(TodayPage)

    @property
    def outbox(self) -> OutboxPage:
        return self._only(OutboxPage)

    def _only(self, kind: type[Part]) -> Part:
        (found,) = self.application.window.findChildren(kind)
        return found

    def texts(self) -> str:
        """All that can be read now, in the window and in what stands before it."""
        shown = [*self.application.window.findChildren(QLabel)]
        for dialog in self.dialogs():
            shown += dialog.findChildren(QLabel)
        return "\n".join(dict.fromkeys(label.text() for label in shown if label.isVisible()))

    def dialogs(self) -> list[QDialog]:
        return [dialog for dialog in self.application.window.findChildren(QDialog) if dialog.isVisible()]

    def toast(self) -> str:
        """What the message line says."""
        line = self.application.window.findChild(QLabel, "toast")
        assert line is not None
        return line.text() if line.isVisible() else ""

    async def reads(self, *sentences: str) -> None:
        """Wait until all of this can be read somewhere."""
        if not await shown(lambda: all(sentence in self.texts() for sentence in sentences)):
            missing = [sentence for sentence in sentences if sentence not in self.texts()]
            raise AssertionError(f"never read: {missing}; there is:\n{self.texts()}")

    def names(self) -> list[str]:
        """What every button that can be pressed is called."""
        return [name_of(button) for button in self._buttons()]

    def _buttons(self) -> list[QAbstractButton]:
        found = self.application.window.findChildren(QAbstractButton)
        return [button for button in found if button.isVisible() and button.isEnabled()]

    async def press(self, name: str) -> None:
        """Press the button of that name as soon as it is there, and wait until all of it is done."""
        await self.press_alone(name)
        await self.settled()

    async def press_alone(self, name: str) -> None:
        """Press the button of that name as soon as it is there; what it begins goes on for as long as it takes."""
        if not await shown(lambda: name in self.names()):
            raise AssertionError(f"no button {name!r} among {self.names()}; there is:\n{self.texts()}")
        next(button for button in self._buttons() if name_of(button) == name).click()

    async def type(self, field: str, text: str) -> None:
        """Type into a field, as soon as it is there, in place of what is in it."""
        assert await shown(lambda: self._fields(field)), f"no field {field!r}; there is:\n{self.texts()}"
        edit = self._fields(field)[0]
        edit.selectAll()
        QTest.keyClicks(edit, text)

    def _fields(self, name: str) -> list[QLineEdit | TextArea]:
        found: list[QLineEdit | TextArea] = []
        found += self.application.window.findChildren(QLineEdit)
        found += self.application.window.findChildren(TextArea)
        return [one for one in found if one.isVisible() and one.accessibleName() == name]

    async def row(self, entry: int) -> str:
        """Open the Outbox and read the line of an entry: its state, and what there is to decide on."""
        await self.open("outbox")
        rows = [row for row in self.application.window.findChildren(OutboxRow) if row.isVisible()]
        line = await self.line(entry)
        label = line.attribute.label
        found = [row for row in rows if any(one.text() == label for one in row.findChildren(QLabel))]
        assert found, f"{label} is not in the Outbox"
        texts = [one.text() for one in found[0].findChildren(QLabel) if one.isVisible()]
        return " | ".join(texts[2:])

    async def sign_in_by_token(self, token: str) -> None:
        """Go through Welcome with a developer token."""
        await self.type("Developer token", token)
        await self.press("Use token")
        await self.press("This is me")

    async def waits_for(self, condition: Callable[[], Coroutine[Any, Any, object]]) -> None:
        """Let the timetable run until the condition holds."""
        async with asyncio.timeout(PATIENCE):
            while not await condition():  # noqa: ASYNC110 - the store has no event for what is waited for
                await asyncio.sleep(LOOK_SECONDS)

    async def is_sent(self, entry: int) -> None:
        """Let time pass for the running timetable until Exist has the entry."""

        async def sent() -> bool:
            if self.clock.wakes_at is not None:
                self.clock.pass_until(self.clock.wakes_at)
            return await self.state(entry) == "sent"

        await self.waits_for(sent)

    def pass_(self, **span: float) -> None:
        self.clock.pass_(seconds=timedelta(**span).total_seconds())


async def shown(condition: Callable[[], object]) -> bool:
    """Whether widgets come to show something in good time; they have no event for it."""
    try:
        async with asyncio.timeout(PATIENCE):
            while not condition():  # noqa: ASYNC110 - what is awaited shows itself in widgets alone
                await asyncio.sleep(LOOK_SECONDS)
    except TimeoutError:
        return False
    return True


def name_of(button: QAbstractButton) -> str:
    interface = QAccessible.queryAccessibleInterface(button)
    return interface.text(QAccessible.Text.Name)


@asynccontextmanager
async def in_room(
    app: QApplication,
    premises: Premises,
    folder: Path,
    clock: SteppedClock,
    *,
    owned: Iterable[str] = (),
    scopes: Iterable[str] | None = None,
    limits: Limits | None = None,
    signed_in: bool = True,
) -> AsyncIterator[Room]:
    """The window on Today, after everything has been read once."""
    room = Room(premises, folder, clock, app)
    room.own(*owned)
    await room.engine.open()
    if limits is not None:
        room.limit(limits)
    if signed_in:
        await room.sign_in(scopes=scopes)
        await room.sync()
    room.forget_requests()
    await room.open_window()
    try:
        yield room
    finally:
        room.demo.world.faults.clear()
        await room.close()
