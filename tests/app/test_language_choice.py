"""A language is chosen in Settings by its own name, and holds after a restart that loses nothing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.api.memory_keyring import MemoryKeyring
from tests.app.test_settings_presenter import _own_look, demo, folder, kept, scene
from tests.demo_server import DemoServer
from tests.ui.offscreen import quiet

__all__ = ["_own_look", "demo", "folder", "kept"]
pytestmark = quiet


async def test_the_window_is_started_anew_for_another_language(
    qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring
) -> None:
    async with scene(qapp, demo, folder) as shown:
        select = shown.select("Exist Desktop speaks")
        assert [select.itemText(index) for index in range(select.count())] == ["As the system", "English", "Deutsch"]
        assert "Restart now" not in [button.text() for button in shown.visible_buttons()]
        shown.choose("Exist Desktop speaks", 2)
        assert shown.chosen.language == "de"
        assert "What you have typed and what waits to be sent is kept." in shown.texts()
        await shown.press("Restart now")
        assert shown.application.to_restart
        assert shown.application.closed.is_set()


async def test_the_former_choice_needs_no_restart(
    qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring
) -> None:
    async with scene(qapp, demo, folder) as shown:
        shown.choose("Exist Desktop speaks", 2)
        shown.choose("Exist Desktop speaks", 0)
        assert "Restart now" not in [button.text() for button in shown.visible_buttons()]
        assert not shown.application.closed.is_set()
