"""Taking over with Exist at hand: newer days are read into the question, and the first own value is told afterwards."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from exist_desktop.app.presenters.ownership.outcomes import OwnerOutcomes
from exist_desktop.domain.commands import Key, SetValue
from exist_desktop.ui.ownership.take_over import TakeOverDialog
from tests.api.memory_keyring import MemoryKeyring
from tests.app.offline_window import texts
from tests.app.test_settings_presenter import demo, folder, kept, scene
from tests.demo_server import DemoServer
from tests.ui.offscreen import quiet

pytestmark = quiet
__all__ = ["demo", "folder", "kept"]


async def test_newer_days_are_read_first_and_the_first_own_value_is_told_after(
    qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring
) -> None:
    today = demo.today()
    demo.set_owner("josh", "coffees", "oura")
    async with scene(qapp, demo, folder) as shown:
        assert shown.engine.link is not None
        OwnerOutcomes(shown.application.runtime, shown.application.ownership)
        await shown.bridge.stop()
        demo.edit("josh", "coffees", today, 17)
        shown.application.ownership.take_over(["coffees"])
        await shown.bridge.stop()
        (dialog,) = shown.application.window.findChildren(TakeOverDialog)
        assert "The last one is 17, on" in texts(dialog)
        assert "As read at" in texts(dialog)

        dialog.take_over.click()
        await shown.bridge.stop()
        await shown.engine.link.schedule.sync()
        await shown.engine.journal.save(SetValue(Key("coffees", today), 4))
        await shown.engine.link.schedule.sync()
        await shown.bridge.stop()
        shown.application.window.toasts.close_message()  # what was saved is told first
        said = shown.texts()
        assert "Coffees. First from here: 4 on" in said
        assert "The last one before:" in said
