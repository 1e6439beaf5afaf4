"""An episode whose faults and acts are written down instead of drawn: for telling what seeds have found."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

from exist_desktop.domain.commands import Command, Increment, Key, SetValue
from exist_desktop.domain.values import Value
from tests.simulation.computer import Program, heard
from tests.simulation.disk import failing
from tests.simulation.episode import RAM, START, Trace, build, first_image
from tests.simulation.faults import Fault, Operation
from tests.simulation.loop import Life, SimulatedLoop
from tests.simulation.network import Network, Request
from tests.simulation.plan import draw
from tests.simulation.story import Story

TODAY = datetime.fromtimestamp(START, UTC).date()


def add(name: str, delta: float, day: date = TODAY) -> Increment:
    return Increment(Key(name, day), delta)


def put(name: str, value: Value, day: date = TODAY) -> SetValue:
    return SetValue(Key(name, day), value)


@dataclass
class Scene:
    """What a test does in it. `faults` are met by the next requests of that kind, one each; None lets one through."""

    story: Story
    trace: Trace
    faults: dict[Operation, list[Fault | None]] = field(default_factory=dict)
    refused: list[Operation] = field(default_factory=list)
    """The commits, or other work, that the disk refuses next."""

    def __post_init__(self) -> None:
        story = self.story
        story.computer.network = Network(story.loop, story.exist, story.random, story.judge, self)
        story.computer.disk.on_call = self._on_call
        story.computer.disk.on_commit = lambda _life, operation: story.judge.committed(operation)
        story._prepare()

    @property
    def program(self) -> Program:
        program = self.story.program
        assert program is not None
        return program

    def start(self) -> None:
        self.story.computer.start()
        self.passes(1)

    def enters(self, *commands: Command) -> None:
        self.does(lambda program: self.story.person.enter(program, *commands))

    def does(self, act: Callable[[Program], Coroutine[Any, Any, None]]) -> None:
        self.program.do(act(self.program), "acts")
        self.passes(0.5)

    def passes(self, seconds: float) -> None:
        self.story.run_until(self.story.loop.now + seconds)

    def held(self) -> list[tuple[str, str]]:
        """What the person is asked about, and why."""
        rows = self.story.computer.disk.rows("SELECT attribute, reason FROM op WHERE reason IS NOT NULL")
        return [(row["attribute"], row["reason"]) for row in rows]

    def waiting(self) -> list[str]:
        """What is not in Exist and not held."""
        states = "('pending', 'sending', 'unknown')"
        rows = self.story.computer.disk.rows(f"SELECT attribute, state FROM op WHERE state IN {states}")
        return [f"{row['attribute']} {row['state']}" for row in rows]

    def there(self, name: str) -> Any:
        return self.story.exist.value("josh", name, TODAY.isoformat())

    def draw(self, request: Request) -> Fault | None:
        planned = self.faults.get(request.operation, [])
        return planned.pop(0) if planned else None

    def announce(self, until: float) -> None:
        """Scenes wait as long as they say."""

    def _on_call(self, _life: Life, statement: str, operation: Operation) -> None:
        wanted = statement == "COMMIT" or operation is Operation.BOOKKEEPING
        if wanted and self.refused and self.refused[0] is operation:
            self.refused.pop(0)
            raise failing("full")


@contextmanager
def scene(seed: int = 0) -> Iterator[Scene]:
    """A signed-in person at their computer, and nothing that goes wrong by itself."""
    with tempfile.TemporaryDirectory(prefix="simulation-", dir=RAM if RAM.is_dir() else None) as folder:
        loop = SimulatedLoop(START)
        trace = Trace(loop)
        plan = draw(Random(seed), frozenset(), TODAY)
        story = build(loop, trace.say, Random(seed), plan, Path(folder), first_image())
        try:
            with heard(story.judge.surprised):
                yield Scene(story, trace)
                story.judge.inspect()
        finally:
            story.clear_away()
