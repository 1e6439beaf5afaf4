"""Today in the desktop's menu opens the present day, whatever the window was last left at."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from exist_desktop.ipc.protocol import Request
from tests.app.test_quick_entry_undo import opened
from tests.ui.offscreen import quiet

pytestmark = [quiet, pytest.mark.no_qt_log]  # this platform does not raise windows, and says so


async def test_it_opens_the_present_day(qapp: QApplication, tmp_path: Path) -> None:
    async with opened(qapp, tmp_path / "data") as made:
        window, pages = made.application.window, list[str]()
        window.page_opened.connect(pages.append)
        today = made.today.day
        made.today.go_to(today.replace(year=today.year - 1))
        window.open_page("settings")
        await made.application.request_handler.handle(Request.TODAY, "")
        await made.settled()
        assert pages == ["settings", "today"]
        assert made.today.day == today
        assert window.isVisible()


async def test_welcome_stays_until_somebody_has_signed_in(qapp: QApplication, tmp_path: Path) -> None:
    async with opened(qapp, tmp_path / "data") as made:
        window, pages = made.application.window, list[str]()
        window.show_welcome()
        window.page_opened.connect(pages.append)
        await made.application.request_handler.handle(Request.TODAY, "")
        assert pages == []
        assert window.isVisible()
