"""Whether a watcher toasts something: the broken rule, or, in the program as it is, anything at all."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import inspect
import itertools
import signal
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import pytest

from tests.demo_server import DemoServer
from tests.exhaustion import explore
from tests.mutation.mutant import Episodes, Mutant, SmallWorld, Test, Watcher
from tests.simulation import Broken, Promise, Rules, run_episode
from tests.sync.clocks import SteppedClock
from tests.sync.conftest import Story, Tell
from tests.sync.engine_harness import at_desk

ENOUGH_SECONDS = 600


class Endless(BaseException):
    """It goes on and on: nobody may catch it on the way."""


@dataclass(frozen=True)
class Notice:
    """What was noticed: the promise that did not hold, None where a test failed; where; and all that is known of it.

    `again` notices it by the same episode, world or test alone.
    """

    again: Watcher
    promise: Promise | None
    where: str
    told: str


def caught(mutant: Mutant, seeds: range) -> Notice | None:
    """What gives the mutant away, if anything does."""
    if isinstance(mutant.watcher, Test):
        _found(mutant.watcher)  # what is imported while a rule is broken would keep it broken
    with mutant.at_work():
        return toast(mutant.watcher, seeds)


def toast(watcher: Watcher, seeds: range) -> Notice | None:
    """The first thing that the watcher toasts; where it has no seed of its own that shows it, it tries these."""
    with _at_most(ENOUGH_SECONDS):
        match watcher:
            case Episodes():
                return _in_episodes(watcher, seeds)
            case SmallWorld():
                return _in_small_world(watcher)
            case Test():
                return _in_test(watcher)


def _in_episodes(watcher: Episodes, seeds: range) -> Notice | None:
    for seed in dict.fromkeys((*watcher.seeds, *seeds)):
        try:
            run_episode(seed, Rules(watcher.faults))
        except Broken as broken:
            return Notice(Episodes(watcher.faults, (seed,)), broken.promise, f"seed {seed}", str(broken))
    return None


def _in_small_world(watcher: SmallWorld) -> Notice | None:
    try:
        explore(watcher.bounds)
    except Broken as broken:
        return Notice(watcher, broken.promise, "the small world", "\n".join((str(broken), *broken.tail)))
    return None


def _in_test(watcher: Test) -> Notice | None:
    test = _found(watcher)
    for given in _given(test):
        try:
            _run(test, given)
        except (Exception, pytest.fail.Exception) as error:
            return Notice(watcher, None, watcher.where, repr(error))
    return None


def _found(watcher: Test) -> Callable[..., None]:
    module, _, name = watcher.where.partition(":")
    test: Callable[..., None] = getattr(importlib.import_module(f"tests.{module}"), name)
    return test


def _given(test: Callable[..., None]) -> Iterator[dict[str, Any]]:
    """The arguments that the test is parametrized with."""
    marks = [mark for mark in getattr(test, "pytestmark", []) if mark.name == "parametrize"]
    cases = []
    for mark in marks:
        names = mark.args[0].split(",") if isinstance(mark.args[0], str) else mark.args[0]
        values = [value if len(names) > 1 else (value,) for value in mark.args[1]]
        cases.append([dict(zip(map(str.strip, names), value, strict=True)) for value in values])
    for chosen in itertools.product(*cases):
        yield {name: value for case in chosen for name, value in case.items()}


def _run(test: Callable[..., None], given: dict[str, Any]) -> None:
    """With what else it asks for: a folder, or a desk to tell a story at."""
    asked = inspect.signature(test).parameters.keys() - given.keys()
    with tempfile.TemporaryDirectory() as folder:
        fixtures: dict[str, Callable[[], object]] = {
            "tmp_path": lambda: Path(folder),
            "tell": lambda: _teller(Path(folder)),
        }
        test(**given, **{name: fixtures[name]() for name in asked})


def _teller(folder: Path) -> Tell:
    clock = SteppedClock()

    def tell(story: Story, **given: Any) -> None:
        async def whole() -> None:
            with DemoServer(clock=clock.true) as demo:
                async with at_desk(demo, folder / "data", clock, **given) as desk:
                    await story(desk)

        asyncio.run(whole())

    return tell


@contextlib.contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    """Ends what has not ended by then."""

    def end(_signal: int, _frame: FrameType | None) -> NoReturn:
        raise Endless

    former = signal.signal(signal.SIGALRM, end)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, former)
