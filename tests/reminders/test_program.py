"""The whole program reminds: of a time that was missed while it did not run, over the desktop's service or the tray."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from exist_desktop import settings
from exist_desktop.domain.reminders import Reminder
from exist_desktop.engine import Engine
from exist_desktop.store import meta
from tests.e2e.server import Server
from tests.e2e.window import Window
from tests.reminders.notification_service import NotificationService
from tests.tray.watcher import Watcher
from tests.virtual_desktop.waiting import until

pytestmark = pytest.mark.virtual_desktop


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with Server(tmp_path) as running:
        running.control("POST", "owner", user="josh", attribute="mood", service="client")
        asyncio.run(leave_an_hour_ago(running, tmp_path / "data"))
        yield running


async def leave_an_hour_ago(server: Server, folder: Path) -> None:
    """The program ran an hour ago for the last time, and a reminder's time came a minute ago."""
    engine = Engine(settings.Setup(server.base_url, folder, token=server.tokens["josh"]))
    await engine.open()
    await engine.connect()
    assert engine.link is not None
    await engine.link.schedule.sync()
    now = datetime.now().astimezone()
    minute = (now.hour * 60 + now.minute - 1) % (24 * 60)
    seen = json.dumps({"seen": now.timestamp() - 3_600, "hushed": {}})
    engine.preferences.change(reminders=(Reminder(minute),), night_begins=0, night_ends=0)
    await engine.store.write(meta.COMPUTER, lambda tx: meta.put(tx, "reminders", seen))
    await engine.close()


@pytest.fixture
def service() -> Iterator[NotificationService]:
    with NotificationService() as running:
        yield running


def test_a_button_of_the_notification_puts_the_mood_into_exist(
    service: NotificationService, server: Server, tmp_path: Path
) -> None:
    with Window(server, tmp_path, EXIST_DESKTOP_TOKEN=server.tokens["josh"]) as window:
        asked = until(lambda: service.shown, "nothing was asked")[0]
        assert asked["title"] == "How is today?"
        service.press(asked, "4")
        until(lambda: server.value("mood", server.today()) == 4, "the mood never came")
        assert window.close() == 0


def test_without_a_service_the_tray_asks_until_it_is_answered(server: Server, tmp_path: Path) -> None:
    with Watcher() as tray, Window(server, tmp_path, EXIST_DESKTOP_TOKEN=server.tokens["josh"]):
        icon = tray.wait_for_icon()
        until(lambda: tray.look(icon)["tip"].startswith("How is today?"), "the tray does not ask")
        tray.choose(icon, "2 · Low")
        fresh = tray.wait_for_icon(2)
        until(lambda: tray.look(fresh)["tip"].startswith("Exist Desktop\nMood 2 · Low"), "the tray still asks")
