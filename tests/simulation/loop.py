"""A loop whose time passes only when nothing is left to do, so that hours take milliseconds and runs repeat exactly.

It has what the program uses of a loop, and no selector, no thread: work that would go to an executor is done in a turn
of its own. Whatever runs belongs to a *life*, one process of the simulated computer, which can end between any two
turns, and then none of its work is done any more.
"""

from __future__ import annotations

import asyncio
import heapq
from collections import deque
from collections.abc import Callable, Coroutine
from contextvars import Context, ContextVar, copy_context
from typing import Any, cast

GLANCE_SECONDS = 0.0001
"""Time that passes with each look at a clock: no two looks show the same."""


class Gone(BaseException):
    """Raised in a process that has ended, wherever it touches the world; nothing in the program may catch it."""


class Life:
    """One process from its start to its end."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.alive = True
        self.tasks: list[asyncio.Task[Any]] = []

    def check(self) -> None:
        """Raises `Gone` where the process has ended."""
        if not self.alive:
            raise Gone

    def end(self) -> None:
        """Ends it here and now: what its tasks still try to do on their way out does not reach the world."""
        self.alive = False
        for task in self.tasks:
            if not task.done():
                task.cancel()


LIFE: ContextVar[Life | None] = ContextVar("life", default=None)


class Turn:
    """A callback that is due, in the context in which it was asked for."""

    __slots__ = ("arguments", "callback", "cancelled_", "context", "due")

    def __init__(
        self, due: float, callback: Callable[..., object], arguments: tuple[Any, ...], context: Context
    ) -> None:
        self.due = due
        self.callback = callback
        self.arguments = arguments
        self.context = context
        self.cancelled_ = False

    def cancel(self) -> None:
        """It is not wanted any more."""
        self.cancelled_ = True

    def cancelled(self) -> bool:
        """Whether it is not wanted any more."""
        return self.cancelled_

    def when(self) -> float:
        """The instant at which it is due."""
        return self.due


class SimulatedLoop:
    """The loop, as far as the program and asyncio itself use one.

    `now` is in seconds since 1970, `turns` counts what has been done, `stopped` ends the run at the next turn.
    """

    def __init__(self, start: float) -> None:
        self.now = start
        self.turns = 0
        self.stopped: BaseException | None = None
        self.complaints: list[dict[str, Any]] = []
        self._ready: deque[Turn] = deque()
        self._timers: list[tuple[float, int, Turn]] = []
        self._timers_made = 0

    def run_until(self, done: Callable[[], bool], latest: float) -> None:
        """Takes turns until `done` says so, nothing is left to do, or the next turn is due after `latest`."""
        outer = asyncio._get_running_loop()
        asyncio._set_running_loop(self._as_loop)
        try:
            while not done() and self._advance(latest):
                turn = self._ready.popleft()
                if not turn.cancelled_:
                    self.turns += 1
                    turn.context.run(turn.callback, *turn.arguments)
                    if self.stopped is not None:
                        raise self.stopped
        finally:
            asyncio._set_running_loop(outer)

    @property
    def idle(self) -> bool:
        """Whether nothing is left to do at this instant."""
        return not self._ready

    def glance(self) -> float:
        """The time, for a clock that somebody looks at."""
        self.now += GLANCE_SECONDS
        return self.now

    def _advance(self, latest: float) -> bool:
        """Brings the next turn up; whether there is one."""
        while not self._ready:
            while self._timers and self._timers[0][2].cancelled_:
                heapq.heappop(self._timers)
            if not self._timers or self._timers[0][0] > latest:
                self.now = max(self.now, min(latest, self._timers[0][0]) if self._timers else self.now)
                return False
            due, _, turn = heapq.heappop(self._timers)
            self.now = max(self.now, due)
            self._ready.append(turn)
        return True

    def call_soon(self, callback: Callable[..., object], *args: Any, context: Context | None = None) -> Turn:
        """Takes its turn after those that wait."""
        turn = Turn(self.now, callback, args, copy_context() if context is None else context)
        self._ready.append(turn)
        return turn

    call_soon_threadsafe = call_soon

    def call_later(
        self, delay: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> Turn:
        """Takes its turn after a delay in seconds."""
        return self.call_at(self.now + delay, callback, *args, context=context)

    def call_at(self, when: float, callback: Callable[..., object], *args: Any, context: Context | None = None) -> Turn:
        """Takes its turn at an instant."""
        turn = Turn(when, callback, args, copy_context() if context is None else context)
        self._timers_made += 1
        heapq.heappush(self._timers, (when, self._timers_made, turn))
        return turn

    def run_in_executor(self, _executor: object, func: Callable[..., Any], *args: Any) -> asyncio.Future[Any]:
        """Does the work in a turn of its own."""
        future = self.create_future()
        self.call_soon(_fulfil, future, func, args)
        return future

    def create_future(self) -> asyncio.Future[Any]:
        """A future of this loop."""
        return asyncio.Future(loop=self._as_loop)

    def create_task(
        self, coro: Coroutine[Any, Any, Any], *, name: str | None = None, context: Context | None = None
    ) -> asyncio.Task[Any]:
        """A task of the life that asks for it."""
        task = asyncio.Task(coro, loop=self._as_loop, name=name, context=context)
        life = LIFE.get()
        if life is not None:
            life.tasks.append(task)
        return task

    def time(self) -> float:
        """The loop's own clock."""
        return self.now

    @property
    def _as_loop(self) -> asyncio.AbstractEventLoop:
        return cast("asyncio.AbstractEventLoop", self)

    def get_debug(self) -> bool:
        """No."""
        return False

    def is_running(self) -> bool:
        """Always."""
        return True

    def is_closed(self) -> bool:
        """Never."""
        return False

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """Keeps what asyncio complains of."""
        self.complaints.append(context)


def _fulfil(future: asyncio.Future[Any], work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    if future.cancelled():
        return
    try:
        result = work(*arguments)
    except BaseException as error:
        if not future.cancelled():
            future.set_exception(error)
    else:
        if not future.cancelled():
            future.set_result(result)
