"""All orders of a few events about one attribute's owner: taken over, given back, undone, written to, and interrupted.

Each way is lived from its beginning by the real program against the simulated service. After each the world comes to
rest, the last requests on their way arrive, and the owner must be whom the person wanted last.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import httpx
import pytest

from exist_desktop.domain.commands import SetValue
from exist_desktop.domain.outbox.ops import EntryState
from exist_desktop.errors import NotPossibleError
from exist_desktop.sync.push.steps import Idle
from tests.exhaustion.response import response
from tests.exhaustion.search import RAM
from tests.exhaustion.state import Bounds, Fate, Late, Tracked
from tests.exhaustion.world import World
from tests.report import tried
from tests.simulation.exist import FITBIT, OURS, Answer
from tests.simulation.faults import Operation
from tests.simulation.loop import Gone
from tests.simulation.network import Request
from tests.simulation.promises import Broken, Promise

pytestmark = pytest.mark.long("all orders of a few events")

OWNING = (Operation.ACQUIRE, Operation.RELEASE)
LATEST = 290.0
"""Seconds after which a request that was given up arrives, still within its life."""
MOST_STEPS = 60


class Event(StrEnum):
    """What happens in a way, one after the other."""

    TAKE = "takes it over"
    GIVE = "gives it back"
    UNDO = "undoes the last wish"
    WRITE = "enters a value"
    ELSEWHERE = "another service takes it"
    STEPS = "the worker works"


FATES = (Fate.ANSWERED, Fate.LOST_BEFORE, Fate.LOST_AFTER, Fate.LATE, Fate.STRANGE_AFTER)


class OwnerWorld(World):
    """The small world, in which requests about the owner are what may fail. `dies` ends the process with one."""

    def __init__(self, folder: Path, fate: Fate, *, dies: bool) -> None:
        super().__init__(folder, Tracked.COUNT)
        self.fate = fate
        self.dies = dies
        self.late: list[tuple[float, Late]] = []
        self.serial = 0
        self.agreed = False
        """Whether the person has wanted it to be filled from here, and not given it back since."""
        self.given_back = False
        """Whether the last thing that the service did for the program was to release it."""

    def new_uid(self) -> str:
        self.serial += 1
        return f"o{self.serial}"

    @property
    def owner(self) -> str | None:
        return self.exist.accounts["josh"].attributes["coffees"].owner

    def meets(self, request: Request) -> httpx.Response:
        """The first request about the owner has the fate; all others are answered."""
        self._arrive()
        self.now += 1.0
        if request.operation not in OWNING:
            self._judge(request)
            body = request.body if request.operation is Operation.UPDATE else b""
            return response(request, self.exist.answer(request.path, request.query, body, "josh"), Fate.ANSWERED)
        self._judge(request)
        fate, self.fate = self.fate, Fate.ANSWERED
        answer = None
        if fate is Fate.LATE:
            self.late.append((self.now + LATEST, Late(0, request.path, request.body, self.now)))
        elif fate is not Fate.LOST_BEFORE:
            answer = self._does(request.path, request.body)
        if fate is not Fate.ANSWERED and self.dies:
            self.program.life.alive = False
            raise Gone
        return response(request, answer or self.exist.answer("/", {}, b"", "josh"), fate)

    def _judge(self, request: Request) -> None:
        if request.operation is Operation.ACQUIRE and self.owner not in (None, OURS) and not self.agreed:
            raise Broken(Promise.ASKED_FIRST, str(self.owner))
        if request.operation is Operation.UPDATE:
            leaving = "SELECT 1 FROM owner_entry WHERE kind = 'give-back' AND state IN ('sending', 'checking')"
            if self.disk.rows(leaving) or self.given_back:
                raise Broken(Promise.NOTHING_AFTER, str(self.owner))

    def _arrive(self) -> None:
        for at, late in [one for one in self.late if one[0] <= self.now]:
            self.late.remove((at, late))
            self._does(late.path, late.body)

    def _does(self, path: str, body: bytes) -> Answer:
        answer = self.exist.answer(path, {}, body, "josh")
        if answer.applied:
            self.given_back = path.endswith("release/")
        return answer

    def happens(self, event: Event) -> None:
        """One event, as far as it is possible now."""
        owners = self.program.journal.owners
        try:
            match event:
                case Event.TAKE:
                    self.agreed = True
                    self.do(owners.acquire("coffees"))
                case Event.GIVE:
                    self.agreed = False
                    self.do(owners.release("coffees"))
                case Event.UNDO:
                    self._undo_last()
                case Event.WRITE:
                    self.do(self.program.journal.save(SetValue(self.key, 7)))
                case Event.ELSEWHERE:
                    self.exist.hand_over("josh", "coffees", FITBIT)
                case Event.STEPS:
                    self.works()
        except NotPossibleError:
            return

    def _undo_last(self) -> None:
        lines = self.do(self.program.views.owner_lines(finished=True))
        last = next((line.entry for line in lines if line.entry.state is not EntryState.UNDONE), None)
        if last is not None:
            self.agreed = last.kind == "give-back"
            self.do(owners_undo(self, last.id))

    def works(self) -> None:
        """The worker takes steps until it has nothing to do; where it dies it starts anew."""
        for _ in range(MOST_STEPS):
            try:
                step = self.do(self.program.step())
            except Gone:
                self.start_anew()
                continue
            if self.broken is not None:
                raise self.broken
            if isinstance(step, Idle):
                return
        raise Broken(Promise.ARRIVES, "the program goes round for ever")

    def rests(self) -> None:
        """Half an hour passes, in which all that is on its way arrives."""
        for _ in range(8):
            self.works()
            self.now += 240.0
            self._arrive()


async def owners_undo(world: OwnerWorld, number: int) -> None:
    """Undoes a wish."""
    await world.program.journal.undo(number)


def ways(length: int) -> Iterator[tuple[Event, ...]]:
    """All ways of that length that are about a wish, and in which nothing but writing happens twice running."""
    for way in itertools.product(Event, repeat=length):
        twice = any(one is other and one is not Event.WRITE for one, other in itertools.pairwise(way))
        if not twice and {Event.TAKE, Event.GIVE} & set(way[:2]) and way[0] not in (Event.UNDO, Event.STEPS):
            yield way


@pytest.mark.parametrize("dies", [False, True], ids=["lives", "dies"])
@pytest.mark.parametrize("fate", FATES)
def test_the_owner_is_whom_the_person_wanted_last(fate: Fate, *, dies: bool, request: pytest.FixtureRequest) -> None:
    if dies and fate is Fate.ANSWERED:
        pytest.skip("nothing goes wrong")
    number = 0
    for ours in (True, False):
        for way in ways(3 if request.config.getoption("--long") else 2):
            with tempfile.TemporaryDirectory(prefix="owners-", dir=RAM if RAM.is_dir() else None) as folder:
                live(OwnerWorld(Path(folder), fate, dies=dies), way, ours=ours)
            number += 1
    tried("exhaustion", "ways of an owner", number)


def live(world: OwnerWorld, way: tuple[Event, ...], *, ours: bool) -> None:
    """Lives one way and judges its end."""
    world.exist.hand_over("josh", "coffees", OURS if ours else FITBIT)
    world.exist.accounts["josh"].attributes["coffees"].providers = [FITBIT]
    world.agreed = ours
    fate, world.fate = world.fate, Fate.ANSWERED
    world.first_state(Bounds())
    world.fate = fate
    try:
        for event in way:
            world.happens(event)
        world.rests()
        judge(world, way)
    except Broken as broken:
        broken.tail = ["ours" if ours else "theirs", str(fate), *map(str, way)]
        raise
    finally:
        world.disk.connection.close()


def judge(world: OwnerWorld, way: tuple[Event, ...]) -> None:
    """Nothing waits, and the owner is whom the last wish names, unless another service came after it."""
    waiting = world.disk.rows("SELECT kind, state, reason FROM owner_entry WHERE state NOT IN ('sent', 'undone')")
    if waiting:
        raise Broken(Promise.ARRIVES, str([tuple(row) for row in waiting]))
    if world.agreed and world.owner != OURS and Event.ELSEWHERE not in way:
        raise Broken(Promise.TAKEN_OVER, str(world.owner))
    if not world.agreed and world.owner == OURS:
        raise Broken(Promise.GIVEN_BACK, str(world.owner))
