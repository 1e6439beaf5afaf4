"""Where the person is told while the window is out of sight: in a small window of its own, beside the window's line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from exist_desktop.errors import AppError
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.windows.main_window import MainWindow
from exist_desktop.ui.windows.toast import SavedToast
from exist_desktop.words.error_messages import ErrorMessages, Message
from exist_desktop.words.language import Language

if TYPE_CHECKING:
    from exist_desktop.ui.windows.toast_window import ToastWindow


class Toasts(QObject):
    """Tells what was saved, with Undo, and known trouble, wherever the person is.

    Signals:
        gone(): the small window has gone.
    """

    gone = Signal()

    def __init__(self, window: MainWindow, bridge: Bridge, language: Language) -> None:
        super().__init__(window)
        self._window = window
        self._language = language
        self._apart: ToastWindow | None = None
        bridge.error_raised.connect(self._on_error_raised)
        window.seen_changed.connect(self._on_seen)

    @property
    def telling(self) -> bool:
        """Whether the small window is there."""
        return self._apart is not None and self._apart.isVisible()

    def tell_saved(self, sentence: str, undo: Callable[[], None]) -> None:
        """Offers to take back what was saved, also by the window's own key; it is taken back once."""

        def taken_back() -> None:
            for line in (self._window.toasts, self._beside().line):
                line.forget(saved)
            undo()

        saved = SavedToast(sentence, taken_back)
        self._window.toasts.remember(saved)
        self._beside().line.tell_saved(saved)

    def tell(self, message: Message) -> None:
        """Tells something that stays until it is closed, in the small window."""
        self._beside().line.tell(message)

    def tell_in_passing(self, message: Message) -> None:
        """Tells something that goes by itself, and when the window comes back."""
        self._beside().line.tell_done(message.text(self._language))

    def _on_seen(self, seen: bool) -> None:  # noqa: FBT001 - a signal's argument
        if seen and self._apart is not None:
            self._apart.line.end_done()

    def stop(self) -> None:
        """Puts the small window away."""
        if self._apart is not None:
            self._apart.hide()

    def _beside(self) -> ToastWindow:
        if self._apart is None:
            from exist_desktop.ui.windows.toast_window import ToastWindow

            self._apart = ToastWindow(self._language)
            self._apart.gone.connect(self.gone)
        return self._apart

    def _on_error_raised(self, error: AppError) -> None:
        if not self._window.isVisible() or self._window.isMinimized():
            self._beside().line.tell(ErrorMessages(self._language).message(error))
