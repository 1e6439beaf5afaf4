"""One run of the window, from the first line to the last: what is started here is stopped here, in reverse."""

from __future__ import annotations

import asyncio
import builtins
import gc
import sys
import time
from collections.abc import Callable
from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from exist_desktop.acts import streams
from exist_desktop.app.language import language
from exist_desktop.app.log import kept_log
from exist_desktop.app.screen import has_screen, is_looked_at
from exist_desktop.app.second_start import given_token, is_running, open_quick_entry, show_window
from exist_desktop.errors import NotPossible, Obstacle, Trouble
from exist_desktop.files import prepare_folder
from exist_desktop.settings import Setup, default_folder
from exist_desktop.store.schema import MIGRATIONS
from exist_desktop.store.turn import SHOWING, Turn
from exist_desktop.words.troubles import Troubles

if TYPE_CHECKING:
    from exist_desktop.app.ending import Application

NAME = "exist-desktop"
SWITCH_SECONDS = 0.001
"""How long another thread may keep the interpreter from the window's; Python's usual five times that cost frames."""

START_SECONDS = 10.0
"""How long another start may take until it listens; after that it is thought to hang."""
ASK_AGAIN_SECONDS = 0.05
LISTENS, OUT_OF_REACH = "listens", "out of reach"
"""What a window leaves for another start, which has asked it in vain by then."""


class Opening(Enum):
    """What a start shows: the window, nothing but the icon in the tray, or quick entry alone."""

    WINDOW = auto()
    HIDDEN = auto()
    QUICK_ENTRY = auto()


def run_window(setup: Setup, *, hidden: bool = False) -> int:
    """Opens the window and runs until it is closed; the exit code. A second start brings the first to the front.

    A `hidden` start, as at login, leaves the window in the tray, and one that runs already as it is.
    """
    if not has_screen():
        return _tell(NotPossible(Obstacle.NO_SCREEN))
    opening = Opening.HIDDEN if hidden else Opening.WINDOW
    asked = is_running if hidden else show_window
    if setup.demo:
        return _run_demo_once(setup, opening, asked)
    return _run_once(setup.folder, asked, partial(_run, setup, opening))


def _run_demo_once(setup: Setup, opening: Opening, asked: Callable[[Path], bool]) -> int:
    from exist_desktop.app import demo

    own = demo.setup_of_demo(setup)

    def run(turn: Turn) -> int:
        try:
            server, with_server = demo.start(own)
        except OSError:
            return _fail(NotPossible(Obstacle.NO_DEMO))
        try:
            return _run(with_server, opening, turn)
        finally:
            server.stop()

    return _run_once(own.folder, asked, run)


def run_quick_entry(setup: Setup) -> int:
    """Opens quick entry: in the program that runs, else in a run of its own, which ends with it where no tray is."""
    if not has_screen():
        return _tell(NotPossible(Obstacle.NO_SCREEN))
    return _run_once(setup.folder, open_quick_entry, partial(_run, setup, Opening.QUICK_ENTRY))


def _run_once(folder: Path, asked: Callable[[Path], bool], run: Callable[[Turn], int]) -> int:
    """Runs, unless another process of this folder answers what it is asked, or has the turn and does not answer.

    Of two that start at the same moment, as a double click makes them, the second waits until the first one listens.
    """
    turn = Turn(folder, SHOWING)
    latest = time.monotonic() + START_SECONDS
    while not asked(folder):
        if _is_mine(turn, folder):
            try:
                return run(turn)
            finally:
                turn.give_up()
        if turn.word() or time.monotonic() > latest:
            return _fail(NotPossible(Obstacle.RUNS_ALREADY))
        time.sleep(ASK_AGAIN_SECONDS)
    return 0


def _is_mine(turn: Turn, folder: Path) -> bool:
    """Whether this process has the turn to show the window; the store tells why a folder cannot be written."""
    try:
        prepare_folder(folder)
        return turn.take()
    except Trouble:
        return True


def _tell(trouble: Trouble) -> int:
    message = Troubles(language()).message(trouble)
    streams.write(sys.stderr, f"{message.title}. {message.sentence}\n")
    return 1


def _fail(trouble: Trouble, app: Application | None = None) -> int:
    """Tells why there is no window, on the screen too; the exit code."""
    code = _tell(trouble)
    if is_looked_at():
        from exist_desktop.app.ending import ended_by_signals
        from exist_desktop.ui.alone import message_box

        app = app or _application()
        box = message_box(Troubles(language()).message(trouble))
        box.finished.connect(app.exit)
        app.end = box.reject
        with ended_by_signals(box.reject):
            box.open()
            app.exec()  # the only loop there is: that of the window has ended, or never begun
    return code


def _application() -> Application:
    from exist_desktop.app.ending import Application

    app = Application([*sys.argv[:1], "-style", "Fusion"])
    app.setApplicationName(NAME)
    app.setApplicationDisplayName("Exist Desktop")
    app.setDesktopFileName(NAME)
    app.setQuitOnLastWindowClosed(False)
    return app


def _run(setup: Setup, opening: Opening, turn: Turn) -> int:
    gc.disable()  # nothing that a start makes is garbage; later the collector of the widgets' thread is at work
    import qasync

    import_plainly()
    sys.setswitchinterval(SWITCH_SECONDS)
    app = _application()
    try:
        qasync.run(_main(app, setup, opening, turn))
    except Trouble as trouble:
        return _fail(trouble, app)
    return 0


def import_plainly() -> None:
    """Takes Qt's own `import` back, which reads the source of each module for a way of writing that is not used here.

    That takes a tenth of the start, and what was read stays in memory.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


async def _main(app: Application, setup: Setup, opening: Opening, turn: Turn) -> None:
    from exist_desktop.app.collector import Collector
    from exist_desktop.app.ending import ended_by_signals
    from exist_desktop.app.window import Desk
    from exist_desktop.engine import Engine
    from exist_desktop.instance import InstanceServer
    from exist_desktop.ui.bridge import Bridge
    from exist_desktop.ui.widgets.heading import announce_headings

    closed = asyncio.Event()
    app.end = closed.set
    with ended_by_signals(closed.set):
        bridge = Bridge()
        engine = Engine(setup, on_status=bridge.publish_status, on_trouble=bridge.troubled.emit)
        await engine.open()
        with kept_log(setup.folder):
            try:
                desk = Desk(app, engine, bridge, language(), closed)
                app.typed = desk.save_typed
                await desk.show(hidden=opening is not Opening.WINDOW)
                if opening is Opening.QUICK_ENTRY:
                    desk.for_quick_entry = True
                    desk.quick.open(given_token())
                await desk.after_first_paint()
                announce_headings()
                server = InstanceServer(
                    setup.folder, desk.wishes.fulfil, data=len(MIGRATIONS), on_newer=desk.update_notice.tell
                )
                turn.leave_word(LISTENS if server.listen() else OUT_OF_REACH)
                settle_memory()
                collector = Collector(app)
                bridge.changed.connect(collector.hasten)
                bridge.status_changed.connect(collector.hasten)
                desk.go_on_in_background(hidden=opening is Opening.HIDDEN)
                bridge.run(desk.connect())
                await closed.wait()
                turn.leave_word("")  # another start waits for the end, and opens a window of its own then
                await server.stop()
                await desk.stop()
            finally:
                await engine.close()
        if desk.to_remove:
            _remove(setup.folder)


def _remove(folder: Path) -> None:
    """Removes everything here, when nothing has it open any more: also the demo's folder and the start at login."""
    from exist_desktop.app.autostart import autostart
    from exist_desktop.app.demo import demo_folder
    from exist_desktop.app.removal import remove, remove_unless_shown

    left = [*remove(folder), *remove_unless_shown(demo_folder(folder))]
    try:
        autostart(folder, default_folder()).forget()
    except OSError as error:
        left.append(Path(str(error.filename)))
    if left:
        names = ", ".join(map(str, left))
        streams.write(sys.stderr, language().say("These files could not be removed: {names}", names=names) + "\n")


def settle_memory() -> None:
    """Takes what the start has made out of the collector's rounds, which would each cost a frame otherwise."""
    gc.collect()
    gc.freeze()
