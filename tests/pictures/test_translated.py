"""In the pseudo-languages nothing in a window is English: every sentence goes through the catalogue, and is in it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from exist_desktop.demo.people.catalogue import GROUPS
from exist_desktop.demo.people.usual_values import NOTES
from exist_desktop.settings import LANGUAGES
from exist_desktop.words.directions import without_marks
from tests.pictures import scenes_find, scenes_history, scenes_insights, scenes_quick, scenes_relations
from tests.pictures.flaws import flaws
from tests.pictures.look import Look
from tests.pictures.said import texts_of
from tests.pictures.scenes import SCENES
from tests.pictures.stage import played
from tests.pictures.tongues import Tongue
from tests.translations import english_words
from tests.ui.offscreen import quiet

pytestmark = quiet
AS_WRITTEN = (
    *(line for note in (*NOTES, *scenes_find.NOTES) for line in note.split("\n")),
    *("Rain through the day.", "Mostly cloudy.", "Partly cloudy in the afternoon.", "Clear throughout the day."),
    *("A house with more rooms", "By the river, where the path turns away from the water and the old mill stands"),
    *(scenes_quick.LONG_WORDS, scenes_history.LONG_LABEL, " ".join(scenes_history.LONG_LABEL.split())),
    "Long walk by the river, then wrote for two hours, with the dog asleep",
    "Invalid value for type",
    "Value could not be saved",
    "https://exist.io",
    "Facebook comments",
    "Never read",
    "Wolkenkuckucksheim" * 6,
    "Australia/Melbourne",
    *("daylio_export_2026_11_20.csv", "Loop Habits CSV 2026-11-19.zip", "Essen mit Freunden", "Zu Hause"),
    *LANGUAGES.values(),
    *(f"A walk, the {index}th of many." for index in range(30)),
    *(sentence.strip() for *_, sentence in scenes_insights.SENTENCES),
    *(sentence.strip() for sentence in scenes_relations.SENTENCES),
)
"""What people, Exist and the system have written: notes, errors, addresses, labels, zones, languages by their names."""
WORDS_AS_WRITTEN = {
    *("josh", "kcal", "Melbourne", "cofeees", "better", "tea", "slept", "badly", "walk", "Long", "Coffees", "Food"),
    *("many", "between", "two", "poplars", "Oura", "Withings", "Fitbit", "xyz", "hrvatski", "polski"),
    *("Stimmung", "Gut", "Ok", "Schlaf", "Notiz", "Regen", "Super", "Prima", "Spaziergang", "Meditation"),
}
LABELS_AS_WRITTEN = {"Health", *(group.label for group in GROUPS.values())}
"""Labels of Exist, where they are all of a text."""
NARROWEST = Look(360, Tongue.FROM_RIGHT, dark=True, text=2)
"""Where most goes wrong: long words from the right, in large letters, on a narrow window."""
ONE_OF_EACH = set({name.partition("/")[0]: name for name in SCENES}.values())
"""The scenes that a usual run shows wide and from the left, too; `--long` shows all."""


@pytest.mark.parametrize("name", SCENES)
async def test_narrow_in_large_letters_from_the_right_everything_fits_and_nothing_is_untranslated(
    name: str, qapp: QApplication, account: Path, tmp_path: Path
) -> None:
    said = await _said(name, NARROWEST, qapp, account, tmp_path)
    assert {text for text in said if _untranslated(text)} == set()
    assert qapp.layoutDirection() is not Tongue.FROM_RIGHT.direction, "a look ends with its scene"


@pytest.mark.parametrize("name", SCENES)
async def test_nothing_in_a_window_is_untranslated(
    name: str, qapp: QApplication, account: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if name not in ONE_OF_EACH and not request.config.getoption("--long"):
        pytest.skip("with --long")
    said = await _said(name, Look(tongue=Tongue.PSEUDO), qapp, account, tmp_path)
    assert {text for text in said if _untranslated(text)} == set()


async def _said(name: str, look: Look, qapp: QApplication, account: Path, folder: Path) -> set[str]:
    """Returns every text of a scene, in which nothing is cut. Names for drivers have no marks of direction."""
    async with played(qapp, SCENES[name], look, account, folder / "home") as (_, window):
        parts = list(_shown(window))
        named = {text for part in parts for text in (part.accessibleName(), part.accessibleDescription())}
        assert {text for text in named if without_marks(text) != text} == set()
        assert flaws(window) == []
        return {text for part in parts for text in texts_of(part)}


def _untranslated(text: str) -> bool:
    """Whether a text has words of English that nobody but the program can have written."""
    if text in LABELS_AS_WRITTEN:
        return False
    for written in sorted(AS_WRITTEN, key=len, reverse=True):
        text = text.replace(written, "").replace(escape(written, quote=False), "")
    return bool(set(english_words(without_marks(text))) - WORDS_AS_WRITTEN)


def _shown(window: QWidget) -> Iterator[QWidget]:
    yield from (part for part in (window, *window.findChildren(QWidget)) if part.isVisible())
