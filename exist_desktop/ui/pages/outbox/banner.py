"""The messages above the Outbox's list: entries that need the person, and that nothing leaves before a sign-in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.ui.widgets.message_box import MessageBox
from exist_desktop.words.error_messages import Message
from exist_desktop.words.language import Language


class Banner(MessageBox):
    """A message above the list."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setContentsMargins(18, 16, 18, 16)
        self.column = column_of(self, self.text, gap=6)

    def tell(self, message: Message | None) -> None:
        """Shows the message, or hides the banner."""
        if message is None:
            self.hide()
        else:
            self.say(f"{message.title} {message.sentence}", lead=len(message.title))


class SignInBanner(Banner):
    """Says that nothing leaves before a sign-in.

    Signals:
        wanted(): the person wants to sign in.
    """

    wanted = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__("outboxSignIn", parent)
        button = Chip(language.say("Sign in…"), name=language.say("Sign in to send"))
        button.setCheckable(False)
        button.clicked.connect(self.wanted)
        self.column.addWidget(line_of(button))
