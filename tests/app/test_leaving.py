"""Who signs out, or removes everything, can give back first what is filled from here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from exist_desktop.domain.ownership.record import Outlook, Successor
from exist_desktop.store.reading.attribute_list import AttributeRow
from exist_desktop.ui.pages.settings.account import AccountSection
from tests.api.memory_keyring import MemoryKeyring
from tests.app.offline_window import LANGUAGE, texts
from tests.app.test_settings_presenter import Scene, demo, folder, kept, scene
from tests.demo_server import DemoServer
from tests.ui.made_tiles import COFFEES, FITBIT, STEPS, WATER
from tests.ui.offscreen import quiet

pytestmark = quiet
__all__ = ["demo", "folder", "kept"]


def offer(shown: Scene) -> QCheckBox:
    boxes = shown.application.window.findChildren(QCheckBox)
    return next(box for box in boxes if box.isVisible() and box.text().startswith("Give back first: "))


async def test_what_is_filled_from_here_is_given_back_before_signing_out_if_that_is_wanted(
    qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring
) -> None:
    demo.set_owner("josh", "coffees", None)
    async with scene(qapp, demo, folder) as shown:
        assert shown.engine.link is not None
        await shown.add_coffee()
        await shown.engine.link.schedule.sync()
        assert demo.world.attribute("josh", "coffees").owner == demo.service
        await shown.press("Sign out…")
        box = offer(shown)
        assert "Coffees" in box.text()
        assert not box.isChecked(), "nothing is given back unasked"
        assert "Nobody else fills" not in shown.texts()
        box.click()
        await shown.press("Sign out")
        assert kept.items == {}
        assert demo.world.attribute("josh", "coffees").owner == "exist_for_android"
        assert not any(row.ours for row in await shown.engine.owners.attributes())


def test_what_nobody_else_fills_is_named_before(qtbot: QtBot) -> None:
    account = AccountSection(LANGUAGE)
    qtbot.addWidget(account)
    account.show()
    rows = [AttributeRow(made, None, Successor(Outlook.HIDDEN)) for made in (COFFEES, WATER)]
    account.ask_to_sign_out(0, [*rows, AttributeRow(STEPS, None, Successor(Outlook.NAMED, (FITBIT,)))])
    said = texts(account)
    assert "Nobody else fills Coffees and Water: they become inactive and are hidden in Exist." in said


async def test_nothing_is_removed_while_something_could_not_be_given_back(
    qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring
) -> None:
    demo.set_owner("josh", "coffees", None)
    demo.world.attribute("josh", "coffees").active = True
    async with scene(qapp, demo, folder) as shown:
        assert shown.engine.link is not None
        await shown.add_coffee()
        await shown.engine.link.schedule.sync()
        await shown.press("Remove everything from this computer…")
        offer(shown).click()
        await shown.engine.disconnect()  # Exist cannot be reached any more
        await shown.press("Remove everything and quit")
        assert "Not everything could be given back." in shown.texts()
        assert "Coffees is still filled from here." in shown.texts()
        assert not shown.application.to_remove
        assert kept.items
        await shown.press("Remove everything and quit")
        assert shown.application.to_remove
