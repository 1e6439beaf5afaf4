"""What was saved as a notification of the desktop, with Undo for as long as a toast offers it.

For Wayland: a window takes the focus there when it appears, whatever it says of itself, and the person who has just
saved in quick entry is typing in another program again.
"""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QObject, QTimer, Signal

from exist_desktop.domain.outbox.undo import UNDO_SECONDS
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.notify.notification import Notification, Notifier
from exist_desktop.ui.windows.toast import SavedToast
from exist_desktop.words.language import Language

UNDO = "undo"


class SavedNotification(QObject):
    """Shows the latest save, with `title` above it.

    Signals:
        undo_wanted(SavedToast): the person wants to undo the save that is shown.
        gone(): no save is shown any more.
    """

    undo_wanted = Signal(object)
    gone = Signal()

    def __init__(self, notifier: Notifier, bridge: Bridge, language: Language, title: str) -> None:
        super().__init__()
        self._notifier = notifier
        self._bridge = bridge
        self._language = language
        self._title = title
        self._saved: SavedToast | None = None
        self._shown: str | None = None
        self._clock = QTimer(self, singleShot=True, interval=round(UNDO_SECONDS * 1000))
        self._clock.timeout.connect(self._end)

    @property
    def telling(self) -> bool:
        """Whether a save is shown, or is about to be."""
        return self._saved is not None

    async def tell(self, saved: SavedToast) -> bool:
        """Shows a save in place of the one before. Returns whether somebody can see it."""
        self._saved = saved
        await self._withdraw()
        undo = (UNDO, self._language.say("Undo"))
        shown = await self._notifier.show(Notification(self._title, saved.sentence, (undo,)), _Answered(self, saved))
        if self._saved is not saved:  # another save came, or this one was undone meanwhile
            if shown is not None:
                await self._notifier.withdraw(shown)
            return True
        self._shown = shown
        if shown is None:
            self._saved = None
        else:
            self._clock.start()
        return shown is not None

    def forget(self, saved: SavedToast) -> None:
        """Ends the offer for a save that was undone elsewhere."""
        if saved is self._saved:
            self._end()

    def answer(self, saved: SavedToast, answer: str) -> None:
        """Handles a press on a notification, or on its button."""
        if saved is self._saved:
            self._end()
            if answer == UNDO:
                self.undo_wanted.emit(saved)

    async def stop(self) -> None:
        """Withdraws what is shown, since its button would have no effect."""
        self._clock.stop()
        self._saved = None
        await self._withdraw()

    def _end(self) -> None:
        self._clock.stop()
        self._saved = None
        self._bridge.run(self._withdraw())
        self.gone.emit()

    async def _withdraw(self) -> None:
        shown, self._shown = self._shown, None
        if shown is not None:
            await self._notifier.withdraw(shown)


class _Answered(Struct, frozen=True):
    """Passes an answer on, together with the save that it is about."""

    notification: SavedNotification
    saved: SavedToast

    def answered(self, answer: str, /) -> None:
        """Called when the notification or its button was pressed."""
        self.notification.answer(self.saved, answer)
