"""New attributes and tags for their own sake: templates are found while a name is typed, and nothing is doubled."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.value_types import ValueType
from exist_desktop.ui.ownership.new_attribute import CreationDialog
from exist_desktop.ui.ownership.take_over import TakeOverDialog
from exist_desktop.ui.widgets.controls.combo_box import ComboBox
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from exist_desktop.ui.widgets.lists.match_list import MatchList
from tests.app.offline_window import Offline, button, offline, texts
from tests.store.notebook import FOOD
from tests.ui.offscreen import quiet

pytestmark = quiet

OFF = Attribute("pages", "Pages read", FOOD, ValueType.QUANTITY, active=False, position=11)


async def opened(shown: Offline, name: str = "") -> CreationDialog:
    shown.application.ownership.new_attribute(name)
    await shown.settle()
    return shown.dialog(CreationDialog)


def field(root: QWidget, name: str) -> QLineEdit:
    return next(one for one in root.findChildren(QLineEdit) if one.accessibleName() == name)


def offered(dialog: CreationDialog) -> list[str]:
    """The lines of the list, if it can be seen."""
    (found,) = dialog.findChildren(MatchList)
    if not found.isVisible():
        return []
    return [str(found.model().index(row, 0).data()) for row in range(found.model().rowCount())]


async def test_a_template_is_chosen_by_keyboard_and_created_with_its_first_value(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with offline(qapp, tmp_path) as shown:
        dialog = await opened(shown)
        assert has_keyboard_focus(dialog.panel.label)
        assert offered(dialog) == ["Water · Food and drink · Count · ml"]
        QTest.keyClick(dialog.panel.label, Qt.Key.Key_Down)
        QTest.keyClick(dialog.panel.label, Qt.Key.Key_Return)
        assert dialog.panel.label.text() == "Water"
        assert "From Exist's template Water: Food and drink · Count · ml." in texts(dialog)
        assert not any(one.isVisible() for one in dialog.findChildren(ComboBox)), "the template says type and group"
        field(dialog, "First value").setText("250")
        QTest.keyClick(dialog.panel.label, Qt.Key.Key_Return)
        await shown.settle()
        assert await shown.wanted() == [("create", "Water")]
        (line,) = await shown.engine.views.outbox()
        assert (line.attribute.label, line.entry.amount) == ("Water", 250)
        assert not isValid(dialog)
        shown.application.window.toasts.undo()
        await shown.settle()
        assert (await shown.wanted(), await shown.engine.views.outbox()) == ([], ())


async def test_something_of_ones_own_needs_no_first_value(qapp: QApplication, tmp_path: Path) -> None:
    async with offline(qapp, tmp_path) as shown:
        dialog = await opened(shown)
        QTest.keyClicks(dialog.panel.label, "Plants fed")
        assert offered(dialog) == []
        assert "Exist has no template like that; it will be your own." in texts(dialog)
        dialog.panel.label.setText("🪴 Plants fed")
        button(dialog, "Filled in by hand").click()
        button(dialog, "Make attribute").click()
        await shown.settle()
        (line,) = await shown.engine.views.owner_lines()
        assert (line.attribute.label, line.attribute.manual) == ("🪴 Plants fed", False)
        assert await shown.engine.views.outbox() == ()


async def test_what_there_is_already_is_offered_in_place_of_a_double(qapp: QApplication, tmp_path: Path) -> None:
    async with offline(qapp, tmp_path) as shown:
        await shown.put(OFF)
        dialog = await opened(shown)
        dialog.panel.label.setText("  pAGES   read ")
        assert "You have Pages read already. It is switched off in Exist." in texts(dialog)
        assert not button(dialog, "Make attribute").isEnabled()
        QTest.keyClick(dialog.panel.label, Qt.Key.Key_Return)
        await shown.settle()
        assert await shown.wanted() == []
        dialog.panel.label.setText("coffees")
        assert "You have Coffees already. It is filled from here." in texts(dialog)
        dialog.panel.label.setText("ste")
        assert offered(dialog) == ["Steps · Food and drink · Count · you have it"]
        dialog.panel.label.setText("Steps")
        assert "You have Steps already. Fitbit fills it." in texts(dialog)
        button(dialog, "Take it over").click()
        await shown.settle()
        assert not isValid(dialog)
        assert "Fitbit fills Steps" in texts(shown.dialog(TakeOverDialog))


async def test_the_page_opens_either(qapp: QApplication, tmp_path: Path) -> None:
    async with offline(qapp, tmp_path) as shown:
        window = shown.application.window
        window.open_page("attributes")
        await shown.settle()
        for name in ("New attribute", "New tag"):
            button(window, name).click()
            await shown.settle()
            dialog = shown.dialog(CreationDialog)
            assert dialog.windowTitle() == name
            dialog.reject()
            await shown.settle()


async def test_what_was_typed_is_there_again(qapp: QApplication, tmp_path: Path) -> None:
    async with offline(qapp, tmp_path) as shown:
        dialog = await opened(shown)
        QTest.keyClicks(dialog.panel.label, "Plants")
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        await shown.settle()
        dialog = await opened(shown)
        assert dialog.panel.label.text() == "Plants"


async def test_a_tag_is_on_for_today_if_that_is_wanted(qapp: QApplication, tmp_path: Path) -> None:
    async with offline(qapp, tmp_path) as shown:
        for name, wanted in (("sea swimming", True), ("headache", False)):
            shown.application.ownership.new_tag()
            await shown.settle()
            dialog = shown.dialog(CreationDialog)
            QTest.keyClicks(dialog.panel.label, "walk")
            assert "You have Walk already. It is filled from here." in texts(dialog)
            dialog.panel.label.setText(name)
            if not wanted:
                button(dialog, "On for today").click()
            button(dialog, "Make tag").click()
            await shown.settle()
        assert [line.attribute.label for line in await shown.engine.views.outbox()] == ["sea swimming"]
        assert await shown.wanted() == [("create", "headache"), ("create", "sea swimming")]
