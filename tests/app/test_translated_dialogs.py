"""In the pseudo-language nothing is English behind the buttons of the whole program: each page is walked through.

The pictures have each page as it is. Here the real window is over the real engine, every kind of button is pressed, in
each field something is typed that it cannot take, and what appears is read, in whichever window it does.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QLineEdit, QMenu, QWidget

from exist_desktop.account_state import read_locale
from exist_desktop.demo.people.usual_values import NOTES
from exist_desktop.settings import LANGUAGES
from exist_desktop.store.repositories.findings import FindingRepository
from exist_desktop.sync.computer_zone import ComputerZone
from exist_desktop.ui.format import QtFormats
from exist_desktop.ui.windows.navigation import NavButton
from exist_desktop.words.directions import without_marks
from exist_desktop.words.language import Language
from tests.api.memory_keyring import MemoryKeyring
from tests.app.test_settings_presenter import Scene, _own_look, demo, folder, kept, scene
from tests.demo_server import DemoServer
from tests.pictures.flaws import shown as visible
from tests.pictures.said import texts_of
from tests.translations import english_words, pseudo, pseudo_translations

pytestmark = pytest.mark.qt_log_ignore(
    "does not support (QPlatformServices|propagateSizeHints|raise|grabbing the keyboard)", extend=True
)
__all__ = ["_own_look", "demo", "folder", "kept"]
PSEUDO = Language(pseudo_translations(), QtFormats(QLocale(QLocale.Language.Russian)))
ENDING = ("Remove everything and quit", "Remove it", "Restart now", "Sign out", "Sign out and discard it")
SIGNING_IN = ("Sign in with Exist", "Sign in…", "Sign in again with other permissions…", "Sign out and keep it")
LEFT_ALONE = {pseudo(name) for name in (*ENDING, *SIGNING_IN, "Licences", "Search again")}
"""What ends the walk or takes long, and names of libraries."""
ODD = "?!"
UNITS_AND_NAMES = {"josh", "kcal"}


class Walk:
    """Everything that is said on a walk through some pages."""

    def __init__(self, shown: Scene) -> None:
        self.said: set[str] = set()
        self._shown = shown
        self._pressed: set[tuple[str, ...]] = set()

    async def through(self) -> None:
        """Presses what is there, then what has appeared, until nothing new appears."""
        await self.look()
        while (button := next(self._new(), None)) is not None:
            button.click()
            await self.look()
            self._type()
            await self.look()
            for window in _windows():
                if isinstance(window, QDialog | QMenu):
                    window.close()

    async def look(self) -> None:
        """Reads all windows."""
        await self._shown.bridge.stop()
        self.said.update(window.windowTitle() for window in _windows())
        self.said.update(text for part in _parts() for text in texts_of(part))

    def _new(self) -> Iterator[QAbstractButton]:
        """Yields one button of each kind that was not pressed yet: of all tiles one is enough."""
        for part in _parts():
            if not isinstance(part, QAbstractButton) or isinstance(part, NavButton) or not part.isEnabled():
                continue
            kind = (type(part).__name__, type(part.parentWidget()).__name__, _own_words(part))
            if kind not in self._pressed and part.text() not in LEFT_ALONE:
                self._pressed.add(kind)
                yield part

    def _type(self) -> None:
        for field in _parts():
            if isinstance(field, QLineEdit) and field.isVisible() and not field.text():
                field.setText(ODD)
                field.textEdited.emit(ODD)
                field.editingFinished.emit()
                field.returnPressed.emit()
                field.clear()


def _windows() -> list[QWidget]:
    return [window for window in QApplication.topLevelWidgets() if window.isVisible()]


def _parts() -> list[QWidget]:
    """What can be seen of all windows but the dialog for a file, whose texts are Qt's own."""
    parts = {part: None for window in _windows() for part in visible(window)}
    return [part for part in parts if not isinstance(part.window(), QFileDialog)]


def _own_words(button: QAbstractButton) -> str:
    """The letters that only the pseudo-language has: what the program itself says, without labels and numbers."""
    return "".join(letter for letter in button.text() if not letter.isascii())


async def _written(shown: Scene) -> list[str]:
    """What Exist, people and the system have written, the longest first."""
    engine = shown.engine
    assert engine.account is not None
    attributes, templates = await engine.views.catalogue()
    known = [(one.label, one.group.label) for one in attributes.values()]
    known += [(one.label, one.group.label) for one in templates.values()]
    owners = [owner for one in attributes.values() for owner in (one.service, *(one.available or ()))]
    found = FindingRepository(engine.store, engine.account)
    related, insights = await found.correlations(), await found.insights(shown.demo.today().replace(year=2000))
    texts = [line for insight in insights for line in (insight.text, *insight.text.splitlines())]
    by_exist = [text for one in related for text in (one.sentence, one.strength)]
    notes = [line for note in NOTES for line in note.split("\n")]
    labels = [label for pair in known for label in pair]
    services = [owner.label for owner in owners if owner is not None]
    zone = (await read_locale(engine, ComputerZone())).zone.name
    place = zone.rpartition("/")[2].replace("_", " ")
    named = [*LANGUAGES.values(), str(engine.setup.folder), engine.server, zone, place]
    return sorted({*texts, *by_exist, *notes, *labels, *services, *named} - {""}, key=len, reverse=True)


@pytest.mark.parametrize(
    "pages", [("today", "quick", "outbox"), ("history", "find", "insights"), ("settings", "attributes", "relations")]
)
async def test_nothing_behind_a_button_is_untranslated(
    pages: tuple[str, ...], qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring
) -> None:
    async with scene(qapp, demo, folder, PSEUDO) as shown:
        walk = Walk(shown)
        await shown.add_coffee()
        for page in pages:
            shown.application.quick.open() if page == "quick" else shown.application.window.open_page(page)
            await walk.through()
        shortcuts = shown.application.window.findChildren(QShortcut)
        next(one for one in shortcuts if one.key() == QKeySequence("?")).activated.emit()
        await walk.look()
        written = await _written(shown)
    assert {text for text in walk.said if _english(text, written)} == set()


def _english(text: str, written: list[str]) -> bool:
    """Whether a text has words of English that nobody but the program can have written."""
    for one in written:
        text = text.replace(one, "").replace(escape(one), "")
    return bool(set(english_words(without_marks(text))) - UNITS_AND_NAMES)
