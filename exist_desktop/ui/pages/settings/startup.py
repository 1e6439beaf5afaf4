"""The card of Settings about starting at login, running on when the window is closed, and the tray's icon."""

from __future__ import annotations

from typing import Protocol

from exist_desktop.settings import Settings
from exist_desktop.ui.pages.settings.choices import ChoiceSection
from exist_desktop.ui.pages.settings.parts import muted
from exist_desktop.ui.widgets.controls.checkbox import CheckBox
from exist_desktop.ui.widgets.inline_message import InlineMessage
from exist_desktop.words.language import Language


class LoginStart(Protocol):
    """Starting at login, as this system stores it."""

    def is_on(self) -> bool:
        """Returns whether this program starts at login."""

    def switch(self, *, on: bool) -> None:
        """Switches starting at login on or off. Raises `OSError`."""


class StartupSection(ChoiceSection):
    """Three boxes: the first shows the system's state, the others settings of the program."""

    def __init__(self, language: Language, login: LoginStart) -> None:
        say = language.say
        super().__init__(say("Start and tray"))
        self._language = language
        self._login = login
        self._at_login = CheckBox(say("Start at login, in the tray"))
        self._at_login.clicked.connect(self._on_clicked)
        self._inline_message = InlineMessage("startupRemark")
        self._stay = CheckBox(say("Keep running in the tray when the window is closed"))
        self._stay.clicked.connect(self._on_stay)
        self._one_colour = CheckBox(say("Show the tray's icon in one colour, without today's face"))
        self._one_colour.clicked.connect(self._on_one_colour)
        sentence = say(
            "Without a tray the window is minimised instead. Ctrl+Q quits, and sends what waits before that."
        )
        self.add(self._at_login, self._inline_message, self._stay, muted(sentence), self._one_colour)

    def show_settings(self, settings: Settings) -> None:
        """Shows the setting and the present state of the system."""
        self._stay.setChecked(settings.keep_running)
        self._one_colour.setChecked(settings.tray_in_one_colour)
        self.look()

    def look(self) -> None:
        """Shows the present state of the system."""
        self._at_login.setChecked(self._login.is_on())

    def _on_stay(self, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.chosen.emit("keep_running", on)

    def _on_one_colour(self, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.chosen.emit("tray_in_one_colour", on)

    def _on_clicked(self, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        problem = ""
        try:
            self._login.switch(on=on)
        except OSError as error:
            problem = self._language.say("It could not be changed: {reason}.", reason=error.strerror or str(error))
        self._inline_message.tell(problem)
        self.look()
