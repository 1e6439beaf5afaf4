"""One episode: a world from a seed, lived to its calm end, and judged on the way and there."""

from __future__ import annotations

import functools
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from exist_desktop.domain.history.progress import HistoryRange
from tests.simulation.computer import Computer, heard
from tests.simulation.disk import Disk
from tests.simulation.exist import FIRST_VALUES, LONG_AGO, WAYS_OF_SAYING, Exist
from tests.simulation.faults import Fault, Table
from tests.simulation.judge import Judge
from tests.simulation.loop import SimulatedLoop
from tests.simulation.own_files import is_about_files, with_files
from tests.simulation.owners import furnish, is_about_owners, with_owners
from tests.simulation.past import Past
from tests.simulation.person import Person
from tests.simulation.plan import COPIED, COPIED_FROM, Plan, draw, with_past
from tests.simulation.promises import Broken
from tests.simulation.story import Story

START = datetime(2026, 11, 22, 10, 0, tzinfo=UTC).timestamp()
USERS = ("josh", "anna")
RAM = Path("/dev/shm")
TAIL = 80
SOME = 4
"""Each so many-th episode is also about a day that was not read."""


@dataclass(frozen=True)
class Rules:
    """What may happen in an episode."""

    faults: frozenset[Fault] = frozenset(Fault)


@dataclass
class Result:
    """What happened in an episode, for the report and for comparing two runs."""

    seed: int
    trace: list[str] = field(default_factory=list)
    table: Table = field(default_factory=Counter)
    entries: int = 0
    requests: int = 0
    turns: int = 0
    seconds: float = 0.0


class Trace:
    """What happened, line by line, with the simulated time."""

    def __init__(self, loop: SimulatedLoop) -> None:
        self._loop = loop
        self._lines: list[tuple[float, str, str]] = []

    def say(self, who: str, what: str) -> None:
        """Adds a line."""
        self._lines.append((self._loop.now - START, who, what))

    def lines(self, last: int | None = None) -> list[str]:
        """The lines, or only the last ones."""
        return [f"{at:11.3f} {who:8} {what}" for at, who, what in (self._lines[-last:] if last else self._lines)]


def run_episode(seed: int, rules: Rules = Rules()) -> Result:
    """Lives the episode of that seed. Raises `Broken` where a promise does not hold."""
    image = first_image()
    with tempfile.TemporaryDirectory(prefix="simulation-", dir=RAM if RAM.is_dir() else None) as folder:
        loop = SimulatedLoop(START)
        trace = Trace(loop)
        random = Random(seed)
        today = datetime.fromtimestamp(START, UTC).date()
        plan = draw(random, rules.faults, today)
        if seed % SOME == 0:
            plan = replace(plan, days=(*plan.days, today - timedelta(days=LONG_AGO)))
        if seed % COPIED == COPIED_FROM:
            plan = with_past(plan, seed)
        if is_about_owners(seed):
            plan = with_owners(plan, seed, rules.faults)
        if is_about_files(seed):
            plan = with_files(plan, seed)
        story = build(loop, trace.say, random, plan, Path(folder), image)
        if plan.owners:
            story.scopes = furnish(story.exist, USERS, seed)
        story.exist.says = WAYS_OF_SAYING[seed % len(WAYS_OF_SAYING)]
        try:
            with heard(story.judge.surprised):
                story.live()
        except Broken as broken:
            broken.seed = seed
            broken.tail = trace.lines(TAIL)
            raise
        finally:
            story.clear_away()
        return Result(
            seed,
            trace.lines(),
            story.table,
            len(story.judge.saved),
            story.judge.requests,
            loop.turns,
            loop.now - START,
        )


def build(
    loop: SimulatedLoop, say: Callable[[str, str], None], random: Random, plan: Plan, folder: Path, image: bytes | None
) -> Story:
    """All parts of a world, put together."""
    exist = Exist(lambda: loop.now, USERS)
    disk = Disk(image)
    judge = Judge(loop, disk, exist, say)
    for (name, ago), value in FIRST_VALUES.items():
        if ago == LONG_AGO:
            judge.was_there((USERS[0], name, (exist.today(USERS[0]) - timedelta(days=ago)).isoformat()), value)
    computer = Computer(loop, disk, folder, random, say, judge.surprised)
    if plan.years:
        judge.past = Past(exist, USERS[0], Random(f"past of {plan.calm_at}"), plan.years)
        computer.history = HistoryRange.EVERYTHING
    person = Person(random, exist, judge, plan.names, plan.days)
    return Story(loop, random, plan, computer, exist, judge, person)


@functools.cache
def first_image() -> bytes:
    """The disk of somebody who has signed in and read everything once; made by the program itself."""
    with tempfile.TemporaryDirectory(prefix="simulation-", dir=RAM if RAM.is_dir() else None) as folder:
        loop = SimulatedLoop(START - 600)
        random = Random(0)
        plan = draw(random, frozenset(), datetime.fromtimestamp(START, UTC).date())
        story = build(loop, lambda _who, _what: None, random, plan, Path(folder), None)
        with heard(story.judge.surprised):
            story.sign_in_first()
        image = story.computer.disk.connection.serialize()
        story.clear_away()
    return image
