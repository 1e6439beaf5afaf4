"""In English the names by which other programs find things stay as they are; the tests themselves use objectNames.

The names of pages, faces, editors and buttons are part of what the program promises: scripts of screen readers, tests
from outside and people's habits hang on them.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import exist_desktop
from exist_desktop.domain.attributes import Attribute, Group, Service
from exist_desktop.domain.value_types import ValueType
from exist_desktop.ui.ownership.take_over import TakeOverDialog
from exist_desktop.ui.pages.welcome.page import WelcomePage
from exist_desktop.words.pages.sign_in import SignInWords
from tests.api.memory_keyring import MemoryKeyring
from tests.app.test_settings_presenter import LANGUAGE, Scene, demo, folder, kept, scene
from tests.demo_server import DemoServer
from tests.ui.offscreen import quiet

pytestmark = quiet
__all__ = ["demo", "folder", "kept"]
SOURCE = Path(exist_desktop.__file__).parent
TABLE = Path(__file__).parents[1] / "README.md"
NAVIGATION = {"Today", "History", "Insights", "Relations", "Attributes", "Outbox", "Settings"}
ON_A_PAGE = {
    "today": {
        *(f"Mood {step}" for step in range(1, 6)),
        *("Mood note", "Previous day", "Next day", "Add 1 to Coffees"),
    },
    "history": {
        "Attribute",
        "Week",
        "Month",
        "Four months",
        "Year",
        "All",
        "Show as table",
        "Copy picture",
        "Compare two",
    },
    "find": {"Find text"},
    "insights": {
        *("All insights", "Real time", "Day insights", "Week insights", "Month insights"),
        *("Last week in words", "Previous week", "Next week", "Print this week"),
    },
    "relations": {"Computed here", "From Exist", "Attribute", "Strong", "Certain", "Compare two"},
    "attributes": {
        *("New attribute", "New tag", "Find an attribute", "Coffees, filled by nobody", "Fill Coffees from here"),
    },
    "outbox": {"Send now"},
}


WELCOME = {"Client ID", "Client secret", "Redirect address", "Sign in with Exist", "Developer token", "Use token"}
SIGNING_IN = {"Paste address", "This is me", "Not me"}


def names(shown: Scene) -> set[str]:
    """What is called by a name in the window."""
    return names_in(shown.application.window)


def names_in(window: QWidget) -> set[str]:
    """What a screen reader calls the visible widgets: their accessible names, else the texts on them."""
    visible = [one for one in window.findChildren(QWidget) if one.isVisible()]
    return {one.accessibleName() or str(one.property("text") or "") for one in visible}


@pytest.mark.parametrize("page", ON_A_PAGE)
async def test_what_is_on_a_page_is_called_as_ever(
    page: str, qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring
) -> None:
    async with scene(qapp, demo, folder) as shown:
        shown.application.window.open_page(page)
        await shown.bridge.stop()
        found = names(shown)
        assert found >= NAVIGATION
        assert ON_A_PAGE[page] - found == set()


async def test_a_tile_is_called_by_its_label_and_value(
    qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring
) -> None:
    async with scene(qapp, demo, folder) as shown:
        shown.application.window.open_page("today")
        await shown.bridge.stop()
        assert [name for name in names(shown) if re.fullmatch(r"Coffees: (\d+|none)", name)]


async def test_an_editor_and_the_way_back_to_today_are_called_as_ever(
    qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring
) -> None:
    async with scene(qapp, demo, folder) as shown:
        shown.application.window.open_page("today")
        await shown.press("Previous day")
        assert "Go to today" in names(shown)
        await shown.press("Go to today")
        tile = next(one for one in shown.visible_buttons() if one.accessibleName().startswith("Coffees: "))
        tile.click()
        await shown.bridge.stop()
        assert "Save Coffees" in names(shown)


def test_welcome_is_called_as_ever(qtbot: QtBot) -> None:
    page = WelcomePage(LANGUAGE, SignInWords(LANGUAGE).permissions())
    qtbot.addWidget(page)
    page.show()
    assert {*WELCOME, "Try the demo"} - names_in(page) == set()
    page.show_waiting("https://exist.test/oauth2/authorize")
    waiting = names_in(page)
    page.show_question("josh")
    assert SIGNING_IN - waiting - names_in(page) == set()


def test_the_question_who_fills_an_attribute_is_called_as_ever(qtbot: QtBot) -> None:
    steps = Attribute("steps", "Steps", Group("activity", "Activity", 2), ValueType.QUANTITY, service=Service("f", "F"))
    dialog = TakeOverDialog(LANGUAGE, steps)
    qtbot.addWidget(dialog)
    dialog.show()
    assert {"Take over", "Not now"} - names_in(dialog) == set()


def test_every_object_name_is_in_the_table_for_those_who_write_tests() -> None:
    given = {
        name
        for path in SOURCE.rglob("*.py")
        for name in re.findall(r'setObjectName\("(\w+)"\)', path.read_text(encoding="utf-8"))
    }
    assert given
    listed = set(re.findall(r"`(\w+)`", TABLE.read_text(encoding="utf-8").partition("## Names to hold on to")[2]))
    assert given - listed == set()
