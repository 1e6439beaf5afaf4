"""Scenes of the gallery fit: nothing is cut, hidden, faint, out of reach or without a name.

`test_translated` looks at every scene on the narrowest window, where most goes wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from exist_desktop.ui import theme
from tests.pictures.flaws import LEAST_CONTRAST, contrast, flaws
from tests.pictures.look import Look
from tests.pictures.scenes import SCENES
from tests.pictures.stage import played
from tests.pictures.tongues import Tongue
from tests.ui.offscreen import quiet

pytestmark = quiet
MORE_CONTRAST = 7.0
"""What WCAG's stricter level asks for text."""
LEAST_OF_MARKS = 3.0
"""What it asks for what is no text."""
TRANSLATED = Look(360, Tongue.GERMAN)
"""The words that a translator has chosen."""
CLEAR = Look(dark=True, clearer=True)
"""A palette in which a colour that somebody has fixed would be seen least."""
ONE_OF_EACH = set({name.partition("/")[0]: name for name in SCENES}.values())
"""The scenes of a usual run; `--long` shows all."""


@pytest.mark.parametrize("look", [Look(), TRANSLATED, CLEAR], ids=str)
@pytest.mark.parametrize("name", SCENES)
async def test_every_scene_fits(
    name: str, look: Look, qapp: QApplication, account: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if name not in ONE_OF_EACH and not request.config.getoption("--long"):
        pytest.skip("with --long")
    async with played(qapp, SCENES[name], look, account, tmp_path / "home") as (_, window):
        assert flaws(window) == []


USUAL = {"light": theme.LIGHT, "dark": theme.DARK}
MORE = {"light, more contrast": theme.LIGHT_CONTRAST, "dark, more contrast": theme.DARK_CONTRAST}


def faint(pairs: Iterable[tuple[str, str]], least: float) -> list[tuple[str, str]]:
    """The colours that do not stand out from the surface beside them."""
    return [pair for pair in pairs if contrast(*map(QColor, pair)) < least]


def surfaces_of_texts(shown: theme.Theme) -> Iterator[tuple[str, str]]:
    yield from product([shown.text], [shown.window, shown.sidebar, shown.card, shown.selected])
    yield from product([shown.muted], [shown.window, shown.sidebar, shown.card])
    yield from product([shown.danger], [shown.card, shown.window])
    yield from product([shown.accent], [shown.card, shown.window, shown.selected])
    yield from product([shown.on_toast], [shown.toast, shown.card, shown.window])
    yield shown.on_accent, shown.accent


@pytest.mark.parametrize(
    ("shown", "least"),
    [*((one, LEAST_CONTRAST) for one in USUAL.values()), *((one, MORE_CONTRAST) for one in MORE.values())],
    ids=[*USUAL, *MORE],
)
def test_the_colours_of_texts_stand_out_from_every_surface_that_they_stand_on(shown: theme.Theme, least: float) -> None:
    assert faint(surfaces_of_texts(shown), least) == []


@pytest.mark.parametrize("shown", [*USUAL.values(), *MORE.values()], ids=[*USUAL, *MORE])
def test_bars_lines_dots_edges_of_fields_and_the_focus_stand_out_from_their_surface(shown: theme.Theme) -> None:
    marks = [shown.accent, shown.field, *shown.groups]
    assert faint(product(marks, [shown.card, shown.window]), LEAST_OF_MARKS) == []


@pytest.mark.parametrize("shown", [*USUAL.values(), *MORE.values()], ids=[*USUAL, *MORE])
def test_faces_stand_out_from_a_card_and_their_features_from_their_colour(shown: theme.Theme) -> None:
    fills = [QColor(mood) for mood in shown.moods]
    assert faint([(theme.edge_of(fill, shown).name(), shown.card) for fill in fills], LEAST_OF_MARKS) == []
    assert faint([(theme.features_on(fill).name(), fill.name()) for fill in fills], LEAST_OF_MARKS) == []


@pytest.mark.parametrize("shown", MORE.values(), ids=MORE)
def test_who_asks_for_more_contrast_gets_edges_and_faces_that_stand_out(shown: theme.Theme) -> None:
    assert faint(product([shown.border, shown.track, *shown.moods], [shown.card, shown.window]), LEAST_OF_MARKS) == []
