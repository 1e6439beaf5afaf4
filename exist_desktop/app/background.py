"""What goes on beside the window: tray, reminders, what closing the window means, and what is said while it is away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from exist_desktop.app.desktop.close_to_tray import CloseToTray
from exist_desktop.app.presenters.reminders import ReminderActions, ReminderPresenter
from exist_desktop.app.presenters.tray_presenter import TrayActions, TrayPresenter
from exist_desktop.domain.commands import Command
from exist_desktop.domain.outbox.ops import Entry, EntryState
from exist_desktop.domain.values import InvalidValueError
from exist_desktop.engine import Engine
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.notify.desktop import DesktopNotifications
from exist_desktop.ui.notify.notification import Notification
from exist_desktop.ui.tray.host import TrayHost
from exist_desktop.ui.windows.main_window import MainWindow
from exist_desktop.words.error_messages import ErrorMessages, Message
from exist_desktop.words.language import Language

NAME = "Exist Desktop"


class Background(QObject):
    """Made after the first paint.

    `say` tells something beside the window, `saved` hears of entries that were made here, `end` ends the program.
    """

    def __init__(
        self,
        engine: Engine,
        window: MainWindow,
        bridge: Bridge,
        language: Language,
        days: DayClock,
        *,
        quick_entry: Callable[[], None],
        send_now: Callable[[], None],
        say: Callable[[Message], None],
        say_in_passing: Callable[[Message], None],
        saved: Callable[[Sequence[Entry]], None],
        end: Callable[[], None],
    ) -> None:
        super().__init__()
        self._engine = engine
        self._window = window
        self._bridge = bridge
        self._language = language
        self._say = say
        self._say_in_passing = say_in_passing
        self._saved = saved
        self._notifier = DesktopNotifications(NAME)
        self._host = TrayHost(self)
        actions = TrayActions(self._save, quick_entry, send_now, self.show_window, self._show_settings, end)
        self._tray = TrayPresenter(engine, bridge, language, days, self._host, actions)
        self._closing = CloseToTray(
            window,
            self._host,
            engine.preferences,
            language,
            worth_staying=lambda: engine.account is not None,
            tell=self._tell_in_passing,
            end=end,
        )
        reminder_actions = ReminderActions(self._save, quick_entry, self._ask_here, bridge.error_raised.emit)
        self._prompter = ReminderPresenter(
            engine, self._notifier, language, reminder_actions, days=lambda: days.zone.info
        )

    def start(self, *, hidden: bool) -> None:
        """Looks for a tray and for what is due; a `hidden` start leaves the window there."""
        self._host.start()
        self._tray.refresh()
        self._prompter.start()
        if hidden:
            self._closing.put_away()

    async def stop(self) -> None:
        """Ends all of it; what is being saved has been waited for."""
        self._host.stop()
        self._tray.stop()
        await self._prompter.stop()
        await self._notifier.stop()

    @property
    def in_tray(self) -> bool:
        """Whether the program can be seen in a tray."""
        return self._host.present

    def close(self) -> None:
        """The person has closed the window."""
        self._closing.close()

    def tell(self, message: Message) -> None:
        """Says something while the window is away; pressing it brings the window back."""
        self._bridge.run(self._tell(message, self.show_window))

    async def _tell(
        self, message: Message, pressed: Callable[[], None], say: Callable[[Message], None] | None = None
    ) -> None:
        notification = Notification(message.title, message.sentence)
        if await self._notifier.show(notification, _WhenPressed(pressed)) is None:
            (say or self._say)(message)

    def _tell_in_passing(self, message: Message) -> None:
        """Says something once that need not be closed."""
        self._bridge.run(self._tell(message, self.show_window, self._say_in_passing))

    def show_window(self) -> None:
        """Brings the window to the front."""
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def _show_settings(self) -> None:
        self._window.open_page("settings")
        self.show_window()

    def _show_outbox(self) -> None:
        self._window.open_page("outbox")
        self.show_window()

    def _save(self, command: Command) -> None:
        self._bridge.run(self._keep(command))

    async def _keep(self, command: Command) -> None:
        try:
            entries = await self._engine.journal.save(command)
        except InvalidValueError as problem:
            await self._tell(ErrorMessages(self._language).message(problem), self.show_window)
            return
        self._saved(entries)
        if any(entry.state is EntryState.HELD for entry in entries):
            say = self._language.say
            sentence = say("It is kept on this computer; the Outbox says what it is about.")
            await self._tell(
                Message(say("Exist Desktop has a question before it is sent"), sentence), self._show_outbox
            )

    def _ask_here(self, question: str, reason: str) -> None:
        """A reminder that no notification can show: the tray asks, or without one the window."""
        self._tray.ask(question)
        if question and self._host.present:
            self._tray.tell(question, reason)
        elif question:
            self._window.tell(Message(question, reason))
            QApplication.alert(self._window)


@dataclass(frozen=True)
class _WhenPressed:
    """Does one thing when a notification is pressed."""

    act: Callable[[], None]

    def answered(self, _answer: str) -> None:
        """The notification was pressed."""
        self.act()
