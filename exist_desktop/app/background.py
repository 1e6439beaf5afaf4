"""What runs beside the window: tray, reminders, closing to the tray, and messages while the window is not visible."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from exist_desktop.app.desktop.close_to_tray import CloseToTray
from exist_desktop.app.presenters.quick_entry_presenter import QuickEntryPresenter
from exist_desktop.app.presenters.reminders import ReminderPresenter
from exist_desktop.app.presenters.tray_presenter import TrayPresenter
from exist_desktop.app.request_handler import show
from exist_desktop.app.runtime import Runtime
from exist_desktop.app.sync_control import SyncControl
from exist_desktop.domain.commands import Command
from exist_desktop.domain.outbox.ops import EntryState
from exist_desktop.domain.values import InvalidValueError
from exist_desktop.ui.notify.desktop import DesktopNotifications
from exist_desktop.ui.notify.notification import Notification
from exist_desktop.ui.notify.saved_notification import SavedNotification
from exist_desktop.ui.quick_entry.activation import windows_take_focus
from exist_desktop.ui.tray.host import TrayHost
from exist_desktop.ui.windows.main_window import MainWindow
from exist_desktop.words.error_messages import ErrorMessages, Message

NAME = "Exist Desktop"


class Background(QObject):
    """Everything beside the window. It is created after the first paint.

    Signals:
        saved(Sequence[Entry]): entries were saved from the tray or a reminder.
        end_wanted(): the person wants to end the program.
    """

    saved = Signal(object)
    end_wanted = Signal()

    def __init__(self, runtime: Runtime, sync: SyncControl, quick: QuickEntryPresenter) -> None:
        super().__init__()
        engine, bridge, language, days = runtime.engine, runtime.bridge, runtime.language, runtime.days
        self._engine = engine
        self._bridge = bridge
        self._language = language
        self._window = runtime.window
        self._quick = quick
        self._notifier = DesktopNotifications(NAME)
        self._saves: SavedNotification | None = None
        if windows_take_focus():
            self._saves = SavedNotification(self._notifier, bridge, language, NAME)
            quick.show_saves_by(self._saves)
        self._host = TrayHost(self)
        self.tray = TrayPresenter(engine, bridge, language, days, self._host)
        self._closing = CloseToTray(
            runtime.window,
            self._host,
            engine.preferences,
            language,
            engine,
        )
        self.reminders = ReminderPresenter(engine, self._notifier, language, runtime.time)
        self._connect(sync)

    def _connect(self, sync: SyncControl) -> None:
        icon, menu = self.tray.icon, self.tray.menu
        icon.pressed.connect(self._open_quick_entry)
        icon.message_pressed.connect(self._open_quick_entry)
        menu.quick_entry_wanted.connect(self._open_quick_entry)
        menu.send_now_wanted.connect(sync.send_now)
        menu.window_wanted.connect(self.show_window)
        menu.settings_wanted.connect(self._show_settings)
        menu.quit_wanted.connect(self.end_wanted)
        self.tray.entered.connect(self._save)
        self._closing.told.connect(self._on_tray_told)
        self._closing.end_wanted.connect(self.end_wanted)
        self.reminders.entered.connect(self._save)
        self.reminders.quick_entry_wanted.connect(self._open_quick_entry)
        self.reminders.asked.connect(self._ask_here)
        self.reminders.failed.connect(self._bridge.error_raised)

    def _open_quick_entry(self) -> None:
        self._quick.open()

    def start(self, *, hidden: bool) -> None:
        """Looks for a tray and for due reminders. A `hidden` start leaves the window in the tray."""
        self._host.start()
        self.tray.refresh()
        self.reminders.start()
        if hidden:
            self._closing.put_away()

    async def stop(self) -> None:
        """Stops all of it, after what is being saved has been saved."""
        self._host.stop()
        self.tray.stop()
        await self.reminders.stop()
        if self._saves is not None:
            await self._saves.stop()
        await self._notifier.stop()

    @property
    def in_tray(self) -> bool:
        """Whether the program's icon is visible in a tray."""
        return self._host.present

    def close(self) -> None:
        """Handles that the person closed the window."""
        self._closing.close()

    def tell(self, message: Message) -> None:
        """Shows a message while the window is not visible. Clicking it shows the window."""
        self._bridge.run(self._tell(message))

    async def _tell(self, message: Message, page: str = "") -> None:
        if not await self._notify(message, page):
            self._quick.tell(message)

    async def _notify(self, message: Message, page: str = "") -> bool:
        """Shows a message on the desktop, if it can. A click opens the window at that page."""
        notification = Notification(message.title, message.sentence)
        return await self._notifier.show(notification, _Clicked(self._window, page)) is not None

    def _on_tray_told(self, message: Message) -> None:
        self._bridge.run(self._tell_in_passing(message))

    async def _tell_in_passing(self, message: Message) -> None:
        """Shows a message once that closes by itself."""
        if not await self._notify(message):
            self._quick.tell_in_passing(message)

    def show_window(self) -> None:
        """Brings the window to the front."""
        show(self._window)

    def _show_settings(self) -> None:
        self._window.open_page("settings")
        self.show_window()

    def _save(self, command: Command) -> None:
        self._bridge.run(self._keep(command))

    async def _keep(self, command: Command) -> None:
        try:
            entries = await self._engine.journal.save(command)
        except InvalidValueError as problem:
            await self._tell(ErrorMessages(self._language).message(problem))
            return
        self.saved.emit(entries)
        if any(entry.state is EntryState.HELD for entry in entries):
            say = self._language.say
            sentence = say("It is kept on this computer; the Outbox says what it is about.")
            await self._tell(Message(say("Exist Desktop has a question before it is sent"), sentence), "outbox")

    def _ask_here(self, question: str, reason: str) -> None:
        """Shows a reminder that no notification can show: in the tray, or without a tray in the window."""
        self.tray.ask(question)
        if question and self._host.present:
            self.tray.tell(question, reason)
        elif question:
            self._window.tell(Message(question, reason))
            QApplication.alert(self._window)


class _Clicked(Struct, frozen=True):
    """What a click on a notification does: it opens the window, at a page if one is named."""

    window: MainWindow
    page: str

    def answered(self, _answer: str) -> None:
        """Called when the notification was clicked."""
        if self.page:
            self.window.open_page(self.page)
        show(self.window)
