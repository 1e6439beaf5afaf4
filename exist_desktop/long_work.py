"""Long work on another thread: it says how far it is, stops when nobody waits any more, and lets the window go first.

Python runs one thread at a time. A thread that computes gives way after five milliseconds, which a window that paints
at 60 Hz would notice; so such work rests for a moment, often.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Protocol, TypeVar

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

AT_WORK_SECONDS = 0.002
"""How long a thread works before it rests."""
RESTING_SECONDS = 0.0005
TOLD_EACH_SECONDS = 0.1


class WorkObserver(Protocol):
    """Somebody who waits for long work."""

    def advanced(self, share: float) -> None:
        """Takes the share that is done, 0 to 1, on the thread of the loop."""


class Unwatched:
    """Nobody waits."""

    def advanced(self, share: float) -> None:
        """Does nothing."""


class StoppedError(Exception):
    """Nobody waits for the work any more; what it has begun is cleared away."""


class Pace:
    """Rests for a moment when it is time, on the thread that works."""

    def __init__(self) -> None:
        self._rested = time.monotonic()

    def rest(self) -> None:
        """Lets other threads go first, if this one has worked long enough."""
        if time.monotonic() - self._rested >= AT_WORK_SECONDS:
            time.sleep(RESTING_SECONDS)
            self._rested = time.monotonic()


class Course:
    """What the work asks at each step. All steps are on its own thread."""

    def __init__(self, observer: WorkObserver, loop: asyncio.AbstractEventLoop) -> None:
        self._observer = observer
        self._loop = loop
        self._stop = threading.Event()
        self._pace = Pace()
        self._told = time.monotonic()

    def stop(self) -> None:
        """Ends the work at its next step."""
        self._stop.set()

    def go_on(self, share: float) -> None:
        """Says how much is done, and rests if it is time. Raises `StoppedError`."""
        if self._stop.is_set():
            raise StoppedError
        now = time.monotonic()
        if now - self._told >= TOLD_EACH_SECONDS:
            self._told = now
            self._loop.call_soon_threadsafe(self._observer.advanced, share)
        self._pace.rest()


class LongWork(Protocol[T_co]):
    """Work that is done on another thread."""

    def do(self, course: Course) -> T_co:
        """Does it, and asks `course` at each step."""


async def in_thread(work: LongWork[T_co], observer: WorkObserver) -> T_co:
    """Does long work on another thread. If the awaiting task is cancelled, the work has ended when this returns."""
    course = Course(observer, asyncio.get_running_loop())
    try:
        return await to_the_end(partial(work.do, course), course.stop)
    finally:
        course.stop()


async def to_the_end(step: Callable[[], T], stop: Callable[[], None] | None = None) -> T:
    """Does one step on another thread. If the awaiting task is cancelled, it is stopped, and has ended then."""
    working = asyncio.ensure_future(asyncio.to_thread(step))
    try:
        return await asyncio.shield(working)
    except asyncio.CancelledError:
        if stop is not None:
            stop()
        await asyncio.wait({working})
        if not working.cancelled():
            working.exception()  # nobody else asks for it
        raise
