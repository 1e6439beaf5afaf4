"""The card of Settings with the server, and the client for the next sign-in."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.settings import Settings
from exist_desktop.ui.pages.settings.choices import ChoiceSection
from exist_desktop.ui.pages.settings.parts import ActButton, PrimaryButton, muted
from exist_desktop.ui.pages.welcome.form import host_of
from exist_desktop.ui.text import Tone
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.ui.widgets.controls.named_field import NamedField
from exist_desktop.ui.widgets.controls.user_edits import UserEdits
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from exist_desktop.ui.widgets.inline_message import InlineMessage
from exist_desktop.words.language import Language


class ServerCheck(Protocol):
    """What the card needs to check an address."""

    def check_server(self, typed: str) -> tuple[str, str]:
        """Returns the normalised address and `""`, or `""` and a sentence that says what is wrong with it."""


class SecretPart(QWidget):
    """The client's secret: never shown, and replaced in two steps.

    Signals:
        given(str): the new secret.
    """

    given = Signal(str)

    def __init__(self, language: Language) -> None:
        super().__init__()
        say = language.say
        self._kept = say("The client secret is in your keyring and is not shown.")
        self._unknown = say("No client secret is kept; Welcome asks for it when you sign in with your own client.")
        self._missing = say("Enter the client secret. You find it on your client's page in Exist.")
        self._sentence = muted("")
        self._sentence.setObjectName("secretState")
        self._replace = ActButton(say("Replace…"), name=say("Replace client secret…"))
        self._field = NamedField(say("New client secret"), secret=True)
        save, cancel = PrimaryButton(say("Keep secret")), ActButton(say("Cancel"), name=say("Keep the former secret"))
        self._answers = line_of(save, cancel)
        self._replace.value, cancel.value = True, False
        self._field.entered.connect(self._on_saved)
        save.clicked.connect(self._on_saved)
        for button in (self._replace, cancel):
            button.picked.connect(self._open)
        column_of(self, self._sentence, line_of(self._replace), self._field, self._answers, gap=8)
        self._open(False)  # noqa: FBT003 - as the signal carries it

    def show_kept(self, *, kept: bool) -> None:
        """Shows whether a secret is stored that could be replaced."""
        self._sentence.say(self._kept if kept else self._unknown)
        self._replace.setVisible(kept and self._field.isHidden())

    def _open(self, opened: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._field.edit.clear()
        self._field.setVisible(opened)
        self._answers.setVisible(opened)
        self._replace.setVisible(not opened)
        if self.isVisible():
            (self._field.edit if opened else self._replace).setFocus()

    def _on_saved(self) -> None:
        if self._field.require(self._missing):
            self.given.emit(self._field.text)
            self._open(False)  # noqa: FBT003 - as the signal carries it


class ConnectionSection(ChoiceSection):
    """The address of Exist, and the client for signing in. `server` is the one in use in this run.

    Signals:
        secret_given(str): a new secret of the client.
    """

    secret_given = Signal(str)

    def __init__(self, language: Language, server: str, check: ServerCheck) -> None:
        say = language.say
        super().__init__(say("Connection"))
        self._language = language
        self._in_use = server
        self._check = check
        self._edits: dict[NamedField, UserEdits] = {}
        self.server = NamedField(say("Server address"))
        self._run = InlineMessage("serverInUse", tone=Tone.MUTED)
        self.redirect = NamedField(say("Redirect address"))
        self.client_id = NamedField(say("Client ID"))
        self.secret = SecretPart(language)
        self.secret.given.connect(self.secret_given)
        for field, finished in (
            (self.server, self._on_server),
            (self.redirect, self._on_redirect),
            (self.client_id, self._on_client_id),
        ):
            self._edits[field] = UserEdits(field.edit)
            field.edit.editingFinished.connect(finished)
        self.add(self.server, self._run, self.client_id, self.secret, self.redirect)
        self.add(muted(say("Client ID and redirect address are used by the next sign-in.")))

    def show_settings(self, settings: Settings) -> None:
        """Shows the settings in force, except in a field in which the person is typing."""
        for field, text in (
            (self.server, settings.server),
            (self.client_id, settings.client_id),
            (self.redirect, settings.redirect_address),
        ):
            if not has_keyboard_focus(field.edit):
                self._edits[field].show(text)
        elsewhere = settings.server != self._in_use
        self._run.tell(
            self._language.say("This run uses {server}. The next start uses the address above.", server=self._in_use)
            if elsewhere
            else ""
        )

    def _is_typed(self, field: NamedField) -> bool:
        """Whether the person typed in the field; one that was only visited stays as it is."""
        return self._edits[field].draft is not None

    def _on_client_id(self) -> None:
        if self._is_typed(self.client_id):
            self.chosen.emit("client_id", self.client_id.text)

    def _on_server(self) -> None:
        if not self._is_typed(self.server):
            return
        origin, problem = self._check.check_server(self.server.text)
        self.server.inline_message.tell(problem)
        if origin:
            self._edits[self.server].show(origin)
            self.chosen.emit("server", origin)

    def _on_redirect(self) -> None:
        if not self._is_typed(self.redirect):
            return
        _, usable = host_of(self.redirect.text)
        say = self._language.say
        self.redirect.inline_message.tell("" if usable else say("An address looks like http://localhost:8000/"))
        if usable:
            self.chosen.emit("redirect_address", self.redirect.text)
