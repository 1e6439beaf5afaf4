"""Every scene of the gallery fits: nothing is cut, hidden, faint, out of reach or without a name."""

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
NARROWEST = Look(360, Tongue.FROM_RIGHT, dark=True, text=2)
"""Where most goes wrong: long words from the right, in large letters, on a narrow window."""
TRANSLATED = Look(360, Tongue.GERMAN)
"""The words that a translator has chosen."""
ONE_OF_EACH = set({name.partition("/")[0]: name for name in SCENES}.values())
"""The scenes that a usual run shows in German and in a wide window; `--long` shows all. `test_translated` looks at all
scenes in a wide window too, in longer words."""


@pytest.mark.parametrize("look", [NARROWEST, Look(), TRANSLATED], ids=str)
@pytest.mark.parametrize("name", SCENES)
async def test_every_scene_fits(
    name: str, look: Look, qapp: QApplication, account: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if look != NARROWEST and name not in ONE_OF_EACH and not request.config.getoption("--long"):
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
