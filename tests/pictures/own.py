"""Takes the pictures that come with the program, those of Help and those for stores: `python3 -m tests.pictures.own`.

Help has them in every language, light and dark, with two pixels for each of the window's. They have few colours, which
keeps the files small. Stores want whole windows, at most 1000 by 700.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from exist_desktop.ui.pages.history.chart.card import ChartCard
from exist_desktop.ui.pages.outbox.page import OutboxPage
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.ui.pages.welcome.page import WelcomePage
from tests.pictures.home import fill
from tests.pictures.look import Look
from tests.pictures.scenes import SCENES
from tests.pictures.stage import played
from tests.pictures.tongues import Tongue
from tests.qt_loop import qt_loop

ROOT = Path(__file__).resolve().parents[2]
OF_HELP = ROOT / "resources" / "help"
OF_STORES = ROOT / "packaging" / "pictures"
TONGUES = {"en": Tongue.ENGLISH, "de": Tongue.GERMAN}
COLOURS = 256
NARROW = Look(820)


@dataclass(frozen=True)
class Shot:
    """A part of a scene: how wide its window is, which widget is shown, and at most how much of it from its top.

    Without a width the window is as wide as it comes.
    """

    scene: str
    wide: int = 0
    part: type[QWidget] = QWidget
    high: int = 700


SHOTS = {
    "today": Shot("today/past day", 930, TodayPage, 564),
    "quick": Shot("quick/anything"),
    "client": Shot("welcome/form", 640, WelcomePage, 450),
    "owner": Shot("owner/automatic"),
    "outbox": Shot("outbox/checking and finished", 930, OutboxPage, 400),
    "history": Shot("history/steps", 930, ChartCard, 440),
}
WIDEST = 720
STORE = {"today": "today/past day", "history": "history/steps", "mood": "history/mood"}
WINDOW = QSize(1000, 700)


async def take_for_help(app: QApplication, filled: Path, folder: Path) -> None:
    """Writes each picture in each language, light and dark."""
    for language, tongue in TONGUES.items():
        place = OF_HELP / language
        place.mkdir(parents=True, exist_ok=True)
        for name, shot in SHOTS.items():
            for dark in (False, True):
                look, home = replace(NARROW, tongue=tongue, dark=dark), folder / f"{language}-{name}-{dark}"
                async with played(app, SCENES[shot.scene], look, filled, home) as (stage, window):
                    window.resize(shot.wide or window.width(), window.height())
                    await stage.settled()
                    part = window if shot.part is QWidget else window.findChild(shot.part)
                    assert isinstance(part, QWidget), f"{shot.scene} has no {shot.part.__name__}"
                    room = QRect(part.mapTo(window, QPoint()), part.size().boundedTo(QSize(WIDEST, shot.high)))
                    image = _on_window(window.grab(room).toImage(), look)
                with_few_colours(image).save(str(place / f"{name}-{'dark' if dark else 'light'}.png"), quality=0)


async def take_for_stores(app: QApplication, filled: Path, folder: Path) -> None:
    """Writes whole windows."""
    OF_STORES.mkdir(parents=True, exist_ok=True)
    for name, scene in STORE.items():
        async with played(app, SCENES[scene], NARROW, filled, folder / f"store-{name}") as (stage, window):
            window.resize(WINDOW)
            await stage.settled()
            image = _on_window(window.grab().toImage(), NARROW)
        with_few_colours(image).save(str(OF_STORES / f"{name}.png"), quality=0)


def _on_window(image: QImage, look: Look) -> QImage:
    """Returns a picture without its round corners."""
    whole = QImage(image.size(), QImage.Format.Format_RGB32)
    whole.fill(QColor(look.theme.window))
    whole.setDevicePixelRatio(image.devicePixelRatio())
    with QPainter(whole) as painter:
        painter.drawImage(0, 0, image)
    return whole


def with_few_colours(image: QImage) -> QImage:
    """Returns a picture with the colours that it has most of, each pixel in the nearest one."""
    pixels = memoryview(image.constBits()).cast("I")
    most = [colour for colour, _ in Counter(pixels).most_common(COLOURS)]
    return image.convertToFormat(QImage.Format.Format_Indexed8, most, Qt.ImageConversionFlag.AvoidDither)


async def take(app: QApplication) -> None:
    """Writes all of them."""
    with tempfile.TemporaryDirectory() as folder:
        filled = Path(folder) / "account"
        await fill(filled)
        await take_for_help(app, filled, Path(folder))
        await take_for_stores(app, filled, Path(folder))


def main() -> int:
    """Takes the pictures."""
    app = QApplication(["pictures"])
    app.setQuitOnLastWindowClosed(False)
    with qt_loop(app) as loop:
        loop.run_until_complete(take(app))
    return 0


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = "2"
    sys.exit(main())
