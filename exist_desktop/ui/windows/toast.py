"""The toast at the window's foot: saves with Undo, and errors; one at a time."""

from __future__ import annotations

import math
from collections import deque

from msgspec import Struct
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from exist_desktop.domain.account import Account
from exist_desktop.domain.arranging.arrangement import Arrangement
from exist_desktop.domain.outbox.undo import UNDO_SECONDS
from exist_desktop.domain.ownership.entries import AnyEntry
from exist_desktop.ui import theme
from exist_desktop.ui.text import UNLIMITED, Tone
from exist_desktop.ui.widgets.accessible_names import announce
from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.ui.widgets.message_box import MessageBox
from exist_desktop.words.error_messages import Message
from exist_desktop.words.language import Language

FOOT = 12
"""Pixels between the toast and the window's edge."""


LINES, WIDE = 2, 700
"""A message about a save has the space of two lines of that width in pixels, for text of the usual size; more lines if
the window is narrow. The rest is cut off, since the toast covers the page. An error is shown whole."""
RAGGED = 0.3
"""The greatest empty share of a line on two lines, because words are not broken."""


class SavedToast(Struct, frozen=True, eq=False):
    """A save in words. It can be undone after the toast has disappeared, too: `what` was entered as `entries`.

    `former` is set if it was about the order of what is shown; Undo brings that arrangement of the account back.
    """

    sentence: str
    what: str = ""
    entries: tuple[AnyEntry, ...] = ()
    former: Arrangement | None = None
    account: Account | None = None


class Toast(MessageBox):
    """Shows a save for some seconds, and an error until it is closed; an error waits while a save is shown.

    `foot` is the space below it in pixels.

    Signals:
        undo_wanted(SavedToast): the person wants to undo a save.
        undo_ended(): undo is not offered for the last save any more.
    """

    undo_wanted = Signal(object)
    undo_ended = Signal()

    def __init__(
        self,
        language: Language,
        parent: QWidget | None = None,
        *,
        undo_seconds: float = UNDO_SECONDS,
        foot: int = FOOT,
    ) -> None:
        super().__init__("toast", parent, tone=Tone.PLAIN, foot=foot)
        self._language = language
        self._saved: list[SavedToast] = []
        self._said = ""
        self._offered = False
        self._waiting = False
        self._error_messages: deque[Message] = deque()
        self._undo = Chip(language.say("Undo"), self)
        self._close = Chip("✕", self, name=language.say("Close message"))
        for button, slot in ((self._undo, self.undo), (self._close, self.close_message)):
            button.setCheckable(False)
            button.clicked.connect(slot)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.GAP)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self._undo)
        self._buttons.addWidget(self._close)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(16, 8, 10, 8 + foot)
        self._line.setSpacing(theme.GAP)
        self._line.addWidget(self.text, 1)
        self._line.addLayout(self._buttons)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(round(undo_seconds * 1000))
        self._clock.timeout.connect(self._end)

    def tell_saved(self, saved: SavedToast) -> None:
        """Shows the latest save in place of the one before."""
        self._saved.append(saved)
        self._offered, self._said = True, ""
        self._run_clock()
        self._show_next()

    def remember(self, saved: SavedToast) -> None:
        """Remembers a save for Ctrl+Z; its toast is shown elsewhere."""
        self._end_offer()
        self._saved.append(saved)

    def tell_done(self, sentence: str) -> None:
        """Shows what was done, for as long as a save."""
        self._end_offer()
        self._said = sentence
        self._run_clock()
        self._show_next()

    def end_done(self) -> None:
        """Ends a message that needs no answer."""
        if self._said:
            self._end()

    def tell(self, message: Message) -> None:
        """Shows an error until it is closed; the same error is not shown twice."""
        if message not in self._error_messages:
            self._error_messages.append(message)
            self._show_next()

    def wait(self, waiting: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Stops the time for Undo while a question is open in front of the window."""
        self._waiting = waiting
        if self._is_calm:
            self._run_clock()

    @property
    def _is_calm(self) -> bool:
        """Whether it shows what was done and not an error."""
        return self._offered or bool(self._said)

    def _run_clock(self) -> None:
        if self._waiting:
            self._clock.stop()
        else:
            self._clock.start()

    def undo(self) -> None:
        """Undoes the latest save that is not undone yet, one for each call."""
        if not self._saved:
            self.tell_done(self._language.say("Nothing more to undo here. The Outbox has the rest."))
            return
        saved = self._saved.pop()
        self.undo_wanted.emit(saved)
        self._end_offer()

    def forget(self, saved: SavedToast) -> None:
        """Forgets a save that was undone elsewhere."""
        if saved in self._saved:
            last = self._saved[-1] is saved
            self._saved.remove(saved)
            if last:
                self._end_offer()

    def close_message(self) -> None:
        """Closes the message and shows the next one."""
        if self._offered or self._said:
            self._end()
        elif self._error_messages:
            self._error_messages.popleft()
            self._show_next()

    def _end(self) -> None:
        """Ends the present message."""
        self._said = ""
        self._show_next()
        self._end_offer()

    def _end_offer(self) -> None:
        if self._offered:
            self._offered = False
            self._clock.stop()
            self._show_next()
            self.undo_ended.emit()

    def _show_next(self) -> None:
        if self._offered and self._saved:
            self._show(self._saved[-1].sentence, lead=0)
        elif self._said:
            self._show(self._said, lead=0)
        elif self._error_messages:
            error = self._error_messages[0]
            self._show(error.text(self._language), lead=error.lead(self._language))
        else:
            self.hide()

    def _show(self, text: str, *, lead: int) -> None:
        self._undo.setVisible(self._offered)
        self.set_tone(Tone.PLAIN if self._is_calm else Tone.TOAST)
        self.text.say(text, lead=lead)
        self._spread()
        self.show()
        announce(self.text, text)

    def _spread(self) -> None:
        """Sets the number of lines for this width; if the text needs more than two, the buttons get their own line."""
        margins = self._line.contentsMargins()
        room = max(self.width() - margins.left() - margins.right(), 1)
        beside = room - self._buttons.sizeHint().width() - self._line.spacing()
        fits = self.text.natural_width() <= beside * (LINES - RAGGED)
        direction = QBoxLayout.Direction
        self._line.setDirection(direction.LeftToRight if fits else direction.TopToBottom)
        needed = math.ceil(LINES * WIDE * theme.scale(self.font()) / room)
        self.text.set_lines(max(needed, LINES) if self._is_calm else UNLIMITED)
        self.text.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()
