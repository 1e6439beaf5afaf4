"""The page Attributes in the real window over the engine: what is wanted there is asked about, saved, and shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QAbstractButton, QApplication

from exist_desktop.domain.attributes import Service
from exist_desktop.domain.value_types import ValueType
from exist_desktop.journal.owner_journal import CustomAttribute
from exist_desktop.ui.ownership.changes import ChangesDialog
from exist_desktop.ui.ownership.give_back import GiveBackDialog
from exist_desktop.ui.ownership.take_over import TakeOverDialog
from exist_desktop.ui.pages.attributes.page import AttributesPage
from exist_desktop.ui.pages.history.page import HistoryPage
from exist_desktop.ui.pages.outbox.page import OutboxPage
from tests.app.offline_window import Offline, button, offline, texts
from tests.store.notebook import ATTRIBUTES
from tests.ui.offscreen import quiet
from tests.ui.parts import part

pytestmark = quiet
COFFEES, WEIGHT = (one for one in ATTRIBUTES if one.name in ("coffees", "weight"))


async def opened(shown: Offline) -> AttributesPage:
    shown.application.window.open_page("attributes")
    await shown.settle()
    return part(shown.application.window, AttributesPage)


def beside(page: AttributesPage, label: str) -> str:
    """What is said about who fills an attribute."""
    texts = [row.text_shown for row in page.list.rows() if row.text_shown is not None]
    return next(text.beside for text in texts if text.attribute.label == label)


async def test_acts_of_a_row_are_asked_about_saved_and_undone(qapp: QApplication, tmp_path: Path) -> None:
    async with offline(qapp, tmp_path) as shown:
        page = await opened(shown)
        button(page, "Take over Steps").click()
        await shown.settle()
        shown.dialog(TakeOverDialog).take_over.click()
        await shown.settle()
        assert await shown.wanted() == [("take-over", "Steps")]
        assert beside(page, "Steps").startswith("Take over · Waiting")
        button(page, "Undo what is wanted of Steps").click()
        await shown.settle()
        assert await shown.wanted() == []
        button(page, "Give back Coffees").click()
        await shown.settle()
        shown.dialog(GiveBackDialog).accept()
        await shown.settle()
        assert await shown.wanted() == [("give-back", "Coffees")]


async def test_a_new_one_waits_in_the_list(qapp: QApplication, tmp_path: Path) -> None:
    async with offline(qapp, tmp_path) as shown:
        page = await opened(shown)
        await shown.engine.journal.create(CustomAttribute("🪴 Plants", COFFEES.group, ValueType.QUANTITY))
        await shown.settle()
        assert beside(page, "🪴 Plants").startswith("Create · Waiting")
        assert "🪴 Plants, filled by nobody" in [row.accessibleName() for row in page.list.rows()]
        button(page, "Undo what is wanted of 🪴 Plants").click()
        await shown.settle()
        assert await shown.wanted() == []


async def test_a_lost_attribute_is_marked_in_its_row(qapp: QApplication, tmp_path: Path) -> None:
    async with offline(qapp, tmp_path) as shown:
        page = await opened(shown)
        await shown.read(replace(COFFEES, owned=False, service=Service("oura", "Oura")))
        assert beside(page, "Coffees") == "lost, was filled from here"
        assert button(page, "Take over Coffees").isEnabled()


async def test_who_filled_what_is_told_for_all_with_undo_of_the_last_of_each(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with offline(qapp, tmp_path) as shown:
        page = await opened(shown)
        oura, fitbit = Service("oura", "Oura"), Service("fitbit", "Fitbit")
        await shown.read(replace(COFFEES, owned=False, service=oura))
        await shown.read(replace(COFFEES, owned=False, service=fitbit))
        await shown.read(replace(WEIGHT, owned=False, service=oura))
        button(page, "Who filled what").click()
        await shown.settle()
        dialog = shown.dialog(ChangesDialog)
        said = texts(dialog)
        assert said.index("Weight: Lost; now Oura fills it") < said.index("Coffees: Changed elsewhere")
        undoing = [
            one.accessibleName() for one in dialog.findChildren(QAbstractButton) if "Undo" in one.accessibleName()
        ]
        assert undoing == ["Undo: Weight: Lost; now Oura fills it"], "what happened before the last change is past"


@pytest.mark.parametrize(("act", "kind"), [("history_wanted", HistoryPage), ("outbox_wanted", OutboxPage)])
async def test_the_ways_from_a_row_lead_to_other_pages(
    act: str, kind: type[HistoryPage | OutboxPage], qapp: QApplication, tmp_path: Path
) -> None:
    async with offline(qapp, tmp_path) as shown:
        page = await opened(shown)
        wanted = getattr(page, act)
        wanted.emit(*(["coffees"] if act == "history_wanted" else []))
        await shown.settle()
        assert part(shown.application.window, kind).isVisible()
        page.changes_wanted.emit("coffees")
        await shown.settle()
        assert shown.dialog(ChangesDialog).isVisible()
