"""A person who moves by Tab alone sees on every page where they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from exist_desktop.ui.editors.panel import Panel
from tests.pictures.flaws import name_of, shown, stops
from tests.pictures.gallery import TALLEST
from tests.pictures.look import Look
from tests.pictures.scenes import SCENES
from tests.pictures.stage import Stage, played
from tests.ui.offscreen import quiet

pytestmark = quiet
FIRST_OF_EACH = set({name.partition("/")[0]: name for name in reversed(SCENES)}.values())
"""A scene of each page and dialog."""
OTHER_CONTROLS = {
    *("today/arranging", "today/calendar", "today/editor count", "today/editor scale", "today/explanation"),
    *("today/tag grid", "find/filters", "history/table", "history/pauses", "outbox/correction", "owner/new"),
    *("relations/open", "insights/week", "settings/your data", "welcome/more permissions", "keys/whole"),
}
"""Further ones, with controls that these have not."""
AROUND = 5
"""How far beside a control its ring may be, in pixels."""


@pytest.mark.parametrize("name", sorted(FIRST_OF_EACH | OTHER_CONTROLS))
async def test_the_control_with_the_focus_looks_unlike_the_others(
    name: str, qapp: QApplication, account: Path, tmp_path: Path
) -> None:
    async with played(qapp, SCENES[name], Look(dark=True), account, tmp_path / "home") as (stage, window):
        window.resize(window.width(), TALLEST)  # nothing has to be scrolled to
        window.activateWindow()
        await stage.settled()
        seen = [widget for widget in stops(shown(window)) if _is_in_sight(widget, window)]
        assert seen
        assert [name_of(widget) for widget in seen if not await _is_marked(stage, window, widget)] == []


async def _is_marked(stage: Stage, window: QWidget, widget: QWidget) -> bool:
    if (focused := QApplication.focusWidget()) is not None:
        focused.clearFocus()
    without = await _picture(stage, window, widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    assert widget.hasFocus(), f"{name_of(widget)} does not take the focus"
    return await _picture(stage, window, widget) != without


async def _picture(stage: Stage, window: QWidget, widget: QWidget) -> QImage:
    await stage.settled()
    return window.grab(_place(widget, window).adjusted(-AROUND, -AROUND, AROUND, AROUND)).toImage()


def _is_in_sight(widget: QWidget, window: QWidget) -> bool:
    """Whether a person sees it: what is below an open editor is passed over by Tab, too."""
    panels = [panel for panel in window.findChildren(Panel) if panel.isVisible() and not panel.isAncestorOf(widget)]
    place = _place(widget, window)
    return window.rect().contains(place) and not any(_place(panel, window).contains(place) for panel in panels)


def _place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint()), widget.size())
