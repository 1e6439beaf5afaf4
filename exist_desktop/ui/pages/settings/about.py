"""The cards of Settings with the program's folder, its version and the libraries that it uses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.ui.pages.settings.parts import ActButton, Section, muted
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.ui.widgets.controls.named_field import NamedField
from exist_desktop.words.language import Language


class UsedLibrary(Struct, frozen=True):
    """A library that the program uses."""

    name: str
    version: str
    licence: str


class ProgramFacts(Protocol):
    """What the card needs to know about the program."""

    def used_libraries(self) -> Sequence[UsedLibrary]:
        """Returns the libraries that the program uses."""


def _path_field(name: str, path: Path, tail: QWidget) -> NamedField:
    field = NamedField(name, text=str(path), tail=tail)
    field.edit.setReadOnly(True)
    field.edit.setCursorPosition(0)
    return field


class FoldersSection(Section):
    """The folders of this computer's data, which can be selected and opened.

    Signals:
        opened(Path): the person wants to see that folder or file.
    """

    opened = Signal(object)

    def __init__(self, language: Language, folder: Path, log: Path) -> None:
        say = language.say
        super().__init__(say("On this computer"))
        open_folder = ActButton(language.pgettext("action", "Open"), name=say("Open data folder"))
        open_log = ActButton(language.pgettext("action", "Open"), name=say("Open log"))
        for button, path in ((open_folder, folder), (open_log, log)):
            button.value = path
            button.picked.connect(self.opened)
        self.add(
            _path_field(say("Data folder"), folder, open_folder),
            muted(say("Your days, what waits, and these settings. Only you can read it.")),
            _path_field(say("Log"), log, open_log),
            muted(say("What the program met while the window was open, without tokens and secrets.")),
        )


class AboutSection(Section):
    """The version of the program and its libraries; the libraries are read when the person opens the list."""

    def __init__(self, language: Language, version: str, program: ProgramFacts) -> None:
        say = language.say
        super().__init__(say("About"))
        name = say("Exist Desktop {version}", version=version) if version else "Exist Desktop"
        self._language = language
        self._program = program
        self._list = QWidget()
        self._list.hide()
        self._show = Chip(say("Licences"))
        self._show.toggled.connect(self._on_toggled)
        self.add(
            TextBlock(say("{name}, free under the MIT licence.", name=name)),
            muted(say("Not made or supported by Exist.")),
            line_of(self._show),
            self._list,
        )

    def _on_toggled(self, shown: bool) -> None:  # noqa: FBT001 - a signal's argument
        if self._list.layout() is None:
            column_of(self._list, *(muted(self._text(used)) for used in self._program.used_libraries()), gap=4)
        self._list.setVisible(shown)

    def _text(self, used: UsedLibrary) -> str:
        say = self._language.say
        licence = used.licence or self._language.pgettext("licence", "see the package")
        return say("{name} {version}: {licence}", name=used.name, version=used.version, licence=licence)
