"""The person's computer: its clock, its disk, its keyring, and the processes of the program that run on it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor, Future
from contextvars import copy_context
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, ParamSpec, TypeVar

from msgspec.structs import replace

from exist_desktop.api.http.transport import Transport
from exist_desktop.api.oauth.credential_store import CredentialStore
from exist_desktop.domain.history.progress import HistoryRange
from exist_desktop.domain.values import InvalidValueError
from exist_desktop.engine import Engine
from exist_desktop.errors import AppError, KeyringError
from exist_desktop.settings import Setup
from exist_desktop.store.outbox.clock_correction import Uptime
from exist_desktop.store.store import UNSENT_LOG, Store
from exist_desktop.sync.status import Condition, SyncStatus
from tests.simulation.disk import Disk
from tests.simulation.keyring import SimulatedKeyring
from tests.simulation.loop import LIFE, Life, SimulatedLoop
from tests.simulation.network import ORIGIN, Line, Network


class Clock:
    """One process's clock: the computer's, and one that was set by it at the start and runs by itself since."""

    def __init__(self, computer: Computer) -> None:
        self._computer = computer
        self._offset = computer.ahead

    def wall(self) -> float:
        return self._computer.loop.glance() + self._computer.ahead

    def now(self) -> float:
        return self._computer.loop.glance() + self._offset

    def uptime(self) -> Uptime | None:
        computer = self._computer
        return (
            Uptime(f"boot {computer.boots}", computer.loop.now - computer.booted_at) if computer.tells_uptime else None
        )

    async def wait(self, event: asyncio.Event, until: float) -> None:
        if event.is_set() or until <= self.now():
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(min(until - self.now(), 10 * 86_400.0)):
                await event.wait()


Given = ParamSpec("Given")
Result = TypeVar("Result")


class Beside(Executor):
    """The thread of the keyring: a turn of the loop."""

    def __init__(self, loop: SimulatedLoop, life: Life) -> None:
        self._loop = loop
        self._life = life

    def submit(self, call: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs) -> Future[Result]:
        self._life.check()
        future: Future[Result] = Future()

        def answer() -> None:
            try:
                future.set_result(call(*args, **kwargs))
            except Exception as error:
                future.set_exception(error)

        self._loop.call_soon(answer)
        return future


class Program:
    """One process: the real engine on the computer's disk, network and keyring."""

    def __init__(self, computer: Computer, name: str) -> None:
        self.life = Life(name)
        self.computer = computer
        self.clock = Clock(computer)
        self.status = SyncStatus()
        self.ready = False
        self.quitting = False
        self._acts: list[asyncio.Task[None]] = []
        store = Store(computer.folder, opening=computer.disk.opening(self.life))
        numbers = count()
        self.engine = Engine(
            Setup(ORIGIN, computer.folder),
            observer=self,
            clock=self.clock,
            random=Random(computer.random.random()),
            store=store,
            new_uid=lambda: f"{name}-{next(numbers)}",
        )
        chosen = self.engine.preferences.chosen
        self.engine.preferences.chosen = replace(chosen, history=computer.history)
        self.engine.transport = Transport(ORIGIN, self.clock, connections=Line(computer.network, self.life))
        self.engine.credential_store = CredentialStore(
            thread=Beside(computer.loop, self.life), keyring=computer.keyring
        )

    def publish_status(self, status: SyncStatus) -> None:
        self.status = status

    def publish_error(self, error: AppError) -> None:
        """What fails unexpectedly is in the trace."""

    @property
    def signed_out(self) -> bool:
        return self.engine.link is None or self.status.condition is Condition.SIGNED_OUT

    async def open(self) -> None:
        """As a start of the window does it: the data first, then the token, then the worker. Without data it ends."""
        try:
            await self.engine.open()
        except AppError:
            self.computer.kill(self)
            raise
        self.ready = True
        with contextlib.suppress(KeyringError):
            await self.connect()

    async def connect(self) -> None:
        """Takes the token of the keyring and sets to work with it."""
        await self.engine.connect()
        self.engine.start()

    def do(self, work: Coroutine[Any, Any, None], what: str) -> asyncio.Task[None]:
        """Lets a person's act run in this process; trouble is told to the person, anything else is a surprise."""
        task = self._run(work, what)
        self._acts.append(task)
        return task

    def quit(self, work: Coroutine[Any, Any, None]) -> None:
        """The person has had enough: nothing new begins."""
        if not self.quitting:
            self.quitting = True
            self._run(work, "quits")
        else:
            work.close()

    def end(self) -> None:
        """The process is no more: neither its database nor its files hear of what its code still does."""
        self.life.end()
        self.engine.store._copy.path = self.computer.folder / "nowhere" / UNSENT_LOG  # for all who hold the log

    async def stop_acts(self) -> None:
        """As the window does before it closes the engine: every act has an owner who ends it."""
        acts = [task for task in self._acts if not task.done()]
        for task in acts:
            task.cancel()
        for task in acts:
            with contextlib.suppress(asyncio.CancelledError):
                await task

    def _run(self, work: Coroutine[Any, Any, None], what: str) -> asyncio.Task[None]:
        context = copy_context()
        context.run(LIFE.set, self.life)
        return context.run(self.computer.loop.create_task, self._told(work, what))

    async def _told(self, work: Coroutine[Any, Any, None], what: str) -> None:
        self.computer.say(self.life.name, what)
        try:
            await work
        except InvalidValueError as error:
            self.computer.surprise(error)  # nothing that the story types is wrong
        except AppError as trouble:
            self.computer.say(self.life.name, f"{what}: {trouble!r}".replace(str(self.computer.folder), "folder"))
        except Exception as error:
            self.computer.surprise(error)


class Computer:
    """One computer. `ahead` is by how many seconds its clock is ahead, `history` how much of the past it copies."""

    def __init__(
        self,
        loop: SimulatedLoop,
        disk: Disk,
        folder: Path,
        random: Random,
        say: Callable[[str, str], None],
        surprise: Callable[[BaseException], None],
    ) -> None:
        self.loop = loop
        self.disk = disk
        self.folder = folder
        self.random = random
        self.say = say
        self.surprise = surprise
        self.keyring = SimulatedKeyring()
        self.network: Network
        self.ahead = 0.0
        self.history = HistoryRange.NOTHING
        self.tells_uptime = True
        self.boots = 1
        self.booted_at = loop.now
        self.programs: list[Program] = []
        self._starts = count(1)

    def start(self) -> Program:
        """A process starts; whether it comes to anything shows later."""
        program = Program(self, f"run{next(self._starts)}")
        self.programs.append(program)
        program.do(program.open(), "starts")
        return program

    def kill(self, program: Program) -> None:
        """The process ends in the middle of whatever it does."""
        self.say(program.life.name, "is killed")
        program.end()
        self.disk.roll_back()
        self.programs.remove(program)

    def cut_power(self) -> None:
        """All processes end, and what had not reached the disk is gone."""
        self.say("computer", "loses its power")
        for program in self.programs:
            program.end()
        self.programs.clear()
        self.disk.cut_power()
        self.boots += 1
        self.booted_at = self.loop.now


class Ears(logging.Handler):
    """Hears of errors that the program writes into its log: each is one that nobody expected."""

    def __init__(self, surprise: Callable[[BaseException], None]) -> None:
        super().__init__(logging.ERROR)
        self._surprise = surprise

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        self._surprise(error or RuntimeError(record.getMessage()))


@contextlib.contextmanager
def heard(surprise: Callable[[BaseException], None]) -> Any:
    """Listens to the program's log for as long as an episode runs; nobody else needs to."""
    log = logging.getLogger("exist_desktop")
    ears, propagate, level = Ears(surprise), log.propagate, log.level
    log.addHandler(ears)
    log.propagate, log.level = False, logging.ERROR
    try:
        yield
    finally:
        log.removeHandler(ears)
        log.propagate, log.level = propagate, level
