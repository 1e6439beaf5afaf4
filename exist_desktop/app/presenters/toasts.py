"""Messages while the main window is not visible: in a small window of their own, and as toasts of the main window.

Where a small window would take the focus, the desktop shows what was saved, if it shows notifications.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from exist_desktop.errors import AppError
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.windows.main_window import MainWindow
from exist_desktop.ui.windows.toast import SavedToast
from exist_desktop.words.error_messages import ErrorMessages, Message
from exist_desktop.words.language import Language

if TYPE_CHECKING:
    from exist_desktop.ui.notify.saved_notification import SavedNotification
    from exist_desktop.ui.windows.toast_window import ToastWindow


class Toasts(QObject):
    """Shows what was saved, with Undo, and errors, in the small window.

    Signals:
        undo_wanted(SavedToast): the person wants to undo a save that is shown outside the main window.
        gone(): nothing is shown outside the main window any more.
    """

    undo_wanted = Signal(object)
    gone = Signal()

    def __init__(self, window: MainWindow, bridge: Bridge, language: Language) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._language = language
        self._apart: ToastWindow | None = None
        self._desktop: SavedNotification | None = None
        bridge.error_raised.connect(self._on_error_raised)
        window.toasts.undo_wanted.connect(self._on_undone_there)
        window.seen_changed.connect(self._on_seen)

    @property
    def telling(self) -> bool:
        """Whether anything is shown outside the main window."""
        on_desktop = self._desktop is not None and self._desktop.telling
        return on_desktop or (self._apart is not None and self._apart.isVisible())

    def show_saves_by(self, desktop: SavedNotification) -> None:
        """Shows saves by notifications of the desktop from now on."""
        self._desktop = desktop
        desktop.gone.connect(self.gone)
        desktop.undo_wanted.connect(self._on_undone_here)

    def tell_saved(self, saved: SavedToast) -> None:
        """Shows what was saved, with Undo. The main window's shortcut undoes it too, but only one of them does so."""
        self._window.toasts.remember(saved)
        if self._desktop is None:
            self._beside().line.tell_saved(saved)
        else:
            self._bridge.run(self._tell_on_desktop(self._desktop, saved))

    async def _tell_on_desktop(self, desktop: SavedNotification, saved: SavedToast) -> None:
        if not await desktop.tell(saved):
            self._beside().line.tell_saved(saved)

    def tell(self, message: Message) -> None:
        """Shows a message in the small window until it is closed."""
        self._beside().line.tell(message)

    def tell_in_passing(self, message: Message) -> None:
        """Shows a message in the small window that closes by itself, or when the main window is visible again."""
        self._beside().line.tell_done(message.text(self._language))

    def _on_seen(self, seen: bool) -> None:  # noqa: FBT001 - a signal's argument
        if seen and self._apart is not None:
            self._apart.line.end_done()

    def stop(self) -> None:
        """Hides the small window."""
        if self._apart is not None:
            self._apart.hide()

    def _beside(self) -> ToastWindow:
        if self._apart is None:
            from exist_desktop.ui.windows.toast_window import ToastWindow

            self._apart = ToastWindow(self._language)
            self._apart.gone.connect(self.gone)
            self._apart.line.undo_wanted.connect(self._on_undone_here)
        return self._apart

    def _on_undone_there(self, saved: SavedToast) -> None:
        if self._apart is not None:
            self._apart.line.forget(saved)
        if self._desktop is not None:
            self._desktop.forget(saved)

    def _on_undone_here(self, saved: SavedToast) -> None:
        self._window.toasts.forget(saved)
        self.undo_wanted.emit(saved)

    def _on_error_raised(self, error: AppError) -> None:
        if not self._window.isVisible() or self._window.isMinimized():
            self._beside().line.tell(ErrorMessages(self._language).message(error))
