"""Today is painted before anything that needs the network or the keyring is loaded, and with what the disk has."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

from exist_desktop.demo.server.thread import DemoServer
from exist_desktop.engine import Engine
from exist_desktop.settings import Setup
from tests.daylight import people_by_day
from tests.patience import PATIENCE

LATE_OF_OURS = {
    *("exist_desktop.connection", "exist_desktop.api.client", "exist_desktop.sync.worker", "exist_desktop.cli.main"),
    *("exist_desktop.cli.acts.show", "exist_desktop.ui.pages.welcome.page", "exist_desktop.ui.pages.outbox.page"),
    *(
        "exist_desktop.ui.pages.settings.page",
        "exist_desktop.ui.quick_entry.window",
        "exist_desktop.app.presenters.reminders",
    ),
    *(
        "exist_desktop.domain.reminders",
        "exist_desktop.domain.statistics.correlations",
        "exist_desktop.domain.statistics.memories",
    ),
    *(
        "exist_desktop.domain.parsing.quick_line",
        "exist_desktop.words.pages.quick_entry",
        "exist_desktop.ui.ownership.take_over",
    ),
    *("exist_desktop.ui.editors.editor", "exist_desktop.ui.editors.create_panel", "exist_desktop.ui.editors.answers"),
    *(
        "exist_desktop.ui.pages.today.head.calendar",
        "exist_desktop.ui.widgets.month",
        "exist_desktop.ui.windows.toast_window",
    ),
    *(
        "exist_desktop.domain.parsing.clock_times",
        "exist_desktop.domain.parsing.line_parser",
        "exist_desktop.words.saved",
    ),
    *("exist_desktop.ui.pages.find.page", "exist_desktop.store.reading.find", "exist_desktop.words.pages.find"),
    *("exist_desktop.domain.text.search", "exist_desktop.domain.text.fold"),
    *("PySide6.QtNetwork", "PySide6.QtDBus", "desktop_notifier", "dbus_fast"),
}
"""What no first paint needs; the start takes as much longer as each of these takes to load."""
OPEN_AND_LOOK = """
import json, linecache, sys
opened = []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)
from pathlib import Path
from exist_desktop.app.start import import_plainly
import qasync
from PySide6.QtWidgets import QApplication
import_plainly()
from exist_desktop.app.first_paint import FirstPaint
from exist_desktop.app.desktop.language import language
from exist_desktop.app.application import Application
from exist_desktop.engine import Engine
from exist_desktop.settings import Setup
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.widgets.tiles.tile import TileButton

async def main():
    engine = Engine(Setup(sys.argv[1], Path(sys.argv[2])))
    await engine.open()
    desk = Application(app, engine, Bridge(), language())
    await desk.show()
    await FirstPaint(desk.window).happened.wait()
    tiles = [tile.accessibleName() for tile in desk.window.findChildren(TileButton) if tile.isVisible()]
    catalogues = [name for name in opened if name.endswith((".mo", ".po", ".qm"))]
    print(json.dumps({
        "tiles": tiles, "loaded": sorted(sys.modules), "read": list(linecache.cache), "catalogues": catalogues
    }))
    await desk.stop()
    await engine.close()

app = QApplication([])
app.setQuitOnLastWindowClosed(False)
qasync.run(main())
"""


async def read_everything(server: DemoServer, folder: Path) -> None:
    engine = Engine(Setup(server.base_url, folder, token=server.token("josh")))
    await engine.open()
    await engine.connect()
    assert engine.link is not None
    await engine.link.schedule.sync()
    await engine.close()


def test_today_is_there_before_the_network_is_thought_of(tmp_path: Path) -> None:
    with DemoServer(people=people_by_day()) as server:
        asyncio.run(read_everything(server, tmp_path))
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = (sys.executable, "-W", "error", "-c", OPEN_AND_LOOK, server.base_url, str(tmp_path))
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert any(tile.startswith("Steps: ") for tile in seen["tiles"])
    late = {"httpx", "httpcore", "keyring", "certifi", "h11", "starlette", "uvicorn", "numpy"}
    assert sorted((late | LATE_OF_OURS) & set(seen["loaded"])) == []
    assert seen["catalogues"] == []  # in English
    assert [source for source in seen["read"] if "exist_desktop" in source] == []  # for a feature of Qt, not used here
