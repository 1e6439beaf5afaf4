"""Async tests on Qt's own loop, as the program runs: `async def test_…` is all that a test has to say.

Tests of the parts without Qt call `asyncio.run` themselves.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

import qasync
from PySide6.QtWidgets import QApplication

from tests.limit import LIMIT


@contextmanager
def qt_loop(application: QApplication) -> Iterator[asyncio.AbstractEventLoop]:
    """Lay an asyncio loop over Qt's, and close it with everything that it holds."""
    loop = qasync.QEventLoop(application)
    with loop:
        yield loop
        loop.run_until_complete(loop.shutdown_asyncgens())
    asyncio.set_event_loop(None)


def run_on(loop: asyncio.AbstractEventLoop, test: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run one test; a task that outlives it fails it, for nobody owns that task."""
    asyncio.set_event_loop(loop)
    loop.run_until_complete(_run(test))
    gc.collect()  # tells now of failures that nobody asked the tasks for


async def _run(test: Callable[[], Coroutine[Any, Any, None]]) -> None:
    before = asyncio.all_tasks()
    try:
        with LIMIT.in_task():
            await test()
    finally:
        left = [task for task in asyncio.all_tasks() if task not in before]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
    assert not left, f"the test ended before its tasks: {left}"
