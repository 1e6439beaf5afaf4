"""One run of the window, from the first line to the last: what is started here is stopped here, in reverse."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from exist_desktop.app import demo as demos
from exist_desktop.app.language import language
from exist_desktop.app.log import kept_log
from exist_desktop.app.removal import remove
from exist_desktop.app.second_start import show_window
from exist_desktop.errors import NotPossible, NotSaved, Obstacle
from exist_desktop.settings import Setup
from exist_desktop.words.troubles import Troubles

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

NAME = "exist-desktop"


def run_window(setup: Setup, *, demo: bool) -> int:
    """Opens the window and runs until it is closed; the exit code. A second start brings the first to the front."""
    if not _has_screen():
        return _tell(NotPossible(Obstacle.NO_SCREEN))
    if not demo:
        return 0 if show_window(setup.folder) else _run(setup, None)
    server, own = demos.start(setup)
    try:
        return _run(own, server)
    finally:
        server.stop()


def _has_screen() -> bool:
    """Whether Qt finds a screen; without one it would end the process."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _tell(trouble: NotPossible | NotSaved) -> int:
    message = Troubles(language()).message(trouble)
    sys.stderr.write(f"{message.title}. {message.sentence}\n")
    return 1


def _run(setup: Setup, demo: demos.Demo | None) -> int:
    gc.disable()  # nothing that a start makes is garbage; later the collector of the widgets' thread is at work
    import qasync
    from PySide6.QtWidgets import QApplication

    app = QApplication(sys.argv[:1])
    app.setApplicationName(NAME)
    app.setApplicationDisplayName("Exist Desktop")
    app.setDesktopFileName(NAME)
    app.setQuitOnLastWindowClosed(False)
    try:
        qasync.run(_main(app, setup, demo))
    except NotSaved as trouble:
        return _tell(trouble)
    return 0


async def _main(app: QApplication, setup: Setup, demo: demos.Demo | None) -> None:
    from exist_desktop.app.collector import Collector
    from exist_desktop.app.window import Desk
    from exist_desktop.engine import Engine
    from exist_desktop.instance import InstanceServer
    from exist_desktop.ui.bridge import Bridge

    bridge = Bridge()
    engine = Engine(setup, on_status=bridge.publish_status, on_trouble=bridge.troubled.emit)
    await engine.open()
    with kept_log(setup.folder):
        try:
            desk = Desk(app, engine, bridge, language())
            await desk.show()
            server = InstanceServer(setup.folder, desk.wishes.fulfil)
            server.listen()
            _end_on_signals(desk.closed)
            await desk.after_first_paint()
            settle_memory()
            Collector(app)
            await desk.connect(demo)
            await desk.closed.wait()
            await server.stop()
            await desk.stop()
        finally:
            await engine.close()
    if desk.to_remove:
        _remove(setup.folder)


def _remove(folder: Path) -> None:
    """Removes everything here, when nothing has it open any more."""
    if left := remove(folder):
        names = ", ".join(map(str, left))
        sys.stderr.write(language().say("These files could not be removed: {names}", names=names) + "\n")


def _end_on_signals(closed: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows ends the program by itself
            loop.add_signal_handler(number, closed.set)


def settle_memory() -> None:
    """Takes what the start has made out of the collector's rounds, which would each cost a frame otherwise."""
    gc.collect()
    gc.freeze()
