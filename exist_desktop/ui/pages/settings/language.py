"""The card of Settings about the language, which holds from the next start on.

All that is on the screen was made in one language: pages, editors that are open, the tray's menu, reminders that wait.
To change them in place each would have to be made anew around what is being typed. A restart does the same by the way
that every end of the program takes, which keeps what is typed and what waits.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.settings import AS_THE_SYSTEM, LANGUAGES, Settings
from exist_desktop.ui.pages.settings.choices import ChoiceSection
from exist_desktop.ui.pages.settings.parts import Labelled, PrimaryButton, muted
from exist_desktop.ui.widgets.controls.combo_box import ComboBox
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.words.language import Language


class LanguageSection(ChoiceSection):
    """The languages, and a restart if another one than the window's is chosen.

    Signals:
        restart_wanted(): end the program in the ordinary way and start it again.
    """

    restart_wanted = Signal()

    def __init__(self, language: Language, spoken: str) -> None:
        """`spoken` is the choice with which the window has started."""
        say = language.say
        super().__init__(say("Language"))
        self._spoken = spoken
        title = say("Exist Desktop speaks")
        self._select = ComboBox(title, [(AS_THE_SYSTEM, say("As the system")), *LANGUAGES.items()])
        self.offer(self._select, "language")
        self._restart = QWidget()
        button = PrimaryButton(say("Restart now"))
        button.clicked.connect(self.restart_wanted)
        sentence = say("This holds after a restart. What you have typed and what waits to be sent is kept.")
        column_of(self._restart, muted(sentence), line_of(button))
        region = muted(say("Numbers, times and the first day of the week are those of your region."))
        self.add(Labelled(title, self._select), region, self._restart)
        self._restart.hide()

    def show_settings(self, settings: Settings) -> None:
        """Shows the choice, and offers a restart if the window speaks by another one."""
        self._select.show_value(settings.language)
        self._restart.setVisible(settings.language != self._spoken)
