"""On a small screen with everything at twice its size the window still lies inside the screen."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.patience import PATIENCE

SCRIPT = """
from datetime import UTC
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.windows.main_window import MainWindow
from tests.ui.made_tiles import LANGUAGE
from tests.ui.set_time import SetTime
room = app.primaryScreen().availableSize()
assert room.height() < 480, room
for geometry in (b"", bytes(saved) if (saved := globals().get("left")) else b""):
    window = MainWindow(Bridge(), LANGUAGE, SetTime(float), geometry=geometry)
    for name in ("today", "outbox", "settings"):
        window.add_page(name, name.title(), QWidget())
    window.show()
    app.processEvents()
    assert window.width() <= room.width() and window.height() <= room.height(), (window.size(), room)
    left = window.saveGeometry()
"""


def test_the_least_size_yields_to_the_screen() -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "2"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, done.stderr
