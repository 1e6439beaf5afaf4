"""The history in the real window over the real engine: paused from the sidebar, chosen and removed in Settings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from exist_desktop.demo.server.faults import Fault, FaultKind
from exist_desktop.domain.history.progress import HistoryRange, HistoryState
from tests.api.memory_keyring import MemoryKeyring
from tests.app.test_settings_presenter import Scene, demo, folder, kept, scene
from tests.demo_server import DemoServer
from tests.ui.offscreen import quiet

pytestmark = quiet
__all__ = ["demo", "folder", "kept"]


async def copy_until_exist_asks_to_pause(shown: Scene) -> None:
    assert shown.engine.link is not None
    shown.engine.history.follow_choice()
    shown.demo.world.faults.add(Fault("with-values", FaultKind.STATUS, status=429, retry_after="120", skip=3))
    await shown.engine.link.schedule.copy_history()
    assert shown.bridge.status.history.state is HistoryState.WAITING


async def test_the_copy_is_paused_and_goes_on_from_the_sidebar(
    qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring
) -> None:
    async with scene(qapp, demo, folder) as shown:
        await copy_until_exist_asks_to_pause(shown)
        assert "It goes on at" in shown.texts()
        await shown.press("Pause the history")
        assert shown.chosen.history_paused
        assert "The rest is paused." in shown.texts()
        await shown.press("Go on with the history")
        assert not shown.chosen.history_paused
        assert "The rest is paused." not in shown.texts()


async def test_the_history_is_removed_after_a_question_and_not_read_again(
    qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring
) -> None:
    async with scene(qapp, demo, folder) as shown:
        await copy_until_exist_asks_to_pause(shown)
        before = (await shown.engine.history.facts()).values
        await shown.press("Remove the history from this computer")
        await shown.press("Keep it")
        assert (await shown.engine.history.facts()).values == before
        await shown.press("Remove the history from this computer")
        await shown.press("Remove it")
        facts = await shown.engine.history.facts()
        assert 0 < facts.values < before, "the last days stay"
        assert shown.engine.history.wanted is HistoryRange.NOTHING
        assert "Nothing more is read. What is here stays." in shown.texts()
        assert "Pause the history" not in {button.text() for button in shown.visible_buttons()}


async def test_a_history_that_waits_to_be_asked_for_says_so(
    qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring
) -> None:
    async with scene(qapp, demo, folder) as shown:
        await copy_until_exist_asks_to_pause(shown)
        await shown.press("Read from Exist: Only when I say so")
        assert "since Exist is read only when you say so" in shown.texts()
        assert "Pause the history" not in {button.text() for button in shown.visible_buttons()}
