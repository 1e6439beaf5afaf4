"""The search: every event from every state, each state once, and from each state the calm way to its end."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from exist_desktop.sync.push.steps import Idle, ReadValues, SendIncrements, SendTotals
from tests.exhaustion.judge import check, check_rest
from tests.exhaustion.script import Script, Seen
from tests.exhaustion.state import (
    READ_FATES,
    REQUEST_LIFE,
    SLEEP,
    UNREASONABLE,
    WRITE_FATES,
    Act,
    Bounds,
    End,
    Fate,
    Late,
    State,
)
from tests.exhaustion.view import staleness, view
from tests.exhaustion.world import World
from tests.simulation.promises import Broken, Promise

RAM = Path("/dev/shm")


@dataclass
class Explored:
    """How much there was: states that can be told apart, events between them, and states in which all is over."""

    states: int = 0
    transitions: int = 0
    ends: int = 0


@dataclass
class _Node:
    """A state that was reached: from where, by what; and where it goes when nothing more goes wrong."""

    state: State | None
    before: Hashable
    event: str
    calm: Hashable = None
    rests: bool = False


@dataclass
class Search:
    """One search in one world."""

    world: World
    nodes: dict[Hashable, _Node] = field(default_factory=dict)
    todo: list[Hashable] = field(default_factory=list)
    transitions: int = 0
    here: Hashable = None
    event: str = "signed in"

    def run(self, bounds: Bounds) -> Explored:
        """Visits every state."""
        self.world.lay(self.world.first_state(bounds))
        self._reach()
        while self.todo:
            self.here = self.todo.pop()
            node = self.nodes[self.here]
            assert node.state is not None
            self._visit(node, node.state)
            node.state = None  # its copies of disk and file would fill the memory
        self._check_calm()
        return Explored(len(self.nodes), self.transitions, sum(node.rests for node in self.nodes.values()))

    def story(self) -> list[str]:
        """What has led to the present state."""
        events, here = [self.event], self.here
        while here in self.nodes:
            events.append(self.nodes[here].event)
            here = self.nodes[here].before
        return events[::-1]

    def _reach(self) -> Hashable:
        """The present state is looked at, and kept if it is a new one."""
        self.transitions += 1
        check(self.world)
        seen = view(self.world)
        if seen not in self.nodes:
            self.nodes[seen] = _Node(self.world.take_up(), self.here, self.event)
            self.todo.append(seen)
        return seen

    def _begin(self, state: State, event: str) -> None:
        self.event = event
        self.world.lay(state)

    def _visit(self, node: _Node, state: State) -> None:
        seen = self._take_step(state, node)
        if isinstance(seen.step, Idle):
            self._rest(state, node, seen.step)
        else:
            for script in _scripts(state, seen, self._actions(state, seen)):
                self._play(state, script)
        for act in Act if state.acts else ():
            self._act(state, act)
        for late in state.air:
            self._begin(state, "the late request arrives")
            self.world.arrive(late, state.now)
            self._reach()
        if state.faults and Fate.LATE in state.fates:
            self._pass(replace(state, faults=state.faults - 1), state.now + SLEEP, "the computer sleeps")

    def _take_step(self, state: State, node: _Node) -> Seen:
        """Nothing goes wrong."""
        script = Script()
        self._begin(state, str(script))
        seen = self.world.step(script)
        if not isinstance(seen.step, Idle):
            node.calm = self._reach()
        return seen

    def _actions(self, state: State, seen: Seen) -> list[Script]:
        """What may become of the request."""
        answered = Script()
        if not state.faults:
            return [answered]
        match seen.step:
            case SendTotals() | SendIncrements():
                return [Script(fate) for fate in WRITE_FATES if fate in state.fates]
            case ReadValues():
                stale = [Script(Fate.STALE, ago) for ago in staleness(state)] if Fate.STALE in state.fates else []
                return [Script(fate) for fate in READ_FATES if fate in state.fates] + stale
        return [answered]

    def _play(self, state: State, script: Script) -> None:
        """The worker takes a step, and something goes wrong, or the person does not wait."""
        done = (*script.acts, *([script.then] if script.then else []))
        dies = script.end is not None or (script.at > 0 and script.then is None)
        after = replace(
            state,
            acts=state.acts - len(done),
            crashes=state.crashes - dies,
            faults=state.faults - script.faulty,
            asking=state.asking or script.fate in UNREASONABLE,
        )
        self._begin(after, str(script))
        self.world.step(script)
        if self.world.possible:
            self._reach()

    def _act(self, state: State, act: Act) -> None:
        after = replace(state, acts=state.acts - 1)
        self._begin(after, f"the person {act}")
        self.world.act(act)
        if not self.world.possible:
            return
        self._reach()
        if state.crashes:
            self._begin(replace(after, crashes=state.crashes - 1), f"the program is killed while the person {act}")
            self.world.die_while_saving(act)
            self._reach()

    def _rest(self, state: State, node: _Node, step: Idle) -> None:
        """Nothing can be done now: time passes, or all is over."""
        if step.until is not None:
            node.calm = self._pass(state, max(step.until, state.now + 1), "time passes")
        elif state.air:
            node.calm = self._pass(state, max(late.left_at for late in state.air) + REQUEST_LIFE, "time passes")
        else:
            self._begin(state, "all is over")
            check_rest(self.world)
            node.rests = True

    def _pass(self, state: State, until: float, event: str) -> Hashable:
        """Time passes; late requests arrive at their last moment, or never, which is the calm way."""
        due = [late for late in state.air if late.left_at + REQUEST_LIFE <= until]
        reached: Hashable = None
        for arriving in _subsets(due):
            self._begin(state, event + ", and the late request arrives" * bool(arriving))
            for late in due:
                if late in arriving:
                    self.world.arrive(late, late.left_at + REQUEST_LIFE)
                else:
                    self.world.lose(late)
            self.world.now = until
            reached = self._reach()
        return reached

    def _check_calm(self) -> None:
        """From every state the calm way leads to an end: nothing goes round for ever."""
        ending = {seen for seen, node in self.nodes.items() if node.rests}
        for first in self.nodes:
            way: dict[Hashable, None] = {}
            seen: Hashable = first
            while seen not in ending:
                way[seen] = None
                seen = self.nodes[seen].calm
                if seen in way:
                    self.here, self.event = seen, "and so on"
                    raise Broken(Promise.ARRIVES, "the program goes round for ever")
            ending.update(way)


def _subsets(late: list[Late]) -> Iterator[tuple[Late, ...]]:
    """All of them, the empty one last."""
    for size in range(len(late), -1, -1):
        yield from itertools.combinations(late, size)


def _scripts(state: State, seen: Seen, actions: Iterable[Script]) -> Iterator[Script]:
    """All that may happen during a step, save that nothing does.

    What the person does between two commits is done while the request is on its way where there is one: on the disk it
    comes to the same.
    """
    if seen.request is not None:
        acting = [acts for n in range(state.acts + 1) for acts in itertools.product(Act, repeat=n)]
        for way, acts in itertools.product(actions, acting):
            if acts or way.faulty:
                yield replace(way, acts=acts)
        if state.crashes:
            for end, acts in itertools.product(End, acting):
                yield Script(end=end, acts=acts)
            for acts in acting[1:]:
                yield Script(acts=acts, at=seen.commits)
    for commit in range(1, seen.commits + 1):
        if state.crashes and commit > 1:  # before the first one nothing is lost but what the worker knows by heart
            yield Script(at=commit)
        for act in Act if state.acts else ():
            yield Script(at=commit, then=act)


def explore(bounds: Bounds) -> Explored:
    """Searches the whole world within those bounds. Raises `Broken` where a promise does not hold, with the story."""
    with tempfile.TemporaryDirectory(prefix="exhaustion-", dir=RAM if RAM.is_dir() else None) as folder:
        search = Search(World(Path(folder), bounds.tracked))
        try:
            return search.run(bounds)
        except Broken as broken:
            broken.tail = search.story()
            raise
        finally:
            search.world.disk.connection.close()
