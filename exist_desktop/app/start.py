"""One run of the window, from start to end. What is started here is stopped here, in reverse order."""

from __future__ import annotations

import asyncio
import builtins
import contextlib
import gc
import linecache
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from exist_desktop import resources
from exist_desktop.app.desktop.command import restart
from exist_desktop.app.desktop.language import language, translate_qt
from exist_desktop.app.desktop.log import kept_log, quieten_qt
from exist_desktop.app.desktop.screen import has_screen, is_looked_at
from exist_desktop.cli import streams
from exist_desktop.errors import AppError, NotPossibleError, NotPossibleKind
from exist_desktop.files import prepare_folder
from exist_desktop.ipc.client import given_token, is_running, open_quick_entry, open_today, show_window
from exist_desktop.settings import Setup, default_folder
from exist_desktop.store.file.process_lock import SHOWING, ProcessLock
from exist_desktop.words.error_messages import ErrorMessages

if TYPE_CHECKING:
    from exist_desktop.app.application import Application
    from exist_desktop.app.desktop.termination import QtApplication
    from exist_desktop.ipc.server import InstanceServer
    from exist_desktop.ui.bridge import Bridge
    from exist_desktop.words.language import Language

NAME = "exist-desktop"
SWITCH_SECONDS = 0.001
"""How long another thread may hold the interpreter lock. With Python's default, five times that, frames are late."""

START_SECONDS = 10.0
"""How long another start may take until it listens. After that it is taken to hang."""
ASK_AGAIN_SECONDS = 0.05
LISTENS, OUT_OF_REACH = "listens", "out of reach"
"""The word that a window leaves in the lock file for another start that got no answer."""


class StartView(Enum):
    """What a start shows: the window, in it the present day, only the icon in the tray, or only quick entry."""

    WINDOW = auto()
    TODAY = auto()
    HIDDEN = auto()
    QUICK_ENTRY = auto()


_SHOWS_WINDOW = (StartView.WINDOW, StartView.TODAY)


def run_window(setup: Setup, view: StartView = StartView.WINDOW) -> int:
    """Opens the window, runs until it is closed, and returns the exit code. A second start shows the first window.

    A hidden start, as at login, leaves the window in the tray and does not change one that already runs.
    """
    if not has_screen():
        return _tell(NotPossibleError(NotPossibleKind.NO_SCREEN), setup.language)
    return _run_demo_once(setup, view) if setup.demo else _run_once(setup, view)


def _run_demo_once(setup: Setup, view: StartView) -> int:
    from exist_desktop.app.demo import demo

    own = demo.setup_of_demo(setup)
    try:
        with _only_one(own.folder, view) as process_lock:
            if process_lock is None:
                return 0
            with demo.started(own) as with_server:
                return _run(with_server, view, process_lock)
    except NotPossibleError as error:
        return _fail(error, setup.language)


def run_quick_entry(setup: Setup) -> int:
    """Opens quick entry in the running program. If none runs, this run ends with quick entry unless there is a tray."""
    if not has_screen():
        return _tell(NotPossibleError(NotPossibleKind.NO_SCREEN), setup.language)
    return _run_once(setup, StartView.QUICK_ENTRY)


def _run_once(setup: Setup, view: StartView) -> int:
    try:
        with _only_one(setup.folder, view) as process_lock:
            return 0 if process_lock is None else _run(setup, view, process_lock)
    except NotPossibleError as error:
        return _fail(error, setup.language)


@contextlib.contextmanager
def _only_one(folder: Path, view: StartView) -> Iterator[ProcessLock | None]:
    """Gives the lock to show this folder's window, or None if another process has answered.

    If two start at the same moment, as on a double click, the second waits until the first one listens. Raises
    `NotPossibleError` if another process holds the lock without answering.
    """
    process_lock = ProcessLock(folder, SHOWING)
    latest = time.monotonic() + START_SECONDS
    while not _is_shown(folder, view):
        if _is_mine(process_lock, folder):
            break
        if process_lock.word() or time.monotonic() > latest:
            raise NotPossibleError(NotPossibleKind.RUNS_ALREADY)
        time.sleep(ASK_AGAIN_SECONDS)
    else:
        yield None
        return
    try:
        yield process_lock
    finally:
        process_lock.give_up()


def _is_shown(folder: Path, view: StartView) -> bool:
    """Asks a running program for what this start should show. Returns whether there is one."""
    match view:
        case StartView.WINDOW:
            return show_window(folder)
        case StartView.TODAY:
            return open_today(folder) or show_window(folder)  # an earlier version knows the other request alone
        case StartView.HIDDEN:
            return is_running(folder)
        case StartView.QUICK_ENTRY:
            return open_quick_entry(folder)


def _is_mine(process_lock: ProcessLock, folder: Path) -> bool:
    """Whether this process has the lock to show the window. For an unwritable folder the store raises the error."""
    try:
        prepare_folder(folder)
        return process_lock.take()
    except AppError:
        return True


def _tell(error: AppError, chosen: str) -> int:
    own = language(chosen)
    streams.write(sys.stderr, f"{ErrorMessages(own).message(error).text(own)}\n")
    return 1


def _fail(error: AppError, chosen: str, app: QtApplication | None = None) -> int:
    """Shows why there is no window, on the screen too, and returns the exit code."""
    code = _tell(error, chosen)
    if is_looked_at():
        from exist_desktop.app.desktop.termination import ended_by_signals
        from exist_desktop.ui.windows.message_window import message_box

        app = app or _application()
        own = language(chosen)
        _speak(app, own)
        box = message_box(ErrorMessages(own).message(error), own)
        box.finished.connect(app.exit)
        app.end = box.reject
        with ended_by_signals(box.reject):
            box.open()
            app.exec()  # the only loop: that of the window has ended, or never started
    return code


def _speak(app: QtApplication, spoken: Language) -> None:
    """Lets Qt's own texts and the direction of lines be those of the language, whatever the system's locale is."""
    from PySide6.QtCore import Qt

    directions = Qt.LayoutDirection
    translate_qt(app, spoken.translations)
    app.setLayoutDirection(directions.RightToLeft if spoken.is_right_to_left else directions.LeftToRight)


def _application() -> QtApplication:
    from exist_desktop.app.desktop.termination import QtApplication

    if sys.platform == "win32":
        import ctypes  # before the first window, or the taskbar takes this program for Python

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(resources.APPLICATION_ID)
    quieten_qt()
    app = QtApplication([*sys.argv[:1], "-style", "Fusion", "-name", resources.APPLICATION_ID])
    app.setApplicationName(NAME)
    app.setApplicationDisplayName("Exist Desktop")
    app.setDesktopFileName(resources.APPLICATION_ID)
    app.setQuitOnLastWindowClosed(False)
    return app


def _run(setup: Setup, view: StartView, process_lock: ProcessLock) -> int:
    gc.disable()  # what a start creates is no garbage; later `GarbageTimer` collects on the widgets' thread
    import PySide6.QtCore  # noqa: F401 - it puts an `import` of its own in the place of Python's

    import_plainly()
    import qasync

    sys.setswitchinterval(SWITCH_SECONDS)
    app = _application()
    try:
        qasync.run(_main(app, setup, view, process_lock))
    except AppError as error:
        return _fail(error, setup.language, app)
    _delete_windows(app)
    return 0


def _delete_windows(app: QtApplication) -> None:
    """Deletes all windows while what screen readers were given of them is still there.

    PySide counts what `nextInFocusChain` returns as a child of the widget before it, so that a window may belong to
    its own child and to Python no more. Such a window would be deleted last of all, which ends the process.
    """
    from PySide6.QtCore import QEvent

    for window in app.topLevelWidgets():
        window.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def import_plainly() -> None:
    """Restores Python's own `import`. PySide's reads the source of each module to find a feature that is not used here.

    That takes a tenth of the start, and the sources stay in memory. Those that were read already are forgotten.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
    linecache.clearcache()


async def _main(app: QtApplication, setup: Setup, view: StartView, process_lock: ProcessLock) -> None:
    from exist_desktop.app.application import Application
    from exist_desktop.app.desktop.termination import ended_by_signals
    from exist_desktop.engine import Engine
    from exist_desktop.ui.bridge import Bridge

    # It starts a thread when all others are busy; qasync's own starts ten at once.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
    closed = asyncio.Event()
    app.end = closed.set
    with ended_by_signals(closed.set):
        bridge = Bridge()
        engine = Engine(setup, observer=bridge)
        await engine.open()
        spoken = language(engine.preferences.chosen.language)
        _speak(app, spoken)
        with kept_log(setup.folder):
            try:
                application = Application(app, engine, bridge, spoken, closed)
                app.typed = application.save_typed
                await application.show(hidden=view not in _SHOWS_WINDOW)
                if view is StartView.QUICK_ENTRY:
                    application.for_quick_entry = True
                    application.quick.open(given_token())
                await application.after_first_paint()
                server = _serve(setup, application, process_lock)
                _collect_garbage(app, bridge)
                application.go_on_in_background(hidden=view is StartView.HIDDEN)
                bridge.run(application.connect())
                await closed.wait()
                process_lock.leave_word("")  # another start waits for the end, and then opens its own window
                await server.stop()
                await application.stop()
            finally:
                await engine.close()
        if application.to_remove:
            _remove(setup.folder, spoken)
        if application.to_restart:
            restart(setup)  # which waits for the lock; after this block, signals are ignored, and it would inherit that


def _serve(setup: Setup, application: Application, process_lock: ProcessLock) -> InstanceServer:
    """Answers other processes, and screen readers, from now on."""
    from exist_desktop.ipc.server import InstanceServer
    from exist_desktop.ui.widgets.accessible_roles import announce_roles

    announce_roles()
    server = InstanceServer(setup.folder, application.request_handler)
    server.newer_asked.connect(application.update_notice.tell)
    process_lock.leave_word(LISTENS if server.listen() else OUT_OF_REACH)
    return server


def _collect_garbage(app: QtApplication, bridge: Bridge) -> None:
    from exist_desktop.app.gc_timer import GarbageTimer

    settle_memory()
    collector = GarbageTimer(app)
    bridge.changed.connect(collector.hasten)
    bridge.status_changed.connect(collector.hasten)


def _remove(folder: Path, language: Language) -> None:
    """Removes all data when nothing is open any more, also the demo's folder and the start at login."""
    from exist_desktop.app.demo.demo import demo_folder
    from exist_desktop.app.desktop.autostart import autostart
    from exist_desktop.app.removal import remove, remove_unless_shown

    left = [*remove(folder), *remove_unless_shown(demo_folder(folder))]
    try:
        autostart(folder, default_folder()).forget()
    except OSError as error:
        left.append(Path(str(error.filename)))
    if left:
        names = language.listed(map(str, left))
        sentence = language.say("These files could not be removed: {names}", names=names)
        streams.write(sys.stderr, f"{sentence}\n")


def settle_memory() -> None:
    """Exempts the objects of the start from garbage collection, which would otherwise take longer than a frame."""
    gc.collect()
    gc.freeze()
