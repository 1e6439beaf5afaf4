"""Scenes of the gallery fit: nothing is cut, hidden, faint, out of reach or without a name.

`test_translated` looks at every scene on the narrowest window, where most goes wrong.
"""

from __future__ import annotations

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
TRANSLATED = Look(360, Tongue.GERMAN)
"""The words that a translator has chosen."""
ONE_OF_EACH = set({name.partition("/")[0]: name for name in SCENES}.values())
"""The scenes of a usual run; `--long` shows all."""


@pytest.mark.parametrize("look", [Look(), TRANSLATED], ids=str)
@pytest.mark.parametrize("name", SCENES)
async def test_every_scene_fits(
    name: str, look: Look, qapp: QApplication, account: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if name not in ONE_OF_EACH and not request.config.getoption("--long"):
        pytest.skip("with --long")
    async with played(qapp, SCENES[name], look, account, tmp_path / "home") as (_, window):
        assert flaws(window) == []


@pytest.mark.parametrize("shown", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_the_colours_of_texts_stand_out_from_every_surface_that_they_stand_on(shown: theme.Theme) -> None:
    pairs = {
        "text": (shown.text, (shown.window, shown.sidebar, shown.card, shown.selected)),
        "muted": (shown.muted, (shown.window, shown.sidebar, shown.card)),
        "danger": (shown.danger, (shown.card, shown.window)),
        "accent": (shown.accent, (shown.card, shown.window, shown.selected)),
        "on accent": (shown.on_accent, (shown.accent,)),
        "on notice": (shown.on_toast, (shown.toast, shown.card, shown.window)),
    }
    faint = [
        f"{name} {text} on {surface}"
        for name, (text, surfaces) in pairs.items()
        for surface in surfaces
        if contrast(QColor(text), QColor(surface)) < LEAST_CONTRAST
    ]
    assert faint == []
