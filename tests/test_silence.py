"""The net under all tests holds: what one of them leaves lying about fails that one."""

from __future__ import annotations

import asyncio
import gc
import logging

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from tests.qt_loop import run_on
from tests.silence import Logs, watched_logs


@pytest.mark.parametrize(
    ("logger", "level", "fails_the_test"),
    [
        ("exist_desktop.sync", logging.WARNING, True),
        ("exist_desktop", logging.ERROR, True),
        ("asyncio", logging.ERROR, True),
        ("asyncio", logging.WARNING, False),
        ("exist_desktop.sync", logging.INFO, False),
    ],
)
def test_only_what_nobody_should_have_to_read_fails(logs: Logs, logger: str, level: int, fails_the_test: bool) -> None:
    def leave_a_line() -> None:
        with watched_logs():
            logging.getLogger(logger).log(level, "a line")

    if fails_the_test:
        logs.expect("a line")  # for the watch over this test, which sees it too
        with pytest.raises(pytest.fail.Exception, match="nobody expected"):
            leave_a_line()
    else:
        leave_a_line()


def test_an_expected_line_is_fine_and_a_missing_one_is_not(logs: Logs) -> None:
    logs.expect("disk is full")
    logging.getLogger("exist_desktop").error("the disk is full")
    with pytest.raises(pytest.fail.Exception, match="and not there"), watched_logs() as inner:
        inner.expect("disk is full")


def test_a_failure_that_nobody_asked_a_task_for_is_told(logs: Logs) -> None:
    logs.expect("Task exception was never retrieved")

    async def forget() -> None:
        task = asyncio.create_task(asyncio.to_thread(int, "x"))
        await asyncio.wait([task])

    asyncio.run(forget())
    gc.collect()


def test_a_coroutine_that_nobody_awaits_is_told() -> None:
    def run_nothing() -> None:
        asyncio.sleep(0)  # type: ignore[unused-coroutine]
        gc.collect()

    with pytest.warns(RuntimeWarning, match="never awaited"):
        run_nothing()


async def test_asyncio_and_qt_share_the_loop(qtbot: QtBot) -> None:
    fired = asyncio.Event()
    QTimer.singleShot(0, fired.set)
    await fired.wait()
    assert await asyncio.to_thread(int, "7") == 7


def test_a_loop_of_its_own_stands_beside_it() -> None:
    assert asyncio.run(asyncio.sleep(0, "done")) == "done"


async def test_the_shared_loop_works_on_after_another_ran() -> None:
    await asyncio.sleep(0)


def test_a_task_that_outlives_its_test_fails_it(qt_event_loop: asyncio.AbstractEventLoop) -> None:
    kept = []

    async def forget() -> None:
        kept.append(asyncio.create_task(asyncio.Event().wait()))

    with pytest.raises(AssertionError, match="before its tasks"):
        run_on(qt_event_loop, forget)
    assert kept[0].cancelled()
