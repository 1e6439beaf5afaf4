"""In the pseudo-language nothing on a page is English: every sentence goes through the catalogue, and is in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from exist_desktop.settings import LANGUAGES
from tests.pictures.look import Look
from tests.pictures.scenes import SCENES
from tests.pictures.stage import played
from tests.pictures.tongues import Tongue
from tests.translations import english_words
from tests.ui.offscreen import quiet

pytestmark = quiet
GROUPS = ("settings", "welcome", "sidebar", "outbox", "owner")
PAGES = [name for name in SCENES if name.partition("/")[0] in GROUPS and name != "welcome/busy"]
"""The other scenes show notes and labels that only English has; the busy one is shown a sentence by the test itself."""
AS_WRITTEN = (
    "Long walk by the river, then wrote for two hours, with the dog asleep.",
    "Invalid value for type",
    "Value could not be saved",
    "https://exist.io",
    "josh",
    "kcal",
    "Australia/Melbourne",
    "Melbourne",
    *LANGUAGES.values(),
)
"""What people, Exist and the system have written: notes, errors, addresses, names, units, zones, and languages by their
own names."""


@pytest.mark.parametrize("name", PAGES)
async def test_nothing_on_a_page_is_untranslated(name: str, qapp: QApplication, account: Path, tmp_path: Path) -> None:
    async with played(qapp, SCENES[name], Look(tongue=Tongue.PSEUDO), account, tmp_path / "home") as (_, window):
        said = {text for part in _shown(window) for text in _texts(part)}
    for written in AS_WRITTEN:
        said = {text.replace(written, "") for text in said}
    assert {text for text in said if english_words(text)} == set()


def _shown(window: QWidget) -> Iterator[QWidget]:
    yield from (part for part in (window, *window.findChildren(QWidget)) if part.isVisible())


def _texts(part: QWidget) -> Iterator[str]:
    yield from (part.accessibleName(), part.accessibleDescription(), part.toolTip())
    match part:
        case QLabel() | QAbstractButton():
            yield part.text()
        case QLineEdit() | QPlainTextEdit():
            yield part.placeholderText()
        case QComboBox():
            yield from (part.itemText(index) for index in range(part.count()))
