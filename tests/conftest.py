"""What holds for every test: nothing touches the person's own desktop, async tests get Qt's loop, silence is tested."""

from __future__ import annotations

import asyncio
import functools
import gc
import inspect
import os
import signal
import sys
from collections.abc import Generator, Iterator
from typing import Any

import hypothesis
import pytest
from PySide6.QtWidgets import QApplication

from tests import report as tests_report
from tests.limit import LIMIT, LIMIT_SECONDS, LONG_SECONDS
from tests.qt_loop import qt_loop, run_on
from tests.silence import Logs, watched_logs
from tests.virtual_desktop import FOLDERS, MARK, ON_THE_BUS

IN_DESK = MARK in os.environ
ON_WAYLAND = IN_DESK and os.environ["XDG_SESSION_TYPE"] == "wayland"
LEFT_OUT = {"virtual_desktop": not IN_DESK, "x11": ON_WAYLAND, "wayland": not ON_WAYLAND}
"""The tests that cannot be run here, by their marks."""
HYPOTHESIS_PROFILE = "repeating" if os.environ.get("CI") else "exploring"

hypothesis.settings.register_profile("exploring", deadline=None, print_blob=True)
hypothesis.settings.register_profile("repeating", deadline=None, print_blob=True, derandomize=True, database=None)
hypothesis.settings.load_profile(HYPOTHESIS_PROFILE)

# This process stays off the accessibility bus: while a test waits for another program, it would answer nobody there.
os.environ.pop(ON_THE_BUS, None)
# The tests read English, in whatever language the machine speaks; the programs that they start inherit that.
for _name in [name for name in os.environ if name == "LANGUAGE" or name.startswith("LC_")]:
    del os.environ[_name]
os.environ["LANG"] = "C.UTF-8"
if not IN_DESK:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


# A shell without job control starts what ends in `&` with SIGINT ignored, nohup does so with SIGHUP. All programs that
# the tests start would inherit that, and not end when they are asked to. A handler is not inherited.
def _survive(*_signal: object) -> None:
    """Keeps the signal from ending the tests, as it was before."""


for _name in ("SIGINT", "SIGHUP"):
    if hasattr(signal, _name) and signal.getsignal(getattr(signal, _name)) is signal.SIG_IGN:
        signal.signal(getattr(signal, _name), _survive)


# Garbage goes on the thread of the widgets alone, as it does in the program (exist_desktop/app/gc_timer.py).
gc.disable()


def settle_memory() -> None:
    """Collects garbage, and has later collections pass over what is left: modules, thousands of tests, caches."""
    gc.collect()
    gc.freeze()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="draw as many lives as the figures in tests/README are of")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "virtual_desktop: needs a real desktop: screen, window manager, keyring, accessibility bus"
    )
    config.addinivalue_line("markers", "x11: such a desktop, but with the tools of X11")
    config.addinivalue_line("markers", "wayland: needs such a desktop with a Wayland compositor")
    config.addinivalue_line("markers", "long(why): may take ten minutes instead of one, for that reason")
    LIMIT.told = os.dup(2)  # what a test itself writes there is caught


def pytest_report_header() -> str:
    desk = "a test desktop" if IN_DESK else f"none, Qt draws on {os.environ['QT_QPA_PLATFORM']!r}"
    return f"desktop: {desk}; hypothesis: {HYPOTHESIS_PROFILE}; Python on {sys.platform}"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if isinstance(item, pytest.Function) and inspect.iscoroutinefunction(item.obj):
            item.fixturenames.insert(0, "qt_event_loop")
    marks = [mark for mark, left_out in LEFT_OUT.items() if left_out]
    left_out = {item for item in items if any(item.get_closest_marker(mark) for mark in marks)}
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]


def pytest_collection_finish() -> None:
    """Takes all that was collected out of the sight of the garbage collector, which is asked after each test."""
    settle_memory()


def pytest_report_collectionfinish() -> str | None:
    return (
        None
        if IN_DESK
        else "tests marked `virtual_desktop` are left out here; `python3 packaging/dev.py test` runs them too"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    given = {name: pyfuncitem.funcargs[name] for name in inspect.signature(pyfuncitem.obj).parameters}
    loop = pyfuncitem.funcargs["qt_event_loop"]
    assert isinstance(loop, asyncio.AbstractEventLoop)
    run_on(loop, functools.partial(pyfuncitem.obj, **given))
    return True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, Any, Any]:
    return (yield from _limited(item))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    return (yield from _limited(item))


def _limited(item: pytest.Item) -> Generator[None, Any, Any]:
    """Lets a part of a test take as long as it may, and no longer."""
    with LIMIT.watched(item.nodeid, LONG_SECONDS if item.get_closest_marker("long") else LIMIT_SECONDS):
        return (yield)


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Goes on when its last window is closed, as the program does: else the next test's loop would end at once."""
    qapp.setQuitOnLastWindowClosed(False)
    return qapp


@pytest.fixture(scope="session")
def qt_event_loop(qapp: QApplication) -> Iterator[asyncio.AbstractEventLoop]:
    with qt_loop(qapp) as loop:
        yield loop


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, Any, Any]:
    if nextitem is None or nextitem.path != item.path:
        settle_memory()
    return (yield from _limited(item))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    tests_report.took(report.nodeid, report.duration, tests=report.when == "call")
    if report.failed:
        tests_report.failed(report.nodeid)


def pytest_sessionfinish() -> None:
    tests_report.leave()
    LIMIT.let_the_run_end()


@pytest.fixture(autouse=True)
def logs() -> Iterator[Logs]:
    with watched_logs() as logs:
        yield logs
        gc.collect(1)  # what a young object says when it goes belongs to this test


@pytest.fixture(scope="session", autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the person's files out of reach where no test desktop does."""
    with pytest.MonkeyPatch.context() as patch:
        if not IN_DESK:
            folder = tmp_path_factory.mktemp("person")
            for variable, name in FOLDERS.items():
                path = folder / name
                path.mkdir(mode=0o700)
                patch.setenv(variable, str(path))
        yield
