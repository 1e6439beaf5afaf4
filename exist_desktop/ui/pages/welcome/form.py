"""Welcome's three ways in: sign in with Exist, paste a developer token, or try the demo."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.pages.welcome.fields import ErrorBox, PermissionTicks
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.card import Card
from exist_desktop.ui.widgets.controls.buttons import AccentButton, Chip, PlainButton
from exist_desktop.ui.widgets.controls.copy_button import CopyButton
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.ui.widgets.controls.named_field import NamedField
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.words.language import Language
from exist_desktop.words.pages.sign_in import Permission, SignInWords

REDIRECT = "http://localhost:8000/"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
GAP = 14
BESIDE_FROM = 760
"""Width in pixels from which the two short ways are beside the long one, for text of the usual size."""


class SignInCard(Card):
    """The steps on Exist's developer page, the fields for the client's data, and the permissions.

    Signals:
        submitted(str, str, str, tuple[str, ...]): client ID, client secret, redirect address and scopes.
    """

    submitted = Signal(str, str, str, object)

    def __init__(self, language: Language, permissions: Sequence[Permission]) -> None:
        super().__init__()
        self._language = language
        say, words = language.say, SignInWords(language)
        copy = CopyButton(language, say("Copy redirect address"))
        self.client_id = NamedField(say("Client ID"))
        self.client_secret = NamedField(say("Client secret"), secret=True)
        self.redirect = NamedField(say("Redirect address"), text=REDIRECT, tail=copy)
        copy.copies(self.redirect.edit)
        self.redirect.edited.connect(self._check_redirect)
        self.permissions = PermissionTicks(language, permissions)
        self._submit = AccentButton(say("Sign in with Exist"))
        self._submit.clicked.connect(self._on_submitted)
        column = column_of(self, Heading(say("With your own Exist client"), bold=True, points=2))
        column.addWidget(TextBlock(words.ownership(), tone=Tone.MUTED))
        for number, step in enumerate(words.steps(), 1):
            column.addWidget(TextBlock(say("{number}. {step}", number=number, step=step)))
        for field in (self.redirect, self.client_id, self.client_secret):
            field.entered.connect(self._on_submitted)
            column.addWidget(field)
        column.addSpacing(6)
        column.addWidget(self.permissions)
        column.addSpacing(6)
        self._error = column_of(None)
        column.addLayout(self._error)
        column.addWidget(line_of(self._submit))

    def place_error(self, box: ErrorBox) -> None:
        """Shows an error of the sign-in by browser, above the button that tries it again."""
        self._error.addWidget(box)
        self._submit.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget_what_is_missing(self) -> None:
        """Clears the messages about empty fields."""
        for field in (self.client_id, self.client_secret):
            field.inline_message.tell("")

    def _on_submitted(self) -> None:
        say = self._language.say
        complete = [
            field.require(sentence)
            for field, sentence in (
                (self.client_secret, say("Enter the client secret. You find it below the client ID.")),
                (self.client_id, say("Enter the client ID. You find it on your client's page in Exist.")),
                (self.redirect, say("Enter the redirect address. The usual one is {usual}", usual=REDIRECT)),
            )
        ]
        if all(complete) and self._check_redirect():
            self.submitted.emit(
                self.client_id.text, self.client_secret.text, self.redirect.text, self.permissions.scopes()
            )

    def _check_redirect(self) -> bool:
        """Returns whether the address can be used; shows a message if not, or if it must be pasted later."""
        say, address = self._language.say, self.redirect.text
        host, usable = host_of(address)
        if not usable:
            self.redirect.inline_message.tell(say("An address looks like {usual}", usual=REDIRECT))
        elif host not in LOOPBACK:
            self.redirect.inline_message.tell(
                say("The browser will not come back by itself from there; you paste its address in the next step.")
            )
        else:
            self.redirect.inline_message.tell("")
        return usable


def host_of(address: str) -> tuple[str, bool]:
    """Returns the host of an address, and whether it is a web address with a host."""
    try:
        parts = urlsplit(address)
        return parts.hostname or "", parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return "", False


class TokenCard(Card):
    """The shorter way, for people who have a token.

    Signals:
        submitted(str): the token.
    """

    submitted = Signal(str)

    def __init__(self, language: Language) -> None:
        super().__init__()
        say = language.say
        self._missing = say("Enter the token. You find it on your client's page in Exist.")
        self.token = NamedField(say("Developer token"), secret=True)
        self.token.entered.connect(self._on_submitted)
        use = PlainButton(say("Use token"))
        use.clicked.connect(self._on_submitted)
        column = column_of(self, Heading(say("Use a developer token"), bold=True, points=2))
        column.addWidget(TextBlock(say("You find it on your client's page in Exist. No browser is needed.")))
        column.addWidget(self.token)
        column.addWidget(line_of(use))

    def place_error(self, box: ErrorBox) -> None:
        """Shows an error about the token."""
        self.token.place_error(box)

    def forget_what_is_missing(self) -> None:
        """Clears the message about an empty field."""
        self.token.inline_message.tell("")

    def _on_submitted(self) -> None:
        if self.token.require(self._missing):
            self.submitted.emit(self.token.text)


class DemoCard(Card):
    """The demo, which needs no account.

    Signals:
        submitted(): the person wants the demo.
    """

    submitted = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        say = language.say
        self._demo = PlainButton(say("Try the demo"))
        self._demo.clicked.connect(self.submitted)
        self._error = column_of(None)
        column = column_of(self, Heading(say("Just look around"), bold=True, points=2))
        column.addWidget(TextBlock(say("A year of made-up days, on this computer alone. Nothing goes to Exist.")))
        column.addLayout(self._error)
        column.addWidget(line_of(self._demo))

    def place_error(self, box: ErrorBox) -> None:
        """Shows why the demo could not be started."""
        self._error.addWidget(box)
        self._demo.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget_what_is_missing(self) -> None:
        """Does nothing: the card has no fields."""


class WelcomeForm(QWidget):
    """The three ways, the short ones beside the long one if there is room.

    A person who signs in again sees the way used before, and can show the others.

    Signals:
        left(): the person who wanted to sign in again goes back.
    """

    left = Signal()

    def __init__(self, language: Language, permissions: Sequence[Permission]) -> None:
        super().__init__()
        self.sign_in = SignInCard(language, permissions)
        self.token = TokenCard(language)
        self.demo = DemoCard(language)
        self._used: SignInCard | TokenCard | DemoCard = self.sign_in
        self.is_return = False
        for card in (self.sign_in, self.token, self.demo):
            card.submitted.connect(partial(self._on_submitted, card))
        self._others = Chip(language.say("Other ways to sign in"))
        self._others.toggled.connect(self._show_ways)
        self._back = PlainButton(language.say("Cancel"))
        self._back.clicked.connect(self.left)
        self._return = line_of(self._back, self._others)
        self._long, self._short = QWidget(), QWidget()
        column_of(self._long, self.sign_in).addStretch(1)
        column_of(self._short, self.token, self.demo, gap=GAP).addStretch(1)
        self._ways = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._ways.setSpacing(GAP)
        self._ways.addWidget(self._long, 3)
        self._ways.addWidget(self._short, 2)
        column = column_of(self, gap=GAP)
        column.addLayout(self._ways)
        column.addWidget(self._return)
        self.offer_everything()

    @property
    def start(self) -> QWidget:
        """Where typing begins. It is not set as focus proxy, since Tab skips the widgets before one."""
        if not self._long.isVisibleTo(self):
            return self.token.token.edit
        return self.sign_in.client_secret.edit if self.is_return else self.sign_in.client_id.edit

    def offer_everything(self) -> None:
        """Shows all ways, for a new person."""
        self.is_return = False
        self._show_ways()

    def offer_return(self) -> None:
        """Shows the way used before: the browser if a client ID is known, otherwise a token."""
        self.is_return = True
        self._others.setChecked(False)
        self._show_ways()

    def place_error(self, box: ErrorBox) -> None:
        """Shows an error at the way that was used."""
        self._used.place_error(box)

    def _on_submitted(self, card: SignInCard | TokenCard | DemoCard, *_: object) -> None:
        self._used = card
        for other in (self.sign_in, self.token, self.demo):
            other.forget_what_is_missing()

    def _show_ways(self) -> None:
        everything = not self.is_return or self._others.isChecked()
        through_browser = bool(self.sign_in.client_id.text)
        self._long.setVisible(everything or through_browser)
        self.token.setVisible(everything or not through_browser)
        self._short.setVisible(everything or not through_browser)
        self.demo.setVisible(not self.is_return)
        self._return.setVisible(self.is_return)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= BESIDE_FROM * theme.scale(self.font())
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if direction is not self._ways.direction():
            self._ways.setDirection(direction)
