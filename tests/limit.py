"""A test that takes longer than a minute fails, and says where every thread and every task was; the run goes on.

A plugin of our own, since nothing that a signal does is heard while Qt's loop waits: a thread looks at the time, ends
the test's task through the loop, and only where that does not help raises in the main thread. A test that nothing
ends would keep all others from their turn; then the whole run ends.

It is a minute of a computer that has nothing else to do: where more programs want a processor than there are, it is
longer in proportion. `@pytest.mark.long("why")` gives a test ten.
"""

from __future__ import annotations

import asyncio
import faulthandler
import gc
import os
import signal
import sys
import threading
import time
import traceback
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import NoReturn

import pytest

LIMIT_SECONDS = 60.0
LONG_SECONDS = 600.0
END_SECONDS = 120.0
"""How long a run whose tests are over may take to end: a thread that waits for an answer would keep it for ever."""
GRACE_SECONDS = 10.0
"""How long each way to end a test may take before the next one is tried."""
MOST_STRETCHED = 6.0
"""How many times longer a limit is at most on a busy computer."""
LOOK_SECONDS = 0.2
HUNG = 70
"""The exit status of a run that a test has hung for good."""


class Limit:
    """Watches one test after the other; `told` is the descriptor on which it says what was going on."""

    def __init__(self) -> None:
        self.told = 2
        self._cancel: Callable[[], object] | None = None
        self._passed = False

    @contextmanager
    def watched(self, name: str, seconds: float) -> Iterator[None]:
        """Lets the block fail where it takes longer than that."""
        over, self._passed = threading.Event(), False
        watch = threading.Thread(target=self._watch, args=(name, seconds, over), name="time limit", daemon=True)
        before = signal.signal(signal.SIGALRM, _fail) if hasattr(signal, "SIGALRM") else None
        watch.start()
        try:
            yield
        finally:
            over.set()
            watch.join()
            if hasattr(signal, "SIGALRM"):
                signal.signal(signal.SIGALRM, before)

    @contextmanager
    def in_task(self) -> Iterator[None]:
        """Is told that the test runs in this very task, by which it is ended first."""
        task, loop = asyncio.current_task(), asyncio.get_running_loop()
        assert task is not None
        self._cancel = partial(loop.call_soon_threadsafe, task.cancel)
        try:
            yield
        except asyncio.CancelledError:
            if self._passed:
                _fail()
            raise
        finally:
            self._cancel = None

    def let_the_run_end(self) -> None:
        """Begins to watch over the end of the run."""
        threading.Thread(target=self._watch_end, name="time limit of the end", daemon=True).start()

    def _watch_end(self) -> None:
        _passes(END_SECONDS, threading.Event())
        faulthandler.dump_traceback(self.told, all_threads=True)
        self._tell_and_end("\nThat went on when all tests were over, and the run does not end.\n")

    def _watch(self, name: str, seconds: float, over: threading.Event) -> None:
        if _passes(seconds, over):
            return
        self._passed = True
        self._tell(f"\n{name} takes longer than {seconds:.0f} seconds. This is what goes on:\n")
        self._tell("The main thread:\n" + _main_thread() + _tasks() + "\nAll threads, the newest first:\n")
        faulthandler.dump_traceback(self.told, all_threads=True)  # it tells a hundred at most
        if (cancel := self._cancel) is not None:
            cancel()
            if over.wait(GRACE_SECONDS):
                return
        if sys.platform != "win32":
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGALRM)
            if over.wait(GRACE_SECONDS):
                return
        self._tell_and_end(f"\n{name} cannot be ended; the run ends with it.\n")

    def _tell_and_end(self, text: str) -> NoReturn:
        self._tell(text)
        os._exit(HUNG)

    def _tell(self, text: str) -> None:
        os.write(self.told, text.encode("utf-8", "replace"))


def _fail(*_signal: object) -> NoReturn:
    pytest.fail("the test took too long; what went on is told on standard error")


LIMIT = Limit()
"""The one of this process: there is one main thread, and one test at a time."""


def _passes(seconds: float, over: threading.Event) -> bool:
    """Waits so long on a computer with nothing else to do; whether it was over before."""
    left, seen = seconds, time.monotonic()
    while left > 0:
        if over.wait(LOOK_SECONDS):
            return True
        now = time.monotonic()
        left, seen = left - (now - seen) / _stretched(), now
    return False


def _stretched() -> float:
    """How many programs share each processor."""
    if not hasattr(os, "getloadavg"):
        return 1.0
    return min(max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)), MOST_STRETCHED)


def _main_thread() -> str:
    frame = sys._current_frames().get(threading.main_thread().ident or 0)
    return "".join(traceback.format_stack(frame))


def _tasks() -> str:
    """Where every task of every loop stands; the loops are not known here, and the tasks are found all the same."""
    lines = []
    for task in [found for found in gc.get_objects() if isinstance(found, asyncio.Task)]:
        if not task.done():
            lines.append(f"\nTask {task.get_name()!r}, {task.get_coro()!r}:")
            lines += _awaited(task.get_coro())
    return "\n".join((*lines, ""))


def _awaited(one: object) -> Iterator[str]:
    """Where a coroutine waits, and what it waits for in turn; a task itself tells its outermost line alone."""
    while isinstance(one, types.CoroutineType):
        if (frame := one.cr_frame) is not None:
            yield f'  File "{frame.f_code.co_filename}", line {frame.f_lineno}, in {frame.f_code.co_name}'
        one = one.cr_await
